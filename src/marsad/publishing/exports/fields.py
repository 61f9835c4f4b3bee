"""The fields of each kind of row, told once: columns, types and schemas are made from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli

from marsad.version import __version__

KINDS = ("claims", "propositions", "events", "sources", "documents")
_SCHEMA = {"text": "string", "integer": "integer", "number": "number", "flag": "boolean"}
_COLUMN = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}


class Column(NamedTuple):
    """A field: ``sort`` is text, integer, number, flag, or the name of a part."""

    name: str
    sort: str
    several: bool
    unknown: bool
    told: str


def columns_of(kind: str) -> tuple[Column, ...]:
    """The fields of a kind of rows, or of one of their parts, in order."""
    return _columns()[kind]


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a line of this kind."""
    used = _used(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Marsad {kind}",
        "description": f"One line of: marsad export {kind} --format jsonl (marsad {__version__})",
        **_object(kind),
        "$defs": {name: _object(name) for name in used},
    }


def column_types(kind: str) -> dict[str, str]:
    """The types of a kind's columns in DuckDB, which writes them into Parquet."""
    return {column.name: _type(column) for column in columns_of(kind)}


def _object(kind: str) -> dict[str, Any]:
    columns = columns_of(kind)
    return {
        "type": "object",
        "properties": {column.name: _property(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    plain = _SCHEMA.get(column.sort)
    one: dict[str, Any] = {"type": plain} if plain else {"$ref": f"#/$defs/{column.sort}"}
    if column.several:
        return {"description": column.told, "type": "array", "items": one}
    if column.unknown:
        return {"description": column.told, "type": [plain, "null"]}
    return {"description": column.told, **one}


def _type(column: Column) -> str:
    if column.sort in _COLUMN:
        one = _COLUMN[column.sort]
    else:
        inner = ", ".join(f'"{part.name}" {_type(part)}' for part in columns_of(column.sort))
        one = f"STRUCT({inner})"
    return f"{one}[]" if column.several else one


def _used(kind: str) -> list[str]:
    """The parts that stand in a kind, at any depth."""
    found: dict[str, None] = {}
    for column in columns_of(kind):
        if column.sort not in _SCHEMA:
            found |= dict.fromkeys([column.sort, *_used(column.sort)])
    return list(found)


@cache
def _columns() -> Mapping[str, tuple[Column, ...]]:
    source = files("marsad.publishing.exports").joinpath("fields.toml")
    told = tomli.loads(source.read_text(encoding="utf-8"))
    parts = told.pop("parts")
    return {name: tuple(_read(fields)) for name, fields in {**told, **parts}.items()}


def _read(fields: Mapping[str, list[str]]) -> Iterator[Column]:
    for name, (sort, text) in fields.items():
        yield Column(name, sort.rstrip("?[]"), sort.endswith("[]"), sort.endswith("?"), text)
