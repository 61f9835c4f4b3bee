"""Events on a map: the places at which they are told to have happened, counted.

A point is the centre that the gazetteer has of a place; that an event is drawn at it says no more
than that a report names the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from marsad.analysis.places import precision_of
from marsad.archive.places import Happening
from marsad.model import Point, Precision
from marsad.publishing.atlas import Atlas
from marsad.publishing.map import Scene, Site, arrange
from marsad.publishing.words import Words

_DRAWN = 80  # places in a drawing: more have no room for their names
_SHARE = 0.8  # of the events that a view holds
_MOST = 3_000  # places that are handed to a script


class Place(NamedTuple):
    """A place with the number of events told of it.

    ``name`` is what the language calls it, ``level`` what it is, ``country`` its ISO 3166-1 code;
    ``address`` is its page. ``point`` and ``level`` are ``None`` for what the gazetteer lacks.
    """

    entity: str
    name: str
    level: str | None
    country: str | None
    precision: Precision | None
    point: Point | None
    events: int

    @property
    def address(self) -> str:
        """The page of the place."""
        return address_of(self.entity)


def address_of(entity: str) -> str:
    """The page of a place by its id."""
    return f"/places/{quote(entity, safe='')}"


def find_place(entity: str, name: str, atlas: Atlas, events: int = 0) -> Place:
    """A place of the archive as the atlas knows it; ``name`` is for one that it does not."""
    known = atlas.known(entity)
    if known is None:
        return Place(entity, name, None, None, None, None, events)
    return Place(
        entity,
        known.name,
        known.level,
        known.country,
        precision_of(known.level),
        known.point,
        events,
    )


def count_places(happenings: Iterable[Happening], atlas: Atlas) -> tuple[Place, ...]:
    """The places of events, those of most events first."""
    counts, names = Counter[str](), dict[str, str]()
    for one in happenings:
        counts[one.entity] += one.events
        names[one.entity] = one.name
    ordered = sorted(counts, key=lambda entity: (-counts[entity], entity))
    return tuple(find_place(one, names[one], atlas, counts[one]) for one in ordered)


def map_scene(places: Iterable[Place]) -> Scene | None:
    """What of them can be drawn without script; ``None`` where no place has a point."""
    sites = [
        Site(point, place.name, f"{place.name} · {place.events}", place.address, place.events, how)
        for place, point, how in _pointed(places)
    ]
    return arrange(sites[:_DRAWN], share=_SHARE)


def map_data(
    places: Iterable[Place], happenings: Iterable[Happening], lines: str, words: Words
) -> dict[str, Any]:
    """The same for a script that draws it: places, and how many events each day tells of them.

    ``lines`` names the outlines that are drawn, ``words`` those of the language. Events whose day
    is unknown count for the first.
    """
    shown = [(place, point, how) for place, point, how in _pointed(places)][:_MOST]
    number = {place.entity: at for at, (place, _, _) in enumerate(shown)}
    counts = Counter[tuple[int, str]]()
    for one in happenings:
        if one.entity in number:
            counts[number[one.entity], one.day.isoformat() if one.day else ""] += one.events
    days = sorted({day for _, day in counts if day})
    at = {day: place for place, day in enumerate(days)}
    return {
        "direction": words.direction,
        "lines": lines,
        "words": {"events": words.word["events"]},
        "days": days,
        "sites": [
            {
                "name": place.name,
                "at": [round(point.lon, 3), round(point.lat, 3)],
                "precision": how.value,
                "href": place.address,
            }
            for place, point, how in shown
        ],
        "counts": [[site, at.get(day, 0), many] for (site, day), many in sorted(counts.items())],
    }


def _pointed(places: Iterable[Place]) -> Iterator[tuple[Place, Point, Precision]]:
    for place in places:
        if place.point is not None and place.precision is not None:
            yield place, place.point, place.precision
