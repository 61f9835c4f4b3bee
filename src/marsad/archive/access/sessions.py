"""Who is logged in. The browser has a random value; the archive has only its hash."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, or_, select, update

from marsad.archive.access.accounts import Account
from marsad.archive.clock import now
from marsad.archive.schema import accounts, sessions

IDLE = timedelta(hours=2)  # without a request
WHOLE = timedelta(hours=12)  # a working day, whatever is done
SLACK = timedelta(minutes=5)  # how exactly `seen` is kept, so that reading seldom writes
_SIZE = 32  # bytes of the random value
_LONGEST = 100  # characters of a value that is looked at


class Session(NamedTuple):
    """A login that counts: by its hash, with its account as it is now."""

    hash: str
    account: Account
    seen: str

    @property
    def stale(self) -> bool:
        """Whether it should be noted that it was used."""
        return self.seen < _before(SLACK)


def begin(connection: Connection, account: Account, address: str | None) -> str:
    """Log a person in; what is given back belongs into the browser and nowhere else."""
    value = secrets.token_urlsafe(_SIZE)
    at = now()
    row = {"hash": hash_of(value), "account": account.number, "made": at, "seen": at}
    connection.execute(delete(sessions).where(_over()))
    connection.execute(insert(sessions), {**row, "address": address})
    return value


def find(connection: Connection, value: str) -> Session | None:
    """The session of a value from a browser; ``None`` where there is none that still counts."""
    if not 0 < len(value) <= _LONGEST:
        return None
    chosen = (
        select(sessions.c.hash, sessions.c.seen, accounts)
        .join(accounts, accounts.c.number == sessions.c.account)
        .where(sessions.c.hash == hash_of(value), ~_over())
    )
    row = connection.execute(chosen).first()
    if row is None:
        return None
    account = Account(row.number, row.name, row.role, row.made, row.changed)
    return Session(row.hash, account, row.seen)


def touch(connection: Connection, session: Session) -> None:
    """Note that a session was used."""
    chosen = update(sessions).where(sessions.c.hash == session.hash)
    connection.execute(chosen.values(seen=now()))


def end(connection: Connection, hash: str) -> None:
    """Log out."""
    connection.execute(delete(sessions).where(sessions.c.hash == hash))


def count(connection: Connection, account: Account) -> int:
    """How many sessions of an account count."""
    chosen = select(sessions.c.hash).where(sessions.c.account == account.number, ~_over())
    return len(connection.execute(chosen).all())


def hash_of(value: str) -> str:
    """By what a random value is known again; it is long, so nothing slower is needed."""
    return sha256(value.encode("utf-8", "replace")).hexdigest()


def _over() -> Any:
    """What counts no more; a login of days to come is of a clock that was wrong, and would last."""
    old = or_(sessions.c.made < _before(WHOLE), sessions.c.seen < _before(IDLE))
    return or_(old, sessions.c.made > _before(-SLACK), sessions.c.seen > _before(-SLACK))


def _before(span: timedelta) -> str:
    return (datetime.now(UTC) - span).strftime("%Y-%m-%dT%H:%M:%SZ")
