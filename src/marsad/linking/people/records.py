"""A source's record: how many of its claims were later denied, confirmed, withdrawn, and so on.

Counted of the claims whose last known voice the source is, not of those that it passed on. A record
says how its word fared in this archive, and nothing of whether it was true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, column, exists, or_, select

from marsad.archive.keys import MOST_PLACES
from marsad.archive.schema import (
    KEY,
    bonds,
    claim_names,
    claims,
    names,
    propositions,
    statements,
)
from marsad.archive.search.index import CLAIMS
from marsad.archive.search.matching import Plan, wanted
from marsad.archive.search.tallies import numbers_of, plan_of
from marsad.linking.nouns import Relation, Standing

MOST_CLAIMS = 20_000  # of one source, the newest: some years of a spokesman in the widest archives


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many claims, of how many propositions, and how many of these fared how.

    ``denied``, ``contradicted`` and ``confirmed`` count propositions to which another of the same
    day or later says so; ``corroborated`` and ``withdrawn`` are their standing now.
    """

    claims: int
    propositions: int
    denied: int
    contradicted: int
    confirmed: int
    corroborated: int
    withdrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How the word of a source fared, as a whole and by the types of the events it told of.

    ``whole`` is false where the source has more claims than were counted (``MOST_CLAIMS``).
    """

    source: str
    all: Count
    subjects: dict[str, Count]
    whole: bool


def record_of(connection: Connection, source: str, *, most: int = MOST_CLAIMS) -> Record:
    """The record of a source, in one pass over its newest claims.

    Args:
        source: its entity in the lists, or ``~name``; names merged into it count as well.
        most: claims that are looked at.

    What a person rejected does not count; what is not joined yet counts as a claim alone.
    """
    plan = plan_of(numbers_of(connection, source), "source")
    rows = connection.execute(_told(plan, connection, most)).all() if plan is not None else []
    subjects: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        if row.type is not None:
            subjects[row.type].append(row)
    return Record(
        source=source,
        all=_count(rows),
        subjects={subject: _count(subjects[subject]) for subject in sorted(subjects)},
        whole=len({row.claim for row in rows}) < most,
    )


def _told(plan: Plan, connection: Connection, most: int) -> Select[Any]:
    """A row for each claim, proposition and type of event; the newest claims of the source."""
    found = wanted(connection, CLAIMS, plan, None)
    newest = found.statement("{found} ORDER BY 1 DESC LIMIT :most")
    keys = newest.bindparams(**found.values, most=most).columns(column("key", KEY)).subquery()
    picked = (
        select(claims.c.key, claims.c.id, claims.c.document)
        .join(keys, keys.c.key == claims.c.key)
        .where(or_(claims.c.review.is_(None), claims.c.review != "rejected"))
        .subquery()
    )
    # By ranges of keys: statements have no index of claims.
    first = picked.c.document * (MOST_PLACES + 1)
    its_statements = and_(
        statements.c.key.between(first, first + MOST_PLACES), statements.c.claim == picked.c.id
    )
    its_events = and_(claim_names.c.claim == picked.c.key, claim_names.c.role == "event")
    joined = (
        picked.outerjoin(statements, its_statements)
        .outerjoin(propositions, propositions.c.id == statements.c.proposition)
        .outerjoin(claim_names, its_events)
        .outerjoin(names, names.c.number == claim_names.c.name)
    )
    return (
        select(
            picked.c.id.label("claim"),
            propositions.c.id.label("proposition"),
            propositions.c.standing,
            names.c.entity.label("type"),
            _later(Relation.DENIES).label("denied"),
            _later(Relation.CONTRADICTS).label("contradicted"),
            _later(Relation.CONFIRMS).label("confirmed"),
        )
        .select_from(joined)
        .distinct()
    )


def _later(relation: Relation) -> ColumnElement[bool]:
    """Whether another proposition, told on the day of this one or later, says so of it."""
    that = propositions.alias(f"that_{relation.value}")
    ways = [(bonds.c.other, bonds.c.one)]
    if relation is Relation.CONTRADICTS:  # it has no direction
        ways.append((bonds.c.one, bonds.c.other))
    found = (
        select(bonds.c.one)
        .where(bonds.c.relation == relation.value, of == propositions.c.id)
        .where(that.c.id == by, that.c.last >= propositions.c.day)
        for of, by in ways
    )
    return or_(*(exists(one) for one in found))


def _count(rows: Iterable[Row[Any]]) -> Count:
    told = {row.claim for row in rows}
    fared = {row.proposition: row for row in rows if row.proposition is not None}
    return Count(
        claims=len(told),
        propositions=len(fared),
        denied=sum(bool(row.denied) for row in fared.values()),
        contradicted=sum(bool(row.contradicted) for row in fared.values()),
        confirmed=sum(bool(row.confirmed) for row in fared.values()),
        corroborated=_standing(fared.values(), Standing.CORROBORATED),
        withdrawn=_standing(fared.values(), Standing.WITHDRAWN),
    )


def _standing(rows: Iterable[Row[Any]], wanted: Standing) -> int:
    return sum(row.standing == wanted.value for row in rows)
