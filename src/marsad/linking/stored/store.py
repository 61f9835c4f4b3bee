"""Rows of linking: statements with their terms and links, put into an archive and taken out.

Every function takes a connection in a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, tuple_

from marsad.archive.keys import DAY
from marsad.archive.schema import documents, linked, links, statement_terms, statements
from marsad.codec import from_json, to_json
from marsad.linking.comparing.candidates import UNDATED, WINDOW, worth_comparing
from marsad.linking.comparing.promises import Held, Pair, Seen, pair_of, promises
from marsad.linking.comparing.window import Listed
from marsad.linking.nouns import Link, Relation
from marsad.linking.reasons import read_reasons
from marsad.linking.stored.packing import Opened, Row, glimpse, term_hash, unpack

PLACES = 15  # bits of a key below the number of the document (as in marsad.archive.keys)
AT_ONCE = 500  # values in one look-up: SQLite takes 32,766
_ROW = select(statements.c.key, statements.c.id, statements.c.claim, statements.c.compared)
_BY_KEY = _ROW.where(statements.c.key.in_(bindparam("keys", expanding=True)))
_RANGE = statements.c.key.between(bindparam("first"), bindparam("last"))
_OF_DOCUMENT = _ROW.where(_RANGE).order_by(statements.c.key)
_LINKED = select(links.c.one, links.c.other).where(
    or_(
        links.c.one.between(bindparam("first"), bindparam("last")),
        links.c.other.between(bindparam("first"), bindparam("last")),
    )
)
_TERM = ("term", "day", "statement", "weight", "whole")
_SHARING = select(
    statement_terms.c.term,
    statement_terms.c.day,
    statement_terms.c.statement,
    statement_terms.c.weight,
    statement_terms.c.whole,
).where(statement_terms.c.term.in_(bindparam("terms", expanding=True)))
_NEAR = _SHARING.where(statement_terms.c.day.between(bindparam("first"), bindparam("last")))
_UNDATED = _SHARING.where(statement_terms.c.day == UNDATED)

T = TypeVar("T")


class Places(NamedTuple):
    """The first and the last key of a document's statements."""

    first: int
    last: int


def keys_of(number: int) -> Places:
    """The keys that the statements of a document have."""
    return Places(number << PLACES | 1, (number + 1 << PLACES) - 1)


def chunks(many: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """So many at a time."""
    rest = iter(many)
    while chunk := list(islice(rest, size)):
        yield chunk


class Stored(NamedTuple):
    """A statement as it is stored, with the terms that it is listed under (by their hashes)."""

    row: Row
    day: int
    whole: int
    weights: Mapping[int, int]


def put(connection: Connection, stored: Iterable[Stored]) -> None:
    """Put in statements with their terms, in the order of keys."""
    rows, terms = [], []
    for (key, id, claim, compared), day, whole, weights in sorted(stored, key=_key):
        rows.append(
            {
                "key": key,
                "id": id,
                "document": key >> PLACES,
                "claim": claim,
                "compared": compared,
            }
        )
        terms += [(term, day, key, weight, whole) for term, weight in weights.items()]
    insert_all(connection, statements, rows)
    insert_all(
        connection, statement_terms, [dict(zip(_TERM, one, strict=True)) for one in sorted(terms)]
    )


def _key(stored: Stored) -> int:
    return stored.row.key


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns, where there are any.

    The driver gets them as they are: what a column asks for beside would take as long as the rest.
    """
    if not rows:
        return
    made = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = made.positiontup
    plain: Any = rows if names is None else [tuple([row[name] for name in names]) for row in rows]
    connection.exec_driver_sql(str(made), plain)


class Taken(NamedTuple):
    """What hung together with statements that were taken away."""

    neighbours: set[int]
    parts: set[str]
    propositions: set[str]


def take_away(connection: Connection, number: int) -> Taken:
    """Take away the statements of a document, their terms and their links."""
    there = keys_of(number)._asdict()
    found = connection.execute(
        select(statements.c.part, statements.c.proposition).where(_RANGE), there
    ).all()
    if not found:
        return Taken(set(), set(), set())
    _take_terms(connection, unpack([Row(*row) for row in connection.execute(_OF_DOCUMENT, there)]))
    ends = {key for row in connection.execute(_LINKED, there) for key in row}
    first, last = keys_of(number)
    for column in (links.c.one, links.c.other):
        connection.execute(delete(links).where(column.between(first, last)))
    connection.execute(delete(statements).where(statements.c.key.between(first, last)))
    return Taken(
        {key for key in ends if not first <= key <= last},
        {row.part for row in found if row.part},
        {row.proposition for row in found if row.proposition},
    )


def _take_terms(connection: Connection, opened: Sequence[Opened]) -> None:
    """Their keys stand in what was packed: another version may list statements otherwise."""
    keys = [(term, one.statement.day or UNDATED, one.key) for one in opened for term in one.listed]
    key = tuple_(*statement_terms.primary_key.columns)
    for some in chunks(keys):
        connection.execute(delete(statement_terms).where(key.in_(some)))


def load(connection: Connection, keys: Iterable[int]) -> dict[int, Opened]:
    """Statements by their keys."""
    wanted = set(keys)
    heads = {key >> PLACES << PLACES | 1 for key in wanted}
    rows: list[Row] = []
    for some in chunks(sorted(wanted | heads)):
        rows += (Row(*row) for row in connection.execute(_BY_KEY, {"keys": some}))
    return {one.key: one for one in open_rows(rows) if one.key in wanted}


def rows_of(connection: Connection, number: int) -> list[Row]:
    """All statements of a document, packed."""
    rows = connection.execute(_OF_DOCUMENT, keys_of(number)._asdict())
    return [Row(*row) for row in rows]


def has_undated(connection: Connection) -> bool:
    """Whether a document without a date is linked."""
    chosen = select(linked.c.document).join(documents, documents.c.number == linked.c.document)
    return connection.execute(chosen.where(documents.c.key < DAY).limit(1)).first() is not None


def ends_of(row: LinkRow) -> tuple[int, int]:
    """The documents of a link's statements."""
    return row.one >> PLACES, row.other >> PLACES


def open_rows(rows: Iterable[Row]) -> Iterator[Opened]:
    """The statements of rows of which each document's first is there."""
    for _, some in groupby(sorted(rows), key=lambda row: row.key >> PLACES):
        yield from unpack(list(some))


def look_up(
    connection: Connection, wanted: Sequence[Listed], *, undated_only: bool = False
) -> dict[int, list[tuple[Listed, Pair]]]:
    """The statements of the archive that promise enough for a comparison with some of one
    document, by the key of these, and what they have in common.

    They are listed in the archive, not here: ``Listed.weights`` are left out.

    Args:
        wanted: statements of one day.
        undated_only: only among those whose day is not known.
    """
    if not wanted:
        return {}
    found, days = _sharing_enough(connection, wanted, undated_only)
    seen = _glimpses(connection, {key for keys in found.values() for key in keys}, days)
    promising: dict[int, list[tuple[int, Pair]]] = {}
    for one in wanted:
        pairs = ((key, pair_of(one.held, seen[key])) for key in found[one.key])
        promising[one.key] = [(key, pair) for key, pair in pairs if promises(pair)]
    opened = load(connection, {key for pairs in promising.values() for key, _ in pairs})
    listed = {key: Listed(key, Held(one.statement), {}) for key, one in opened.items()}
    return {one: [(listed[key], pair) for key, pair in some] for one, some in promising.items()}


def _glimpses(
    connection: Connection, keys: Iterable[int], days: Mapping[int, int]
) -> dict[int, Seen]:
    """As much of some statements as tells what they promise; of most it is little."""
    return {
        row.key: Seen(glimpse(Row(*row), days[row.key] or None))
        for some in chunks(sorted(keys))
        for row in connection.execute(_BY_KEY, {"keys": some})
    }


def _sharing_enough(
    connection: Connection, wanted: Sequence[Listed], undated_only: bool
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """The keys of the statements that share enough with each, by its key; and their days."""
    by_term: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(wanted):
        for term, weight in one.weights.items():
            by_term[term_hash(term)].append((number, weight))
    shared: list[defaultdict[int, int]] = [defaultdict(int) for _ in wanted]
    whole: dict[int, int] = {}
    days: dict[int, int] = {}
    for query, between in _queries(wanted[0].day, undated_only):
        for some in chunks(sorted(by_term)):
            asked = {"terms": some, **between}
            for term, day, key, weight, all_terms in connection.execute(query, asked):
                whole[key], days[key] = all_terms, day
                for number, own in by_term[term]:
                    shared[number][key] += weight if weight < own else own
    found = {
        one.key: [
            key for key, sum in sums.items() if worth_comparing(sum, one.held.whole, whole[key])
        ]
        for one, sums in zip(wanted, shared, strict=True)
    }
    return found, days


def _queries(day: int, undated_only: bool) -> Iterator[tuple[Any, dict[str, int]]]:
    if undated_only:
        yield _UNDATED, {}
    elif day == UNDATED:
        yield _SHARING, {}
    else:
        yield _UNDATED, {}
        yield _NEAR, {"first": day - WINDOW, "last": day + WINDOW}


class LinkRow(NamedTuple):
    """A link as the archive keeps it, by keys."""

    one: int
    other: int
    relation: Relation
    score: float
    reasons: str


_RELATIONS = {relation.value: relation for relation in Relation}
_LINK = select(links.c.one, links.c.other, links.c.relation, links.c.score, links.c.reasons)
_LINKS_ONE = _LINK.where(links.c.one.in_(bindparam("keys", expanding=True)))
_LINKS_OTHER = _LINK.where(links.c.other.in_(bindparam("keys", expanding=True)))


def link_row(one: Listed, other: Listed, link: Link) -> LinkRow:
    """A link between two statements, that with the smaller id first."""
    first, second = sorted((one, other), key=lambda end: end.statement.id)
    reasons = to_json(link.reasons).decode()
    return LinkRow(first.key, second.key, link.relation, link.score, reasons)


def put_links(connection: Connection, rows: Iterable[LinkRow]) -> None:
    """Put in links."""
    plain = [{**row._asdict(), "relation": row.relation.value} for row in rows]
    insert_all(connection, links, plain)


def links_of(connection: Connection, keys: Collection[int]) -> list[LinkRow]:
    """All links of some statements, each once."""
    found: dict[tuple[int, int], LinkRow] = {}
    for some in chunks(sorted(keys)):
        for query in (_LINKS_ONE, _LINKS_OTHER):
            for one, other, relation, score, reasons in connection.execute(query, {"keys": some}):
                found[one, other] = LinkRow(one, other, _RELATIONS[relation], score, reasons)
    return list(found.values())


def open_link(row: LinkRow, ids: Mapping[int, str]) -> Link:
    """A link between statements by their ids."""
    return Link(
        one=ids[row.one],
        other=ids[row.other],
        relation=row.relation,
        score=row.score,
        reasons=read_reasons(from_json(row.reasons)),
    )
