"""Statements of a chunk put into groups that say one thing each, by the links between them.

The parts that links hold together depend on the links alone; so each process finds those of its own
statements, and asks for the links of others as far as a part reaches. A part belongs to the chunk
of its first statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from marsad.bulk.comparing import LINKS
from marsad.bulk.database import listed, open_database, quoted, write_rows
from marsad.bulk.layout import Lake
from marsad.bulk.told import Sayings, Task
from marsad.codec import to_json
from marsad.linking.comparing.parts import Parter, Tied
from marsad.linking.comparing.propositions import group, proposition_id, weigh
from marsad.linking.comparing.window import place
from marsad.linking.nouns import Link, Relation
from marsad.linking.stored.gathering import uncollected
from marsad.linking.stored.store import keys_of

MEMBERS, TIES = "members", "ties.parquet"
MEMBER_COLUMNS = {
    "statement": "VARCHAR",
    "claim": "VARCHAR",
    "document": "VARCHAR",
    "proposition": "VARCHAR",
    "key": "BIGINT",
    "first": "BIGINT",
    "withdrawn": "BOOLEAN",
}
_ROWS = 8_192  # of a row group: what a look-up by key reads at least
_TIES = """
COPY (
    SELECT one AS key, other, relation, score FROM links
    UNION ALL SELECT other, one, relation, score FROM links ORDER BY key, other
) TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE {rows})
"""


class Tie(NamedTuple):
    """A link as one of its ends has it."""

    other: int
    relation: Relation
    score: float


def tie(lake: Lake, folder: str, drafts: Path) -> None:
    """Write all links sorted by both of their ends, unless that is done."""
    if lake.storage.exists(lake.name(folder, TIES)):
        return
    target = drafts / TIES
    names = lake.storage.names(lake.name(folder, LINKS), ".parquet")
    with open_database(drafts, threads=2) as database:
        files = [lake.storage.fetch(name, drafts) for name in names]
        database.execute(f"CREATE VIEW links AS FROM read_parquet({listed(files)})")
        database.execute("SET preserve_insertion_order = true")
        database.execute(_TIES.format(target=quoted(target), rows=_ROWS))
    lake.storage.take(target, lake.name(folder, TIES))


class _Ties:
    """Links by the statements that they tie, fetched a chunk at a time."""

    def __init__(self, database: Any, file: Path, task: Task) -> None:
        self._database, self._file, self._chunks = database, str(file), task.chunks
        self._there: set[int] = set()
        self._ties: defaultdict[int, list[Tie]] = defaultdict(list)

    def of(self, key: int) -> list[Tie]:
        """All links of a statement."""
        chunk = self._chunks.of(key >> 15)
        if chunk not in self._there:
            self._there.add(chunk)
            self._fetch(chunk)
        return self._ties.get(key, [])

    def _fetch(self, chunk: int) -> None:
        of = self._chunks.every[chunk]
        rows = self._database.execute(
            "SELECT key, other, relation, score FROM read_parquet(?) WHERE key BETWEEN ? AND ?",
            [self._file, keys_of(of.first).first, keys_of(of.last).last],
        ).fetchall()
        for key, other, relation, score in rows:
            self._ties[key].append(Tie(other, Relation(relation), score))

    def tied(self, keys: Collection[int]) -> Mapping[int, Tied]:
        """What ties some statements, for finding parts."""
        return {
            key: Tied(
                {one.other: one.score for one in self.of(key) if one.relation is Relation.SAME}
            )
            for key in keys
        }


def group_chunk(task: Task) -> None:
    """Group what the documents of a chunk say, unless that is done."""
    if task.is_done(MEMBERS):
        return
    lake = task.lake
    with lake.storage.drafting() as drafts, uncollected():
        file = lake.storage.fetch(lake.name(task.folder, TIES), drafts)
        with open_database(drafts) as database:
            grouping = _Grouping(task, _Ties(database, file, task), Sayings(task, drafts))
            rows = list(grouping.rows())
        made = write_rows(map(to_json, rows), MEMBER_COLUMNS, drafts)
        lake.storage.take(made, task.name(MEMBERS))


class _Grouping:
    """The parts of a chunk, and the groups in them."""

    def __init__(self, task: Task, ties: _Ties, sayings: Sayings) -> None:
        self._task, self._ties, self._sayings = task, ties, sayings

    def rows(self) -> Iterator[dict[str, Any]]:
        """The members of all groups of parts that belong to the chunk."""
        own = self._sayings.of_chunk(self._task.chunk)
        keys = [row[0] for saying in own.values() for row in saying.rows]
        mine = frozenset(keys)
        for part in Parter(self._ties.tied).parts(keys):
            if min(part.members) in mine:
                for members in self._grouped(part.members):
                    yield from self._told(members)

    def _grouped(self, members: frozenset[int]) -> Iterator[list[int]]:
        if len(members) == 1:
            yield list(members)
            return
        ids = {key: self._sayings.row(key)[1] for key in members}
        keys = {id: key for key, id in ids.items()}
        inside = [
            Link(ids[key], ids[one.other], one.relation, one.score, ())
            for key in members
            for one in self._ties.of(key)
            if key < one.other and one.other in members
        ]
        for some in group(sorted(keys), weigh(inside)):
            yield [keys[id] for id in some]

    def _told(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        sayings = self._sayings
        first = keys[0]
        if len(keys) > 1:
            first = min(keys, key=lambda key: place(sayings.statement(key)))
        id = proposition_id(sayings.row(first)[1])
        for key in sorted(keys):
            number, statement, claim, _ = sayings.row(key)
            yield {
                "statement": statement,
                "claim": claim,
                "document": sayings.of(key >> 15).id,
                "proposition": id,
                "key": number,
                "first": min(keys),
                "withdrawn": sayings.of(key >> 15).withdrawn,
            }
