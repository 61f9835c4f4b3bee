"""Documents read by several processes, in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Engine

from marsad.archive.crews import Crew, Line, Task
from marsad.archive.documents import Admitted, Stored
from marsad.archive.prepare import Prepared, prepare
from marsad.intake.failures import Failure
from marsad.model import Document, Told

Asked = Admitted | Stored | Failure
Done = Prepared | Stored | Failure


class Teller(Protocol):
    """A reader that is asked by name; other ones than the rules tell who says what in documents."""

    @property
    def name(self) -> str:
        """What ``engine`` of a reading says of it."""

    def read(self, documents: Sequence[Document]) -> Sequence[Told | Failure | None]:
        """What it tells of each document, in their order; ``None`` leaves it to the rules."""


class Rules:
    """The rules, asked for by name: also in place of what another reader has read."""

    name = ""

    def read(self, documents: Sequence[Document]) -> list[None]:
        """Nothing is told: all is found."""
        return [None] * len(documents)


class Engines(NamedTuple):
    """How an archive is read and written."""

    reading: Engine
    writing: Engine


class Readers(Line[Asked, Done]):
    """Reads chunks of documents: in this process at first, then, with ``workers``, in several.

    ``lists`` are the observatory's own lists of actors. What is no document is passed through.
    """

    def __init__(self, lists: Sequence[Path], workers: int) -> None:
        self._readers = Crew(workers)
        super().__init__(self._readers, Task(partial(_read, lists=tuple(lists)), _lost))

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.close()


def ask(teller: Teller | None, chunk: Sequence[Asked]) -> list[Asked]:
    """A chunk with what another reader tells of its documents; as it is, where there is none."""
    if teller is None:
        return list(chunk)
    documents = [one.item.document for one in chunk if isinstance(one, Admitted)]
    told = iter(teller.read(documents))
    return [_told(one, next(told)) if isinstance(one, Admitted) else one for one in chunk]


def _told(admitted: Admitted, told: Told | Failure | None) -> Admitted | Failure:
    if isinstance(told, Failure):
        return Failure(admitted.item.original.place, told.message)
    return admitted._replace(told=told)


def _read(asked: Sequence[Asked], lists: Sequence[Path]) -> list[Done]:
    return [_read_one(one, lists) if isinstance(one, Admitted) else one for one in asked]


def _read_one(admitted: Admitted, lists: Sequence[Path]) -> Prepared | Failure:
    try:
        return prepare(*admitted, lists=lists)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        known = type(error) is LookupError  # no pack for the language; others are ours
        told = str(error) if known else f"fault in marsad, report it: {error!r}"
        return Failure(admitted.item.original.place, told)


def _lost(one: Asked) -> Failure:
    place = one.item.original.place if isinstance(one, Admitted) else ""
    return Failure(place, "ended the process that read it; leave it out")
