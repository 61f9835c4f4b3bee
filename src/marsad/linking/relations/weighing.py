"""The credibility that is proposed of a proposition of an archive, with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from marsad.archive.schema import propositions
from marsad.codec import from_json, from_plain
from marsad.linking.nouns import Bond, Origin, Proposition, Relation, Standing
from marsad.linking.people.grades import reliability
from marsad.linking.relations.confirmations import ADMITS, CONFIRMATION
from marsad.linking.relations.credibility import Case, Proposed, propose, source_key


def propose_for(
    connection: Connection, proposition: Proposition, bonds: Sequence[Bond]
) -> Proposed:
    """The credibility that follows from what the archive has.

    Args:
        bonds: those that touch the proposition.
    """
    objectors = _objectors(connection, proposition.id, bonds)
    sources = {source_key(one) for one in (*proposition.origins, *objectors)}
    grades = reliability(connection, sources)
    return propose(
        Case(
            standing=proposition.standing,
            origins=proposition.origins,
            independent=proposition.independent,
            objectors=objectors,
            reliability={of: one.grade for of, one in grades.items() if one.grade},
            admitted=any(_admits(bond, proposition.id) for bond in bonds),
        )
    )


def _admits(bond: Bond, id: str) -> bool:
    return (
        bond.relation is Relation.CONFIRMS
        and bond.other == id
        and any(one.code == CONFIRMATION and one.told == ADMITS for one in bond.reasons)
    )


def _objectors(connection: Connection, id: str, bonds: Sequence[Bond]) -> tuple[Origin, ...]:
    """The origins of what denies or contradicts it, and is not withdrawn."""
    against = {
        bond.one if bond.other == id else bond.other
        for bond in bonds
        if (bond.relation is Relation.DENIES and bond.other == id)
        or bond.relation is Relation.CONTRADICTS
    }
    chosen = select(propositions.c.found).where(
        propositions.c.id.in_(sorted(against)),
        propositions.c.standing != Standing.WITHDRAWN.value,
    )
    told = connection.execute(chosen.order_by(propositions.c.id)).scalars()
    return tuple(
        origin
        for found in told
        for origin in from_plain(from_json(found)["origins"], tuple[Origin, ...])
    )
