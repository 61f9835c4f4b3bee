"""Reasons as values: what is kept of them, and how they are read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from marsad.linking.nouns import Drift, Reason

_LISTED = 5  # names in a list that a person still reads


def listed(names: Sequence[Any]) -> tuple[tuple[Any, ...], int]:
    """Some names, and how many more there are."""
    return tuple(names[:_LISTED]), max(0, len(names) - _LISTED)


def read_reasons(rows: Iterable[Sequence[Any]]) -> tuple[Reason, ...]:
    """Reasons as JSON has them: a code, a sentence and, where it has any, its values."""
    return tuple(Reason(row[0], row[1], *map(_frozen, row[2:3])) for row in rows)


def frozen_drift(drift: Drift) -> Drift:
    """A drift as JSON has it."""
    return drift._replace(values=_frozen(drift.values))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
