"""A small harbour's news as files of each form, and lakes that are read from them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from marsad.archive.advance import silent
from marsad.bulk.cluster import Ended
from marsad.bulk.layout import find_lake, placed_batches, table_files
from marsad.bulk.reading import Asked, Done, read_lake
from marsad.bulk.schema import TABLES
from marsad.bulk.storage import open_storage

OUTLETS = ("Harbour Gazette", "صحيفة المرفأ", "Coast Wire")
TOLD = (
    "Turkey bombed the port of Latakia on Friday, residents of the city said.",
    "قصفت تركيا ميناء اللاذقية يوم الجمعة، بحسب سكان المدينة.",
    "Turkey denied bombing the port of Latakia on Friday.",
    "قال وزير الخارجية الروسي سيرغي لافروف إن بلاده أغلقت ثلاثة موانئ في سوريا.",
    "The Russian foreign minister Sergei Lavrov said that Moscow had closed five ports in Syria.",
    "نفى الجيش السوري إغلاق الموانئ، وأكد أن السفن تدخل ميناء طرطوس كل يوم.",
)


def report(number: int, **fields: Any) -> dict[str, Any]:
    """A report as a line of JSON has it: one of six stories, told on one of nine days."""
    story = TOLD[number % len(TOLD)]
    return {
        "id": f"h{number}",
        "outlet": OUTLETS[number % len(OUTLETS)],
        "published": f"2024-03-{1 + number * 7 % 9:02d}",
        "text": f"{story}\n\nShip number {number} waits at pier {number % 4}.",
        **fields,
    }


def to_lines(reports: Sequence[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in reports)


def to_warc(reports: Sequence[dict[str, Any]], *, packed: bool) -> bytes:
    """Pages as a crawler keeps them, each record packed by itself."""
    return b"".join(gzip.compress(one) if packed else one for one in map(_record, reports))


def _record(told: dict[str, Any]) -> bytes:
    page = (
        f"<html><head><title>Harbour {told['id']}</title></head><body><article>"
        f"<p>{told['text']} The harbour office opens at eight and closes at four, as the notice on "
        "its door says, and nobody has changed it for many years.</p></article></body></html>"
    ).encode()
    sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-05T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{told['id']}>\r\n"
        f"WARC-Target-URI: http://harbour.example/{told['id']}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent + b"\r\n\r\n"


def write_table(path: Path, reports: Sequence[dict[str, Any]]) -> Path:
    """The reports as a table of Parquet."""
    lines = path.with_suffix(".lines")
    lines.write_bytes(to_lines(reports))
    duckdb.read_json(str(lines), format="newline_delimited").write_parquet(str(path))
    lines.unlink()
    return path


class Here:
    """Does all tasks in this process: what they make is the same wherever they are done."""

    def __init__(self) -> None:
        self.done: list[Any] = []

    def run(self, work: Callable[[Any], Any], asked: Sequence[Any], **_: Any) -> list[Ended]:
        self.done += asked
        return [self._one(work, one) for one in asked]

    def _one(self, work: Callable[[Any], Any], asked: Any) -> Ended:
        try:
            return Ended(asked, work(asked))
        except OSError as error:
            return Ended(asked, fault=str(error))


@pytest.fixture
def here() -> Here:
    return Here()


def read_here(crew: Here, lake: Path | str, *named: Path | str, **asked: Any) -> Done:
    """Read files into a lake in this process."""
    return read_lake(
        Asked(tuple(map(str, named)), **asked),
        open_storage(str(lake)),
        crew,
        advance=silent,  # type: ignore[arg-type]
    )


@pytest.fixture
def reading(here: Here) -> Callable[..., Done]:
    """``reading(lake, file, …)``."""
    return partial(read_here, here)


def rows_of(lake: Path | str, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """All rows of a table of a lake, sorted, the days and the names of shards included."""
    storage = open_storage(str(lake))
    found = find_lake(storage)
    files = [
        str(Path(str(lake), name)) for name in table_files(found, table, placed_batches(found))
    ]
    if not files:
        return []
    rows = duckdb.execute(
        f"SELECT {columns} FROM read_parquet($1, hive_partitioning = true)", [files]
    ).fetchall()
    return sorted(rows, key=repr)


def all_rows(lake: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows_of(lake, table) for table in TABLES}
