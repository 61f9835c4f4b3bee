"""Sides: what a statement's voice is called, for whom it speaks, and whose deeds are told.

Whom a voice speaks for is a matter of ``linking.origins.parties``; a voice of which these know
nothing is its own side, by its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.nouns import Act, Statement
from marsad.linking.origins.designations import LABELS, read_designation
from marsad.linking.origins.parties import ANYBODY, Party, party_of, read_speaker
from marsad.model import Kind, Voice
from marsad.text.words import fold_form

_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})
_KEPT = 5_000  # voices remembered, each with a day: those of some days of news, at 3 kB each


class Side(NamedTuple):
    """Whose word a statement is.

    ``name`` is what the voice is called, ``None`` where nobody is named. ``behalf`` names those
    that it speaks for, where they are others. ``keys`` tell sides apart: two voices that share one
    are of one side; none: nothing is known. ``answering`` are the parties of the voice that the
    lists have.
    """

    name: str | None
    behalf: tuple[str, ...]
    keys: frozenset[str]
    named: bool
    answering: tuple[Party, ...] = ()


def side_of(statement: Statement, lists: Lists) -> Side:
    """The side of the voice on whose word a statement stands."""
    voice = statement.source._replace(span=None)
    return _side(voice, statement.outlet, statement.lang, statement.day, lists)


@lru_cache(maxsize=_KEPT)
def _side(
    voice: Voice, outlet: str | None, lang: str | None, day: int | None, lists: Lists
) -> Side:
    name = name_of(voice)
    if voice.kind is Kind.OUTLET and name is None:
        name = outlet
    answering = read_speaker(voice, lang, day, lists).parties
    keys = {key for party in answering for key in party if key != ANYBODY}
    if name is not None and voice.kind not in _NAMELESS:
        keys.add(fold_form(name))
    named = voice.kind not in _NAMELESS and name is not None
    entities = lists.entities
    known = tuple(party for party in answering if party.key.partition(".")[0] in entities)
    return Side(name, _behalf(answering, name, lists), frozenset(keys), named, known)


def _behalf(answering: Iterable[Party], name: str | None, lists: Lists) -> tuple[str, ...]:
    entities = lists.entities
    names = (entities[one.key].name for one in answering if one.key in entities)
    return tuple(one for one in dict.fromkeys(names) if one != name)


def name_of(voice: Voice) -> str | None:
    """What a voice is called: by its English name where that is known."""
    return voice.label or voice.name


def doers(
    acts: Iterable[Act], types: Collection[str], day: int | None, lists: Lists
) -> frozenset[str]:
    """The keys of those who are told to have done something of some types."""
    return _keys((name for act in acts if act.type in types for name in act.actors), day, lists)


def parties(acts: Iterable[Act], day: int | None, lists: Lists) -> frozenset[str]:
    """The keys of all who have a part in some acts."""
    names = (name for act in acts for name in (*act.actors, *act.recipients))
    return _keys(names, day, lists)


def _keys(names: Iterable[str], day: int | None, lists: Lists) -> frozenset[str]:
    return frozenset(key for name in names for key in _keys_of(name, day, lists))


@lru_cache(maxsize=_KEPT)
def _keys_of(name: str, day: int | None, lists: Lists) -> tuple[str, ...]:
    """An actor of an event, which has an id or a canonical English name, and its party."""
    if name in lists.entities:
        return (party_of(name, day, lists).key,)
    told = read_designation(name, LABELS, lists)
    known = told.together[0] if told.together else told.body or told.state
    return (fold_form(name), *((party_of(known, day, lists).key,) if known else ()))
