"""Files to documents, one after the other, whatever is in them."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.ids import bytes_hash, content_id
from marsad.intake.decoding import decode, is_wide, name_binary
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.files import Watch, find_files, open_stream, place_of
from marsad.intake.records import Given, is_date, parse_json, read_record
from marsad.model import Document

# Against archives that unpack to more than memory holds; 64 MiB are thirty thousand articles.
MAX_LINE = MAX_UNPACKED = 64 << 20
MAX_FILE = 256 << 20
_PIECE = 1 << 20
_PROBE = 50
_EMPTY = "empty; leave it out or give it text"
_LIKE_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_LINES = frozenset({".jsonl", ".ndjson"})
_BLANKS = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"


def read(
    *paths: str | Path,
    outlet: str | None = None,
    published: str | None = None,
    lang: str | None = None,
    watch: Watch | None = None,
) -> Iterator[Document | Failure]:
    """The documents in files and folders, in order, and what could not be read.

    Reads plain text, JSON (an object or a list) and JSON lines, also packed by gzip; ``-`` is
    standard input. A bad document never costs the others: it comes as a ``Failure`` in its place.
    JSON lines are read one by one, so memory stays flat.

    Args:
        outlet: for documents that name none.
        published: ISO date for documents that have none.
        lang: for documents that name none; without it, the text tells.
        watch: is told the number of bytes taken from the files, as they are taken.

    Raises:
        ValueError: ``published`` is no ISO date.
    """
    if published is not None and not is_date(published):
        raise ValueError(f'"{published}" is no date; write it as 2017-06-08')
    return _read_all(paths, Given(outlet, published, lang), watch)


def _read_all(
    paths: tuple[str | Path, ...], given: Given, watch: Watch | None
) -> Iterator[Document | Failure]:
    for path in find_files(*paths):
        if isinstance(path, Failure):
            yield path
            continue
        place = place_of(path)
        try:
            with open_stream(path, watch) as stream:
                yield from _read_stream(stream, path, given)
        except Unreadable as error:
            yield Failure(place, str(error))


def _read_stream(
    stream: io.BufferedReader, path: Path, given: Given
) -> Iterator[Document | Failure]:
    """Chooses by the name and the first bytes how a file is read."""
    head = stream.peek(512)
    suffix = _suffix(path)
    first = head.removeprefix(_BOM).lstrip(_BLANKS)[:1]
    plain = name_binary(head) is None and not is_wide(head)
    if plain and (suffix in _LINES or (first == b"{" and suffix != ".txt")):
        yield from _read_lines(stream, path, given)
        return
    raw = _read_whole(stream)
    if suffix != ".txt" and (first == b"[" or is_wide(head)):
        yield from _read_json(raw, path, given)
    else:
        yield from _read_text(raw, path, given)


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _read_whole(stream: io.BufferedReader) -> bytes:
    """All that is left of a stream. Raises ``Unreadable`` beyond the limit."""
    limit = MAX_UNPACKED if isinstance(stream.raw, gzip.GzipFile) else MAX_FILE
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise Unreadable(f"more than {limit >> 20} MiB in one piece; write it as JSON lines")
    return b"".join(pieces)


def _read_lines(
    stream: io.BufferedReader, path: Path, given: Given
) -> Iterator[Document | Failure]:
    """JSON lines; an object written over several lines is read as a whole."""
    place, number = place_of(path), 0
    sure = _suffix(path) in _LINES
    seen = False
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        record = line.removeprefix(_BOM).strip(_BLANKS)
        if len(line) > MAX_LINE:
            _skip_line(stream, line)
            yield Failure(
                f"{place}:{number}", f"a line of more than {MAX_LINE >> 20} MiB; split it"
            )
        elif record and not sure and not record.endswith(b"}"):
            yield from _read_json(line + _read_whole(stream), path, given)
            return
        elif record:
            yield from read_record(record, f"{place}:{number}", given)
        seen = seen or bool(record)
        sure = sure or seen
    if not seen:
        yield Failure(place, _EMPTY)


def _skip_line(stream: io.BufferedReader, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_PIECE)


def _read_json(raw: bytes, path: Path, given: Given) -> Iterator[Document | Failure]:
    """A file that is one JSON value, or only begins like one."""
    place = place_of(path)
    text = decode(raw)
    plain = text.encode() if is_wide(raw[:512]) else raw.removeprefix(_BOM)
    try:
        pieces = _split(plain.strip(_BLANKS))
    except Unreadable:
        lines = plain.split(b"\n")
        if _are_records(lines):
            for number, line in enumerate(lines, 1):
                if line.strip(_BLANKS):
                    yield from read_record(line.strip(_BLANKS), f"{place}:{number}", given)
            return
        if _LIKE_JSON.match(text) or _suffix(path) == ".json":
            raise
        yield from _read_text(raw, path, given)
        return
    if len(pieces) == 1:
        yield from read_record(pieces[0], place, given)
        return
    for number, piece in enumerate(pieces, 1):
        yield from read_record(piece, f"{place}: object {number}", given)


def _split(raw: bytes) -> list[bytes]:
    """The objects of a JSON list, or the one object. Raises ``Unreadable``."""
    try:
        if raw.startswith(b"["):
            return [bytes(piece) for piece in msgspec.json.decode(raw, type=list[msgspec.Raw])]
        msgspec.json.decode(raw, type=msgspec.Raw)
    except (ValueError, RecursionError):
        data = parse_json(raw)
        pieces = data if isinstance(data, list) else [data]
        return [json.dumps(piece).encode() for piece in pieces]
    return [raw]


def _are_records(lines: list[bytes]) -> bool:
    """Whether what is no JSON as a whole is lines of it: the second line is an object."""
    filled = [line.strip(_BLANKS) for line in lines[:_PROBE] if line.strip(_BLANKS)]
    if len(filled) < 2 or not all(line.startswith(b"{") for line in filled[:2]):
        return False
    try:
        return isinstance(parse_json(filled[1]), dict)
    except Unreadable:
        return False


def _read_text(raw: bytes, path: Path, given: Given) -> Iterator[Document | Failure]:
    text = decode(raw)
    if not text.strip():
        yield Failure(place_of(path), _EMPTY)
        return
    yield Document(
        id=content_id(None, text),
        text=text,
        lang=given.lang,
        outlet=given.outlet,
        published=given.published,
        source_hash=bytes_hash(raw),
    )
