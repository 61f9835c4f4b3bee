"""Denials that point back: what they deny stands before them in the same report."""

from __future__ import annotations

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.comparing.compare import compare
from marsad.linking.nouns import Relation
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


POINTING = [
    "أعلن التحالف تحرير مطار الحديدة يوم السبت. ونفى الحوثيون ذلك.",
    "قال التحالف إنه حرر مطار الحديدة، لكن وكالة سبأ نفت صحة ذلك.",
    "قال التحالف إنه حرر مطار الحديدة. ونفى الحوثيون هذه الأنباء نفيا قاطعا.",
    "The coalition said it had taken the airport of Hodeidah. The Houthis denied this.",
]


@pytest.mark.parametrize("text", POINTING)
def test_a_denial_of_this_denies_what_was_told_last(text: str) -> None:
    said, denial = read_all(text)
    assert denial.negative and denial.terms.items() >= said.terms.items()
    assert compare(said, denial, load_lists()).relation is Relation.DENIES


def test_a_denial_of_this_answers_a_voice_rather_than_what_the_outlet_tells_beside() -> None:
    text = (
        "أعلن التحالف تحرير مطار الحديدة. وكانت المعارك بدأت قبل أسبوع في المدينة. "
        "ونفى الحوثيون ذلك."
    )
    said, beside, denial = read_all(text)
    assert said.terms.items() <= denial.terms.items()
    assert not beside.terms.items() <= denial.terms.items()


def test_a_denial_of_this_answers_no_word_of_its_own_voice() -> None:
    _, denial = read_all("قال الحوثيون إن مطار الحديدة مغلق. ونفى الحوثيون ذلك.")
    assert "p:place.YE.hodeidah" not in denial.terms
