"""Places of an archive: how many claims name them, and the events that are told of them.

Nothing is counted over the whole archive: counts are of the newest claims, events and documents,
and say of how many, so that a question costs the same however large the archive is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, or_, select, text

from marsad.archive.keys import DAY, MOST_PLACES, day_of, document_key, first_key
from marsad.archive.marks import name_mark
from marsad.archive.schema import claim_names, claims, document_names, events, name_forms, names
from marsad.archive.search.find import COUNTED, TABLES, count
from marsad.archive.search.matching import Wanted, either, mark, wanted
from marsad.archive.search.typednames import (
    find_families,
    find_merged,
    find_names,
    find_partly,
    variants,
)
from marsad.text.words import fold_form

NEWEST = 10_000  # claims that are counted: 12 ms on SQLite
EVENTS = 5_000  # events that are counted: 20 ms
_DOCUMENTS = 100  # of a place, whose events are counted
_FOUND = 50  # places that typed words may mean
_AT_ONCE = 5_000  # values in one statement; SQLite takes 32,766
_KIND = "place"


class Seen(NamedTuple):
    """A place with how many claims name it; ``claims`` is at most ``COUNTED``, then ``more``."""

    entity: str
    name: str
    claims: int
    more: bool = False


class Span(NamedTuple):
    """The days on which something was reported, both ends included; ``None`` is no end."""

    first: date | None = None
    last: date | None = None


class Happening(NamedTuple):
    """Events of one type and status at one place, reported on one day (``None``: unknown)."""

    entity: str
    name: str
    type: str
    status: str
    day: date | None
    events: int


class Happenings(NamedTuple):
    """Events counted; ``whole`` is false where there were more than those that were looked at."""

    rows: tuple[Happening, ...]
    whole: bool

    @property
    def events(self) -> int:
        """All of them."""
        return sum(row.events for row in self.rows)


def newest_places(connection: Connection, most: int = 100) -> tuple[Seen, ...]:
    """The places that most of the ``NEWEST`` claims name."""
    oldest = connection.scalar(
        select(claims.c.key).order_by(claims.c.key.desc()).offset(NEWEST - 1).limit(1)
    )
    named = claim_names.c
    chosen = select(named.name, func.count()).where(
        named.role == _KIND, named.claim >= (oldest or 0)
    )
    merged = find_merged(connection)
    counts: defaultdict[int, int] = defaultdict(int)
    for number, times in connection.execute(chosen.group_by(named.name)):
        counts[merged.get(number, number)] += times
    ordered = sorted(counts, key=lambda number: (-counts[number], number))[:most]
    called = _called(connection, ordered)
    return tuple(Seen(*called[one], counts[one]) for one in ordered if one in called)


def find_places(connection: Connection, typed: str) -> tuple[Seen, ...]:
    """The places that are called so in any language, begin so, or hold these words."""
    form = fold_form(typed)
    if not form:
        return ()
    known = [
        *(one.number for one in find_names(connection, [form]).get(form, ()) if one.kind == _KIND),
        *_beginning(connection, form),
        *(one.number for one in find_partly(connection, [_KIND], form)),
    ]
    merged = find_merged(connection)
    numbers = dict.fromkeys(merged.get(number, number) for number in known)
    found = [_seen(connection, number) for number in list(numbers)[:_FOUND]]
    return tuple(sorted(found, key=lambda one: -one.claims))


def _beginning(connection: Connection, form: str) -> Iterable[int]:
    """The places of which a name begins so, with or without its article."""
    begins = [name_forms.c.form.startswith(one, autoescape=True) for one in variants(form)]
    chosen = (
        select(names.c.number)
        .join(name_forms, name_forms.c.name == names.c.number)
        .where(names.c.kind == _KIND, or_(*begins))
    )
    return connection.execute(chosen.order_by(name_forms.c.form).limit(_FOUND)).scalars()


def place_called(connection: Connection, entity: str) -> Seen:
    """A place by its id; of one that people merged with another, that other.

    Raises:
        LookupError: nothing in the archive names it.
    """
    row = connection.execute(
        select(names.c.number).where(names.c.kind == _KIND, names.c.entity == entity)
    ).one_or_none()
    if row is None:
        raise LookupError(f"{entity[:100]}: no document names this place")
    return _seen(connection, find_merged(connection).get(row.number, row.number))


def events_at(connection: Connection, entity: str) -> Happenings:
    """The events told of a place, in the newest documents that name it."""
    place = place_called(connection, entity)
    numbers = _family(connection, place.entity)
    found = _naming(connection, "documents", numbers)
    newest = found.statement("{found} ORDER BY 1 DESC LIMIT :most")
    many = connection.execute(newest, {**found.values, "most": _DOCUMENTS + 1})
    keys = [int(key) for key in many.scalars()]
    if not keys:
        return Happenings((), True)
    each = ", ".join(f"({key})" for key in keys[:_DOCUMENTS])
    called = sorted({name for _, name in _called(connection, numbers).values()})
    values = {f"name{at}": name for at, name in enumerate(called)}
    inside = ", ".join(f":{key}" for key in values)
    statement = text(
        f"WITH hits (hit) AS (VALUES {each}) "
        "SELECT type, status, hit / :day AS day, count(*) FROM hits CROSS JOIN events "
        f"WHERE events.key > hit AND events.key <= hit + :most AND place IN ({inside}) "
        "GROUP BY 1, 2, 3"
    )
    rows = connection.execute(statement, {**values, "day": DAY, "most": MOST_PLACES})
    told = (
        Happening(place.entity, place.name, type, status, _day(day), number)
        for type, status, day, number in rows
    )
    return Happenings(tuple(told), len(keys) <= _DOCUMENTS)


def count_events(
    connection: Connection,
    span: Span,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
) -> Happenings:
    """The newest events that were reported in a span of days, by place, type, status and day.

    ``types`` and ``statuses`` narrow down what was looked at; empty means all.
    """
    rows = connection.execute(_newest(span)).all()
    counts = Counter[tuple[int, str, str, str]]()
    for row in rows[:EVENTS]:
        if (not types or row.type in types) and (not statuses or row.status in statuses):
            counts[document_key(row.key), row.place, row.type, row.status] += 1
    places = _places(connection, {place for _, place, _, _ in counts})
    unsure = {(document, place) for document, place, _, _ in counts if len(places[place]) > 1}
    told_apart = _tell_apart(connection, unsure, places)
    sums = Counter[tuple[int, str, str, date | None]]()
    for (document, place, type, status), number in counts.items():
        meant = told_apart.get((document, place)) or next(iter(places[place].values()), None)
        if meant is not None:
            sums[meant, type, status, day_of(document)] += number
    called = _called(connection, {number for number, *_ in sums})
    told = (
        Happening(*called[number], type, status, day, times)
        for (number, type, status, day), times in sums.items()
    )
    return Happenings(tuple(told), len(rows) <= EVENTS)


def newest_day(connection: Connection) -> date | None:
    """The last day on which an event at a place was reported."""
    placed = select(events.c.key).where(events.c.place.is_not(None))
    key = connection.scalar(placed.order_by(events.c.key.desc()).limit(1))
    return None if key is None else day_of(key)


def _newest(span: Span) -> Select[tuple[int, str, str, str]]:
    chosen = select(events.c.key, events.c.place, events.c.type, events.c.status)
    chosen = chosen.where(events.c.place.is_not(None))
    if span.first is not None:
        chosen = chosen.where(events.c.key >= first_key(span.first))
    if span.last is not None:
        chosen = chosen.where(events.c.key < first_key(span.last) + DAY)
    return chosen.order_by(events.c.key.desc()).limit(EVENTS + 1)


def _places(connection: Connection, called: set[str]) -> defaultdict[str, dict[int, int]]:
    """The places of canonical names: their numbers, each with the one that stands for it."""
    merged = find_merged(connection)
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    asked = sorted(called)
    for at in range(0, len(asked), _AT_ONCE):
        chosen = select(names.c.name, names.c.number).where(
            names.c.kind == _KIND, names.c.name.in_(asked[at : at + _AT_ONCE])
        )
        for name, number in connection.execute(chosen.order_by(names.c.number)):
            found[name][number] = merged.get(number, number)
    return found


def _tell_apart(
    connection: Connection,
    unsure: set[tuple[int, str]],
    places: Mapping[str, Mapping[int, int]],
) -> dict[tuple[int, str], int]:
    """Of places of one name that which a document has, by the document's key and the name."""
    of = {number: name for _, name in unsure for number in places[name]}
    keys, found = sorted({document for document, _ in unsure}), dict[tuple[int, str], int]()
    named = document_names.c
    for at in range(0, len(keys), _AT_ONCE):
        chosen = select(named.document, named.name).where(
            named.document.in_(keys[at : at + _AT_ONCE]),
            named.role == _KIND,
            named.name.in_(sorted(of)),
        )
        for document, number in connection.execute(chosen):
            found.setdefault((document, of[number]), places[of[number]][number])
    return found


def _called(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Names by their numbers: id and name."""
    asked, found = sorted(set(numbers)), dict[int, tuple[str, str]]()
    for at in range(0, len(asked), _AT_ONCE):
        chosen = select(names.c.number, names.c.entity, names.c.name)
        rows = connection.execute(chosen.where(names.c.number.in_(asked[at : at + _AT_ONCE])))
        found |= {row.number: (row.entity, row.name) for row in rows}
    return found


def _family(connection: Connection, entity: str) -> list[int]:
    """A place and all that people merged with it."""
    number = connection.scalar(
        select(names.c.number).where(names.c.kind == _KIND, names.c.entity == entity)
    )
    return [] if number is None else sorted(find_families(connection, [number])[number])


def _naming(connection: Connection, of: str, numbers: Iterable[int]) -> Wanted:
    plan = either(mark(name_mark(_KIND, number)) for number in numbers)
    return wanted(connection, TABLES[of], plan, None)


def _seen(connection: Connection, number: int) -> Seen:
    family = find_families(connection, [number])[number]
    hits = count(connection, _naming(connection, "claims", sorted(family)))
    [called] = _called(connection, [number]).values()
    return Seen(*called, min(hits, COUNTED), hits > COUNTED)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(int(ordinal)) if ordinal else None
