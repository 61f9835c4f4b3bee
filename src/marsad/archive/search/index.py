"""The index of words: entries put there and taken away, in both databases.

On SQLite a table of FTS5 without texts (``norm``, ``stem``, ``ids``), on PostgreSQL a ``tsvector``
that we write ourselves, so that no setting of a server plays a part: folded words as they are with
weight A, stems behind ``~`` with weight B, marks behind ``#``. Words hold letters and digits only.

FTS5 forgets an entry only by the very words that went in. Marks are kept in a table beside it,
where ``facets`` counts them; words have to be handed back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, TextClause, bindparam, delete, insert, text

from marsad.archive.marks import EVERYTHING
from marsad.archive.schema import claim_marks, document_marks

CLAIMS, DOCUMENTS = "claim_index", "document_index"
MARKS: dict[str, Table] = {CLAIMS: claim_marks, DOCUMENTS: document_marks}
_COLUMNS = "rowid, norm, stem, ids"
_VALUES = ":key, :norm, :stem, :ids"
_TRIED = 3  # words of each sort by which an entry is looked for: each costs some 30 µs


class Entry(NamedTuple):
    """What one claim or document is found by: its words, their stems, its marks; by spaces."""

    key: int
    norm: str
    stem: str
    marks: str


def put(connection: Connection, table: str, entries: Sequence[Entry]) -> None:
    """Enter what is not there yet, into ``CLAIMS`` or ``DOCUMENTS``."""
    if not entries:
        return
    rows = [{"key": entry.key, "marks": entry.marks} for entry in entries]
    connection.execute(insert(MARKS[table]), rows)
    server = connection.dialect.name == "postgresql"
    row = _vector_row if server else _row
    connection.execute(_into(table, server), [row(entry) for entry in entries])


@cache
def _into(table: str, server: bool) -> TextClause:
    if server:
        return text(f"INSERT INTO {table} (key, words) VALUES (:key, CAST(:words AS tsvector))")
    return text(f"INSERT INTO {table} ({_COLUMNS}) VALUES ({_VALUES})")


def drop(connection: Connection, table: str, entries: Sequence[Entry]) -> None:
    """Take away entries, by all that was put."""
    if not entries:
        return
    keys = [{"gone": entry.key} for entry in entries]
    marks = MARKS[table]
    connection.execute(delete(marks).where(marks.c.key == bindparam("gone")), keys)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DELETE FROM {table} WHERE key = :gone"), keys)
    else:
        gone = text(f"INSERT INTO {table} ({table}, {_COLUMNS}) VALUES ('delete', {_VALUES})")
        connection.execute(gone, [_row(entry) for entry in entries])


def clear(connection: Connection, table: str) -> None:
    """Take away all entries, whatever words they were made of."""
    connection.execute(delete(MARKS[table]))
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DELETE FROM {table}"))
    else:
        connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')"))


def _row(entry: Entry) -> dict[str, Any]:
    ids = f"{EVERYTHING} {entry.marks}"
    return {"key": entry.key, "norm": entry.norm, "stem": entry.stem, "ids": ids}


def _vector_row(entry: Entry) -> dict[str, Any]:
    return {"key": entry.key, "words": _vector(entry)}


def _vector(entry: Entry) -> str:
    """The literal of a tsvector: each word with its places and weight, each mark alone."""
    places = defaultdict[str, list[str]](list)
    for at, word in enumerate(entry.norm.split(), 1):
        places[word].append(f"{at}A")
    for at, stem in enumerate(entry.stem.split(), 1):
        places[f"~{stem}"].append(f"{at}B")
    words = [f"'{word}':{','.join(found)}" for word, found in places.items()]
    return " ".join([*words, f"'#{EVERYTHING}'", *(f"'#{mark}'" for mark in entry.marks.split())])


def find_lacking(connection: Connection, table: str, entries: Sequence[Entry]) -> list[int]:
    """The keys of entries that their own marks and words do not find."""
    if not entries:
        return []
    if connection.dialect.name == "postgresql":
        lacking = text(
            "SELECT given.key FROM unnest(CAST(:keys AS bigint[]), CAST(:words AS text[])) "
            f"AS given (key, words) LEFT JOIN {table} AS there "
            "ON there.key = given.key AND there.words = CAST(given.words AS tsvector) "
            "WHERE there.key IS NULL"
        )
        given = {"keys": [one.key for one in entries], "words": [_vector(one) for one in entries]}
        return list(connection.execute(lacking, given).scalars())
    finds = text(f"SELECT 1 FROM {table} WHERE {table} MATCH :typed AND rowid = :key")
    typed = [{"key": entry.key, "typed": _own_query(entry)} for entry in entries]
    return [one["key"] for one in typed if connection.execute(finds, one).first() is None]  # type: ignore[misc]


def _own_query(entry: Entry) -> str:
    """What finds an entry: some of its marks, words and stems."""
    held = {"ids": entry.marks, "norm": entry.norm, "stem": entry.stem}
    parts = {column: words.split(maxsplit=_TRIED)[:_TRIED] for column, words in held.items()}
    quoted = {column: [f'"{word}"' for word in words] for column, words in parts.items()}
    asked = [f"{column} : ({' AND '.join(words)})" for column, words in quoted.items() if words]
    return " AND ".join(asked) or f'ids : "{EVERYTHING}"'
