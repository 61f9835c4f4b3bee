"""``marsad report`` at the terminal: files of every form, themes, editions."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.observatory import Observatory
from marsad.cli import commands
from marsad.linking.stored.linked import Linked
from marsad.publishing.reports.press import has_fonts

DAM = Path(__file__).parents[1] / "examples" / "dam.jsonl"


@pytest.fixture
def archive(tmp_path: Path) -> str:
    path = tmp_path / "dam.db"
    with Observatory.create(path) as made:
        made.add(DAM)
        Linked(made).update()
    return str(path)


def run(archive: str, *words: str) -> Result:
    return CliRunner().invoke(commands, ["report", words[0], "--archive", archive, *words[1:]])


def test_a_report_is_written_in_every_form_and_kept_in_the_look_of_the_house(
    archive: str, tmp_path: Path
) -> None:
    given = ("--title", "سد الموصل", "--author", "مرصد", "--as", "Nadia")
    assert "report 1: " in run(archive, "new", *given).output
    begins = {"pdf": b"%PDF-", "docx": b"PK", "html": b"<!doctype", "md": b"# ", "json": b"{"}
    for form, begin in begins.items():
        path = tmp_path / f"report.{form}"
        done = run(archive, "show", "1", "--format", form, "--output", str(path))
        if form == "pdf" and not has_fonts():
            assert done.exit_code == 1 and "MARSAD_SKIP_WEB" in done.output
            continue
        assert done.exit_code == 0, done.output
        assert path.read_bytes().startswith(begin)
    theme = tmp_path / "theme.toml"
    theme.write_text('name = "مرصد الضفاف"\ndrawings = false', encoding="utf-8")
    assert "مرصد الضفاف" in run(archive, "theme", str(theme)).output
    page = run(archive, "show", "1", "--format", "html").output
    assert "مرصد الضفاف" in page and "<figure" not in page
    assert "no theme" in run(archive, "theme", "--remove").output
    assert "<figure" not in run(archive, "show", "1", "--format", "html", "--no-drawings").output


def test_a_wrong_theme_and_a_missing_edition_are_told_in_one_line(
    archive: str, tmp_path: Path
) -> None:
    given = ("--title", "سد الموصل", "--author", "مرصد", "--as", "Nadia")
    run(archive, "new", *given)
    theme = tmp_path / "theme.toml"
    theme.write_text('color = "red"', encoding="utf-8")
    wrong = run(archive, "show", "1", "--theme", str(theme))
    assert wrong.exit_code == 1 and "color: no such key" in wrong.output
    absent = run(archive, "diff", "1")
    assert absent.exit_code == 1 and "not published yet" in absent.output
    assert len(wrong.output.splitlines()) == len(absent.output.splitlines()) == 1
    assert "no such report" in run(archive, "new", *given, "--since-report", "7").output
