"""Corrections as people type them: words of the text, ids, and names of closed sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from marsad.archive.review.identities import name_is, place_is
from marsad.archive.review.judgements import (
    ContentIs,
    Correction,
    EventIs,
    Piece,
    SourceIs,
    StanceIs,
    pieces,
)
from marsad.archive.review.record import Shown
from marsad.archive.review.standing import kind_at
from marsad.archive.review.wording import find_words
from marsad.model import EventType, Kind, Stance, Status

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


def read_typed(
    connection: Connection, shown: Shown, typed: Typed, lists: Sequence[Path] = ()
) -> list[Correction]:
    """The corrections of a claim that were typed; words are looked for nearest to the claim.

    Raises:
        ValueError: words do not stand in the text, an id is unknown, a choice is none of its set,
            or nothing was typed.
    """
    made = [*_of_claim(shown, typed), *_of_names(connection, shown, typed, lists)]
    if not made:
        raise ValueError("name what to correct: a source, a stance, a content, an event, a name, …")
    return made


def _find(shown: Shown, words: str) -> Piece:
    """The place of some words that is nearest to the claim."""
    found = shown.attribution
    near = (found.cue or found.content)[0].start
    return find_words(shown.machine.document.text, words, near)


def _choose(kind: type[Closed], typed: str | None) -> Closed | None:
    if typed is None:
        return None
    try:
        return kind(typed)
    except ValueError:
        known = ", ".join(one.value for one in kind)
        raise ValueError(f"no {_CALLED[kind]} «{typed}»; there are {known}") from None


def _of_claim(shown: Shown, typed: Typed) -> Iterator[Correction]:
    if typed.source == _NOBODY:
        yield SourceIs(at=None)
    elif typed.source is not None:
        yield SourceIs(at=_find(shown, typed.source), kind=_choose(Kind, typed.kind))
    stance = _choose(Stance, typed.stance)
    if stance is not None:
        yield StanceIs(stance=stance)
    if typed.content:
        parts = [_find(shown, words).span for words in typed.content]
        yield ContentIs(parts=pieces(shown.machine.document.text, parts))
    if typed.event is not None:
        yield _event(shown, typed, typed.event)


def _event(shown: Shown, typed: Typed, words: str) -> EventIs:
    at = _find(shown, words)
    if typed.type == _NOBODY:
        return EventIs(at=at, type=None)
    chosen = _choose(EventType, typed.type)
    if chosen is None:
        there = (one.type for one in shown.corrected.analysis.events if one.span == at.span)
        chosen = next(there, None)
    if chosen is None:
        raise ValueError(f"«{words}» tells no event yet; say of which type (--type)")
    return EventIs(at=at, type=chosen, mode=typed.mode, status=_choose(Status, typed.status))


def _of_names(
    connection: Connection, shown: Shown, typed: Typed, lists: Sequence[Path]
) -> Iterator[Correction]:
    if (typed.place or typed.name) and typed.means is None:
        raise ValueError("say whom or what it means: an id, ~Name, open or none (--is)")
    if typed.place is not None:
        place = place_is(_find(shown, typed.place), typed.means or "", lists=lists)
        yield replace(place, everywhere=typed.everywhere)
    if typed.name is not None:
        at = _find(shown, typed.name)
        kind = _choose(Kind, typed.kind) or kind_at(shown.corrected.analysis, at)
        named = name_is(connection, at, typed.means or "", kind=kind, lists=lists)
        yield replace(named, everywhere=typed.everywhere)
