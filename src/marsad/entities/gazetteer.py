"""The gazetteer: towns of GeoNames, an overlay of our own, and the states of the lists.

The files of towns are built by ``tools/gazetteer.py``; ``places.toml`` lays over them what they
lack. A row of the overlay takes the place of the towns of the same name in its neighbourhood.
"""

from __future__ import annotations

import lzma
import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from marsad.entities.lists import COMMON, Lists
from marsad.model import Point
from marsad.packs.pack import Pack, languages
from marsad.packs.phrasebook import Phrasebook

_FILES = {"ARABIC": "towns-arabic.xz", "LATIN": "towns-latin.xz"}
_ORDERED = frozenset({"LATIN"})  # files too long to be read whole, which stand in order
_SAME = 60.0  # kilometres within which two rows of one name are one place
_EARTH = 12_742.0  # kilometres, the diameter
_STATE = 9.0  # how prominent a state is, where a city of ten million is 7
_WEIGHTS = {1: 4.0, 2: 5.0, 3: 6.0, 4: 7.0}  # of the overlay, as if by the logarithm of people
_BETWEEN = re.compile(r"[^\w\n]+")  # what stands between the words of names
_PAST_SPACE = "!"  # sorts behind a space and before all letters


class Spot(NamedTuple):
    """A place: ``level`` is what it is (country, region, district, city, sea, …).

    ``prominence`` is the decimal logarithm of its people, or what it would be by its place in the
    news. ``division`` is the first-level division of its country (``US.TX``) where that is known:
    the one that it lies in, or, of a region, the one that it is.
    """

    id: str
    name: str
    country: str | None
    point: Point
    level: str
    prominence: float
    names: tuple[str, ...]
    division: str | None = None


class Reading(NamedTuple):
    """A spot as a form means it; ``guarded`` where the form is a common word or short."""

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
    script: str
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
        return Reading(_town(self.towns[place - len(self.listed)], self.script), number < 0)

    @property
    def spots(self) -> Iterator[Spot]:
        """Every place, the states and the overlay first, then the towns in the own script."""
        yield from self.listed
        met: set[str] = set()
        for script in sorted(_FILES, key=lambda one: one != self.script):
            for row in _read(_FILES[script]):
                spot = _town(row, script)
                if spot.id not in met:
                    met.add(spot.id)
                    yield spot


@cache
def load_gazetteer(lists: Lists, pack: Pack) -> Gazetteer:
    """The gazetteer for a language.

    Raises:
        ValueError: a row of the overlay breaks the schema; the message names it.
    """
    script = pack.script
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
    towns = _read(_FILES[script]) if script in _FILES else []
    rows = _Rows(towns, pack, there, len(listed))
    if script in _ORDERED:
        forms = Phrasebook(made, pack, rows.further)
    else:
        forms = Phrasebook([*made, *rows.all()], pack)
    return Gazetteer(forms, listed, towns, script)


class _Rows:
    """The names of the towns, without those of places that are listed."""

    def __init__(
        self, towns: list[str], pack: Pack, listed: dict[str, list[Point]], shift: int
    ) -> None:
        self._towns, self._listed, self._shift, self._script = towns, listed, shift, pack.script
        self._article = pack.article
        self._names = [
            (name, place)
            for place, row in enumerate(towns)
            for name in row[row.rindex("\t") + 1 :].split("|")
        ]
        self._keys = pack.folding.keys([name for name, _ in self._names])
        self._words: list[str] = []
        self._order: list[int] = []  # the places of the words in _names
        if pack.script in _ORDERED:
            words = _BETWEEN.sub(" ", "\n".join(self._keys)).split("\n")
            self._order = sorted(range(len(words)), key=words.__getitem__)
            self._words = [words[number] for number in self._order]

    def all(self) -> Iterator[tuple[str, int]]:
        """Each name and the number of its place; guarded is one that has its article elsewhere
        (*رقة* beside *الرقة*): without it, it is a noun."""
        pairs = list(zip(self._keys, self._names, strict=True))
        article = self._article
        definite = {
            (key.removeprefix(article), place)
            for key, (_, place) in pairs
            if article and key.startswith(article)
        }
        for key, (name, place) in pairs:
            if not self._stands(key, place):
                number = place + self._shift
                yield name, -number - 1 if (key, place) in definite else number

    def further(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        """The names that begin with one of some words, folded."""
        for word in words:
            yield from self._beginning(word)

    def _beginning(self, word: str) -> Iterator[tuple[str, int]]:
        first = bisect_left(self._words, word)
        for at in range(first, bisect_left(self._words, word + _PAST_SPACE)):
            number = self._order[at]
            place = self._names[number][1]
            if not self._stands(self._keys[number], place):
                yield self._words[at], place + self._shift

    def _stands(self, key: str, place: int) -> bool:
        """Whether a place of the name is listed near by, and is that town."""
        known = self._listed.get(key)
        if known is None:
            return False
        own = _town(self._towns[place], self._script).point
        state = not self._towns[place][0].isdigit()
        return state or any(_near(own, point) for point in known)


def _read(name: str) -> list[str]:
    return lzma.decompress((COMMON / name).read_bytes()).decode().split("\n")


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
    langs = languages()
    for number, row in enumerate((*table.get("places", ()), *table.get("place", ())), 1):
        try:
            point = Point(float(row["lat"]), float(row["lon"]))
            name, level = row["name"], row["level"]
            written = (form for lang in langs for form in row.get(lang, ()))
            forms = tuple((form, False) for form in (*written, name))
        except (KeyError, TypeError, ValueError) as error:
            where = row.get("name", f"row {number}")
            raise ValueError(f"{path.name}: {where}: needs name, level, lat and lon") from error
        forms += tuple((form, True) for form in (*row.get("guarded", ()), *row.get("short", ())))
        country = row.get("country")
        spot = Spot(
            f"place.{country or 'world'}.{_slug(name)}",
            name,
            country,
            point,
            level,
            _WEIGHTS.get(row.get("weight", 2), 5.0),
            tuple(form for form, _ in forms),
            row.get("division"),
        )
        yield spot, forms


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _town(row: str, script: str) -> Spot:
    """A row of a file as a place."""
    fields = row.split("\t")
    if script in _ORDERED:
        number, division, *where, people, names = fields
        name, country = names.partition("|")[0], division[:2]
    else:
        number, name, country, *where, people, names = fields
        division = ""
    sort, _, _ = number.partition(".")
    level = "city" if number.isdigit() else "district" if sort == "fips" else "country"
    return Spot(
        id=f"geonames.{number}" if level == "city" else f"place.{number}",
        name=name,
        country=country,
        point=Point(float(where[0]), float(where[1])),
        level=level,
        prominence=_WEIGHTS[2] if level == "country" else math.log10(int(people) + 1),
        names=tuple(names.split("|")),
        division=division if "." in division else None,
    )


def kilometres(a: Point, b: Point) -> float:
    """The distance of two points on a sphere (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    arc = math.sin((lat2 - lat1) / 2) ** 2
    arc += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return _EARTH * math.asin(math.sqrt(min(1.0, arc)))


def _near(a: Point, b: Point) -> bool:
    return abs(a.lat - b.lat) < 1 and kilometres(a, b) < _SAME
