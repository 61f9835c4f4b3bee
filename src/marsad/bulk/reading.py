"""Files read into a lake, from the names that a person gives to tables by day.

Everything that is done is noted in the lake. So the same call goes on where an earlier one stopped,
however it ended, and reads only what is new.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from marsad.archive.advance import Advance, silent
from marsad.bulk.cluster import Ended, Workers
from marsad.bulk.cutting import Cutting, Piece, cut_source
from marsad.bulk.days import place_table, plan_batches, settle_batch, sweep, tasks_of
from marsad.bulk.faults import BulkError
from marsad.bulk.layout import (
    DONE,
    FORMAT,
    JOINED,
    MANIFEST,
    PIECES,
    PLANS,
    Lake,
    Settings,
    name_joined,
    name_lake,
    read_manifest,
    refuse_others,
)
from marsad.bulk.shards import Shard, read_shard
from marsad.bulk.shards import Task as ShardTask
from marsad.bulk.sources import Source, find_sources, group_sources
from marsad.bulk.storage import DRAFTS, Storage, is_remote
from marsad.codec import to_json
from marsad.ids import content_id
from marsad.intake.articles import Given
from marsad.intake.dates import is_date
from marsad.intake.failures import Failure
from marsad.version import __version__

_OLD = 86_400  # seconds: drafts of that age are nobody's


class Asked(NamedTuple):
    """What is to be read: names of files, folders and object stores, and what is said of them."""

    named: tuple[str, ...]
    given: Given = Given()
    settings: Settings = Settings()


class Done(NamedTuple):
    """What a lake holds after a run: counts, and what failed in it so far.

    ``fresh`` is how many shards this run has read.
    """

    shards: int
    fresh: int
    rows: dict[str, int]
    failures: tuple[Failure, ...]


class _Plan(NamedTuple):
    """Sources to be cut together."""

    lake: Lake
    sources: tuple[Source, ...]
    given: Given


def read_lake(
    asked: Asked, storage: Storage, workers: Workers, *, advance: Advance = silent
) -> Done:
    """Read what is new in some files into a lake.

    Args:
        advance: is told how many of how many are done, and of what.

    Raises:
        BulkError: the lake or an object store cannot be used; the message names the remedy.
        ValueError: the given date is none.
    """
    if asked.given.published is not None and not is_date(asked.given.published):
        raise ValueError(f'"{asked.given.published}" is no date; write it as 2017-06-08')
    read_manifest(storage)
    lake = name_lake(storage, asked.settings)
    _sweep_drafts(storage)
    found = list(find_sources(asked.named))
    failures = [one for one in found if isinstance(one, Failure)]
    sources = [one for one in found if isinstance(one, Source)]
    _refuse_within(sources, storage)
    _write_manifest(lake, complete=False)
    failures += _plan(lake, sources, asked.given, workers, advance)
    shards = list(_shards(lake, {one.stamp for one in sources}, asked.given))
    fresh, lost = _read(lake, shards, workers, advance)
    unplaced = list(_place(lake, workers, advance))
    _tidy(lake, shards)
    done = _write_manifest(lake, failures=[*failures, *lost, *unplaced], complete=not unplaced)
    return done._replace(fresh=fresh)


def _refuse_within(sources: Sequence[Source], storage: Storage) -> None:
    """A lake that reads itself grows for ever."""
    top = storage.address if is_remote(storage.address) else str(Path(storage.address).absolute())
    within = next((one for one in sources if one.address.startswith(f"{top}/")), None)
    if within is not None:
        raise BulkError(f"{storage.address}: lies among what is to be read; name another folder")


def _plan(
    lake: Lake, sources: Sequence[Source], given: Given, workers: Workers, advance: Advance
) -> Iterator[Failure]:
    """Cut the sources of which nothing is planned."""
    known = {
        stamp for plan in _plans(lake) for stamp in plan["stamps"] if plan["given"] == [*given]
    }
    new = [one for one in sources if one.stamp not in known]
    asked = [_Plan(lake, tuple(group), given) for group in group_sources(new)]
    for ended in workers.run(plan_sources, asked, what="cutting", advance=advance):
        if ended.fault is not None:
            yield from (Failure(one.address, ended.fault) for one in ended.asked.sources)
        else:
            yield from (Failure(*told) for told in ended.value)


def plan_sources(plan: _Plan) -> list[tuple[str, str]]:
    """Cut some sources and note their shards; what could not be opened is told."""
    lake, sources, given = plan
    refuse_others(lake)
    failed: list[tuple[str, str]] = []
    cuttings: list[tuple[Source, Cutting]] = []
    with lake.storage.drafting() as drafts:
        for one in sources:
            loose = lake.name(PIECES, content_id(one.stamp, *given))
            try:
                cuttings.append((one, cut_source(one, lake.storage, loose, drafts)))
            except OSError as error:
                told = error.strerror or str(error)
                failed.append((one.address, f"{told}; check the file and its permissions"))
    note = {
        "given": given,
        "stamps": [one.stamp for one, _ in cuttings],
        "sources": [
            {"place": one.address, "bytes": one.size, "hash": cutting.hash}
            for one, cutting in cuttings
        ],
        "shards": [(name, pieces) for name, pieces in _cut_shards(cuttings, given)],
    }
    lake.write_note(note, PLANS, f"{content_id(*note['stamps'], *given)}.json")
    return failed


def _cut_shards(
    cuttings: Sequence[tuple[Source, Cutting]], given: Given
) -> Iterator[tuple[str, list[Piece]]]:
    """Shards of the pieces of a large source, or one of some small ones.

    Their names are made from the bytes that they are read from: the same file elsewhere is the same
    shard.
    """
    whole = [one for _, one in cuttings if len(one.pieces) == 1]
    if whole:
        name = content_id(*(one.hash for one in whole), *given)
        yield f"{name}-00000", [one.pieces[0] for one in whole]
    for _, one in cuttings:
        if len(one.pieces) > 1:
            name = content_id(one.hash, *given)
            for piece in one.pieces:
                yield f"{name}-{piece.number:05d}", [piece]


def _plans(lake: Lake) -> Iterator[dict[str, Any]]:
    for name in lake.notes(PLANS):
        yield lake.read_note(PLANS, f"{name}.json")


def _shards(lake: Lake, stamps: set[str], given: Given) -> Iterator[Shard]:
    """The shards of sources, each once, in the order of names."""
    found: dict[str, Shard] = {}
    for plan in _plans(lake):
        if plan["given"] == [*given] and not stamps.isdisjoint(plan["stamps"]):
            for name, pieces in plan["shards"]:
                found[name] = Shard(name, tuple(Piece(*piece) for piece in pieces), given)
    yield from (found[name] for name in sorted(found))


def _read(
    lake: Lake, shards: Sequence[Shard], workers: Workers, advance: Advance
) -> tuple[int, list[Failure]]:
    done = set(lake.notes(DONE))
    asked = [ShardTask(lake, one) for one in shards if one.name not in done]
    ended = workers.run(read_shard, asked, what="reading", advance=advance)
    return sum(one.fault is None for one in ended), list(_failed(ended))


def _failed(ended: Iterable[Ended]) -> Iterator[Failure]:
    """Shards that could not be read at all."""
    for one in ended:
        if one.fault is not None:
            places = dict.fromkeys(piece.place for piece in one.asked.shard.pieces)
            name = one.asked.shard.name
            yield from (Failure(place, f"shard {name}: {one.fault}") for place in places)


def _place(lake: Lake, workers: Workers, advance: Advance) -> Iterator[Failure]:
    """Put what was read into days."""
    sweep(lake)
    batches = plan_batches(lake)
    tasks = tasks_of(lake, batches)
    lost = set()
    for ended in workers.run(place_table, tasks, what="days", advance=advance):
        if ended.fault is not None:
            lost.add(ended.asked.batch.name)
            table = f"{lake.storage.address}: {ended.asked.table}"
            yield Failure(table, f"{ended.fault}; give the same command again")
    for batch in batches:
        if batch.name not in lost:
            settle_batch(lake, batch)


def _tidy(lake: Lake, shards: Sequence[Shard]) -> None:
    """Take away what was written aside for shards that are done."""
    done = set(lake.notes(DONE))
    for shard in shards:
        for piece in shard.pieces if shard.name in done else ():
            if piece.loose:
                lake.storage.remove(piece.address)


def _write_manifest(lake: Lake, *, failures: Sequence[Failure] = (), complete: bool) -> Done:
    """What the lake says of itself: for people, and for programs of others."""
    rows = Counter[str]()
    notes = [lake.read_note(DONE, f"{name}.json") for name in lake.notes(DONE)]
    found = [Failure(*told) for note in notes for told in note["failures"]]
    for note in notes:
        rows.update(note["rows"])
    every = tuple(dict.fromkeys([*failures, *found]))
    plans = list(_plans(lake))
    joined = name_joined(lake)
    manifest = {
        "format": FORMAT,
        "engine": f"marsad {__version__}",
        "current": lake.folder,
        "mark": lake.mark,
        "complete": complete,
        "lists": lake.settings.lists,
        "rows": dict(rows),
        "sources": [source for plan in plans for source in plan["sources"]],
        "shards": {note["shard"]: note["hash"] for note in notes},
        "failures": [{"place": one.place, "message": one.message} for one in every],
        "joined": joined if lake.storage.exists(lake.name(joined, JOINED)) else None,
    }
    lake.storage.write(MANIFEST, to_json(manifest))
    return Done(len(notes), 0, dict(rows), every)


def _sweep_drafts(storage: Storage) -> None:
    """Take away what killed runs have written aside, in a folder; not what is being written."""
    if is_remote(storage.address):
        return
    for draft in Path(storage.address, DRAFTS).glob("*"):
        if draft.is_dir() and time.time() - draft.stat().st_mtime > _OLD:
            shutil.rmtree(draft, ignore_errors=True)
