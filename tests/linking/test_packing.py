"""Statements to bytes and back, and the bounds of what a document may ask for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from marsad.linking.comparing.promises import Glimpse
from marsad.linking.nouns import Statement
from marsad.linking.reading.bounds import MOST_REPEATS, MOST_STATEMENTS, within_bounds
from marsad.linking.stored.packing import Row, glimpse, pack, unpack
from tests.linking.conftest import Make, somebody
from tests.linking.reported import statements


def test_a_statement_comes_back_as_it_was(say: Make) -> None:
    first = say("The Courier", somebody("a source"), day="2031-04-02", words="the dam fell")
    second = replace(first, id="other", terms={"w:سد": 90}, withdrawn=first.withdrawn)
    rows = [
        Row(1, first.id, first.claim, pack(first, (5, -7), head=True)),
        Row(2, second.id, second.claim, pack(second, (), head=False)),
    ]
    opened = unpack(rows)
    assert [one.statement for one in opened] == [first, second]
    assert opened[0].listed == (5, -7)


@given(statements())
def test_a_glimpse_shows_of_a_packed_statement_what_it_says(one: Statement) -> None:
    row = Row(1, one.id, one.claim, pack(one, (5, -7), head=False))
    shown = Glimpse(one.terms, one.around, one.head, one.voice, one.negative, one.day)
    assert glimpse(row, one.day) == shown


def test_what_a_document_shares_is_packed_once(say: Make) -> None:
    one = say("The Courier", day="2031-04-02", words="the dam fell", text="the dam fell " * 99)
    assert len(pack(one, (), head=False)) + len(one.sketch) < len(pack(one, (), head=True))


def test_a_text_that_repeats_itself_is_joined_a_few_times_only(say: Make) -> None:
    one = say("The Courier", words="the dam fell")
    same = [replace(one, id=f"s{number}") for number in range(30_000)]
    assert len(list(within_bounds(same))) == MOST_REPEATS
    other = [replace(one, id=f"s{n}", text=f"the dam fell {n} times") for n in range(30_000)]
    assert len(list(within_bounds(other))) == MOST_STATEMENTS
    assert list(within_bounds([one, one])) == [one]
