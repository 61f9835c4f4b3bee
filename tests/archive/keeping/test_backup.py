"""A copy of an archive in use: whole, sound, and never in the place of something else."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from marsad.archive.connection import ArchiveError, open_engine
from marsad.archive.documents import Stored, load_given
from marsad.archive.keeping import backup as backups
from marsad.archive.keeping.backup import backup
from marsad.archive.layout import upgrade
from marsad.archive.schema import failures

REPORT = "قال وزير الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة يوم الاثنين."
Keep = Callable[..., Stored]


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Of the two kinds, the one that is a file."""
    engine = open_engine(tmp_path / "marsad.db", write=True)
    upgrade(engine)
    engine.dispose()
    return str(tmp_path / "marsad.db")


@pytest.fixture
def filled(address: str, keep: Keep) -> Path:
    keep(REPORT, published="2024-03-01")
    return Path(address)


def test_the_copy_is_one_file_and_an_archive(filled: Path, tmp_path: Path) -> None:
    done = backup(filled, tmp_path / "copy.db")
    assert (done.documents, done.size) == (1, (tmp_path / "copy.db").stat().st_size)
    assert sorted(one.name for one in tmp_path.glob("copy*")) == ["copy.db"]
    engine = open_engine(tmp_path / "copy.db", write=False)
    with engine.connect() as connection:
        assert load_given(connection, 1).document.text == REPORT
    engine.dispose()
    assert sorted(one.name for one in tmp_path.glob("copy*")) == ["copy.db"]


def test_others_write_while_it_is_copied(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 1)
    engine = open_engine(filled, write=True)
    seen: list[tuple[str, int, int]] = []

    def write(number: int) -> None:
        fields = {"message": "no", "first": "-", "last": "-", "tries": 1, "given": "{}"}
        with engine.begin() as connection:
            connection.execute(insert(failures), {"place": f"page {number}", **fields})

    with ThreadPoolExecutor(1) as writer:

        def follow(what: str, done: int, total: int) -> None:
            seen.append((what, done, total))
            writer.submit(write, len(seen)).result(timeout=10)  # a writer gets in at each step

        done = backup(filled, tmp_path / "copy.db", advance=follow)
    pages = [done for what, done, _ in seen if what == "pages copied"]
    assert pages == list(range(1, len(pages) + 1)) and len(pages) > 20  # it never began anew
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(failures)) == len(seen)
    engine.dispose()
    with closing(sqlite3.connect(done.path)) as copy:
        assert copy.execute("SELECT count(*) FROM failures").fetchone() == (0,)


def test_an_earlier_copy_goes_only_when_told(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(ArchiveError, match="give --replace"):
        backup(filled, target)
    assert target.read_text() == "precious"
    backup(filled, target, replace=True)
    assert target.read_bytes().startswith(b"SQLite format 3")


def test_a_copy_is_as_private_as_the_archive(filled: Path, tmp_path: Path) -> None:
    filled.chmod(0o600)
    copy = backup(filled, tmp_path / "copy.db").path
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_what_a_killed_run_left_is_swept(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db.part").write_text("half")
    backup(filled, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db.part").exists()


def test_when_it_is_stopped_nothing_is_left(filled: Path, tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(filled, tmp_path / "copy.db", advance=stop)
    assert list(tmp_path.glob("copy*")) == []


def test_places_where_no_copy_can_be(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ArchiveError, match="is the archive itself"):
        backup(filled, filled, replace=True)
    with pytest.raises(ArchiveError, match="make it first"):
        backup(filled, tmp_path / "none" / "copy.db")
    with pytest.raises(ArchiveError, match="is no file"):
        backup(filled, tmp_path, replace=True)
    other = tmp_path / "other.db"
    other.touch()
    Path(f"{other}-wal").touch()
    with pytest.raises(ArchiveError, match="in use"):
        backup(filled, other, replace=True)
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ArchiveError, match="the disk has 1 MB; make room"):
        backup(filled, tmp_path / "copy.db")


def test_sources_of_which_there_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="pg_dump, or marsad export --all"):
        backup("postgresql://me@localhost/news", tmp_path / "copy.db")
    with pytest.raises(ArchiveError, match="no archive here"):
        backup(tmp_path / "none.db", tmp_path / "copy.db")
    (tmp_path / "text.db").write_text("words and words")
    with pytest.raises(ArchiveError, match="not a database"):
        backup(tmp_path / "text.db", tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "recipes.db")) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(ArchiveError, match="no archive of Marsad"):
        backup(tmp_path / "recipes.db", tmp_path / "copy.db")


def test_a_damaged_archive_gives_no_copy(filled: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    backup(filled, damaged)
    with closing(sqlite3.connect(damaged, isolation_level=None)) as db:
        page = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'documents_url'"
        ).fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    with damaged.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    with pytest.raises(ArchiveError, match="see marsad check"):
        backup(damaged, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
