"""Documents of a lake for an archive: some days of it, those that a query finds, or all.

They come in the order in which their files were read, with the bytes that they were read from. The
archive reads them itself, with its own lists.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from marsad.archive.listing import document_words
from marsad.archive.search.query import All, Field, Node, Not, Query, Term, parse_query
from marsad.archive.search.query import Any as OneOf
from marsad.bulk.database import listed, open_database
from marsad.bulk.faults import BulkError
from marsad.bulk.layout import Lake, find_lake, placed_batches, table_files
from marsad.bulk.rows import open_given
from marsad.bulk.storage import Storage
from marsad.codec import from_json
from marsad.intake.originals import Item, Original
from marsad.text.words import fold_form, index_words

_NAMED = {  # fields of a query, and where their values stand
    "actor": ("actors", ("id", "name", "words")),
    "place": ("places", ("id", "name", "words")),
    "source": ("attributions", ("source_id", "source_name", "source.words")),
    "event": ("events", ("type",)),
    "status": ("events", ("status",)),
    "stance": ("claims", ("stance",)),
}
_OWN = ("lang", "outlet")  # fields that are columns of the document
_ORIGINAL = "o.place, o.url, o.media, o.charset, o.fetched, o.headers, o.data"
_JOIN = "(d.shard = {0}.shard AND d.piece = {0}.piece AND d.number = {0}.number)"

Key = tuple[str, int, int]  # shard, piece, number


class Selection(NamedTuple):
    """What is wanted of a lake: days from ``since`` up to ``until``, ISO dates, and a query as
    ``marsad search`` has them. ``None`` and an empty query ask for nothing."""

    query: str = ""
    since: str | None = None
    until: str | None = None


def select_items(storage: Storage, wanted: Selection) -> Iterator[Item]:
    """The documents that are wanted.

    Raises:
        BulkError: there is no lake, or the query asks for what a lake is not asked.
        ValueError: the query or a date cannot be meant; the message names the remedy.
    """
    query = parse_query(wanted.query)
    _refuse_unknown(query)
    first, last = _days(wanted, query)
    lake = find_lake(storage)
    files = [
        name
        for name in table_files(lake, "documents", placed_batches(lake))
        if _within(day_of_file(name), first, last)
    ]
    with tempfile.TemporaryDirectory(prefix="marsad-bulk-") as folder:
        yield from _Selecting(lake, query, Path(folder)).items(files)


def _refuse_unknown(query: Query) -> None:
    known = {*_NAMED, *_OWN}
    for field in _fields(query.root):
        if field not in known:
            there = ", ".join(sorted(known))
            raise BulkError(f"{field}: a lake is not asked for it; there are {there}")


def _days(wanted: Selection, query: Query) -> tuple[int, int]:
    """The first and the last day that is wanted, as ordinals."""
    days = query.days
    asked = days or wanted.since or wanted.until  # else a day that is not known will do
    first = days.first if days else int(bool(asked))
    last = days.end - 1 if days else date.max.toordinal()
    first = max(first, _ordinal(wanted.since, "--since")) if wanted.since else first
    last = min(last, _ordinal(wanted.until, "--until")) if wanted.until else last
    return first, last


def _ordinal(day: str, named: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError as error:
        raise ValueError(f'{named}: "{day}" is no date; write it as 2017-06-08') from error


def day_of_file(name: str) -> int:
    """The day that a file of a table holds, as an ordinal; 0 where it is not known."""
    told = PurePosixPath(name).parent.name.removeprefix("day=")
    try:
        return date.fromisoformat(told).toordinal()
    except ValueError:
        return 0


def _within(day: int, first: int, last: int) -> bool:
    """Whether a day is wanted; what has none only where no day is asked for."""
    return first <= day <= last


class _Selecting:
    """Looks through the files of a lake, one shard after the other."""

    def __init__(self, lake: Lake, query: Query, drafts: Path) -> None:
        self._lake, self._query, self._drafts = lake, query, drafts
        self._fields = sorted({*_fields(query.root)} & _NAMED.keys())

    def items(self, names: Sequence[str]) -> Iterator[Item]:
        """The wanted documents of some files of the table of documents."""
        if not names:
            return
        there = {str(self._fetch(name)): name for name in names}
        with open_database(self._drafts) as database:
            rows = database.execute(
                "SELECT shard, min(source), list(DISTINCT filename) "
                f"FROM read_parquet({listed(list(there))}, filename = true) GROUP BY shard"
            ).fetchall()
            for shard, _, files in sorted(rows, key=lambda row: (source_order(row[1]), row[0])):
                mine = sorted(there[one] for one in files)
                yield from self._of_shard(database, shard, mine)

    def _fetch(self, name: str) -> Path:
        return self._lake.storage.fetch(name, self._drafts)

    def _of_shard(self, database: Any, shard: str, names: Sequence[str]) -> Iterator[Item]:
        told = self._named(database, shard, names)
        rows = database.execute(
            f"SELECT d.piece, d.number, d.lang, d.outlet, d.title, d.text, r.given, {_ORIGINAL} "
            f"FROM {self._table('documents', names)} AS d "
            f"JOIN {self._table('readings', names)} AS r ON {_JOIN.format('r')} "
            f"JOIN {self._table('originals', names)} AS o ON {_JOIN.format('o')} "
            "WHERE d.shard = ? AND r.shard = ? AND o.shard = ? ORDER BY d.piece, d.number",
            [shard, shard, shard],
        )
        while batch := rows.fetchmany(50):
            for piece, number, lang, outlet, title, text, given, *original in batch:
                words = document_words(title, text)
                seen = _Seen(words, {"lang": lang, "outlet": outlet}, told[shard, piece, number])
                if seen.holds(self._query.root):
                    yield Item(open_given(given, text), _open_original(*original))

    def _table(self, table: str, names: Sequence[str]) -> str:
        """The same days and batches of another table, in SQL."""
        paths = [self._fetch(name.replace("/documents/", f"/{table}/", 1)) for name in names]
        there = [path for path in paths if path.is_file()]  # a day may have no row of a table
        return f"read_parquet({listed(there)})"

    def _named(
        self, database: Any, shard: str, names: Sequence[str]
    ) -> defaultdict[Key, dict[str, set[str]]]:
        """What stands in the fields that are asked for, by document."""
        found: defaultdict[Key, dict[str, set[str]]] = defaultdict(dict)
        for field in self._fields:
            table, columns = _NAMED[field]
            source = self._table(table, names)
            if source == "read_parquet([])":
                continue
            rows = database.execute(
                f"SELECT DISTINCT piece, number, {', '.join(columns)} FROM {source} "
                "WHERE shard = ?",
                [shard],
            )
            for piece, number, *values in rows.fetchall():
                held = found[shard, piece, number].setdefault(field, set())
                held.update(fold_form(value) for value in values if value)
        return found


def _open_original(*row: Any) -> Original:
    place, url, media, charset, fetched, headers, data = row
    return Original(
        data=bytes(data or b""),
        place=place,
        url=url,
        media=media,
        charset=charset,
        fetched=fetched,
        headers=tuple((one["name"], one["value"]) for one in headers or ()),
    )


class _Seen:
    """A document as far as a query asks for it."""

    def __init__(
        self, words: Any, own: Mapping[str, str | None], named: Mapping[str, set[str]]
    ) -> None:
        self._norm, self._stem = f" {words.norm} ", f" {words.stem} "
        self._own, self._named = own, named

    def holds(self, node: Node) -> bool:
        """Whether the document has what a part of a query asks for."""
        if isinstance(node, Term):
            words = index_words(node.text)
            return (
                f" {words.norm} " in self._norm if node.exact else f" {words.stem} " in self._stem
            )
        if isinstance(node, Field):
            return self._has(node)
        if isinstance(node, Not):
            return not self.holds(node.part)
        return any(map(self.holds, node.parts)) if isinstance(node, OneOf) else self._all(node)

    def _all(self, node: All) -> bool:
        return all(map(self.holds, node.parts))

    def _has(self, field: Field) -> bool:
        wanted = fold_form(field.value)
        if field.name in _OWN:
            return fold_form(self._own[field.name] or "") == wanted
        return wanted in self._named.get(field.name, ())


def _fields(node: Node) -> Iterator[str]:
    if isinstance(node, Field):
        yield node.name
    elif isinstance(node, Not):
        yield from _fields(node.part)
    elif isinstance(node, All | OneOf):
        for part in node.parts:
            yield from _fields(part)


def source_order(address: str) -> tuple[tuple[bool, str], ...]:
    """Where a file stands among others: those of a folder before the folders in it."""
    *folders, name = address.split("/")
    return (*((True, one) for one in folders), (False, name))


def is_lake(storage: Storage) -> bool:
    """Whether there is a lake; an object store is looked into for it."""
    try:
        manifest = from_json(storage.read("manifest.json"))
        return str(manifest["format"]).startswith("marsad lake ")
    except (OSError, ValueError, KeyError, TypeError):
        return False
