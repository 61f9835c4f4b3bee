"""Who did what, when and from where: appended by whatever people do, and never changed.

What is done and the entry that tells it are kept in one transaction: both, or neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from marsad.archive.clock import now
from marsad.archive.schema import audit

DONE, REFUSED = "done", "refused"
_LONGEST = 300  # characters of what something was done to


class Entry(NamedTuple):
    """One line of the log. ``person`` is ``None`` for a stranger, ``address`` at the machine."""

    number: int
    at: str
    person: str | None
    action: str
    of: str | None
    outcome: str
    address: str | None


@dataclass(slots=True)
class Doing:
    """Who is at work, and from where; ``noted`` counts the entries that were made of it."""

    person: str | None
    address: str | None
    noted: int = 0


_DOING: ContextVar[Doing | None] = ContextVar("doing", default=None)


@contextmanager
def doing(person: str | None, address: str | None = None) -> Iterator[Doing]:
    """What is noted inside is done by this person from this address."""
    work = Doing(person, address)
    token = _DOING.set(work)
    try:
        yield work
    finally:
        _DOING.reset(token)


def note(
    connection: Connection,
    action: str,
    of: str | None = None,
    *,
    person: str | None = None,
    outcome: str = DONE,
) -> None:
    """Add an entry, in the transaction of what was done.

    Args:
        person: who did it, where that is not who is at work (``doing``).
    """
    work = _DOING.get() or Doing(None, None)
    work.noted += 1
    connection.execute(
        insert(audit),
        {
            "number": (connection.scalar(select(func.max(audit.c.number))) or 0) + 1,
            "at": now(),
            "person": person or work.person,
            "action": _kept(action),
            "of": None if of is None else _kept(of),
            "outcome": outcome,
            "address": work.address,
        },
    )


def entries(
    connection: Connection,
    *,
    person: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Entry]:
    """Entries, the latest first: of all, or of one person; those before a number."""
    chosen = select(audit).order_by(audit.c.number.desc()).limit(limit)
    if person is not None:
        chosen = chosen.where(audit.c.person == person)
    if before is not None:
        chosen = chosen.where(audit.c.number < before)
    return [Entry(**row._mapping) for row in connection.execute(chosen)]


def _kept(told: str) -> str:
    """What every database can keep: whatever strangers send, the log must not fail."""
    return told[:_LONGEST].replace("\0", "").encode("utf-8", "replace").decode()
