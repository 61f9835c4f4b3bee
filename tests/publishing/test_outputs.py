"""Where readings go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.model import Analysis
from marsad.publishing.outputs import OutputError, choose_format, write


@pytest.mark.parametrize("format", ["table", "html", "jsonl", "brat"])
def test_every_format_writes_where_it_is_told(
    format: str, tmp_path: Path, analysis: Analysis
) -> None:
    write([analysis, analysis], format, tmp_path / "out")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and all(path.stat().st_size for path in files)
    assert not [path for path in files if path.name.endswith(".part")]


@pytest.mark.parametrize("format", ["table", "html", "jsonl"])
def test_a_stop_leaves_the_old_file(format: str, tmp_path: Path, analysis: Analysis) -> None:
    def stopped() -> Iterator[Analysis]:
        yield analysis
        raise KeyboardInterrupt

    (tmp_path / "out").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write(stopped(), format, tmp_path / "out")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_lines_are_json(tmp_path: Path, analysis: Analysis) -> None:
    write([analysis, analysis], "jsonl", tmp_path / "out")
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["n1", "n1"]


def test_no_documents_make_an_empty_file(tmp_path: Path) -> None:
    write([], "jsonl", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b""


@pytest.mark.parametrize("format", ["table", "html", "jsonl"])
def test_a_folder_is_no_file(format: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="name a file"):
        write([], format, tmp_path)


def test_brat_needs_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for output in (None, tmp_path / "file"):
        with pytest.raises(OutputError, match="folder"):
            write([], "brat", output)


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.jsonl", "jsonl"), ("a", "jsonl")],
)
def test_the_name_of_the_output_chooses(name: str, format: str) -> None:
    assert choose_format(Path(name)) == format
