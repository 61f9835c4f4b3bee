"""What a person is told of a proposition is in his language: names, reasons, days and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.linking import join
from marsad.linking.joined import Joined
from marsad.linking.nouns import Drift, Drifting, Reason
from marsad.linking.relations.credibility import _RULES, Proposed
from marsad.publishing import reasons
from marsad.publishing.linked import names_for, plain
from marsad.publishing.naming import Names
from marsad.publishing.reasons import _TOLD, spoken, tell, tell_drift, tell_proposed, tell_reason
from marsad.publishing.words import words_for

EXAMPLES = Path(__file__).parents[2] / "examples"
LATIN = re.compile("[A-Za-z]{2,}")
MINISTRY = "Iraqi Ministry of Water Resources"
DAY = 738949  # 4 March 2024
# One reason for each sentence, with names that the lists have.
SAMPLES: dict[str, tuple[Any, ...]] = {
    "part_of": (),
    "left_open": (),
    "distance": (),
    "same_words": (),
    "terms": (("a:IQ.ministry.water", "n:IQ", "p:place.SY.raqqa", "e:ASSAULT", "c:kill", "#:3"),),
    "terms_against": (("c:increase",), ("c:decrease",)),
    "says_not": (MINISTRY,),
    "one_says_not": (),
    "harm_against": ("died", "hurt"),
    "numbers_against": (((3.0, 3.0),), ((5.0, None), (7.0, 9.0))),
    "names_against": (("IL",), ("Turkey",)),
    "days_against": (("2024-03-01",), ("2024-03-04",)),
    "places_against": (("place.QA.capital",), ("place.OM.capital",)),
    "done_against_coming": (),
    "talks_against_agreement": (),
    "one_party": ((MINISTRY, "Foreign Minister of Iraq"), "Iraq"),
    "may_be_same": ("security source",),
    "tells_no_source": ("Reuters",),
    "no_source": (("Reuters", "Agence France-Presse"),),
    "followed": ("Reuters", MINISTRY),
    "comes_back": ("Reuters",),
    "joint_voice": (f"{MINISTRY}; United Nations",),
    "only_party": ("spokesperson", "Reuters"),
    "has_it_from": (MINISTRY, "United Nations"),
    "words_of": ("Reuters", "an unnamed source"),
    "named_elsewhere": ("Reuters",),
    "agency_copy": (("Reuters", "Agence France-Presse"),),
    "voices": (((MINISTRY, ("Iraq",), DAY, ("Reuters",), 0), (None, (), None, (), 2)), 3),
    "voices_against": ((MINISTRY, (), DAY, (), 0), ("United Nations", (), DAY, (), 4)),
    "admits": (MINISTRY,),
    "says_too": ("United Nations",),
    "denial_voices": (((MINISTRY, ("Iraq",), DAY, (), 2),), 0),
    "contradiction_voices_against": ((MINISTRY, (), DAY, (), 0), (None, (), DAY, (), 0)),
    "confirmation_admits": (MINISTRY,),
    "confirmation_says_too": ("United Nations",),
    "update_voices": (((MINISTRY, (), DAY, (), 0),), 0),
    "by": (None,),
    "no_origin": (2,),
    "origins": (1, 3, ((f"source in {MINISTRY}", 0, 4), ("United Nations", 1, 1)), 0),
    "bare": (1,),
    "own_deed": ((MINISTRY,), 0),
    "all_withdrawn": (2, ("Reuters",), 0),
    "some_withdrawn": (1, 3),
    "as_fact": ("Reuters", "possible", "Agence France-Presse"),
    "other_number": (((3.0, 3.0),), ((7.0, 7.0),), "kill"),
    "got_a_name": ("local official", MINISTRY),
    "other_word": ("Reuters", (MINISTRY,), ("United Nations",)),
}


@pytest.fixture(scope="module")
def dam() -> Joined:
    return join(marsad.analyse(one) for one in marsad.read(EXAMPLES / "dam.jsonl"))


def test_every_sentence_has_a_sample() -> None:
    assert SAMPLES.keys() == _TOLD.keys() == words_for("en").table["reason"].keys()


@pytest.mark.parametrize("told", SAMPLES)
def test_every_sentence_is_told_in_arabic_without_a_latin_letter(told: str) -> None:
    arabic = tell(Reason("-", told, SAMPLES[told]), "ar")
    assert arabic.strip() and not LATIN.search(arabic), arabic
    assert "{" not in arabic


@pytest.mark.parametrize("told", SAMPLES)
def test_every_sentence_is_told_in_english_letters(told: str) -> None:
    english = tell(Reason("-", told, SAMPLES[told]), "en")
    assert english.isascii() or "→" in english
    assert "_" not in english and "{" not in english


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", f"denied by {MINISTRY} for Iraq on 4 March 2024 (through two outlets)"),
        (
            "ar",
            "من وزارة الموارد المائية العراقية باسم العراق في 4 مارس 2024 (عبر وسيلتي إعلام)",
        ),
    ],
)
def test_a_denial_has_its_voice_day_and_outlets_as_the_language_counts(
    lang: str, sentence: str
) -> None:
    assert tell(Reason("denial", "denial_voices", SAMPLES["denial_voices"]), lang) == sentence


def test_origins_agree_with_their_numbers_in_arabic() -> None:
    def origins(least: int, most: int) -> str:
        return tell(Reason("origins", "origins", (least, most, (("Iraq", 1, 1),), 0)), "ar")

    assert origins(1, 1) == "مصدر أصلي واحد: العراق"
    assert origins(2, 2) == "مصدران أصليان مستقلان: العراق"
    assert origins(1, 2) == "من 1 إلى مصدرين أصليين مستقلين: العراق"
    assert origins(1, 3) == "من 1 إلى 3 مصادر أصلية مستقلة: العراق"
    assert origins(2, 11) == "من 2 إلى 11 مصدرا أصليا مستقلا: العراق"


def test_a_list_ends_with_and_that_clings_to_an_arabic_name_only() -> None:
    def outlets(*names: str) -> str:
        return tell(Reason("own", "no_source", (names,)), "ar")

    assert outlets("Reuters", "Agence France-Presse", "وكالة النخيل") == (
        "رويترز، فرانس برس ووكالة النخيل"
    )
    assert outlets("Reuters", "The Tide") == "رويترز و The Tide"


def test_a_sentence_that_is_not_known_stands_as_it_is() -> None:
    assert tell(Reason("copy", "the same words {}"), "ar") == "the same words {}"
    assert spoken(Reason("unheard", "x"), Names(words_for("ar"))) == ("unheard", "x")


def test_a_drift_is_told_in_the_language() -> None:
    drift = Drift(Drifting.HEDGE_DROPPED, "a", "b", "as_fact", SAMPLES["as_fact"])
    assert tell(drift, "ar") == "رويترز: على سبيل الاحتمال؛ فرانس برس: على أنه واقع"
    assert tell(drift) == "Reuters: as possible; Agence France-Presse: as fact"


@pytest.mark.parametrize("rule", [rule for _, rule, _ in _RULES])
def test_a_credibility_is_told_with_its_rule(rule: str) -> None:
    told = tell_proposed(Proposed("3", "possibly true", rule, 2), words_for("ar"))
    assert told.startswith("3 (قد يكون صحيحا)، مقترحة") and not LATIN.search(told)


def test_plain_data_has_the_code_and_the_english_sentence() -> None:
    reason = Reason("origins", "bare", (1,))
    sentence = "one outlet tells it without naming a source"
    assert plain(reason) == {"code": "origins", "detail": sentence}
    drift = Drift(Drifting.SOURCE_NAMED, "a", "b", "got_a_name", ("x", "y"))
    assert plain(drift)["detail"] == "x → y"


def test_all_that_is_told_of_the_dam_is_arabic_but_names_that_only_english_has(dam: Joined) -> None:
    """The words of documents (names of their own, stems that both share) stand as they are."""
    own = {one.outlet for one in dam.statements.values() if one.outlet} | {"Salwa Idris"}
    told = list(_told(dam, Names(words_for("ar"), _written(dam))))
    assert len(told) > 80
    left = {line for line in told if LATIN.search(_without(line, own))}
    assert left == set()


def _told(dam: Joined, names: Names) -> Iterator[str]:
    for one in dam.propositions:
        for reason in one.proposition.reasons:
            yield from spoken(reason, names)
        yield from (tell_drift(drift, names) for drift in one.drifts)
        yield from (
            names.of(origin.name, origin.entity) or "" for origin in one.proposition.origins
        )
    for bond in dam.bonds:
        yield names.of(bond.by) or ""
        for reason in bond.reasons:
            if reason.code != "words":
                yield tell_reason(reason, names)
    for statement in dam.statements.values():
        for voice in statement.chain:
            yield names.of(voice.label or voice.name, voice.entity) or ""


def _written(dam: Joined) -> dict[str, str]:
    return {
        voice.label: voice.name
        for one in dam.statements.values()
        if one.lang == "ar"
        for voice in one.chain
        if voice.label and voice.name
    }


def _without(line: str, names: set[str]) -> str:
    for name in names:
        line = line.replace(name, "")
    return line


def test_names_for_a_reader_know_how_members_write_them() -> None:
    names = names_for("ar")
    assert names.of("Younis al-Taie") == "Younis al-Taie"
    assert names.of("an unnamed source") == "جهة غير مسماة"
    assert reasons.plainly().of("official in ministry") == "official in ministry"
