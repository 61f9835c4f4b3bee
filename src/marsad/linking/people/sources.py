"""The sources of an archive: who they are, the most quoted first, and whom a name means."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.archive.lists import in_force
from marsad.archive.schema import claim_names, claims, names
from marsad.archive.search.find import Page, show_newest
from marsad.archive.search.tallies import is_found, plan_of
from marsad.archive.search.typednames import (
    find_entity,
    find_families,
    find_hidden,
    find_names,
    find_near,
    find_partly,
)
from marsad.entities.lists import Entity
from marsad.model import Kind
from marsad.text.words import fold_form

_ACTOR = ("actor",)
_UNLISTED = "~"


class Called(NamedTuple):
    """A source as it is shown: its entity in the lists or ``~name``, its name, its kind."""

    entity: str
    name: str
    kind: str


def list_sources(connection: Connection, limit: int) -> tuple[Called, ...]:
    """The sources with the most claims, without unnamed ones and those who are suppressed;
    merged ones are one."""
    top = func.coalesce(names.c.same_as, names.c.number).label("top")
    count = func.count()
    chosen = (
        select(top, count)
        .select_from(claim_names.join(names, names.c.number == claim_names.c.name))
        .join(claims, claims.c.key == claim_names.c.claim)
        .where(claim_names.c.role == "source", names.c.kind == "actor")
        .where(claims.c.source_kind != Kind.ANONYMOUS.value)
        .where(names.c.number.not_in(find_hidden(connection)))
        .group_by(top)
        .order_by(count.desc(), top)
        .limit(limit)
    )
    return shown_sources(connection, [row.top for row in connection.execute(chosen)])


def find_sources(connection: Connection, typed: str) -> tuple[Called, ...]:
    """The sources that a name means, as people type it: an id, a name in any language, a part.

    Raises:
        LookupError: no claim of the archive is theirs; the message offers what is spelled alike.
    """
    form = fold_form(typed)
    known = find_entity(connection, _ACTOR, typed) or find_entity(
        connection, _ACTOR, _UNLISTED + typed
    )
    if not known and form:
        known = [one for one in find_names(connection, [form])[form] if one.kind in _ACTOR]
    if not known and form:
        known = find_partly(connection, _ACTOR, form)
    families = find_families(connection, [one.number for one in known])
    found = shown_sources(connection, _speaking(connection, families))
    if found:
        return found
    near = find_near(connection, _ACTOR, form) if form else []
    hint = f"; did you mean {', '.join(near)}?" if near else "; marsad sources lists them"
    raise LookupError(f"{typed}: no source of a claim in this archive{hint}")


def find_exactly(connection: Connection, entity: str) -> Called | None:
    """The actor with this id, ``~name`` for one whom no list has; merged ones are one."""
    chosen = select(names.c.number).where(names.c.kind == "actor", names.c.entity == entity)
    found = shown_sources(connection, connection.execute(chosen).scalars().all())
    return found[0] if found else None


def _speaking(connection: Connection, families: dict[int, frozenset[int]]) -> list[int]:
    """Those of some names by which, or by what is merged with them, a claim is told."""
    found = []
    for number, family in families.items():
        plan = plan_of(family, "source")
        if plan is not None and is_found(connection, plan):
            found.append(number)
    return found


def shown_sources(connection: Connection, numbers: Collection[int]) -> tuple[Called, ...]:
    """Names as they are shown, in their order; of merged ones the one that stands for them."""
    above = names.alias("above")
    entity = func.coalesce(above.c.entity, names.c.entity).label("entity")
    name = func.coalesce(above.c.name, names.c.name).label("name")
    joined = names.outerjoin(above, above.c.number == names.c.same_as)
    chosen = select(names.c.number, entity, name).select_from(joined)
    rows = connection.execute(chosen.where(names.c.number.in_(numbers)))
    lists = in_force(connection).lists
    by_number = {
        row.number: Called(
            row.entity, row.name, _kind(connection, row.number, lists.entities.get(row.entity))
        )
        for row in rows
    }
    return tuple(dict.fromkeys(by_number[one] for one in numbers if one in by_number))


def _kind(connection: Connection, number: int, known: Entity | None) -> str:
    """What a source is, by the lists, else by its latest claim."""
    if known is not None:
        return known.kind.value
    plan = plan_of([number], "source")
    newest = show_newest(connection, plan, page=Page(1)) if plan is not None else ()
    ids = [hit.claim for hit in newest]
    chosen = select(claims.c.source_kind).where(claims.c.id.in_(ids))
    return connection.scalar(chosen) or Kind.UNKNOWN.value
