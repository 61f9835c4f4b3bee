"""Tellings of one event made one: for tables and calendars in which an event is one line.

Tellings are of one event where their clauses are one proposition and they agree in type, mode,
status, place and date. What differs in one of these stays apart; so does what is not joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marsad.publishing.exports.entries import EventEntry


class Also(NamedTuple):
    """Another telling: where it stands and on whose word."""

    document: str
    outlet: str | None
    url: str | None
    start: int
    end: int
    chain: str


class Happening(NamedTuple):
    """An event by its earliest telling, with the others in the order of their reports."""

    entry: EventEntry
    also: tuple[Also, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who reports it."""
        told = (self.entry.report.outlet, *(one.outlet for one in self.also))
        return tuple(dict.fromkeys(name for name in told if name))


def merge(entries: Iterable[EventEntry]) -> list[Happening]:
    """Events, those that happened first in front, those without a date behind; all are held."""
    first: dict[tuple[str | None, ...], EventEntry] = {}
    also: dict[tuple[str | None, ...], list[Also]] = {}
    for entry in sorted(entries, key=_told):
        key = _key(entry)
        if key in first:
            also.setdefault(key, []).append(_also(entry))
        else:
            first[key] = entry
    made = [Happening(entry, tuple(also.get(key, ()))) for key, entry in first.items()]
    return sorted(made, key=_happened)


def chain_words(entry: EventEntry) -> str:
    """The voices of a chain in one line, from the publisher to the source."""
    return " > ".join(one.name or one.label or f"[{one.kind}]" for one in entry.chain)


def _key(entry: EventEntry) -> tuple[str | None, ...]:
    if entry.proposition is None:
        return (entry.report.id, entry.event)
    return (
        *(entry.proposition, entry.type, entry.mode, entry.status),
        *(entry.place_id, entry.place, entry.first, entry.last),
    )


def _also(entry: EventEntry) -> Also:
    report = entry.report
    return Also(report.id, report.outlet, report.url, entry.start, entry.end, chain_words(entry))


def _told(entry: EventEntry) -> tuple[str, str, int]:
    return entry.report.published or "~", entry.report.id, entry.start


def _happened(one: Happening) -> tuple[str, str, str, int]:
    return (one.entry.first or "~", *_told(one.entry))
