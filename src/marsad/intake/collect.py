"""Whatever a person names to documents: files, folders, addresses, and lists and feeds of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from marsad.intake.articles import Given, build_item
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.feeds import Entry
from marsad.intake.fetch import Fetcher
from marsad.intake.files import Watch
from marsad.intake.gather import gather
from marsad.intake.html import text_of
from marsad.intake.originals import Address, Extract, Item, Original
from marsad.intake.outlets import find_outlet
from marsad.intake.read import read_items, read_original
from marsad.intake.watch import Polled

_WEB = ("http://", "https://")
_NOT_FETCHED = "an address in a list; give --fetch to have such pages fetched"


class Came(NamedTuple):
    """A document or a failure, and the file or the address that has to be named to try it again."""

    origin: str
    found: Item | Failure


def is_address(named: str | Path) -> bool:
    """Whether what a person names is an address of the web, not a file."""
    return str(named).lower().startswith(_WEB)


def collect(
    named: Sequence[str | Path],
    given: Given,
    *,
    fetcher: Fetcher,
    follow: bool = False,
    watch: Watch | None = None,
) -> Iterator[Came]:
    """The documents of files, folders and addresses, files first.

    Args:
        named: files, folders, ``-`` for standard input, and addresses, which are fetched.
        given: what the caller says of documents that do not say it themselves.
        fetcher: fetches the addresses; nothing else does.
        follow: also fetch the pages that files name: lists of addresses, feeds.
        watch: is told the number of bytes taken from the files, as they are taken.
    """
    listed: list[Address] = []
    for one in named:
        if is_address(one):
            listed.append(Address(url=str(one), place=str(one)))
            continue
        for found in read_items(one, **given._asdict(), watch=watch):
            if not isinstance(found, Address):
                yield Came(str(one), found)
            elif follow:
                listed.append(found)
            else:
                yield Came(found.url, Failure(found.url, _NOT_FETCHED))
    yield from fetch_pages(listed, given, fetcher)


def fetch_pages(
    listed: Iterable[Address], given: Given, fetcher: Fetcher, *, deeper: bool = True
) -> Iterator[Came]:
    """The documents at addresses; those that a feed among them names are fetched too, but no more.

    What a list says of a page counts where the page itself says nothing.
    """
    told = {address.url: address for address in listed}
    named: list[Address] = []
    for page in gather(list(told), fetcher):
        if isinstance(page, Failure):
            yield Came(page.place, page)
            continue
        said = _said(told.get(page.place), given)
        for found in read_original(page, said):
            if not isinstance(found, Address):
                yield Came(page.place, found)
            elif deeper:
                named.append(found)
    if named:
        yield from fetch_pages(named, given, fetcher, deeper=False)


def take_entries(polled: Polled, fetcher: Fetcher) -> Iterator[Came]:
    """The documents of the new entries of a feed: their pages, or what the feed itself brings."""
    feed, title = polled.feed, polled.content.title if polled.content else None
    given = Given(feed.outlet, None, feed.lang)
    if not feed.full and polled.original is not None:
        for entry in polled.entries:
            yield Came(feed.url, _take_entry(entry, polled.original, given, title))
        return
    pages = [
        Address(
            url=entry.url,
            place=feed.url,
            title=entry.title,
            published=entry.published,
            outlet=feed.outlet or find_outlet(entry.url) or title,
            lang=feed.lang,
        )
        for entry in polled.entries
        if entry.url
    ]
    yield from fetch_pages(pages, given, fetcher)


def _take_entry(
    entry: Entry, original: Original, given: Given, title: str | None
) -> Item | Failure:
    """A document of what a feed says of an article: its whole text, or else its summary."""
    place = entry.url or entry.id or original.place
    try:
        whole = text_of(entry.content) if entry.content else ""
    except Unreadable as error:
        return Failure(place, str(error))
    text = whole or entry.summary or ""
    if not text.strip():
        return Failure(place, "an entry without text; watch the feed with full = true")
    extract = Extract(
        text=text,
        title=entry.title,
        author=entry.author,
        published=entry.published,
        outlet=given.outlet or find_outlet(entry.url) or title,
        url=entry.url,
        degraded=None if whole else "the summary of a feed; the page was not fetched",
    )
    return build_item(extract, original, given)


def _said(address: Address | None, given: Given) -> Given:
    """What is known of a page before it is read: by its list, else by the caller."""
    if address is None:
        return given
    return Given(
        address.outlet or given.outlet,
        address.published or given.published,
        address.lang or given.lang,
    )
