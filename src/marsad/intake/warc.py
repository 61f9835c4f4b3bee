"""Web archives (WARC), record by record: the pages that a server sent with success."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.lines import skip_line
from marsad.intake.originals import Original
from marsad.intake.outlets import is_address
from marsad.intake.sources import Found, Reader, Source, Stream, open_bytes

SIGNATURE = b"WARC/"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_KEPT = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# The header of a record has half a kilobyte; servers send at most 64 KiB of headers.
_MOST_HEADER = 256 << 10
_NO_PAGES = (SIGNATURE, b"PK", b"\x1f\x8b")  # archives, however they are called
_PIECE = 1 << 20
_CUT = "cut off in the middle of a record; download or copy the file again"
_LOST = "no record begins here; what stands up to the next one was passed over"


@dataclass(slots=True)
class Counts:
    """Records that came, those of other kinds (requests, pictures) passed over, broken ones."""

    taken: int = 0
    passed: int = 0
    broken: int = 0


def read_warc(
    stream: Stream, source: Source, given: Given, read: Reader, counts: Counts | None = None
) -> Iterator[Found]:
    """The pages in a web archive. A broken record costs itself only."""
    counts = counts or Counts()
    number = 0
    while line := stream.readline(_MOST_HEADER):
        if not line.strip():
            continue
        number += 1
        place = f"{source.place}: record {number}"
        if not line.startswith(SIGNATURE):
            counts.broken += 1
            yield Failure(place, _LOST)
            line = _find_record(stream, line)
            if not line:
                break
        try:
            original = _read_record(stream, line, place)
            if original is None or original.data.startswith(_NO_PAGES):
                counts.passed += 1
                continue
            counts.taken += 1
            inside = replace(source, about=replace(original, data=b""), name="", packed=True)
            yield from read(open_bytes(original.data), inside, given)
        except Unreadable as error:
            counts.broken += 1
            yield Failure(place, str(error))
    if not counts.taken and not counts.broken:
        yield Failure(
            source.place,
            f"a web archive without pages ({counts.passed:,} other records); name one with "
            "responses of text/html",
        )


def _find_record(stream: Stream, line: bytes) -> bytes:
    """The first line of the next record; empty at the end."""
    while line and not line.startswith(SIGNATURE):
        skip_line(stream, line)
        line = stream.readline(_MOST_HEADER)
    return line


def _read_record(stream: Stream, line: bytes, place: str) -> Original | None:
    """One record; ``None`` for those that are no pages. Raises ``Unreadable``."""
    header = line + _read_header(stream)
    length = _LENGTH.search(header)
    if length is None:
        raise Unreadable("a record without its length; " + _LOST)
    size = int(length[1])
    if size > limits.MAX_SCAN:
        _skip(stream, size)
        raise Unreadable(
            f"a record of more than {limits.mebibytes(limits.MAX_SCAN)}, which was passed over"
        )
    block = stream.read(size)
    if len(block) < size:
        raise Unreadable(_CUT)
    # Loaded for web archives alone: with what it takes along, a tenth of the time of a start.
    from warcio.archiveiterator import WARCIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
    from warcio.statusandheaders import (  # type: ignore[import-untyped]
        StatusAndHeadersParserException,
    )

    # One record at a time: what is wrong with it is over with it.
    records = WARCIterator(io.BytesIO(header + block + b"\r\n\r\n"))
    try:
        return _build(next(records), place)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError) as error:
        raise Unreadable("a broken record, which was passed over") from error
    except (EOFError, StopIteration, AttributeError, TypeError) as error:
        raise Unreadable("a broken record, which was passed over") from error


def _read_header(stream: Stream) -> bytes:
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(_MOST_HEADER):
        lines.append(line)
        size += len(line)
        if not line.strip():
            return b"".join(lines)
        if size > _MOST_HEADER:
            raise Unreadable("a record with too long a header, which was passed over")
    raise Unreadable(_CUT)


def _skip(stream: Stream, size: int) -> None:
    while size > 0 and (piece := stream.read(min(size, _PIECE))):
        size -= len(piece)


def _build(record: Any, place: str) -> Original | None:
    """The page in a record: a response with success, or a page kept without its headers."""
    warc, sent = record.rec_headers, record.http_headers
    url = (warc.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type not in ("response", "resource") or not is_address(url):
        return None
    if sent is not None and not (sent.get_statuscode() or "").startswith("2"):
        return None
    told = sent.get_header("Content-Type") if sent is not None else record.content_type
    media = (told or "").partition(";")[0].strip().lower()
    if media not in _KEPT:
        return None
    headers = tuple((name.lower(), value) for name, value in (sent.headers if sent else ()))
    charset = _CHARSET.search(told or "")
    return Original(
        data=_unpack(record, dict(headers)),
        place=f"{place} ({url})",
        url=url,
        media=media,
        charset=charset[1] if charset else None,
        fetched=warc.get_header("WARC-Date"),
        headers=headers,
    )


def _unpack(record: Any, headers: dict[str, str]) -> bytes:
    """The body as the page's makers wrote it, within the limit."""
    stream = record.raw_stream
    if "chunked" in headers.get("transfer-encoding", "").lower():
        from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

        stream = ChunkedDataReader(stream)
    raw: bytes = stream.read(limits.MAX_SCAN)
    packed = headers.get("content-encoding", "identity").strip().lower()
    if packed in ("identity", "", "none"):
        return raw
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise Unreadable(f"a page packed as {packed[:20]}; record it again with gzip or without")
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(bits)
        try:
            data = inflater.decompress(raw, limits.MAX_SCAN)
        except zlib.error:
            continue
        if inflater.unconsumed_tail:
            raise Unreadable(
                f"a page that unpacks to more than {limits.mebibytes(limits.MAX_SCAN)}"
            )
        return data
    if raw[:1].isascii() and raw.lstrip()[:1] == b"<":  # unpacked by the recorder already
        return raw
    raise Unreadable("a page whose packed bytes are broken, which was passed over")
