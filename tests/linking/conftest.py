"""A builder of statements: who told it, through whom, on which day, in which words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from marsad.archive.near import sketch
from marsad.linking.nouns import Act, Amount, Statement
from marsad.model import Kind, Span, Stance, Status, Voice
from marsad.text.words import placed_words

Make = Callable[..., Statement]


def voice(kind: str, name: str, entity: str | None = None, label: str | None = None) -> Voice:
    """A voice of a chain; its label is its name unless another is given."""
    return Voice(Kind(kind), name, Span(0, len(name)), entity, label or name)


def paper(name: str, entity: str | None = None) -> Voice:
    """An outlet that a chain names."""
    return voice("outlet", name, entity)


def somebody(name: str) -> Voice:
    """An unnamed source."""
    return voice("anonymous", name)


@pytest.fixture
def say() -> Make:
    """Makes a statement: ``say("The Courier", voice(...), day="2031-04-02", words="...")``.

    Each call is a document of its own unless ``document`` names one; ``text`` is the whole of it.
    """
    made: list[str] = []

    def make(
        outlet: str | None,
        *via: Voice,
        day: str | None = "2031-04-02",
        words: str = "",
        document: str | None = None,
        text: str | None = None,
        lang: str = "en",
        stance: str = "neutral",
        status: str = "asserted",
        hedged: bool = False,
        amounts: Sequence[Amount] = (),
        acts: Sequence[Act] = (),
        terms: Sequence[str] = (),
    ) -> Statement:
        made.append(outlet or "")
        number = f"{len(made):03}"
        words = words or f"telling number {number}"
        return Statement(
            id=f"s{number}",
            document=document or f"d{number}",
            claim=f"c{number}",
            content=(Span(len(made), len(made) + 1),),
            text=words,
            lang=lang,
            outlet=outlet,
            published=day,
            day=date.fromisoformat(day).toordinal() if day else None,
            chain=(Voice(Kind.OUTLET, outlet, None), *via),
            stance=Stance(stance),
            status=Status(status),
            hedged=hedged,
            terms=dict.fromkeys(terms, 1.0),
            around={},
            words=tuple(word.stem for word in placed_words(words)),
            amounts=tuple(amounts),
            acts=tuple(acts),
            sketch=sketch(text or " ".join(f"{document or number}x{at}" for at in range(20))),
        )

    return make
