"""What an archive lives through: other programs of another age, kills, full disks, wrong clocks."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, event, text

import marsad
from marsad.archive import clock
from marsad.archive.access import sessions as logins
from marsad.archive.access.accounts import add_account
from marsad.archive.connection import ArchiveError, open_engine
from marsad.archive.keeping.integrity import check
from marsad.archive.layout import LATEST, MIGRATIONS, revision_of, upgrade
from marsad.archive.observatory import Observatory
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict
from marsad.cli import commands

RIVER = "قالت وزارة الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة."
STEPS = sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("m[0-9]*.py"))
BEFORE = STEPS[-2]
OLD = f"""
import sys
import marsad.archive.layout as layout
import marsad.archive.observatory as observatory
layout.LATEST = observatory.LATEST = {BEFORE!r}
with observatory.Observatory(sys.argv[1]) as old:
    print("open", flush=True)
    sys.stdin.readline()
    for work in (lambda: old.add(sys.argv[2]), lambda: list(old.documents())):
        try:
            work()
            print("done", flush=True)
        except Exception as error:
            print(type(error).__name__, error, flush=True)
"""


def news(folder: Path) -> Path:
    path = folder / "river.txt"
    path.write_text(RIVER, encoding="utf-8")
    return path


def older(path: Path, revision: str) -> Path:
    """An archive as an older program left it."""
    engine = open_engine(path, write=True)
    upgrade(engine, revision)
    engine.dispose()
    return path


def state(path: Path) -> dict[str, Any]:
    """Tables and rows of a file, and what SQLite says of it."""
    with sqlite3.connect(path) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master ORDER BY name")]
        rows = db.execute("SELECT version_num FROM alembic_version").fetchall()
        sound = db.execute("PRAGMA integrity_check").fetchall()
    db.close()
    return {"names": names, "rows": rows, "sound": sound}


# Two versions of the program


@pytest.mark.parametrize(
    "words",
    [
        ("search", "القوات"),
        ("add", "river.txt"),
        ("link",),
        ("propositions",),
        ("review", "queue"),
        ("export", "copy.zip", "--all"),
        ("check",),
        ("reread",),
        ("serve", "--no-browser", "--port", "0"),
    ],
)
def test_an_archive_of_a_newer_program_is_refused_and_left_as_it_is(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news(tmp_path)
    monkeypatch.chdir(tmp_path)
    Observatory.create("n.db").close()
    with sqlite3.connect("n.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    before = sha256(Path("n.db").read_bytes()).digest()
    done = CliRunner().invoke(commands, [*words, "--archive", "n.db"])
    assert done.exit_code == 1, done.output
    [line] = done.stderr.splitlines()
    assert line == "Error: n.db: was made by a newer Marsad (layout 9999); update this one"
    assert sha256(Path("n.db").read_bytes()).digest() == before
    assert sorted(path.name for path in tmp_path.glob("copy*")) == []


@pytest.mark.slow
def test_an_older_program_that_is_open_meanwhile_is_told(tmp_path: Path) -> None:
    path = older(tmp_path / "n.db", BEFORE)
    process = subprocess.Popen(
        [sys.executable, "-c", OLD, str(path), str(news(tmp_path))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "open\n"
    Observatory(path).close()  # the newer program brings it to its own layout
    told, _ = process.communicate("go on\n", timeout=60)
    lines = told.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("ArchiveError was brought to another layout") for line in lines)
    with Observatory(path) as observatory:
        assert observatory.add(tmp_path / "river.txt").new == 1
        assert list(observatory.check()) == []


def test_a_program_that_is_told_holds_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    with Observatory.create(path) as observatory:
        with sqlite3.connect(path) as db:
            db.execute("UPDATE alembic_version SET version_num = '9999'")
        for _ in range(3):
            with pytest.raises(ArchiveError, match="start the newer one"), observatory.writing():
                pass
            with sqlite3.connect(path, timeout=0) as db:
                db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.close()


# A migration that does not come to its end


def in_child(work: Callable[[], None]) -> int:
    """Do something in a process of its own; how that ended."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(path: Path, statement: int) -> int:
    """Bring an archive up to date in a process that is killed before a statement."""

    def work() -> None:
        engine, count = open_engine(path, write=True), 0

        @event.listens_for(engine, "before_cursor_execute")
        def _(*_: Any) -> None:
            nonlocal count
            count += 1
            if count == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        upgrade(engine)

    return in_child(work)


@pytest.mark.slow
def test_a_migration_that_is_killed_anywhere_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    kept = older(tmp_path / "kept.db", STEPS[1])
    engine = open_engine(kept, write=True)
    row = "INSERT INTO propositions VALUES ('p', 1, 1, 2, 2, 'contested', 0, 1, 'gloss', '{}')"
    with engine.begin() as connection:
        connection.execute(text(row))
    engine.dispose()
    was, statement, kills = state(kept), 1, 0
    while True:
        path = tmp_path / f"{statement}.db"
        path.write_bytes(kept.read_bytes())
        code = kill_at(path, statement)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        kills += 1
        assert state(path) == was
        opened = open_engine(path, write=True)
        upgrade(opened)
        with opened.connect() as connection:
            assert revision_of(connection) == LATEST
            assert connection.scalar(text("SELECT gloss FROM propositions")) == "gloss"
        opened.dispose()
        statement += 3
    assert kills >= 10


def test_a_migration_without_room_on_the_disk_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    path = older(tmp_path / "n.db", STEPS[0])
    was = state(path)
    engine = open_engine(path, write=True)

    @event.listens_for(engine, "connect")
    def _(db: Any, _record: Any) -> None:
        [(pages,)] = db.execute("PRAGMA page_count").fetchall()
        db.execute(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(Exception, match="full"):
        upgrade(engine)
    engine.dispose()
    assert state(path) == was
    Observatory(path).close()
    assert state(path)["rows"] == [(LATEST,)]


@pytest.mark.parametrize("words", [("backup", "copy.db"), ("export", "copy.zip", "--all")])
def test_a_copy_without_room_on_the_disk_is_none(words: tuple[str, ...], tmp_path: Path) -> None:
    with Observatory.create(tmp_path / "n.db") as observatory:
        observatory.add(news(tmp_path))
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
    program = f"{limited}from marsad.cli import main; sys.argv[0] = 'marsad'; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *words, "--archive", "n.db"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(marsad.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.splitlines()) == 1 and "Traceback" not in done.stderr
    assert not (tmp_path / words[1]).exists()


# A clock that goes backwards


@pytest.fixture
def yesterday(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sets the clock of the archive back by more than a year, when it is called."""

    def set_back() -> None:
        past = datetime.now(UTC) - timedelta(days=400)
        for module in ("documents", "review.reviews", "failures", "lists"):
            name = f"marsad.archive.{module}.now"
            monkeypatch.setattr(name, lambda: past.strftime("%Y-%m-%dT%H:%M:%SZ"))

    return set_back


def test_a_clock_that_goes_back_changes_no_order(
    tmp_path: Path, yesterday: Callable[[], None]
) -> None:
    with Observatory.create(tmp_path / "n.db") as observatory:
        observatory.add(news(tmp_path))
        [hit] = observatory.search()
        observatory.review("Nadia", Verdict(claim=hit.claim or "", action=Action.REJECT))
        yesterday()
        second = observatory.review("Nadia", Verdict(claim=hit.claim or "", action=Action.ACCEPT))
        assert second.number == 2 and second.at < clock.now()
        assert [one.review for one in observatory.search()] == ["accepted"]  # the later one counts
        (tmp_path / "later.txt").write_text(RIVER.replace("الرقة", "حلب"), encoding="utf-8")
        assert observatory.add(tmp_path / "later.txt").new == 1
        assert [one.document.text.count("حلب") for one in observatory.documents()] == [0, 1]
        assert list(observatory.check()) == []


def test_a_login_of_days_to_come_counts_no_more(
    archive: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    future = datetime.now(UTC) + timedelta(days=400)
    with archive.begin() as connection:
        account = add_account(connection, "Nadia", "admin", "a hash")
        monkeypatch.setattr(logins, "now", lambda: future.strftime("%Y-%m-%dT%H:%M:%SZ"))
        value = logins.begin(connection, account, None)
        assert logins.find(connection, value) is None
        monkeypatch.undo()
        assert logins.find(connection, logins.begin(connection, account, None)) is not None
        assert logins.count(connection, account) == 1


def test_what_was_sound_before_is_sound_after_all(tmp_path: Path) -> None:
    path = older(tmp_path / "n.db", STEPS[0])
    for revision in STEPS[1:]:
        older(path, revision)  # one program after the other
    with Observatory(path) as observatory:
        observatory.add(news(tmp_path))
        with observatory.reading() as connection:
            assert list(check(connection)) == []
