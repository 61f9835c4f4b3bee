"""What a person said of a finding: one record each, appended and never changed.

A record names what it was said of by its place *and* its words, so that it can be found again when
the machine reads the document anew. ``before``, ``after`` and ``anchor`` are JSON in the table
``reviews``; here they have types.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any

from marsad.codec import from_json, from_plain, to_json
from marsad.model import Attribution, EventType, Kind, Point, Span, Stance, Status

_GAP = re.compile(r"\s+")
_MOST = 10_000  # places of some words that are tried; a text of more repeats itself
_JOINING = frozenset("\u200d\u0640")  # the joiner and tatweel lengthen the letter before them


class Action(StrEnum):
    """What a person does with a record."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    COMMENT = "comment"
    UNDO = "undo"


# How a claim stands after the last thing said of it.
STATES = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.CORRECT: "corrected"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One row of the table ``reviews``; what is JSON there is JSON here."""

    number: int
    at: str
    person: str
    action: str
    document: int | None = None
    claim: str | None = None
    field: str | None = None
    anchor: str | None = None
    before: str | None = None
    after: str | None = None
    comment: str | None = None
    rule: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text with its words, so that it is found again when the text has shifted."""

    start: int
    end: int
    words: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a review was said of: the machine's finding, and its words."""

    finding: Attribution
    source: Piece | None
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIs:
    """Who says it: words of the text, or nobody named (``at`` is ``None``).

    Of kind, name, id and English label, what is ``None`` is taken from what the machine knows of
    those words.
    """

    at: Piece | None
    kind: Kind | None = None
    name: str | None = None
    entity: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceIs:
    """How the cue stands to the content."""

    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentIs:
    """What is said: its parts, in the order of the text."""

    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventIs:
    """The event at some words: of a type, or none (``type`` is ``None``).

    ``status`` and ``mode`` of an event that the machine found stay where they are ``None``.
    """

    at: Piece
    type: EventType | None
    mode: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceIs:
    """Which place some words name, or none (``name`` is ``None``).

    ``everywhere``: wherever the document has the same words. An ``entity`` of ``None`` with a name
    is a place that no list has.
    """

    at: Piece
    everywhere: bool = False
    name: str | None = None
    entity: str | None = None
    country: str | None = None
    point: Point | None = None
    level: str = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIs:
    """Who some words mean. ``kind`` ``None`` takes the actor away: they name nobody.

    ``entity`` is an id of the lists; without it ``name`` is somebody whom no list has; without both
    it is open who is meant. ``everywhere``: wherever the document has the same words.
    """

    at: Piece
    everywhere: bool = False
    kind: Kind | None = None
    entity: str | None = None
    name: str | None = None
    sector: str | None = None
    country: str | None = None


Correction = SourceIs | StanceIs | ContentIs | EventIs | PlaceIs | NameIs

# The field of a review, and what stands in its `before` and `after`.
FIELDS: Mapping[str, type[Any]] = {
    "source": SourceIs,
    "stance": StanceIs,
    "content": ContentIs,
    "event": EventIs,
    "place": PlaceIs,
    "name": NameIs,
}
_NAMES = {kind: name for name, kind in FIELDS.items()}


def field_of(correction: Correction) -> str:
    """The field that a correction is of."""
    return _NAMES[type(correction)]


def pack(value: object) -> str:
    """A typed value as the JSON of a column."""
    return to_json(value).decode()


def correction_of(review: Review) -> Correction:
    """What a review says that stands.

    Raises:
        ValueError: it is of no field that is known, or its JSON has another form.
    """
    kind = FIELDS.get(review.field or "")
    if kind is None or review.after is None:
        raise ValueError(f"its record cannot be read: no correction of a field «{review.field}»")
    return _unpack(review.after, kind)  # type: ignore[no-any-return]


def anchor_of(review: Review) -> Anchor | None:
    """What a review was said of; ``None`` where it does not say, or cannot be read."""
    try:
        return None if review.anchor is None else _unpack(review.anchor, Anchor)
    except ValueError:
        return None


def _unpack(text: str, kind: type[Any]) -> Any:
    try:
        return from_plain(from_json(text), kind)
    except ValueError as error:
        raise ValueError(f"its record cannot be read: {error}") from error


def effective(reviews: Iterable[Review]) -> list[Review]:
    """What stands after all undoing, in the order of the numbers; an undo can be undone.

    An undo that names no earlier review does nothing.
    """
    ordered = sorted(reviews, key=lambda one: one.number)
    cancelled: set[int] = set()
    for review in reversed(ordered):
        undone = review.undoes
        if undone is not None and undone < review.number and review.number not in cancelled:
            cancelled.add(undone)
    return [one for one in ordered if one.number not in cancelled and one.action != Action.UNDO]


# -- words of a text


def piece(text: str, span: Span) -> Piece:
    """A stretch of a text with its words; its ends stand at letters, none without its marks.

    Raises:
        ValueError: it lies outside the text, or has no letter.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"{start}-{end} lies outside the text (0-{len(text)}); name words that stand in it"
        )
    start, end = _snap(text, start, end)
    if start == end:
        raise ValueError(f"{span.start}-{span.end} holds no letter; name words of the text")
    return Piece(start=start, end=end, words=text[start:end])


def _snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Ends without white space around, and marks with the letter that bears them."""
    while start and _is_mark(text[start]):
        start -= 1
    while end < len(text) and _is_mark(text[end]):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_mark(char: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or char in _JOINING


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Several stretches in the order of the text.

    Raises:
        ValueError: there is none, one is no piece of the text, or two of them overlap.
    """
    made = tuple(sorted((piece(text, span) for span in spans), key=lambda one: one.start))
    if not made:
        raise ValueError("a content needs words; to say that there is none, reject the claim")
    for one, following in pairwise(made):
        if following.start < one.end:
            raise ValueError(
                f"«{one.words}» and «{following.words}» overlap; give parts that stand apart"
            )
    return made


def relocate(text: str, wanted: Sequence[Piece], shift: int = 0) -> tuple[Span, ...] | None:
    """Where some pieces of an earlier text stand together in this one.

    ``shift`` is by how much they are thought to have moved: that is tried first, then no shift,
    then the nearest one at which all of them stand. ``None`` when there is none.
    """
    if not wanted:
        return ()
    longest = max(wanted, key=lambda one: len(one.words))
    if not longest.words:
        return None
    for moved in (shift, 0):
        if _stands(text, wanted, moved):
            return _moved(wanted, moved)
    hits = islice(re.finditer(re.escape(longest.words), text), _MOST)
    there = (hit.start() - longest.start for hit in hits)
    for moved in sorted(there, key=lambda one: abs(one - shift)):
        if _stands(text, wanted, moved):
            return _moved(wanted, moved)
    return None


def _stands(text: str, wanted: Iterable[Piece], moved: int) -> bool:
    return all(
        one.start + moved >= 0 and text[one.start + moved : one.end + moved] == one.words
        for one in wanted
    )


def _moved(wanted: Iterable[Piece], moved: int) -> tuple[Span, ...]:
    return tuple(Span(one.start + moved, one.end + moved) for one in wanted)


def same_words(one: str, other: str) -> bool:
    """Whether two stretches are the same words, however their lines are broken."""
    return _GAP.sub(" ", one).strip() == _GAP.sub(" ", other).strip()
