"""Shards put into days: each table gets a file a day from some shards together.

Which shards go together is written down first. So a run that is killed while it does this is taken
up where it was, no row comes twice, and a batch counts only when all of its tables are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from marsad.bulk.database import listed, open_database, quoted
from marsad.bulk.layout import BATCHES, DONE, PLACED, SHARDS, Lake
from marsad.bulk.schema import TABLES, select_table
from marsad.ids import content_id

# Of 12,000 articles in 48 shards, days have files of some 70 documents; more shards to a batch make
# fewer and larger files, but more of one table that has to be sorted at a time.
_MOST_SHARDS = 64
UNDATED = "__HIVE_DEFAULT_PARTITION__"  # as DuckDB and Spark call the day that is not known


class Batch(NamedTuple):
    """Shards that are put into days together."""

    name: str
    shards: tuple[str, ...]


class Task(NamedTuple):
    """One table of a batch."""

    lake: Lake
    batch: Batch
    table: str


def plan_batches(lake: Lake) -> list[Batch]:
    """What is to be put into days: batches that were begun, and the shards of no batch."""
    placed = set(lake.notes(PLACED))
    known = {
        name: Batch(name, tuple(lake.read_note(BATCHES, f"{name}.json")))
        for name in lake.notes(BATCHES)
    }
    taken = {shard for batch in known.values() for shard in batch.shards}
    loose = sorted(set(lake.notes(DONE)) - taken)
    waiting = [batch for name, batch in known.items() if name not in placed]
    for at in range(0, len(loose), _MOST_SHARDS):
        shards = tuple(loose[at : at + _MOST_SHARDS])
        batch = Batch(content_id("batch", *shards), shards)
        lake.write_note(shards, BATCHES, f"{batch.name}.json")
        waiting.append(batch)
    return waiting


def tasks_of(lake: Lake, batches: Sequence[Batch]) -> list[Task]:
    """The work on some batches, a table each."""
    return [Task(lake, batch, table) for batch in batches for table in TABLES]


def place_table(task: Task) -> None:
    """Put one table of a batch into days; done twice, it makes the same files."""
    lake, batch, table = task
    with lake.storage.drafting() as drafts:
        names = [lake.name(SHARDS, f"{shard}.parquet") for shard in batch.shards]
        shards = [lake.storage.fetch(name, drafts) for name in names]
        for day, file in _parted(table, shards, drafts):
            lake.storage.take(file, lake.name(table, day, f"{batch.name}.parquet"))


def _parted(table: str, shards: Sequence[Path], drafts: Path) -> Iterator[tuple[str, Path]]:
    """The rows of a table in a file for each day, with the folder that it belongs into."""
    target = drafts / "days"
    with open_database(drafts) as database:
        database.execute(f"CREATE VIEW shards AS SELECT * FROM read_parquet({listed(shards)})")
        database.execute("SET preserve_insertion_order = true")
        database.execute(
            f"COPY ({select_table(table)}) TO '{quoted(target)}' "
            "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day))"
        )
    for folder in sorted(target.iterdir()) if target.is_dir() else ():
        (file,) = folder.iterdir()
        yield folder.name, file


def settle_batch(lake: Lake, batch: Batch) -> None:
    """Note that all tables of a batch are there, and take away the shards that it was made of."""
    rows = {shard: lake.read_note(DONE, f"{shard}.json")["rows"] for shard in batch.shards}
    lake.write_note(rows, PLACED, f"{batch.name}.json")
    for shard in batch.shards:
        lake.storage.remove(lake.name(SHARDS, f"{shard}.parquet"))


def sweep(lake: Lake) -> None:
    """Take away shards of batches that were settled before a run was killed."""
    left = lake.storage.names(lake.name(SHARDS), ".parquet")
    if left:
        there = {name.rpartition("/")[2].removesuffix(".parquet"): name for name in left}
        for batch in lake.notes(PLACED):
            for shard in lake.read_note(BATCHES, f"{batch}.json"):
                if shard in there:
                    lake.storage.remove(there[shard])
