"""Entries of a feed: documents where the whole text is there, addresses where it is not."""

from __future__ import annotations

from html import escape

import pytest

from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Item, Original
from marsad.intake.read import read_original
from marsad.intake.sources import Found

LONG = "<p>قالت البلدية إن الماء عاد إلى حي النهر بعد انقطاع دام يومين.</p>" * 8


def feed(*entries: str) -> bytes:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>صحيفة الساحل</title>'
    return f'<?xml version="1.0"?>{head}{"".join(entries)}</feed>'.encode()


def entry(url: str | None, content: str | None = None) -> str:
    link = f'<link href="{url}"/>' if url else ""
    body = f'<content type="html">{escape(content)}</content>' if content else ""
    return (
        f"<entry>{link}<title>عودة الماء</title><author><name>ليلى</name></author>"
        f"<published>2024-03-01T23:30:00+03:00</published>{body}</entry>"
    )


def read(*entries: str) -> list[Found]:
    return list(read_original(Original(data=feed(*entries), place="feed.xml"), Given()))


def test_an_entry_with_the_whole_text_is_a_document() -> None:
    [found] = read(entry("https://sahel.example/1", LONG))
    assert isinstance(found, Item)
    doc = found.document
    assert doc.text.count("\n") == 7 and "<" not in doc.text
    assert (doc.url, doc.author, doc.lang) == ("https://sahel.example/1", "ليلى", "ar")
    assert (doc.outlet, doc.published) == ("صحيفة الساحل", "2024-03-01T23:30:00+03:00")
    assert found.original.data == feed(entry("https://sahel.example/1", LONG))
    assert doc.source_hash == found.original.hash


@pytest.mark.parametrize("content", [None, "<p>قالت البلدية إن الماء عاد…</p>"])
def test_an_entry_without_it_is_an_address(content: str | None) -> None:
    [found] = read(entry("https://www.reuters.com/1", content))
    assert found == Address(
        url="https://www.reuters.com/1",
        place="feed.xml: entry 1",
        title="عودة الماء",
        published="2024-03-01T23:30:00+03:00",
        outlet="Reuters",
    )


def test_an_entry_of_nothing_costs_itself_only() -> None:
    bad, good = read(entry(None), entry("https://sahel.example/1"))
    assert isinstance(bad, Failure) and bad.place == "feed.xml: entry 1"
    assert isinstance(good, Address)


def test_a_feed_without_entries_is_named() -> None:
    [found] = read()
    assert isinstance(found, Failure) and "entries" in found.message


def test_the_declared_encoding_of_the_server_counts() -> None:
    raw = feed(entry("https://sahel.example/1", LONG)).decode().encode("cp1256")
    original = Original(data=raw, place="feed.xml", charset="windows-1256")
    [found] = read_original(original, Given())
    assert isinstance(found, Item) and found.document.headline == "عودة الماء"
