"""Opening an archive: a file of SQLite, or the address of a PostgreSQL database.

Writers begin with the lock, readers never wait: a read that turns into a write would get ``database
is locked`` at once, whatever the time-out. So there are two engines.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

_WAIT = 30.0  # seconds for the lock: a migration or a merge of actors may have it
_ASK = 0.005  # seconds until a writer asks again; ingest leaves the lock free for four times that
_TRY = 0.2  # seconds that a checkpoint holds up writers for a reader; a search takes less
_PRIMARY = 0xFF  # the part of an error code of SQLite that names its kind
# Measured with one writer, four readers and two reviewers: docs/performance.md.
_PRAGMAS = (
    f"busy_timeout={round(_WAIT * 1000)}",  # first: a copy comes out of WAL, and has to go into it
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
)
# Memory of a connection, in KiB. A server of pages keeps several for readers: with four times as
# much for each a facet at a million claims takes a twentieth less, and the server 240 MB more.
_CACHE = {True: "cache_size=-65536", False: "cache_size=-16384"}  # by whether it writes
_LASTING = "synchronous=FULL"  # cannot be changed within a transaction, so it is the engine's
_SERVER = ("postgresql://", "postgresql+psycopg://", "postgres://")
_LOCK = 0x6D617273_6164  # "marsad" in ASCII: the lock of PostgreSQL that writers take in turn

_LOOK = 20_000  # steps of SQLite between two looks at the clock: about a millisecond
_PATIENCE: ContextVar[float | None] = ContextVar("patience", default=None)


class ArchiveError(Exception):
    """An archive cannot be used; the message names it and the remedy."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Transactions of reading that begin inside end after so long: ``took_too_long`` knows that."""
    token = _PATIENCE.set(seconds)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


def took_too_long(error: DBAPIError) -> bool:
    """Whether a question was ended because it took longer than there was patience for."""
    told = str(error.orig)
    return told == "interrupted" or "statement timeout" in told


def is_server(address: str | Path) -> bool:
    """Whether an address is that of a database server, not of a file."""
    return str(address).startswith(_SERVER)


def show_address(address: str | Path) -> str:
    """How an archive is called in messages: without a password that stands in its address."""
    if not is_server(address):
        return str(address)
    try:
        return make_url(str(address)).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return str(address).partition("://")[0] + "://…"


def open_engine(address: str | Path, *, write: bool, lasting: bool = False) -> Engine:
    """An engine for reading, or for writing: then each transaction holds the write lock.

    A file that is absent is made when opened for writing. ``lasting``: a commit outlasts a power
    cut, as what people said must; a server does so anyway. It costs a quarter of a millisecond.

    Raises:
        ArchiveError: the address cannot be understood, or its driver is not installed.
    """
    if is_server(address):
        return _open_server(str(address), write)
    lasts = [_LASTING] if lasting else []
    return _open_file(address, write, (*_PRAGMAS, _CACHE[write], *lasts))


def _open_file(address: str | Path, write: bool, pragmas: tuple[str, ...]) -> Engine:
    path = Path(address).resolve()
    uri = f"{path.as_uri()}?mode={'rwc' if write else 'ro'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", poolclass=QueuePool, creator=connect)

    @event.listens_for(engine, "connect")
    def _(db: Any, _record: Any) -> None:
        for pragma in pragmas if write else [p for p in pragmas if "journal" not in p]:
            db.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if write:
            _take_turn(connection)
        else:
            _set_alarm(connection)
            connection.exec_driver_sql("BEGIN")

    return engine


def _set_alarm(connection: Connection) -> None:
    """SQLite ends what is asked of it when there is no more patience."""
    db: Any = connection.connection.dbapi_connection
    seconds = _PATIENCE.get()
    if seconds is None:
        db.set_progress_handler(None, 0)
        return
    until = time.monotonic() + seconds
    db.set_progress_handler(lambda: time.monotonic() > until, _LOOK)


def _take_turn(connection: Connection) -> None:
    """Begin with the write lock, whoever has it before.

    SQLite by itself asks again after 0.1 s, and meets a writer that hardly rests only by chance.
    """
    db: Any = connection.connection.dbapi_connection
    until = time.monotonic() + _WAIT
    with _patience(db, 0.0):
        while time.monotonic() < until:
            try:
                db.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(_ASK)
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # for the error that the callers know


@contextmanager
def _patience(db: Any, seconds: float) -> Iterator[None]:
    """For once, SQLite waits so long for a lock."""
    db.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA busy_timeout={round(_WAIT * 1000)}")


def _open_server(address: str, write: bool) -> Engine:
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
        engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, ValueError) as error:
        raise ArchiveError(
            "no address of a database; write it as postgresql://user@host/database"
        ) from error
    except ModuleNotFoundError as error:
        raise ArchiveError("PostgreSQL needs its driver: pip install 'marsad[postgres]'") from error

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if write:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        else:
            one_state = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            connection.exec_driver_sql(one_state)  # as SQLite does it
            seconds = _PATIENCE.get()
            if seconds is not None:
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(seconds * 1e3)}")

    return engine


def checkpoint(engine: Engine) -> None:
    """Write the log of SQLite back into the file; nothing on a server.

    With readers always there it never shrinks by itself. Through a transaction the call fails, so
    it takes the driver's own connection. While it waits for a reader all writers wait, so it does
    not wait long for one that exports or checks the archive: the next call will do it.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as pooled:
            db: Any = pooled.dbapi_connection
            with _patience(db, _TRY):
                db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
