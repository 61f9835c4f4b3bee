"""JSON lines, JSON lists and single objects to documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.decoding import decode, is_wide
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.records import parse_json, read_record
from marsad.intake.sources import EMPTY, Found, Source, Stream, read_whole

LINES = frozenset({".jsonl", ".ndjson"})
BLANKS = b" \t\r\n"
BOM = b"\xef\xbb\xbf"
_LIKE_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_PIECE = 1 << 20
_PROBE = 50


class NoJson(Unreadable):
    """What only began like JSON and is text."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("no JSON")
        self.raw = raw


def read_lines(stream: Stream, source: Source, given: Given) -> Iterator[Found]:
    """JSON lines; an object written over several lines is read as a whole. May raise ``NoJson``."""
    number = 0
    sure = source.suffix in LINES
    seen = False
    while line := stream.readline(limits.MAX_LINE + 1):
        number += 1
        record = line.removeprefix(BOM).strip(BLANKS)
        place = f"{source.place}:{number}"
        if len(line) > limits.MAX_LINE:
            skip_line(stream, line)
            yield Failure(
                place, f"a line of more than {limits.mebibytes(limits.MAX_LINE)}; split it"
            )
        elif record and not sure and not record.endswith(b"}"):
            yield from read_json(line + read_whole(stream, source), source, given)
            return
        elif record:
            yield from read_record(source.piece(record, place), given)
        seen = seen or bool(record)
        sure = sure or seen
    if not seen:
        yield Failure(source.place, EMPTY)


def skip_line(stream: Stream, line: bytes) -> None:
    """Pass over what is left of a line, whose beginning was taken."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(_PIECE)


def read_json(raw: bytes, source: Source, given: Given) -> Iterator[Found]:
    """A file that is one JSON value. Raises ``NoJson`` if it only begins like one."""
    text = decode(raw)
    plain = text.encode() if is_wide(raw[:512]) else raw.removeprefix(BOM)
    try:
        pieces = _split(plain.strip(BLANKS))
    except Unreadable:
        lines = plain.split(b"\n")
        if _are_records(lines):
            for number, line in enumerate(lines, 1):
                if record := line.strip(BLANKS):
                    place = f"{source.place}:{number}"
                    yield from read_record(source.piece(record, place), given)
            return
        if _LIKE_JSON.match(text) or source.suffix == ".json":
            raise
        raise NoJson(raw) from None
    if len(pieces) == 1:
        yield from read_record(source.piece(pieces[0]), given)
        return
    for number, piece in enumerate(pieces, 1):
        place = f"{source.place}: object {number}"
        yield from read_record(source.piece(piece, place), given)


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
    filled = [line.strip(BLANKS) for line in lines[:_PROBE] if line.strip(BLANKS)]
    if len(filled) < 2 or not all(line.startswith(b"{") for line in filled[:2]):
        return False
    try:
        return isinstance(parse_json(filled[1]), dict)
    except Unreadable:
        return False
