"""The observatory's own lists: kept with their history, checked, handed to the reading."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import Engine

from marsad.analysis.analyse import analyse
from marsad.archive.lists import current, files, get, history, put, remove
from marsad.model import Document

HARBOUR = """\
[[body]]
id = "harbour-watch"
name = "Harbour Watch"
ar = ["مرصد الموانئ"]
en = ["Harbour Watch"]
kind = "organisation"
example = "قال مرصد الموانئ إن السفينة وصلت"
"""
PAPER = """\
[[outlet]]
id = "sahil"
name = "Al-Sahil"
ar = ["صحيفة الساحل"]
domains = ["sahil.example"]
example = "قالت صحيفة الساحل إن الطريق مغلق"
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files of this test."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_list_is_known_to_the_reading(archive: Engine) -> None:
    with archive.begin() as connection:
        assert files(connection) == ()
        put(connection, "ports", HARBOUR, "سلمى")
        actors = files(connection)
    text = "قال مرصد الموانئ إن السفينة وصلت يوم الأحد."
    found = analyse(Document(id="d", text=text), actors=actors)
    source = found.attributions[0].source
    assert source is not None and source.entity == "harbour-watch"


def test_the_latest_counts_and_the_earlier_ones_stay(archive: Engine) -> None:
    later = HARBOUR.replace("Harbour Watch", "Port Watch")
    with archive.begin() as connection:
        put(connection, "ports", HARBOUR, "سلمى")
        put(connection, "ports", HARBOUR, "سلمى")  # the same again is no change
        put(connection, "papers", PAPER, "هند")
        put(connection, "ports", later, "هند")
        assert get(connection, "ports") == later
        assert [one.name for one in current(connection)] == ["papers", "ports"]
        remove(connection, "ports", "سلمى")
        assert [one.name for one in current(connection)] == ["papers"]
        assert [(one.person, one.text) for one in history(connection, "ports")] == [
            ("سلمى", None),
            ("هند", later),
            ("سلمى", HARBOUR),
        ]
        assert len(list(history(connection))) == 4
        for gone in ("ports", "none"):
            with pytest.raises(LookupError, match="no such list"):
                remove(connection, gone, "سلمى")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("ports", "[[body]]\nid = 'x'", "ports.toml: body x: needs name"),
        ("ports", "[[body]\n", "ports.toml: "),
        ("ports", "[[ship]]\nid = 'x'", "ports.toml: no table called ship"),
        ("ports", HARBOUR.replace('"organisation"', '"ship"'), "'ship' is not a valid Kind"),
        ("ports", "body = 3", "another form"),
        ("ports", "body = [3]", "another form"),
        ("ports", HARBOUR + "offices = [1]", "another form"),
        ("../ports", HARBOUR, "the name of a list"),
        ("", HARBOUR, "the name of a list"),
        ("ports", "# " + "x" * (4 << 20), "part it into several"),
        ("ports", HARBOUR + "# \ud800", "surrogates"),
    ],
)
def test_a_bad_list_is_refused_with_its_fault(
    archive: Engine, name: str, text: str, told: str
) -> None:
    with archive.begin() as connection:
        with pytest.raises(ValueError) as refused:
            put(connection, name, text, "سلمى")
        assert told in str(refused.value) and "\n" not in str(refused.value)
        assert list(history(connection)) == []


def test_the_same_text_has_the_same_path_and_another_one_another(archive: Engine) -> None:
    with archive.begin() as connection:
        put(connection, "ports", HARBOUR, "سلمى")
        (first,) = files(connection)
        assert files(connection) == (first,)
        put(connection, "ports", PAPER, "سلمى")
        (second,) = files(connection)
    assert first != second and first.name == second.name == "ports.toml"
    assert first.read_text(encoding="utf-8") == HARBOUR


def test_a_file_that_somebody_changed_is_written_anew(archive: Engine) -> None:
    with archive.begin() as connection:
        put(connection, "ports", HARBOUR, "سلمى")
        (path,) = files(connection)
        path.write_text("[[body]]", encoding="utf-8")
        assert files(connection) == (path,)
    assert path.read_text(encoding="utf-8") == HARBOUR


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no folder is shared here")
def test_a_folder_that_others_can_write_to_is_not_used(archive: Engine, temporary: Path) -> None:
    shared = temporary / f"marsad-lists-{os.getuid()}"
    shared.mkdir()
    shared.chmod(0o777)
    with archive.begin() as connection:
        put(connection, "ports", HARBOUR, "سلمى")
        (path,) = files(connection)
    assert shared not in path.parents
