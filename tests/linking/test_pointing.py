"""Denials that point back: what they deny stands before them in the same report."""

from __future__ import annotations

import pytest

from tests.linking.reported import read_all

LAID = [
    (
        "قال متحدث باسم الجيش السوري إن مسلحي حركة النجباء قصفوا ميناء طرطوس.\n\n"
        "وقالت حركة النجباء إن هذه المزاعم لا أساس لها من الصحة.",
        "p:place.SY.tartus",
    ),
    (
        "The Syrian army accused Turkey of bombing the port of Latakia.\n\n"
        "Turkey said the allegations were false.",
        "p:place.SY.latakia",
    ),
]


@pytest.mark.parametrize(("text", "place"), LAID)
def test_a_denial_of_allegations_speaks_of_what_they_lay_to_it(text: str, place: str) -> None:
    *_, denial = read_all(text)
    assert denial.negative and place in denial.terms


def test_what_it_points_to_tells_half_of_what_it_does_in_its_own_words() -> None:
    text, place = LAID[1]
    said, denial = read_all(text)
    assert denial.terms[place] == said.terms[place] // 2


def test_a_charge_against_another_is_not_pointed_to() -> None:
    text = (
        "The Syrian army accused Turkey of bombing Latakia.\n\nQatar said the reports were false."
    )
    *_, denial = read_all(text)
    assert denial.negative and "p:place.SY.latakia" not in denial.terms


def test_a_denial_that_tells_what_it_denies_needs_nothing_more() -> None:
    text = (
        "The Syrian army accused Turkey of bombing Latakia.\n\n"
        "Turkey denied that its planes had destroyed the bridge over the Euphrates near Raqqa."
    )
    *_, denial = read_all(text)
    assert "p:place.SY.latakia" not in denial.terms
