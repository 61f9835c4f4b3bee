"""What people said of claims, as pages tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Connection

from marsad.archive.review.following import undone_among
from marsad.archive.review.gloss import Say, gloss
from marsad.archive.review.judgements import Action, Review
from marsad.archive.review.reviews import find_review
from marsad.web.languages import common, language_of, wording

_TABLES = ("stance", "event_type", "event_mode", "status")
_DIGITS = 9  # of the number of a review
_OF_NAMES = (Action.MERGE, Action.SPLIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """A review in a list; ``before`` and ``after`` are told in words, ``can_undo`` by anybody."""

    review: Review
    before: str | None
    after: str | None
    undone: bool

    @property
    def can_undo(self) -> bool:
        return not self.undone and self.review.action != Action.SPLIT


def said_rows(connection: Connection, said: Sequence[Review], lang: str) -> list[SaidRow]:
    """Reviews as rows, in the order in which they are given."""
    gone = undone_among(connection, said)
    words, tables = wording(lang)["review"]["said"], common(lang).table

    def say(word: str) -> str:
        there = (tables[name][word] for name in _TABLES if word in tables[name])
        told: str = words.get(word) or next(there, word)
        return told

    return [
        SaidRow(
            review=one,
            before=_gloss(one, one.anchor if one.action in _OF_NAMES else one.before, say),
            after=_gloss(one, one.before if one.action == Action.SPLIT else one.after, say),
            undone=one.number in gone,
        )
        for one in said
    ]


def _gloss(one: Review, written: str | None, say: Say) -> str | None:
    return None if written is None else gloss(one.field, written, say)


def just_said(connection: Connection, request: Request) -> SaidRow | None:
    """The review that brought a visitor here, where the address names one (``said=12``)."""
    number = request.query_params.get("said", "")
    if not number.isdecimal() or len(number) > _DIGITS:
        return None
    try:
        said = find_review(connection, int(number))
    except LookupError:
        return None
    return said_rows(connection, [said], language_of(request))[0]
