"""Documents analysed in several processes, in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeAlias

from marsad.analysis.analyse import analyse
from marsad.archive.crews import Crew, Line, Task
from marsad.intake.failures import Failure
from marsad.linking.stored.store import chunks
from marsad.model import Analysis, Document

_CHUNK = 16  # documents handed over at once

Came: TypeAlias = Document | Failure
Done: TypeAlias = Analysis | Failure


def analyse_all(
    documents: Iterable[Came], *, actors: Sequence[Path] = (), workers: int = 1
) -> Iterator[Done]:
    """The readings of documents; what fails, or has failed, in its place.

    A document whose id another text has had before is a failure; the same text again is left out.

    Args:
        actors: lists of a user's own.
        workers: processes; a program that uses more than 1 has to begin behind
            ``if __name__ == "__main__":``.
    """
    with closing(Crew(workers)) as crew:
        line = Line(crew, Task(partial(_analyse, actors=tuple(actors)), _lost))
        for some in line.run(chunks(_distinct(documents), _CHUNK)):
            yield from some


def _distinct(documents: Iterable[Came]) -> Iterator[Came]:
    texts: dict[str, int] = {}
    for one in documents:
        if isinstance(one, Failure):
            yield one
            continue
        text = hash((one.text, one.outlet, one.published))
        if one.id not in texts:
            texts[one.id] = text
            yield one
        elif texts[one.id] != text:
            yield Failure(one.id, "another document has this id; give each its own")


def _analyse(some: Sequence[Came], actors: Sequence[Path]) -> list[Done]:
    return [one if isinstance(one, Failure) else _analyse_one(one, actors) for one in some]


def _analyse_one(document: Document, actors: Sequence[Path]) -> Done:
    try:
        return analyse(document, actors=actors)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        known = type(error) is LookupError  # no pack for the language; others are ours
        told = str(error) if known else f"fault in marsad, report it: {error!r}"
        return Failure(document.id, told)


def _lost(one: Came) -> Failure:
    place = one.place if isinstance(one, Failure) else one.id
    return Failure(place, "ended the process that read it; leave it out")
