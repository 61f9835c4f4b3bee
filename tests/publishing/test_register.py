"""Mentions gathered to rows."""

from __future__ import annotations

from dataclasses import replace

from marsad.model import Actor, Analysis, Document, Ground, Kind, Span
from marsad.publishing.register import build_register, name_of

TEXT = "سالم ثم سالم ثم ناصر ثم هو"


def actor(start: int, end: int, **fields: object) -> Actor:
    given = {"name": None, "entity": None, "kind": Kind.PERSON, "ground": Ground.NAME}
    return Actor(span=Span(start, end), **{**given, **fields})  # type: ignore[arg-type]


def register(*actors: Actor) -> list[list[int]]:
    analysis = Analysis(document=Document(id="n", text=TEXT), engine="hand", actors=actors)
    rows = build_register(analysis).actors
    return [[found.span.start for found in row.mentions] for row in rows]


def test_one_id_is_one_row_and_the_most_mentioned_comes_first() -> None:
    found = [actor(16, 20, entity="b"), actor(8, 12, entity="a"), actor(0, 4, entity="a")]
    assert register(*found) == [[0, 8], [16]]


def test_without_an_id_one_name_is_one_row() -> None:
    assert register(actor(0, 4, name="Salem"), actor(16, 20, name="Salem")) == [[0, 16]]


def test_without_a_name_one_wording_is_one_row() -> None:
    assert register(actor(0, 4), actor(8, 12), actor(16, 20)) == [[0, 8], [16]]


def test_one_wording_with_other_candidates_is_another_row() -> None:
    found = [actor(0, 4, candidates=("a", "b")), actor(8, 12, candidates=("a", "c"))]
    assert register(*found) == [[0], [8]]


def test_what_holds_no_letter_is_left_out() -> None:
    assert register(actor(4, 5), actor(3, 3), actor(0, 99)) == []


def test_a_blank_name_is_none() -> None:
    blank = actor(0, 4, name="  ")
    assert name_of(blank) is None
    assert name_of(replace(blank, name="Salem")) == "Salem"
