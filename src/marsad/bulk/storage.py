"""Where files of a lake lie: a folder of this computer, or an object store that fsspec knows.

A file appears whole or not at all: it is written aside and renamed, or handed over in one piece.
Nothing here opens the network but for an address with ``://``, which a person has named.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast
from uuid import uuid4

from marsad.bulk.faults import BulkError, missing

DRAFTS = ".drafts"  # of a folder: what is written aside; of killed runs it stays until swept


class Storage(Protocol):
    """Files by their names below one address; names have ``/`` between their parts."""

    @property
    def address(self) -> str: ...
    def exists(self, name: str) -> bool: ...
    def read(self, name: str) -> bytes: ...
    def write(self, name: str, data: bytes) -> None: ...
    def take(self, file: Path, name: str) -> None: ...
    def fetch(self, name: str, into: Path) -> Path: ...
    def remove(self, name: str) -> None: ...
    def clear(self, folder: str) -> None: ...
    def folders(self, folder: str) -> list[str]: ...
    def names(self, folder: str, suffix: str) -> list[str]: ...
    def drafting(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this computer, or one that all machines share."""

    address: str

    def _path(self, name: str) -> Path:
        return Path(self.address, name)

    def exists(self, name: str) -> bool:
        """Whether a file is there."""
        return self._path(name).is_file()

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return self._path(name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all."""
        with self.drafting() as drafts:
            draft = drafts / "draft"
            draft.write_bytes(data)
            self.take(draft, name)

    def take(self, file: Path, name: str) -> None:
        """Move a file that was written aside to its place."""
        with file.open("rb") as written:
            os.fsync(written.fileno())  # else a power cut leaves an empty file that looks done
        target = self._path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, target)

    def fetch(self, name: str, into: Path) -> Path:  # noqa: ARG002 - it is here already
        """A file as one of this computer."""
        return self._path(name)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def clear(self, folder: str) -> None:
        """Take a folder away, with all that is in it."""
        shutil.rmtree(self._path(folder), ignore_errors=True)

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""
        top = self._path(folder)
        return sorted(one.name for one in top.iterdir() if one.is_dir()) if top.is_dir() else []

    def names(self, folder: str, suffix: str) -> list[str]:
        """The names of all files below a folder that end so, sorted."""
        top = self._path(folder)
        found = (
            Path(parent, name).relative_to(self.address).as_posix()
            for parent, _, names in os.walk(top)
            for name in names
            if name.endswith(suffix)
        )
        return sorted(found)

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """A folder to write in, on the same disk; it is gone at the end."""
        folder = self._path(DRAFTS) / uuid4().hex
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Store:
    """A folder in an object store, by an address such as ``s3://bucket/lake``."""

    address: str

    def _place(self, name: str) -> tuple[Any, str]:
        system, path = open_system(self.address)
        return system, f"{path.rstrip('/')}/{name}" if name else path

    def exists(self, name: str) -> bool:
        """Whether a file is there."""
        system, path = self._place(name)
        return bool(system.isfile(path))

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        system, path = self._place(name)
        return cast(bytes, system.cat_file(path))

    def write(self, name: str, data: bytes) -> None:
        """Put a file there in one piece."""
        system, path = self._place(name)
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.pipe_file(path, data)

    def take(self, file: Path, name: str) -> None:
        """Hand a file over in one piece."""
        system, path = self._place(name)
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.put_file(str(file), path)

    def fetch(self, name: str, into: Path) -> Path:
        """A copy of a file on this computer."""
        system, path = self._place(name)
        target = into / name.replace("/", "_")
        if not target.exists():
            system.get_file(path, str(target))
        return target

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        system, path = self._place(name)
        with suppress(FileNotFoundError):
            system.rm_file(path)

    def clear(self, folder: str) -> None:
        """Take a folder away, with all that is in it."""
        system, path = self._place(folder)
        with suppress(FileNotFoundError):
            system.rm(path, recursive=True)

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""
        system, path = self._place(folder)
        with suppress(FileNotFoundError):
            found = cast(list[dict[str, Any]], system.ls(path, detail=True))
            names = (one["name"] for one in found if one["type"] == "directory")
            return sorted(name.rstrip("/").rpartition("/")[2] for name in names)
        return []

    def names(self, folder: str, suffix: str) -> list[str]:
        """The names of all files below a folder that end so, sorted."""
        system, top = self._place(folder)
        _, root = self._place("")
        with suppress(FileNotFoundError):
            found = cast(list[str], system.find(top))
            names = (one[one.index(root) + len(root) :].lstrip("/") for one in found)
            return sorted(name for name in names if name.endswith(suffix))
        return []

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """A folder of this computer to write in; it is gone at the end."""
        with tempfile.TemporaryDirectory(prefix="marsad-bulk-") as folder:
            yield Path(folder)


def is_remote(address: str) -> bool:
    """Whether an address is that of an object store."""
    return "://" in address


def open_storage(address: str) -> Storage:
    """The files below an address: a folder, or an object store where it has ``://``."""
    return Store(address.rstrip("/")) if is_remote(address) else Folder(str(Path(address)))


def open_system(address: str) -> tuple[Any, str]:
    """The file system of an address with ``://``, and the path in it.

    Raises ``BulkError`` where fsspec does not know such addresses, or the extra is missing.
    """
    try:
        import fsspec  # type: ignore[import-untyped]
    except ImportError as error:
        raise missing() from error
    if address.split("://")[0] in ("http", "https"):
        raise BulkError(f"{address}: a page, no lake; marsad add fetches pages")
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError, OSError) as error:
        raise BulkError(f"{address}: {error}; install what fsspec needs for it") from error
    return system, str(path)


def open_at(address: str, start: int = 0) -> IO[bytes]:
    """A file of this computer or of an object store, from a byte on."""
    if is_remote(address):
        system, path = open_system(address)
        file = cast(IO[bytes], system.open(path, "rb"))
    else:
        file = open(address, "rb")  # noqa: SIM115 - whoever asked closes it
    file.seek(start)
    return file
