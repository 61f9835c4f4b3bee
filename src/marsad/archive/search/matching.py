"""What is looked for, as the two databases want it written: ``MATCH`` of FTS5, and ``tsquery``.

All words come from ``words`` and ``marks`` and hold letters and digits only, so that nothing of
what was typed is ever syntax.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, TextClause, text

from marsad.archive.keys import DAY
from marsad.archive.marks import EVERYTHING
from marsad.archive.search.query import Days

NORM, STEM, IDS = "norm", "stem", "ids"
_SIGNS = {NORM: "", STEM: "~", IDS: "#"}


@dataclass(frozen=True, slots=True)
class Look:
    """Words side by side in one column of the index."""

    column: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All parts are there; at least one."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts is there; at least one."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class But:
    """The one is there without the other."""

    part: Plan
    without: Plan


Plan: TypeAlias = Look | Every | Either | But
ANY = Look(IDS, (EVERYTHING,))


def mark(token: str) -> Look:
    """A mark that is looked for."""
    return Look(IDS, (token,))


def every(parts: Iterable[Plan]) -> Plan:
    """All of the parts; what forbids stands behind the rest."""
    asked: list[Plan] = []
    forbidden: list[Plan] = []
    for part in parts:
        if isinstance(part, But) and part.part == ANY:
            forbidden.append(part.without)
        elif part != ANY:
            asked.append(part)
    plan = _one_or(Every, asked) if asked else ANY
    return But(plan, either(forbidden)) if forbidden else plan


def either(parts: Iterable[Plan]) -> Plan:
    """One of the parts, of which there is at least one."""
    return _one_or(Either, list(dict.fromkeys(parts)))


def _one_or(kind: type[Every] | type[Either], parts: list[Plan]) -> Plan:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def to_match(plan: Plan) -> str:
    """A plan in the language of FTS5."""
    if isinstance(plan, Look):
        return f'{plan.column} : "{" ".join(plan.words)}"'
    if isinstance(plan, But):
        return f"({to_match(plan.part)} NOT {to_match(plan.without)})"
    word = " AND " if isinstance(plan, Every) else " OR "
    return f"({word.join(map(to_match, plan.parts))})"


def to_tsquery(plan: Plan) -> str:
    """A plan in the language of PostgreSQL."""
    if isinstance(plan, Look):
        sign = _SIGNS[plan.column]
        words = [f"'{sign}{word}'" for word in plan.words]
        return f"({' <-> '.join(words)})"
    if isinstance(plan, But):
        return f"({to_tsquery(plan.part)} & !{to_tsquery(plan.without)})"
    word = " & " if isinstance(plan, Every) else " | "
    return f"({word.join(map(to_tsquery, plan.parts))})"


class Wanted(NamedTuple):
    """Statements over one index and the values that all of them take.

    ``found`` is a statement without order that gives ``key``; others are built around it.
    """

    table: str
    found: str
    values: dict[str, object]

    def statement(self, template: str) -> TextClause:
        """A statement in which ``{found}`` stands for the keys that are wanted."""
        return text(template.format(found=self.found, table=self.table))

    def below(self, key: int) -> Wanted:
        """The same, of keys below one."""
        column = self.found.split()[1]  # SELECT rowid AS key …
        return Wanted(
            self.table, f"{self.found} AND {column} < :below", {**self.values, "below": key}
        )


def wanted(connection: Connection, table: str, plan: Plan, days: Days | None) -> Wanted:
    """The keys that a plan finds in an index, on some days."""
    server = connection.dialect.name == "postgresql"
    key = "key" if server else "rowid"
    asked = "words @@ CAST(:asked AS tsquery)" if server else f"{table} MATCH :asked"
    values: dict[str, object] = {"asked": to_tsquery(plan) if server else to_match(plan)}
    if days is not None:
        asked += f" AND {key} >= :low AND {key} < :high"
        values |= {"low": days.first * DAY, "high": days.end * DAY}
    return Wanted(table, f"SELECT {key} AS key FROM {table} WHERE {asked}", values)
