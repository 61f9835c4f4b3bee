"""Sides: what a statement's voice is called, for whom it speaks, and whose deeds are told.

A ministry, an army or a spokesman of a state speaks for that state; whoever holds an office, for
the state or the body whose office it is. Where the lists tell nothing, a voice is its own side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.entities.lists import Entity, Lists, Office, load_lists
from marsad.linking.nouns import Act, Statement
from marsad.model import Kind, Voice
from marsad.text.words import fold_form

_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})
_KEPT = 50_000  # voices remembered, each with a day: those of some months of news
_SIDES = ("state", "actor", "body", "outlet")  # tables of the lists that can be a side


class Side(NamedTuple):
    """Whose word a statement is.

    ``name`` is what the voice is called, ``None`` where nobody is named. ``behalf`` names the one
    that it speaks for, where that is another. ``keys`` tell sides apart: two voices that share one
    are of one side; none: nothing is known.
    """

    name: str | None
    behalf: str | None
    keys: frozenset[str]
    named: bool


def side_of(statement: Statement) -> Side:
    """The side of the voice on whose word a statement stands."""
    return _side(statement.source._replace(span=None), statement.outlet, statement.day)


@lru_cache(maxsize=_KEPT)
def _side(voice: Voice, outlet: str | None, day: int | None) -> Side:
    name = name_of(voice)
    if voice.kind is Kind.OUTLET and name is None:
        name = outlet
    keys, behalf = _owners(voice.entity, day)
    if name is not None and voice.kind not in _NAMELESS:
        keys |= {fold_form(name)}
    named = voice.kind not in _NAMELESS and name is not None
    return Side(name, behalf if behalf != name else None, frozenset(keys), named)


def name_of(voice: Voice) -> str | None:
    """What a voice is called: by its English name where that is known."""
    return voice.label or voice.name


def doers(acts: Iterable[Act], types: Collection[str], day: int | None) -> frozenset[str]:
    """The keys of those who are told to have done something of some types."""
    return _keys((name for act in acts if act.type in types for name in act.actors), day)


def parties(acts: Iterable[Act], day: int | None) -> frozenset[str]:
    """The keys of all who have a part in some acts."""
    return _keys((name for act in acts for name in (*act.actors, *act.recipients)), day)


def _keys(names: Iterable[str], day: int | None) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        found.add(fold_form(name))
        found |= _owners(_by_name(load_lists()).get(name), day)[0]
    return frozenset(found)


def _owners(entity: str | None, day: int | None) -> tuple[set[str], str | None]:
    """The keys of an entity and of the one that it answers to, and what that one is called."""
    if entity is None:
        return set(), None
    lists = load_lists()
    owner = _owner(entity, lists, day)
    known = lists.entities.get(owner)
    named = known.name if known is not None and owner != entity else None
    return {owner} if owner != entity else {entity}, named


def _owner(entity: str, lists: Lists, day: int | None) -> str:
    known = lists.entities.get(entity)
    if known is None:  # put together of words: TR.ministry.defence
        above = entity.partition(".")[0]
        return above if above in lists.entities else entity
    for office in known.offices:
        of = lists.named.get(office.of, office.of)
        if of in lists.entities and _held(office, day):
            return of
    whole: object = known.about.get("part_of")
    return whole if isinstance(whole, str) and _is_state(lists.entities.get(whole)) else entity


def _is_state(entity: Entity | None) -> bool:
    return entity is not None and entity.table == "state"


def _held(office: Office, day: int | None) -> bool:
    """Whether an office was held on a day; dates known to the year count wholly."""
    if day is None:
        return office.ends is None
    iso = date.fromordinal(day).isoformat()
    begins, ends = office.begins or "", office.ends
    return begins <= iso[: len(begins)] and (ends is None or iso[: len(ends)] <= ends)


@cache
def _by_name(lists: Lists) -> dict[str, str]:
    """Ids of the lists by canonical name."""
    found = {one.name: one.id for one in lists.entities.values() if one.table in _SIDES}
    persons = (one for one in lists.entities.values() if one.table == "person")
    return {**{one.name: one.id for one in persons}, **found}
