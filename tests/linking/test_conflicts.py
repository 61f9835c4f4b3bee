"""Conflicts: what two statements of one matter cannot both be right about."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given

from marsad.linking.comparing.conflicts import (
    besides,
    conflicts,
    is_update,
    parties,
    party_of,
    swapped,
)
from marsad.linking.comparing.likeness import liken
from marsad.linking.comparing.matters import names_one_thing
from marsad.linking.nouns import Amount, Reason, Spot, Statement
from marsad.model import Stance, Status
from tests.linking.reported import read, statements
from tests.linking.telling import COAST, DOCTORS, act, read_out, tell

FOURTEEN = "14 people were killed in Raqqa."


def found(one: str, other: str) -> list[tuple[str, str]]:
    """The conflicts of the only statements of two reports."""
    return told(conflicts(read(one), read(other)))


def told(reasons: Iterable[Reason]) -> list[tuple[str, str]]:
    return [(reason.code, read_out(reason)) for reason in reasons]


@given(statements(), statements())
def test_the_same_conflicts_whichever_comes_first(one: Statement, other: Statement) -> None:
    there, back = conflicts(one, other), conflicts(other, one)
    assert [reason.code for reason in there] == [reason.code for reason in back]


@given(statements())
def test_nothing_is_in_conflict_with_itself(one: Statement) -> None:
    assert list(conflicts(one, one)) == []


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("20 people were killed in Raqqa.", "14 against 20"),
        ("6 soldiers were killed in Raqqa.", "14 against 6"),  # persons who died, all of them
        ("At least 20 people were killed in Raqqa.", "14 against at least 20"),
        ("قتل 20 شخصا في الرقة.", "14 against 20"),
    ],
)
def test_numbers_of_one_thing_that_cannot_be_equal(other: str, told: str) -> None:
    assert found(FOURTEEN, other) == [("numbers", told)]


@pytest.mark.parametrize(
    "other",
    [
        "14 people were killed in Raqqa on Friday.",
        "At least 10 people were killed in Raqqa.",
        "More than a dozen people were killed in Raqqa.",
        "قتل 14 شخصا في الرقة.",
        "14 people were killed in Raqqa, 3 of them children.",
        "3 of them were killed in Raqqa.",  # perhaps a part of the fourteen
        "قتل 3 أطفال من بينهم في الرقة.",
        "20 shells hit the market of Raqqa.",
        "People were killed in Raqqa.",
    ],
)
def test_numbers_that_may_both_be_right(other: str) -> None:
    assert found(FOURTEEN, other) == []


def test_words_of_two_languages_may_count_the_same_thing() -> None:
    """Of *units* and وحدات no list tells that they are one; of *shells* and قتلى it does."""
    whole = "وحدتان من أربع خرجتا من الخدمة."
    assert found("2 of the units are out of service.", whole) == []
    assert found("3 of the units are out of service.", whole) == [("numbers", "3 against 2, 4")]


def test_the_dead_are_not_the_wounded() -> None:
    assert found(FOURTEEN, "20 people were wounded in Raqqa.")[0] == ("events", "died against hurt")
    assert found(FOURTEEN, "أصيب 14 شخصا في الرقة.")[0][0] == "events"
    assert found(FOURTEEN, "14 people died in Raqqa on Friday.") == []


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("on 12 May 2024", "on 20 May 2024", True),
        ("on 12 May 2024", "on 13 May 2024", False),  # the night between
        ("on 12 May 2024", "on 12 May 2024", False),
        ("on 12 May 2024", "in May 2024", False),
        ("on 12 May 2024", "", False),
    ],
)
def test_days_that_are_not_next_to_each_other(one: str, other: str, apart: bool) -> None:
    text = "The summit will open in Doha {}."
    told = found(text.format(one), text.format(other).replace(" .", "."))
    assert told == ([("days", "12 May 2024 against 20 May 2024")] if apart else [])


def test_spots_that_are_far_from_each_other() -> None:
    text = "The summit opened in {}."
    places = [("places", "Doha against Muscat")]
    assert found(text.format("Doha"), text.format("Muscat")) == places
    assert found(text.format("Doha"), "افتتحت القمة في مسقط.") == places
    assert found(text.format("Doha"), "افتتحت القمة في الدوحة.") == []
    assert found(text.format("Doha"), text.format("Oman")) == []  # a state is no spot


def test_a_spot_a_few_kilometres_off_may_be_another_name_for_it() -> None:
    there = [Spot(name, 35.0, lon) for name, lon in (("a", 36.0), ("b", 36.1), ("c", 37.0))]
    a, b, c = (tell("جسر", spots=(spot,)) for spot in there)  # 9 km, and 82 km
    assert list(conflicts(a, b)) == []
    assert [reason.code for reason in conflicts(b, c)] == ["places"]


def test_one_spot_that_both_name_is_enough() -> None:
    there = tuple(Spot(name, 35.0, lon) for name, lon in (("a", 36.0), ("b", 39.0)))
    assert list(conflicts(tell("جسر", spots=there), tell("نهر", spots=there[:1]))) == []


def test_the_clock_of_another_city_is_no_other_place() -> None:
    one = "وصلت الطائرة إلى الدوحة عند الخامسة بتوقيت موسكو."
    assert found(one, "وصلت الطائرة إلى الدوحة عند الخامسة.") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Israel bombed the port of Latakia.", "Turkey bombed the port of Latakia."),
        ("قصفت إسرائيل ميناء اللاذقية.", "Turkey bombed the port of Latakia."),
    ],
)
def test_a_deed_of_force_has_one_doer(one: str, other: str) -> None:
    assert ("actors", "Israel against Turkey") in found(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Israel bombed Iran on Friday.", "Iran bombed Israel on Friday."),
        ("قصفت إسرائيل إيران يوم الجمعة.", "Iran bombed Israel on Friday."),
        (
            "Israel accused Iran of attacking the port, officials said.",
            "Iran accused Israel of attacking the port, officials said.",
        ),
    ],
)
def test_who_does_it_is_not_the_one_to_whom_it_is_done(one: str, other: str) -> None:
    assert found(one, other)[0][0] == "actors"
    assert found(one, one) == found(other, other) == []


def test_who_meets_whom_is_the_same_either_way() -> None:
    terms = {"n:IR": 90, "n:IQ": 90}
    one, other = (
        tell("لقاء", terms=terms, acts=(act("CONSULT", *names),)) for names in ("AB", "BA")
    )
    assert list(conflicts(one, other)) == []


def test_one_doer_that_both_name_is_enough() -> None:
    both = tell("قصف", acts=(act("ASSAULT", "A"), act("ASSAULT", "B")))
    assert list(conflicts(both, tell("قصف", acts=(act("ASSAULT", "B"),)))) == []
    apart = conflicts(both, tell("قصف", acts=(act("ASSAULT", "C"),)))
    assert [reason.code for reason in apart] == ["actors"]


def test_talks_are_no_agreement() -> None:
    talks, agreed = (tell("قول", head=(head,)) for head in ("c:talks", "c:agreement"))
    assert [reason.code for reason in conflicts(talks, agreed)] == ["status"]
    assert list(conflicts(talks, talks)) == list(conflicts(agreed, agreed)) == []


def test_a_deed_between_the_same_states_has_one_force() -> None:
    def struck(force: str) -> Statement:
        return tell(
            "قصف",
            terms={"n:SY": 90, force: 60, "c:bomb": 100},
            head=("c:bomb",),
            acts=(act("ASSAULT", "")._replace(actors=()),),
        )

    one, other = struck("a:IL.air-force"), struck("a:TR.air-force")
    assert told(conflicts(one, other)) == [("actors", "Israel against Turkey")]
    assert list(conflicts(one, struck("a:IL.army"))) == []


def test_what_many_do_may_have_many_doers() -> None:
    one, other = (tell("لقاء", acts=(act("CONSULT", name),)) for name in ("Qatar", "Oman"))
    assert list(conflicts(one, other)) == []


def test_a_doer_that_only_one_names_is_no_conflict() -> None:
    assert found("Israel bombed the port of Latakia.", "The port of Latakia was bombed.") == []


DEED = {"c:bomb": 100, "c:port": 100, "p:place.SY.latakia": 110}


@pytest.mark.parametrize(
    ("party", "head", "terms", "apart"),
    [
        ("n:TR", "c:bomb", {}, True),
        ("n:IL", "c:bomb", {}, False),  # the same one
        ("n:TR", "c:port", {}, False),  # another act
        ("n:TR", "c:bomb", {"c:school": 200}, False),  # not nearly the same words
        ("c:school", "c:bomb", {}, False),  # no party
    ],
)
def test_one_deed_in_nearly_the_same_words_has_one_party(
    party: str, head: str, terms: dict[str, int], apart: bool
) -> None:
    deed = (act("ASSAULT", "")._replace(actors=()),)
    one = tell("قصف", terms={**DEED, "n:IL": 90}, head=("c:bomb",), acts=deed)
    other = tell("قصف", terms={**DEED, party: 90, **terms}, head=(head,), acts=deed)
    expected = [("actors", "Israel against Turkey")] if apart else []
    assert told(conflicts(one, other)) == expected


def test_the_state_in_which_a_place_lies_is_no_party() -> None:
    there = Spot("place.SY.raqqa", 35.95, 39.01)
    told = tell("جسر", terms={"n:SY": 90, "n:TR": 90, "a:un.spokesperson": 90}, spots=(there,))
    assert parties(told) == {"n:TR", "a:un"}
    assert parties(tell("جسر", terms={"n:SY": 90})) == {"n:SY"}
    assert party_of("a:un.spokesperson") == "a:un" == party_of("a:un")


def test_swapped_are_those_who_both_name_the_same_two_states() -> None:
    one, other = read("Israel bombed Iran on Friday."), read("Iran bombed Israel on Friday.")
    assert swapped(one, other)
    assert not swapped(one, read("Iran bombed the port of Latakia."))


@pytest.mark.parametrize(
    ("done", "planned"),
    [
        ("Qatar reopened the embassy in Nairobi.", "Qatar will reopen the embassy in Nairobi."),
        ("افتتحت قطر سفارة في نيروبي.", "ستفتتح قطر سفارة في نيروبي."),
    ],
)
def test_what_is_done_is_not_what_is_to_come(done: str, planned: str) -> None:
    assert ("status", "told as done against told as to come") in found(done, planned)
    assert ("status", "told as done against told as to come") in found(planned, done)
    assert found(done, done) == found(planned, planned) == []


def test_what_one_intends_is_to_come() -> None:
    promised = tell("فتح", COAST, stance=Stance.INTEND, terms={"c:open": 60})
    done = tell("فتح", DOCTORS, verbal=True, head=("c:open",), terms={"c:open": 60})
    assert [reason.code for reason in conflicts(promised, done)] == ["status"]


@pytest.mark.parametrize(
    "said",
    [
        {"verbal": False},
        {"status": Status.POSSIBLE},
        {"stance": Stance.BELIEVE},
        {"head": ()},
        {"head": ("c:close",)},
    ],
)
def test_only_a_verb_that_asserts_the_planned_act_says_that_it_is_done(
    said: dict[str, object],
) -> None:
    planned = tell("فتح", status=Status.PLANNED, terms={"c:open": 60})
    done = {"verbal": True, "head": ("c:open",), "terms": {"c:open": 60}, **said}
    assert list(conflicts(planned, tell("فتح", DOCTORS, **done))) == []


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        ("numbers", {"#:3", "d:7"}),
        ("places", {"p:a"}),
        ("days", {"t:2024-03-01"}),
        ("actors", {"a:un", "n:SY"}),
        ("status", set()),
    ],
)
def test_the_matter_is_what_is_left_besides_the_conflict(code: str, gone: set[str]) -> None:
    terms = dict.fromkeys(("#:3", "d:7", "p:a", "t:2024-03-01", "a:un", "n:SY", "c:bridge"), 90)
    left = besides(tell("جسر", terms=terms), [Reason(code, "")])
    assert terms.keys() - left.terms.keys() == gone


def test_where_nothing_is_left_the_matter_is_all_of_it() -> None:
    only = tell("جسر", terms={"#:3": 110})
    assert besides(only, [Reason("numbers", "")]) == only


def test_a_later_figure_of_the_same_voice_or_one_that_rose_is_an_update() -> None:
    three, seven = tell("ثلاثة", COAST), tell("سبعة", COAST)
    other = tell("سبعة", DOCTORS)
    assert is_update(three, seven) and not is_update(three, other)
    assert is_update(three, tell("ارتفع", DOCTORS, terms={"c:increase": 80}))


def test_what_happens_daily_is_one_thing_only_by_a_number_or_a_rare_name() -> None:
    def one_thing(text: str, terms: dict[str, int], type: str) -> bool:
        said = {"terms": terms, "acts": (act(type, "A"),)}
        one, other = tell(text, COAST, **said), tell(text, DOCTORS, **said)
        return names_one_thing(one, other, liken(one, other))

    plain = {"c:strike": 100}
    assert one_thing("a strike", plain, "CONSULT")
    assert not one_thing("a strike", plain, "ASSAULT")
    assert one_thing("a strike", {**plain, "#:14": 110}, "ASSAULT")
    ship = {**plain, "w:silverfin": 90, "w:maru": 90}
    assert one_thing("the Silverfin Maru was hit", ship, "ASSAULT")
    assert not one_thing("the silverfin maru was hit", ship, "ASSAULT")  # no names
    assert one_thing("قصف الزورق", {**plain, "w:زورق": 90, "w:زمبر": 90}, "ASSAULT")


def test_the_firmest_conflict_is_told_first() -> None:
    there = Spot("a", 35.0, 36.0), Spot("b", 25.0, 51.0)
    one = tell("قول", amounts=(Amount(3, 3, "people"),), spots=there[:1])
    other = tell("قول", DOCTORS, amounts=(Amount(9, 9, "people"),), spots=there[1:])
    told = [reason.code for reason in conflicts(one, other)]
    assert told == ["numbers", "places"]
    assert all(a != b for a, b in pairwise(told))


def test_a_capital_stands_for_its_government_where_one_answers_another() -> None:
    there = Spot("place.RU.capital", 55.7, 37.6), Spot("place.GB.capital", 51.5, -0.1)
    one, other = (tell("طرد", spots=(spot,), acts=(act("SANCTION", "RU"),)) for spot in there)
    assert list(conflicts(one, other)) == []
    one, other = (tell("قمة", spots=(spot,)) for spot in there)
    assert [reason.code for reason in conflicts(one, other)] == ["places"]
