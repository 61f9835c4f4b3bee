"""Floors that figures must not fall below: kept in ``floors.toml``, raised, never lowered."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

# What was measured on, then the measure, then the figure.
Figures = Mapping[str, Mapping[str, float]]

_HEAD = """\
# What the figures of quality.py must not fall below. Made by: python benchmarks/quality.py --update
# A floor rises and never falls. Sets of texts in brackets; measures in percent, or counted.
"""


class FloorError(Exception):
    """A floor would have to fall; the text says which."""


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors of a file; none when there is no file."""
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find_falls(figures: Figures, floors: Figures) -> list[str]:
    """One line for each figure below its floor; a floor without a figure counts as fallen."""
    falls = []
    for name, measured in figures.items():
        for measure, floor in floors.get(name, {}).items():
            figure = measured.get(measure)
            if figure is None or figure < floor:
                shown = "missing" if figure is None else str(figure)
                falls.append(f"{name}: {measure} is {shown}, its floor is {floor}")
    return falls


def raise_floors(figures: Figures, floors: Figures) -> dict[str, dict[str, float]]:
    """The floors with the present figures in their place; sets that were not measured stay.

    Raises:
        FloorError: a figure is below its floor. Then none is raised: one measure must not pay
            for another.
    """
    falls = find_falls(figures, floors)
    if falls:
        raise FloorError("\n".join(falls))
    kept = {name: dict(floor) for name, floor in floors.items()}
    return kept | {name: dict(measured) for name, measured in figures.items() if measured}


def write_floors(path: Path, floors: Figures) -> None:
    """Replaces the file of the floors."""
    pieces = [_HEAD]
    for name, measured in floors.items():
        pieces.append(f'\n["{name}"]\n')
        pieces += [f'"{measure}" = {floor}\n' for measure, floor in measured.items()]
    path.write_text("".join(pieces), encoding="utf-8")
