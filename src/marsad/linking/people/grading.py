"""What a grade changes: the credibility of the propositions that rest on a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from marsad.archive.lists import in_force
from marsad.linking.people.grades import credibility
from marsad.linking.people.sources import Called, find_sources
from marsad.linking.relations.weighing import propose_for
from marsad.linking.stored.asking import Asked, find_propositions
from marsad.linking.stored.linked import Linked, Told

MOST = 200  # propositions of a source that are looked at, the newest


class Regraded(NamedTuple):
    """A proposition with the credibility that it had and has."""

    id: str
    gloss: str
    before: str
    after: str


def find_graded(connection: Connection, typed: str) -> Called:
    """The source that is graded, as people type it: one that speaks here, or an id of the lists.

    Raises:
        LookupError: there is none, or several are called so.
    """
    known = in_force(connection).lists.entities.get(typed)
    if known is not None:
        return Called(known.id, known.name, known.kind.value)
    found = find_sources(connection, typed)
    if len(found) > 1:
        several = ", ".join(f"{one.entity} ({one.name})" for one in found)
        raise LookupError(f"{typed}: several sources; name one by its id: {several}")
    return found[0]


def told_by(connection: Connection, source: Called) -> tuple[str, ...]:
    """The newest propositions of which a source is the last voice, ``MOST`` at most."""
    typed = source.name if source.entity.startswith("~") else source.entity
    return find_propositions(connection, Asked(query=f'source:"{typed}"'), MOST).ids


def grades_now(linked: Linked, connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The credibility of some propositions as it is shown: set by people, else proposed."""
    people = credibility(connection)
    found: dict[str, str] = {}
    for id in ids:
        told: Told = linked.proposition(id)
        graded = people.get(id)
        if graded is not None:
            found[id] = f"{graded.grade} ({graded.words})"
            continue
        proposed = propose_for(connection, told.proposition, linked.bonds(id))
        found[id] = f"{proposed.grade} ({proposed.words}, proposed)"
    return found


def regraded(linked: Linked, before: dict[str, str], after: dict[str, str]) -> tuple[Regraded, ...]:
    """The propositions that have another credibility than before."""
    return tuple(
        Regraded(id, linked.proposition(id).proposition.gloss, then, after[id])
        for id, then in before.items()
        if id in after and after[id] != then
    )
