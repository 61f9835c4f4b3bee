"""Of whom no page is made: private persons, whom no list has, and those who are suppressed."""

from __future__ import annotations

from sqlalchemy import Connection, select

from marsad.archive.documents import load_analysis
from marsad.archive.keys import number_of
from marsad.archive.schema import claims
from marsad.archive.search.find import Page, show_newest
from marsad.archive.search.tallies import newest_documents, numbers_of, plan_of
from marsad.archive.suppressed import suppressed
from marsad.entities.lists import load_lists
from marsad.model import Kind

_UNLISTED = "~"


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
