"""Corrections as people type them: words of the text, ids, and names of closed sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from marsad.archive.review.identities import name_is, place_is
from marsad.archive.review.judgements import (
    ContentIs,
    Correction,
    EventIs,
    NameIs,
    Piece,
    PlaceIs,
    SourceIs,
    StanceIs,
    pieces,
)
from marsad.archive.review.record import Shown
from marsad.archive.review.standing import kind_at
from marsad.archive.review.wording import find_words
from marsad.model import Analysis, EventType, Kind, Stance, Status

Closed = TypeVar("Closed", bound=StrEnum)
_NOBODY = "none"
_CALLED: dict[type[StrEnum], str] = {
    Kind: "kind of source",
    Stance: "stance",
    EventType: "type of event",
    Status: "status",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed to correct a claim; ``None`` where nothing was.

    ``source`` are words of the text, or ``none``; ``kind`` says what a source or a name is.
    ``content`` are the words of each part. ``event`` are the words that tell it, ``type`` its type
    or ``none``. ``place`` and ``name`` are the words that stand for one, ``means`` is its id,
    ``~Name``, ``open`` or ``none``; ``everywhere``: wherever the document has these words.
    """

    source: str | None = None
    kind: str | None = None
    stance: str | None = None
    content: tuple[str, ...] = ()
    event: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    place: str | None = None
    name: str | None = None
    means: str | None = None
    everywhere: bool = False


class _There(NamedTuple):
    """A reading as it stands, and the place in its text by which words are looked for."""

    analysis: Analysis
    near: int

    def find(self, words: str) -> Piece:
        """The nearest place of some words."""
        return find_words(self.analysis.document.text, words, self.near)


def read_typed(
    connection: Connection, shown: Shown, typed: Typed, lists: Sequence[Path] = ()
) -> list[Correction]:
    """The corrections of a claim that were typed; words are looked for nearest to the claim.

    Raises:
        ValueError: words do not stand in the text, an id is unknown, a choice is none of its set,
            or nothing was typed.
    """
    found = shown.attribution
    there = _There(shown.corrected.analysis, (found.cue or found.content)[0].start)
    named = _of_names(connection, there, typed, lists)
    made = [*_of_claim(there, typed), *_of_events(there, typed), *named]
    if not made:
        raise ValueError("name what to correct: a source, a stance, a content, an event, a name, …")
    return made


def read_of_document(
    connection: Connection,
    analysis: Analysis,
    typed: Typed,
    near: int = 0,
    lists: Sequence[Path] = (),
) -> list[EventIs | PlaceIs | NameIs]:
    """The corrections of a place, a name or an event that were typed, in a claim or not.

    Args:
        near: where in the text its words are thought to stand.

    Raises:
        ValueError: as of ``read_typed``.
    """
    there = _There(analysis, near)
    made = [*_of_events(there, typed), *_of_names(connection, there, typed, lists)]
    if not made:
        raise ValueError("name what to correct: words of the text that name a place, somebody, …")
    return made


def _choose(kind: type[Closed], typed: str | None) -> Closed | None:
    if typed is None:
        return None
    try:
        return kind(typed)
    except ValueError:
        known = ", ".join(one.value for one in kind)
        raise ValueError(f"no {_CALLED[kind]} «{typed}»; there are {known}") from None


def _of_claim(there: _There, typed: Typed) -> Iterator[Correction]:
    if typed.source == _NOBODY:
        yield SourceIs(at=None)
    elif typed.source is not None:
        yield SourceIs(at=there.find(typed.source), kind=_choose(Kind, typed.kind))
    stance = _choose(Stance, typed.stance)
    if stance is not None:
        yield StanceIs(stance=stance)
    if typed.content:
        parts = [there.find(words).span for words in typed.content]
        yield ContentIs(parts=pieces(there.analysis.document.text, parts))


def _of_events(there: _There, typed: Typed) -> Iterator[EventIs]:
    if typed.event is not None:
        yield _event(there, typed, typed.event)


def _event(there: _There, typed: Typed, words: str) -> EventIs:
    at = there.find(words)
    if typed.type == _NOBODY:
        return EventIs(at=at, type=None)
    chosen = _choose(EventType, typed.type)
    if chosen is None:
        found = (one.type for one in there.analysis.events if one.span == at.span)
        chosen = next(found, None)
    if chosen is None:
        raise ValueError(f"«{words}» tells no event yet; say of which type (--type)")
    return EventIs(at=at, type=chosen, mode=typed.mode, status=_choose(Status, typed.status))


def _of_names(
    connection: Connection, there: _There, typed: Typed, lists: Sequence[Path]
) -> Iterator[PlaceIs | NameIs]:
    if (typed.place or typed.name) and typed.means is None:
        raise ValueError("say whom or what it means: an id, ~Name, open or none (--is)")
    if typed.place is not None:
        place = place_is(there.find(typed.place), typed.means or "", lists=lists)
        yield replace(place, everywhere=typed.everywhere)
    if typed.name is not None:
        at = there.find(typed.name)
        kind = _choose(Kind, typed.kind) or kind_at(there.analysis, at)
        named = name_is(connection, at, typed.means or "", kind=kind, lists=lists)
        yield replace(named, everywhere=typed.everywhere)
