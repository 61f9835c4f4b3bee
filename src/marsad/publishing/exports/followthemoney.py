"""Claims and events as entities of FollowTheMoney, one JSON object a line.

``Article`` is a report, ``Note`` a claim, ``Event`` an event; who speaks or takes part is a
``Person``, ``PublicBody``, ``Organization`` or ``LegalEntity``, and a ``Mention`` ties him to the
report. Of persons whom no list has there is no entity, nor of unnamed sources.
``PROPERTIES`` are those that are written, a part of the published schemata of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from marsad.archive.lists import known_lists
from marsad.codec import to_json
from marsad.entities.lists import Lists
from marsad.ids import content_id
from marsad.model import Kind
from marsad.publishing.exports.claims import claim_entries
from marsad.publishing.exports.clean import brief, tidy, web_address
from marsad.publishing.exports.dates import day_of
from marsad.publishing.exports.entries import ClaimEntry, EventEntry, Report, Said
from marsad.publishing.exports.events import happened
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.readings import call

_THING = ("name", "summary", "description", "country", "sourceUrl", "publisher", "keywords")
_SHARED = (*_THING, "proof", "retrievedAt")
PROPERTIES: dict[str, tuple[str, ...]] = {
    "Article": (*_SHARED, "title", "author", "publishedAt"),
    "Note": (*_SHARED, "entity"),
    "Event": (*_SHARED, "date", "startDate", "endDate", "location", "involved", "recordId"),
    "Mention": ("document", "resolved", "name", "detectedSchema", "contextCountry"),
    "Person": _SHARED,
    "PublicBody": _SHARED,
    "Organization": _SHARED,
    "LegalEntity": _SHARED,
}
_GOVERNMENT = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})  # sectors of a state
_STATE = "GOV"  # the sector of what is composed with a state, as its army
_NAME = 120  # letters


class Known(NamedTuple):
    """Somebody whom the lists have."""

    id: str
    name: str
    kind: str
    sector: str | None
    country: str | None


def write_claims(export: Export) -> Iterator[bytes]:
    """Reports, who speaks in them, and a note for each claim."""
    told = _begin(export)
    for entry in claim_entries(export):
        yield from map(_line, told.report(entry.report))
        speakers = list(_speakers(entry.chain, told.lists))
        yield from map(_line, told.people(entry.report, speakers))
        yield _line(_note(entry, speakers))


def write_events(export: Export) -> Iterator[bytes]:
    """Reports, who takes part, and the events; those told as done unless others are asked for."""
    told = _begin(export)
    for entry in export.first(happened(export)):
        yield from map(_line, told.report(entry.report))
        involved = [
            Known(one.id, one.name, one.kind or Kind.UNKNOWN.value, one.sector, one.country)
            for one in (*entry.actors, *entry.recipients)
            if one.id is not None
        ]
        yield from map(_line, told.people(entry.report, involved))
        yield _line(_event(entry, involved))


class _Told:
    """What stands in the file already: every entity is written once."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._ids: set[str] = set()

    def report(self, report: Report) -> Iterator[dict[str, Any]]:
        yield from self._new(_article(report))

    def people(self, report: Report, known: Iterable[Known]) -> Iterator[dict[str, Any]]:
        for one in known:
            entity = _entity(one)
            yield from self._new(entity)
            yield from self._new(_mention(report, one, entity["schema"]))

    def _new(self, entity: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if entity["id"] not in self._ids:
            self._ids.add(entity["id"])
            yield entity


def _begin(export: Export) -> _Told:
    with export.observatory.reading() as connection:
        return _Told(known_lists(connection))


def _line(entity: dict[str, Any]) -> bytes:
    return to_json(entity) + b"\n"


def _entity_of(schema: str, id: str, **properties: Iterable[str | None]) -> dict[str, Any]:
    """An entity; every value is a list of texts, and what is unknown is not there."""
    listed = {name: [one for one in many if one] for name, many in properties.items()}
    return {
        "id": id,
        "schema": schema,
        "properties": {name: many for name, many in listed.items() if many},
    }


def _article(report: Report) -> dict[str, Any]:
    return _entity_of(
        "Article",
        _id("document", report.id),
        name=[tidy(report.title) or report.id],
        title=[report.title and tidy(report.title)],
        author=[report.author and tidy(report.author)],
        publisher=[report.outlet and tidy(report.outlet)],
        publishedAt=[_date(report.published)],
        retrievedAt=[_date(report.fetched or report.added)],
        sourceUrl=[web_address(report.url)],
        keywords=[report.engine],
    )


def _entity(known: Known) -> dict[str, Any]:
    return _entity_of(
        _schema(known),
        _id("entity", known.id),
        name=[known.name],
        country=[known.country and known.country.lower()],
        keywords=[known.id],
    )


def _schema(known: Known) -> str:
    if known.kind == Kind.PERSON.value:
        return "Person"
    if known.sector in _GOVERNMENT:
        return "PublicBody"
    if known.kind in (Kind.ORGANISATION.value, Kind.OUTLET.value, Kind.OFFICE.value):
        return "Organization"
    return "LegalEntity"


def _mention(report: Report, known: Known, schema: str) -> dict[str, Any]:
    return _entity_of(
        "Mention",
        _id("mention", report.id, known.id),
        document=[_id("document", report.id)],
        resolved=[_id("entity", known.id)],
        name=[known.name],
        detectedSchema=[schema],
        contextCountry=[known.country and known.country.lower()],
    )


def _note(entry: ClaimEntry, speakers: Iterable[Known]) -> dict[str, Any]:
    document = _id("document", entry.report.id)
    statuses = dict.fromkeys(part.status for part in entry.parts)
    standings = dict.fromkeys(part.standing for part in entry.parts if part.standing)
    return _entity_of(
        "Note",
        _id("claim", entry.claim),
        name=[brief(entry.content, _NAME) or entry.claim],
        description=[tidy(entry.content)],
        summary=[f"{_chain(entry.chain)} ({entry.start}-{entry.end})"],
        entity=[document, *dict.fromkeys(_id("entity", one.id) for one in speakers)],
        proof=[document],
        publisher=[entry.report.outlet and tidy(entry.report.outlet)],
        sourceUrl=[web_address(entry.report.url)],
        keywords=[
            f"stance: {entry.stance}",
            *(f"status: {one}" for one in statuses),
            *(f"standing: {one}" for one in standings),
            entry.report.engine,
        ],
    )


def _event(entry: EventEntry, involved: Iterable[Known]) -> dict[str, Any]:
    report = entry.report
    exact = entry.first is not None and entry.first == entry.last
    return _entity_of(
        "Event",
        _id("event", report.id, entry.event),
        name=[brief(entry.sentence, _NAME) or entry.type],
        description=[tidy(entry.sentence)],
        summary=[f"{_chain(entry.chain)} ({entry.start}-{entry.end})"],
        date=[entry.first if exact else None],
        startDate=[None if exact else entry.first],
        endDate=[None if exact else entry.last],
        location=[entry.place],
        country=[entry.country and entry.country.lower()],
        involved=dict.fromkeys(_id("entity", one.id) for one in involved),
        recordId=[entry.event],
        proof=[_id("document", report.id)],
        publisher=[report.outlet and tidy(report.outlet)],
        sourceUrl=[web_address(report.url)],
        keywords=[
            f"type: {entry.type}",
            f"status: {entry.status}",
            entry.stance and f"stance: {entry.stance}",
            entry.standing and f"standing: {entry.standing}",
            report.engine,
        ],
    )


def _speakers(chain: Iterable[Said], lists: Lists) -> Iterator[Known]:
    """The voices of a chain that the lists have, and institutions of the states in them."""
    for voice in chain:
        if voice.id is None or voice.label is None:
            continue
        known = lists.entities.get(voice.id)
        state = lists.entities.get(voice.id.partition(".")[0])
        if known is not None:
            country = known.countries[0] if known.countries else None
            yield Known(voice.id, voice.label, known.kind.value, known.sector, country)
        elif state is not None and state.table == "state":
            yield Known(voice.id, voice.label, Kind.ORGANISATION.value, _STATE, state.id)


def _chain(chain: Iterable[Said]) -> str:
    return tidy(" > ".join(call(one) or f"[{one.kind}]" for one in chain))


def _date(value: str | None) -> str | None:
    day = day_of(value)
    return None if day is None else "-".join(f"{part:02}" for part in day.parts())


def _id(*parts: str) -> str:
    return f"marsad-{content_id(*parts)}"
