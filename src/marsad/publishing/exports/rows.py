"""Entries as plain rows, with the keys of ``fields.toml`` in their order."""

from __future__ import annotations

from typing import Any

from marsad.publishing.exports.entries import (
    ClaimEntry,
    EventEntry,
    PropositionEntry,
    Report,
    SourceEntry,
)
from marsad.publishing.exports.fields import columns_of
from marsad.publishing.exports.readings import call

Entry = ClaimEntry | EventEntry | PropositionEntry | SourceEntry | Report


def row_of(kind: str, entry: Entry) -> dict[str, Any]:
    """An entry as plain data: named tuples are objects, what is unknown is ``None``."""
    told = {**_fields(getattr(entry, "report", None)), **_fields(entry), **_voice(entry)}
    return {column.name: _plain(told[column.name]) for column in columns_of(kind)}


def _fields(entry: object) -> dict[str, Any]:
    if entry is None:
        return {}
    told = {name: getattr(entry, name) for name in type(entry).__dataclass_fields__}  # type: ignore[attr-defined]
    if isinstance(entry, Report):
        told["document"] = told.pop("id")
    if isinstance(entry, SourceEntry):
        told["names"] = [{"lang": lang, "name": name} for lang, name in entry.names]
    return told


def _voice(entry: Entry) -> dict[str, Any]:
    """The last voice of a chain, in columns of its own."""
    if not isinstance(entry, ClaimEntry | EventEntry):
        return {}
    last = entry.chain[-1]
    return {
        "source": call(last),
        "source_name": last.label,
        "source_id": last.id,
        "source_kind": last.kind,
    }


def _plain(value: Any) -> Any:
    """Named tuples as objects, other tuples as lists; the rest is plain already."""
    if not isinstance(value, tuple):
        return value
    if hasattr(value, "_fields"):
        return {key: _plain(inner) for key, inner in zip(value._fields, value, strict=True)}
    return [_plain(inner) for inner in value]
