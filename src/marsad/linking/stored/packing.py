"""Statements as few bytes, and back; what all statements of a document share is kept once.

The fields of `Statement` are packed in their order, without names (MessagePack). A row that was
packed by another version of linking is never read: its document is linked anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple, get_type_hints

import msgspec

from marsad.archive.connection import ArchiveError
from marsad.linking.comparing.promises import Glimpse
from marsad.linking.nouns import Statement, is_negative

_ROW = ("id", "claim")  # columns of their own
_HEAD = ("document", "lang", "outlet", "published", "day", "sketch", "withdrawn")
_HINTS = get_type_hints(Statement)
_BODY = tuple(field.name for field in fields(Statement) if field.name not in (*_ROW, *_HEAD))
_Head: Any = msgspec.defstruct("_Head", [(name, _HINTS[name]) for name in _HEAD], array_like=True)
_Body: Any = msgspec.defstruct(
    "_Body",
    [
        ("terms_listed", tuple[int, ...]),
        *((name, _HINTS[name]) for name in _BODY),
        ("of_document", _Head | None),
    ],
    array_like=True,
)
_SEEN = {"terms", "around", "head", "voice", "stance", "status", "refutes", "unsaid"}
_Glimpsed: Any = msgspec.defstruct(  # the same, of which little is opened
    "_Glimpsed",
    [
        ("terms_listed", msgspec.Raw),
        *((name, _HINTS[name] if name in _SEEN else msgspec.Raw) for name in _BODY),
        ("of_document", msgspec.Raw),
    ],
    array_like=True,
)
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Body)
_GLIMPSER = msgspec.msgpack.Decoder(_Glimpsed)
_OF_HEAD, _OF_BODY = attrgetter(*_HEAD), attrgetter(*_BODY)
_BYTES = 8  # of the hash of a term: what both databases hold in one integer


class Row(NamedTuple):
    """A statement as the archive keeps it; ``key`` is document number << 15 | place."""

    key: int
    id: str
    claim: str | None
    compared: bytes


class Opened(NamedTuple):
    """A row that was unpacked: the statement, and the hashes that it is listed under."""

    key: int
    statement: Statement
    listed: tuple[int, ...]


def pack(statement: Statement, listed: Iterable[int], *, head: bool) -> bytes:
    """A statement as bytes.

    Args:
        listed: the hashes of the terms that it is listed under.
        head: also pack what it shares with the others of its document.
    """
    shared = _Head(*_OF_HEAD(statement)) if head else None
    return _ENCODER.encode(_Body(tuple(listed), *_OF_BODY(statement), shared))


def unpack(rows: Sequence[Row]) -> list[Opened]:
    """The statements of rows of one document, in the order of keys; the first has the head."""
    made: list[Opened] = []
    shared: dict[str, Any] = {}
    for row in rows:
        body = _open(row)
        if body.of_document is not None:
            shared = dict(zip(_HEAD, _OF_HEAD(body.of_document), strict=True))
        own = dict(zip(_BODY, _OF_BODY(body), strict=True))
        statement = Statement(id=row.id, claim=row.claim, **own, **shared)
        made.append(Opened(row.key, statement, body.terms_listed))
    return made


def glimpse(row: Row, day: int | None) -> Glimpse:
    """As much of a row as is looked at first; a quarter of the time of opening it."""
    found = _open(row, _GLIMPSER)
    return Glimpse(found.terms, found.around, found.head, found.voice, is_negative(found), day)


def _open(row: Row, decoder: Any = _DECODER) -> Any:
    try:
        return decoder.decode(row.compared)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        told = f"{row.id} was joined by another version of Marsad; marsad link joins it anew"
        raise ArchiveError(told) from error


@lru_cache(maxsize=100_000)
def term_hash(term: str) -> int:
    """A term as a signed number of 64 bits."""
    digest = blake2b(term.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)
