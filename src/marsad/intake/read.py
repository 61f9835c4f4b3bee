"""Files to documents, one after the other, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from marsad.intake import limits
from marsad.intake.archives import SIGNATURES
from marsad.intake.articles import Given
from marsad.intake.dates import is_date
from marsad.intake.dispatch import read_packed, read_stream
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.files import Watch, find_files, open_seekable, open_stream, place_of, starts_with
from marsad.intake.originals import Item, Original
from marsad.intake.outlets import host_of
from marsad.intake.sources import Found, Source, open_bytes
from marsad.model import Document

_ONLY_ADDRESSES = "holds addresses only; marsad add --fetch brings the pages"


def read_items(
    *paths: str | Path,
    outlet: str | None = None,
    published: str | None = None,
    lang: str | None = None,
    watch: Watch | None = None,
) -> Iterator[Found]:
    """What stands in files and folders, in order, and what could not be read.

    Documents come with the bytes that they were read from, pages that are only named come as
    addresses, and what is bad as a ``Failure`` in its place: it never costs the others. JSON lines,
    tables, web archives and zip archives are read piece by piece, so memory stays flat.

    Args:
        paths: files, folders, or ``-`` for standard input.
        outlet: for documents that name none.
        published: ISO date for documents that have none.
        lang: for documents that name none; without it, the text tells.
        watch: is told the number of bytes taken from the files, as they are taken.

    Raises:
        ValueError: ``published`` is no ISO date.
    """
    if published is not None and not is_date(published):
        raise ValueError(f'"{published}" is no date; write it as 2017-06-08')
    return _bounded(_read_all(paths, Given(outlet, published, lang), watch))


def read_original(original: Original, given: Given) -> Iterator[Found]:
    """What stands in bytes that are there already, such as a page that was fetched."""
    return _bounded(_read_original(original, given))


def _read_original(original: Original, given: Given) -> Iterator[Found]:
    name = urlsplit(original.url).path if original.url and host_of(original.url) else original.place
    source = Source(about=replace(original, data=b""), name=name)
    try:
        yield from read_stream(open_bytes(original.data), source, given)
    except Unreadable as error:
        yield Failure(original.place, str(error))


def read(
    *paths: str | Path,
    outlet: str | None = None,
    published: str | None = None,
    lang: str | None = None,
    watch: Watch | None = None,
) -> Iterator[Document | Failure]:
    """The documents of ``read_items``; addresses come as failures, one for each list."""
    given = {"outlet": outlet, "published": published, "lang": lang}
    return _documents(read_items(*paths, **given, watch=watch))


def _documents(items: Iterator[Found]) -> Iterator[Document | Failure]:
    told = ""
    for found in items:
        if isinstance(found, Item):
            yield found.document
        elif isinstance(found, Failure):
            yield found
        elif (place := found.place.rpartition(":")[0]) != told:
            told = place
            yield Failure(place, _ONLY_ADDRESSES)


def _bounded(items: Iterator[Found]) -> Iterator[Found]:
    """What is found, but no text that is longer than a document may be."""
    for found in items:
        if isinstance(found, Item) and len(found.document.text) > limits.MAX_TEXT:
            told = f"a text of more than {limits.MAX_TEXT:,} letters; split it into documents"
            yield Failure(found.original.place, told)
        else:
            yield found


def _read_all(paths: tuple[str | Path, ...], given: Given, watch: Watch | None) -> Iterator[Found]:
    for path in find_files(*paths):
        if isinstance(path, Failure):
            yield path
            continue
        try:
            yield from _read_file(path, given, watch)
        except Unreadable as error:
            yield Failure(place_of(path), str(error))


def _read_file(path: Path, given: Given, watch: Watch | None) -> Iterator[Found]:
    source = Source(about=Original(data=b"", place=place_of(path)), name=path.name)
    if starts_with(path, SIGNATURES):
        with open_seekable(path, watch) as file:
            yield from read_packed(file, source, given)
        return
    with open_stream(path, watch) as stream:
        yield from read_stream(stream, source, given)
