"""Sentences and quotations, as rows that a reader checks by eye.

A sentence that no stop ends is shown with ``¶`` behind it; a quotation inside others is indented
by dots, and one that nothing closes is shown with ``…`` behind it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.packs.pack import load_pack
from marsad.text.page import Page, open_page
from marsad.text.segments import LONGEST

WRITING = load_pack("ar").writing
PIECES = st.sampled_from(
    [
        *("قال ", "الوزير ", "إن ", "السد", " آمن", "و", "في ", "مدينة", "د.", "3.5", "أ.ف.ب"),
        *('"', '"', " ", "«", "»", "“", "”", "(", ")", ":", "،", ".", "...", "؟", "!", "…"),
        *("\n", "\n\n", "\r\n", "\u2029", "\u200f", "ﷺ", "ـ", "\u064b", "\x00", "\ud800", "a"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def sentences(page: Page) -> list[str]:
    return [
        page.text[slice(*page.token_span(one.start, one.end))] + ("" if one.ended else "¶")
        for one in page.sentences
    ]


def quotations(page: Page) -> list[str]:
    rows = []
    for one in page.quotations:
        last = one.close + 1 if one.closed else one.close
        shown = page.text[slice(*page.token_span(one.open, last))]
        rows.append("·" * one.depth + shown + ("" if one.closed else "…"))
    return rows


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وصل الوفد. بدأ اللقاء! هل انتهى؟", ["وصل الوفد.", "بدأ اللقاء!", "هل انتهى؟"]),
        ("ربما… ثم غادر۔ انتهى", ["ربما…", "ثم غادر۔", "انتهى¶"]),
        ("حقا؟! نعم.", ["حقا؟!", "نعم."]),
        ("وصل الوفد.وبدأ اللقاء.", ["وصل الوفد.", "وبدأ اللقاء."]),
        (
            "السد آمن: الماء نظيف؛ والطريق مفتوح، قال.",
            ["السد آمن: الماء نظيف؛ والطريق مفتوح، قال."],
        ),
    ],
)
def test_stops_end_sentences(opened: Callable[[str], Page], text: str, wanted: list[str]) -> None:
    assert sentences(opened(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "وصل د. سامر الحلبي مساء.",
        "ذكرت أ.ف.ب. أن السد آمن.",
        "عاش بين 400 ق.م. و300 ق.م. هناك.",
        "بلغ السعر 3.5 دنانير.",
        "بلغ السعر ٣.٥ دنانير.",
        "بدأ في 29.05.2017 مساء.",
        "زر الموقع example.org اليوم.",
    ],
)
def test_these_stops_end_nothing(opened: Callable[[str], Page], text: str) -> None:
    assert sentences(opened(text)) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "تقع القرية في مدينة\n\nحلب قرب النهر.",
        "قال الوزير إن\n\nالسد آمن.",
        "قال الوزير،\nإن السد آمن.",
        "قال الوزير:\n«السد آمن».",
        "زار وزير\r\nالمياه القرية.",
        "وصل الوفد إلى\u2029حلب.",
    ],
)
def test_a_break_in_mid_sentence_ends_nothing(opened: Callable[[str], Page], text: str) -> None:
    assert sentences(opened(text)) == [text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("السد يفيض\nقال الوزير إن السد آمن.", ["السد يفيض¶", "قال الوزير إن السد آمن."]),
        ("السد يفيض\n\n\nبدأ العمل.", ["السد يفيض¶", "بدأ العمل."]),
        ("السد يفيض\r\nبدأ العمل.", ["السد يفيض¶", "بدأ العمل."]),
        ("السد يفيض \u2029 بدأ العمل.", ["السد يفيض¶", "بدأ العمل."]),
        ("وصل الوفد إلى.\nبدأ العمل.", ["وصل الوفد إلى.", "بدأ العمل."]),
    ],
)
def test_a_headline_ends_with_its_line(
    opened: Callable[[str], Page], text: str, wanted: list[str]
) -> None:
    assert sentences(opened(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال «السد آمن. لا خوف» ثم غادر.", ["قال «السد آمن. لا خوف» ثم غادر."]),
        ('قال: "السد آمن. لا خوف". وغادر.', ['قال: "السد آمن. لا خوف".', "وغادر."]),
        ('قال: "السد آمن." وغادر.', ['قال: "السد آمن."', "وغادر."]),
        ('قال "هل السد آمن؟"، وغادر.', ['قال "هل السد آمن؟"، وغادر.']),
        ("وصل الوفد (ثم غادر.) وبدأ العمل.", ["وصل الوفد (ثم غادر.)", "وبدأ العمل."]),
        ('قال "السد آمن. وغادر\nبدأ العمل.', ['قال "السد آمن.', "وغادر¶", "بدأ العمل."]),
    ],
)
def test_a_stop_inside_a_quotation_ends_no_sentence_around_it(
    opened: Callable[[str], Page], text: str, wanted: list[str]
) -> None:
    assert sentences(opened(text)) == wanted


def test_a_sentence_without_end_is_cut(opened: Callable[[str], Page]) -> None:
    page = opened("سد " * (2 * LONGEST + 10))
    assert [one.end - one.start for one in page.sentences] == [LONGEST, LONGEST, 10]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال «السد آمن» أمس", ["«السد آمن»"]),
        ("قال “السد آمن” أمس", ["“السد آمن”"]),
        ('قال "السد آمن" أمس', ['"السد آمن"']),
        ('قال:"السد آمن".', ['"السد آمن"']),
        ('("الراية")', ['"الراية"']),
        ('"الراية"-"النسيم"', ['"الراية"', '"النسيم"']),
        ('قال "السد آمن"، و"الطريق مفتوح".', ['"السد آمن"', '"الطريق مفتوح"']),
        ('قال "السد آمن."', ['"السد آمن."']),
        ('نسبة "10%" فقط', ['"10%"']),
    ],
)
def test_marks_pair(opened: Callable[[str], Page], text: str, wanted: list[str]) -> None:
    assert quotations(opened(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'ذكر "توصل الطرفان مع "قسد" إلى حل" أمس',
            ['"توصل الطرفان مع "قسد" إلى حل"', '·"قسد"'],
        ),
        (
            '"اتفق "الراية" و"النسيم" أمس"',
            ['"اتفق "الراية" و"النسيم" أمس"', '·"الراية"', '·"النسيم"'],
        ),
        ("«قال «السد» آمن»", ["«قال «السد» آمن»", "·«السد»"]),
        ('«قال "السد" آمن»', ['«قال "السد" آمن»', '·"السد"']),
        ('"قال «السد» آمن"', ['"قال «السد» آمن"', "·«السد»"]),
        (
            '«قال “ما "السد" هنا” أمس»',
            ['«قال “ما "السد" هنا” أمس»', '·“ما "السد" هنا”', '··"السد"'],
        ),
    ],
)
def test_quotations_nest(opened: Callable[[str], Page], text: str, wanted: list[str]) -> None:
    assert quotations(opened(text)) == wanted


@pytest.mark.parametrize(
    "text",
    ['و"الراية" هنا', 'ب"الراية" هنا', 'وب"الراية" هنا', 'ال"راية" هنا', 'قال "الراية"و"النسيم"'],
)
def test_a_mark_behind_a_proclitic_opens(opened: Callable[[str], Page], text: str) -> None:
    page = opened(text)
    assert all(one.closed for one in page.quotations)
    assert len(page.quotations) == text.count('"') // 2 and not page.stray


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('قال " السد آمن " أمس', ['" السد آمن "']),
        ('قال " السد آمن" أمس', ['" السد آمن"']),
        ('قال "السد آمن " أمس', ['"السد آمن "']),
        ("قال « السد آمن » أمس", ["« السد آمن »"]),
    ],
)
def test_a_mark_with_a_space_inside_pairs(
    opened: Callable[[str], Page], text: str, wanted: list[str]
) -> None:
    assert quotations(opened(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('قال "السد آمن أمس\n\nوغادر "الراية" اليوم', ['"السد آمن أمس…', '"الراية"']),
        ("قال «السد آمن أمس\nوغادر", ["«السد آمن أمس…"]),
        ("قال «السد", ["«السد…"]),
        ("قال «السد «آمن»", ["«السد «آمن»…", "·«آمن»"]),
        ('"', ['"…']),
    ],
)
def test_what_is_open_closes_with_its_paragraph(
    opened: Callable[[str], Page], text: str, wanted: list[str]
) -> None:
    assert quotations(opened(text)) == wanted


@pytest.mark.parametrize(
    ("text", "count"), [("السد» آمن", 1), ('السد آمن"', 1), ('5" شاشة', 1), ("»»»", 3)]
)
def test_a_closing_mark_that_nothing_opened_is_stray(
    opened: Callable[[str], Page], text: str, count: int
) -> None:
    page = opened(text)
    assert len(page.stray) == count and page.quotations == []


@given(TEXTS)
def test_sentences_hold_every_token_once(text: str) -> None:
    page = open_page(text, WRITING)
    held = [token for one in page.sentences for token in range(one.start, one.end)]
    assert held == list(range(len(page.words)))


@given(TEXTS)
def test_no_quotation_crosses_another(text: str) -> None:
    found = open_page(text, WRITING).quotations
    for one in found:
        for other in found:
            if one.open < other.open < one.close:
                assert other.close <= one.close


@given(TEXTS)
def test_the_depth_counts_the_quotations_around(text: str) -> None:
    found = open_page(text, WRITING).quotations
    for one in found:
        around = [o for o in found if o.open < one.open and one.close <= o.close]
        assert one.depth == len(around)


@given(TEXTS)
def test_every_mark_is_used_once(text: str) -> None:
    page = open_page(text, WRITING)
    marks = {mark for pair in WRITING.quotes for mark in pair}
    used = [one.open for one in page.quotations] + page.stray
    used += [one.close for one in page.quotations if one.closed]
    assert sorted(used) == [i for i, word in enumerate(page.words) if word in marks]
