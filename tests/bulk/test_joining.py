"""A lake joined: byte for byte what an archive has of the same documents."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from marsad.archive.observatory import Observatory
from marsad.bulk import admitting, comparing
from marsad.bulk.admitting import Chunk, Chunks, _part, read_chunks
from marsad.bulk.faults import BulkError
from marsad.bulk.joining import Joined, join_lake
from marsad.bulk.layout import find_lake
from marsad.bulk.reading import Done
from marsad.bulk.storage import open_storage
from marsad.linking.stored.dumping import _bond, _proposition
from marsad.linking.stored.linked import Linked
from tests.bulk.conftest import TOLD, Here, report, to_lines

Reading = Callable[..., Done]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Chunks of six documents, and windows of four: so that all that is large is reached."""
    monkeypatch.setattr(admitting, "FEWEST", 6)
    monkeypatch.setattr(admitting, "MOST", 6)
    monkeypatch.setattr(comparing, "MOST", 4)
    yield
    read_chunks.cache_clear()


def joined_rows(lake: Path, joined: Joined, table: str, order: str) -> list[dict[str, Any]]:
    top = lake / find_lake(open_storage(str(lake))).folder / joined.folder
    found = duckdb.execute(f"FROM read_parquet('{top}/{table}/*.parquet') ORDER BY {order}")
    names = [one[0] for one in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def dump(lake: Path, joined: Joined) -> list[bytes]:
    """A joined lake in the canonical form of an archive."""
    members = defaultdict[str, list[str]](list)
    for row in joined_rows(lake, joined, "members", "statement"):
        members[row["proposition"]].append(row["statement"])
    told = joined_rows(lake, joined, "propositions", "id")
    bonds = joined_rows(lake, joined, "bonds", "one, other, relation")
    return [_proposition(row, members[row["id"]]) for row in told] + [_bond(row) for row in bonds]


def dump_archive(path: Path, *files: Path) -> list[bytes]:
    with Observatory.create(path) as observatory:
        observatory.add(*files)
        linked = Linked(observatory)
        linked.update()
        return list(linked.dump())


@pytest.mark.slow
@pytest.mark.usefixtures("small_chunks")
def test_a_lake_is_joined_as_an_archive_is(here: Here, reading: Reading, tmp_path: Path) -> None:
    """Two languages, denials, numbers, copies, later texts under an id or an address, no dates."""
    page = "http://harbour.example/ports"
    reports = [
        *(report(number) for number in range(14)),
        report(3),
        report(4, text=f"{TOLD[1]}\n\nA later text of the same page."),
        report(20, url=page),
        report(21, url=page, text="Turkey did not bomb the port of Latakia, the governor said."),
        report(22, url=page, text="Turkey did not bomb the port of Latakia, the governor said."),
        report(23, published=None),
        report(24, published=None, text=TOLD[2]),
        report(25, published="2024-06-01"),
    ]
    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines(reports))
    reading(tmp_path / "lake", file)
    joined = join_lake(open_storage(str(tmp_path / "lake")), here)  # type: ignore[arg-type]
    assert (joined.documents, joined.failures, joined.fresh) == (20, (), True)
    assert joined.bonds > 2 and joined.propositions < joined.statements
    assert dump(tmp_path / "lake", joined) == dump_archive(tmp_path / "m.db", file)


def test_files_of_folders_come_in_the_order_of_an_archive(
    here: Here, reading: Reading, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    for name, number in (("b/a.jsonl", 0), ("c.jsonl", 6), ("a.jsonl", 12)):
        (news / name).parent.mkdir(parents=True, exist_ok=True)
        story = f"{TOLD[0]}\n\nAs written in {name}."
        (news / name).write_bytes(to_lines([report(number, id="same", text=story)]))
    reading(tmp_path / "lake", news)
    joined = join_lake(open_storage(str(tmp_path / "lake")), here)  # type: ignore[arg-type]
    assert joined.documents == 3
    assert dump(tmp_path / "lake", joined) == dump_archive(tmp_path / "m.db", news)


@pytest.mark.slow
def test_what_is_joined_is_passed_over_and_what_grew_is_joined_anew(
    here: Here, reading: Reading, tmp_path: Path
) -> None:
    lake, file = tmp_path / "lake", tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(0), report(1)]))
    reading(lake, file)
    first = join_lake(open_storage(str(lake)), here)  # type: ignore[arg-type]
    here.done.clear()
    again = join_lake(open_storage(str(lake)), here)  # type: ignore[arg-type]
    assert here.done == [] and again == first._replace(fresh=False)
    (tmp_path / "more.jsonl").write_bytes(to_lines([report(2)]))
    reading(lake, tmp_path / "more.jsonl")
    grown = join_lake(open_storage(str(lake)), here)  # type: ignore[arg-type]
    assert grown.documents == 3 and grown.folder != first.folder
    folders = open_storage(str(lake)).folders(find_lake(open_storage(str(lake))).folder)
    assert [one for one in folders if one.startswith("joined-")] == [grown.folder]
    told = json.loads((lake / "manifest.json").read_bytes())
    assert told["joined"] == grown.folder and told["rows"]["documents"] == 3


@pytest.mark.slow
@pytest.mark.usefixtures("small_chunks")
def test_joining_goes_on_where_it_was_stopped(here: Here, reading: Reading, tmp_path: Path) -> None:
    lake, file = tmp_path / "lake", tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(number) for number in range(9)]))
    reading(lake, file)
    shutil.copytree(lake, tmp_path / "other")

    class Stopping(Here):
        """Ends amid its work, as a person or a power cut does."""

        def _one(self, work: Callable[[Any], Any], asked: Any) -> Any:
            if len(self.done) > 4 and asked.chunk:
                raise KeyboardInterrupt
            return super()._one(work, asked)

    with pytest.raises(KeyboardInterrupt):
        join_lake(open_storage(str(lake)), Stopping())  # type: ignore[arg-type]
    joined = join_lake(open_storage(str(lake)), here)  # type: ignore[arg-type]
    whole = join_lake(open_storage(str(tmp_path / "other")), here)  # type: ignore[arg-type]
    assert dump(lake, joined) == dump(tmp_path / "other", whole)


def test_a_lake_that_is_no_lake_is_not_joined(here: Here, tmp_path: Path) -> None:
    with pytest.raises(BulkError, match="no lake here"):
        join_lake(open_storage(str(tmp_path)), here)  # type: ignore[arg-type]


def test_chunks_follow_the_days_and_the_undated_have_their_own() -> None:
    chunks = Chunks(tuple(_part([(0, 5), (100, 300), (101, 300), (140, 10)])))
    assert chunks.every == (
        Chunk(1, 5, 0, 0),
        Chunk(6, 261, 100, 100),
        Chunk(262, 517, 100, 101),
        Chunk(518, 615, 101, 140),
    )
    assert [chunks.beside(at) for at in range(4)] == [[], [0], [0, 1], [0, 1, 2]]
    assert [chunks.of(number) for number in (1, 5, 6, 261, 262, 615)] == [0, 0, 1, 1, 2, 3]
