"""The entries of a feed: documents where it brings the whole text, else addresses."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.intake import limits
from marsad.intake.articles import Given, build_item, choose_language, clean
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.feeds import read_feed
from marsad.intake.html import text_of
from marsad.intake.originals import Address, Extract
from marsad.intake.outlets import find_outlet, is_address
from marsad.intake.sources import Found, Source, Stream, read_whole

# A content of fewer letters is a summary, and the page has more.
_WHOLE = 400
_PROLOGUE = 1 << 16  # what stands before the first element; real ones have 200 bytes
_ENTITIES = "a feed that declares entities of its own, as XML bombs do; save it without them"


def read_entries(stream: Stream, source: Source, given: Given) -> Iterator[Found]:
    """The entries of an RSS or Atom feed, in its order."""
    original = source.whole(read_whole(stream, source, limits.MAX_FEED))
    if b"<!ENTITY" in original.data[:_PROLOGUE].replace(b"\0", b""):
        raise Unreadable(_ENTITIES)
    feed = read_feed(original.data, original.url, charset=original.charset)
    if not feed.entries:
        raise Unreadable("a feed without entries; leave it out")
    for number, entry in enumerate(feed.entries, 1):
        place = f"{source.place}: entry {number}"
        url = clean(entry.url)
        try:
            text = text_of(entry.content) if entry.content else ""
        except Unreadable as error:
            yield Failure(place, str(error))
            continue
        if len(text) >= _WHOLE or (text and not is_address(url or "")):
            extract = Extract(
                text=text,
                title=entry.title,
                author=entry.author,
                published=entry.published,
                lang=choose_language(text, None),
                outlet=find_outlet(url) or feed.title,
                url=url,
            )
            yield build_item(extract, original, given)
        elif url is not None and is_address(url):
            yield Address(
                url=url,
                place=place,
                title=clean(entry.title),
                published=entry.published,
                outlet=find_outlet(url) or clean(feed.title),
            )
        else:
            yield Failure(place, "an entry without text and without an address; leave it out")
