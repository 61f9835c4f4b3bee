"""Where the records of a web archive begin, so that it can be cut between two of them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import NamedTuple

from marsad.intake import limits
from marsad.intake.warc import SIGNATURE

# Of a news archive a third of the records are pages, each some hundredths of a second.
MOST_RECORDS, MOST_BYTES = 400, 16 << 20
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_MOST_HEADER = 256 << 10
_BITS = zlib.MAX_WBITS | 16  # gzip


class Cut(NamedTuple):
    """Bytes from one to another, and how many records or lines stand before."""

    start: int
    end: int
    before: int


class _Lost(Exception):
    """No record begins where one should: what follows is not cut."""


def is_packed_archive(head: bytes) -> bool:
    """Whether the first bytes are those of a web archive that is packed by gzip."""
    try:
        return zlib.decompressobj(_BITS).decompress(head, 16).startswith(SIGNATURE)
    except zlib.error:
        return False


def cut_records(read: Callable[[], bytes], size: int, *, packed: bool) -> list[Cut]:
    """Cuts between records, as far as they can be told; the last goes up to ``size``.

    Each record of a packed archive is packed by itself, as archives have it; one that is not has
    one cut.
    """
    cuts: list[Cut] = []
    start = before = records = weight = 0
    walk = _Packed(read) if packed else _Plain(read)
    try:
        while (told := walk.next()) is not None:
            records += 1
            weight += told
            if records >= MOST_RECORDS or weight >= MOST_BYTES:
                cuts.append(Cut(start, walk.at, before))
                start, before, records, weight = walk.at, before + records, 0, 0
    except (_Lost, zlib.error):
        pass
    if start < size:
        cuts.append(Cut(start, size, before))
    return cuts


class _Plain:
    """Records one behind the other, passed over by their lengths."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read, self._held = read, b""
        self.at = 0

    def next(self) -> int | None:
        """Pass over a record; its length, ``None`` at the end. Raises ``_Lost``."""
        header = self._header()
        if header is None:
            return None
        length = _LENGTH.search(header)
        if length is None:
            raise _Lost
        size = int(length[1])
        self._skip(size)
        self._blank()
        return size

    def _more(self) -> bool:
        data = self._read()
        self._held += data
        return bool(data)

    def _header(self) -> bytes | None:
        while len(self._held) < len(SIGNATURE) and self._more():
            pass
        if not self._held:
            return None
        if not self._held.startswith(SIGNATURE):
            raise _Lost
        while (found := self._held.find(b"\r\n\r\n")) < 0:
            if len(self._held) > _MOST_HEADER or not self._more():
                raise _Lost
        header = self._held[: found + 4]
        self._skip(len(header))
        return header

    def _skip(self, size: int) -> None:
        while size > len(self._held):
            size -= len(self._held)
            self.at += len(self._held)
            self._held = b""
            if not self._more():
                raise _Lost
        self.at += size
        self._held = self._held[size:]

    def _blank(self) -> None:
        """Pass over the blank lines behind a record."""
        while True:
            rest = self._held.lstrip(b"\r\n")
            self.at += len(self._held) - len(rest)
            self._held = rest
            if rest or not self._more():
                return


class _Packed:
    """Records that are packed one by one."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read, self._held = read, b""
        self.at = 0

    def next(self) -> int | None:
        """Pass over a record; its length unpacked, ``None`` at the end. Raises ``_Lost``."""
        inflater = zlib.decompressobj(_BITS)
        begun, size = False, 0
        while not inflater.eof:
            packed = inflater.unconsumed_tail or self._held or self._read()
            taken_held = not inflater.unconsumed_tail
            if not packed:
                if begun:
                    raise _Lost
                return None
            if taken_held:
                self._held = b""
            data = inflater.decompress(packed, _MOST_HEADER)
            used = len(packed) - len(inflater.unconsumed_tail) - len(inflater.unused_data)
            self.at += used
            if not begun and data and not data.startswith(SIGNATURE[: len(data)]):
                raise _Lost
            begun = begun or bool(data) or used > 0
            size += len(data)
            if size > 2 * limits.MAX_SCAN:  # no record is read that is so large
                raise _Lost
        self._held = inflater.unused_data
        return size
