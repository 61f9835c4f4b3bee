"""marsad check, backup, export and import, as people type them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import commands

RIVER = "قالت وزارة الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة."


def marsad(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of one document in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "river.txt").write_text(RIVER, encoding="utf-8")
    assert marsad("init").exit_code == 0
    assert marsad("add", "river.txt", "--workers", "1").exit_code == 0
    return tmp_path / "marsad.db"


def test_a_sound_archive_is_called_so() -> None:
    for words in ((), ("--quick",), ("--repair",)):
        said = marsad("check", *words)
        assert (said.exit_code, said.output) == (0, "marsad.db: no faults\n")


def test_faults_are_named_and_what_is_derived_is_repaired(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("UPDATE claims SET stance = 'deny'")
        db.execute("DELETE FROM claim_marks")
    said = marsad("check")
    assert said.exit_code == 1
    assert "its claims are not those of its reading and reviews" in said.stdout
    assert re.fullmatch(r"faults: \d of claims, 1 of documents", said.stdout.splitlines()[-1])
    said = marsad("check", "--repair")
    assert said.output.endswith("listing everything anew\nmarsad.db: no faults\n")


def test_what_cannot_be_derived_cannot_be_repaired(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("UPDATE originals SET size = 7")
    said = marsad("check", "--repair")
    assert said.exit_code == 1
    assert "restore a backup" in said.stdout and "listing" not in said.stdout


def test_a_thousand_faults_are_counted(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        rows = [(number, "actor", 999) for number in range(1_000)]
        db.executemany("INSERT INTO claim_names VALUES (?, ?, ?)", rows)
    said = marsad("check", "--quick").stdout.splitlines()
    assert len(said) == 52
    assert said[-2:] == ["… and 1,950 more", "faults: 2,000 of claim_names"]


def test_a_backup_is_an_archive() -> None:
    said = marsad("backup", "copy.db")
    assert said.output.startswith("copy.db: 1 documents, ")
    assert marsad("check", "-d", "copy.db").output == "copy.db: no faults\n"
    again = marsad("backup", "copy.db")
    assert (again.exit_code, again.output.count("\n")) == (1, 1)
    assert "give --replace" in again.output
    assert marsad("backup", "copy.db", "--replace").exit_code == 0


def test_an_export_goes_into_an_archive_that_is_made() -> None:
    assert marsad("export", "all.zip", "--all").output == "all.zip: 1 documents, 0 reviews\n"
    said = marsad("import", "all.zip", "--archive", "other.db")
    assert said.output == "other.db: 1 documents, 0 reviews\n"
    assert marsad("check", "-d", "other.db").exit_code == 0
    found = [
        marsad("search", "الرقة", "-d", one, "-f", "jsonl") for one in ("marsad.db", "other.db")
    ]
    assert found[0].stdout and found[0].stdout == found[1].stdout


def test_mistakes_are_told_in_a_line(archive: Path) -> None:
    archive.with_name("text.zip").write_text("no zip")
    for words, told in (
        (("export", "all.zip"), "say what: --all is the whole archive"),
        (("import", "text.zip", "-d", "b.db"), "is no export of Marsad"),
        (("import", "none.zip", "-d", "b.db"), "No such file"),
        (("backup", "copy.db", "-d", "none.db"), "no archive here"),
        (("backup", "copy.db", "-d", "postgresql://localhost/news"), "pg_dump"),
    ):
        said = marsad(*words)
        assert said.exit_code and told in said.output
        assert said.output.splitlines()[-1].startswith("Error: ")
