"""What is told of a proposition: its origins, its bonds to others, its standing, with reasons.

The one place where a group of statements becomes a proposition, in memory and over an archive. All
depends on the members, the links between them and others, and what stands at the other end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from marsad.linking.nouns import (
    Bond,
    Independent,
    Link,
    Origin,
    Proposition,

    Relation,
    Standing,
    Statement,
)
from marsad.linking.propositions import proposition_id
from marsad.linking.window import place
from marsad.model import Kind

_BONDS = frozenset({Relation.DENIES, Relation.CONTRADICTS, Relation.UPDATES})


class Group(NamedTuple):
    """Statements of one thing, the earliest first."""

    id: str
    members: tuple[Statement, ...]

    @property
    def withdrawn(self) -> bool:
        """Whether every document that tells it was withdrawn or replaced."""
        return all(one.withdrawn for one in self.members)


def make_group(members: Iterable[Statement]) -> Group:
    """A group of statements, whatever their order."""
    ordered = tuple(sorted(members, key=place))
    return Group(proposition_id(ordered[0].id), ordered)


def find_bonds(groups: Iterable[Group], links: Iterable[Link]) -> tuple[Bond, ...]:
    """How groups stand to each other, by the links between their statements."""
    of = {one.id: (group, one) for group in groups for one in group.members}
    found: dict[tuple[str, str, Relation], list[tuple[float, str, str, Link]]] = {}
    for link in links:
        if link.relation not in _BONDS or link.one not in of or link.other not in of:
            continue
        ends = sorted((of[link.one], of[link.other]), key=lambda end: place(end[1]))
        (earlier, first), (later, second) = ends
        if earlier.id == later.id:
            continue
        if link.relation is Relation.DENIES and first.negative and not second.negative:
            earlier, later = later, earlier
        key = (later.id, earlier.id, link.relation)
        found.setdefault(key, []).append((-link.score, first.id, second.id, link))
    return tuple(
        Bond(one=one, other=other, relation=relation, by=None, reasons=min(some)[3].reasons)
        for (one, other, relation), some in sorted(found.items())
    )


def describe(group: Group, bonds: Sequence[Bond], gone: Collection[str]) -> Proposition:
    """A group as a proposition.

    Args:
        group: the statements.
        bonds: those that touch it, in order.
        gone: the propositions at the other ends that are withdrawn.
    """
    origins = _origins(group)
    least = len([one for one in origins if one.named]) or min(1, len(origins))
    return Proposition(
        id=group.id,
        gloss=min((one for one in group.members), key=_plain).text,
        members=tuple(one.id for one in group.members),
        origins=origins,
        independent=Independent(least, len(origins)),
        standing=_standing(group, least, bonds, gone),
        reasons=(),
    )


def _plain(statement: Statement) -> tuple[bool, int, tuple[int, str, int, str]]:
    return statement.hedged, len(statement.text), place(statement)


def _origins(group: Group) -> tuple[Origin, ...]:
    found: dict[tuple[str | None, Kind, str | None], list[str]] = {}
    for one in group.members:
        voice = one.source
        found.setdefault((voice.label or voice.name, voice.kind, voice.entity), []).append(one.id)
    return tuple(
        Origin(
            name=name,
            kind=kind,
            entity=entity,
            statements=tuple(ids),
            named=kind is not Kind.ANONYMOUS,
        )
        for (name, kind, entity), ids in found.items()
    )


def _standing(
    group: Group, least: int, bonds: Sequence[Bond], gone: Collection[str]
) -> Standing:
    if group.withdrawn:
        return Standing.WITHDRAWN
    for bond in bonds:
        denied = bond.relation is Relation.DENIES and bond.other == group.id
        if (denied and bond.one not in gone) or bond.relation is Relation.CONTRADICTS:
            return Standing.CONTESTED
    return Standing.CORROBORATED if least > 1 else Standing.SINGLE_ORIGIN


