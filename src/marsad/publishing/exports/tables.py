"""CSV, JSON lines and Parquet of any kind of rows, each row written as it comes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.codec import to_json
from marsad.publishing.cells import MARK, cell, csv_row
from marsad.publishing.exports.extras import need
from marsad.publishing.exports.fields import Column, column_types, columns_of
from marsad.publishing.exports.rows import Entry, row_of

_BETWEEN, _PASSED_ON = "; ", " > "
_SHORTEST = 1 << 20  # bytes of the longest line that DuckDB is prepared for, at least
_PIECE = 1 << 18  # bytes of a file that are handed on at once
_LONGEST = 32_767  # letters of a cell: the limit of Excel
# Rows of a group: some hundred thousand would need more memory than a laptop has to spare.
_GROUP = 8_000


def write_jsonl(kind: str, entries: Iterable[Entry]) -> Iterator[bytes]:
    """One JSON object a line."""
    for entry in entries:
        yield to_json(row_of(kind, entry)) + b"\n"


def write_csv(kind: str, entries: Iterable[Entry]) -> Iterator[bytes]:
    """A head and a row each, in UTF-8 with the mark of spreadsheets; no cell is a formula."""
    columns = columns_of(kind)
    yield MARK + csv_row([column.name for column in columns])
    for entry in entries:
        row = row_of(kind, entry)
        yield csv_row([_cut(cell(_cell(column, row[column.name]))) for column in columns])


def write_parquet(kind: str, entries: Iterable[Entry]) -> Iterator[bytes]:
    """One file with typed columns, lists and structures as they are.

    Raises:
        MissingExtra: DuckDB is not installed.
    """
    duckdb = need("duckdb", "parquet")
    with tempfile.TemporaryDirectory(prefix="marsad-export-") as folder:
        lines, target = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        longest = _SHORTEST
        with lines.open("wb") as file:
            for line in write_jsonl(kind, entries):
                file.write(line.replace(b"\\u0000", b"\\ufffd"))  # DuckDB ends a text there
                longest = max(longest, len(line))
        rows = _rows(str(lines), column_types(kind), longest)
        _convert(duckdb, rows, target)
        lines.unlink()
        with target.open("rb") as made:
            while piece := made.read(_PIECE):
                yield piece


def _rows(lines: str, types: dict[str, str], longest: int) -> dict[str, Any]:
    """What DuckDB is told of JSON lines; it keeps room for some of the longest."""
    return {
        "path_or_buffer": lines,
        "format": "newline_delimited",
        "columns": types,
        "maximum_object_size": longest + 1,
    }


def _convert(duckdb: Any, rows: dict[str, Any], target: Path) -> None:
    """JSON lines into Parquet: one thread and one order, so that the bytes are the same twice."""
    settings = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": 1,
        "memory_limit": "128MB",
        "temp_directory": str(target.parent / "spill"),
    }
    with duckdb.connect(config=settings) as database:
        made = database.read_json(**rows)
        made.write_parquet(str(target), compression="zstd", row_group_size=_GROUP)


def _cell(column: Column, value: Any) -> str | float | None:
    """A value in one cell: lists with signs between their items, structures as JSON."""
    if value is None:
        return None
    if column.sort == "flag":
        return "true" if value else "false"
    if not column.several:
        return value  # type: ignore[no-any-return]
    return _JOINED.get(column.sort, _as_json)(value)


def _cut(text: str) -> str:
    """A cell that spreadsheets take; of a longer one they would make several rows."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _as_json(value: Any) -> str:
    return to_json(value).decode() if value else ""


def _voices(chain: list[dict[str, Any]]) -> str:
    return _PASSED_ON.join(one["name"] or one["label"] or f"[{one['kind']}]" for one in chain)


def _places(tellings: list[dict[str, Any]]) -> str:
    """Where a proposition is told: report and place of each telling."""
    return _BETWEEN.join(f"{one['document']}:{one['start']}-{one['end']}" for one in tellings)


def _ties(ties: list[dict[str, Any]]) -> str:
    """What others say of a proposition, and it of others, by their ids."""
    told = (("from" if one["here"] else "to", one) for one in ties)
    return _BETWEEN.join(f"{one['relation']} {way} {one['proposition']}" for way, one in told)


def _origins(origins: list[dict[str, Any]]) -> str:
    return _BETWEEN.join(one["name"] or f"[{one['kind']}]" for one in origins)


_JOINED: dict[str, Callable[[Any], str]] = {
    "text": _BETWEEN.join,
    "span": lambda spans: _BETWEEN.join(f"{one['start']}-{one['end']}" for one in spans),
    "voice": _voices,
    "telling": _places,
    "origin": _origins,
    "tie": _ties,
    "party": lambda parties: _BETWEEN.join(one["name"] for one in parties),
    "name": lambda names: _BETWEEN.join(f"{one['lang']}: {one['name']}" for one in names),
}
