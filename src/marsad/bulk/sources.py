"""What is to be read: the files below the names that a person gives, and how each is cut.

Small files are taken many at a time; a large one is cut, so that a shard is some seconds of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from marsad.bulk.faults import BulkError
from marsad.bulk.storage import is_remote, open_system
from marsad.ids import content_id
from marsad.intake.failures import Failure
from marsad.intake.files import STDIN, find_files

# Of 2,000 articles, 300 are three seconds of one processor; a group of small files is no longer.
_MOST_FILES = 256
_MOST_BYTES = 2 << 20


class Source(NamedTuple):
    """A file to be read: where it is, how many bytes it has, and when it last changed.

    ``stamp`` is another one whenever the file may be.
    """

    address: str
    size: int
    changed: str

    @property
    def stamp(self) -> str:
        return content_id(self.address, self.size, self.changed)


def find_sources(named: Sequence[str]) -> Iterator[Source | Failure]:
    """All files below some names, in the order of the names; what is no file as a failure.

    Raises:
        BulkError: an object store cannot be looked into.
    """
    for one in named:
        if is_remote(one):
            yield from _find_remote(one)
            continue
        for path in find_files(one):
            yield path if isinstance(path, Failure) else _source(path)


def _source(path: Path) -> Source | Failure:
    if path == STDIN or not path.is_file():
        return Failure(str(path), "no file or folder; a lake is read from files")
    there = path.stat()
    return Source(str(path.absolute()), there.st_size, str(there.st_mtime_ns))


def _find_remote(address: str) -> Iterator[Source | Failure]:
    system, path = open_system(address)
    protocol = address.split("://")[0]
    try:
        found = cast(dict[str, dict[str, Any]], system.find(path, detail=True))
    except (OSError, ValueError) as error:
        raise BulkError(f"{address}: {error}; check the address and who may read it") from error
    if not found:
        yield Failure(address, "nothing there; check the address")
    for name, about in sorted(found.items()):
        last = name.rpartition("/")[2]
        if not last.startswith("."):
            yield Source(f"{protocol}://{name}", int(about.get("size") or 0), _changed(about))


def _changed(about: dict[str, Any]) -> str:
    """What an object store says of when a file last changed."""
    for key in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "created"):
        if about.get(key) is not None:
            told = about[key]
            return told.astimezone(UTC).isoformat() if isinstance(told, datetime) else str(told)
    return ""


def group_sources(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Small files many at a time, a large one alone; in their order."""
    group: list[Source] = []
    size = 0
    for one in sources:
        if group and (len(group) == _MOST_FILES or size + one.size > _MOST_BYTES):
            yield group
            group, size = [], 0
        group.append(one)
        size += one.size
    if group:
        yield group
