"""Why a name is resolved so: the lists' entries, and what a reader makes of the name alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from marsad.analysis.analyse import analyse
from marsad.analysis.places import Named, find_places
from marsad.entities.explain import (
    describe_entity,
    describe_spot,
    describe_use,
    find_spots,
    find_uses,
)
from marsad.entities.gazetteer import load_gazetteer
from marsad.entities.knowledge import load_knowledge
from marsad.grammar.tagged import tag
from marsad.model import Document
from marsad.packs.identify import fitting
from marsad.packs.pack import load_pack
from marsad.text.page import open_page


def explain_actor(
    name: str, day: str | None, lang: str | None, actors: Sequence[Path] = ()
) -> list[str]:
    """Lines on an actor: how the words are read at a date, and what each entry says.

    Without a language, that of the first pack of the name's script that knows it.

    Raises:
        LookupError: there is no pack for the language.
    """
    tried = ([*_actor(name, day, one, actors)] for one in ([lang] if lang else fitting(name)))
    return next(filter(None, tried), [])


def _actor(name: str, day: str | None, lang: str, actors: Sequence[Path]) -> Iterator[str]:
    pack = load_pack(lang)
    knowledge = load_knowledge(pack, *actors)
    document = Document(id="name", text=name, lang=lang, published=day)
    for actor in analyse(document, pack, actors=actors).actors:
        words = name[actor.span.start : actor.span.end]
        who = actor.name or f"open: {', '.join(actor.candidates)}"
        at = f" at {day}" if day and actor.ground in ("office", "counterpart") else ""
        yield f"{words} → {who} ({actor.ground}{at})"
    shown: set[str] = set()
    for form, use in find_uses(name, knowledge, pack):
        yield f"{form}: {describe_use(use)}"
        entity = knowledge.lists.entities.get(use.entity)
        if entity is not None and entity.id not in shown:
            shown.add(entity.id)
            yield f"  {entity.name}"
            yield from _fields(describe_entity(entity, knowledge))


def explain_place(name: str, near: str | None, lang: str | None) -> list[str]:
    """Lines on a place: which one a reader chooses, and every candidate.

    Without a language, that of the first pack of the name's script that knows it.

    Raises:
        LookupError: there is no pack for the language.
    """
    tried = ([*_place(name, near, one)] for one in ([lang] if lang else fitting(name)))
    return next(filter(None, tried), [])


def _place(name: str, near: str | None, lang: str) -> Iterator[str]:
    pack = load_pack(lang)
    knowledge = load_knowledge(pack)
    gazetteer = load_gazetteer(knowledge.lists, pack)
    named = Named((), {}, Counter({near.upper(): 3} if near else {}))
    words = (knowledge.offices, knowledge.people)
    leads = sorted(knowledge.offices.place.inside)  # at the head of a text some names tell nothing
    for text in (name, *(f"{lead} {name}" for lead in leads[:1])):
        tagged = tag(open_page(text, pack.writing), pack, frozenset(), None)
        chosen = [one.place for one in find_places(tagged, gazetteer, words, named)]
        why = f" with {near.upper()} in play" if near else ""
        for place in chosen:
            where = place.country or "open"
            yield f"{text[place.span.start : place.span.end]} → {place.name} ({where}){why}"
        if chosen:
            break
    for reading in find_spots(name, gazetteer, pack):
        yield f"  {reading.spot.name}"
        yield from _fields(describe_spot(reading))


def _fields(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (f"    {field}: {value}" for field, value in pairs)
