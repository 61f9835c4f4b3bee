"""Where people's words about a statement hold: its id, else its document and its words.

A statement that a newer reading cuts otherwise has another id. Then it is the one of its document
whose content overlaps most with what was judged, where that is at least half of the longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from marsad.archive.documents import load_analysis
from marsad.archive.review.anchors import overlap
from marsad.archive.review.judgements import Piece, relocate
from marsad.archive.schema import documents, statements
from marsad.codec import from_json, from_plain, to_json
from marsad.model import Analysis, Span

_HALF = 0.5  # of the longer content: less is another statement (as in marsad.archive.review)
_AT_ONCE = 500  # ids in one look-up: SQLite takes 32,766 values in a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A statement as it was when a person spoke of it; ``words`` has one entry a span."""

    id: str
    document: str
    spans: tuple[Span, ...]
    words: tuple[str, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(
            Piece(start=start, end=end, words=words)
            for (start, end), words in zip(self.spans, self.words, strict=True)
        )


def anchor(connection: Connection, statement: str) -> Anchor:
    """What a person's word about a statement is tied to.

    Raises:
        LookupError: there is no such statement.
    """
    chosen = select(statements.c.document).where(statements.c.id == statement)
    number = connection.scalar(chosen)
    if number is None:
        raise LookupError(f"{statement}: no such statement; marsad propositions lists them")
    analysis = load_analysis(connection, number)
    spans = contents(analysis).get(statement)
    if spans is None:
        raise LookupError(f"{statement}: its document was read anew; run marsad link first")
    text = analysis.document.text
    words = tuple(text[start:end] for start, end in spans)
    return Anchor(id=statement, document=analysis.document.id, spans=spans, words=words)


def contents(analysis: Analysis) -> dict[str, tuple[Span, ...]]:
    """The contents of a reading's statements by their ids (``linking.reading.statements``)."""
    return {one.id: one.content for one in analysis.assertions or analysis.claims}


def pack(said: Anchor) -> str:
    """An anchor as the JSON of a column."""
    return to_json(said).decode()


def unpack(text: str) -> Anchor:
    """The anchor of a column.

    Raises:
        ValueError: it is none.
    """
    found = from_plain(from_json(text), Anchor)
    if len(found.spans) != len(found.words):
        raise ValueError("its record cannot be read: as many words as spans are needed")
    return found


def place(connection: Connection, said: Iterable[Anchor]) -> dict[Anchor, str]:
    """Where anchors hold now: ids of statements. Those that hold nowhere are left out."""
    wanted = tuple(dict.fromkeys(said))
    there = _there(connection, [one.id for one in wanted])
    found = {one: one.id for one in wanted if one.id in there}
    lost: dict[str, list[Anchor]] = {}
    for one in wanted:
        if one not in found:
            lost.setdefault(one.document, []).append(one)
    for number, some in _documents(connection, lost):
        found |= _by_words(connection, number, some)
    return found


def _there(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(ids), _AT_ONCE):
        chosen = select(statements.c.id).where(statements.c.id.in_(ids[at : at + _AT_ONCE]))
        found.update(connection.execute(chosen).scalars())
    return found


def _documents(
    connection: Connection, lost: Mapping[str, list[Anchor]]
) -> Iterator[tuple[int, list[Anchor]]]:
    ids = sorted(lost)
    for at in range(0, len(ids), _AT_ONCE):
        chosen = select(documents.c.number, documents.c.id)
        some = connection.execute(chosen.where(documents.c.id.in_(ids[at : at + _AT_ONCE])))
        yield from ((row.number, lost[row.id]) for row in some.all())


def _by_words(connection: Connection, number: int, some: Iterable[Anchor]) -> dict[Anchor, str]:
    analysis = load_analysis(connection, number)
    found: dict[Anchor, str] = {}
    for said in some:
        spans = relocate(analysis.document.text, said.pieces)
        likely = _likeliest(contents(analysis), spans) if spans else None
        if likely is not None:
            found[said] = likely
    return found


def _likeliest(there: Mapping[str, Sequence[Span]], spans: Sequence[Span]) -> str | None:
    """The statement that has most of some spans; of as much, the first of the text."""
    ranked = sorted(
        (-overlap(content, spans), content[0].start, id) for id, content in there.items()
    )
    if not ranked or -ranked[0][0] < _HALF:
        return None
    return ranked[0][2]
