"""A reading as the row of a shard: plain data under the names of ``marsad.bulk.schema``."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from marsad.archive.prepare import title_of
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.intake.originals import Item, Original
from marsad.model import (
    Actor,
    Analysis,
    Attribution,
    Claim,
    Document,
    Event,
    Mention,
    Place,
    Span,
    TimeExpression,
)

_FINDINGS = tuple(one.name for one in fields(Analysis) if one.name not in ("document", "engine"))
_SOURCED = ("lang", "outlet", "url", "author", "published", "fetched", "views", "degraded")


def build_row(item: Item, analysis: Analysis, **place: Any) -> dict[str, Any]:
    """A document with all that was found in it; ``place`` tells where it was read."""
    document, text = analysis.document, analysis.document.text
    return {
        "day": day_of(document.published),
        "id": document.id,
        "title": title_of(document),
        "source_hash": item.original.hash,
        "text": text,
        **{name: getattr(document, name) for name in _SOURCED},
        **place,
        "place": item.original.place,
        "engine": analysis.engine,
        "attributions": [_attribution(text, one) for one in analysis.attributions],
        "times": [_time(text, one) for one in analysis.times],
        "places": [_place(text, one) for one in analysis.places],
        "actors": [_actor(text, one) for one in analysis.actors],
        "events": [_event(text, one) for one in analysis.events],
        "claims": [_claim(text, one) for one in analysis.claims],
        "given": to_json(replace(item.document, text="")).decode(),
        "findings": pack_findings(analysis),
        "original": _original(item.original),
    }


def day_of(published: str | None) -> str | None:
    """The day of a date or time of publication; ``None`` where it is not known."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def pack_findings(analysis: Analysis) -> str:
    """The findings of a reading without the text, as JSON."""
    document = replace(analysis.document, text="")
    plain = {name: getattr(analysis, name) for name in _FINDINGS}
    return to_json({"document": document, **plain}).decode()


def unpack_findings(findings: str, text: str, engine: str) -> Analysis:
    """The reading that ``pack_findings`` packed."""
    plain: dict[str, Any] = from_json(findings)
    plain["document"]["text"] = text
    return from_plain({**plain, "engine": engine}, Analysis)


def open_given(given: str, text: str) -> Document:
    """The document as it came, before it was read."""
    return from_plain({**from_json(given), "text": text}, Document)


def _mark(text: str, span: Span) -> dict[str, Any]:
    start, end = span
    return {"start": start, "end": end, "words": text[start:end]}


def _marks(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [_mark(text, span) for span in spans]


def _attribution(text: str, one: Attribution) -> dict[str, Any]:
    source = one.source
    return {
        "id": one.id,
        "source": None if source is None else _mark(text, source.span),
        "source_kind": "unknown" if source is None else source.kind.value,
        "source_name": None if source is None else _name(text, source),
        "source_id": None if source is None else source.entity,
        "via": _marks(text, [carrier.span for carrier in one.via]),
        "cue": _marks(text, one.cue),
        "content": _marks(text, one.content),
        "stance": one.stance.value,
        "mode": one.mode.value,
        "parent": one.parent,
        "rule": one.rule,
        "score": one.score,
    }


def _name(text: str, source: Mention) -> str:
    return source.label or source.name or text[source.span.start : source.span.end]


def _time(text: str, one: TimeExpression) -> dict[str, Any]:
    return {
        **_mark(text, one.span),
        "type": one.type.value,
        "value": one.value,
        "calendar": one.calendar.value,
        "basis": one.basis.value,
        "anchor": one.anchor,
    }


def _place(text: str, one: Place) -> dict[str, Any]:
    lat, lon = one.point or (None, None)
    return {
        **_mark(text, one.span),
        "id": one.entity,
        "name": one.name,
        "country": one.country,
        "level": one.level,
        "precision": one.precision.value,
        "lat": lat,
        "lon": lon,
        "score": one.score,
    }


def _actor(text: str, one: Actor) -> dict[str, Any]:
    return {
        **_mark(text, one.span),
        "id": one.entity,
        "name": one.name,
        "kind": one.kind.value,
        "sector": one.sector,
        "country": one.country,
        "ground": one.ground.value,
        "candidates": one.candidates,
        "score": one.score,
    }


def _event(text: str, one: Event) -> dict[str, Any]:
    return {
        **_mark(text, one.span),
        "id": one.id,
        "type": one.type.value,
        "mode": one.mode,
        "contexts": one.contexts,
        "actors": one.actors,
        "recipients": one.recipients,
        "place": one.place,
        "date": one.date,
        "status": one.status.value,
        "rule": one.rule,
        "score": one.score,
    }


def _claim(text: str, one: Claim) -> dict[str, Any]:
    chain = [to_plain(voice._asdict()) for voice in one.chain]
    for voice in chain:
        span: Sequence[int] | None = voice.pop("span")
        voice["start"], voice["end"] = span or (None, None)
        voice["id"] = voice.pop("entity")
    origin = one.chain[-1] if one.chain else None
    return {
        "id": one.id,
        "attribution": one.attribution,
        "content": _marks(text, one.content),
        "chain": chain,
        "origin": origin and (origin.label or origin.name),
        "origin_id": origin and origin.entity,
        "stance": one.stance.value,
        "actors": one.actors,
        "places": one.places,
        "times": one.times,
        "events": one.events,
    }


def _original(original: Original) -> dict[str, Any]:
    return {
        "hash": original.hash,
        "place": original.place,
        "url": original.url,
        "media": original.media,
        "charset": original.charset,
        "fetched": original.fetched,
        "headers": [{"name": name, "value": value} for name, value in original.headers],
        "data": b64encode(original.data).decode(),
    }
