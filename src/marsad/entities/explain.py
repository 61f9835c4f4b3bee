"""What the lists know of a name, as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.entities.gazetteer import Gazetteer, Reading, Spot
from marsad.entities.knowledge import Knowledge
from marsad.entities.lists import Entity, Use
from marsad.packs.pack import Pack
from marsad.text.tokens import tokenize

_SORTS = {
    "full": "a name that is safe anywhere",
    "last": "a surname or short name: once the full name stands in the text, or if it is famous",
    "guarded": "a common word too: behind its class noun, in quotation marks, after the full name",
    "short": "a later short form: for the nearest one before that goes by it",
    "adjective": "the adjective of a state: with an institution or an office",
    "people": "its people: no actor, but the state is in play",
    "capital": "its capital: the government where it acts, a place where something is",
    "part": "a state's own name of an institution",
}


def find_uses(name: str, knowledge: Knowledge, pack: Pack) -> list[tuple[str, Use]]:
    """Every use of a name in the lists, by its form; case is ignored in Latin letters."""
    keys = [pack.folding.key(word) for word in tokenize(name).words]
    found = knowledge.names.find(keys, 0, len(keys)) if keys else None
    uses = [
        (name, Use(use.entity, use.sort))
        for use in (found.values if found and found.end == len(keys) else ())
    ]
    wanted = name.casefold()
    uses += [
        (form, use)
        for form, use, _ in knowledge.lists.forms
        if form.casefold() == wanted and (name, use) not in uses
    ]
    entity = knowledge.lists.entities.get(name)
    if entity is not None and not uses:
        uses = [(entity.name, Use(entity.id, "full"))]
    return list(dict.fromkeys(uses))


def describe_use(use: Use) -> str:
    """How a form stands for its entity."""
    return _SORTS.get(use.sort, use.sort)


def describe_entity(entity: Entity, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """What an entry says: pairs of a field and its value."""
    yield "id", entity.id
    yield "kind", entity.about.get("type") or entity.table
    if entity.sector:
        yield "sector", entity.sector
    if entity.countries:
        yield "country", ", ".join(_country(code, knowledge) for code in entity.countries)
    for key, label in (("part_of", "part of"), ("owner", "owner")):
        if key in entity.about:
            yield label, str(entity.about[key])
    yield from _about(entity)
    for office in entity.offices:
        of = (
            knowledge.lists.entities[office.of].name if _listed(office.of, knowledge) else office.of
        )
        detail = f" ({office.detail})" if office.detail else ""
        span = f"{office.begins or '?'} to {office.ends or 'now, as far as known'}"
        yield "office", f"{office.office}{detail} of {of}, {span}"
    names = [form for form, use, _ in knowledge.lists.forms if use.entity == entity.id]
    yield "names", ", ".join(dict.fromkeys(names))


def _about(entity: Entity) -> Iterator[tuple[str, str]]:
    """What an outlet is, and how long a group lasted."""
    if "state_affiliated" in entity.about:
        yield "state-affiliated", "yes" if entity.about["state_affiliated"] else "no"
    if entity.about.get("domains"):
        yield "domains", ", ".join(entity.about["domains"])
    if entity.begins or entity.ends:
        yield "lasted", f"{entity.begins or '?'} to {entity.ends or 'now'}"


def _listed(code: str, knowledge: Knowledge) -> bool:
    return code in knowledge.lists.entities


def _country(code: str, knowledge: Knowledge) -> str:
    entity = knowledge.lists.entities.get(code)
    return f"{entity.name} ({code})" if entity is not None else code


def find_spots(name: str, gazetteer: Gazetteer, pack: Pack) -> list[Reading]:
    """The places of a name, the most prominent first."""
    keys = [pack.folding.key(word) for word in tokenize(name).words]
    found = gazetteer.forms.find(keys, 0, len(keys)) if keys else None
    numbers = found.values if found and found.end == len(keys) else ()
    readings = [gazetteer.reading(number) for number in numbers]
    wanted = name.casefold()
    known = {reading.spot.id for reading in readings}
    readings += [
        Reading(spot, False)
        for spot in gazetteer.spots
        if spot.id not in known and wanted in (spot.name.casefold(), spot.id)
    ]
    return sorted(readings, key=lambda reading: -reading.spot.prominence)


def describe_spot(reading: Reading) -> Iterator[tuple[str, str]]:
    """What the gazetteer says of a place: pairs of a field and its value."""
    spot: Spot = reading.spot
    yield "id", spot.id
    yield "country", spot.country or "none"
    yield "level", spot.level
    yield "point", f"{spot.point.lat:.3f}, {spot.point.lon:.3f}"
    yield "prominence", f"{spot.prominence:.1f} (by the logarithm of its people, or as in the news)"
    yield "source", "GeoNames" if spot.id.startswith("geonames.") else "Marsad's own lists"
    if reading.guarded:
        yield "form", "a common word too: a place behind a class noun only"
    yield "names", ", ".join(spot.names)
