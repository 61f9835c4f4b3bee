"""Events of an archive as entries: each as one report tells it, with who tells it and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from marsad.archive.keys import number_of
from marsad.model import Assertion, Claim, Event, Place, Span, Status
from marsad.publishing.exports.claims import read_claims
from marsad.publishing.exports.entries import EventEntry, Party
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.readings import (
    Reading,
    Readings,
    named,
    own_words,
    said,
    words_of,
)
from marsad.publishing.exports.selection import asks
from marsad.publishing.timeline import parse_value

_REJECTED = "rejected"
_DONE, _PLANNED = (Status.ASSERTED.value,), (Status.PLANNED.value,)
_SIDE = 120  # letters on each side of an event that stands in no clause


def event_entries(export: Export, statuses: Sequence[str] = ()) -> Iterator[EventEntry]:
    """The events that are asked for, of the newest reports first, in the order of their texts.

    A query finds claims, and here the events that these tell; without one also those that outlets
    tell on their own word are there. What people rejected is not.

    All of them: writers end where the selection says, behind what they leave out.

    Args:
        statuses: those that are wanted where the selection names none; empty means all.
    """
    wanted = export.selection.statuses or tuple(statuses)
    joined = frozenset(export.selection.propositions)
    entries = (
        (_entry(reading, event, holder), reading.analysis.document.text)
        for reading, event in _found(export)
        if not wanted or event.status.value in wanted
        for holder in (_holder(reading, event),)
        if holder is None or reading.states.get(holder.id) != _REJECTED
    )
    return (
        entry
        for entry, text in entries
        if (not joined or entry.proposition in joined) and not _hidden(export, entry, text)
    )


def happened(export: Export) -> Iterator[EventEntry]:
    """The events that are told as done, or those of the statuses that the selection names.

    What is told as done with a date behind the day of its report is an announcement, and not here.
    """
    told = event_entries(export, _DONE)
    if export.selection.statuses:
        return told
    return (entry for entry in told if not is_ahead(entry))


def announced(export: Export) -> Iterator[EventEntry]:
    """The events that are planned, and those told for a day after that of their report.

    Or those of the statuses that the selection names.
    """
    told = event_entries(export, (*_DONE, *_PLANNED))
    if export.selection.statuses:
        return told
    return (entry for entry in told if entry.status in _PLANNED or is_ahead(entry))


def is_ahead(entry: EventEntry) -> bool:
    """Whether an event has a date that begins after the day of its report."""
    published = (entry.report.published or "")[:10]
    return bool(published) and entry.first is not None and entry.first > published


def _found(export: Export) -> Iterator[tuple[Reading, Event]]:
    if asks(export.selection) and not export.selection.propositions:
        yield from _of_claims(export)
        return
    readings = Readings()
    for keys in export.keys("documents"):
        numbers = list(map(number_of, keys))
        with export.observatory.reading() as connection:
            opened = readings.open(connection, numbers)
        for number in numbers:
            if number in opened:
                reading = opened[number]
                yield from ((reading, event) for event in reading.analysis.events)


def _of_claims(export: Export) -> Iterator[tuple[Reading, Event]]:
    """Each event once, though several claims of a document may tell it."""
    for _, some in groupby(read_claims(export), key=_document):
        told = list(some)
        reading = told[0][0]
        wanted = {event for _, claim in told for event in claim.events}
        yield from ((reading, event) for event in reading.analysis.events if event.id in wanted)


def _document(found: tuple[Reading, Claim]) -> str:
    return found[0].report.id


def _holder(reading: Reading, event: Event) -> Claim | None:
    """The innermost claim that tells an event; ``None``: the outlet does."""
    holders = (claim for claim in reading.analysis.claims if event.id in claim.events)
    return min(holders, key=lambda one: sum(b - a for a, b in one.content), default=None)


def _assertion(reading: Reading, event: Event, holder: Claim | None) -> Assertion | None:
    """The shortest clause of the same voice in which an event stands."""
    of = None if holder is None else holder.id
    around = (
        one
        for one in reading.analysis.assertions
        if one.claim == of and any(_covers(span, event.span) for span in one.content)
    )
    return min(around, key=lambda one: sum(b - a for a, b in one.content), default=None)


def _around(text: str, span: Span) -> Span:
    """The words around an event that stands in no clause, in one paragraph, none of them cut."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _SIDE)
    end = text.find("\n", span.end)
    end = min(end if end >= 0 else len(text), span.end + _SIDE)
    while start < span.start and start and not text[start - 1].isspace():
        start += 1
    while end > span.end and end < len(text) and not text[end].isspace():
        end -= 1
    return Span(start, end)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _entry(reading: Reading, event: Event, holder: Claim | None) -> EventEntry:
    report, text = reading.report, reading.analysis.document.text
    clause = _assertion(reading, event, holder)
    spans = clause.content if clause else (_around(text, event.span),)
    joined = reading.joined.get(clause.id) if clause else None
    period = parse_value(event.date)
    return EventEntry(
        report=report,
        event=event.id,
        claim=holder.id if holder else None,
        type=event.type.value,
        mode=event.mode,
        contexts=event.contexts,
        status=event.status.value,
        actors=tuple(_party(reading, name) for name in event.actors),
        recipients=tuple(_party(reading, name) for name in event.recipients),
        place=event.place,
        **_where(_place(reading, event))._asdict(),
        date=event.date,
        first=date.fromordinal(period.first).isoformat() if period else None,
        last=date.fromordinal(period.last).isoformat() if period else None,
        word=words_of(text, (event.span,)),
        start=event.span.start,
        end=event.span.end,
        sentence=words_of(text, spans),
        sentence_start=min(span.start for span in spans),
        sentence_end=max(span.end for span in spans),
        chain=said(holder.chain) if holder else own_words(report),
        stance=holder.stance.value if holder else None,
        statement=clause.id if clause and joined else None,
        hedged=clause.hedged if clause else None,
        proposition=joined.proposition if joined else None,
        standing=joined.standing if joined else None,
        rule=event.rule,
        score=event.score,
    )


class _Where(NamedTuple):
    place_id: str | None = None
    level: str | None = None
    precision: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


def _place(reading: Reading, event: Event) -> Place | None:
    """The nearest mention of the place that an event has; ``None`` where it has none."""
    called = [one for one in reading.analysis.places if one.name == event.place]
    return min(called, key=lambda one: abs(one.span.start - event.span.start), default=None)


def _where(place: Place | None) -> _Where:
    if place is None:
        return _Where()
    lat, lon = place.point or (None, None)
    return _Where(place.entity, place.level, place.precision.value, place.country, lat, lon)


def _party(reading: Reading, name: str) -> Party:
    for actor in reading.analysis.actors:
        if actor.name == name:
            return Party(name, actor.entity, actor.kind.value, actor.sector, actor.country)
    return Party(name, None, None, None, None)


def _hidden(export: Export, entry: EventEntry, text: str) -> bool:
    parties = [(one.id, one.name) for one in (*entry.actors, *entry.recipients)]
    texts = (entry.sentence, entry.report.title, entry.report.author)
    within = (entry.report.id, text)
    return export.hidden.hides([*named(entry.chain), *parties], texts, within)
