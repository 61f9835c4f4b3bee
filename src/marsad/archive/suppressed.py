"""Of whom no page is made: persons whom no list has, and those whom the observatory suppresses.

A person is suppressed by an entry of the observatory's own lists (`marsad lists`): ``[[person]]``
with ``suppress = true``, by the id of the package's lists or by names.
"""

from __future__ import annotations

from dataclasses import dataclass

import tomli
from sqlalchemy import Connection, select

from marsad.archive.documents import load_analysis
from marsad.archive.keys import number_of
from marsad.archive.lists import current
from marsad.archive.schema import claims
from marsad.archive.search.find import Page, show_newest
from marsad.archive.search.tallies import newest_documents, numbers_of, plan_of
from marsad.entities.lists import load_lists, names_in
from marsad.model import Kind
from marsad.text.words import fold_form

_UNLISTED = "~"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Whom the observatory suppresses: by ids, and by folded names."""

    ids: frozenset[str]
    forms: frozenset[str]

    def holds(self, entity: str, name: str) -> bool:
        """Whether an actor is one of these."""
        return entity in self.ids or (bool(self.forms) and fold_form(name) in self.forms)


def suppressed(connection: Connection) -> Suppressed:
    """The persons to suppress, as the lists of the archive stand now."""
    ids: set[str] = set()
    forms: set[str] = set()
    for one in current(connection):
        for entry in tomli.loads(one.text or "").get("person", ()):
            if entry.get("suppress") is True:
                ids.add(entry["id"])
                forms |= {fold_form(name) for name in names_in(entry)}
    return Suppressed(frozenset(ids), frozenset(forms))


def withheld(connection: Connection, entity: str, name: str) -> str | None:
    """Why an actor has no page of its own: ``suppressed``, ``private``; ``None`` where it has."""
    if suppressed(connection).holds(entity, name):
        return "suppressed"
    return "private" if is_private(connection, entity, name) else None


def is_private(connection: Connection, entity: str, name: str) -> bool:
    """Whether an actor is a person whom no list has; unknown counts as such where it may be one."""
    if not entity.startswith(_UNLISTED):
        return False
    return kind_of(connection, entity, name) in (Kind.PERSON, Kind.UNKNOWN)


def kind_of(connection: Connection, entity: str, name: str) -> Kind:
    """What an actor is: by the lists, else by its newest claim, else by its newest document."""
    known = load_lists().entities.get(entity)
    if known is not None:
        return known.kind
    numbers = numbers_of(connection, entity)
    told = plan_of(numbers, "source")
    if told is not None:
        for hit in show_newest(connection, told, page=Page(1)):
            chosen = select(claims.c.source_kind).where(claims.c.id == hit.claim)
            return Kind(connection.scalar(chosen) or Kind.UNKNOWN.value)
    named = plan_of(numbers, "actor")
    for key in newest_documents(connection, named, 1) if named is not None else ():
        for actor in load_analysis(connection, number_of(key)).actors:
            if actor.name == name:
                return actor.kind
    return Kind.UNKNOWN
