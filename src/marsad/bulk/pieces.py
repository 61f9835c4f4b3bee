"""A piece of a source to documents: by the same intake that reads any file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from marsad.bulk.cutting import Piece
from marsad.bulk.database import open_database
from marsad.bulk.faults import BulkError
from marsad.bulk.storage import Storage, is_remote, open_at, open_system
from marsad.codec import to_json
from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Item, Original
from marsad.intake.read import read_items, read_original
from marsad.intake.records import read_record
from marsad.intake.sources import Found

_KEYS = ("id", "lang", "outlet", "url", "title", "author", "published", "text")
_PLACE = re.compile(r"(:| record )(\d+)\b")
_ONLY_ADDRESSES = "an address without its page; marsad add --fetch brings such pages"


def read_piece(
    piece: Piece, given: Given, storage: Storage, drafts: Path
) -> Iterator[Item | Failure]:
    """The documents of a piece in their order, and what could not be read.

    Args:
        given: what is said of documents that do not say it themselves.
        storage: where pieces lie that were written aside.
        drafts: a folder for what has to be copied.
    """
    try:
        for found in _read(piece, given, storage, drafts):
            if isinstance(found, Address):
                yield Failure(found.place, _ONLY_ADDRESSES)
            else:
                yield found
    except OSError as error:
        told = error.strerror or str(error)
        yield Failure(piece.place, f"{told}; check the file and its permissions")


def _read(piece: Piece, given: Given, storage: Storage, drafts: Path) -> Iterator[Found]:
    if piece.rows:
        yield from _read_rows(piece, given, drafts)
    elif piece.loose:
        data = storage.fetch(piece.address, drafts).read_bytes()
        yield from _moved(read_original(Original(data=data, place=piece.place), given), piece)
    elif piece.end is not None:
        yield from _moved(_read_range(piece, given), piece)
    elif is_remote(piece.address):
        yield from _read_copy(piece, given, drafts)
    else:
        yield from read_items(piece.address, **given._asdict())


def _read_range(piece: Piece, given: Given) -> Iterator[Found]:
    size = (piece.end or 0) - piece.start
    if size > limits.MAX_FILE:
        most = limits.mebibytes(limits.MAX_FILE)
        yield Failure(f"{piece.place}:1", f"more than {most} in one piece; split it")
        return
    with open_at(piece.address, piece.start) as file:
        data = file.read(size)
    yield from read_original(Original(data=data, place=piece.place), given)


def _read_copy(piece: Piece, given: Given, drafts: Path) -> Iterator[Found]:
    """A whole file of an object store."""
    with tempfile.TemporaryDirectory(dir=drafts) as folder:
        copy = Path(folder, piece.address.rpartition("/")[2])
        system, path = open_system(piece.address)
        system.get_file(path, str(copy))
        for found in read_items(copy, **given._asdict()):
            yield _placed(found, _place(found).replace(str(copy), piece.place, 1))


def _moved(found: Iterator[Found], piece: Piece) -> Iterator[Found]:
    """What was found in a piece, at its place in the whole source."""
    for one in found:
        place = _place(one)
        rest = place.removeprefix(piece.place)
        if piece.before and rest != place:
            rest = _PLACE.sub(lambda hit: f"{hit[1]}{int(hit[2]) + piece.before}", rest, count=1)
            yield _placed(one, piece.place + rest)
        else:
            yield one


def _place(found: Found) -> str:
    return found.original.place if isinstance(found, Item) else found.place


def _placed(found: Found, place: str) -> Found:
    if isinstance(found, Item):
        return found._replace(original=replace(found.original, place=place))
    return replace(found, place=place)


def _read_rows(piece: Piece, given: Given, drafts: Path) -> Iterator[Found]:
    """Rows of a table of Parquet with the keys of the reading contract."""
    address = piece.address
    if is_remote(address):
        system, path = open_system(address)
        address = str(drafts / "table.parquet")
        system.get_file(path, address)
    with open_database(drafts) as database:
        try:
            rows = _take(database, address, piece)
        except BulkError as error:
            yield Failure(piece.place, str(error))
            return
        except Exception as error:  # noqa: BLE001 - DuckDB's errors: a broken file costs itself
            told = str(error).split("\n")[0]
            yield Failure(piece.place, f"no table that can be read ({told}); write it anew")
            return
        while batch := rows.fetchmany(100):
            for number, *values in batch:
                named = zip(_KEYS, values, strict=True)
                record = to_json({key: value for key, value in named if value is not None})
                place = f"{piece.place}: row {number + 1:,}"
                yield from read_record(Original(data=record, place=place), given)


def _take(database: Any, address: str, piece: Piece) -> Any:
    told = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [address]).fetchall()
    kinds = {name.lower(): (name, kind) for name, kind, *_ in told}
    if "text" not in kinds:
        raise BulkError('no column "text"; name the one with the texts so')
    chosen = [_column(*kinds[key]) if key in kinds else "NULL" for key in _KEYS]
    where = "WHERE file_row_number >= ? AND file_row_number < ?" if piece.end is not None else ""
    bounds = [piece.start, piece.end] if piece.end is not None else []
    return database.execute(
        f"SELECT file_row_number, {', '.join(chosen)} "
        f"FROM read_parquet(?, file_row_number = true) {where} ORDER BY file_row_number",
        [address, *bounds],
    )


def _column(name: str, kind: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    text = f"CAST({column} AS VARCHAR)"
    return f"replace({text}, ' ', 'T')" if kind.startswith("TIMESTAMP") else text
