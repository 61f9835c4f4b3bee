"""Reading again what is in the archive, with a newer program or other lists, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import tee
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, select

from marsad.analysis.analyse import BESIDES
from marsad.archive.connection import checkpoint
from marsad.archive.documents import Admitted, load_given, load_machine, reread
from marsad.archive.namebook import NameBook
from marsad.archive.prepare import Prepared, unpack_findings
from marsad.archive.readers import Asked, Done, Engines, Readers, Teller, ask
from marsad.archive.schema import analyses
from marsad.intake.failures import Failure
from marsad.model import Analysis, Span
from marsad.version import __version__

_CHUNK = 8  # documents a transaction, as when they are added


class Reread(NamedTuple):
    """What another reading of a document found that the one before had not, and the other way.

    Each claim is a line: stance, source, cue and content, in the words of the text.
    """

    id: str
    number: int
    gone: tuple[str, ...]
    new: tuple[str, ...]


def read_again(
    engines: Engines,
    *,
    every: bool = False,
    lists: Sequence[Path] = (),
    workers: int = 1,
    teller: Teller | None = None,
) -> Iterator[Reread | Failure]:
    """Read documents again; yields what differs in each, when the new reading is stored.

    Args:
        every: all documents, also those that this version of the program has read.
        lists: the observatory's own lists of actors.
        workers: processes that read; 1 reads in this one.
        teller: the reader that reads now; what another one has read counts as outdated too.

    Without a ``teller``, what another reader than the rules has read is left as it is. A reading is
    replaced as a whole; what people corrected stays where the text still holds it.
    """
    numbers = _outdated(engines.reading, every, teller)
    chunks = (numbers[at : at + _CHUNK] for at in range(0, len(numbers), _CHUNK))
    with Readers(lists, workers) as readers:
        book = NameBook()
        asked, told = tee(chunks)
        done = readers.run(ask(teller, _load(engines.reading, one)) for one in asked)
        for chunk, read in zip(told, done, strict=True):
            yield from _store(engines.writing, chunk, read, book)
    checkpoint(engines.writing)


def _outdated(engine: Engine, every: bool, teller: Teller | None) -> Sequence[int]:
    with engine.connect() as connection:
        rows = connection.execute(select(analyses.c.document, analyses.c.engine))
        return sorted(n for n, made in rows if _is_wanted(made, teller, every=every))


def _is_wanted(made: str, teller: Teller | None, *, every: bool) -> bool:
    """Whether another version has made a reading, or another reader than the one who is asked."""
    code, _, reader = made.partition(BESIDES)
    if teller is None and reader:
        return False
    other = teller is not None and reader != teller.name
    return every or other or code.partition(" (")[0] != f"marsad {__version__}"


def count_told(engine: Engine) -> int:
    """How many readings are by another reader than the rules."""
    made = analyses.c.engine.contains(BESIDES, autoescape=True)
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(analyses).where(made)) or 0


def _load(engine: Engine, numbers: Sequence[int]) -> list[Asked]:
    with engine.connect() as connection:
        return [Admitted(load_given(connection, number)) for number in numbers]


def _store(
    engine: Engine, numbers: Sequence[int], chunk: Sequence[Done], book: NameBook
) -> list[Reread | Failure]:
    """Put the new readings in the place of the old ones, in one transaction."""
    found: list[Reread | Failure] = []
    with engine.begin() as connection:
        for number, done in zip(numbers, chunk, strict=True):
            if isinstance(done, Failure):
                found.append(done)
            elif isinstance(done, Prepared):
                found.append(_replace(connection, number, done, book))
    return found


def _replace(connection: Connection, number: int, prepared: Prepared, book: NameBook) -> Reread:
    before = Counter(_lines(load_machine(connection, number)))
    text = prepared.given.text
    after = Counter(_lines(unpack_findings(prepared.findings, text, prepared.engine)))
    reread(connection, prepared, number, book)
    gone, new = (before - after).elements(), (after - before).elements()
    return Reread(prepared.given.id, number, tuple(gone), tuple(new))


def _lines(analysis: Analysis) -> Iterator[str]:
    """The claims of a reading, a line each."""
    text = analysis.document.text
    for one in analysis.attributions:
        source = text[slice(*one.source.span)] if one.source else "?"
        cue, content = _words(text, one.cue), _words(text, one.content)
        yield f"{one.stance.value}: {source} | {cue} | {content}"


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
