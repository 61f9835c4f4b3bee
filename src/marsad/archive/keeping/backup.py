"""A copy of an archive in use, as one file that is an archive itself."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from marsad.archive.advance import Advance, silent
from marsad.archive.connection import ArchiveError, is_server
from marsad.archive.keeping.aside import check_target, written_aside
from marsad.archive.schema import metadata

_PAGES = 2_000  # copied between two reports: 8 MB, some hundredths of a second
_SPARE = 16 << 20  # bytes beside the copy that have to be free: other programs write too
_OURS = 0o600  # until the copy has the permissions of the archive
_REMEDY = "see marsad check; the archive is as it was"


class Backup(NamedTuple):
    """A copy that was compared with the archive: its bytes, and its documents."""

    path: Path
    size: int
    documents: int


def backup(
    address: str | Path, target: Path, *, replace: bool = False, advance: Advance = silent
) -> Backup:
    """Copy an archive while others read and write it; the copy is its state at the beginning.

    One transaction of reading holds the state, so that writers neither wait nor make the copying
    begin anew; meanwhile their log grows. The copy is written beside the target and takes its name
    when it is whole, was compared, and is on the disk.

    Args:
        replace: an earlier copy of that name may go.

    Raises:
        ArchiveError: it cannot be done, or the copy is not sound; the message names the remedy.
    """
    if is_server(address):
        raise ArchiveError(
            "PostgreSQL makes its own backups: use pg_dump, or marsad export --all FILE"
        )
    source = Path(address)
    if not source.is_file():
        raise ArchiveError(f"{source}: no archive here; name one with --archive")
    if target.exists() and target.samefile(source):
        raise ArchiveError(f"{target}: is the archive itself; name another file")
    check_target(target, replace=replace)
    try:
        return _copy(source, target, advance)
    except sqlite3.Error as error:
        raise ArchiveError(f"{source}: cannot be copied ({error}); {_REMEDY}") from error
    except OSError as error:
        raise ArchiveError(f"{target}: {error.strerror or error}; name another place") from error


def _copy(source: Path, target: Path, advance: Advance) -> Backup:
    uri = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as archive:
        archive.execute("PRAGMA busy_timeout=30000")
        archive.execute("BEGIN")
        if not _tables(archive).issuperset(metadata.tables):
            raise ArchiveError(f"{source}: is no archive of Marsad; name another file")
        _check_space(archive, target)
        with written_aside(target, mode=_OURS) as part:
            shutil.copymode(source, part)
            counts = _fill(archive, part, advance)
            size = part.stat().st_size
    return Backup(target, size, counts["documents"])


def _check_space(archive: sqlite3.Connection, target: Path) -> None:
    pages, size = (archive.execute(f"PRAGMA {name}").fetchone()[0] for name in _SIZE)
    wanted, free = pages * size + _SPARE, shutil.disk_usage(target.parent).free
    if free < wanted:
        raise ArchiveError(
            f"{target}: needs {wanted >> 20:,} MB and the disk has {free >> 20:,} MB; make room"
        )


_SIZE = ("page_count", "page_size")


def _fill(archive: sqlite3.Connection, part: Path, advance: Advance) -> dict[str, int]:
    """Copy all pages, and compare."""

    def tell(_status: int, remaining: int, total: int) -> None:
        advance("pages copied", total - remaining, total)

    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        archive.backup(copy, pages=_PAGES, progress=tell)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, that a read-only disk can hold
        advance("copy compared", 0, 0)
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
        if faults != ["ok"]:
            raise ArchiveError(f"{part}: the copy is not sound ({faults[0]}); {_REMEDY}")
        counts = _counts(copy)
        if counts != _counts(archive):
            raise ArchiveError(f"{part}: the copy has other rows than the archive; {_REMEDY}")
        return counts


def _tables(db: sqlite3.Connection) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    return {
        name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in sorted(metadata.tables)
    }
