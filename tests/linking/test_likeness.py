"""Likeness: what two statements have in common, feature by feature."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from marsad.linking.comparing.likeness import copied, is_near, liken, same_voice
from marsad.linking.nouns import Statement
from marsad.model import Stance, Status
from tests.linking.reported import read, statements
from tests.linking.telling import COAST, DOCTORS, SALMA, act, tell

BRIDGE = tell("جسر", COAST, terms={"c:bridge": 100, "c:collapse": 50})


def told(**said: object) -> Statement:
    """A statement of another voice, with nothing but what is given."""
    return tell("قول", DOCTORS, **{"terms": {"w:قول": 90}, **said})


@given(statements(), statements())
def test_the_order_does_not_matter(one: Statement, other: Statement) -> None:
    assert liken(one, other)._replace(terms=()) == liken(other, one)._replace(terms=())


@given(statements(), statements())
def test_each_feature_is_from_0_to_1(one: Statement, other: Statement) -> None:
    like = liken(one, other)
    assert all(0 <= value <= 1 for value in like[: like._fields.index("terms")]), like


def test_the_same_terms_share_all_and_other_terms_nothing() -> None:
    assert liken(BRIDGE, told(terms=BRIDGE.terms)).shared == 1
    like = liken(BRIDGE, told(terms={"c:school": 100}))
    assert (like.shared, like.contained, like.mass, like.terms) == (0, 0, 0, ())


def test_a_shorter_statement_is_contained_in_one_that_says_more() -> None:
    like = liken(BRIDGE, told(terms={**BRIDGE.terms, "c:school": 150}))
    assert like.contained == 1 and like.shared < 1


def test_statements_that_share_more_have_more_mass() -> None:
    little = liken(BRIDGE, told(terms={"c:bridge": 100})).mass
    assert 0 < little < liken(BRIDGE, told(terms=BRIDGE.terms)).mass


def test_what_one_says_and_the_other_has_around_it_is_lent() -> None:
    near = told(terms={"c:bridge": 100}, around={"c:collapse": 50})
    assert liken(BRIDGE, near).lent > 0 == liken(BRIDGE, told(terms={"c:bridge": 100})).lent


def test_what_both_say_is_not_lent_too() -> None:
    both = told(terms={"c:bridge": 100}, around={"c:bridge": 100})
    assert liken(BRIDGE, both).lent == 0


def test_kindred_concepts_share_less_than_one_and_the_same() -> None:
    assert is_near("bomb", "explosion") and not is_near("bomb", "school")
    bomb, blast, school = (
        told(terms={f"c:{name}": 100}) for name in ("bomb", "explosion", "school")
    )
    assert liken(bomb, bomb).shared > liken(bomb, blast).shared > liken(bomb, school).shared == 0


@pytest.mark.parametrize("word", ["وزورق", "بزورق", "لزورق"])
def test_a_letter_that_leans_on_a_word_does_not_part_it(word: str) -> None:
    plain = told(terms={"w:زورق": 90})
    leaned = told(terms={f"w:{word}": 90})
    assert liken(plain, leaned).shared == liken(leaned, plain).shared == 1
    assert liken(plain, told(terms={"w:مزورق": 90})).shared == 0


def test_a_short_word_is_not_cut() -> None:
    one, other = told(terms={"w:ورد": 90}), told(terms={"w:رد": 90})
    assert liken(one, other).shared == liken(other, one).shared == 0


def test_each_term_is_shared_once() -> None:
    twice = told(terms={"w:وزورق": 90, "w:بزورق": 90})
    once = told(terms={"w:زورق": 90})
    assert liken(once, twice).shared == liken(twice, once).shared == pytest.approx(180 / 270)


@pytest.mark.parametrize(
    ("ours", "theirs", "share"),
    [
        (("#:3",), ("#:3",), 1),
        (("#:3", "d:7"), ("#:3",), 0.5),
        (("#:3",), ("#:4",), 0),
        (("d:3",), ("#:3",), 0),  # days are no prisoners
        ((), (), 0),
    ],
)
def test_numbers_are_the_share_of_equal_ones(
    ours: tuple[str, ...], theirs: tuple[str, ...], share: float
) -> None:
    one, other = (told(terms=dict.fromkeys((*some, "c:bridge"), 100)) for some in (ours, theirs))
    assert liken(one, other).numbers == share


def test_one_voice_is_of_one_name_or_of_one_state_or_body() -> None:
    assert same_voice(tell("جسر", SALMA), tell("نهر", SALMA))
    assert not same_voice(tell("جسر", SALMA), tell("نهر", DOCTORS))
    ministry = replace(tell("جسر", COAST), voice=("n:SY",))
    assert same_voice(ministry, replace(tell("نهر", SALMA), voice=("a:SY.army", "n:SY")))
    assert not same_voice(ministry, replace(tell("نهر", COAST), voice=("n:LB",)))


def test_the_own_words_of_an_outlet_are_no_voice() -> None:
    assert not same_voice(tell("جسر", outlet="Rafid Post"), tell("نهر", outlet="Rafid Post"))


def test_acts_differ_where_both_tell_some_and_none_of_one_type() -> None:
    struck, talked = told(acts=(act("ASSAULT", "A"),)), told(acts=(act("CONSULT", "A"),))
    both = told(acts=(*struck.acts, *talked.acts))
    assert liken(struck, talked).acts_differ == 1
    assert liken(struck, both).acts_differ == liken(struck, told()).acts_differ == 0


def test_one_intends_what_the_other_does_not() -> None:
    intended = told(stance=Stance.INTEND)
    assert liken(intended, told()).intend_differs == 1
    assert liken(intended, intended).intend_differs == liken(told(), told()).intend_differs == 0


def test_both_are_negative_only_where_both_are() -> None:
    no = told(status=Status.DENIED)
    assert liken(no, told(stance=Stance.DENY)).both_negative == 1
    assert liken(no, told()).both_negative == liken(told(), told()).both_negative == 0


def test_days_apart_count_up_to_a_bound_and_unknown_ones_not() -> None:
    first, next_day = told(day="2024-03-01"), told(day="2024-03-02")
    late, later, undated = told(day="2024-05-01"), told(day="2024-06-01"), told(day=None)
    assert 0 == liken(first, first).days < liken(first, next_day).days < liken(first, late).days
    assert liken(first, late).days == liken(first, later).days == 1
    assert liken(first, undated).days == 0


def test_the_act_is_the_same_where_the_heads_share_a_term() -> None:
    one = told(head=("c:kill", "c:people"))
    assert liken(one, told(head=("c:attack", "c:kill"))).head == 1
    assert liken(one, told(head=("c:attack",))).head == liken(told(), told()).head == 0


def test_copied_is_the_share_of_runs_of_the_shorter_text() -> None:
    def share(one: str, other: str) -> float:
        first, second = (replace(told(), words=tuple(words)) for words in (one, other))
        return copied(first, second)

    assert share("abcdefgh", "cdef") == 1
    assert share("abcdefgh", "abcxyz") == 0.25
    assert share("abcdefgh", "hgfedcba") == share("abcdefgh", "ab") == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The price of bread rose in Raqqa.", "The price of bread fell in Raqqa."),
        ("ارتفع سعر الخبز في الرقة.", "تراجع سعر الخبز في الرقة."),
        ("ارتفع سعر الخبز في الرقة.", "The price of bread fell in Raqqa."),
    ],
)
def test_acts_that_exclude_each_other_are_opposed(one: str, other: str) -> None:
    first, second = read(one), read(other)
    assert liken(first, second).opposed == liken(second, first).opposed == 1
    assert liken(first, first).opposed == 0
