"""Entries of a feed: documents where the whole text is there, addresses where it is not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from marsad.intake import feedfiles
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Item, Original
from marsad.intake.read import read_original
from marsad.intake.sources import Found

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'
LONG = "<p>قالت البلدية إن الماء عاد إلى حي النهر بعد انقطاع دام يومين.</p>" * 8


def read(monkeypatch: pytest.MonkeyPatch, *entries: SimpleNamespace) -> list[Found]:
    content = SimpleNamespace(title="صحيفة الساحل", entries=list(entries))
    monkeypatch.setattr(feedfiles, "read_feed", lambda *_: content)
    return list(read_original(Original(data=FEED, place="feed.xml"), Given()))


def entry(url: str | None, content: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(
        url=url,
        title="عودة الماء",
        published="2024-03-01T23:30:00+03:00",
        author="ليلى",
        content=content,
        summary="قالت البلدية",
    )


def test_an_entry_with_the_whole_text_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    [found] = read(monkeypatch, entry("https://sahel.example/1", LONG))
    assert isinstance(found, Item)
    doc = found.document
    assert doc.text.count("\n") == 7 and "<" not in doc.text
    assert (doc.url, doc.author, doc.lang) == ("https://sahel.example/1", "ليلى", "ar")
    assert (doc.outlet, doc.published) == ("صحيفة الساحل", "2024-03-01T23:30:00+03:00")
    assert found.original.data == FEED and doc.source_hash == found.original.hash


@pytest.mark.parametrize("content", [None, "<p>قالت البلدية إن الماء عاد…</p>"])
def test_an_entry_without_it_is_an_address(
    monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    [found] = read(monkeypatch, entry("https://www.reuters.com/1", content))
    assert found == Address(
        url="https://www.reuters.com/1",
        place="feed.xml: entry 1",
        title="عودة الماء",
        published="2024-03-01T23:30:00+03:00",
        outlet="Reuters",
    )


def test_an_entry_of_nothing_costs_itself_only(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = read(monkeypatch, entry(None), entry("https://sahel.example/1"))
    assert isinstance(bad, Failure) and bad.place == "feed.xml: entry 1"
    assert isinstance(good, Address)


def test_a_feed_without_entries_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    [found] = read(monkeypatch)
    assert isinstance(found, Failure) and "without entries" in found.message
