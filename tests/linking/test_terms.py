"""Terms: what a statement speaks of, whatever its words and its language."""

from __future__ import annotations

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.reading.terms import ACTOR, voice_terms
from marsad.model import Kind, Span, Voice
from tests.linking.reported import read, read_all


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Syria is rebuilding the bridge.",
            "The Syrian economy shrank.",
            "The Syrians elected a mayor.",
        ),
        *("Damascus released a prisoner.", "The Syrian government released a prisoner."),
        *(
            "تراجع الاقتصاد السوري العام الماضي.",
            "أفرجت دمشق عن سجين.",
            "أفرجت الحكومة السورية عن سجين.",
        ),
    ],
)
def test_a_state_is_told_by_its_name_adjective_people_capital_and_government(text: str) -> None:
    assert "n:SY" in read(text).terms


def test_an_adjective_of_a_state_is_no_word_of_its_own() -> None:
    terms = read("تراجع الاقتصاد السوري العام الماضي.").terms
    assert [term for term in terms if term[0] in "aw"] == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Lebanese army released a prisoner.", "a:LB.army"),
        ("أفرج الجيش اللبناني عن سجين.", "a:LB.army"),
    ],
)
def test_a_body_of_a_state_tells_less_than_its_state(text: str, body: str) -> None:
    terms = read(text).terms
    assert 0 < terms[body] < terms["n:LB"]


def test_an_actor_that_acts_for_a_state_tells_of_the_state_too_and_more_of_itself() -> None:
    terms = read("The Syrian parliament elected a mayor.").terms
    assert terms["a:peoples-assembly-of-syria"] == ACTOR
    assert terms["n:SY"] < terms["a:peoples-assembly-of-syria"]


def test_a_capital_as_a_place_lends_half_of_its_state() -> None:
    there = read("A bridge collapsed in Damascus.").terms
    itself = read("A bridge collapsed in Syria.").terms
    assert "p:place.SY.capital" in there and there["n:SY"] == itself["n:SY"] // 2
    assert "n:SY" not in read("A bridge collapsed in Raqqa.").terms


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Damascus released forty prisoners on Saturday.", "أفرجت دمشق عن أربعين سجينا يوم السبت."),
        ("A bridge collapsed in Raqqa.", "تهدم جسر في الرقة."),
    ],
)
def test_concepts_names_days_and_numbers_are_the_same_in_both_languages(
    english: str, arabic: str
) -> None:
    one, other = read(english).terms, read(arabic).terms
    told = {term for term in one if term[0] in "anpc#dt"}
    assert len(told) >= 3
    assert told == {term for term in other if term[0] in "anpc#dt"}


def test_a_word_that_no_list_has_is_its_light_stem() -> None:
    terms = read("تعطلت زمبورة المصنع القديمة.").terms
    assert "w:زمبر" in terms
    assert "w:zamboura" in read("The zamboura of the factory broke.").terms


def test_long_vowels_do_not_part_the_forms_of_a_word() -> None:
    one, other = read("تعطلت زمبورة المصنع القديمة."), read("تعطل زمبار المصنع القديم.")
    assert "w:زمبر" in one.terms.keys() & other.terms.keys()


@pytest.mark.parametrize(
    "text", ["It was not they who were in Raqqa.", "كان هو الذي معهم في الرقة."]
)
def test_words_that_only_build_a_sentence_tell_nothing(text: str) -> None:
    assert read(text).terms.keys() == {"p:place.SY.raqqa"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Forty prisoners escaped on Friday.", "#:40"),
        ("فر أربعون سجينا أمس.", "#:40"),
        ("The siege lasted two weeks.", "d:14"),
        ("استمر حصار المدينة أسبوعين.", "d:14"),
        ("The ceasefire lasted three days.", "d:3"),
        ("A bridge collapsed on Saturday.", "t:2024-03-02"),
        ("تهدم الجسر القديم أمس.", "t:2024-03-01"),
        ("A bridge collapsed at 5 pm on Saturday.", "t:2024-03-02"),
    ],
)
def test_numbers_durations_and_days_are_terms(text: str, term: str) -> None:
    assert term in read(text).terms


def test_a_year_is_no_day() -> None:
    assert not [t for t in read("The bridge collapsed in 2016.").terms if t[0] in "td"]


def test_a_number_with_an_open_end_is_no_term_yet_an_amount() -> None:
    told = read("At least 40 prisoners escaped.")
    assert not [term for term in told.terms if term[0] == "#"]
    assert told.amounts == ((40, None, "prisoner"),)


def test_what_is_counted_is_a_concept_where_the_word_is_one() -> None:
    (english,) = read("Forty prisoners escaped on Friday.").amounts
    (arabic,) = read("فر أربعون سجينا أمس.").amounts
    assert english == arabic == (40, 40, "prisoner")


@pytest.mark.parametrize(
    "text", ["14 people died, 3 of them children.", "توفي 14 من بينهم 3 أطفال."]
)
def test_that_a_number_is_part_of_another_is_told(text: str) -> None:
    assert "c:include" in read(text).terms


@pytest.mark.parametrize(
    ("plain", "aside"),
    [
        ("The soldiers left a bridge.", "The soldiers left a town that has a bridge."),
        ("الجنود غادروا الجسر القديم.", "الجنود غادروا المدينة التي فيها الجسر."),
    ],
)
def test_what_a_relative_clause_tells_weighs_half(plain: str, aside: str) -> None:
    assert read(aside).terms["c:bridge"] == read(plain).terms["c:bridge"] // 2


def test_a_relative_pronoun_that_opens_the_statement_halves_nothing() -> None:
    opened, plain = read("الذي غادر الجسر هو الجيش."), read("غادر الجيش الجسر القديم.")
    assert opened.terms["c:bridge"] == plain.terms["c:bridge"]


def test_a_place_that_only_names_the_clock_is_none() -> None:
    clock = read("وصلت الطائرة إلى الدوحة عند الخامسة بتوقيت موسكو.")
    assert "p:place.RU.capital" not in clock.terms
    assert [spot.entity for spot in clock.spots] == ["place.QA.capital"]
    there = read("وصلت الطائرة إلى موسكو عند الخامسة.")
    assert "p:place.RU.capital" in there.terms


def test_the_head_is_the_act_and_what_follows_it() -> None:
    assert read("Damascus released a prisoner.").head == ("c:release", "c:prisoner")
    assert read("أفرجت دمشق عن سجين.").head == ("c:release", "c:prisoner")
    assert read("An old bridge collapsed.").head == ("c:collapse",)


@pytest.mark.parametrize(
    "text",
    ["Reports that the bridge collapsed are a hoax.", "خبر تهدم الجسر لا مصداقية له."],
)
def test_refuting_words_are_no_terms_and_turn_the_polarity(text: str) -> None:
    told = read(text)
    assert told.refutes and told.negative
    assert {"c:hoax", "c:false", "c:not-credible"}.isdisjoint(told.terms)
    assert {"c:bridge", "c:collapse"} <= told.terms.keys()


@pytest.mark.parametrize(
    ("entity", "terms"),
    [
        ("RU.ministry.defence", {"n:RU"}),
        ("sergey-lavrov", {"a:sergey-lavrov", "n:RU"}),
        ("hezbollah", {"a:hezbollah"}),
        (None, set()),
    ],
)
def test_a_speaker_is_his_state_his_body_or_himself(entity: str | None, terms: set[str]) -> None:
    voice = Voice(Kind.PERSON, "the speaker", Span(0, 3), entity)
    assert {term for term, _ in voice_terms(voice, load_lists())} == terms


@pytest.mark.parametrize(
    "text",
    ["None of us had slept.", "I was afraid of the dark water.", "He asked us where I lived."],
)
def test_a_pronoun_is_no_state_whose_adjective_looks_like_it(text: str) -> None:
    named = [term for one in read_all(text) for term in one.terms if term.startswith("n:")]
    assert named == []


@pytest.mark.parametrize(
    "text", ["The US economy shrank.", "U.S. drones hit the farm.", "US-backed fighters left."]
)
def test_an_adjective_in_capitals_is_its_state(text: str) -> None:
    assert "n:US" in read(text).terms
