"""Statements: the assertions of a reading with all that is compared of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.reading.statements import read_statements
from marsad.model import Kind, Stance, Status
from tests.linking.reported import read, read_all, report


def test_a_document_without_a_language_has_no_statements() -> None:
    analysis = report("A bridge collapsed.")
    unknown = replace(analysis, document=replace(analysis.document, lang=None))
    assert read_statements(unknown, load_lists()) == ()


def test_what_an_outlet_says_itself_has_no_claim_and_only_its_voice() -> None:
    told = read("A bridge collapsed in Raqqa.", outlet="Rafid Post")
    assert told.claim is None
    assert [(voice.kind, voice.name) for voice in told.chain] == [(Kind.OUTLET, "Rafid Post")]


def test_what_a_source_says_has_its_claim_and_its_voice_last() -> None:
    told = read("A bridge collapsed in Raqqa, an engineer said.")
    assert told.claim is not None and told.source.label == "engineer"


def test_without_assertions_each_claim_is_one_statement() -> None:
    analysis = report("A bridge collapsed in Raqqa, an engineer said.")
    (told,) = read_statements(replace(analysis, assertions=()), load_lists())
    assert told.claim == told.id == analysis.claims[0].id


def test_the_topic_of_a_document_weighs_less_and_never_nothing() -> None:
    alone = read("The bridge in Raqqa is long.").terms
    many = read_all(
        "Raqqa has a new bridge. The bridge in Raqqa is long. Engineers in Raqqa are proud."
    )
    by_words = {one.text: one.terms for one in many}
    told = by_words["The bridge in Raqqa is long"]
    assert 0 < told["p:place.SY.raqqa"] < told["c:bridge"] < alone["c:bridge"]  # in 3, 2, 1 of 3
    assert told["w:long"] == alone["w:long"]


def test_a_topic_keeps_a_part_of_its_weight_however_often_it_is_named() -> None:
    names = ("bridge", "school", "hospital", "market", "port", "harvest", "river", "mosque")
    text = " ".join(f"The {name} in Raqqa reopened in May." for name in names * 3)
    first = read_all(text)[0]
    assert first.terms["p:place.SY.raqqa"] > 20


def test_the_paragraph_adds_names_and_places_and_no_more() -> None:
    text = (
        "The Lebanese army entered the town. A bridge collapsed in Raqqa.\n"
        "Turkey sent engineers to the coast."
    )
    bridge = next(one for one in read_all(text) if "collapsed" in one.text)
    assert {"n:LB", "a:LB.army"} <= bridge.around.keys()
    assert "n:TR" not in bridge.around
    assert {term[0] for term in bridge.around} <= set("anp")
    assert bridge.around.keys().isdisjoint(bridge.terms)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Qatar denied opening a school in Nairobi.", Stance.DENY),
        ("نفت قطر فتح مدرسة في نيروبي.", Stance.DENY),
        ("Qatar promised to open a school in Nairobi.", Stance.INTEND),
        ("تعهدت قطر بفتح مدرسة في نيروبي.", Stance.INTEND),
    ],
)
def test_who_denies_or_intends_is_a_party_of_it(text: str, stance: Stance) -> None:
    told = read(text)
    assert told.stance is stance and "n:QA" in told.terms


def test_who_tells_of_others_is_none_yet_stands_around_it() -> None:
    told = read("Qatar said a school was opened in Nairobi.")
    assert "n:QA" not in told.terms and "n:QA" in told.around
    assert told.voice == ("n:QA",)


def test_the_state_of_a_speaker_stands_around_it_though_nobody_names_it() -> None:
    told = read("Sergey Lavrov said a school was opened in Nairobi.")
    assert "a:sergey-lavrov" in told.around and "n:RU" in told.around


@pytest.mark.parametrize(
    "text",
    [
        "A source at the Lebanese army said the bridge collapsed.",
        "قال مصدر في الجيش اللبناني إن الجسر تهدم.",
    ],
)
def test_a_source_without_a_name_is_known_by_whom_its_words_name(text: str) -> None:
    assert read(text).voice == ("a:LB.army", "n:LB")


@pytest.mark.parametrize(
    "text",
    [
        "Officials did not confirm whether the bridge had collapsed.",
        "The governor does not know whether the bridge collapsed.",
        "لا يعرف أحد ما إذا كان الجسر قد تهدم.",
    ],
)
def test_who_does_not_know_leaves_it_open_and_denies_nothing(text: str) -> None:
    told = read(text)
    assert told.status is Status.DENIED and told.unsaid and not told.negative


def test_who_says_that_it_did_not_happen_leaves_nothing_open() -> None:
    told = read("The bridge did not collapse.")
    assert told.negative and not told.unsaid
    assert not read("The governor knows that the bridge collapsed.").unsaid


def test_the_denial_of_a_negation_asserts() -> None:
    told = read("Qatar denied that it had not paid the salaries.")
    assert (told.stance, told.status) == (Stance.DENY, Status.DENIED)
    assert not told.negative


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was hurt in the fire.",
        "No casualties were reported.",
        "لم يصب أحد في الحريق.",
        "عدد الشاحنات لا يتجاوز عشرين شاحنة.",
    ],
)
def test_a_negation_in_a_phrase_that_affirms_denies_nothing(text: str) -> None:
    told = read(text)
    assert told.status is Status.ASSERTED and not told.negative


def test_a_further_negation_denies() -> None:
    assert read("Nobody was hurt and the town was not hit.").negative


def test_the_act_may_stand_inside_a_phrase() -> None:
    assert read("Nobody was hurt in the fire.").head[0] == "c:no-casualties"


def test_other_than_is_no_change() -> None:
    told = read("قال الوزير إن الخطوة غير مدروسة.")
    assert "c:change" not in told.terms and not told.verbal


@pytest.mark.parametrize("day", [None, "no day"])
def test_without_a_day_of_publication_the_day_is_not_known(day: str | None) -> None:
    assert read("A bridge collapsed in Raqqa.", day=day).day is None


def test_a_day_counts_from_the_first_of_the_calendar() -> None:
    one, next_one = (
        read("An old bridge collapsed.", day=day) for day in ("2024-02-29", "2024-03-01")
    )
    assert one.day is not None and next_one.day == one.day + 1


def test_a_state_is_no_spot() -> None:
    told = read("A bridge collapsed in Syria.")
    assert told.places == () and told.spots == ()
    (spot,) = read("A bridge collapsed in Raqqa.").spots
    assert spot.entity == "place.SY.raqqa"


def test_the_text_of_a_statement_has_no_line_ends() -> None:
    assert read("An old bridge   collapsed in Raqqa.").text == "An old bridge collapsed in Raqqa"


def test_what_an_answer_denies_comes_before_the_denial() -> None:
    answer, denial = read_all("The ministry denied shelling Douma, after allegations by residents.")
    assert (answer.negative, denial.negative) == (False, True)
    assert answer.content == denial.content and answer.id != denial.id


@pytest.mark.parametrize(
    "text",
    [
        "نفت الوزارة أن تكون قد أغلقت الجسر، حيث اندلع حريق فجر السبت.",
        "The ministry denied that it had closed the bridge, where a fire broke out on Saturday.",
    ],
)
def test_a_clause_that_describes_is_not_denied(text: str) -> None:
    denied, described = read_all(text)
    assert (denied.negative, described.negative) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "قال المرصد إنه ليس بإمكانه التأكيد على وقوع الهجوم.",
        "قال المرصد إنه لا يستطيع تأكيد وقوع الهجوم.",
    ],
)
def test_who_cannot_confirm_leaves_it_open(text: str) -> None:
    first, *_ = read_all(text)
    assert first.unsaid and not first.negative


def test_a_town_named_like_a_common_word_is_no_place_of_a_statement() -> None:
    told = read("قال الطبيب إن المصابين استنشقوا غازا ساما قرب مختبر بغاز الكلور.")
    assert not [term for term in told.terms if term.startswith("p:")]
