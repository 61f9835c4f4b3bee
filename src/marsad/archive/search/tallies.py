"""Whom and what a name stands with: its newest claims by their marks, counted by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.keys import number_of
from marsad.archive.marks import OUTLET, ROLES, name_mark, outlet_mark
from marsad.archive.schema import documents, names
from marsad.archive.search.facets import count_marks
from marsad.archive.search.find import COUNTED, count
from marsad.archive.search.index import CLAIMS, DOCUMENTS
from marsad.archive.search.matching import Plan, either, mark, wanted
from marsad.archive.search.timeline import Count
from marsad.archive.search.typednames import (
    find_families,
    find_hidden,
    find_merged,
    find_names,
)
from marsad.text.words import fold_form

_TAKEN = 40  # outlets of which the name is looked up: each is a query


class Tallied(NamedTuple):
    """A name and how many claims have it; ``entity`` is its id in the lists, or ``~name``."""

    entity: str
    name: str
    hits: int


class Tallies(NamedTuple):
    """What stands in claims, the most frequent first: names by their role, and outlets.

    ``counted`` is how many claims were looked at, the newest, ``COUNTED`` at most.
    """

    counted: int
    roles: Mapping[str, tuple[Tallied, ...]]
    outlets: tuple[Count, ...]


def numbers_of(connection: Connection, entity: str, kind: str = "actor") -> frozenset[int]:
    """The numbers of a name by its entity, and of those that people merged with it.

    Of those who are suppressed there are none.
    """
    chosen = select(names.c.number).where(names.c.kind == kind, names.c.entity == entity)
    found = connection.execute(chosen).scalars().all()
    families = find_families(connection, found).values()
    return frozenset().union(*families) - find_hidden(connection)


def plan_of(numbers: Iterable[int], *roles: str) -> Plan | None:
    """What finds claims with one of some names in one of some roles; ``None`` without names."""
    marks = [mark(name_mark(role, number)) for number in sorted(numbers) for role in roles]
    return either(marks) if marks else None


def plan_of_outlets(spellings: Iterable[str]) -> Plan | None:
    """What finds the claims and documents of an outlet, by all ways in which it is written."""
    marks = [mark(outlet_mark(one)) for one in dict.fromkeys(spellings) if one]
    return either(marks) if marks else None


def tally(
    connection: Connection, plan: Plan, roles: Sequence[str], *, most: int = 12, of: str = CLAIMS
) -> Tallies:
    """Count the names and outlets of the newest claims (or documents) that a plan finds."""
    found = wanted(connection, of, plan, None)
    tokens = count_marks(connection, found)
    return Tallies(
        min(count(connection, found), COUNTED),
        _by_role(connection, tokens, roles, most),
        _outlets(connection, of, tokens, most),
    )


def newest_documents(connection: Connection, plan: Plan, most: int) -> list[int]:
    """The keys of the newest documents that a plan finds."""
    found = wanted(connection, DOCUMENTS, plan, None)
    statement = found.statement("{found} ORDER BY 1 DESC LIMIT :most")
    return list(connection.execute(statement, {**found.values, "most": most}).scalars())


def is_found(connection: Connection, plan: Plan, of: str = CLAIMS) -> bool:
    """Whether a plan finds anything."""
    found = wanted(connection, of, plan, None)
    return connection.execute(found.statement("{found} LIMIT 1"), found.values).first() is not None


def _by_role(
    connection: Connection, tokens: Mapping[str, int], roles: Sequence[str], most: int
) -> dict[str, tuple[Tallied, ...]]:
    merged, hidden = find_merged(connection), find_hidden(connection)
    letters = {ROLES[role]: role for role in roles}
    counts = {role: Counter[int]() for role in roles}
    for token, times in tokens.items():
        role = letters.get(token[0])
        if role is not None:
            number = int(token[1:])
            if number not in hidden:
                counts[role][merged.get(number, number)] += times
    largest = {role: found.most_common(most) for role, found in counts.items()}
    numbers = {number for found in largest.values() for number, _ in found}
    chosen = select(names.c.number, names.c.entity, names.c.name)
    rows = connection.execute(chosen.where(names.c.number.in_(numbers)))
    called = {number: (entity, name) for number, entity, name in rows}
    return {
        role: tuple(Tallied(*called[one], times) for one, times in found if one in called)
        for role, found in largest.items()
    }


def _outlets(
    connection: Connection, of: str, tokens: Mapping[str, int], most: int
) -> tuple[Count, ...]:
    """The most frequent outlets, as the newest document of each writes its name."""
    hashes = [(token, times) for token, times in tokens.items() if token[0] == OUTLET]
    hashes.sort(key=lambda one: (-one[1], one[0]))
    found = []
    for token, times in hashes[: min(most, _TAKEN)]:
        any_of = wanted(connection, of, mark(token), None)
        newest = any_of.statement("{found} ORDER BY 1 DESC LIMIT 1")
        key = connection.execute(newest, any_of.values).scalar_one()
        named = select(documents.c.outlet).where(documents.c.number == number_of(key))
        outlet = connection.execute(named).scalar()
        if outlet:
            found.append(Count(outlet, times))
    return tuple(found)


def entities_of(connection: Connection, called: Iterable[str]) -> dict[str, str]:
    """The ids of actors by their canonical names, as far as the archive has them."""
    forms = {name: fold_form(name) for name in set(called)}
    there = find_names(connection, forms.values()) if forms else {}
    numbers = {
        name: one.number
        for name, form in forms.items()
        for one in there.get(form, ())
        if one.kind == "actor" and one.name == name
    }
    chosen = select(names.c.number, names.c.entity)
    rows = connection.execute(chosen.where(names.c.number.in_(set(numbers.values()))))
    entities = {number: entity for number, entity in rows}
    return {name: entities[number] for name, number in numbers.items()}
