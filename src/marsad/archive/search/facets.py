"""What the hits of a search are, counted: by day, outlet, actor, source, place, event, stance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from marsad.archive.keys import number_of
from marsad.archive.marks import OUTLET, ROLES, STANCE
from marsad.archive.schema import documents, names
from marsad.archive.search.find import COUNTED, TABLES, count
from marsad.archive.search.index import MARKS
from marsad.archive.search.matching import Wanted, mark, wanted
from marsad.archive.search.query import Query, parse_query
from marsad.archive.search.resolving import resolve
from marsad.archive.search.timeline import Count, count_times
from marsad.archive.search.typednames import find_hidden, find_merged

_NAMES = ("actor", "source", "place", "event")
Tokens = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The hits of a search, counted; the largest first.

    ``days`` counts all ``total`` hits, in their order: by days, or where these are too many by
    months or years, as ``by`` says; ``undated`` are in none. Everything else counts the newest
    ``counted`` hits. A hit with several actors counts for each. ``notes`` are those of the search.
    """

    total: int
    counted: int
    by: str
    days: tuple[Count, ...]
    undated: int
    outlets: tuple[Count, ...]
    actors: tuple[Count, ...]
    sources: tuple[Count, ...]
    places: tuple[Count, ...]
    events: tuple[Count, ...]
    stances: tuple[Count, ...]
    notes: tuple[str, ...]


def count_facets(
    connection: Connection, query: str | Query, *, of: str = "claims", most: int = 10
) -> Facets:
    """Count what a search finds; of each sort the ``most`` frequent.

    Raises:
        ValueError: as ``search`` does.
    """
    if of not in TABLES:
        raise ValueError(f'no search of "{of}"; there are {", ".join(TABLES)}')
    asked = parse_query(query) if isinstance(query, str) else query
    table = TABLES[of]
    resolved = resolve(connection, asked, table)
    found = wanted(connection, table, resolved.plan, asked.days)
    times = count_times(connection, found, count(connection, found))
    tokens = count_marks(connection, found)
    named = _count_names(connection, tokens, most)
    return Facets(
        total=times.total,
        counted=min(times.total, COUNTED),
        by=times.by,
        days=times.periods,
        undated=times.undated,
        outlets=_count_outlets(connection, table, tokens, most),
        actors=named["actor"],
        sources=named["source"],
        places=named["place"],
        events=named["event"],
        stances=_largest(_with(tokens, STANCE), most),
        notes=resolved.notes,
    )


def count_marks(connection: Connection, found: Wanted) -> Counter[str]:
    """How many of the newest hits have each mark."""
    joined = "string_agg" if connection.dialect.name == "postgresql" else "group_concat"
    statement = found.statement(
        f"SELECT {joined}(marks, ' ') FROM ({{found}} ORDER BY 1 DESC LIMIT :most) AS hits "
        f"JOIN {MARKS[found.table].name} AS marked ON marked.key = hits.key"
    )
    every = connection.execute(statement, {**found.values, "most": COUNTED}).scalar()
    return Counter((every or "").split())


def _with(tokens: Tokens, letter: str) -> dict[str, int]:
    """The marks of one sort, without their letter."""
    return {token[1:]: number for token, number in tokens.items() if token[0] == letter}


def _largest(counts: Mapping[str, int], most: int) -> tuple[Count, ...]:
    """The most frequent, and of those alike the first by the alphabet."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Count(*one) for one in ordered[:most])


def _count_names(connection: Connection, tokens: Tokens, most: int) -> dict[str, tuple[Count, ...]]:
    """The most frequent names in each role; those that people merged are one, and no
    one is counted who is suppressed."""
    merged, hidden = find_merged(connection), find_hidden(connection)
    counted: dict[str, list[tuple[int, int]]] = {}
    for role in _NAMES:
        counts = Counter[int]()
        for told, times in _with(tokens, ROLES[role]).items():
            number = int(told)
            if number not in hidden:
                counts[merged.get(number, number)] += times
        counted[role] = counts.most_common(most)
    wanted_names = {number for found in counted.values() for number, _ in found}
    chosen = select(names.c.number, names.c.name).where(names.c.number.in_(wanted_names))
    called = {number: name for number, name in connection.execute(chosen)}
    return {
        role: tuple(Count(called[number], times) for number, times in found if number in called)
        for role, found in counted.items()
    }


def _count_outlets(
    connection: Connection, table: str, tokens: Tokens, most: int
) -> tuple[Count, ...]:
    """The most frequent outlets, as the newest document of each writes its name."""
    found = []
    for hashed, times in _largest(_with(tokens, OUTLET), most):
        any_of = wanted(connection, table, mark(OUTLET + hashed), None)
        newest = any_of.statement("{found} ORDER BY 1 DESC LIMIT 1")
        key = connection.execute(newest, any_of.values).scalar_one()
        named = select(documents.c.outlet).where(documents.c.number == number_of(key))
        found.append(Count(connection.execute(named).scalar_one(), times))
    return tuple(found)
