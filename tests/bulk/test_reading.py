"""Files of each form into a lake: what is in it is what the archive's own reading finds."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.analysis.analyse import analyse
from marsad.bulk import cutting, records, shards
from marsad.bulk.faults import BulkError
from marsad.bulk.layout import Settings, find_lake, name_lake
from marsad.bulk.reading import Done
from marsad.bulk.rows import unpack_findings
from marsad.bulk.schema import PARTS, TABLES
from marsad.bulk.storage import open_storage
from marsad.intake.articles import Given
from marsad.intake.read import read
from tests.bulk.conftest import Here, all_rows, report, rows_of, to_lines, to_warc, write_table

Reading = Callable[..., Done]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are cut after ten documents, so that small ones are cut at all."""
    monkeypatch.setattr(cutting, "MOST_DOCUMENTS", 10)
    monkeypatch.setattr(cutting, "MOST_BYTES", 1_600)
    monkeypatch.setattr(records, "MOST_RECORDS", 5)


def test_a_lake_has_the_same_findings_as_a_reading(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(number) for number in range(6)]))
    done = reading(tmp_path / "lake", file)
    analyses = {one.id: analyse(one) for one in read(file)}  # type: ignore[union-attr, arg-type]
    for table in PARTS:
        count = sum(len(getattr(one, table)) for one in analyses.values())
        assert done.rows[table] == len(rows_of(tmp_path / "lake", table)) == count
    texts = dict(rows_of(tmp_path / "lake", "documents", "id, text"))
    for id, findings in rows_of(tmp_path / "lake", "readings", "document, findings"):
        assert unpack_findings(findings, texts[id], analyses[id].engine) == analyses[id]


def test_words_of_a_row_stand_where_it_says(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(number) for number in range(6)]))
    reading(tmp_path / "lake", file)
    texts = dict(rows_of(tmp_path / "lake", "documents", "id, text"))
    found = rows_of(tmp_path / "lake", "actors", 'document, "start", "end", words')
    found += rows_of(
        tmp_path / "lake",
        "claims",
        "document, unnest(content, recursive := true)",
    )
    assert len(found) > 12
    assert all(texts[id][start:end] == words for id, start, end, words in found)


def test_rows_lie_in_the_folder_of_their_day(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    reports = [report(0), report(1), report(2, published=None), report(3, published="2024-13-44")]
    file.write_bytes(to_lines(reports))
    reading(tmp_path / "lake", file)
    days = {
        str(id): day and day.isoformat()
        for id, day in rows_of(tmp_path / "lake", "documents", "id, day")
    }
    assert days == {"h0": "2024-03-01", "h1": "2024-03-08", "h2": None, "h3": None}


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz", "news.parquet"])
@pytest.mark.usefixtures("small_pieces")
def test_a_large_file_is_cut_and_nothing_is_lost(
    name: str, reading: Reading, tmp_path: Path
) -> None:
    reports = [report(number) for number in range(24)]
    file = tmp_path / name
    if name.endswith("parquet"):
        write_table(file, reports)
    else:
        lines = to_lines(reports)
        file.write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    done = reading(tmp_path / "lake", file)
    assert done.shards >= 3 and done.failures == ()
    found = rows_of(tmp_path / "lake", "documents", "id, outlet, published, text")
    assert found == sorted(
        ((one["id"], one["outlet"], one["published"], one["text"]) for one in reports), key=repr
    )
    assert not list((tmp_path / "lake").rglob("pieces/*.jsonl"))


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.usefixtures("small_pieces")
def test_a_web_archive_is_cut_between_records(
    packed: bool, reading: Reading, tmp_path: Path
) -> None:
    reports = [report(number) for number in range(12)]
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(to_warc(reports, packed=packed))
    done = reading(tmp_path / "lake", file)
    assert done.shards == 3 and done.failures == ()
    urls = [url for (url,) in rows_of(tmp_path / "lake", "documents", "url")]
    assert urls == sorted(f"http://harbour.example/h{number}" for number in range(12))
    places = [place for (place,) in rows_of(tmp_path / "lake", "originals", "place")]
    assert f"{file}: record 12 (http://harbour.example/h11)" in places


@pytest.mark.usefixtures("small_pieces")
def test_a_bad_line_is_named_by_its_number_in_the_file(reading: Reading, tmp_path: Path) -> None:
    lines = to_lines([report(number) for number in range(30)]).splitlines(keepends=True)
    lines[24] = b'{"text": \n'
    file = tmp_path / "news.jsonl"
    file.write_bytes(b"".join(lines))
    done = reading(tmp_path / "lake", file)
    (failure,) = done.failures
    assert failure.place == f"{file}:25" and "JSON" in failure.message
    assert done.rows["documents"] == 29
    manifest = json.loads((tmp_path / "lake" / "manifest.json").read_bytes())
    assert manifest["failures"] == [{"place": failure.place, "message": failure.message}]


def test_what_was_read_is_passed_over_and_what_is_new_is_added(
    here: Here, reading: Reading, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(to_lines([report(0), report(1)]))
    reading(tmp_path / "lake", folder)
    before = all_rows(tmp_path / "lake")
    here.done.clear()
    assert reading(tmp_path / "lake", folder).fresh == 0
    assert here.done == [] and all_rows(tmp_path / "lake") == before
    (folder / "b.txt").write_text(f"{report(2)['text']}\n", encoding="utf-8")
    done = reading(tmp_path / "lake", folder)
    assert (done.fresh, done.rows["documents"]) == (1, 3)
    assert len(rows_of(tmp_path / "lake", "documents")) == 3


def test_a_file_that_is_there_twice_is_read_once(reading: Reading, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.jsonl").write_bytes(to_lines([report(0)]))
    reading(tmp_path / "lake", tmp_path / "a")
    done = reading(tmp_path / "lake", tmp_path / "b")
    assert (done.fresh, done.rows["documents"]) == (0, 1)


def test_other_code_or_lists_never_find_old_work_done(tmp_path: Path) -> None:
    storage = open_storage(str(tmp_path))
    plain = name_lake(storage, Settings())
    listed = name_lake(storage, Settings((("own.toml", "[[person]]"),)))
    assert plain.folder != listed.folder and plain.folder.startswith("marsad-")


def test_what_is_said_of_files_makes_another_shard(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(report(1)["text"], encoding="utf-8")
    reading(tmp_path / "lake", file)
    done = reading(tmp_path / "lake", file, given=Given(outlet="Quay Post"))
    assert done.fresh == 1
    assert {outlet for (outlet,) in rows_of(tmp_path / "lake", "documents", "outlet")} == {
        None,
        "Quay Post",
    }


def test_the_manifest_tells_version_sources_and_rows(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(0)]))
    reading(tmp_path / "lake", file)
    told = json.loads((tmp_path / "lake" / "manifest.json").read_bytes())
    (source,) = told["sources"]
    assert told["engine"].startswith("marsad ") and told["complete"] is True
    assert source["place"] == str(file) and len(source["hash"]) == 64
    assert told["rows"]["documents"] == 1
    tables = {table for table in TABLES if rows_of(tmp_path / "lake", table)}
    notes = {"batches", "done", "placed", "plans", "shards", "strikes"}
    assert {one.name for one in (tmp_path / "lake" / told["current"]).iterdir()} == tables | notes


def test_a_lake_among_its_own_sources_is_refused(reading: Reading, tmp_path: Path) -> None:
    reading_file = tmp_path / "news" / "a.jsonl"
    reading_file.parent.mkdir()
    reading_file.write_bytes(to_lines([report(0)]))
    reading(tmp_path / "news" / "lake", reading_file)
    with pytest.raises(BulkError, match="name another folder"):
        reading(tmp_path / "news" / "lake", tmp_path / "news")


def test_missing_files_and_odd_tables_are_failures_in_one_line(
    reading: Reading, tmp_path: Path
) -> None:
    table = write_table(tmp_path / "odd.parquet", [{"id": "x", "body": "no text here"}])
    done = reading(tmp_path / "lake", table, tmp_path / "gone.jsonl")
    assert [one.message for one in done.failures] == [
        "no such file or folder; check the name",
        'no column "text"; name the one with the texts so',
    ]


def test_no_lake_and_an_unfinished_one_say_so(reading: Reading, tmp_path: Path) -> None:
    with pytest.raises(BulkError, match="make one with"):
        find_lake(open_storage(str(tmp_path)))
    file = tmp_path / "a.jsonl"
    file.write_bytes(to_lines([report(0)]))
    reading(tmp_path / "lake", file)
    manifest = json.loads((tmp_path / "lake" / "manifest.json").read_bytes())
    (tmp_path / "lake" / "manifest.json").write_text(json.dumps({**manifest, "complete": False}))
    with pytest.raises(BulkError, match="give the same marsad bulk read again"):
        find_lake(open_storage(str(tmp_path / "lake")))


def test_a_lake_and_its_files_may_lie_in_a_store_that_fsspec_knows(
    here: Here, reading: Reading, tmp_path: Path
) -> None:
    plain, zipped = tmp_path / "store" / "news.jsonl", tmp_path / "store" / "crawl.warc.gz"
    plain.parent.mkdir()
    plain.write_bytes(to_lines([report(0), report(1)]))
    zipped.write_bytes(to_warc([report(2)], packed=True))
    address = f"file://{tmp_path}/store"
    done = reading(f"file://{tmp_path}/lake", address)
    assert done.failures == () and done.rows["documents"] == 3
    here.done.clear()
    assert reading(f"file://{tmp_path}/lake", address).fresh == 0 and here.done == []
    assert len(rows_of(tmp_path / "lake", "documents")) == 3


@pytest.mark.usefixtures("small_pieces")
def test_a_shard_that_cannot_be_read_is_listed_and_tried_again(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(number) for number in range(30)]))
    whole = shards.write_rows

    def full(lines: Iterator[bytes], *rest: Any) -> Path:
        told = list(lines)
        if any(b'"h12"' in line for line in told):
            raise OSError(28, "No space left on device")
        return whole(iter(told), *rest)

    with monkeypatch.context() as patched:
        patched.setattr(shards, "write_rows", full)
        done = reading(tmp_path / "lake", file)
    (failure,) = done.failures
    assert failure.place == str(file) and "No space left on device" in failure.message
    held = done.rows["documents"]
    assert 15 <= held < 30 and len(rows_of(tmp_path / "lake", "documents")) == held
    again = reading(tmp_path / "lake", file)
    assert (again.fresh, again.failures, again.rows["documents"]) == (1, (), 30)


@pytest.mark.slow
@pytest.mark.usefixtures("small_pieces")
def test_a_packed_bomb_fills_no_disk(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "bomb.jsonl.gz"
    with gzip.open(file, "wb") as packed:
        for _ in range(80):
            packed.write(b" " * (1 << 20))
    done = reading(tmp_path / "lake", file)
    (failure,) = done.failures
    assert failure.place == str(file) and "as zip bombs do" in failure.message
    assert not list((tmp_path / "lake").rglob("pieces/*.jsonl"))
