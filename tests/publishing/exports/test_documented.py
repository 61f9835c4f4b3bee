"""docs/exports.md tells every field of every table, and every kind, format and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.publishing.exports.coded import ACLED, POLECAT
from marsad.publishing.exports.fields import KINDS, columns_of
from marsad.publishing.exports.followthemoney import PROPERTIES
from marsad.publishing.exports.formats import FORMATS
from marsad.publishing.exports.formats import KINDS as WRITTEN

TOLD = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
PARTS = ("span", "voice", "part", "party", "name", "telling", "origin", "tie")


@pytest.mark.parametrize("kind", [*KINDS, *PARTS])
def test_every_field_is_documented_as_it_is(kind: str) -> None:
    heading = f"### {kind.capitalize()}\n" if kind in KINDS else f"`{kind}`:\n"
    section = TOLD.split(heading, 1)[1].lstrip("\n").split("\n\n", 1)[0]
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    assert [row[0].strip("| `") for row in rows] == [one.name for one in columns_of(kind)]
    assert [row[2].removesuffix(" |") for row in rows] == [one.told for one in columns_of(kind)]
    for row, column in zip(rows, columns_of(kind), strict=True):
        assert ("list of" in row[1]) == column.several
        assert ("or null" in row[1]) == column.unknown


def test_every_kind_and_format_is_documented() -> None:
    for kind, formats in WRITTEN.items():
        line = next(one for one in TOLD.splitlines() if f"`marsad export {kind}`" in one)
        assert [name for name in formats if f"`{name}`" not in line] == []
    assert [name for name in FORMATS if f"`{name}`" not in TOLD] == []


def test_every_column_of_coders_is_documented() -> None:
    filled = ("Event ID", "Intensity", "Quad Code", "Feature Type", *POLECAT[-13:])
    assert [name for name in filled if f"`{name}`" not in TOLD] == []
    assert [name for name in ACLED if name.startswith("marsad_") and f"`{name}`" not in TOLD] == []
    assert len(POLECAT) - 13 == 40 and len(ACLED) - 17 == 31


def test_every_property_of_an_entity_is_documented() -> None:
    section = TOLD.split("\n## FollowTheMoney\n", 1)[1].split("\n## ", 1)[0]
    own = ("title", "publishedAt", "involved", "recordId", "resolved", "detectedSchema", "proof")
    assert [name for name in (*PROPERTIES, *own) if f"`{name}`" not in section] == []
