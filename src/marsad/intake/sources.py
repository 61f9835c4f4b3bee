"""A stream of bytes on its way to documents, and what is known of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Protocol, TypeAlias

from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.originals import Address, Item, Original

EMPTY = "empty; leave it out or give it text"
_PIECE = 1 << 20
_BUFFER = 1 << 16


class Stream(Protocol):
    """Bytes that come one after the other, of which the next can be looked at."""

    def peek(self, size: int = 0, /) -> bytes: ...
    def read(self, size: int | None = -1, /) -> bytes: ...
    def read1(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int | None = -1, /) -> bytes: ...


Found: TypeAlias = Item | Address | Failure


class Exhausted(Unreadable):
    """An archive unpacks to more than may be: all that stands in it ends here."""


class Budget:
    """How much an archive and those inside it may unpack to, together."""

    def __init__(self, packed: int) -> None:
        self._packed = self._taken = 0
        self.give(packed)

    def give(self, size: int) -> None:
        """Count packed bytes, where their number is not known before."""
        self._packed += size
        self._allowed = max(limits.RATIO_FREE, limits.MAX_RATIO * self._packed)

    def take(self, size: int) -> None:
        """Count bytes that were unpacked. Raises ``Exhausted``."""
        self._taken += size
        if self._taken > self._allowed:
            raise Exhausted(
                f"unpacks to more than {limits.MAX_RATIO} times its size, as zip bombs do; "
                "unpack it yourself and name the folder"
            )
        if self._taken > limits.MAX_TOTAL:
            raise Exhausted(
                f"unpacks to more than {limits.MAX_TOTAL >> 30} GiB; split it into several"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a stream: an original without its bytes, a file name, how deep it stands.

    ``packed`` says that its bytes come out of something smaller, so that the limits are those of
    what is unpacked; ``budget`` counts what archives around it unpack to.
    """

    about: Original
    name: str
    depth: int = 0
    packed: bool = False
    budget: Budget | None = field(default=None)

    @property
    def place(self) -> str:
        return self.about.place

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, without ``.gz``."""
        return PurePath(self.name.lower().removesuffix(".gz")).suffix

    def whole(self, data: bytes) -> Original:
        """The original with all its bytes."""
        return replace(self.about, data=data)

    def piece(self, data: bytes, place: str | None = None) -> Original:
        """A record or a row of it, which does not stand at the address of the whole."""
        return replace(self.about, data=data, place=place or self.place, url=None)

    def member(self, about: Original, name: str) -> Source:
        """Something that stands inside. Raises ``Unreadable`` beyond the depth."""
        if self.depth >= limits.MAX_NESTING:
            raise Unreadable(
                f"nested more than {limits.MAX_NESTING} deep; unpack it and name what is inside"
            )
        return replace(self, about=about, name=name, depth=self.depth + 1, packed=True)


class Counted(io.RawIOBase):
    """Passes unpacked bytes on and counts them."""

    def __init__(self, take: Callable[[int], bytes], budget: Budget | None) -> None:
        self._take = take
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._take(len(buffer))
        buffer[: len(data)] = data
        if self._budget is not None:
            self._budget.take(len(data))
        return len(data)


class Fed:
    """Packed bytes on their way to be unpacked; a budget hears how many."""

    def __init__(self, source: Stream, budget: Budget | None) -> None:
        self._source = source
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        data = self._source.read1(size)
        if self._budget is not None:
            self._budget.give(len(data))
        return data


def open_counted(take: Callable[[int], bytes], budget: Budget | None) -> Stream:
    """What ``take`` gives, as a stream; ends with ``Exhausted`` where there is too much."""
    return io.BufferedReader(Counted(take, budget), _BUFFER)


def open_bytes(data: bytes) -> Stream:
    """Bytes that are there already, as a stream."""
    return io.BufferedReader(io.BytesIO(data))


Reader: TypeAlias = Callable[[Stream, Source, Given], Iterator[Found]]


def read_whole(
    stream: Stream,
    source: Source,
    limit: int | None = None,
    remedy: str = "split it or write JSON lines",
) -> bytes:
    """All that is left of a stream. Raises ``Unreadable`` beyond the limit, in bytes."""
    most = limit or (limits.MAX_UNPACKED if source.packed else limits.MAX_FILE)
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise Unreadable(f"more than {limits.mebibytes(most)} in one piece; {remedy}")
    return b"".join(pieces)
