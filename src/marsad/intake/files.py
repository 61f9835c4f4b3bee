"""Files, folders and pipes as streams of bytes, unpacked while they are read."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from marsad.intake.failures import Failure, Unreadable

STDIN = Path("-")
_GZIP = b"\x1f\x8b"
_BUFFER = 1 << 16

Watch = Callable[[int], None]


def find_files(*paths: str | Path) -> Iterator[Path | Failure]:
    """All files that the paths stand for, folders opened and sorted; ``-`` is standard input."""
    for path in map(Path, paths):
        if path == STDIN or (path.exists() and not path.is_dir()):
            yield path
        elif path.is_dir():
            yield from _files_in(path)
        else:
            yield Failure(str(path), "no such file or folder; check the name")


def count_bytes(*paths: str | Path) -> tuple[int, int]:
    """How many files the paths stand for, and their bytes together (pipes count nothing)."""
    files = [path for path in find_files(*paths) if isinstance(path, Path)]
    return len(files), sum(file.stat().st_size for file in files if file.is_file())


def place_of(path: Path) -> str:
    """How a file is called in messages."""
    return "<stdin>" if path == STDIN else str(path)


def _files_in(folder: Path) -> Iterator[Path | Failure]:
    """Hidden files and folders are left out, and so are pipes and devices, which never end."""
    refused: list[OSError] = []
    found = False
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if not name.startswith(".") and file.is_file():
                found = True
                yield file
    for error in refused:
        yield Failure(str(error.filename), f"{error.strerror}; change the folder's permissions")
    if not found and not refused:
        yield Failure(str(folder), "the folder holds no files; name one that does")


@contextmanager
def open_stream(path: Path, watch: Watch | None = None) -> Iterator[io.BufferedReader[Any]]:
    """The bytes of a file, unpacked if they are gzip; ``watch`` hears how many were taken.

    Raises ``Unreadable`` for whatever the system or a broken archive says, also in the body.
    """
    try:
        with _open(path) as source:
            stream: io.BufferedReader[Any] = io.BufferedReader(_Tap(source, watch), _BUFFER)
            if stream.peek(2).startswith(_GZIP):
                unpacked = gzip.GzipFile(fileobj=stream)
                stream = io.BufferedReader(unpacked, _BUFFER)
            yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(
            f"broken gzip ({str(error).rstrip('.')}); pack or download it again"
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unreadable(f"{reason}; check the file and its permissions") from error


@contextmanager
def _open(path: Path) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
    else:
        with path.open("rb") as file:
            yield file


class _Tap(io.RawIOBase):
    """Passes bytes on and tells how many; closing it leaves its source open."""

    def __init__(self, source: BinaryIO, watch: Watch | None) -> None:
        self._source = source
        self._watch = watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data: bytes = self._source.read1(len(buffer))  # type: ignore[attr-defined]
        buffer[: len(data)] = data
        if self._watch is not None and data:
            self._watch(len(data))
        return len(data)
