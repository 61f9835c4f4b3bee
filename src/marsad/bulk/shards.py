"""One shard read: safe to do twice, or on two machines at once.

A shard that is done is passed over. It is written aside and appears whole, its note behind it; so
what has a note is there, and what has none is read again to the same bytes.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from marsad.analysis.analyse import analyse
from marsad.bulk.cutting import Piece
from marsad.bulk.database import write_rows
from marsad.bulk.layout import DONE, SHARDS, Lake, Settings, refuse_others
from marsad.bulk.pieces import read_piece
from marsad.bulk.rows import build_row
from marsad.bulk.schema import PARTS, shard_columns
from marsad.bulk.strikes import ANALYSIS, INTAKE, Strikes, begin_shard
from marsad.codec import to_json
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Item

_FATAL = "ended the process that read it, twice; leave it out"


class Shard(NamedTuple):
    """Pieces that are read together; ``given`` is said of documents that do not say it."""

    name: str
    pieces: tuple[Piece, ...]
    given: Given


class Task(NamedTuple):
    """A shard to be read into a lake."""

    lake: Lake
    shard: Shard


def read_shard(task: Task) -> None:
    """Read a shard into its lake, unless that is done.

    Raises:
        BulkError: this process has another version of Marsad.
        OSError: the lake cannot be written.
    """
    lake, shard = task
    refuse_others(lake)
    if lake.storage.exists(lake.name(DONE, f"{shard.name}.json")):
        return
    strikes = begin_shard(lake, shard.name)
    with lake.storage.drafting() as drafts:
        reading = _Reading(lake, shard, strikes, drafts)
        made = write_rows(reading.rows(), shard_columns(), drafts)
        lake.storage.take(made, lake.name(SHARDS, f"{shard.name}.parquet"))
    lake.write_note(reading.note(), DONE, f"{shard.name}.json")
    strikes.end()


class _Reading:
    """A shard on its way: its rows, and what is noted of it."""

    def __init__(self, lake: Lake, shard: Shard, strikes: Strikes, drafts: Path) -> None:
        self._lake, self._shard, self._strikes, self._drafts = lake, shard, strikes, drafts
        self._lists = list_files(lake.settings)
        self._counts = Counter[str]()
        self._failures: list[Failure] = []
        self._hash = blake2b(digest_size=16)

    def rows(self) -> Iterator[bytes]:
        """Each document that can be read, as a line of JSON."""
        for number, piece in enumerate(self._shard.pieces):
            found = read_piece(piece, self._shard.given, self._lake.storage, self._drafts)
            yield from self._read(found, piece, number)

    def _read(self, found: Iterator[Item | Failure], piece: Piece, number: int) -> Iterator[bytes]:
        """The documents of a piece, but for those at which earlier tries have died."""
        strikes = self._strikes
        for at in count():
            if (number, at, INTAKE) in strikes.fatal:  # nothing behind it can be reached
                self._failures.append(Failure(f"{piece.place}: document {at + 1}", _FATAL))
                return
            strikes.begin((number, at, INTAKE))
            one = next(found, None)
            if one is None:
                return
            if isinstance(one, Failure):
                self._failures.append(one)
            elif (number, at, ANALYSIS) in strikes.fatal:
                self._failures.append(Failure(one.original.place, _FATAL))
            else:
                strikes.begin((number, at, ANALYSIS))
                told = {"source": piece.place, "piece": number, "number": at}
                yield from self._row(one, told)

    def _row(self, item: Item, told: dict[str, Any]) -> Iterator[bytes]:
        try:
            analysis = analyse(item.document, actors=self._lists)
            row = build_row(item, analysis, shard=self._shard.name, **told)
            line = to_json(row)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
            known = type(error) is LookupError  # no pack for the language; others are ours
            fault = str(error) if known else f"fault in marsad, report it: {error!r}"
            self._failures.append(Failure(item.original.place, fault))
            return
        self._count(row)
        self._hash.update(line)
        yield line

    def _count(self, row: dict[str, Any]) -> None:
        self._counts["documents"] += 1
        for table in PARTS:
            self._counts[table] += len(row[table])

    def note(self) -> dict[str, Any]:
        """What is kept of the shard: counts, a hash of its rows, failures."""
        return {
            "shard": self._shard.name,
            "rows": {table: self._counts[table] for table in ("documents", *PARTS)},
            "hash": self._hash.hexdigest(),
            "failures": [[one.place, one.message] for one in self._failures],
        }


@cache
def list_files(settings: Settings) -> tuple[Path, ...]:
    """Lists of a user's own as files of this computer."""
    if not settings.lists:
        return ()
    folder = Path(tempfile.mkdtemp(prefix="marsad-bulk-lists-"))
    made: list[Path] = []
    for number, (name, text) in enumerate(settings.lists):
        path = folder / str(number) / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return tuple(made)
