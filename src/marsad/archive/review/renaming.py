"""What a person says that some words mean: an actor or a place, in one mention or in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from marsad.archive.review.judgements import NameIs, PlaceIs, same_words
from marsad.model import (
    Actor,
    Attribution,
    Event,
    Ground,
    Kind,
    Mention,
    Place,
    Precision,
    Span,
)

Named = TypeVar("Named", Actor, Place)


class Findings(NamedTuple):
    """What people correct of a reading."""

    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    events: tuple[Event, ...]


def rename_place(text: str, found: Findings, says: PlaceIs, at: Span) -> Findings:
    """The findings after a person said which place the words at a span name."""
    spans = {at, *_alike(text, at, (one.span for one in found.places), says.everywhere)}
    new = None if says.name is None else _place(says, says.name)
    places = _replaced(found.places, spans, new)
    if new is not None and not any(_meet(one.span, at) for one in places):
        places = _in_order((*places, replace(new, span=at)))
    told = [(one.span, one.name) for one in found.places]
    events = tuple(
        replace(event, place=says.name)
        if _nearest(event, event.place, told) in spans and event.place != says.name
        else event
        for event in found.events
    )
    return found._replace(places=places, events=events)


def _place(says: PlaceIs, name: str) -> Place:
    precision = Precision.COUNTRY if says.level == "country" else Precision.EXACT
    return Place(
        span=Span(0, 0),
        name=name,
        entity=says.entity,
        country=says.country,
        point=says.point,
        level=says.level,
        precision=precision,
    )


def rename_actor(text: str, found: Findings, says: NameIs, at: Span) -> Findings:
    """The findings after a person said who the words at a span are.

    A voice and an actor that share these words, and were the same one, change together.
    """
    voices = list(_voices(found.attributions))
    marked = [*(one.span for one in found.actors), *(one.span for one in voices)]
    spans = {at, *_alike(text, at, marked, says.everywhere)}
    meant = [one for one in found.actors if one.span in spans]
    heard = [one for one in voices if one.span in spans]
    actors = {one.span for one in meant}
    actors |= {one.span for voice in heard for one in found.actors if _one(one, voice)}
    mentions = {one.span for one in heard}
    mentions |= {voice.span for one in meant for voice in voices if _one(one, voice)}
    new = None if says.kind is None else _actor(says, says.kind)
    made = _replaced(found.actors, actors, new)
    if new is not None and not any(_meet(one.span, at) for one in made):
        made = _in_order((*made, replace(new, span=at)))
    return Findings(
        attributions=tuple(_revoiced(one, mentions, says) for one in found.attributions),
        actors=made,
        places=found.places,
        events=_retold(found, actors, None if new is None else new.name),
    )


def _actor(says: NameIs, kind: Kind) -> Actor:
    known = says.entity is not None or says.name is not None
    return Actor(
        span=Span(0, 0),
        name=says.name,
        entity=says.entity,
        kind=kind,
        ground=Ground.NAME if known else Ground.OPEN,
        sector=says.sector,
        country=says.country,
    )


def _voices(attributions: Iterable[Attribution]) -> Iterator[Mention]:
    for one in attributions:
        yield from one.via
        if one.source is not None:
            yield one.source


def _one(actor: Actor, voice: Mention) -> bool:
    """Whether an actor and a voice share words and are the same one."""
    if not _meet(actor.span, voice.span):
        return False
    if actor.entity is not None or voice.entity is not None:
        return actor.entity == voice.entity
    return actor.name is not None and actor.name == voice.label


def _revoiced(one: Attribution, spans: set[Span], says: NameIs) -> Attribution:
    def told(voice: Mention) -> Mention:
        if voice.span not in spans:
            return voice
        kind = says.kind or Kind.UNKNOWN
        label = says.name if says.kind is not None else None
        return replace(voice, kind=kind, entity=says.entity, label=label)

    source, via = one.source and told(one.source), tuple(map(told, one.via))
    return one if (source, via) == (one.source, one.via) else replace(one, source=source, via=via)


def _retold(found: Findings, spans: set[Span], name: str | None) -> tuple[Event, ...]:
    """The events, with the new name where the nearest bearer of the old one was renamed."""
    told = [(one.span, one.name) for one in found.actors if one.name is not None]

    def anew(event: Event, names: tuple[str, ...]) -> tuple[str, ...]:
        made = (name if _nearest(event, one, told) in spans else one for one in names)
        return tuple(dict.fromkeys(one for one in made if one is not None))

    return tuple(
        replace(event, actors=anew(event, event.actors), recipients=anew(event, event.recipients))
        for event in found.events
    )


def _nearest(event: Event, name: str | None, told: Sequence[tuple[Span, str]]) -> Span | None:
    """The mention of a name that stands nearest to an event."""
    there = (span for span, one in told if one == name)
    return min(there, key=lambda span: abs(span.start - event.span.start), default=None)


def _alike(text: str, at: Span, spans: Iterable[Span], everywhere: bool) -> set[Span]:
    """The spans of the same words, where all of them are meant."""
    words = text[at.start : at.end]
    if not everywhere:
        return set()
    return {one for one in spans if same_words(text[one.start : one.end], words)}


def _replaced(found: tuple[Named, ...], spans: set[Span], new: Named | None) -> tuple[Named, ...]:
    """The findings with another one at some spans, or none there."""
    if new is None:
        return tuple(one for one in found if one.span not in spans)
    return tuple(replace(new, span=one.span) if one.span in spans else one for one in found)


def _in_order(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: one.span))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
