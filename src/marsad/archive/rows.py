"""What an archive lists of a reading: rows of claims and events, and the names in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from marsad.archive.keys import MOST_PLACES
from marsad.codec import to_json
from marsad.model import Analysis, Attribution, Claim, Event, Kind, Span, Voice

_UNLISTED = "~"
_DESCRIBED = frozenset({Kind.PERSON, Kind.ANONYMOUS, Kind.UNKNOWN})
_BETWEEN = 240  # letters: a clause about the speaker; further apart, the parts are no passage


class Named(NamedTuple):
    """A name in its role; ``entity`` is the id of the lists, or ``~name`` where none has it.

    In a claim, actors and places are those of its passage: of the content, and of the clauses
    between it and its speaker. Roles of actors are source, via and actor, of places place, of
    countries country, of types of events event, of whether an event is told as done status.
    """

    role: str
    kind: str
    entity: str
    name: str


class ClaimRow(NamedTuple):
    """A claim as the archive lists it; ``chain`` and ``spans`` are JSON."""

    id: str
    stance: str
    source: str | None
    source_kind: str
    chain: str
    spans: str
    rule: str
    score: float
    names: tuple[Named, ...]
    passage: str


class EventRow(NamedTuple):
    """An event as the archive lists it; ``claim`` is the innermost claim that tells it."""

    id: str
    claim: str | None
    type: str
    mode: str | None
    status: str
    actors: str
    recipients: str
    place: str | None
    date: str | None
    start: int
    end: int


class Rows(NamedTuple):
    """All rows of one reading; ``names`` are those of the whole document."""

    claims: tuple[ClaimRow, ...]
    events: tuple[EventRow, ...]
    names: tuple[Named, ...]


def derive_rows(analysis: Analysis) -> Rows:
    """The rows of a reading, in the order of the text; of each sort so many as keys can count."""
    known = _Known(analysis)
    attributions = {one.id: one for one in analysis.attributions}
    claims = tuple(
        known.claim(claim, attributions[claim.attribution])
        for claim in analysis.claims[:MOST_PLACES]
    )
    names = dict.fromkeys(name for claim in claims for name in claim.names)
    names |= dict.fromkeys(known.everywhere())
    events = tuple(_event(event, analysis.claims) for event in analysis.events[:MOST_PLACES])
    return Rows(claims, events, tuple(names))


def entity_of(entity: str | None, name: str) -> str:
    """How an entity is called in the archive: its id, or ``~name`` where it has none."""
    return entity or _UNLISTED + name


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def passage_of(text: str, spans: Iterable[Span]) -> str:
    """The words of a claim: source, cue and content, and what stands between them in a sentence."""
    return " ".join(text[start:end] for start, end in passage_parts(spans))


def passage_parts(spans: Iterable[Span]) -> list[Span]:
    """Where the words of a claim stand: in one stretch, as a rule."""
    parts: list[Span] = []
    for span in merge_spans(spans):
        if parts and span.start - parts[-1].end <= _BETWEEN:
            parts[-1] = Span(parts[-1].start, span.end)
        else:
            parts.append(span)
    return parts


class _Known:
    """The names of a reading by what claims call them."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.document.text
        self._actors = sorted(
            (one.span, Named("actor", "actor", entity_of(one.entity, one.name or ""), one.name))
            for one in analysis.actors
            if one.name
        )
        self._places = sorted(
            (one.span, Named("place", "place", one.entity, one.name), one.country or "")
            for one in analysis.places
            if one.entity
        )
        self._events = {one.id: one for one in analysis.events}

    def claim(self, claim: Claim, found: Attribution) -> ClaimRow:
        source = claim.chain[-1]
        spans = {
            "source": [found.source.span] if found.source else [],
            "cue": list(found.cue),
            "content": list(claim.content),
        }
        marked = [span for part in spans.values() for span in part]
        return ClaimRow(
            id=claim.id,
            stance=claim.stance.value,
            source=called(source),
            source_kind=source.kind.value,
            chain=to_json([_voice(voice) for voice in claim.chain]).decode(),
            spans=to_json(spans).decode(),
            rule=found.rule,
            score=found.score,
            names=tuple(dict.fromkeys(self._names(claim, passage_parts(marked)))),
            passage=passage_of(self._text, marked),
        )

    def _names(self, claim: Claim, parts: Sequence[Span]) -> Iterator[Named]:
        """The voices of a claim, and who and where stands in its passage beside them."""
        *carriers, source = claim.chain
        yield from _speaker("source", source)
        for voice in carriers:
            if voice.span is not None:
                yield from _speaker("via", voice)
        voices = [voice.span for voice in claim.chain if voice.span is not None]
        for span, actor in _within(self._actors, parts):
            if not any(start <= span.start and span.end <= end for start, end in voices):
                yield actor
        for _, place, country in _within(self._places, parts):
            yield from _where(place, country)
        for event in claim.events:
            if event in self._events:
                yield from _type(self._events[event])

    def everywhere(self) -> Iterator[Named]:
        """The names of the document that need not stand in a claim."""
        yield from (actor for _, actor in self._actors)
        for _, place, country in self._places:
            yield from _where(place, country)
        for event in self._events.values():
            yield from _type(event)


def _within(marked: Sequence[Any], parts: Sequence[Span]) -> Iterator[Any]:
    """What stands wholly in one of the parts; ``marked`` begins with spans and is in order."""
    for start, end in parts:
        for at in range(bisect_left(marked, start, key=_start), len(marked)):
            span = marked[at][0]
            if span.start >= end:
                break
            if span.end <= end:
                yield marked[at]


def _start(one: tuple[Span, object]) -> int:
    return one[0].start


def _where(place: Named, country: str) -> Iterator[Named]:
    yield place
    if country:
        yield Named("country", "country", country, country)


def called(voice: Voice) -> str | None:
    """What a voice goes by: its English name or description; a body of no list, its own words.

    The description of such a body (*company*) would be that of many.
    """
    listed = voice.entity is not None or voice.kind in _DESCRIBED
    return (voice.label or voice.name) if listed else (voice.name or voice.label)


def _speaker(role: str, voice: Voice) -> Iterator[Named]:
    name = called(voice)
    if name and voice.kind is not Kind.UNKNOWN:
        yield Named(role, "actor", entity_of(voice.entity, name), name)


def _type(event: Event) -> Iterator[Named]:
    yield Named("event", "event", event.type.value, event.type.value)
    yield Named("status", "status", event.status.value, event.status.value)


def _voice(voice: Voice) -> dict[str, object]:
    return {
        "kind": voice.kind.value,
        "name": voice.name,
        "label": voice.label,
        "entity": voice.entity,
        "span": voice.span,
    }


def _event(event: Event, claims: Sequence[Claim]) -> EventRow:
    holders = [claim for claim in claims if event.id in claim.events]
    inner = min(holders, key=lambda one: sum(b - a for a, b in one.content), default=None)
    return EventRow(
        id=event.id,
        claim=inner.id if inner else None,
        type=event.type.value,
        mode=event.mode,
        status=event.status.value,
        actors=to_json(event.actors).decode(),
        recipients=to_json(event.recipients).decode(),
        place=event.place,
        date=event.date,
        start=event.span.start,
        end=event.span.end,
    )
