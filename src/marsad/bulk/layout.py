"""How a lake is laid out: what its files are called, and what is noted beside them.

::

    LAKE/
      manifest.json                     what was read, by which version, and what failed
      marsad-0.1.0-3f2a91c07be4d5f8/    all that one version has made with one set of lists
        plans/                          how sources were cut into shards
        pieces/                         cut out of packed sources; gone when they are read
        shards/                         what was read and is not put into days yet
        done/                           a note for each shard: counts, failures
        batches/, placed/               which shards were put into days together
        documents/day=2018-03-01/…      the tables, by day
        joined-8c1d20a4f3b96e75/        what marsad bulk link made of them
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import marsad
from marsad.bulk.faults import BulkError
from marsad.bulk.storage import Storage
from marsad.codec import from_json, to_json
from marsad.ids import content_id
from marsad.version import __version__

FORMAT = "marsad lake 1"
JOINED = "joined.json"
MANIFEST = "manifest.json"
PLANS, DONE, SHARDS, PIECES = "plans", "done", "shards", "pieces"
BATCHES, PLACED, STRIKES = "batches", "placed", "strikes"
_READING = (  # rooms and modules on which a reading, or the form of its tables, rests
    *("model", "ids", "codec", "text", "packs", "entities", "grammar", "naming"),
    *("analysis", "intake", "bulk/rows", "bulk/schema"),
)


_JOINING = (  # and on which what is joined rests
    *("archive/near", "linking", "bulk/admitting", "bulk/told", "bulk/comparing"),
    *("bulk/grouping", "bulk/telling"),
)


class Settings(NamedTuple):
    """What makes another reading: the lists of a user's own, as texts by their names."""

    lists: tuple[tuple[str, str], ...] = ()


class Lake(NamedTuple):
    """Where one version puts what it reads; may be handed to any process.

    ``mark`` is that of the code and the lists; a worker with another one refuses its tasks.
    """

    storage: Storage
    folder: str
    mark: str
    settings: Settings

    def name(self, *parts: str) -> str:
        """The name of a file of this version."""
        return "/".join((self.folder, *parts))

    def write_note(self, value: Any, *parts: str) -> None:
        """Keep plain data under a name, which ends with ``.json``."""
        self.storage.write(self.name(*parts), to_json(value))

    def read_note(self, *parts: str) -> Any:
        """Plain data that was kept."""
        return from_json(self.storage.read(self.name(*parts)))

    def notes(self, folder: str) -> list[str]:
        """What notes there are in a folder, without the ending of their names."""
        names = self.storage.names(self.name(folder), ".json")
        return [name.rpartition("/")[2].removesuffix(".json") for name in names]


def name_lake(storage: Storage, settings: Settings) -> Lake:
    """The place in a lake for what this version reads with some lists."""
    mark = content_id(code_mark(*_READING), *settings.lists)
    return Lake(storage, f"marsad-{__version__}-{mark}", mark, settings)


def find_lake(storage: Storage) -> Lake:
    """What was read last into a lake.

    Raises:
        BulkError: nothing was, or the reading has not ended.
    """
    manifest = read_manifest(storage)
    if manifest is None:
        told = "no lake here; make one with: marsad bulk read FILE|FOLDER LAKE"
        raise BulkError(f"{storage.address}: {told}")
    current = manifest["current"]
    if not manifest["complete"]:
        told = "not all of it is read; give the same marsad bulk read again"
        raise BulkError(f"{storage.address}: {told}")
    lists = tuple((name, text) for name, text in manifest["lists"])
    return Lake(storage, current, manifest["mark"], Settings(lists))


def read_manifest(storage: Storage) -> dict[str, Any] | None:
    """What a lake says of itself; ``None`` where there is none.

    Raises:
        BulkError: it is no manifest of a lake of this form.
    """
    if not storage.exists(MANIFEST):
        return None
    try:
        manifest = from_json(storage.read(MANIFEST))
        known = manifest["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise BulkError(f"{storage.address}: {MANIFEST} is not that of a lake that this reads")
    found: dict[str, Any] = manifest
    return found


def placed_batches(lake: Lake) -> list[str]:
    """The batches of which all tables are there."""
    return lake.notes(PLACED)


def name_joined(lake: Lake) -> str:
    """The folder for what is joined of all that the lake holds now."""
    return f"joined-{content_id(code_mark(*_JOINING), lake.mark, *placed_batches(lake))}"


def table_files(lake: Lake, table: str, batches: Iterable[str]) -> list[str]:
    """The files of a table by day, of some batches, in order."""
    wanted = {f"{batch}.parquet" for batch in batches}
    names = lake.storage.names(lake.name(table), ".parquet")
    return [name for name in names if name.rpartition("/")[2] in wanted]


def read_lists(paths: Sequence[Path]) -> Settings:
    """Lists of a user's own as they go to every machine."""
    return Settings(tuple((path.name, path.read_text(encoding="utf-8")) for path in paths))


@cache
def code_mark(*rooms: str) -> str:
    """A hash of the code and data of some rooms: another one may find other things."""
    top = Path(marsad.__file__).parent
    made = blake2b(digest_size=16)
    for room in rooms:
        files = [top / f"{room}.py"] if (top / f"{room}.py").is_file() else (top / room).rglob("*")
        for file in sorted(one for one in files if one.is_file() and one.suffix != ".pyc"):
            made.update(file.relative_to(top).as_posix().encode() + b"\0")
            made.update(blake2b(file.read_bytes(), digest_size=16).digest())
    return made.hexdigest()


def refuse_others(lake: Lake) -> None:
    """Raises ``BulkError`` where this process has another version of Marsad than its driver."""
    if name_lake(lake.storage, lake.settings).mark != lake.mark:
        told = "a worker has another version of Marsad or of its lists; install one everywhere"
        raise BulkError(told)
