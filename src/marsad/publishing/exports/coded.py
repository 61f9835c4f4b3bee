"""Events as tables that conflict research knows: columns of POLECAT, and columns like ACLED's.

Both have columns of Marsad behind those of the format: whether the event is told as done, who says
so, on whose word, and where that stands. What is not known is empty, the number of dead too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from marsad.entities.lists import load_lists
from marsad.model import EventType, Precision
from marsad.publishing.cells import MARK, cell, csv_row
from marsad.publishing.exports.clean import tidy
from marsad.publishing.exports.entries import EventEntry, Party
from marsad.publishing.exports.events import happened
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.merging import Happening, chain_words, merge

_BETWEEN = "; "

# Quad category and score of each type: PLOVER manual, draft 2.0 of 4 February 2024. The score of
# ACCUSE depends on what is not told here.
_VERBAL_UP, _MATERIAL_UP = "VERBAL COOPERATION", "MATERIAL COOPERATION"
_VERBAL_DOWN, _MATERIAL_DOWN = "VERBAL CONFLICT", "MATERIAL CONFLICT"
QUADS: dict[EventType, tuple[str, float | None]] = {
    EventType.AGREE: (_VERBAL_UP, 2.5),
    EventType.CONSULT: (_VERBAL_UP, 2.5),
    EventType.SUPPORT: (_VERBAL_UP, 5),
    EventType.CONCEDE: (_VERBAL_UP, 4.5),
    EventType.COOPERATE: (_MATERIAL_UP, 9.5),
    EventType.AID: (_MATERIAL_UP, 10),
    EventType.RETREAT: (_MATERIAL_UP, 6.5),
    EventType.REQUEST: (_VERBAL_DOWN, 0),
    EventType.ACCUSE: (_VERBAL_DOWN, None),
    EventType.REJECT: (_VERBAL_DOWN, -2),
    EventType.THREATEN: (_VERBAL_DOWN, -3.5),
    EventType.PROTEST: (_MATERIAL_DOWN, -5),
    EventType.SANCTION: (_MATERIAL_DOWN, -6),
    EventType.MOBILIZE: (_MATERIAL_DOWN, -5.5),
    EventType.COERCE: (_MATERIAL_DOWN, -7),
    EventType.ASSAULT: (_MATERIAL_DOWN, -9),
}

_OWN = (
    *("Status", "Told By", "Chain", "Stance", "Claim ID", "Document ID", "URL", "Start", "End"),
    *("Sentence", "Proposition", "Standing", "Engine"),
)
POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors"),
    *("Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
    *_OWN,
)
ACLED = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
    *("notes", "fatalities", "tags", "timestamp"),
    *("marsad_status", "marsad_type", "marsad_mode", "marsad_tellings", "marsad_told_by"),
    *("marsad_chain", "marsad_stance", "marsad_document", "marsad_url", "marsad_start"),
    *("marsad_end", "marsad_proposition", "marsad_standing", "marsad_date", "marsad_precision"),
    *("marsad_published", "marsad_engine"),
)


def write_polecat(export: Export) -> Iterator[bytes]:
    """A row for each telling, parted by tabs; events told as done unless others are asked for."""
    yield _tabs(POLECAT)
    for entry in export.first(happened(export)):
        row = _polecat(entry)
        yield _tabs([_cell(row.get(name)) for name in POLECAT])


def write_acled(export: Export) -> Iterator[bytes]:
    """A row for each event; tellings that say the same are one. All of them are held at once."""
    yield MARK + csv_row(ACLED)
    told = (one for one in happened(export) if _sort(one) is not None)
    for happening in merge(export.first(told)):
        row = _acled(happening)
        yield csv_row([_cell(row.get(name)) for name in ACLED])


def _tabs(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter="\t", lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _cell(value: str | float | None) -> str:
    return cell(tidy(value) if isinstance(value, str) else value)


def _polecat(entry: EventEntry) -> dict[str, str | float | None]:
    report = entry.report
    quad, score = QUADS[EventType(entry.type)]
    return {
        "Event ID": f"{report.id}/{entry.event}",
        "Event Date": _day(entry),
        "Event Type": entry.type,
        "Event Mode": entry.mode or "",
        "Intensity": score,
        "Quad Code": quad,
        "Contexts": ", ".join(entry.contexts),
        **_side("Actor", entry.actors),
        **_side("Recipient", entry.recipients),
        "Placename": entry.place or "",
        "City": (entry.place or "") if entry.level in _SETTLED else "",
        "Province": (entry.place or "") if entry.level == "region" else "",
        "Country": entry.country or "",
        "Latitude": entry.lat,
        "Longitude": entry.lon,
        "Feature Type": entry.level or "",
        "Source": report.outlet or "",
        "Publication Date": (report.published or "")[:10],
        "Language": report.lang or "",
        "Version": report.engine,
        **dict(zip(_OWN, _own(entry), strict=True)),
    }


_SETTLED = frozenset({"city", "town", "village"})


def _side(name: str, parties: tuple[Party, ...]) -> dict[str, str]:
    sectors = list(dict.fromkeys(one.sector for one in parties if one.sector))
    countries = dict.fromkeys(one.country for one in parties if one.country)
    return {
        f"{name} Name": _BETWEEN.join(one.name for one in parties),
        f"{name} Country": _BETWEEN.join(countries),
        f"Primary {name} Sector": sectors[0] if sectors else "",
        f"{name} Sectors": _BETWEEN.join(sectors),
    }


def _own(entry: EventEntry) -> tuple[str, ...]:
    report, last = entry.report, entry.chain[-1]
    return (
        entry.status,
        last.name or last.label or "",
        chain_words(entry),
        entry.stance or "",
        entry.claim or "",
        report.id,
        report.url or "",
        str(entry.start),
        str(entry.end),
        entry.sentence,
        entry.proposition or "",
        entry.standing or "",
        report.engine,
    )


class Sort(NamedTuple):
    """What ACLED would call an event, as far as type and mode tell."""

    disorder: str
    type: str = ""
    sub: str = ""


_REMOTE = "Explosions/Remote violence"
_VIOLENCE, _CROWD = "Political violence", "Demonstrations"
# Battles and violence against civilians are not told apart: who was armed, no mode says.
SORTS: dict[tuple[EventType, str | None], Sort] = {
    (EventType.ASSAULT, "aerial"): Sort(_VIOLENCE, _REMOTE, "Air/drone strike"),
    (EventType.ASSAULT, "drone"): Sort(_VIOLENCE, _REMOTE, "Air/drone strike"),
    (EventType.ASSAULT, "heavy-weapons"): Sort(
        _VIOLENCE, _REMOTE, "Shelling/artillery/missile attack"
    ),
    (EventType.ASSAULT, "suicide-attack"): Sort(_VIOLENCE, _REMOTE, "Suicide bomb"),
    (EventType.ASSAULT, "explosives"): Sort(_VIOLENCE, _REMOTE),
    (EventType.PROTEST, "demo"): Sort(_CROWD, "Protests"),
    (EventType.PROTEST, "riot"): Sort(_CROWD, "Riots"),
    (EventType.COERCE, "arrest"): Sort(
        "Strategic developments", "Strategic developments", "Arrests"
    ),
}
_PLAIN = {EventType.ASSAULT: Sort(_VIOLENCE), EventType.PROTEST: Sort(_CROWD)}


def _sort(entry: EventEntry) -> Sort | None:
    type = EventType(entry.type)
    return SORTS.get((type, entry.mode)) or _PLAIN.get(type)


def _acled(happening: Happening) -> dict[str, str | float | None]:
    entry, report = happening.entry, happening.entry.report
    sort = _sort(entry) or Sort("")
    near = entry.precision != Precision.COUNTRY.value  # the middle of a country is no location
    return {
        "event_id_cnty": f"{report.id}/{entry.event}",
        "event_date": _day(entry),
        "year": (entry.first or "")[:4] if _same(entry, 4) else "",
        "time_precision": _time_precision(entry),
        "disorder_type": sort.disorder,
        "event_type": sort.type,
        "sub_event_type": sort.sub,
        "actor1": _BETWEEN.join(one.name for one in entry.actors),
        "actor2": _BETWEEN.join(one.name for one in entry.recipients),
        "country": _country(entry.country),
        "admin1": (entry.place or "") if entry.level == "region" else "",
        "location": (entry.place or "") if near else "",
        "latitude": entry.lat if near else None,
        "longitude": entry.lon if near else None,
        "geo_precision": _PRECISION.get(entry.precision or "", ""),
        "source": _BETWEEN.join(happening.outlets),
        "notes": entry.sentence,
        "timestamp": _seconds(report.added),
        **_acled_own(happening),
    }


def _acled_own(happening: Happening) -> dict[str, str]:
    entry, report = happening.entry, happening.entry.report
    last = entry.chain[-1]
    return {
        "marsad_status": entry.status,
        "marsad_type": entry.type,
        "marsad_mode": entry.mode or "",
        "marsad_tellings": str(1 + len(happening.also)),
        "marsad_told_by": last.name or last.label or "",
        "marsad_chain": " | ".join([chain_words(entry), *(one.chain for one in happening.also)]),
        "marsad_stance": entry.stance or "",
        "marsad_document": _BETWEEN.join([report.id, *(one.document for one in happening.also)]),
        "marsad_url": _BETWEEN.join(
            filter(None, [report.url, *(one.url for one in happening.also)])
        ),
        "marsad_start": str(entry.start),
        "marsad_end": str(entry.end),
        "marsad_proposition": entry.proposition or "",
        "marsad_standing": entry.standing or "",
        "marsad_date": entry.date or "",
        "marsad_precision": entry.precision or "",
        "marsad_published": (report.published or "")[:10],
        "marsad_engine": report.engine,
    }


# The codes of ACLED: 1 the place itself, 2 near it, 3 a larger region.
_PRECISION = {Precision.EXACT.value: "1", Precision.NEAR.value: "2", Precision.REGION.value: "3"}
_WEEK, _MONTH = 7, 31  # days


def _day(entry: EventEntry) -> str:
    """The day of an event; of a week or a month no day is taken, and of nothing else either."""
    return entry.first or "" if entry.first == entry.last else ""


def _time_precision(entry: EventEntry) -> str:
    """The codes of ACLED: 1 a day, 2 a week, 3 a month; empty for less."""
    if entry.first is None or entry.last is None:
        return ""
    days = (date.fromisoformat(entry.last) - date.fromisoformat(entry.first)).days + 1
    return "1" if days == 1 else "2" if days <= _WEEK else "3" if days <= _MONTH else ""


def _same(entry: EventEntry, letters: int) -> bool:
    return (entry.first or "")[:letters] == (entry.last or "")[:letters]


def _country(code: str | None) -> str:
    known = load_lists().entities.get(code or "")
    return known.name if known is not None and known.table == "state" else code or ""


def _seconds(at: str) -> str:
    """An instant in UTC as seconds since 1970."""
    return f"{datetime.fromisoformat(at).astimezone(UTC).timestamp():.0f}"
