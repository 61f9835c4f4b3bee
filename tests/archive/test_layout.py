"""The layout of an archive: made, checked, and refused where it is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from marsad.archive.connection import ArchiveError, is_server, open_engine, show_address
from marsad.archive.layout import LATEST, revision_of, upgrade
from marsad.archive.observatory import Observatory
from marsad.archive.schema import metadata


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and "_index" in str(name))


def test_the_steps_lead_to_the_tables_of_the_program(archive: Engine) -> None:
    with archive.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, metadata) == []
        assert revision_of(connection) == LATEST


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(archive: Engine) -> None:
    upgrade(archive)
    with archive.begin() as connection:
        assert revision_of(connection) == LATEST


def test_the_third_step_counts_the_circles_that_are_there(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "older.db", write=True)
    upgrade(engine, "0002")
    ring = '{"circles": [{"outlets": ["a", "b"], "closed": null, "statements": []}]}'
    row = "INSERT INTO propositions VALUES (:id, 1, 1, 2, 2, 'contested', 0, 1, 'gloss', :found)"
    with engine.begin() as connection:
        connection.execute(text(row), [{"id": "ring", "found": ring}])
        connection.execute(text(row), [{"id": "plain", "found": '{"circles": []}'}])
    upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, circles FROM propositions")).all()
    assert {id: circles for id, circles in rows} == {"ring": 1, "plain": 0}
    engine.dispose()


def test_an_archive_of_a_newer_program_is_refused(archive: Engine) -> None:
    with archive.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match="newer Marsad"):
        upgrade(archive)


def test_a_file_with_other_tables_is_refused(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "other.db", write=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(ArchiveError, match="another program"):
        upgrade(engine)
    engine.dispose()


def test_a_step_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import op

    monkeypatch.setattr(op, "create_index", lambda *_args, **_kwargs: 1 / 0)
    engine = open_engine(tmp_path / "half.db", write=True)
    with pytest.raises(ZeroDivisionError):
        upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master")).all()
    assert rows == []
    engine.dispose()


def test_odd_names_of_files_open_just_that_file(tmp_path: Path) -> None:
    path = tmp_path / "a b?mode=ro#%41.db"
    engine = open_engine(path, write=True)
    upgrade(engine)
    engine.dispose()
    assert [one.name for one in tmp_path.glob("*.db")] == [path.name]


def test_reading_makes_no_file(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "absent.db", write=False)
    with pytest.raises(Exception, match="unable to open"):
        engine.connect()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("postgresql://me@host/news", True),
        ("postgres://me@host/news", True),
        ("news.db", False),
        ("postgresql.db", False),
    ],
)
def test_servers_are_told_from_files(address: str, there: bool) -> None:
    assert is_server(address) == there


def test_no_message_shows_a_password() -> None:
    shown = show_address("postgresql://me:secret@host/news")
    assert shown == "postgresql://me:***@host/news"
    assert "secret" not in show_address("postgresql://me:secret@host:port/news")
    with pytest.raises(ArchiveError) as refused:
        Observatory("postgresql://me:secret@127.0.0.1:1/news")
    assert "secret" not in str(refused.value) and "\n" not in str(refused.value)
