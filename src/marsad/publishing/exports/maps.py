"""Events with a place as GeoJSON (RFC 7946): a point for each telling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marsad.codec import to_json
from marsad.model import Precision
from marsad.publishing.exports.entries import EventEntry
from marsad.publishing.exports.events import happened
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.readings import call
from marsad.version import __version__

_WIDE = {Precision.REGION.value, Precision.COUNTRY.value}
AREA = "the point is the middle of an area; the event need not have happened there"
NOTE = "what reports tell, no verdict on truth; see status, source and chain of each feature"


def write_geojson(export: Export) -> Iterator[bytes]:
    """One FeatureCollection, its features as they come; those told as done unless asked for."""
    about = to_json({"engine": f"marsad {__version__}", "note": NOTE})
    yield b'{"type":"FeatureCollection","marsad":' + about + b',"features":['
    between = b"\n"
    placed = (one for one in happened(export) if one.lat is not None and one.lon is not None)
    for entry in export.first(placed):
        yield between + to_json(_feature(entry))
        between = b",\n"
    yield b"\n]}\n"


def _feature(entry: EventEntry) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"{entry.report.id}/{entry.event}",
        "geometry": {"type": "Point", "coordinates": [entry.lon, entry.lat]},
        "properties": {
            **_what(entry),
            **_who(entry),
            "proposition": entry.proposition,
            "standing": entry.standing,
            "engine": entry.report.engine,
        },
    }


def _what(entry: EventEntry) -> dict[str, Any]:
    return {
        "event": entry.event,
        "type": entry.type,
        "mode": entry.mode,
        "status": entry.status,
        "actors": [one.name for one in entry.actors],
        "recipients": [one.name for one in entry.recipients],
        "place": entry.place,
        "place_id": entry.place_id,
        "level": entry.level,
        "precision": entry.precision,
        "area": AREA if entry.precision in _WIDE else None,
        "country": entry.country,
        "date": entry.date,
        "first": entry.first,
        "last": entry.last,
    }


def _who(entry: EventEntry) -> dict[str, Any]:
    report = entry.report
    return {
        "source": call(entry.chain[-1]),
        "chain": [call(one) or f"[{one.kind}]" for one in entry.chain],
        "stance": entry.stance,
        "document": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published,
        "lang": report.lang,
        "sentence": entry.sentence,
        "start": entry.start,
        "end": entry.end,
    }
