"""Who speaks: the verb stands behind ``*``, and brackets hold the subject that belongs to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.phrases import Phrase
from marsad.grammar.subjects import (
    Before,
    governor,
    look_before,
    main_subject,
    media_told,
    nearest_document,
)
from marsad.grammar.tagged import Tagged


def bracketed(row: str) -> str:
    return row[row.index("[") + 1 : row.index("]")] if "[" in row else ""


def open_row(tagged: Callable[[str], Tagged], row: str) -> tuple[Tagged, int]:
    """The page of a row without its marks, and the token behind ``*``."""
    plain = row.replace("[", "").replace("]", "")
    page = tagged(plain.replace("*", ""))
    return page, page.page.token_at(plain.index("*"))


def words(page: Tagged, phrase: Phrase | None) -> str:
    return page.page.clean[phrase.start : phrase.stop] if phrase is not None else ""


def before(tagged: Callable[[str], Tagged], row: str) -> tuple[Tagged, Before]:
    page, at = open_row(tagged, row)
    return page, look_before(page, at, 0)


@pytest.mark.parametrize(
    "row",
    [
        "[الوزير] *قال إن السد آمن",
        "[وزير المياه سامر الحلبي] *قال إن السد آمن",
        "[وزارة الزراعة] *أعلنت أن الموسم جيد",
        "[مصدر في الميناء] *أكد أن السفينة غرقت",
        "[سامر الحلبي، وزير المياه]، *قال إن السد آمن",
        "[الوزير] أمس *قال إن السد آمن",
        "غادر الوفد، [الوزير] *قال إن السد آمن",
        "من جانبه [الوزير] *قال إن السد آمن",
        "ذكر أن [الوزير] *قال إن السد آمن",
    ],
)
def test_a_subject_stands_before_its_verb(tagged: Callable[[str], Tagged], row: str) -> None:
    page, found = before(tagged, row)
    assert words(page, found.subject) == bracketed(row)


@pytest.mark.parametrize(
    "row",
    [
        "*قال الوزير إن السد آمن",
        "وصل الوفد. *قال الوزير إن السد آمن",
        "في تونس *قال الوزير إن السد آمن",
        "أمس *قال الوزير إن السد آمن",
        "استقبل الوزير الوفد *وقال إن السد آمن",
    ],
)
def test_nothing_before_the_verb_is_its_subject(tagged: Callable[[str], Tagged], row: str) -> None:
    assert before(tagged, row)[1].subject is None


@pytest.mark.parametrize(
    ("row", "auxiliaries"),
    [
        ("وكان [الوزير] قد *أعلن أن السد آمن", "كان|قد "),
        ("وكانت [البلدية] *أعلنت أن السد آمن", "كانت"),
        ("كان *أعلن أن السد آمن", "كان "),
        ("قد *أعلن الوزير أن السد آمن", "قد "),
        ("سوف *يعلن الوزير أن السد آمن", "سوف "),
    ],
)
def test_auxiliaries_belong_to_the_verb(
    tagged: Callable[[str], Tagged], row: str, auxiliaries: str
) -> None:
    page, found = before(tagged, row)
    assert "|".join(page.page.clean[a:b] for a, b in found.auxiliaries) == auxiliaries
    assert words(page, found.subject) == bracketed(row)


@pytest.mark.parametrize(
    "row",
    [
        "وصل [الوزير] الذي *أعلن أن السد آمن",
        "زار [وزير المياه سامر الحلبي] الذي *أعلن أن السد آمن",
        "رفضت [البلدية] التي *أعلنت أن السد آمن",
    ],
)
def test_the_subject_of_a_relative_clause_is_its_antecedent(
    tagged: Callable[[str], Tagged], row: str
) -> None:
    page, found = before(tagged, row)
    assert found.relative and words(page, found.subject) == bracketed(row)


@pytest.mark.parametrize(
    "row",
    [
        "اجتمع [الوزير] مع المدير، *وقال إن السد آمن",
        "زار [سامر الحلبي] أمس القرية، *مؤكدا أن الطريق مفتوح",
        "وكانت [البلدية] قد أغلقت الجسر، *مؤكدة أن السبب هو الفيضان",
    ],
)
def test_the_main_subject_of_a_clause(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = open_row(tagged, row)
    assert words(page, main_subject(page, 0, at)) == bracketed(row)


@pytest.mark.parametrize(
    "row",
    [
        "[المحافظ] أصدر *أوامر تتضمن إغلاق الطريق",
        "أصدر [المحافظ] *أوامر تتضمن إغلاق الطريق",
        "وقع [الرئيس سامر الحلبي] *أمرا بإغلاق الطريق",
    ],
)
def test_the_governor_of_an_object_is_the_subject_of_its_verb(
    tagged: Callable[[str], Tagged], row: str
) -> None:
    page, at = open_row(tagged, row)
    assert words(page, governor(page, at, 0)) == bracketed(row)


def test_no_governor_stands_behind_a_comma(tagged: Callable[[str], Tagged]) -> None:
    page, at = open_row(tagged, "أصدر المحافظ بيانا، *أوامر تتضمن إغلاق الطريق")
    assert governor(page, at, 0) is None


@pytest.mark.parametrize(
    "row",
    [
        "قال الوزير *ل[وكالة النسيم] إن السد آمن",
        "قال الوزير *ل[قناة النورس] إن السد آمن",
        "قال الوزير *أمس ل[صحيفة الضفاف] إن السد آمن",
        'قال الوزير *ل[صحيفة "الضفاف"] إن السد آمن',
        "قال الوزير *ل[رويترز] إن السد آمن",
        "قال الوزير *للصحفيين إن السد آمن",
        "قال الوزير *للبلدية إن السد آمن",
    ],
)
def test_the_medium_that_was_told(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = open_row(tagged, row)
    found = media_told(page, at, len(page.page.words))
    assert [words(page, one) for one in found] == [bracketed(row)] * ("[" in row)


@pytest.mark.parametrize(
    "row",
    [
        "تلقت الشرطة [رسالة] *جاء فيها أن القارب غرق",
        "صدر [تقرير البلدية] *جاء فيه أن القارب غرق",
        "وصل الوفد *جاء فيه أن القارب غرق",
    ],
)
def test_a_pronoun_points_back_to_the_nearest_document(
    tagged: Callable[[str], Tagged], row: str
) -> None:
    page, at = open_row(tagged, row)
    assert words(page, nearest_document(page, at, 0)) == bracketed(row)
