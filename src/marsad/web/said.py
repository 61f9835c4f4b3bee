"""What people said of claims, as pages tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from marsad.archive.review.following import undone_among
from marsad.archive.review.gloss import gloss
from marsad.archive.review.judgements import Action, Review
from marsad.web.languages import common, wording

_TABLES = ("stance", "event_type", "event_mode", "status")


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
            before=None if one.before is None else gloss(one.field, one.before, say),
            after=None if one.after is None else gloss(one.field, one.after, say),
            undone=one.number in gone,
        )
        for one in said
    ]
