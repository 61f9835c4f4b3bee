"""Addresses to outlets: subdomains, lookalikes, addresses that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.intake.outlets import find_outlet, is_address


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.reuters.com/world/a", "Reuters"),
        ("http://REUTERS.com", "Reuters"),
        ("https://reuters.com.:443/a", "Reuters"),
        ("https://arabic.rt.com/news/1", "RT"),
        ("https://notreuters.com/a", None),
        ("https://reuters.com.evil.example/a", None),
        ("https://evil.example/reuters.com", None),
        ("https://reuters.com@evil.example/a", None),
        ("https://evil.example\\@reuters.com/a", None),
        ("https://evil.example?@reuters.com", None),
        ("https://com/a", None),
        ("ftp://reuters.com/a", None),
        ("https://[::1", None),
        ("reuters.com", None),
        (None, None),
    ],
)
def test_the_outlet_of_an_address(url: str | None, outlet: str | None) -> None:
    assert find_outlet(url) == outlet


def test_a_list_of_ones_own_is_laid_over_and_the_longest_domain_wins(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[outlet]]\nid = "sahel"\nname = "Sahel"\ndomains = ["sahel.example"]\n'
        '[[outlet]]\nid = "sahel-sport"\nname = "Sahel Sport"\ndomains = ["sport.sahel.example"]\n',
        encoding="utf-8",
    )
    assert find_outlet("https://news.sahel.example/1", own) == "Sahel"
    assert find_outlet("https://www.sport.sahel.example/1", own) == "Sahel Sport"
    assert find_outlet("https://sahel.example/1") is None


@pytest.mark.parametrize("text", ["", "قال", "https://", "https://a b", "https://a.example x", "a"])
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)
