"""Which pairs of statements are looked at, and which of these are compared."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from marsad.linking.comparing import compare as comparing
from marsad.linking.comparing.promises import WEIGHTS, pair_of, promises
from marsad.linking.comparing.window import Listed, Window, list_one, may_be_near
from marsad.linking.nouns import Statement
from tests.linking.conftest import Make
from tests.linking.reported import statements

DAM = {"p:derna": 110, "c:collapse": 100, "w:dam": 90, "n:libya": 90}


def telling(say: Make, day: str | None, terms: dict[str, int]) -> Statement:
    """A statement that speaks of some terms."""
    return replace(say("The Courier", day=day, words="the dam near derna fell"), terms=terms)


def test_a_window_finds_what_is_near_in_days_and_shares_enough(say: Make) -> None:
    window = Window()
    first = list_one(1, telling(say, "2031-04-02", DAM))
    late = list_one(2, telling(say, "2031-05-02", DAM))
    other = list_one(3, telling(say, "2031-04-02", {"w:strike": 90, "w:port": 90}))
    for one in (first, late, other):
        window.add(one)
    asked = list_one(4, telling(say, "2031-04-10", DAM))
    assert list(window.promising(asked)) == [(first, pair_of(asked.held, first.held))]
    assert [may_be_near(asked, one) for one in (first, late, other)] == [True, False, False]


def test_a_pair_without_promise_is_not_compared(say: Make) -> None:
    one = list_one(1, telling(say, "2031-04-02", DAM))
    other = list_one(2, telling(say, "2031-04-02", {**DAM, "w:dam": 90, "c:collapse": 100}))
    assert promises(pair_of(one.held, other.held))
    little = {"w:dam": 90, **{f"w:{word}": 90 for word in "abcde"}}
    third = list_one(3, telling(say, "2031-04-02", little))
    assert may_be_near(one, third) and not promises(pair_of(one.held, third.held))
    window = Window()
    window.add(one)
    assert [found for found, _ in window.promising(other)] == [one]
    assert list(window.promising(third)) == []


@given(st.lists(statements(), max_size=12))
def test_a_window_finds_what_each_pair_tells_by_itself(many: list[Statement]) -> None:
    window = Window()
    held: list[Listed] = []
    for number, statement in enumerate(many):
        asked = list_one(number, statement)
        near = [one for one in held if may_be_near(asked, one)]
        found = {one.key: pair for one, pair in window.promising(asked)}
        pairs = {one.key: pair_of(asked.held, one.held) for one in near}
        assert found == {key: pair for key, pair in pairs.items() if promises(pair)}
        window.add(asked)
        held.append(asked)


def test_promises_are_weighed_as_the_comparison_weighs() -> None:
    assert WEIGHTS.items() <= comparing._WEIGHTS.items()
