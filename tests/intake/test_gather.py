from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from marsad.intake.failures import Busy, Failure
from marsad.intake.fetch import Fetcher
from marsad.intake.gather import gather, plain_address
from marsad.intake.originals import Address, Original
from tests.intake.conftest import Hours, Site


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        (
            "https://sahel.example/a?utm_source=x&id=1&utm_medium=y#top",
            "https://sahel.example/a?id=1",
        ),
        ("https://sahel.example/a?fbclid=1&gclid=2", "https://sahel.example/a"),
        ("https://sahel.example/a?autm_x=1&utm=2", "https://sahel.example/a?autm_x=1&utm=2"),
        ("HTTP://Sahel.Example:80", "http://sahel.example/"),
        ("https://sahel.example:8443/A", "https://sahel.example:8443/A"),
        ("https://sahel.example/خبر", "https://sahel.example/خبر"),
        ("http://[", "http://["),
    ],
)
def test_an_address_keeps_what_names_the_page(url: str, plain: str) -> None:
    assert plain_address(url) == plain


def test_each_page_comes_once_under_the_address_that_was_given(
    patient: Fetcher, site: Site
) -> None:
    url = site.show("/a", "<p>خبر</p>")
    given = Address(url=url + "?utm_source=list", place="list.csv:2", title="خبر")
    found = list(gather([given, url, url + "#top"], patient))
    assert [type(one) for one in found] == [Original]
    assert (found[0].place, site.asked) == (given.url, ["/robots.txt", "/a"])


def test_a_bad_address_costs_only_itself(patient: Fetcher, site: Site) -> None:
    good = site.show("/a", "<p>خبر</p>")
    found = list(gather(["file:///etc/hosts", site.url + "/none", good], patient))
    assert [(one.place, isinstance(one, Failure)) for one in found] == [
        ("file:///etc/hosts", True),
        (site.url + "/none", True),
        (good, False),
    ]


class Slow(Fetcher):
    """Fetches nothing, at the pace of real hosts: ten seconds of pause for each."""

    def __init__(self, hours: Hours, busy: Callable[[str], bool] = lambda _: False) -> None:
        self.hours = hours
        self.ready: dict[str, float] = {}
        self.asked: list[str] = []
        self.busy = busy

    def wait(self, url: str) -> float:
        return max(0.0, self.ready.get(urlsplit(url).netloc, 0.0) - self.hours.seconds())

    def fetch(self, url: str, **_: Any) -> Original:
        self.hours.slept.append(self.wait(url))
        self.ready[urlsplit(url).netloc] = self.hours.seconds() + 10
        self.asked.append(url.removeprefix("http://"))
        if self.busy(url):
            raise Busy("the server is busy (503); try again later")
        return Original(data=b"", place=url)


def test_hosts_take_turns_so_that_none_waits_for_another(hours: Hours) -> None:
    fetcher = Slow(hours)
    addresses = [f"http://{host}.example/{page}" for host in "abc" for page in (1, 2)]
    assert len(list(gather(addresses, fetcher))) == 6
    assert [url[0] + url[-1] for url in fetcher.asked] == ["a1", "b1", "c1", "a2", "b2", "c2"]
    assert sum(hours.slept) == 10


def test_addresses_are_taken_as_they_are_needed(hours: Hours) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"http://h{taken}.example/"

    pages = gather(endless(), Slow(hours))
    next(pages)
    assert taken == 1_000


def test_a_busy_page_is_tried_thrice(hours: Hours) -> None:
    fetcher = Slow(hours, busy=lambda url: "/busy" in url)
    found = list(gather(["http://a.example/busy", "http://a.example/1"], fetcher))
    assert fetcher.asked == ["a.example/busy", "a.example/1", "a.example/busy", "a.example/busy"]
    assert found[1] == Failure("http://a.example/busy", "the server is busy (503); try again later")
