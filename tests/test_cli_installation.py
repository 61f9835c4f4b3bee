"""``marsad doctor``, ``marsad completion`` and the man page."""

from __future__ import annotations

import importlib.metadata
import io
import json
import os
import runpy
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.observatory import Observatory
from marsad.cli import commands, installation
from marsad.cli.installation import State, look
from marsad.version import __version__

ROOT = Path(__file__).parents[1]
SUBJECTS = ("Marsad", "Python", "SQLite", "language packs", "lists", "reading", "pages")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "marsad.db"
    Observatory.create(path).close()
    return path


def doctor(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, ["doctor", *map(str, words)])


def about(subject: str, archive: Path, *, named: bool = True) -> installation.Finding:
    return next(one for one in look(str(archive), named=named) if one.subject == subject)


def test_a_sound_installation_is_told_line_by_line(archive: Path) -> None:
    result = doctor("--archive", archive)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith("broken")] == []
    told = {line[8:22].strip() for line in lines if not line.startswith(" ")}
    assert told >= {*SUBJECTS, "archive", "disk", "terminal", "clock"}
    assert f"{archive}: 0 documents" in result.stdout


def test_programs_get_one_object(archive: Path) -> None:
    told = json.loads(doctor("--json", "-d", archive).stdout)
    assert told["sound"] is True
    first = told["findings"][0]
    assert first["state"] == "ok" and __version__ in first["found"] and first["remedy"] is None


def test_an_archive_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    result = doctor("-d", tmp_path / "news.db")
    assert result.exit_code == 1
    assert "marsad init -d" in result.stdout
    assert not (tmp_path / "news.db").exists()


def test_without_an_archive_of_ones_own_all_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARSAD_ARCHIVE", raising=False)
    result = doctor()
    assert (result.exit_code, list(tmp_path.iterdir())) == (0, [])
    assert "marsad.db: not there" in result.stdout


def _with_layout(source: Path, target: Path, layout: str) -> Path:
    shutil.copy(source, target)
    with sqlite3.connect(target) as db:
        db.execute("UPDATE alembic_version SET version_num = ?", (layout,))
    return target


def test_an_archive_of_another_layout_is_told_and_left_as_it_is(
    archive: Path, tmp_path: Path
) -> None:
    older = _with_layout(archive, tmp_path / "older.db", "0001")
    newer = _with_layout(archive, tmp_path / "newer.db", "9999")
    assert about("archive", older).state is State.NOTE
    assert about("archive", newer).state is State.BROKEN
    with sqlite3.connect(older) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


@pytest.mark.parametrize("holds", ["another program", "no database"])
def test_a_file_that_is_no_archive_is_told(holds: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    if holds == "no database":
        path.write_bytes(b"words " * 2_000)
    else:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE notes (words)")
    found = about("archive", path)
    assert found.state is State.BROKEN and found.remedy


def test_an_archive_that_may_not_be_written_is_told(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != archive)  # root may write
    found = about("archive", archive)
    assert found.state is State.BROKEN and "may not be written" in found.found


@pytest.mark.parametrize(
    ("free", "state"),
    [(50_000_000, State.BROKEN), (500_000_000, State.NOTE), (50_000_000_000, State.OK)],
)
def test_a_full_disk_is_told(
    free: int, state: State, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(free))
    assert about("disk", archive).state is state


def test_a_clock_before_the_program_is_told(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    assert about("clock", archive).state is State.BROKEN


def test_compiled_modules_are_told(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "compiled" not in about("reading", archive).found
    monkeypatch.setattr("marsad.analysis.analyse.__file__", "analyse.cpython-311.so")
    assert about("reading", archive).found.endswith("by compiled modules")


def test_a_look_that_fails_is_a_finding(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> tuple[str, ...]:
        raise FileNotFoundError("no such\nfile")

    monkeypatch.setattr("marsad.packs.pack.languages", lost)
    found = list(look(str(archive), named=True))
    broken = {one.subject for one in found if one.state is State.BROKEN}
    assert broken == {"language packs", "lists", "reading"}
    assert found[-1].subject == "clock"
    assert all("\n" not in one.found for one in found)


def test_extras_that_are_not_there_name_the_command(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [
        "click<9,>=8.1",
        "click>=8; extra == 'here'",
        "no-such-thing[all]>=1; extra == 'away'",
        "marsad[here]; extra == 'test'",
        "pytest>=8; extra == 'test'",
    ]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _name: wanted)
    found = {one.subject: one for one in look(str(archive), named=True)}
    assert found["extra here"].state is State.OK
    assert "pip install 'marsad[away]'" in str(found["extra away"].remedy)
    assert "extra test" not in found


def test_pages_with_and_without_their_interactive_pieces(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marsad.web.rendering.built", lambda: frozenset({"fonts", "map", "graph"}))
    assert about("pages", archive) == ("pages", State.OK, "with fonts and graph, map", None)
    monkeypatch.setattr("marsad.web.rendering.built", frozenset)
    assert about("pages", archive).state is State.NOTE


def test_a_terminal_without_arabic_is_told_and_not_tripped_over(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(screen, encoding="latin-1"))
    code = commands.commands["doctor"].main(["-d", str(archive)], standalone_mode=False)
    sys.stdout.flush()
    assert code == 1
    assert b"broken  terminal" in screen.getvalue()


@pytest.mark.parametrize(
    ("shell", "sign"),
    [("bash", "complete -o nosort"), ("zsh", "#compdef marsad"), ("fish", "complete --no-files")],
)
def test_a_shell_gets_its_script(shell: str, sign: str) -> None:
    result = CliRunner().invoke(commands, ["completion", shell])
    assert result.exit_code == 0 and sign in result.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_a_command_and_an_option(tmp_path: Path) -> None:
    script = tmp_path / "marsad.bash"
    script.write_text(CliRunner().invoke(commands, ["completion", "bash"]).stdout)
    program = tmp_path / "marsad"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m marsad "$@"\n')
    program.chmod(0o755)
    lines = [
        f'source "{script}"',
        "COMP_WORDS=(marsad doc); COMP_CWORD=1; _marsad_completion marsad; echo ${COMPREPLY[@]}",
        "COMPREPLY=(); COMP_WORDS=(marsad doctor --js); COMP_CWORD=2; _marsad_completion marsad",
        "echo ${COMPREPLY[@]}",
    ]
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    answer = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        check=True,
    )
    assert answer.stdout.split() == ["doctor", "document", "--json"]


def test_the_man_page_is_that_of_the_commands() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "manpage.py"))["render"]()
    stale = made != (ROOT / "docs" / "marsad.1").read_text(encoding="utf-8")
    assert not stale, "docs/marsad.1 is stale: run python tools/manpage.py"


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")
def test_the_man_page_is_set_without_a_warning() -> None:
    page = ROOT / "docs" / "marsad.1"
    answer = subprocess.run(
        ["groff", "-K", "utf8", "-man", "-Tutf8", "-ww", page], capture_output=True, check=True
    )
    assert answer.stderr == b""
    assert "صحيفة الساحل".encode() in answer.stdout
