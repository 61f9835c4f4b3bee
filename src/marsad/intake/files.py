"""Files, folders and pipes as streams of bytes."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from marsad.intake.failures import Failure, Unreadable

STDIN = Path("-")
GZIP = b"\x1f\x8b"
_BUFFER = 1 << 16
PATIENCE = 10.0  # seconds; a program that writes into a pipe has begun by then

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


def starts_with(path: Path, marks: tuple[bytes, ...]) -> bool:
    """Whether the first bytes of a regular file are one of the marks; a pipe is left alone."""
    if path == STDIN or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(max(map(len, marks))).startswith(marks)
    except OSError:
        return False


@contextmanager
def open_seekable(path: Path, watch: Watch | None = None) -> Iterator[BinaryIO]:
    """A file to be read in any order; ``watch`` hears of all its bytes when it is done.

    Raises ``Unreadable`` for whatever the system says, also in the body.
    """
    with _readable(), path.open("rb") as file:
        yield file
        if watch is not None:
            watch(path.stat().st_size)


@contextmanager
def open_stream(path: Path, watch: Watch | None = None) -> Iterator[io.BufferedReader]:
    """The bytes of a file as they stand there; ``watch`` hears how many were taken.

    Raises ``Unreadable`` for whatever the system says, also in the body.
    """
    with _readable(), _open(path) as source:
        yield io.BufferedReader(_Tap(source, watch), _BUFFER)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unreadable(f"{reason}; check the file and its permissions") from error


@contextmanager
def _open(path: Path) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
    else:
        with _open_pipe(path) if path.is_fifo() else path.open("rb") as file:
            yield file


def _open_pipe(path: Path) -> BinaryIO:
    """A pipe with a name, which somebody has to write into: to open it may take for ever."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([descriptor], [], [], PATIENCE)[0]:
        os.close(descriptor)
        raise Unreadable(
            f"a pipe into which nobody wrote within {PATIENCE:.0f} seconds; start what writes first"
        )
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "rb")


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
