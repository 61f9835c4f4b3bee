"""Make the archive of the demonstration: read, join, and say what the analysts say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.archive.advance import Advance, silent
from marsad.archive.connection import ArchiveError, is_server
from marsad.archive.lists import put
from marsad.archive.observatory import Observatory
from marsad.archive.schema import documents, propositions
from marsad.demo.files import ACTORS, OUTLETS, REPORTS
from marsad.demo.intake import note_intake
from marsad.demo.people import join_anew, say_all
from marsad.demo.times import settle_times
from marsad.intake.articles import Given
from marsad.intake.collect import Came
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Original
from marsad.intake.records import read_record

LISTER = "Nadia Sabbagh"  # who keeps the lists; one of the two analysts of said.toml
_TAILS = ("", "-wal", "-shm")  # the three files of an archive in use


class Built(NamedTuple):
    """The archive that was made.

    ``unsaid`` is what the analysts could not say, as the reading is another one now.
    """

    address: str
    documents: int
    propositions: int
    unsaid: tuple[str, ...] = ()


def build(address: str | Path, *, advance: Advance = silent) -> Built:
    """Make the demonstration at a file where there is none yet.

    The same content each time, times included. Nothing is fetched, and nothing but the file and
    what lies beside it while it is made (``.NAME.part``) is written. When it is stopped or fails,
    no archive stands at the address.

    Args:
        address: a file that does not exist; its folder has to.
        advance: is told what is being done, how many are done, and of how many.

    Raises:
        ArchiveError: something is there already, or nothing can be made there; the message names
            the remedy.
    """
    target = _target(address)
    part = target.with_name(f".{target.name}.part")
    _remove(part)
    try:
        with Observatory.create(part) as observatory:
            unsaid = _fill(observatory, advance)
            with observatory.reading() as connection:
                counts = _count(connection)
        part.rename(target)
    finally:
        _remove(part)
    return Built(str(address), *counts, unsaid)


def _target(address: str | Path) -> Path:
    if is_server(address):
        raise ArchiveError(f"{address}: the demonstration is made in a file; name one")
    target = Path(address)
    if target.exists():
        raise ArchiveError(f"{address}: is there already; name another file, or remove it")
    return target


def _remove(part: Path) -> None:
    for tail in _TAILS:
        part.with_name(part.name + tail).unlink(missing_ok=True)


def _fill(observatory: Observatory, advance: Advance) -> tuple[str, ...]:
    for path in (ACTORS, OUTLETS):
        _put_list(observatory, path)
    _store(observatory, advance)
    join_anew(observatory, advance)
    unsaid = say_all(observatory, advance)
    with observatory.writing() as connection:
        note_intake(connection)
        settle_times(connection)
    return unsaid


def _put_list(observatory: Observatory, path: Path) -> None:
    with observatory.writing() as connection:
        put(connection, path.stem, path.read_text(encoding="utf-8"), LISTER)


def _store(observatory: Observatory, advance: Advance) -> None:
    lines = REPORTS.read_bytes().splitlines()
    for done, stored in enumerate(observatory.store(_came(lines), Given()), 1):
        if isinstance(stored, Failure):
            raise ValueError(f"{stored.place}: {stored.message}")
        advance("reading", done, len(lines))


def _came(lines: list[bytes]) -> Iterator[Came]:
    """The reports, called by the name of their file alone, wherever the package lies."""
    for number, line in enumerate(lines, 1):
        place = f"{REPORTS.name}:{number}"
        for found in read_record(Original(data=line, place=place), Given()):
            if not isinstance(found, Address):
                yield Came(REPORTS.name, found)


def _count(connection: Connection) -> tuple[int, int]:
    counted = (select(func.count()).select_from(one) for one in (documents, propositions))
    first, second = (connection.scalar(one) or 0 for one in counted)
    return first, second
