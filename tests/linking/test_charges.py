"""Deeds laid to somebody, and his word that he did not do them."""

from __future__ import annotations

import pytest

from marsad.linking.nouns import Relation
from tests.linking.reported import read, relation

CHARGES = [
    (
        "قال ناشطون إن تركيا تقف وراء الهجوم على ميناء اللاذقية.",
        "نفت تركيا تورطها في الهجوم.",
    ),
    (
        "Activists said Turkey was behind the attack on the port of Latakia.",
        "Turkey denied that it was behind the attack.",
    ),
    (
        "Activists said Turkey was behind the attack on the port of Latakia.",
        "نفت تركيا مسؤوليتها عن الهجوم.",
    ),
]


@pytest.mark.parametrize(("charge", "denial"), CHARGES)
def test_who_denies_his_part_denies_the_charge(charge: str, denial: str) -> None:
    assert relation(charge, denial) is Relation.DENIES


def test_another_denies_nothing_of_it() -> None:
    charge, _ = CHARGES[1]
    assert relation(charge, "Qatar denied that it was behind the attack.") is not Relation.DENIES


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("Police investigate the poisoning of the spy Anton Belov in Leeds.", False),
        ("Russia poisoned the spy Anton Belov in Leeds.", True),
    ],
)
def test_who_denies_his_part_does_not_deny_that_it_happened(told: str, denied: bool) -> None:
    denial = "Russia denied that it was behind the poisoning of the spy Anton Belov in Leeds."
    assert (relation(told, denial) is Relation.DENIES) is denied


def test_a_charge_is_answered_within_days() -> None:
    charge, denial = CHARGES[0]
    assert relation(charge, denial, day="2024-03-08") is not Relation.DENIES


def test_that_it_was_not_done_leaves_open_what_is_planned() -> None:
    planned = "The minister said Turkey will bomb the port of Latakia."
    done = "Turkey denied that it had bombed the port of Latakia."
    assert relation(planned, done) is not Relation.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "اتهمت سوريا تركيا بإغراق سفينة قرب اللاذقية.",
        "Syria accused Turkey of sinking a ship near Latakia.",
    ],
)
def test_what_somebody_is_accused_of_is_a_charge(text: str) -> None:
    assert "c:accuse" in read(text).terms


def test_an_accusation_that_is_levelled_is_none_of_what_is_wanted() -> None:
    text = "وجهت وزارة الدفاع السورية أصابع الاتهام إلى تركيا بالضلوع في الهجوم على القاعدة."
    assert read(text).stance.value == "affirm"
