"""Claims: each voice's own content, with the whole chain of voices above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from marsad.ids import content_id
from marsad.model import (
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    Kind,
    Mention,
    Place,
    TimeExpression,
    Voice,
)


class Found(NamedTuple):
    """What a document holds beside its attributions."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()


NOTHING = Found()
Marked = tuple[int, int, str | None]  # where something stands, and its name
_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})


def build_claims(
    document: Document, attributions: Sequence[Attribution], found: Found = NOTHING
) -> tuple[Claim, ...]:
    """One claim for each attribution; the publisher is the outermost voice, where it is known.

    ``found`` is what else the document holds; a claim carries what stands in its content.
    """
    by_id = {attribution.id: attribution for attribution in attributions}
    actors = [(*actor.span, actor.entity or actor.name) for actor in found.actors]
    places = [(*place.span, place.entity) for place in found.places]
    times = [(*time.span, time.value) for time in found.times]
    events = [(*event.span, event.id) for event in found.events]
    return tuple(
        Claim(
            id=claim_id(document.id, attribution.id),
            document=document.id,
            attribution=attribution.id,
            content=attribution.content,
            chain=_chain(document, attribution, by_id),
            stance=attribution.stance,
            actors=_inside(attribution, actors),
            places=_inside(attribution, places),
            times=_inside(attribution, times),
            events=_inside(attribution, events),
        )
        for attribution in attributions
    )


def claim_id(document: str, attribution: str) -> str:
    """The id of the claim that an attribution makes."""
    return content_id(document, attribution, "claim")


def _inside(attribution: Attribution, marked: Sequence[Marked]) -> tuple[str, ...]:
    """What stands in a content, each once, in order; what has no name is left out.

    ``marked`` is in the order of the text.
    """
    there: dict[str, None] = {}
    for start, end in attribution.content:
        for at in range(bisect_left(marked, (start,)), len(marked)):
            begin, stop, name = marked[at]
            if begin >= end:
                break
            if name and stop <= end:
                there[name] = None
    return tuple(there)


def _chain(
    document: Document, attribution: Attribution, by_id: dict[str, Attribution]
) -> tuple[Voice, ...]:
    lineage: list[Attribution] = []
    at: Attribution | None = attribution
    while at is not None:
        lineage.append(at)
        at = by_id.get(at.parent) if at.parent else None
    voices = [Voice(Kind.OUTLET, document.outlet, None)]
    for one in reversed(lineage):
        voices.extend(_voice(mention) for mention in one.via)
        voices.append(_voice(one.source) if one.source else Voice(Kind.UNKNOWN, None, None))
    return tuple(voice for at, voice in enumerate(voices) if not _goes_on(voice, voices[at + 1 :]))


def _goes_on(voice: Voice, inner: Sequence[Voice]) -> bool:
    """Whether the next voice is the same one: who tells of its own words passes nothing on.

    Two voices without a name of their own (*a source*) may be two.
    """
    if not inner or voice.name is None or voice[:2] != inner[0][:2]:
        return False
    return voice.kind not in _NAMELESS or voice.span == inner[0].span


def _voice(mention: Mention) -> Voice:
    return Voice(mention.kind, mention.name, mention.span, mention.entity, mention.label)
