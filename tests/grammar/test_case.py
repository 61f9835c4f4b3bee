"""What capitals tell: names, headings, initials."""

from __future__ import annotations

from marsad.entities.lists import Use
from marsad.grammar.case import Case
from marsad.grammar.tagged import Tagged, tag
from marsad.packs.pack import load_pack
from marsad.text.page import open_page


def english(text: str) -> Tagged:
    pack = load_pack("en")
    return tag(open_page(text, pack.writing), pack, frozenset(), None)


def test_a_form_wants_its_capitals() -> None:
    case = Case(english("They march in March with us and the US"))
    month, initials = Use("x", "full", capitals=1), Use("x", "full", capitals=1, upper=True)
    assert [case.fitting((month,), at, at + 1) for at in (1, 3)] == [(), (month,)]
    assert [case.fitting((initials,), at, at + 1) for at in (5, 8)] == [(), (initials,)]


def test_a_known_word_at_the_head_of_a_sentence_is_no_name() -> None:
    case = Case(english("Will it rain? Then Will left."))
    name = Use("x", "last", capitals=1)
    assert [case.fitting((name,), at, at + 1) for at in (0, 5)] == [(), (name,)]


def test_a_heading_has_capitals_throughout() -> None:
    assert Case(english("Council Votes To Close Old Bridge")).heading(0)
    assert not Case(english("The council has voted to close Harlow Bridge.")).heading(0)


def test_the_first_word_of_a_quotation_opens_it() -> None:
    case = Case(english("She asked, “Will you come?” and left."))
    assert [case.opens(at) for at in (0, 1, 4)] == [True, False, True]
