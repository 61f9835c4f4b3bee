"""What the documents of a lake say, as statements: chunk by chunk, kept until all is joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from marsad.analysis.analyse import analyse
from marsad.bulk.admitting import ADMITTED, Chunk, Chunks, read_chunks
from marsad.bulk.database import listed, open_database
from marsad.bulk.layout import Lake, refuse_others
from marsad.bulk.rows import open_given, unpack_findings
from marsad.bulk.shards import list_files
from marsad.entities.lists import Lists, load_lists
from marsad.linking.nouns import Statement
from marsad.linking.reading.bounds import within_bounds
from marsad.linking.reading.statements import read_statements
from marsad.linking.stored.gathering import uncollected
from marsad.linking.stored.packing import Row, unpack
from marsad.linking.stored.slices import Told, cut
from marsad.linking.stored.store import PLACES, keys_of

STATEMENTS = "statements"
_ENCODER = msgspec.msgpack.Encoder()

_WANTED = """
SELECT a.number, a.day, a.id, a.renamed, a.withdrawn, d.text, d.engine, r.findings, r.given
FROM read_parquet('{admitted}') AS a
JOIN {documents} AS d ON d.shard = a.shard AND d.piece = a.piece AND d.number = a.nth
JOIN {readings} AS r ON r.shard = a.shard AND r.piece = a.piece AND r.number = a.nth
WHERE a.number BETWEEN {first} AND {last} ORDER BY a.number
"""


class Task(NamedTuple):
    """One chunk of a lake that is being joined into a folder."""

    lake: Lake
    folder: str
    chunk: int

    @property
    def chunks(self) -> Chunks:
        """All chunks."""
        return read_chunks(self.lake, self.folder)

    @property
    def own(self) -> Chunk:
        """The documents of this one."""
        return self.chunks.every[self.chunk]

    @property
    def files(self) -> tuple[Path, ...]:
        """The lists of a user's own with which the lake was read."""
        return list_files(self.lake.settings)

    @property
    def lists(self) -> Lists:
        """All lists with which the lake was read."""
        return load_lists(*self.files)

    def name(self, sort: str, suffix: str = "parquet") -> str:
        """The name of what is made of this chunk."""
        return self.lake.name(self.folder, sort, f"{self.chunk:05d}.{suffix}")

    def is_done(self, sort: str, suffix: str = "parquet") -> bool:
        """Whether it is made."""
        return self.lake.storage.exists(self.name(sort, suffix))


class Saying(msgspec.Struct, array_like=True):
    """What a document says, as it is kept; ``fault`` tells why that is nothing."""

    number: int
    day: int
    id: str
    rows: list[tuple[int, str, str | None, bytes]]
    withdrawn: bool = False
    fault: str | None = None

    @property
    def told(self) -> Told:
        """The same, for finding links."""
        return Told(self.number, self.day, tuple(Row(*row) for row in self.rows))


_DECODER = msgspec.msgpack.Decoder(list[Saying])


def read_chunk(task: Task) -> list[tuple[str, str]]:
    """Read what the documents of a chunk say, unless that is done; what failed is told."""
    refuse_others(task.lake)
    if task.is_done(STATEMENTS, "msgpack"):
        return []
    lists = task.lists
    with task.lake.storage.drafting() as drafts, uncollected():
        said = [_read(row, task, lists) for row in _rows(task, drafts)]
        draft = drafts / "said.msgpack"
        draft.write_bytes(_ENCODER.encode(said))
        task.lake.storage.take(draft, task.name(STATEMENTS, "msgpack"))
    return [(one.id, one.fault) for one in said if one.fault]


def _rows(task: Task, drafts: Path) -> list[Any]:
    lake, own = task.lake, task.own
    admitted = lake.storage.fetch(lake.name(task.folder, ADMITTED), drafts)
    with open_database(drafts) as database:
        files = [
            name
            for (name,) in database.execute(
                "SELECT DISTINCT file FROM read_parquet(?) WHERE number BETWEEN ? AND ?",
                [str(admitted), own.first, own.last],
            ).fetchall()
        ]
        tables = {
            table: _table(
                lake, [one.replace("/documents/", f"/{table}/", 1) for one in files], drafts
            )
            for table in ("documents", "readings")
        }
        wanted = _WANTED.format(admitted=admitted, first=own.first, last=own.last, **tables)
        return database.execute(wanted).fetchall()


def _table(lake: Lake, names: Sequence[str], drafts: Path) -> str:
    return f"read_parquet({listed([lake.storage.fetch(name, drafts) for name in sorted(names)])})"


def _read(row: Sequence[Any], task: Task, lists: Lists) -> Saying:
    number, day, id, renamed, withdrawn, text, engine, findings, given = row
    try:
        analysis = unpack_findings(findings, text, engine)
        if renamed:  # ids in a reading are made from that of its document
            document = replace(open_given(given, text), id=id)
            analysis = analyse(document, actors=task.files)
        told: Iterator[Statement] = within_bounds(read_statements(analysis, lists))
        if withdrawn:
            told = (replace(one, withdrawn=True) for one in told)
        cuts = cut(keys_of(number).first, told)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        fault = f"fault in marsad, report it: {error!r}"
        return Saying(number, day, id, [], withdrawn, fault)
    return Saying(number, day, id, [one.row for one in cuts], withdrawn)


class Sayings:
    """What chunks say, fetched as it is asked for."""

    def __init__(self, task: Task, drafts: Path) -> None:
        self._task, self._drafts = task, drafts
        self._chunks: dict[int, dict[int, Saying]] = {}
        self._statements: dict[int, Statement] = {}

    def of_chunk(self, chunk: int) -> dict[int, Saying]:
        """What the documents of a chunk say, by their numbers."""
        if chunk not in self._chunks:
            task = self._task._replace(chunk=chunk)
            name = task.name(STATEMENTS, "msgpack")
            raw = task.lake.storage.fetch(name, self._drafts).read_bytes()
            self._chunks[chunk] = {one.number: one for one in _DECODER.decode(raw)}
        return self._chunks[chunk]

    def of(self, number: int) -> Saying:
        """What a document says."""
        return self.of_chunk(self._task.chunks.of(number))[number]

    def row(self, key: int) -> tuple[int, str, str | None, bytes]:
        """A statement as it is kept."""
        said = self.of(key >> PLACES)
        return said.rows[key - said.rows[0][0]]

    def statement(self, key: int) -> Statement:
        """A statement, opened."""
        if key not in self._statements:
            said = self.of(key >> PLACES)
            head, row = Row(*said.rows[0]), Row(*self.row(key))
            opened = unpack([head] if head.key == key else [head, row])
            self._statements.update((one.key, one.statement) for one in opened)
        return self._statements[key]
