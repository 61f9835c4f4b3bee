"""The actors of an archive: whom a name means, with how many claims speak of them."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from marsad.archive.private import is_private
from marsad.archive.schema import names
from marsad.archive.search.find import count
from marsad.archive.search.index import CLAIMS
from marsad.archive.search.matching import ANY, wanted
from marsad.archive.search.tallies import Tallied, plan_of, tally
from marsad.archive.search.typednames import (
    Known,
    find_entity,
    find_families,
    find_names,
    find_near,
    find_partly,
)
from marsad.text.words import fold_form

_ACTOR = ("actor",)
_UNLISTED = "~"
_MOST, _LOOKED = 50, 80


def spoken_of(connection: Connection) -> tuple[Tallied, ...]:
    """Of whom the newest claims speak, the most first; without persons whom no list has."""
    found = tally(connection, ANY, ("actor",), most=_LOOKED).roles["actor"]
    return tuple(one for one in found if not is_private(connection, one.entity, one.name))


def find_actors(connection: Connection, typed: str) -> tuple[Tallied, ...]:
    """The actors that a name means, as people type it: an id, a name in any language, a part.

    Raises:
        LookupError: nobody in the archive is called so; the message offers what is spelled alike.
    """
    form = fold_form(typed)
    exactly = find_entity(connection, _ACTOR, typed) or find_entity(
        connection, _ACTOR, _UNLISTED + typed
    )
    found = exactly or (_called(connection, form) if form else [])
    if not found:
        near = find_near(connection, _ACTOR, form) if form else []
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise LookupError(f"{typed}: no actor of this archive is called so{hint}")
    return _counted(connection, found[:_MOST])


def _called(connection: Connection, form: str) -> list[Known]:
    whole = [one for one in find_names(connection, [form])[form] if one.kind in _ACTOR]
    partly = [one for one in find_partly(connection, _ACTOR, form) if one not in whole]
    return whole + partly


def _counted(connection: Connection, found: list[Known]) -> tuple[Tallied, ...]:
    """Each with how many claims speak of it, the most first; merged names are one."""
    above = names.alias("above")
    entity = func.coalesce(above.c.entity, names.c.entity)
    name = func.coalesce(above.c.name, names.c.name)
    joined = names.outerjoin(above, above.c.number == names.c.same_as)
    chosen = select(names.c.number, entity, name).select_from(joined)
    numbers = [one.number for one in found]
    called = {
        number: (entity, name)
        for number, entity, name in connection.execute(chosen.where(names.c.number.in_(numbers)))
    }
    families = find_families(connection, numbers)
    tallied: dict[str, Tallied] = {}
    for number in numbers:
        plan = plan_of(families[number], "actor")
        if plan is not None and number in called and called[number][0] not in tallied:
            hits = count(connection, wanted(connection, CLAIMS, plan, None))
            tallied[called[number][0]] = Tallied(*called[number], hits)
    return tuple(sorted(tallied.values(), key=lambda one: -one.hits))
