"""A denial tells whose word it answers: what it denies is the statement of that other one."""

from __future__ import annotations

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.comparing.compare import compare
from marsad.linking.nouns import Relation
from marsad.linking.reading.denied import answered
from marsad.model import Kind, Stance
from marsad.packs.pack import load_pack
from tests.linking.reported import read, read_all, report

ANSWERS = [
    ("The ministry denied shelling Douma, after allegations by residents.", "residents"),
    ("نفت وزارة الدفاع قصف مدينة دوما، ردا على مزاعم سكان المدينة.", "سكان المدينة"),
    ("نفت وزارة الدفاع قصف مدينة دوما، بعد اتهامات أطباء النهر لها.", "أطباء النهر"),
]


@pytest.mark.parametrize(("text", "called"), ANSWERS)
def test_whose_claim_is_named_behind_a_denial_has_said_it(text: str, called: str) -> None:
    answer, denial = read_all(text)
    assert called in (answer.source.name or "")
    assert answer.source.kind is Kind.UNKNOWN
    assert (answer.stance, answer.negative, denial.negative) == (Stance.NEUTRAL, False, True)
    assert answer.claim is None and answer.id != denial.id


@pytest.mark.parametrize(("text", "called"), ANSWERS)
def test_the_span_of_that_voice_is_where_it_is_called(text: str, called: str) -> None:
    answer, _ = read_all(text)
    span = answer.source.span
    assert span is not None and called in text[span.start : span.end] == answer.source.name


def test_the_denial_denies_what_it_answers() -> None:
    answer, denial = read_all(ANSWERS[0][0])
    assert compare(answer, denial, load_lists()).relation is Relation.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "The ministry denied shelling Douma.",
        "نفت وزارة الدفاع قصف مدينة دوما.",
        "The ministry denied shelling Douma, a town near the capital.",
        "The ministry denied shelling Douma. Allegations by residents had spread.",
        "نفت وزارة الدفاع قصف مدينة دوما. وانتشرت مزاعم سكان المدينة.",
        "The ministry denied shelling Douma, a town in which there had been allegations by some.",
        "The ministry denied shelling Douma, after allegations.",
    ],
)
def test_where_no_phrase_of_its_sentence_names_a_claim_it_answers_nobody(text: str) -> None:
    assert all(one.source.kind is not Kind.UNKNOWN for one in read_all(text))


def test_only_a_denial_answers() -> None:
    text = "The ministry confirmed shelling Douma, after allegations by residents."
    told = read(text)
    assert told.stance is not Stance.DENY
    assert answered(told, report(text).document.text, load_pack("en")) is None
