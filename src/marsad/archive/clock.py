"""The time as the archive writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The time in UTC to the second, as ISO 8601 (``2026-11-22T10:15:00Z``)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
