"""Writes the leaderboard of README.md out of ``results/*.json``.

usage: board.py [--check]

Every file of ``results`` is what ``score.py --json`` wrote; its name has no meaning, the system is
named inside. The tables stand between two marks in README.md. ``--check`` writes nothing and exits
with 1 when README.md holds other figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- board -->", "<!-- /board -->"
LANGUAGES = {"ar": "Arabic", "en": "English"}
TABLES: dict[str, tuple[str, ...]] = {
    "attribution": (
        *("content", "exact", "whole", "source", "cue", "chain"),
        *("parent", "far", "stance", "mode", "kind", "name"),
    ),
    "times": ("span", "exact", "value"),
    "places": ("span", "exact", "point"),
    "actors": ("span", "exact", "name"),
    "events": ("span", "typed", "status", "actor", "recipient", "place", "date"),
}
JOINING = ("found", "pairs", "b3", "kept_apart", "relations", "origins", "origins_exact")

Record = dict[str, Any]


def load_results() -> list[Record]:
    """The results, the one with the most figures first."""
    results = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((HERE / "results").glob("*.json"))
    ]
    return sorted(results, key=lambda r: (-sum(map(len, r["figures"].values())), r["system"]))


def _cell(figure: Record | None) -> str:
    value = None if figure is None else figure.get("f1", figure.get("share"))
    return "–" if value is None else f"{value:.1f}"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _head(first: str, measures: tuple[str, ...]) -> Iterator[str]:
    yield _row((first, *measures))
    yield _row(("---", *("---:" for _ in measures)))


def build_tables(results: list[Record]) -> Iterator[str]:
    """The lines of all tables."""
    for layer, measures in TABLES.items():
        yield f"**{layer}**\n"
        yield from _head("system", measures)
        for result in results:
            for lang, name in LANGUAGES.items():
                figures = result["figures"].get(lang, {})
                found = [figures.get(f"{layer}.{measure}") for measure in measures]
                if any(found):
                    yield _row((f"{result['system']}, {name}", *map(_cell, found)))
        yield ""
    yield "**joining**\n"
    yield from _head("system", JOINING)
    for result in results:
        found = [result["figures"]["all"].get(f"joining.{measure}") for measure in JOINING]
        if any(found):
            yield _row((result["system"], *map(_cell, found)))
    yield ""


def main(argv: list[str] | None = None) -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    args = parser.parse_args(argv)
    path = HERE / "README.md"
    text = path.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    made = f"{before}{BEGIN}\n{chr(10).join(build_tables(load_results()))}{END}{after}"
    if args.check:
        return int(made != text)
    path.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
