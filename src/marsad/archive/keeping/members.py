"""What an export holds: which columns of which tables, as lines of JSON. docs/keeping.md tells it.

What is derived is left out: keys, lists, index, and all that linking joins. So nothing in it
depends on the kind of database, nor on the order in which names came, and the same archive gives
the same lines.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table
from sqlalchemy import Float as FloatType

from marsad.archive.keys import key_of
from marsad.archive.schema import (
    accounts,
    analyses,
    api_tokens,
    audit,
    documents,
    editions,
    facts,
    failures,
    feeds,
    grades,
    judgements,
    lists,
    originals,
    reports,
    reviews,
    sessions,
    unheld,
    withdrawals,
)
from marsad.codec import from_json, to_json
from marsad.ids import bytes_hash

NAMES = "names"
_LEVEL = 6  # of zlib, as the archive packs findings
_MOST_BYTES = 256 << 20  # of one original: the intake takes no larger file
_SMALL, _LARGE = 1 << 31, 1 << 63  # beyond what columns of whole numbers hold


class Member(NamedTuple):
    """A table in an export, in the order of a column; ``left`` are columns that are derived."""

    table: Table
    order: Column[Any]
    left: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def columns(self) -> list[Column[Any]]:
        return [column for column in self.table.columns if column.name not in self.left]


# In an order in which each leads only to what came before it; names stand behind the analyses.
MEMBERS = (
    Member(originals, originals.c.hash),
    Member(documents, documents.c.number, frozenset({"key"})),
    Member(analyses, analyses.c.document),
    Member(reviews, reviews.c.number),
    Member(unheld, unheld.c.review),
    Member(judgements, judgements.c.number),
    Member(grades, grades.c.number),
    Member(withdrawals, withdrawals.c.number),
    Member(reports, reports.c.number),
    Member(editions, editions.c.number),
    Member(lists, lists.c.number),
    Member(failures, failures.c.place),
    Member(feeds, feeds.c.url),
    Member(facts, facts.c.name),
)
# Who may use an archive, and who did, is a matter of that archive alone: no export has it, and an
# import leaves what is there.
STAYING = (accounts, sessions, api_tokens, audit)
FILES = tuple(f"{name}.jsonl" for name in (*(one.name for one in MEMBERS), NAMES))
# What each version of the format has: the first was made before anything was joined, the second
# before there were reports.
_SECOND = frozenset(f"{one.name}.jsonl" for one in (judgements, grades, withdrawals))
_THIRD = frozenset(f"{one.name}.jsonl" for one in (reports, editions))
VERSIONS: Mapping[int, frozenset[str]] = {
    1: frozenset(FILES) - _SECOND - _THIRD,
    2: frozenset(FILES) - _THIRD,
    3: frozenset(FILES),
}


class NameLine(NamedTuple):
    """A line of ``names``: a name with the forms that it is looked for by, folded."""

    kind: str
    entity: str
    name: str
    forms: tuple[str, ...]


def to_line(member: Member, row: Mapping[str, Any]) -> bytes:
    """A row as a line of JSON, with its end."""
    plain = dict(row)
    if member.table is originals:
        plain["data"] = b64encode(row["data"]).decode()
    elif member.table is analyses:
        plain["findings"] = from_json(zlib.decompress(row["findings"]))
    return to_json(plain) + b"\n"


def from_line(member: Member, line: bytes) -> dict[str, Any]:
    """The row that a line was made of.

    Raises:
        ValueError: the line is none of this table; the message says why.
    """
    plain = from_json(line)
    wanted = [column.name for column in member.columns]
    if not isinstance(plain, dict) or plain.keys() != set(wanted):
        raise ValueError(f"has other fields than {', '.join(wanted)}")
    if member.table is analyses:
        if not isinstance(plain["findings"], dict):
            raise ValueError("findings is no object")
        plain["findings"] = zlib.compress(to_json(plain["findings"]), _LEVEL)
    elif member.table is originals:
        plain["data"] = _read_data(plain)
    for column in member.columns:
        _fit(column, plain[column.name])
    if member.table is documents:
        plain["key"] = key_of(plain["published"], plain["number"])
    return plain


def name_from_line(line: bytes) -> NameLine:
    """A name of an export.

    Raises:
        ValueError: the line is none.
    """
    plain = from_json(line)
    if not isinstance(plain, dict) or plain.keys() != set(NameLine._fields):
        raise ValueError(f"has other fields than {', '.join(NameLine._fields)}")
    forms = plain["forms"]
    if not isinstance(forms, list):
        raise ValueError("forms is no list")
    for text in (plain["kind"], plain["entity"], plain["name"], *forms):
        _fit_text("a name or form", text)
    return NameLine(plain["kind"], plain["entity"], plain["name"], tuple(forms))


def _read_data(plain: dict[str, Any]) -> bytes:
    """The packed bytes of an original, which unpack to its size and hash, and to no more."""
    size = plain["size"]
    if not isinstance(size, int) or not 0 <= size <= _MOST_BYTES:
        raise ValueError(f"size is not one of 0 to {_MOST_BYTES:,}")
    try:
        packed = b64decode(plain["data"], validate=True)
    except (TypeError, ValueError) as error:
        raise ValueError("data is not written in base64") from error
    if bytes_hash(unpack(packed, size)) != plain["hash"]:
        raise ValueError("its bytes have another hash")
    return packed


def unpack(packed: bytes, size: int) -> bytes:
    """What was packed by zlib, and is so many bytes: no more is made of it, whatever it says.

    Raises:
        ValueError: it is packed in another way, or of another size.
    """
    work = zlib.decompressobj()
    try:
        raw = work.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError(f"cannot be unpacked ({error})") from error
    if len(raw) != size or not work.eof or work.unused_data:
        raise ValueError("unpacks to another size")
    return raw


def _fit(column: Column[Any], value: object) -> None:
    """Whether a column takes a value.

    Raises:
        ValueError: it does not.
    """
    kind = column.type
    if value is None:
        if not column.nullable:
            raise ValueError(f"{column.name} is missing")
    elif isinstance(kind, Integer):
        most = _LARGE if isinstance(kind, BigInteger) else _SMALL
        if type(value) is not int or not -most <= value < most:
            raise ValueError(f"{column.name} is no whole number that the archive holds")
    elif isinstance(kind, FloatType):
        if not isinstance(value, float):
            raise ValueError(f"{column.name} is no number")
    elif not isinstance(kind, LargeBinary):
        _fit_rest(column, value)


def _fit_rest(column: Column[Any], value: object) -> None:
    if column.type.python_type is bool:
        if not isinstance(value, bool):
            raise ValueError(f"{column.name} is neither true nor false")
    else:
        _fit_text(column.name, value)


def _fit_text(what: str, value: object) -> None:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(f"{what} is no text, or holds U+0000")
