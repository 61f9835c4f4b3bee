"""Candidates: which statements are worth comparing, by the terms that tell most."""

from __future__ import annotations

import pytest
from hypothesis import given

from marsad.linking.comparing.candidates import WINDOW, listed_terms, near_days, worth_comparing
from marsad.linking.nouns import Statement
from tests.linking.reported import read, statements
from tests.linking.telling import tell


@given(statements())
def test_listed_terms_hold_most_of_the_weight_and_no_more_than_it_takes(one: Statement) -> None:
    listed = listed_terms(one)
    whole, held = sum(one.terms.values()), sum(listed.values())
    assert listed.items() <= one.terms.items()
    assert 2 * held >= whole
    if listed:
        assert held - list(listed.values())[-1] < whole


def test_common_terms_are_listed_last() -> None:
    terms = {"e:ASSAULT": 100, "n:SY": 100, "c:kill": 100, "p:place.SY.raqqa": 100, "a:un": 100}
    listed = list(listed_terms(tell("جسر", terms={**terms, "w:زمبر": 100})))
    assert listed[0] == "w:زمبر" and {"a:un", "p:place.SY.raqqa"} <= set(listed)
    assert listed[-1] == "e:ASSAULT"


def test_of_one_class_the_weightier_term_is_listed_first() -> None:
    terms = {"c:say": 30, "c:ceasefire": 120, "c:city": 30}
    assert next(iter(listed_terms(tell("هدنة", terms=terms)))) == "c:ceasefire"


def test_a_statement_without_terms_is_listed_nowhere() -> None:
    assert listed_terms(tell("جسر", terms={})) == {}


def test_two_reports_of_one_thing_share_a_listed_term_whatever_their_language() -> None:
    one = read("Damascus released forty prisoners on Saturday.")
    other = read("أفرجت دمشق عن أربعين سجينا يوم السبت.")
    assert listed_terms(one).keys() & listed_terms(other).keys()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (100, 100, True),
        (100, 100 + WINDOW, True),
        (100 + WINDOW, 100, True),
        (100, 101 + WINDOW, False),
        (None, 100, True),
        (100, None, True),
        (None, None, True),
    ],
)
def test_days_are_near_within_the_window_and_an_unknown_one_is_near_all(
    one: int | None, other: int | None, near: bool
) -> None:
    assert near_days(one, other) is near


def test_what_is_worth_comparing_is_measured_by_the_lighter_statement() -> None:
    assert worth_comparing(100, 200, 5_000) and worth_comparing(100, 5_000, 200)
    assert not worth_comparing(1, 5_000, 200)
    assert not worth_comparing(0, 200, 200)
