"""Parties: on whose behalf a voice speaks."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.origins.parties import ANYBODY, party_of, read_speaker
from marsad.model import Voice
from tests.linking.conftest import voice

DAY = date(2018, 4, 9).toordinal()


def keys(one: Voice, lang: str = "en") -> list[str]:
    return [party.key for party in read_speaker(one, lang, DAY, load_lists()).parties]


@pytest.mark.parametrize(
    "entity",
    [
        *("RU", "RU.government", "RU.army", "RU.ministry.defence", "RU.foreign-minister"),
        *("RU.foreign-ministry-spokesperson", "RU.ministry.defence.spokesperson"),
        *("sergey-lavrov", "vladimir-putin"),
    ],
)
def test_the_executive_of_a_state_is_one_party(entity: str) -> None:
    assert party_of(entity, DAY, load_lists()).key == "RU"


def test_a_parliament_a_speaker_and_an_opposition_are_not_the_government() -> None:
    others = {
        party_of(f"RU.{part}", DAY, load_lists()).key
        for part in ("parliament", "speaker", "opposition")
    }
    assert len(others) == 3 and "RU" not in others


def test_a_minister_is_of_the_government_only_while_he_is_one() -> None:
    assert party_of("mevlut-cavusoglu", DAY, load_lists()).key == "TR"
    assert (
        party_of("mevlut-cavusoglu", date(1990, 1, 1).toordinal(), load_lists()).key
        == "mevlut-cavusoglu"
    )


def test_who_leads_a_group_or_a_body_speaks_for_it() -> None:
    assert party_of("hassan-nasrallah", DAY, load_lists()).key == "hezbollah"
    assert party_of("rami-abdulrahman", DAY, load_lists()).key == "sohr"


def test_a_group_of_an_alliance_may_speak_for_it() -> None:
    party = party_of("peoples-protection-units", DAY, load_lists())
    assert party == ("peoples-protection-units", "syrian-democratic-forces")


def test_state_television_is_no_ministry_yet_of_the_state() -> None:
    assert party_of("SY.state-television", DAY, load_lists()) == ("SY.state-television", "SY")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("مصدر عسكري سوري", "Syrian military source"),
        ("مسؤول سوري رفيع", None),
        ("متحدث باسم وزارة الدفاع السورية", None),
    ],
)
def test_an_official_without_a_name_speaks_for_his_state(name: str, label: str | None) -> None:
    speaker = read_speaker(voice("anonymous", name)._replace(label=label), "ar", DAY, load_lists())
    assert [party.key for party in speaker.parties] == ["SY"] and not speaker.named


def test_an_activist_without_a_name_does_not() -> None:
    assert keys(voice("anonymous", "Syrian activists")) == []
    assert keys(voice("anonymous", "sources")) == []


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("روسيا وسوريا", "ar"),
        ("موسكو ودمشق", "ar"),
        ("الجيشان الروسي والسوري", "ar"),
        ("Russia and Syria", "en"),
        ("Russian Armed Forces; Syrian Armed Forces", "en"),
        ("joint Russian-Syrian statement", "en"),
    ],
)
def test_a_joint_source_has_several_parties(name: str, lang: str) -> None:
    assert keys(voice("organisation", name), lang) == ["RU", "SY"]


def test_a_body_and_its_head_are_no_joint_source() -> None:
    assert keys(voice("person", "زعيم حزب الله حسن نصر الله", "hassan-nasrallah"), "ar") == [
        "hezbollah"
    ]


def test_what_has_no_name_is_no_named_party() -> None:
    council = read_speaker(voice("organisation", "military council"), "en", DAY, load_lists())
    assert council.parties == () and not council.named
    ministry = read_speaker(voice("organisation", "Ministry of Defence"), "en", DAY, load_lists())
    assert ministry.parties[0].kin == ANYBODY
    stranger = read_speaker(voice("person", "Salim Warraq"), "en", DAY, load_lists())
    assert stranger.parties[0].kin == ANYBODY
