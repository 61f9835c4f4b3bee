"""Who and what an archive names: looked up by a name in any language, a part of one, or an id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.schema import names
from marsad.archive.search.typednames import find_entity, find_names, find_partly
from marsad.text.words import fold_form

KINDS = ("actor", "place", "country", "event")


class Found(NamedTuple):
    """A name of the archive. ``id`` is that of the lists, or ``~name``.

    ``merged`` is the id of the name that people merged it into.
    """

    id: str
    kind: str
    name: str
    merged: str | None


def look_up(
    connection: Connection, typed: str, *, kinds: Sequence[str] = KINDS, limit: int = 20
) -> list[Found]:
    """The names that something typed may mean: those called so first, then those of which it is
    a part."""
    form = fold_form(typed)
    known = find_entity(connection, kinds, typed)
    if form:
        known += [one for one in find_names(connection, [form])[form] if one.kind in kinds]
        known += find_partly(connection, kinds, form)
    numbers = list(dict.fromkeys(one.number for one in known))[:limit]
    into = names.alias("into")
    chosen = select(
        names.c.number, names.c.entity, names.c.kind, names.c.name, into.c.entity.label("merged")
    ).outerjoin(into, into.c.number == names.c.same_as)
    rows = connection.execute(chosen.where(names.c.number.in_(numbers)))
    by_number = {number: Found(*rest) for number, *rest in rows}
    return [by_number[number] for number in numbers if number in by_number]
