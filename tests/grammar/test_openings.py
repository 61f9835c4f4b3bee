"""Where a content opens: the search begins behind ``|``, and the row tells how it is opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.tagged import Tagged
from marsad.packs.cues import Cue


def first_cue(page: Tagged) -> Cue:
    return next(entry.cues[0].cue for entry in page.entries if entry.cues)


def open_row(
    tagged: Callable[[str], Tagged], row: str, after: str
) -> tuple[Tagged, Opening | None]:
    page = tagged(row.replace("|", ""))
    at = page.page.token_at(row.index("|"))
    end = len(page.page.words)
    return page, find_opening(page, first_cue(page), at, end, after=after)


def shown(tagged: Callable[[str], Tagged], row: str, after: str = "source") -> str:
    """Shape, what the cue takes on the way, and the content up to the end of the row."""
    page, opening = open_row(tagged, row, after)
    if opening is None:
        return "none"
    way = " ".join(page.page.clean[start:end] for start, end in opening.cue)
    return f"{opening.shape}{f' ({way})' if way else ''}: {page.page.clean[opening.start :]}"


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("قال الوزير |إن السد آمن", "clause: إن السد آمن"),
        ("قال الوزير |أمس إن السد آمن", "clause: إن السد آمن"),
        ("قال الوزير |في مؤتمر صحفي في تونس إن السد آمن", "clause: إن السد آمن"),
        ("قال الوزير |(السابق) إن السد آمن", "clause: إن السد آمن"),
        ("أفاد الوزير |بأن السد آمن", "clause: بأن السد آمن"),
        ("نفى الوزير |أنه غادر", "clause: أنه غادر"),
        ("أشار الوزير |إلى أن السد آمن", "clause (إلى): أن السد آمن"),
        ("حذر الوزير |من أن السد ينهار", "clause (من): أن السد ينهار"),
    ],
)
def test_a_clause_opens_with_its_complementizer(
    tagged: Callable[[str], Tagged], row: str, wanted: str
) -> None:
    assert shown(tagged, row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ('قال الوزير |"السد آمن ولا خوف عليه"', 'quote: "السد آمن ولا خوف عليه"'),
        ('قال الوزير |: "السد آمن"', 'quote: "السد آمن"'),
        ("قال الوزير |: «السد آمن»", "quote: «السد آمن»"),
        ("قال الوزير |: السد آمن", "colon: السد آمن"),
        ("قال الوزير |في بيان: السد آمن", "colon: السد آمن"),
        ('قال مدير موقع |"الضفاف" إن السد آمن', "clause: إن السد آمن"),
    ],
)
def test_a_quotation_opens_with_its_mark_or_a_colon(
    tagged: Callable[[str], Tagged], row: str, wanted: str
) -> None:
    assert shown(tagged, row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("أعلنت الوزارة |عن إغلاق الميناء", "preposition (عن): إغلاق الميناء"),
        ("حذر الوزير |من الفيضان", "preposition (من): الفيضان"),
        ("دعا الوزير |إلى الصبر", "preposition (إلى): الصبر"),
        ("طالب الوزير |بإصلاح السد", "preposition (ب): إصلاح السد"),
        ("اتهم الوزير |الشركة بتلويث البحر", "preposition (ب): تلويث البحر"),
        ("هدد الصيادون |بالإضراب", "preposition (ب): الإضراب"),
    ],
)
def test_a_preposition_of_the_cue_opens_a_noun(
    tagged: Callable[[str], Tagged], row: str, wanted: str
) -> None:
    assert shown(tagged, row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("أعلنت الوزارة |إغلاق الميناء", "noun: إغلاق الميناء"),
        ("أعلنت الوزارة |أمس إغلاق الميناء", "noun: إغلاق الميناء"),
        ("نفت الشركة |وجود خطر", "noun: وجود خطر"),
        ("نفت الشركة |أي صلة بالحادث", "noun: أي صلة بالحادث"),
        ("نفى الوزير |ذلك", "noun: ذلك"),
    ],
)
def test_a_nominal_cue_takes_a_noun(tagged: Callable[[str], Tagged], row: str, wanted: str) -> None:
    assert shown(tagged, row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("سأل النائب |هل السد آمن", "clause: هل السد آمن"),
        ("تساءل النائب |لماذا انهار السد", "clause: لماذا انهار السد"),
        ("سأل النائب |ما إذا كان السد آمنا", "clause: ما إذا كان السد آمنا"),
    ],
)
def test_a_question_opens_behind_a_cue_of_asking(
    tagged: Callable[[str], Tagged], row: str, wanted: str
) -> None:
    assert shown(tagged, row) == wanted


@pytest.mark.parametrize(
    "row",
    [
        "قال الوزير |كلمته وغادر",
        "قال الوزير |في المطار",
        "قال الوزير |. وأكد المدير أن السد آمن",
        "قال الوزير |ونفى المدير أن السد انهار",
        "أعلنت الوزارة |في بيانها",
        "قال الوزير |" + "سد " * 60 + "إن السد آمن",
    ],
)
def test_nothing_opens_here(tagged: Callable[[str], Tagged], row: str) -> None:
    assert shown(tagged, row) == "none"


def test_saying_joins_the_cue_before_it(tagged: Callable[[str], Tagged]) -> None:
    assert shown(tagged, "رد الوزير |قائلا إن السد آمن") == "clause (قائلا): إن السد آمن"


def test_a_noun_of_containing_leads_to_the_content(tagged: Callable[[str], Tagged]) -> None:
    found = shown(tagged, "أوامر |تتضمن إغلاق الطريق", after="noun")
    assert found == "noun (تتضمن): إغلاق الطريق"
