"""The gazetteer: towns of GeoNames, an overlay of our own, and the states of the lists.

``gazetteer.xz`` is built by ``tools/gazetteer.py``; ``places.toml`` lays over it what it lacks. A
row of the overlay takes the place of the towns of the same name in its neighbourhood.
"""

from __future__ import annotations

import lzma
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from marsad.entities.lists import COMMON, Lists
from marsad.model import Point
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Phrasebook

_SCRIPTS = {"ARABIC": 6, "LATIN": 1}  # the column of the names in each script
_SAME = 60.0  # kilometres within which two rows of one name are one place
_EARTH = 12_742.0  # kilometres, the diameter
_STATE = 9.0  # how prominent a state is, where a city of ten million is 7
_WEIGHTS = {1: 4.0, 2: 5.0, 3: 6.0, 4: 7.0}  # of the overlay, as if by the logarithm of people


class Spot(NamedTuple):
    """A place: ``level`` is what it is (country, region, city, sea, …).

    ``prominence`` is the decimal logarithm of its people, or what it would be by its place in the
    news; ``guarded`` says that its form is a common word too.
    """

    id: str
    name: str
    country: str | None
    point: Point
    level: str
    prominence: float
    names: tuple[str, ...]


class Reading(NamedTuple):
    """A spot as a form means it."""

    spot: Spot
    guarded: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places whose names are written in the script of one language."""

    forms: Phrasebook[Reading]
    spots: tuple[Spot, ...]

    def __hash__(self) -> int:
        return id(self)


@cache
def load_gazetteer(lists: Lists, pack: Pack) -> Gazetteer:
    """The gazetteer for a language.

    Raises:
        ValueError: a row of the overlay breaks the schema; the message names it.
    """
    states = list(_states(lists))
    codes = {spot.country for spot, _ in states}
    overlay = [*states, *_overlay(COMMON / "places.toml")]
    there: defaultdict[str, list[Spot]] = defaultdict(list)
    key = pack.folding.key
    for spot, forms in overlay:
        for form, _ in forms:
            there[key(form)].append(spot)
    rows = list(_rows(_SCRIPTS.get(pack.script, 1), codes))
    made = list(_forms(overlay))
    for spot, names in rows:
        for name in names:
            if not any(_near(spot.point, other.point) for other in there.get(key(name), ())):
                made.append((name, Reading(spot, False)))
    spots = (*(spot for spot, _ in overlay), *(spot for spot, _ in rows))
    return Gazetteer(Phrasebook(made, pack), spots)


def _forms(
    overlay: Iterable[tuple[Spot, tuple[tuple[str, bool], ...]]],
) -> Iterator[tuple[str, Reading]]:
    for spot, forms in overlay:
        for form, guarded in forms:
            yield form, Reading(spot, guarded)


def _states(lists: Lists) -> Iterator[tuple[Spot, tuple[tuple[str, bool], ...]]]:
    """Each state, and its capital, which the lists know by all its names."""
    capitals: defaultdict[str, list[str]] = defaultdict(list)
    forms: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for form, use in lists.forms:
        if use.sort in ("full", "guarded"):
            forms[use.entity].append((form, use.sort == "guarded"))
        elif use.sort == "capital":
            capitals[use.entity].append(form)
    for entity in lists.entities.values():
        if entity.table != "state" or entity.point is None:
            continue
        code = entity.countries[0]
        names = tuple(form for form, _ in forms[entity.id])
        yield (
            Spot(f"place.{entity.id}", entity.name, code, entity.point, "country", _STATE, names),
            tuple(forms[entity.id]),
        )
        seat, name = entity.capital, entity.own.get("capital")
        if seat is not None and name and capitals[entity.id]:
            written = tuple(capitals[entity.id])
            spot = Spot(f"place.{entity.id}.capital", name, code, seat, "city", 7.0, written)
            yield spot, tuple((form, False) for form in written)


def _overlay(path: Path) -> Iterator[tuple[Spot, tuple[tuple[str, bool], ...]]]:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for number, row in enumerate((*table.get("places", ()), *table.get("place", ())), 1):
        try:
            point = Point(float(row["lat"]), float(row["lon"]))
            name, level = row["name"], row["level"]
            forms = tuple((form, False) for form in (*row.get("ar", ()), *row.get("en", ()), name))
        except (KeyError, TypeError, ValueError) as error:
            where = row.get("name", f"row {number}")
            raise ValueError(f"{path.name}: {where}: needs name, level, lat and lon") from error
        forms += tuple((form, True) for form in row.get("guarded", ()))
        country = row.get("country")
        spot = Spot(
            f"place.{country or 'world'}.{_slug(name)}",
            name,
            country,
            point,
            level,
            _WEIGHTS.get(row.get("weight", 2), 5.0),
            tuple(form for form, _ in forms),
        )
        yield spot, forms


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _rows(column: int, known: set[str | None]) -> Iterator[tuple[Spot, list[str]]]:
    """The towns, and the territories that are no states."""
    data = lzma.decompress((COMMON / "gazetteer.xz").read_bytes()).decode()
    for line in data.split("\n"):
        row = line.split("\t")
        if not row[column]:
            continue
        town = row[0].isdigit()
        if not town and row[2] in known:
            continue
        names = row[column].split("|")
        point = Point(float(row[3]), float(row[4]))
        prominence = math.log10(int(row[5]) + 1) if town else _WEIGHTS[2]
        level = "city" if town else "country"
        spot_id = f"geonames.{row[0]}" if town else f"place.{row[0]}"
        spot = Spot(spot_id, row[1], row[2], point, level, prominence, tuple(names))
        yield spot, names


def kilometres(a: Point, b: Point) -> float:
    """The distance of two points on a sphere (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    arc = math.sin((lat2 - lat1) / 2) ** 2
    arc += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return _EARTH * math.asin(math.sqrt(min(1.0, arc)))


def _near(a: Point, b: Point) -> bool:
    return abs(a.lat - b.lat) < 1 and kilometres(a, b) < _SAME
