"""Writers take their turn, readers do not hold them up."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from marsad.archive import connection as connection_module
from marsad.archive.connection import checkpoint, open_engine, patience, took_too_long
from marsad.archive.layout import upgrade
from marsad.archive.readers import Engines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    engine = open_engine(tmp_path / "marsad.db", write=True)
    upgrade(engine)
    engine.dispose()
    return tmp_path / "marsad.db"


@pytest.mark.slow
def test_a_writer_gets_its_turn_from_one_that_hardly_rests(path: Path) -> None:
    done = threading.Event()

    def write_all_the_time() -> None:
        engine = open_engine(path, write=True)
        while not done.is_set():
            with engine.begin():
                time.sleep(0.6)
            time.sleep(0.02)
        engine.dispose()

    busy = threading.Thread(target=write_all_the_time)
    busy.start()
    engine = open_engine(path, write=True)
    waited = []
    for _ in range(3):
        time.sleep(0.1)  # until the other has its turn again
        begin = time.monotonic()
        with engine.begin():
            waited.append(time.monotonic() - begin)
    done.set()
    busy.join()
    engine.dispose()
    assert max(waited) < 0.9  # SQLite by itself meets one pause in five


def test_a_writer_that_never_gets_its_turn_says_that_the_archive_is_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "_WAIT", 0.1)
    first, second = open_engine(path, write=True), open_engine(path, write=True)
    with first.begin(), pytest.raises(OperationalError, match="locked"), second.begin():
        pass
    with second.begin() as connection:
        connection.execute(text("DELETE FROM facts"))
    for engine in (first, second):
        engine.dispose()


def test_a_long_reading_does_not_hold_up_a_checkpoint(path: Path) -> None:
    reading, writing = open_engine(path, write=False), open_engine(path, write=True)
    with reading.connect() as reader:
        reader.execute(text("SELECT count(*) FROM facts"))
        with writing.begin() as connection:
            connection.execute(text("INSERT INTO facts VALUES ('a', 'b')"))
        begin = time.monotonic()
        checkpoint(writing)
        assert time.monotonic() - begin < 2.0
    for engine in (reading, writing):
        engine.dispose()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_question_ends_when_patience_does(engines: Engines) -> None:
    begun = time.monotonic()
    with pytest.raises(DBAPIError) as ended, patience(0.2), engines.reading.connect() as connection:
        connection.execute(text(ENDLESS))
    assert took_too_long(ended.value)
    assert time.monotonic() - begun < 5
    with engines.reading.connect() as connection:
        time.sleep(0.3)
        assert connection.scalar(text("SELECT count(*) FROM facts")) is not None
