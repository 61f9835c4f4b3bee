"""A lake joined: the same propositions as an archive has of the same documents, out of core.

Documents are numbered by day and parted into chunks. Each stage takes every chunk by itself, in any
process, and writes a file; between stages DuckDB sorts what they wrote, in files where it does not
fit into memory. So what is held at a time is what some hundred documents say, and what is near them
in days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from marsad.archive.advance import Advance, silent
from marsad.bulk.admitting import admit
from marsad.bulk.cluster import Workers
from marsad.bulk.comparing import LINKS, compare_chunk
from marsad.bulk.database import open_database
from marsad.bulk.faults import BulkError
from marsad.bulk.grouping import MEMBERS, TIES, group_chunk, tie
from marsad.bulk.layout import (
    JOINED,
    MANIFEST,
    Lake,
    find_lake,
    name_joined,
    read_manifest,
)
from marsad.bulk.storage import Storage
from marsad.bulk.telling import (
    BONDS,
    CROSSING,
    GROUPS,
    PROPOSITIONS,
    TOUCHING,
    bond_chunk,
    sort_bonds,
    sort_out,
    tell_chunk,
)
from marsad.bulk.told import STATEMENTS, Task, read_chunk
from marsad.codec import from_plain, to_json
from marsad.intake.failures import Failure


class Joined(NamedTuple):
    """What came of joining: counts, what failed, and the folder of the tables in the lake."""

    folder: str
    documents: int
    statements: int
    links: int
    propositions: int
    bonds: int
    failures: tuple[Failure, ...] = ()
    fresh: bool = True


class _Stage(NamedTuple):
    """Work on every chunk, and what is sorted out behind it."""

    what: str
    work: Callable[[Task], Any]
    after: Callable[[Lake, str, Path], None] | None = None


_STAGES = (
    _Stage("statements", read_chunk),
    _Stage("comparing", compare_chunk, tie),
    _Stage("grouping", group_chunk, sort_out),
    _Stage("bonds", bond_chunk, sort_bonds),
    _Stage("telling", tell_chunk),
)


def join_lake(storage: Storage, workers: Workers, *, advance: Advance = silent) -> Joined:
    """Join what the documents of a lake say, unless that is done.

    What was joined of an earlier state of the lake is taken away at the end.

    Raises:
        BulkError: there is no lake, it is not read to its end, or a chunk could not be joined.
    """
    lake = find_lake(storage)
    folder = name_joined(lake)
    if storage.exists(lake.name(folder, JOINED)):
        return _told(lake, folder)._replace(fresh=False)
    with storage.drafting() as drafts:
        chunks = admit(lake, folder, drafts)
    tasks = [Task(lake, folder, chunk) for chunk in range(len(chunks.every))]
    failures: list[Failure] = []
    for stage in _STAGES:
        for ended in workers.run(stage.work, tasks, what=stage.what, advance=advance):
            if ended.fault is not None:
                told = f"{stage.what} of chunk {ended.asked.chunk}: {ended.fault}"
                raise BulkError(f"{storage.address}: {told}; give the same command again")
            failures += (Failure(*one) for one in ended.value or ())
        if stage.after is not None:
            with storage.drafting() as drafts:
                stage.after(lake, folder, drafts)
    return _settle(lake, folder, failures)


def _settle(lake: Lake, folder: str, failures: Iterable[Failure]) -> Joined:
    """Note that all is joined, and take away what that was made from."""
    with lake.storage.drafting() as drafts, open_database(drafts) as database:
        count = partial(_count, lake, folder, database, drafts)
        told = Joined(
            folder=folder,
            documents=count("admitted.parquet"),
            statements=count(MEMBERS),
            links=count(LINKS),
            propositions=count(PROPOSITIONS),
            bonds=count(BONDS),
            failures=tuple(failures),
        )
    lake.write_note(told, folder, JOINED)
    manifest = read_manifest(lake.storage) or {}
    lake.storage.write(MANIFEST, to_json({**manifest, "joined": folder}))
    for name in (TIES, GROUPS, CROSSING, TOUCHING):
        lake.storage.remove(lake.name(folder, name))
    lake.storage.clear(lake.name(folder, STATEMENTS))
    for other in lake.storage.folders(lake.folder):
        if other.startswith("joined-") and other != folder:
            lake.storage.clear(lake.name(other))
    return told


def _count(lake: Lake, folder: str, database: Any, drafts: Path, table: str) -> int:
    names = lake.storage.names(lake.name(folder, table), ".parquet") or [lake.name(folder, table)]
    total = 0
    for name in names:
        file = str(lake.storage.fetch(name, drafts))
        (rows,) = database.execute("SELECT count(*) FROM read_parquet(?)", [file]).fetchone()
        total += rows
    return total


def _told(lake: Lake, folder: str) -> Joined:
    return from_plain(lake.read_note(folder, JOINED), Joined)
