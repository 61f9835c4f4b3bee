"""Who speaks most in the newest claims, with their grades: counted within the time of a page."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.archive.lists import in_force
from marsad.archive.schema import claim_names, claims, names
from marsad.archive.search.typednames import find_hidden
from marsad.linking.people.grades import reliability
from marsad.model import Kind

NEWEST = 50_000  # claims that are counted: as many as a search counts one by one
_NO_LIST = "~"


class Speaker(NamedTuple):
    """A source by its entity in the lists, or ``~name``; ``claims`` are those that were counted.

    ``grade`` is a letter of the Admiralty code that a person set, ``words`` what it means.
    """

    id: str
    name: str
    kind: str
    claims: int
    grade: str | None
    words: str | None


def list_speakers(connection: Connection, limit: int) -> list[Speaker]:
    """The sources with the most of the ``NEWEST`` claims; merged names are one.

    Left out are unnamed ones, persons whom no list has, of whom no record is kept, and those who
    are suppressed.
    """
    newest = select(claims.c.key).order_by(claims.c.key.desc()).offset(NEWEST).limit(1)
    first = connection.scalar(newest) or 0
    above = names.alias("above")
    entity = func.coalesce(above.c.entity, names.c.entity)
    name = func.coalesce(above.c.name, names.c.name)
    kind, count = func.max(claims.c.source_kind), func.count()
    person = names.c.entity.startswith(_NO_LIST) & (claims.c.source_kind == Kind.PERSON.value)
    chosen = (
        select(entity, name, kind, count)
        .select_from(claim_names.join(claims, claims.c.key == claim_names.c.claim))
        .join(names, names.c.number == claim_names.c.name)
        .outerjoin(above, above.c.number == names.c.same_as)
        .where(claim_names.c.claim > first, claims.c.key > first)
        .where(claim_names.c.role == "source", names.c.kind == "actor", ~person)
        .where(claims.c.source_kind != Kind.ANONYMOUS.value)
        .where(names.c.number.not_in(find_hidden(connection)))
        .group_by(entity, name)
        .order_by(count.desc(), entity)
        .limit(limit)
    )
    rows = connection.execute(chosen).all()
    grades = reliability(connection, [row[0] for row in rows])
    known = in_force(connection).lists.entities
    return [
        Speaker(
            id=id,
            name=called,
            kind=known[id].kind.value if id in known else kind,
            claims=times,
            grade=grades[id].grade if id in grades else None,
            words=grades[id].words if id in grades else None,
        )
        for id, called, kind, times in rows
    ]
