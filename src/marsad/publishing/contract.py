"""The reading contract: one JSON object a document, with every span's text beside its offsets.

Values of enums are taken as ``_value_``: ``value`` is a property, which takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marsad.codec import to_json
from marsad.model import (
    Actor,
    Analysis,
    Assertion,
    Attribution,
    Claim,
    Event,
    Mention,
    Place,
    Span,
    TimeExpression,
)
from marsad.publishing.headings import title_of


def build_reading(analysis: Analysis) -> dict[str, Any]:
    """Plain data with the contract's keys and those that Marsad adds, in a fixed order."""
    doc = analysis.document
    text = doc.text
    return {
        "id": doc.id,
        "lang": doc.lang,
        "outlet": doc.outlet,
        "title": title_of(doc),
        "published": doc.published,
        "url": doc.url,
        "byline": None if doc.byline is None else _mark(text, doc.byline),
        "author": doc.author,
        "views": doc.views,
        "degraded": doc.degraded,
        "references": None if doc.references is None else _mark(text, doc.references),
        "text": text,
        "attributions": [_attribution(text, found) for found in analysis.attributions],
        "claims": [_claim(text, claim) for claim in analysis.claims],
        "assertions": [_assertion(text, one) for one in analysis.assertions],
        "times": [_time(text, time) for time in analysis.times],
        "places": [_place(text, place) for place in analysis.places],
        "actors": [_actor(text, actor) for actor in analysis.actors],
        "events": [_event(text, event) for event in analysis.events],
        "notes": [
            {**_mark(text, note.span), "code": note.code, "message": note.message}
            for note in analysis.notes
        ],
        "engine": analysis.engine,
    }


def build_claim(analysis: Analysis, id: str) -> dict[str, Any]:
    """One claim of a reading and its attribution, as they stand in the contract.

    Raises:
        LookupError: the reading has no such claim.
    """
    text = analysis.document.text
    for claim in analysis.claims:
        if claim.id == id:
            of = next(one for one in analysis.attributions if one.id == claim.attribution)
            return {"claim": _claim(text, claim), "attribution": _attribution(text, of)}
    raise LookupError(f"{id}: no such claim in this archive")


def to_line(analysis: Analysis) -> bytes:
    """One line of JSON, with its line end."""
    return to_json(build_reading(analysis)) + b"\n"


def _mark(text: str, span: Span) -> dict[str, Any]:
    start, end = span
    return {"start": start, "end": end, "text": text[start:end]}


def _marks(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]


def _attribution(text: str, found: Attribution) -> dict[str, Any]:
    source = found.source
    return {
        "id": found.id,
        "source": [] if source is None else [_mark(text, source.span)],
        "cue": _marks(text, found.cue),
        "content": _marks(text, found.content),
        "via": [_mark(text, carrier.span) for carrier in found.via],
        "source_kind": "unknown" if source is None else source.kind._value_,
        "source_name": None if source is None else _name(text, source),
        "source_id": None if source is None else source.entity,
        "stance": found.stance._value_,
        "mode": found.mode._value_,
        "parent": found.parent,
        "rule": found.rule,
        "score": found.score,
    }


def _name(text: str, source: Mention) -> str:
    """The canonical English name; without one, the words of the text."""
    if source.label is not None:
        return source.label
    return text[source.span.start : source.span.end] if source.name is None else source.name


def _claim(text: str, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "attribution": claim.attribution,
        "chain": [
            {
                "kind": voice.kind._value_,
                "name": voice.name,
                "label": voice.label,
                "id": voice.entity,
                "start": None if voice.span is None else voice.span.start,
                "end": None if voice.span is None else voice.span.end,
            }
            for voice in claim.chain
        ],
        "stance": claim.stance._value_,
        "content": _marks(text, claim.content),
        "actors": list(claim.actors),
        "places": list(claim.places),
        "times": list(claim.times),
        "events": list(claim.events),
    }


def _assertion(text: str, one: Assertion) -> dict[str, Any]:
    return {
        "id": one.id,
        "claim": one.claim,
        "content": _marks(text, one.content),
        "status": one.status._value_,
        "hedged": one.hedged,
    }


def _place(text: str, place: Place) -> dict[str, Any]:
    lat, lon = place.point or (None, None)
    return {
        **_mark(text, place.span),
        "name": place.name,
        "country": place.country,
        "lat": lat,
        "lon": lon,
        "id": place.entity,
        "level": place.level,
        "precision": place.precision._value_,
        "score": place.score,
    }


def _actor(text: str, actor: Actor) -> dict[str, Any]:
    return {
        **_mark(text, actor.span),
        "name": actor.name,
        "id": actor.entity,
        "kind": actor.kind._value_,
        "sector": actor.sector,
        "country": actor.country,
        "ground": actor.ground._value_,
        "candidates": list(actor.candidates),
        "score": actor.score,
    }


def _event(text: str, event: Event) -> dict[str, Any]:
    return {
        **_mark(text, event.span),
        "id": event.id,
        "type": event.type._value_,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actor": "; ".join(event.actors) or None,
        "recipient": "; ".join(event.recipients) or None,
        "place": event.place,
        "date": event.date,
        "status": event.status._value_,
        "rule": event.rule,
        "score": event.score,
    }


def _time(text: str, time: TimeExpression) -> dict[str, Any]:
    return {
        **_mark(text, time.span),
        "type": time.type._value_,
        "value": time.value,
        "calendar": time.calendar._value_,
        "basis": time.basis._value_,
        "anchor": time.anchor,
    }
