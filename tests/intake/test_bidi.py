"""Lines as they look, on the left, and as they are read, on the right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.bidi import MIRRORED, order_line


def read(looks: str, *, from_right: bool = True) -> str:
    """The line as it is read, its brackets turned round as a producer of looks wants it."""
    order = order_line(looks, from_right=from_right)
    return "".join(
        MIRRORED.get(looks[one.at], looks[one.at]) if one.turned else looks[one.at] for one in order
    )


# The Arabic letters of the left column are backwards, as they stand on the page from left to right.
@pytest.mark.parametrize(
    ("looks", "text"),
    [
        ("سرامعاش", "شاعمارس"),
        ("2017 ماع", "عام 2017"),
        ("٢٠١٧ ماع", "عام ٢٠١٧"),
        ("ملم"[::-1] + " 12.5 " + "بلغت"[::-1], "بلغت 12.5 ملم"),
        ("8/6/2017 لبق", "قبل 8/6/2017"),
        ("10:30 ةعاسلا", "الساعة 10:30"),
        ("%50 ةبسن", "نسبة 50%"),
        ("50% ةبسن", "نسبة 50%"),
        ("2018-2017 مسوم", "موسم 2017-2018"),
        ("Reuters ةلاكو", "وكالة Reuters"),
        ("Al-Marsa News ةلاكو", "وكالة Al-Marsa News"),
        ("F-16 ةرئاط", "طائرة F-16"),
        ("(AFP) سرب", "برس (AFP)"),
        ("(AFP) 2017 ماع", "عام 2017 (AFP)"),
        ("Volvo (2017) ةلفاح", "حافلة Volvo (2017)"),
        ("«معن» لاق", "قال «نعم»"),
        ("[انه] لاق", "قال [هنا]"),
        (".U.S ةنيفس", "سفينة U.S."),
        ("Al- ةلاكو", "وكالة Al-"),
    ],
)
def test_a_line_of_arabic(looks: str, text: str) -> None:
    assert read(looks) == text


@pytest.mark.parametrize(
    ("looks", "text"),
    [
        ("the word ةلاكو means agency", "the word وكالة means agency"),
        ("the paper (ئطاشلا ةفيحص) said", "the paper (صحيفة الشاطئ) said"),
        ("in Arabic 2017 ماع, again", "in Arabic 2017 عام, again"),
        ("plain words, 12.5 and 50%.", "plain words, 12.5 and 50%."),
    ],
)
def test_a_line_of_english(looks: str, text: str) -> None:
    assert read(looks, from_right=False) == text


@given(st.text(alphabet="ابجد abXY09٣٤.,:()«»%-/ ", max_size=30), st.booleans())
def test_no_letter_is_lost_or_doubled(looks: str, from_right: bool) -> None:
    order = order_line(looks, from_right=from_right)
    assert sorted(one.at for one in order) == list(range(len(looks)))
