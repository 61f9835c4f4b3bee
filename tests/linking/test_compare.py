"""How two statements stand to each other: polarity first, then what cannot both be right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from marsad.entities.lists import load_lists
from marsad.linking.comparing.compare import _BASE, _WEIGHTS, compare, relate
from marsad.linking.comparing.compare import SAME as SCORE_OF_SAME
from marsad.linking.comparing.promises import NAMES, Held, pair_of
from marsad.linking.nouns import Amount, Relation, Spot, Statement
from marsad.model import Stance, Status
from tests.linking.reported import codes, compared, read, read_all, relation, statements
from tests.linking.telling import COAST, DOCTORS, SALMA, act, read_out, tell

SAME, DENIES, DIFFERENT = Relation.SAME, Relation.DENIES, Relation.DIFFERENT
CONTRADICTS, UPDATES = Relation.CONTRADICTS, Relation.UPDATES
RELEASED = "Damascus released forty prisoners on Saturday."


@given(statements(), statements())
def test_the_same_whichever_comes_first(one: Statement, other: Statement) -> None:
    assert compare(one, other, load_lists()) == compare(other, one, load_lists())


@given(statements(), statements())
def test_a_score_is_from_0_to_1_and_no_link_is_without_reasons(
    one: Statement, other: Statement
) -> None:
    link = compare(one, other, load_lists())
    assert 0 <= link.score <= 1
    assert link.relation is DIFFERENT or link.reasons
    assert all(reason.code and read_out(reason) for reason in link.reasons)


@given(statements(), statements())
def test_relate_tells_what_compare_tells_but_of_different_things_little(
    one: Statement, other: Statement
) -> None:
    link = compare(one, other, load_lists())
    found = relate(Held(one), Held(other), load_lists())
    assert found == link or (found is None and link.relation is DIFFERENT)


def test_what_is_left_open_is_kept_apart_from_what_is_told() -> None:
    told = "The coalition took the airport of Hodeidah on Saturday."
    left_open = "The ministry did not confirm whether the coalition took the airport of Hodeidah."
    one, other = Held(read(told)), Held(read(left_open))
    assert other.statement.unsaid
    found = relate(one, other, load_lists())
    assert found is not None and found.relation is DIFFERENT


def test_a_part_of_a_statement_is_not_compared_with_it() -> None:
    whole, part, apart = (
        replace(tell("جسر", COAST, document="d", start=start), id=id)
        for start, id in ((0, "whole"), (1, "part"), (9, "apart"))
    )
    assert (
        compare(whole, part, load_lists()).relation is DIFFERENT
        and relate(Held(whole), Held(part), load_lists()) is None
    )
    assert compare(whole, apart, load_lists()).relation is SAME
    assert compare(whole, replace(part, document="e"), load_lists()).relation is SAME


@given(statements(), statements())
def test_what_differs_in_polarity_is_never_the_same(one: Statement, other: Statement) -> None:
    if one.negative != other.negative:
        assert compare(one, other, load_lists()).relation in (DENIES, DIFFERENT)


def test_a_report_is_the_same_in_other_words() -> None:
    struck = "Israeli aircraft struck the airport of Hama at dawn."
    link = compared(struck, "The airport of Hama was bombed by the Israeli air force at dawn.")
    assert link.relation is SAME
    assert codes(link) == ["actors", "places", "events", "words"]


def test_a_report_is_the_same_in_the_other_language() -> None:
    link = compared(RELEASED, "أفرجت دمشق عن أربعين سجينا يوم السبت.")
    assert link.relation is SAME
    assert codes(link) == ["actors", "numbers", "days", "events"]


def test_nearly_the_same_words_are_a_reason() -> None:
    assert "copy" in codes(compared(RELEASED, RELEASED.replace("on Sat", "on early Sat")))
    assert "copy" not in codes(compared(RELEASED, "Forty prisoners left, released by Damascus."))


@pytest.mark.parametrize(
    "other",
    ["Turkey signed a treaty on water in Ankara.", "وقعت تركيا معاهدة مياه في أنقرة."],
)
def test_reports_of_other_things_are_different(other: str) -> None:
    assert relation(RELEASED, other) is DIFFERENT


@pytest.mark.parametrize(
    ("told", "denial"),
    [
        ("Turkey bombed the port of Latakia.", "Turkey denied bombing the port of Latakia."),
        ("قصفت تركيا ميناء اللاذقية.", "نفت تركيا قصف ميناء اللاذقية."),
        ("قصفت تركيا ميناء اللاذقية.", "Turkey denied bombing the port of Latakia."),
        ("The bridge in Raqqa collapsed.", "The bridge in Raqqa did not collapse, he said."),
        ("تهدم الجسر في الرقة.", "لم يتهدم الجسر في الرقة."),
        ("The bridge in Raqqa collapsed.", "Reports that the bridge in Raqqa fell are a hoax."),
        ("تهدم الجسر في الرقة أمس.", "خبر تهدم الجسر في الرقة أمس لا مصداقية له."),
    ],
)
def test_a_denial_denies_what_it_says_not_to_be_so(told: str, denial: str) -> None:
    link = compared(told, denial)
    assert link.relation is DENIES
    assert link.reasons[0].code == "polarity"
    assert read_out(link.reasons[0]).endswith("says that it is not so")


@pytest.mark.parametrize(
    ("open_one", "more", "other"),
    [
        (
            "استهدفت صواريخ مطار حماة العسكري فجر السبت.",
            "قصفت إسرائيل مطار حماة العسكري.",
            "قصف طيران إسرائيل مطار حماة العسكري.",
        ),
        (
            "انفجر مستودع للوقود في الرمادي مساء السبت.",
            "قتل تسعة أشخاص في انفجار مستودع للوقود في الرمادي.",
            "Nine people were killed in the explosion of a fuel depot in Ramadi.",
        ),
    ],
)
def test_who_did_it_and_how_many_died_is_more_than_that_it_happened(
    open_one: str, more: str, other: str
) -> None:
    assert compared(open_one, more).score >= SCORE_OF_SAME
    assert relation(open_one, more) is DIFFERENT
    assert relation(more, other) is SAME


def test_that_nobody_knows_who_did_it_is_a_news_of_its_own() -> None:
    lists, hit = load_lists(), read("أصابت ضربة قاعدة التيفور قرب حمص فجر السبت.")
    unknown = "لا تزال الجهة التي ضربت قاعدة التيفور قرب حمص فجر السبت مجهولة."
    (one, _), (other, _) = read_all(unknown), read_all(unknown, outlet="Sahil News")
    assert compare(hit, one, lists).score >= SCORE_OF_SAME
    assert compare(hit, one, lists).relation is DIFFERENT
    assert compare(one, other, lists).relation is SAME


def test_that_nobody_knows_who_did_it_is_one_news_in_other_words() -> None:
    lists, told = load_lists(), "ضربت طائرات قاعدة التيفور قرب حمص فجر السبت."
    _, one = read_all(f"{told} ولا يعلم حتى الآن من يقف وراء هذه الضربة.")
    other, *_ = read_all("لا تزال الجهة التي ضربت قاعدة التيفور قرب حمص فجر السبت مجهولة.")
    link = compare(one, other, lists)
    assert not one.unsaid and not one.negative
    assert link.relation is SAME
    elsewhere = replace(other, around={}, terms={"c:unidentified": 100, "c:strike": 80})
    assert compare(one, elsewhere, lists).relation is DIFFERENT
    asked = read("ولا يعلم المحققون ما إذا كانت تركيا وراء هذه الضربة.")
    assert asked.unsaid and "c:unidentified" not in asked.terms


def test_a_doer_and_the_hour_make_one_deed_of_few_common_words() -> None:
    charge = "أكدت دمشق أن إسرائيل هي التي شنت الهجوم الذي وقع قبل فجر السبت."
    hit = "قال مصدر عسكري إن إسرائيل قصفت قاعدة التيفور قرب حمص قبل فجر السبت."
    assert relation(charge, hit) is SAME
    assert relation(charge, hit.replace("قبل فجر", "مساء")) is DIFFERENT
    assert relation(charge, hit.replace("إسرائيل", "تركيا")) is DIFFERENT


def test_who_denies_a_deed_need_not_name_the_doer_to_deny_it() -> None:
    named = "قال مصدر إن الجيش الفرنسي لم يشن ضربات على قاعدة التيفور قرب حمص."
    assert relation(named, "قال مسؤول إنه لم تشن ضربات على قاعدة التيفور قرب حمص.") is SAME


def test_what_was_in_another_year_is_not_denied() -> None:
    denial = "نفت إسرائيل التوصل إلى وقف لإطلاق النار مع حماس بوساطة مصر."
    told = "أعلنت حماس التوصل إلى وقف لإطلاق النار مع إسرائيل بوساطة مصر."
    assert relation(told, denial) is DENIES
    before = "توسطت مصر في التوصل إلى وقف لإطلاق النار بين حماس وإسرائيل في 2014."
    assert compared(before, denial).score >= SCORE_OF_SAME
    assert relation(before, denial) is DIFFERENT


def test_a_negated_attempt_denies_only_what_was_attempted() -> None:
    denial = "قالت إسرائيل إنها لا تحاول تصعيد الموقف في غزة."
    assert relation("قالت حماس إن إسرائيل تحاول تصعيد الموقف في غزة.", denial) is DENIES
    assert relation("قالت حماس إن إسرائيل تحاول احتلال غزة.", denial) is DIFFERENT


def test_two_who_share_names_alone_do_not_say_the_same() -> None:
    one = tell("جسر", COAST, named=("n:SY", "p:place.SY.raqqa"))
    other = tell("نهر", COAST, named=("n:SY", "p:place.SY.raqqa"))
    both = replace(other, terms=one.terms)
    assert compare(one, other, load_lists()).relation is DIFFERENT
    assert compare(one, both, load_lists()).relation is SAME


def test_two_denials_of_one_thing_are_the_same() -> None:
    one = "Turkey denied bombing the port of Latakia."
    assert relation(one, "نفت تركيا قصف ميناء اللاذقية.") is SAME


def test_the_denial_of_a_denial_is_none() -> None:
    paid = "Qatar paid the salaries of the teachers."
    assert relation(paid, "Qatar denied that it had not paid the salaries of the teachers.") is SAME


def test_who_denies_his_deed_denies_nothing_of_another() -> None:
    israel = "Israel bombed the port of Latakia, residents said."
    assert relation(israel, "Israel denied bombing the port of Latakia.") is DENIES
    assert relation(israel, "Turkey denied bombing the port of Latakia.") is DIFFERENT


def test_who_denies_another_matter_denies_nothing_of_this_one() -> None:
    turkey = "Turkey bombed the port of Latakia, residents said."
    assert relation(turkey, "Turkey denied opening a school in Nairobi.") is DIFFERENT


def test_a_negation_denies_what_kindred_words_tell() -> None:
    bombed = "The Syrian army bombed Douma, residents said."
    assert relation(bombed, "The Syrian army did not bomb Douma, a diplomat said.") is DENIES


def test_a_negation_denies_no_other_act() -> None:
    met = "The ministers met in Doha on Friday to sign the treaty."
    assert (
        relation(met, "The ministers did not meet in Doha on Friday to sign the treaty.") is DENIES
    )
    signed = "The ministers did not cancel in Doha on Friday to sign the treaty."
    assert relation(met, signed) is DIFFERENT


@pytest.mark.parametrize(
    ("told", "unsaid"),
    [
        (
            "The bridge in Raqqa collapsed, an engineer said.",
            "Officials did not confirm whether the bridge in Raqqa had collapsed.",
        ),
        ("تهدم الجسر في الرقة أمس.", "لا يعرف أحد ما إذا كان الجسر قد تهدم في الرقة أمس."),
    ],
)
def test_what_is_left_open_is_neither_said_nor_denied(told: str, unsaid: str) -> None:
    link = compared(told, unsaid)
    assert link.relation is DIFFERENT
    assert read_out(link.reasons[0]) == "one leaves open what the other says"


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("14 people were killed in Raqqa.", "20 people were killed in Raqqa.", "numbers"),
        ("14 people were killed in Raqqa.", "قتل 20 شخصا في الرقة.", "numbers"),
        (
            "The summit will open in Doha on 12 May 2024.",
            "The summit will open in Doha on 20 May 2024.",
            "days",
        ),
        (
            "The summit of the Arab League opened in Doha.",
            "The summit of the Arab League opened in Muscat.",
            "places",
        ),
        ("Israel bombed the port of Latakia.", "Turkey bombed the port of Latakia.", "actors"),
        ("The price of bread rose in Raqqa.", "The price of bread fell in Raqqa.", "events"),
    ],
)
def test_what_cannot_both_be_right_of_one_matter_contradicts(
    one: str, other: str, code: str
) -> None:
    link = compared(one, other)
    assert link.relation is CONTRADICTS
    assert link.reasons[0].code == code
    assert "against" in read_out(link.reasons[0])


def test_numbers_of_two_matters_do_not_contradict() -> None:
    dead = "14 people were killed in Raqqa."
    other = "20 people attended a concert of the orchestra."
    assert relation(dead, other) is DIFFERENT
    assert codes(compared(dead, other))[0] == "numbers"


def test_the_dead_and_the_wounded_are_two_matters() -> None:
    dead, hurt = "14 people were killed in Raqqa.", "14 people were wounded in Raqqa."
    assert relation(dead, hurt) is DIFFERENT


def test_what_happens_daily_elsewhere_does_not_contradict() -> None:
    struck = "Israel bombed the airport of Hama."
    assert relation(struck, "Israel bombed the airport of Damascus.") is DIFFERENT
    two = "Israel bombed the airport of Hama with 14 rockets."
    assert relation(two, "Israel bombed the airport of Damascus with 14 rockets.") is CONTRADICTS


def test_what_is_told_of_other_days_and_places_does_not_contradict() -> None:
    dead, more = "14 people were killed in Raqqa.", "20 people were killed in Raqqa."

    def later(days: int) -> Relation:
        one, other = read(dead), read(more)
        assert other.day is not None
        return compare(one, replace(other, day=other.day + days), load_lists()).relation

    assert [later(days) for days in (0, 1, 3)] == [CONTRADICTS, CONTRADICTS, DIFFERENT]
    assert relation("14 people were killed.", "20 people were killed.") is DIFFERENT


@pytest.mark.parametrize(
    ("act", "unit", "wanted"),
    [
        ("c:kidnap", "staff", CONTRADICTS),
        ("c:employ", "staff", DIFFERENT),  # 3 were kidnapped, 450 are employed
        ("c:kidnap", None, DIFFERENT),  # 450 of what?
    ],
)
def test_two_counts_of_one_act_contradict(act: str, unit: str | None, wanted: Relation) -> None:
    def counted(number: int, act: str, unit: str | None, voice: object = COAST) -> Statement:
        terms = {"c:staff": 100, "p:place.YE.taiz": 110, act: 100, f"w:{number}": 60}
        amounts = (Amount(number, number, unit),)
        return tell("موظفين", voice, terms=terms, head=(act,), amounts=amounts)

    one, other = counted(3, "c:kidnap", "staff"), counted(450, act, unit, DOCTORS)
    assert compare(one, other, load_lists()).relation is wanted


def test_days_a_week_apart_may_be_one_weekday() -> None:
    summit = "The summit of the Arab League will open in Doha on {} May 2024."
    assert relation(summit.format(12), summit.format(19)) is SAME
    assert relation(summit.format(12), summit.format(20)) is CONTRADICTS


def test_a_word_or_two_are_denied_only_beside_a_name() -> None:
    def denied(told: dict[str, int], around: dict[str, int]) -> Relation:
        said = {"terms": {"c:end": 100, **told}, "around": around, "head": ("c:end",)}
        denial = tell("لم تنته", status=Status.DENIED, **said)
        return compare(denial, tell("انتهت", DOCTORS, **said), load_lists()).relation

    raqqa = {"p:place.SY.raqqa": 110}
    assert denied({}, {}) is DIFFERENT
    assert denied(raqqa, {}) is denied({}, raqqa) is Relation.DENIES


def test_a_deed_and_its_answer_do_not_contradict() -> None:
    one = "Israel bombed Iran on Friday, officials said."
    assert relation(one, "Iran bombed Israel on Friday, officials said.") is DIFFERENT


def test_two_reports_of_a_deed_and_its_answer_are_the_same() -> None:
    one = "قصفت إسرائيل صور بعد قصف حزب الله حيفا."
    assert relation(one, "قصفت إسرائيل صور بعد قصف حزب الله حيفا أمس.") is SAME


def test_a_later_figure_of_one_voice_updates() -> None:
    def counted(number: int, day: str, voice: object = COAST) -> Statement:
        amount = (Amount(number, number, "people"),)
        told = {"terms": {"c:kill": 100, "p:place.SY.raqqa": 110}, "amounts": amount}
        return tell(f"{number} قتيلا", voice, day=day, **told)

    three = counted(3, "2024-03-01")
    assert compare(three, counted(9, "2024-03-02"), load_lists()).relation is UPDATES
    assert (
        compare(three, counted(9, "2024-03-01"), load_lists()).relation is CONTRADICTS
    )  # which is later?
    assert compare(three, counted(9, "2024-03-02", DOCTORS), load_lists()).relation is CONTRADICTS


@pytest.mark.parametrize(
    ("done", "planned"),
    [
        ("Qatar reopened the embassy in Nairobi.", "Qatar will reopen the embassy in Nairobi."),
        ("افتتحت قطر سفارة في نيروبي.", "ستفتتح قطر سفارة في نيروبي."),
    ],
)
def test_what_is_done_is_not_what_is_to_come_and_contradicts_it_not(
    done: str, planned: str
) -> None:
    link = compared(done, planned)
    assert link.relation is DIFFERENT and codes(link)[0] == "status"


@pytest.mark.parametrize(
    "other",
    [
        "Qatar may have reopened the embassy in Nairobi, a diplomat said.",
        "Qatar reportedly reopened the embassy in Nairobi, a diplomat said.",
    ],
)
def test_a_distance_that_one_keeps_is_a_reason(other: str) -> None:
    plain = "Qatar reopened the embassy in Nairobi, a diplomat said."
    link = compared(plain, other)
    assert link.relation is SAME and codes(link)[-1] == "hedge"
    assert "hedge" not in codes(compared(plain, plain.replace("a diplomat", "an envoy")))


def test_polarity_comes_before_all_other_conflicts() -> None:
    one = read("14 people were killed in Raqqa on Friday.")
    other = read("20 people were not killed in Raqqa on Friday, he said.")
    assert codes(compare(one, other, load_lists()))[0] == "polarity"


def test_where_nobody_has_a_name_a_denial_is_of_one_of_them() -> None:
    other = replace(tell("جسر", outlet=None), status=Status.DENIED)
    link = compare(tell("جسر", DOCTORS), other, load_lists())
    assert read_out(link.reasons[0]) == "one of them says that it is not so"


def test_a_voice_that_denies_with_its_state_denies_the_deed_of_its_state() -> None:
    said = {"terms": {"n:SY": 90, "c:bomb": 100, "c:port": 100}}
    deed = tell("قصف", DOCTORS, acts=(act("ASSAULT", "Syria"),), **said)
    own = {"terms": {"c:bomb": 100, "c:port": 100}, "stance": Stance.DENY}
    assert (
        compare(deed, replace(tell("قصف", SALMA, **own), voice=("n:SY",)), load_lists()).relation
        is DENIES
    )
    assert (
        compare(deed, replace(tell("قصف", SALMA, **own), voice=("n:TR",)), load_lists()).relation
        is DIFFERENT
    )
    nobody = tell("قصف", DOCTORS, terms={"c:bomb": 100, "c:port": 100})
    assert (
        compare(nobody, replace(tell("قصف", SALMA, **own), voice=("n:TR",)), load_lists()).relation
        is DENIES
    )


def test_the_matter_of_a_contradiction_is_weighed_without_what_it_is_about() -> None:
    there = Spot("place.a", 35.0, 36.0), Spot("place.b", 25.0, 51.0)
    summit = {"c:summit": 30, "a:league": 30}
    one = tell("قمة", terms={**summit, "p:place.a": 300}, head=("c:summit",), spots=there[:1])
    other = tell("قمة", terms={**summit, "p:place.b": 300}, head=("c:summit",), spots=there[1:])
    assert compare(one, other, load_lists()).relation is CONTRADICTS
    assert relate(Held(one), Held(other), load_lists()) == compare(one, other, load_lists())


@given(statements(), statements())
def test_what_is_seen_of_a_pair_at_first_sight_changes_nothing(
    one: Statement, other: Statement
) -> None:
    first, second = (
        Held(replace(told, around={t: w for t, w in told.around.items() if t[0] in NAMES}))
        for told in (one, other)
    )
    seen = relate(first, second, load_lists(), pair_of(first, second))
    assert seen == relate(first, second, load_lists())


def test_the_weights_are_those_that_the_docs_tell() -> None:
    page = (Path(__file__).parents[2] / "docs" / "linking.md").read_text(encoding="utf-8")
    table = page.split("### Likeness", 1)[1].split("### ", 1)[0]
    rows = re.findall(r"^\| `?([a-z_()]+)`? \| (-?[\d.]+) \|", table, re.MULTILINE)
    told = {name: float(weight) for name, weight in rows}
    assert told == {**_WEIGHTS, "(base)": _BASE}


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (
            "قال الدفاع المدني إن 14 مدنيا قتلوا في قصف على الرقة.",
            "قال الدفاع المدني إن مدنيين قتلوا بينهم 3 أطفال في قصف على الرقة.",
        ),
        (
            "Civil defence said 14 people were killed in shelling of Douma.",
            "Civil defence said people were killed, including 3 children, in shelling of Douma.",
        ),
    ],
)
def test_a_part_of_a_number_contradicts_no_whole(whole: str, part: str) -> None:
    assert relation(whole, part) is Relation.SAME
    assert relation(whole, whole.replace("14", "40")) is Relation.CONTRADICTS


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("قال ناشطون إن الجيش السوري قصف دوما.", "نفت سوريا قصف دوما."),
        ("The Syrian army bombed Douma, activists said.", "Syria denied bombing Douma."),
    ],
)
def test_a_state_denies_the_deed_of_its_army_on_its_own_land(told: str, denied: str) -> None:
    assert relation(told, denied) is Relation.DENIES


def test_two_figures_from_which_on_something_is_counted_are_not_the_same() -> None:
    text = "قال الدفاع المدني إن {} شخصا على الأقل قتلوا في قصف على دوما."
    assert relation(text.format(30), text.format(520)) is Relation.DIFFERENT
    assert relation(text.format(30), text.format(32)) is Relation.SAME


def test_a_denial_needs_more_in_common_than_names() -> None:
    told = tell("طرد", DOCTORS, terms={"n:GB": 200, "n:RU": 200, "c:expel-envoys": 30})
    denial = tell("سم", SALMA, terms={"n:GB": 200, "n:RU": 200, "c:poison": 30}, stance=Stance.DENY)
    assert compare(told, denial, load_lists()).relation is DIFFERENT
