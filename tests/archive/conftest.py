"""An empty archive of each kind: a file of SQLite, and a database on a PostgreSQL of our own."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from marsad.archive.connection import open_engine
from marsad.archive.documents import Admitted, Stored, admit, store
from marsad.archive.layout import LATEST, upgrade
from marsad.archive.namebook import NameBook
from marsad.archive.prepare import prepare
from marsad.archive.readers import Engines
from marsad.archive.schema import metadata
from marsad.archive.search.reindex import note_version
from marsad.ids import content_id
from marsad.intake.originals import Item, Original
from marsad.model import Document

_LATEST = {"there": LATEST}
INDEXES = ("claim_index", "document_index")
_TEMPORARY = tempfile.gettempdir()  # not that of the test that asks first
_HOMES = ("", *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True))


def _program(name: str) -> str | None:
    found = [shutil.which(name)] + [shutil.which(name, path=home) for home in _HOMES if home]
    return next((one for one in reversed(found) if one), None)


def _as_owner(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else [*command]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the tests, without a database in it."""
    initdb, ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or ctl is None:
        pytest.skip("no PostgreSQL here: install it (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="pip install 'marsad[postgres]'")
    home = Path(tempfile.mkdtemp(prefix="marsad-pg-", dir=_TEMPORARY))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data = str(home / "data")
    options = f"-k {home} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": home}
    new = [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(_as_owner(*new), check=True, **quiet)
    run = _as_owner(ctl, "-D", data, "-w", "-l", str(home / "log"))
    try:
        subprocess.run([*run, "-o", options, "start"], check=True, **quiet)
        yield f"postgresql://postgres@/{{}}?host={home}"
    finally:
        subprocess.run([*run, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def database(new_database: Callable[[], str]) -> str:
    """The address of one archive on the server, which tests empty one after the other."""
    address = new_database()
    engine = open_engine(address, write=True)
    upgrade(engine)
    engine.dispose()
    return address


@pytest.fixture(scope="session")
def new_database(server: str) -> Callable[[], str]:
    """Makes databases without a table, and says their addresses."""

    def make() -> str:
        name = f"test_{uuid4().hex}"
        engine = open_engine(server.format("postgres"), write=True)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        engine.dispose()
        return server.format(name)

    return make


def _empty(address: str) -> None:
    """All tables as ``upgrade`` leaves them; much faster than another database."""
    tables = [*metadata.tables, *INDEXES]
    engine = open_engine(address, write=True)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(tables)}"))
        connection.execute(text("UPDATE alembic_version SET version_num = :there"), _LATEST)
        note_version(connection)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty archive that only this test has."""
    if request.param == "sqlite":
        path = tmp_path / "marsad.db"
        engine = open_engine(path, write=True)
        upgrade(engine)
        engine.dispose()
        return str(path)
    address: str = request.getfixturevalue("database")
    _empty(address)
    return address


@pytest.fixture
def engines(address: str) -> Iterator[Engines]:
    """How an empty archive is read and written."""
    both = Engines(open_engine(address, write=False), open_engine(address, write=True))
    yield both
    for engine in both:
        engine.dispose()


@pytest.fixture
def archive(engines: Engines) -> Engine:
    """An empty archive, open for writing."""
    return engines.writing


def document_item(words: str, **fields: str | None) -> Item:
    """A document as the intake brings it, with the bytes of its text."""
    original = Original(data=words.encode(), place="test.txt", media="text/plain")
    given = {"id": content_id(fields.get("url"), words), **fields}
    return Item(Document(text=words, source_hash=original.hash, **given), original)  # type: ignore[arg-type]


@pytest.fixture
def keep(archive: Engine) -> Callable[..., Stored]:
    """Reads a text and stores it: ``keep(text, published=…, outlet=…)``."""
    book = NameBook()

    def stored(words: str, **fields: str | None) -> Stored:
        with archive.begin() as connection:
            admitted = admit(connection, document_item(words, **fields))
            if not isinstance(admitted, Admitted):
                return admitted
            return store(connection, prepare(*admitted), book)

    return stored
