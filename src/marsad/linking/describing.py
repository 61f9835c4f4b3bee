"""What is told of a proposition: its origins, its bonds to others, its standing, with reasons.

The one place where a group of statements becomes a proposition, in memory and over an archive. All
depends on the members, the links between them and others, and what stands at the other end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from marsad.linking import bonds as bonding
from marsad.linking.circles import find_circles
from marsad.linking.drift import find_drift
from marsad.linking.nouns import Bond, Link, Proposition, Statement
from marsad.linking.origins import find_origins
from marsad.linking.propositions import proposition_id
from marsad.linking.standing import is_withdrawn, stand
from marsad.linking.window import place


class Group(NamedTuple):
    """Statements of one thing, the earliest first."""

    id: str
    members: tuple[Statement, ...]

    @property
    def withdrawn(self) -> bool:
        """Whether every document that tells it was withdrawn or replaced."""
        return is_withdrawn(self.members)


def make_group(members: Iterable[Statement]) -> Group:
    """A group of statements, whatever their order."""
    ordered = tuple(sorted(members, key=place))
    return Group(proposition_id(ordered[0].id), ordered)


def find_bonds(groups: Iterable[Group], links: Iterable[Link]) -> tuple[Bond, ...]:
    """How groups stand to each other, by the links between their statements."""
    return bonding.find_bonds((group.members for group in groups), links)


def describe(group: Group, bonds: Sequence[Bond], gone: Collection[str]) -> Proposition:
    """A group as a proposition.

    Args:
        group: the statements.
        bonds: those that touch it, in order.
        gone: the propositions at the other ends that are withdrawn.
    """
    provenance = find_origins(group.members)
    stood = stand(group.id, group.members, provenance, bonds, gone)
    return Proposition(
        id=group.id,
        gloss=min(group.members, key=_plain).text,
        members=tuple(one.id for one in group.members),
        origins=provenance.origins,
        independent=provenance.independent,
        standing=stood.standing,
        reasons=(*stood.reasons, *provenance.reasons),
        circles=find_circles(group.members),
        drifts=find_drift(group.members, provenance),
    )


def _plain(statement: Statement) -> tuple[bool, int, tuple[int, str, int, str]]:
    return statement.hedged, len(statement.text), place(statement)
