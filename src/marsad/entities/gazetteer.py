"""The gazetteer: towns of GeoNames, an overlay of our own, and the states of the lists.

The files of towns are built by ``tools/gazetteer.py``; ``places.toml`` lays over them what they
lack. A row of the overlay takes the place of the towns of the same name in its neighbourhood.
"""

from __future__ import annotations

import lzma
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from marsad.entities.lists import COMMON, Lists
from marsad.model import Point
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Phrasebook

_FILES = {"ARABIC": ("towns-arabic.xz",), "LATIN": ("towns-arabic.xz", "towns-latin.xz")}
_COLUMN = {"ARABIC": 6, "LATIN": 1}  # of the names in each script
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
    """All places by their names in the script of one language.

    A form leads to numbers: of a listed place, or behind those of a row of the towns; negative
    where the form is guarded. Towns become ``Spot`` only when they are ``met``.
    """

    forms: Phrasebook[int]
    listed: tuple[Spot, ...]
    towns: list[str]
    column: int
    met: dict[int, Reading] = field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def reading(self, number: int) -> Reading:
        """What a number that a form leads to stands for."""
        known = self.met.get(number)
        if known is None:
            known = self.met[number] = self._reading(number)
        return known

    def _reading(self, number: int) -> Reading:
        place = -number - 1 if number < 0 else number
        if place < len(self.listed):
            return Reading(self.listed[place], number < 0)
        return Reading(_spot(self.towns[place - len(self.listed)].split("\t"), self.column), False)

    @property
    def spots(self) -> Iterator[Spot]:
        """Every place, the states and the overlay first."""
        yield from self.listed
        for script in _COLUMN:
            for name in _FILES[script][-1:]:
                yield from (_spot(row.split("\t"), self.column) for row in _read(name))


@cache
def load_gazetteer(lists: Lists, pack: Pack) -> Gazetteer:
    """The gazetteer for a language.

    Raises:
        ValueError: a row of the overlay breaks the schema; the message names it.
    """
    column = _COLUMN.get(pack.script, 1)
    overlay = [*_states(lists), *_overlay(COMMON / "places.toml")]
    listed = tuple(spot for spot, _ in overlay)
    written = [
        (form, -place - 1 if guarded else place)
        for place, (_, forms) in enumerate(overlay)
        for form, guarded in forms
    ]
    made: list[tuple[str, int]] = []
    there: defaultdict[str, list[Point]] = defaultdict(list)
    for key, (form, place) in zip(pack.folding.keys([f for f, _ in written]), written, strict=True):
        point = listed[-place - 1 if place < 0 else place].point
        if not any(_near(point, known) for known in there[key]):  # a capital stands in both lists
            there[key].append(point)
            made.append((form, place))
    towns = [row for name in _FILES.get(pack.script, ()) for row in _read(name)]
    rows = [
        (name, place + len(listed))
        for place, row in enumerate(towns)
        for name in row.split("\t", column + 1)[column].split("|")
    ]
    for key, (name, place) in zip(pack.folding.keys([name for name, _ in rows]), rows, strict=True):
        known = there.get(key)
        if known is None or not _beside(towns[place - len(listed)], known):
            made.append((name, place))
    return Gazetteer(Phrasebook(made, pack), listed, towns, column)


def _read(name: str) -> list[str]:
    return lzma.decompress((COMMON / name).read_bytes()).decode().split("\n")


def _beside(row: str, points: list[Point]) -> bool:
    """Whether a town lies beside a listed place of its name, and is that place."""
    fields = row.split("\t")
    own = Point(float(fields[3]), float(fields[4]))
    return any(_near(own, point) for point in points) or not fields[0].isdigit()


def _states(lists: Lists) -> Iterator[tuple[Spot, tuple[tuple[str, bool], ...]]]:
    """Each state, and its capital, which the lists know by all its names."""
    capitals: defaultdict[str, list[str]] = defaultdict(list)
    forms: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for form, use, _ in lists.forms:
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
    table: dict[str, Any] = tomli.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
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


def _spot(row: list[str], column: int) -> Spot:
    """A row of the file as a place."""
    point = Point(float(row[3]), float(row[4]))
    names = tuple(row[column].split("|"))
    if not row[0].isdigit():
        return Spot(f"place.{row[0]}", row[1], row[2], point, "country", _WEIGHTS[2], names)
    people = math.log10(int(row[5]) + 1)
    return Spot(f"geonames.{row[0]}", row[1], row[2], point, "city", people, names)


def kilometres(a: Point, b: Point) -> float:
    """The distance of two points on a sphere (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    arc = math.sin((lat2 - lat1) / 2) ** 2
    arc += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return _EARTH * math.asin(math.sqrt(min(1.0, arc)))


def _near(a: Point, b: Point) -> bool:
    return abs(a.lat - b.lat) < 1 and kilometres(a, b) < _SAME
