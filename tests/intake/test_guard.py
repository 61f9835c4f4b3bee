from __future__ import annotations

import pytest

from marsad.intake.failures import Unreadable
from marsad.intake.guard import check_address, is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "no number",
    ],
)
def test_addresses_of_inner_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/hosts", '"file:" is not fetched; give one that begins with https://'),
        ("ftp://example.org/a", '"ftp:" is not fetched'),
        ("gopher://example.org/", '"gopher:" is not fetched'),
        ("javascript:alert(1)", '"javascript:" is not fetched'),
        ("//example.org/a", "no address; give one that begins with https://"),
        ("example.org/a", "no address; give one that begins with https://"),
        ("https://reader:secret@example.org/", "holds a user name or a password; leave them out"),
        ("https://example.org@10.0.0.1/", "holds a user name or a password; leave them out"),
        ("https:///a", "names no host"),
        ("http://[::1/", "no address of the web"),
        ("http://example.org\n.example.net/", "no address of the web"),
        ("http://999.1.1.1/", "no address of the web"),
        ("http://example.org:25/", "port 25 is none of a web server"),
        ("http://example.org:6667/", "port 6667 is none of a web server"),
        ("http://example.org:99999/", "port"),
        ("http://example.org/" + "a" * 9_000, "over 8,000 characters"),
    ],
)
def test_what_may_not_be_asked_is_refused_with_its_reason(url: str, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        check_address(url)
    assert message in str(refused.value)


def test_an_address_loses_its_fragment_and_names_keep_their_letters() -> None:
    assert str(check_address(" https://example.org/خبر?id=1#comments ")) == (
        "https://example.org/%D8%AE%D8%A8%D8%B1?id=1"
    )
    assert check_address("http://مثال.إختبار/").raw_host == b"xn--mgbh0fb.xn--kgbechtv"
