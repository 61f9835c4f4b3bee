"""What the lists and the gazetteer know for a page: names of countries, and the towns of a view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import floor
from typing import NamedTuple
from unicodedata import name

from marsad.entities.gazetteer import Spot, load_gazetteer
from marsad.entities.lists import load_lists
from marsad.model import Point
from marsad.packs.pack import Pack, load_pack

_CELL = 2  # degrees; a town's map looks through some tens of cells, a world's through all
# Square degrees of a view that is wide, as three times the Arab world; it has no room for towns of
# fewer people than this (as their decimal logarithm: 160,000).
_WIDE, _LARGE = 6_000, 5.2
_SETTLED = frozenset({"city", "town"})


class Bounds(NamedTuple):
    """A stretch of the globe in degrees; east may lie beyond 180, west beyond -180."""

    south: float
    west: float
    north: float
    east: float


class Town(NamedTuple):
    """A town of the background; ``prominence`` is the logarithm of its people."""

    prominence: float
    point: Point
    name: str


class Known(NamedTuple):
    """A place of the gazetteer: what it is called, where it lies and what it is."""

    name: str
    point: Point
    level: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Atlas:
    """Names and towns as a reader of one language knows them; nothing for a language unread."""

    pack: Pack | None

    def __hash__(self) -> int:
        return id(self.pack)

    def country(self, code: str) -> str | None:
        """What a country is called, by its ISO 3166-1 code."""
        entity = load_lists().entities.get(code)
        if entity is None or entity.table != "state":
            return None
        return _written((entity.name, *entity.names), self.pack) or entity.name

    def called(self, id: str) -> str:
        """The canonical name of an entity; an id that the lists lack stays as it is."""
        entity = load_lists().entities.get(id)
        return id if entity is None else entity.name

    def known(self, id: str) -> Known | None:
        """A place by its id."""
        return _known(self).get(id)

    def towns(self, bounds: Bounds) -> list[Town]:
        """The towns of a view, the largest first; of a wide view those that are known widely."""
        if (bounds.east - bounds.west) * (bounds.north - bounds.south) > _WIDE:
            return [town for town in _cities(self) if _inside(bounds, town.point)]
        found: list[Town] = []
        for column in _range(bounds.west, bounds.east):
            cells = _grid(self)
            for row in _range(bounds.south, bounds.north):
                found += cells.get((row, column % (360 // _CELL)), ())
        return sorted(found, reverse=True)


def atlas_for(lang: str | None) -> Atlas:
    """The atlas of a document's language."""
    try:
        return Atlas(None if lang is None else load_pack(lang))
    except LookupError:
        return Atlas(None)


@cache
def _grid(atlas: Atlas) -> dict[tuple[int, int], list[Town]]:
    """The towns by cell: the page of a thousand documents looks through all of them once."""
    cells: defaultdict[tuple[int, int], list[Town]] = defaultdict(list)
    for spot in _spots(atlas.pack):
        if spot.level in _SETTLED:
            shown = _written((spot.name, *spot.names), atlas.pack) or spot.name
            row, column = floor(spot.point.lat / _CELL), floor(spot.point.lon / _CELL)
            cells[row, column % (360 // _CELL)].append(Town(spot.prominence, spot.point, shown))
    return dict(cells)


@cache
def _cities(atlas: Atlas) -> tuple[Town, ...]:
    every = (town for towns in _grid(atlas).values() for town in towns)
    return tuple(sorted((town for town in every if town.prominence >= _LARGE), reverse=True))


@cache
def _known(atlas: Atlas) -> dict[str, Known]:
    return {
        spot.id: Known(
            _written((spot.name, *spot.names), atlas.pack) or spot.name,
            spot.point,
            spot.level,
            spot.country,
        )
        for spot in _spots(atlas.pack)
    }


def _inside(bounds: Bounds, point: Point) -> bool:
    east = (point.lon - bounds.west) % 360
    return bounds.south <= point.lat <= bounds.north and east <= bounds.east - bounds.west


def _spots(pack: Pack | None) -> tuple[Spot, ...]:
    return () if pack is None else tuple(load_gazetteer(load_lists(), pack).spots)


def _range(low: float, high: float) -> Iterator[int]:
    first = floor(low / _CELL)
    yield from range(first, min(floor(high / _CELL) + 1, first + 360 // _CELL))


def _written(names: tuple[str, ...], pack: Pack | None) -> str | None:
    """The first of the names, the canonical one before others, in the script of the language."""
    if pack is None:
        return None
    return next((one for one in names if one and name(one[0], "").startswith(pack.script)), None)
