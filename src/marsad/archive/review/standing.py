"""How a finding stands before it is corrected, and whether a correction fits its text."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from marsad.archive.review.judgements import (
    ContentIs,
    Correction,
    EventIs,
    NameIs,
    Piece,
    PlaceIs,
    SourceIs,
    StanceIs,
    piece,
    pieces,
)
from marsad.model import Actor, Analysis, Attribution, Event, Kind, Mention, Place, Span

Marked = TypeVar("Marked", Actor, Place, Event)


def check(analysis: Analysis, attribution: Attribution | None, says: Correction) -> Correction:
    """A correction with its ends at letters.

    Raises:
        ValueError: it names what the text does not hold, or what is not of this claim; the message
            says what to give instead.
    """
    text = analysis.document.text
    match says:
        case StanceIs() | SourceIs(at=None):
            return says
        case ContentIs(parts=parts):
            return ContentIs(parts=pieces(text, (_checked(text, one).span for one in parts)))
        case EventIs(at=at):
            made = _checked(text, at)
            if attribution is not None and not _inside(made, attribution):
                raise ValueError(
                    f"«{made.words}» stands outside the claim; correct the claim that tells it"
                )
            return replace(says, at=made)
        case SourceIs(at=at) | PlaceIs(at=at) | NameIs(at=at):
            assert at is not None
            return replace(says, at=_checked(text, at))


def _inside(at: Piece, attribution: Attribution) -> bool:
    return any(one.start <= at.start and at.end <= one.end for one in attribution.content)


def _checked(text: str, given: Piece) -> Piece:
    made = piece(text, given.span)
    if text[given.start : given.end] != given.words:
        raise ValueError(f"«{given.words}» does not stand at {given.start}; the text has moved")
    return made


def standing(analysis: Analysis, attribution: Attribution | None, says: Correction) -> Correction:
    """What stands where a correction is about to be made, in the same form."""
    text = analysis.document.text
    match says:
        case PlaceIs(at=at):
            place = _at(analysis.places, at.span)
            return PlaceIs(at=at) if place is None else _place(at, place)
        case NameIs(at=at):
            return _name(analysis, at)
        case EventIs(at=at):
            event = _at(analysis.events, at.span)
            if event is None:
                return EventIs(at=at, type=None)
            return EventIs(at=at, type=event.type, mode=event.mode, status=event.status)
    assert attribution is not None
    if isinstance(says, StanceIs):
        return StanceIs(stance=attribution.stance)
    if isinstance(says, ContentIs):
        return ContentIs(parts=tuple(_words(text, span) for span in attribution.content))
    source = attribution.source
    return SourceIs(at=None) if source is None else _source(text, source)


def same(before: Correction, says: Correction) -> bool:
    """Whether a correction of source, stance or content changes nothing."""
    if isinstance(before, SourceIs) and isinstance(says, SourceIs):
        given = (says.kind, says.name, says.entity, says.label)
        stood = (before.kind, before.name, before.entity, before.label)
        kept = all(new is None or new == old for new, old in zip(given, stood, strict=True))
        return before.at == says.at and kept
    return isinstance(says, StanceIs | ContentIs) and before == says


def _words(text: str, span: Span) -> Piece:
    return Piece(start=span.start, end=span.end, words=text[span.start : span.end])


def _source(text: str, voice: Mention) -> SourceIs:
    return SourceIs(
        at=_words(text, voice.span),
        kind=voice.kind,
        name=voice.name,
        entity=voice.entity,
        label=voice.label,
    )


def _place(at: Piece, place: Place) -> PlaceIs:
    return PlaceIs(
        at=at,
        name=place.name,
        entity=place.entity,
        country=place.country,
        point=place.point,
        level=place.level,
    )


def _name(analysis: Analysis, at: Piece) -> NameIs:
    actor = _at(analysis.actors, at.span)
    if actor is not None:
        return NameIs(
            at=at,
            kind=actor.kind,
            entity=actor.entity,
            name=actor.name,
            sector=actor.sector,
            country=actor.country,
        )
    for one in analysis.attributions:
        for voice in (one.source, *one.via):
            if voice is not None and voice.span == at.span:
                return NameIs(at=at, kind=voice.kind, entity=voice.entity, name=voice.label)
    return NameIs(at=at)


def kind_at(analysis: Analysis, at: Piece) -> Kind | None:
    """What the words at some place are: a person, an organisation, …; ``None`` if not known."""
    return _name(analysis, at).kind


def _at(found: tuple[Marked, ...], at: Span) -> Marked | None:
    """The finding at a span, else one that shares words with it."""
    meeting = [one for one in found if one.span.start < at.end and at.start < one.span.end]
    return next((one for one in meeting if one.span == at), meeting[0] if meeting else None)
