"""What is told of a proposition: its origins, its bonds to others, its standing, with reasons.

The one place where a group of statements becomes a proposition, in memory and over an archive. All
depends on the members, the links between them and others, and what stands at the other end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.comparing.propositions import proposition_id
from marsad.linking.comparing.window import place
from marsad.linking.nouns import Bond, Circle, Drift, Link, Proposition, Statement
from marsad.linking.origins.circles import find_circles
from marsad.linking.origins.drift import find_drift
from marsad.linking.origins.find import find_origins
from marsad.linking.relations import bonds
from marsad.linking.relations.standing import is_withdrawn, stand
from marsad.linking.stories.labels import deny
from marsad.model import Stance


class Group(NamedTuple):
    """Statements of one thing, the earliest first."""

    id: str
    members: tuple[Statement, ...]

    @property
    def withdrawn(self) -> bool:
        """Whether every document that tells it was withdrawn or replaced."""
        return is_withdrawn(self.members)


class Described(NamedTuple):
    """A proposition, with the circles and the drifts among its members."""

    proposition: Proposition
    circles: tuple[Circle, ...]
    drifts: tuple[Drift, ...]


def make_group(members: Iterable[Statement]) -> Group:
    """A group of statements, whatever their order."""
    ordered = tuple(sorted(members, key=place))
    return Group(proposition_id(ordered[0].id), ordered)


def find_bonds(groups: Iterable[Group], links: Iterable[Link], lists: Lists) -> tuple[Bond, ...]:
    """How groups stand to each other, by the links between their statements."""
    return bonds.find_bonds([group.members for group in groups], links, lists)


def describe(group: Group, bonds: Sequence[Bond], gone: Collection[str], lists: Lists) -> Described:
    """What is told of a group.

    Args:
        group: the statements.
        bonds: those that touch it, in order.
        gone: the propositions at their other ends that are withdrawn.
        lists: the actors and outlets that are known.
    """
    provenance = find_origins(group.members, lists)
    stood = stand(group.id, group.members, provenance, bonds, gone)
    proposition = Proposition(
        id=group.id,
        gloss=_gloss(_plainest(group.members)),
        members=tuple(one.id for one in group.members),
        origins=provenance.origins,
        independent=provenance.independent,
        standing=stood.standing,
        reasons=(*stood.reasons, *provenance.reasons),
    )
    circles = find_circles(group.members, lists)
    drifts = find_drift(group.members, provenance, lists)
    return Described(proposition, circles, drifts)


def _gloss(statement: Statement) -> str:
    """The words of a statement; of a voice's denial they are what is denied, and marked so."""
    denied = statement.stance is Stance.DENY
    return deny(statement.text, statement.lang) if denied else statement.text


def _plainest(members: Sequence[Statement]) -> Statement:
    """The statement that tells a proposition most plainly.

    It is not taken back, keeps no distance, is no denial, and has most of what the others say; of
    two, the shorter.
    """
    if len(members) == 1:
        return members[0]
    told = Counter(term for one in members for term in one.terms)

    def plain(one: Statement) -> tuple[bool, bool, bool, int, int, tuple[int, str, int, str]]:
        common = sum(weight * (told[term] - 1) for term, weight in one.terms.items())
        denied = one.stance is Stance.DENY
        return one.withdrawn, one.hedged, denied, -common, len(one.text), place(one)

    return min(members, key=plain)
