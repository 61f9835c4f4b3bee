"""The tables of a lake are what its document says, column by column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from marsad.bulk.comparing import LINK_COLUMNS
from marsad.bulk.grouping import MEMBER_COLUMNS
from marsad.bulk.layout import MANIFEST
from marsad.bulk.reading import Done
from marsad.bulk.schema import HEADER, KEY, MARK, PARTS, TABLES, VOICE
from marsad.bulk.telling import BOND_COLUMNS, PROPOSITION_COLUMNS
from marsad.codec import from_json
from tests.bulk.conftest import report, to_lines

DOC = (Path(__file__).parents[2] / "docs" / "bulk.md").read_text(encoding="utf-8")
SHORT = {MARK: "MARK", VOICE: "VOICE", HEADER: "HEADER"}


@pytest.mark.parametrize("table", TABLES)
def test_each_column_is_told_with_its_type(table: str) -> None:
    section = DOC.split(f"\n### {table}\n", 1)[1].split("\n#", 1)[0]
    told = [line for line in section.splitlines() if line.startswith("| `")]
    assert told == [
        f"| `{name}` | {_short(column.kind)} | {column.about} |"
        for name, column in TABLES[table].items()
    ]


def _short(kind: str) -> str:
    for long, short in SHORT.items():
        kind = kind.replace(long, short)
    return kind


def test_the_columns_of_joining_are_told() -> None:
    joined = DOC.split("\n## Joining\n", 1)[1]
    for columns in (LINK_COLUMNS, MEMBER_COLUMNS, BOND_COLUMNS, PROPOSITION_COLUMNS):
        assert [name for name in columns if f"`{name}`" not in joined] == []


def test_files_have_these_columns_and_the_manifest_these_keys(
    reading: Callable[..., Done], tmp_path: Path
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(number) for number in range(6)]))
    reading(tmp_path / "lake", file)
    manifest = from_json((tmp_path / "lake" / MANIFEST).read_bytes())
    assert [key for key in manifest if f"`{key}`" not in DOC] == []
    for table, columns in TABLES.items():
        files = str(tmp_path / "lake" / manifest["current"] / table / "*" / "*.parquet")
        told = duckdb.execute(f"DESCRIBE FROM read_parquet('{files}')").fetchall()
        keys = [] if table == "documents" else list(KEY)
        nth = ["at"] if table in PARTS else []
        assert [name for name, *_ in told] == [*keys, *nth, *columns, "day"]
