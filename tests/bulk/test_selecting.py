"""A selection of a lake brought into an archive, as it had come from the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.observatory import Observatory
from marsad.bulk.faults import BulkError
from marsad.bulk.reading import Done
from marsad.bulk.selecting import Selection, select_items
from marsad.bulk.storage import open_storage
from marsad.cli import commands
from tests.bulk.conftest import report, to_lines


@pytest.fixture
def lake(reading: Callable[..., Done], tmp_path: Path) -> Path:
    reports = [report(number) for number in range(12)]
    (tmp_path / "news.jsonl").write_bytes(to_lines([*reports, report(12, published=None)]))
    reading(tmp_path / "lake", tmp_path / "news.jsonl")
    return tmp_path / "lake"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Selection(), "h0 h1 h2 h3 h4 h5 h6 h7 h8 h9 h10 h11 h12"),
        (Selection(since="2024-03-08"), "h1 h5 h10"),
        (Selection(until="2024-03-01"), "h0 h9"),
        (Selection(query="on:2024-03-08"), "h1 h10"),
        (Selection(query="Latakia"), "h0 h2 h6 h8 h12"),
        (Selection(query="ميناء OR closed"), "h1 h4 h5 h7 h10 h11"),
        (Selection(query='"pier 3" -Latakia'), "h3 h7 h11"),
        (Selection(query='outlet:"Coast Wire" stance:deny'), "h2 h5 h8 h11"),
        (Selection(query="lang:ar place:Latakia"), "h1 h7"),
        (Selection(query='source:"Sergey Lavrov"'), "h3 h4 h9 h10"),
    ],
)
def test_days_words_and_fields_choose(lake: Path, wanted: Selection, found: str) -> None:
    items = select_items(open_storage(str(lake)), wanted)
    assert [item.document.id for item in items] == found.split()


def test_what_a_lake_is_not_asked_is_said(lake: Path) -> None:
    with pytest.raises(BulkError, match="via: a lake is not asked for it"):
        list(select_items(open_storage(str(lake)), Selection(query="via:Reuters")))
    with pytest.raises(ValueError, match='--since: "March" is no date'):
        list(select_items(open_storage(str(lake)), Selection(since="March")))


def test_marsad_add_takes_a_lake_as_it_takes_the_files(lake: Path, tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "lake.db", "--workers", "1")
    Observatory.create(tmp_path / "lake.db").close()
    chosen = run("add", lake, "--until", "2024-03-01", "--no-link", *archive)
    assert chosen.output == "2 new, 0 changed, 0 same, 0 failed\n"
    rest = run("add", lake, "--no-link", *archive)
    assert rest.output == "11 new, 0 changed, 2 same, 0 failed, 7 near copies\n"
    again = run("add", tmp_path / "news.jsonl", "--no-link", *archive)
    assert again.output == "0 new, 0 changed, 13 same, 0 failed\n"
    with (
        Observatory.create(tmp_path / "files.db") as files,
        Observatory(tmp_path / "lake.db") as one,
    ):
        files.add(tmp_path / "news.jsonl")
        for id in ("h1", "h12"):
            assert one.document(id) == files.document(id)
            assert one.original(id) == files.original(id)


def test_a_selection_needs_a_lake(tmp_path: Path) -> None:
    Observatory.create(tmp_path / "m.db").close()
    (tmp_path / "a.txt").write_text("Nothing.")
    told = run("add", tmp_path / "a.txt", "--since", "2024-03-01", "--archive", tmp_path / "m.db")
    assert told.exit_code == 2 and "choose from a lake; name one" in told.output
