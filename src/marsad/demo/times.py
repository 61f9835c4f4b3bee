"""The times of the demonstration: those of its month of news, and not of the day it is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from marsad.archive.schema import analyses, audit, documents, lists

_FOUND_AFTER = timedelta(minutes=20)  # a feed looked at every half hour finds a report so, mostly
_LISTS_AT = "2025-05-05T08:00:00Z"  # the day before the first report


def settle_times(connection: Connection) -> None:
    """Date what was stored in the days of the reports, so that each build is the same."""
    for number, published in connection.execute(select(documents.c.number, documents.c.published)):
        at = _stamp(datetime.fromisoformat(published) + _FOUND_AFTER)
        stored = update(documents).where(documents.c.number == number)
        connection.execute(stored.values(added=at))
        read = update(analyses).where(analyses.c.document == number)
        connection.execute(read.values(made=at))
    connection.execute(update(lists).values(at=_LISTS_AT))
    connection.execute(delete(audit))  # it tells who made the demonstration, and when


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
