"""What came into the archive lately, by day and outlet."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.archive.schema import documents, failures

_MOST = 5_000  # documents that are counted, the latest


class Arrived(NamedTuple):
    """How many documents of an outlet came on a day (UTC); ``outlet`` ``None``: not known."""

    day: str
    outlet: str | None
    documents: int


class Newcomer(NamedTuple):
    """One document that came; ``changed`` where an earlier text of its page was there."""

    id: str
    title: str | None
    outlet: str | None
    lang: str | None
    published: str | None
    added: str
    changed: bool
    degraded: str | None


class Arrivals(NamedTuple):
    """What came lately: the latest days first, of each the outlets with the most.

    ``whole`` is false where the earliest day was cut off.
    """

    counts: tuple[Arrived, ...]
    newest: tuple[Newcomer, ...]
    whole: bool


def count_arrivals(connection: Connection, *, shown: int = 20, most: int = _MOST) -> Arrivals:
    """The documents that came last, counted by day and outlet; ``shown`` of them one by one."""
    last = connection.scalar(select(func.max(documents.c.number))) or 0
    lately = documents.c.number > last - most
    chosen = select(func.substr(documents.c.added, 1, 10), documents.c.outlet).where(lately)
    counts = Counter((day, outlet) for day, outlet in connection.execute(chosen))
    ordered = sorted(counts.items(), key=lambda one: (one[0][0], one[1], one[0][1] or ""))
    return Arrivals(
        counts=tuple(Arrived(day, outlet, count) for (day, outlet), count in reversed(ordered)),
        newest=_newest(connection, shown),
        whole=last <= most,
    )


def _newest(connection: Connection, shown: int) -> tuple[Newcomer, ...]:
    names = ("id", "title", "outlet", "lang", "published", "added", "replaces", "degraded")
    chosen = select(*(documents.c[name] for name in names))
    rows = connection.execute(chosen.order_by(documents.c.number.desc()).limit(shown))
    return tuple(
        Newcomer(id, title, outlet, lang, published, added, replaces is not None, degraded)
        for id, title, outlet, lang, published, added, replaces, degraded in rows
    )


def count_failures(connection: Connection) -> int:
    """How much could not be read or fetched, and was not since."""
    return connection.scalar(select(func.count()).select_from(failures)) or 0
