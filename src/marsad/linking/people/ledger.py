"""The records of all sources at once, in one pass over an archive: some seconds for a large one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from marsad.archive.lists import in_force
from marsad.archive.schema import bonds, claim_names, claims, names, propositions, statements
from marsad.entities.lists import Lists
from marsad.linking.nouns import Relation, Standing
from marsad.linking.people.records import Count
from marsad.linking.people.sources import Called
from marsad.model import Kind

_DENIED, _CONTRADICTED, _CONFIRMED, _CORROBORATED, _WITHDRAWN = (1 << bit for bit in range(5))
_BONDS = {
    Relation.DENIES.value: _DENIED,
    Relation.CONTRADICTS.value: _CONTRADICTED,
    Relation.CONFIRMS.value: _CONFIRMED,
}
_STANDINGS = {
    Standing.CORROBORATED.value: _CORROBORATED,
    Standing.WITHDRAWN.value: _WITHDRAWN,
}
_NO_LIST = "~"
_AT_ONCE = 10_000  # rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A source with its record. Unnamed sources that are called alike are in one entry."""

    source: Called
    count: Count


Ledger = tuple[Entry, ...]


def keep_ledger(connection: Connection) -> Ledger:
    """Every source of the archive with its record, those with the most claims first.

    Counted as ``records.record_of`` does, of all claims. Persons whom no list has are left out.
    """
    fates = _fates(connection)
    claimed: dict[int, dict[str, int]] = {}
    for number, kind, times in connection.execute(_claims()):
        kinds = claimed.setdefault(number, {})
        kinds[kind] = kinds.get(kind, 0) + times
    fared = _fared(connection, fates)
    top = func.coalesce(names.c.same_as, names.c.number)
    chosen = select(names.c.number, names.c.entity, names.c.name).where(names.c.number == top)
    found, lists = [], in_force(connection).lists
    for number, entity, name in connection.execute(chosen):
        if number in claimed:
            kinds = claimed[number]
            kind = _kind(entity, kinds, lists)
            if kind != Kind.PERSON.value or not entity.startswith(_NO_LIST):
                count = _count(sum(kinds.values()), fared.get(number, ()))
                found.append(Entry(Called(entity, name, kind), count))
    return tuple(sorted(found, key=lambda one: (-one.count.claims, one.source.entity)))


def _kind(entity: str, kinds: dict[str, int], lists: Lists) -> str:
    """What a source is, by the lists, else by most of its claims."""
    known = lists.entities.get(entity)
    if known is not None:
        return known.kind.value
    return max(kinds, key=lambda kind: (kinds[kind], kind))


def _stands() -> ColumnElement[bool]:
    return or_(claims.c.review.is_(None), claims.c.review != "rejected")


def _claims() -> Select[Any]:
    top = func.coalesce(names.c.same_as, names.c.number)
    return (
        select(top, claims.c.source_kind, func.count(claims.c.key.distinct()))
        .select_from(claim_names)
        .join(claims, claims.c.key == claim_names.c.claim)
        .join(names, names.c.number == claim_names.c.name)
        .where(claim_names.c.role == "source", _stands())
        .group_by(top, claims.c.source_kind)
    )


def _fates(connection: Connection) -> dict[str, int]:
    """What became of the propositions of which others say something, or that stand out."""
    chosen = select(propositions.c.id, propositions.c.standing)
    rows = connection.execute(chosen.where(propositions.c.standing.in_(_STANDINGS)))
    fates = {id: _STANDINGS[standing] for id, standing in rows}
    of, by = propositions.alias("of"), propositions.alias("by")
    tied = select(bonds.c.relation, of.c.id, of.c.day, of.c.last, by.c.id, by.c.day, by.c.last)
    tied = tied.join(of, of.c.id == bonds.c.other).join(by, by.c.id == bonds.c.one)
    for relation, other, day, last, one, by_day, by_last in connection.execute(
        tied.where(bonds.c.relation.in_(_BONDS))
    ):
        if by_last >= day:
            fates[other] = fates.get(other, 0) | _BONDS[relation]
        if relation == Relation.CONTRADICTS.value and last >= by_day:  # it has no direction
            fates[one] = fates.get(one, 0) | _CONTRADICTED
    return fates


def _fared(connection: Connection, fates: dict[str, int]) -> dict[int, list[int]]:
    """What became of each proposition of each source."""
    top = func.coalesce(names.c.same_as, names.c.number)
    chosen = (
        select(top.label("top"), statements.c.proposition)
        .select_from(statements)
        .join(claims, claims.c.id == statements.c.claim)
        .join(claim_names, claim_names.c.claim == claims.c.key)
        .join(names, names.c.number == claim_names.c.name)
        .where(claim_names.c.role == "source", statements.c.proposition.is_not(None), _stands())
        .distinct()
    )
    found: dict[int, list[int]] = {}
    rows = connection.execute(chosen, execution_options={"yield_per": _AT_ONCE})
    for number, proposition in rows:
        found.setdefault(number, []).append(fates.get(proposition, 0))
    return found


def _count(told: int, fates: Iterable[int]) -> Count:
    ones = list(fates)

    def sum_of(bit: int) -> int:
        return sum(1 for one in ones if one & bit)

    return Count(
        claims=told,
        propositions=len(ones),
        denied=sum_of(_DENIED),
        contradicted=sum_of(_CONTRADICTED),
        confirmed=sum_of(_CONFIRMED),
        corroborated=sum_of(_CORROBORATED),
        withdrawn=sum_of(_WITHDRAWN),
    )
