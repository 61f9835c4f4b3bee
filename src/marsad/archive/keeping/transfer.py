"""A whole archive into one file, and out of it into another archive, of either kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from marsad.archive.advance import Advance, silent
from marsad.archive.connection import ArchiveError, checkpoint
from marsad.archive.keeping.agreement import marks_inside
from marsad.archive.keeping.aside import check_target, written_aside
from marsad.archive.keeping.members import (
    MEMBERS,
    NAMES,
    STAYING,
    Member,
    NameLine,
    from_line,
    name_from_line,
    to_line,
)
from marsad.archive.keeping.parcel import Manifest, ParcelReader, ParcelWriter
from marsad.archive.keeping.relisting import clear_lists, end_lists, list_whole, numbers_in_time
from marsad.archive.layout import UNFINISHED
from marsad.archive.namebook import NameBook
from marsad.archive.readers import Engines
from marsad.archive.rows import Named
from marsad.archive.schema import documents, facts, metadata, name_forms, names
from marsad.codec import to_json

_AT_ONCE = 100  # rows that are fetched together: some megabytes of bytes and texts
_BATCH = 4 << 20  # bytes of lines in one transaction, or
_ROWS = 2_000  # rows
_LISTED = 50  # documents that are listed in one transaction, some 300 claims
_COMMITS = 10  # transactions between two checkpoints, so that the log of SQLite stays small
_OWN = ("search", UNFINISHED)  # facts of this archive alone
T = TypeVar("T")


def export_all(
    connection: Connection, target: Path, *, replace: bool = False, advance: Advance = silent
) -> Manifest:
    """Write all that cannot be derived into one file, as it is at the beginning.

    The file appears when it is whole. The same archive gives the same bytes.

    Raises:
        ArchiveError: the file cannot be written there.
    """
    check_target(target, replace=replace)
    try:
        with written_aside(target) as part, ParcelWriter(part) as parcel:
            for member in MEMBERS:
                rows = _rows(connection, member)
                total = connection.scalar(select(func.count()).select_from(member.table)) or 0
                parcel.add(f"{member.name}.jsonl", _counted(rows, member.name, total, advance))
            total = connection.scalar(select(func.count()).select_from(names)) or 0
            parcel.add(f"{NAMES}.jsonl", _counted(_names(connection), NAMES, total, advance))
            manifest = parcel.end()
    except OSError as error:
        raise ArchiveError(f"{target}: {error.strerror or error}; name another place") from error
    return manifest


def _counted(lines: Iterator[bytes], what: str, total: int, advance: Advance) -> Iterator[bytes]:
    for done, line in enumerate(lines, 1):
        yield line
        advance(what, done, total)


def _rows(connection: Connection, member: Member) -> Iterator[bytes]:
    chosen = select(*member.columns).order_by(_bytewise(connection, member.order))
    if member.table is facts:
        chosen = chosen.where(facts.c.name.not_in(_OWN))
    rows = connection.execute(chosen, execution_options={"yield_per": _AT_ONCE})
    for row in rows.mappings():
        yield to_line(member, dict(row))


def _names(connection: Connection) -> Iterator[bytes]:
    order = (_bytewise(connection, names.c.kind), _bytewise(connection, names.c.entity))
    chosen = select(names.c.number, names.c.kind, names.c.entity, names.c.name).order_by(*order)
    rows = connection.execute(chosen, execution_options={"yield_per": _AT_ONCE})
    for some in rows.partitions(_AT_ONCE):
        forms: dict[int, list[str]] = {row.number: [] for row in some}
        wanted = select(name_forms.c.name, name_forms.c.form)
        for number, form in connection.execute(wanted.where(name_forms.c.name.in_(forms))):
            forms[number].append(form)
        for number, kind, entity, name in some:
            line = NameLine(kind, entity, name, tuple(sorted(forms[number])))
            yield to_json(line._asdict()) + b"\n"


def _bytewise(connection: Connection, column: Column[Any]) -> Any:
    """Texts in the order of their letters' numbers, whatever the server thinks of languages."""
    if connection.dialect.name == "postgresql" and column.type.python_type is str:
        return column.collate("C")
    return column


def import_all(engines: Engines, source: Path, *, advance: Advance = silent) -> Manifest:
    """Fill an empty archive with an export, and list all of it anew.

    It goes in many transactions; until the last of them the archive says of itself that its import
    is unfinished. Then the same again begins anew.

    Raises:
        ArchiveError: the archive is not empty, or the file is not sound. Until the whole file was
            compared with its manifest, the archive is as it was.
    """
    with ParcelReader(source) as parcel:
        _check_empty(engines.reading)
        parcel.verify(advance)
        try:
            _load(engines, parcel, advance)
        except DBAPIError as error:
            told = " ".join(str(error.orig).split())
            raise _refuse(source, f"the archive cannot hold it ({told})") from error
        return parcel.manifest


def _refuse(source: Path, why: str) -> ArchiveError:
    remedy = "the archive stays unfinished: import a sound export, or delete it"
    return ArchiveError(f"{source}: {' '.join(why.split())}; {remedy}")


def _check_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.scalar(select(facts.c.value).where(facts.c.name == UNFINISHED)) is not None:
            return
        for table in metadata.sorted_tables:
            if (
                table not in (facts, *STAYING)
                and connection.execute(select(table).limit(1)).first()
            ):
                raise ArchiveError(
                    "the archive holds something already; make an empty one: marsad init"
                )


def _clear(connection: Connection) -> None:
    """Take away all that an import which was not ended has brought."""
    clear_lists(connection)
    for table in reversed(metadata.sorted_tables):
        if table not in STAYING:
            connection.execute(delete(table))


def _load(engines: Engines, parcel: ParcelReader, advance: Advance) -> None:
    with engines.writing.begin() as connection:
        _clear(connection)
        row = {"name": UNFINISHED, "value": f"import of {parcel.path.name}"}
        connection.execute(insert(facts), row)
    book = NameBook()
    for some in _read(parcel, NAMES, name_from_line, advance):
        with engines.writing.begin() as connection:
            _enter(connection, some, book)
    for member in MEMBERS:
        if f"{member.name}.jsonl" not in parcel.manifest.files:
            continue  # an earlier version of the format
        for rows in _read(parcel, member.name, partial(from_line, member), advance):
            with engines.writing.begin() as connection:
                connection.execute(insert(member.table), rows)
        checkpoint(engines.writing)
    _list(engines, parcel, book, advance)
    with engines.writing.begin() as connection:
        end_lists(connection)
        connection.execute(delete(facts).where(facts.c.name == UNFINISHED))
    checkpoint(engines.writing)


def _read(
    parcel: ParcelReader, name: str, make: Callable[[bytes], T], advance: Advance
) -> Iterator[list[T]]:
    """What the lines of a file are made into, so much at a time as goes into one transaction."""
    some: list[T] = []
    size, total = 0, parcel.manifest.files[f"{name}.jsonl"].rows
    for number, line in parcel.lines(f"{name}.jsonl"):
        try:
            some.append(make(line))
        except ValueError as error:
            raise _refuse(parcel.path, f"{name}.jsonl:{number}: {error}") from error
        size += len(line)
        if size >= _BATCH or len(some) >= _ROWS:
            yield some
            some, size = [], 0
        advance(name, number, total)
    if some:
        yield some


def _enter(connection: Connection, some: list[NameLine], book: NameBook) -> None:
    found = [Named("", one.kind, one.entity, one.name) for one in some]
    book.numbers(connection, found, {(one.kind, one.entity): one.forms for one in some})


def _list(engines: Engines, parcel: ParcelReader, book: NameBook, advance: Advance) -> None:
    """List what was loaded; the forms of its names have come with them."""
    with engines.reading.connect() as connection:
        numbers = numbers_in_time(connection)
        if len(numbers) != connection.scalar(select(func.count()).select_from(documents)):
            raise _refuse(parcel.path, "holds documents without an analysis")
    for at in range(0, len(numbers), _LISTED):
        with engines.writing.begin() as connection:
            for number in numbers[at : at + _LISTED]:
                _list_one(connection, parcel.path, number, book)
        if at % (_LISTED * _COMMITS) == 0:
            checkpoint(engines.writing)
        advance("documents listed", min(at + _LISTED, len(numbers)), len(numbers))


def _list_one(connection: Connection, source: Path, number: int, book: NameBook) -> None:
    analysis = f"the analysis of document {number}"
    try:
        corrected = list_whole(connection, number, book, forms={})
        sound = marks_inside(corrected.analysis)
    except (ValueError, KeyError, TypeError) as error:
        raise _refuse(source, f"{analysis} cannot be read ({error})") from error
    if not sound:
        raise _refuse(source, f"{analysis} marks words outside its text")
