"""Files that appear only when they are whole, and never in the place of something precious."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.archive.connection import ArchiveError

_COMPANIONS = ("-wal", "-shm", "-journal")  # what SQLite writes beside a file in use


def check_target(target: Path, *, replace: bool) -> None:
    """Refuse a place where a file cannot be, or must not; ``replace``: an earlier one may go.

    Raises:
        ArchiveError: the message names the remedy.
    """
    if not target.parent.is_dir():
        raise ArchiveError(f"{target.parent}: no such folder; make it first")
    if not os.path.lexists(target):
        return
    if not target.is_file():
        raise ArchiveError(f"{target}: is no file; name one")
    if not replace:
        raise ArchiveError(f"{target}: is there already; name another file, or give --replace")
    if any(target.with_name(target.name + one).exists() for one in _COMPANIONS):
        raise ArchiveError(f"{target}: is an archive in use; name another file")


@contextmanager
def written_aside(target: Path, *, mode: int = 0o666) -> Iterator[Path]:
    """A new file beside the target that takes its name when all went well, and goes otherwise.

    ``mode`` are its permissions, less what the user's mask takes away.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)  # of a run that was killed
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))
    try:
        yield part
        _settle(part, target)
    finally:
        for name in ("", *_COMPANIONS):
            part.with_name(part.name + name).unlink(missing_ok=True)


def _settle(part: Path, target: Path) -> None:
    """Give a file its name so that a power cut leaves the whole of it, or what was there before."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
