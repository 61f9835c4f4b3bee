"""Large files cut into pieces that are read by themselves, in one pass that also hashes them.

A cut stands where a document ends: behind a line of JSON, before a record of a web archive, between
rows of a table of Parquet. What is packed as a whole is unpacked and written aside in pieces; all
else is only pointed at. What cannot be cut for sure is one piece.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO, NamedTuple

from marsad.bulk.database import open_database
from marsad.bulk.records import Cut, cut_records, is_packed_archive
from marsad.bulk.sources import Source
from marsad.bulk.storage import Storage, open_at
from marsad.intake import limits
from marsad.intake.decoding import is_wide
from marsad.intake.files import GZIP
from marsad.intake.lines import LINES
from marsad.intake.sources import Budget, Exhausted
from marsad.intake.warc import SIGNATURE as WARC

# Documents and bytes of a piece: about three seconds of reading for news, and no more than memory
# holds many times over. A document that is larger is a piece of its own.
MOST_DOCUMENTS, MOST_BYTES = 256, 8 << 20
PARQUET = b"PAR1"
_STEP = 1 << 20
_HEAD = 512


class Piece(NamedTuple):
    """A part of a source, read by itself.

    ``address`` is where its bytes are, from ``start`` up to ``end`` (``None``: all to the end), or
    the rows from the one to the other where ``rows`` is set. ``before`` counts what stands before
    it in the source: lines, records or rows; ``place`` is what the source is called, ``number``
    which piece of it this is. ``loose`` says that the bytes were written aside for it.
    """

    place: str
    number: int
    address: str
    start: int = 0
    end: int | None = None
    before: int = 0
    rows: bool = False
    loose: bool = False


class Hashed:
    """Bytes on their way, hashed as they pass."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, blake2b(digest_size=32)

    def read(self, size: int = _STEP) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> str:
        """The hash of all bytes; what is left is read first."""
        while self.read():
            pass
        return self._hash.hexdigest()


class Cutting(NamedTuple):
    """A source that was cut: the hash of its bytes, and its pieces."""

    hash: str
    pieces: list[Piece]


def cut_source(source: Source, storage: Storage, loose: str, drafts: Path) -> Cutting:
    """Cut a source and hash it.

    Args:
        storage: where pieces of packed sources are put.
        loose: how their names begin.
        drafts: a folder for what is written aside.

    Raises:
        OSError: it cannot be read.
    """
    with open_at(source.address) as file:
        head = file.read(_HEAD)
    if source.size <= MOST_BYTES // 8 and not head.startswith(PARQUET):
        return _whole(source)
    lines = any(source.address.lower().removesuffix(".gz").endswith(suffix) for suffix in LINES)
    if head.startswith(PARQUET):
        return _cut_rows(source, drafts)
    if head.startswith(WARC) or is_packed_archive(head):
        return _cut_archive(source, packed=not head.startswith(WARC))
    if lines and head.startswith(GZIP):
        return _cut_packed_lines(source, storage, loose, drafts)
    return _cut_lines(source) if lines and not is_wide(head) else _whole(source)


def _whole(source: Source) -> Cutting:
    with open_at(source.address) as file:
        return Cutting(Hashed(file).digest(), [Piece(source.address, 0, source.address)])


def _cut_lines(source: Source) -> Cutting:
    with open_at(source.address) as file:
        hashed = Hashed(file)
        cuts = [cut for cut, _ in _lines(hashed.read)]
        return Cutting(hashed.digest(), _pointing(source, cuts))


def _cut_packed_lines(source: Source, storage: Storage, loose: str, drafts: Path) -> Cutting:
    """Lines that are packed as a whole: pieces are written aside, each once and for all."""
    with open_at(source.address) as file:
        hashed = Hashed(file)
        pieces: list[Piece] = []
        try:
            for cut, data in _lines(_Unpacking(hashed.read).read, keep=True):
                number = len(pieces)
                name = f"{loose}-{number:05d}.jsonl"
                draft = drafts / "piece.jsonl"
                draft.write_bytes(data)
                storage.take(draft, name)
                pieces.append(Piece(source.address, number, name, before=cut.before, loose=True))
        except (zlib.error, EOFError, Exhausted):
            return _whole(source)  # whose reading says what is wrong with it
        return Cutting(hashed.digest(), pieces)


class _Lines:
    """Whole lines, as many as are enough for a piece: where they stand, and their bytes."""

    def __init__(self, keep: bool) -> None:
        self.start = self.at = self.before = self._lines = 0
        self._long = 0  # bytes of the line that is not whole yet
        self._keep, self._held = keep, list[bytes]()

    def take(self, data: bytes) -> Iterator[tuple[Cut, bytes]]:
        """Go on by some bytes."""
        at = 0
        while (end := data.find(b"\n", at) + 1) > 0:
            self._hold(data[at:end])
            self._lines, self._long, at = self._lines + 1, 0, end
            if self._lines >= MOST_DOCUMENTS or self.at - self.start >= MOST_BYTES:
                yield self.cut()
        self._hold(data[at:])

    def _hold(self, data: bytes) -> None:
        self.at += len(data)
        self._long += len(data)
        if self._keep and self._long <= limits.MAX_LINE + _STEP:  # more is not read anyway
            self._held.append(data)

    def cut(self) -> tuple[Cut, bytes]:
        """What was taken since the last cut."""
        made = Cut(self.start, self.at, self.before), b"".join(self._held)
        self.start, self.before, self._lines = self.at, self.before + self._lines, 0
        self._held.clear()
        return made


def _lines(read: Callable[[], bytes], *, keep: bool = False) -> Iterator[tuple[Cut, bytes]]:
    """The cuts of lines, and with ``keep`` the bytes between them."""
    walk = _Lines(keep)
    while data := read():
        yield from walk.take(data)
    if walk.at > walk.start:
        yield walk.cut()


class _Unpacking:
    """What is packed by gzip, in one stretch or several, as it comes."""

    def __init__(self, source: Callable[[], bytes]) -> None:
        self._source, self._budget = source, Budget(0)
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def read(self) -> bytes:
        """The next bytes, none at the end.

        Raises ``zlib.error`` and ``EOFError`` where it is broken, ``Exhausted`` where it is a bomb.
        """
        data = b""
        while not data and (packed := self._packed()).strip(b"\0"):
            data = self._inflater.decompress(packed, _STEP)
            self._budget.take(len(data))
        return data

    def _packed(self) -> bytes:
        """What is to be unpacked next; none, or zeros that fill up, behind the last stretch."""
        inflater = self._inflater
        if inflater.eof:
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
            return inflater.unused_data or self._more()
        packed = inflater.unconsumed_tail or self._more()
        if not packed:
            raise EOFError
        return packed

    def _more(self) -> bytes:
        packed = self._source()
        self._budget.give(len(packed))
        return packed


def _cut_archive(source: Source, *, packed: bool) -> Cutting:
    with open_at(source.address) as file:
        hashed = Hashed(file)
        cuts = cut_records(hashed.read, source.size, packed=packed)
        digest = hashed.digest()
    if len(cuts) < 2:
        return Cutting(digest, [Piece(source.address, 0, source.address)])
    return Cutting(digest, _pointing(source, cuts))


def _cut_rows(source: Source, drafts: Path) -> Cutting:
    """A table of Parquet; one in an object store is copied for it."""
    with open_at(source.address) as file:
        digest = Hashed(file).digest()
    with open_database(drafts) as database:
        try:
            told = database.execute(
                "SELECT sum(num_rows) FROM parquet_file_metadata(?)", [source.address]
            ).fetchone()
        except Exception:  # noqa: BLE001 - DuckDB's errors have no class of their own to name here
            told = None
    if "://" in source.address or told is None or not told[0]:
        return Cutting(digest, [Piece(source.address, 0, source.address, rows=True)])
    cuts = [
        Cut(at, min(at + MOST_DOCUMENTS, told[0]), at) for at in range(0, told[0], MOST_DOCUMENTS)
    ]
    return Cutting(digest, [one._replace(rows=True) for one in _pointing(source, cuts)])


def _pointing(source: Source, cuts: list[Cut]) -> list[Piece]:
    return [
        Piece(source.address, number, source.address, one.start, one.end, one.before)
        for number, one in enumerate(cuts)
    ]
