"""Exports over HTTP, for pages and programs alike: a file that is sent as it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from fastapi import HTTPException
from fastapi.responses import StreamingResponse

from marsad.publishing.exports.catalogue import write
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.extras import MissingExtra
from marsad.publishing.exports.formats import FORMATS, KINDS
from marsad.publishing.exports.selection import Selection
from marsad.web.desk import Desk

MOST = 10_000  # rows of one file, as of the other lists
MOST_GRAPHED = 200  # propositions whose graphs are drawn: some seconds
_LOOKED = 50_000  # claims or documents that are looked at: half a minute on a small machine
_ENOUGH = 1 << 16  # bytes that are sent together


def send_export(
    desk: Desk, what: tuple[str, str], selection: Selection, lang: str | None
) -> StreamingResponse:
    """What is asked for as a file: of a kind, in a format. No more than ``MOST`` rows.

    Raises:
        ValueError: the query cannot be meant, or the kind is not written in the format.
        HTTPException: the server lacks a library (503).
    """
    kind, name = what
    if name not in KINDS[kind]:
        raise ValueError(f"{kind} are not written as {name}; there are {', '.join(KINDS[kind])}")
    most = MOST_GRAPHED if kind == "provenance" else MOST
    bounded = replace(selection, most=min(selection.most or most, most), looked=_LOOKED)
    pieces = write(Export(desk.observatory, bounded, lang=lang), kind, name)
    try:
        first = next(pieces, b"")  # what is wrong is told before the first byte is sent
    except MissingExtra as error:
        raise HTTPException(503, str(error)) from error
    format = FORMATS[name]
    headers = {
        "content-disposition": f'attachment; filename="marsad-{kind}{format.suffix}"',
        "cache-control": "private, no-store",
    }
    body = _together(chain([first], pieces))
    return StreamingResponse(body, media_type=format.media, headers=headers)


def _together(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces, many at a time."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _ENOUGH:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
