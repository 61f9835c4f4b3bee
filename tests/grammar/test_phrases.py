"""Noun phrases that can speak: the brackets of a row hold the phrase behind its verb."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.tagged import FINITE, Tagged, spoken
from marsad.model import Kind


def read(tagged: Callable[[str], Tagged], row: str) -> tuple[str, Phrase | None]:
    """The phrase of a row as text, read where its bracket opens, as the subject of that verb."""
    page = tagged(row.replace("[", "").replace("]", ""))
    at = page.page.token_at(row.index("["))
    verb = spoken(page.entries[at - 1].cues, FINITE) if at else None
    sentence = page.page.sentences[page.page.sentence_at(at)]
    phrase = read_phrase(page, at, sentence.end, cue=verb.cue if verb else None)
    if phrase is None:
        return "", None
    return page.page.text[slice(*page.page.span(phrase.start, phrase.stop))], phrase


def bracketed(row: str) -> str:
    return row[row.index("[") + 1 : row.index("]")]


TITLES = [
    "قال [وزير المياه] إن السد آمن",
    "قال [وزير المياه سامر الحلبي] إن السد آمن",
    "قال [وزير المياه التونسي السابق سامر الحلبي] إن السد آمن",
    "قالت [رئيسة بلدية صفاقس هالة منصور] إن السد آمن",
    "قال [نائب رئيس الوزراء] إن السد آمن",
    "قال [مدير عام شركة النهر] إن السد آمن",
    "قال [الناطق باسم الوزارة عادل مراد] إن السد آمن",
    "قال [الأمين العام للأمم المتحدة] إن القافلة وصلت",
    "قال [الخبير في شؤون المياه عادل مراد] إن السد آمن",
    "قال [وزير المياه في حكومة تونس] إن السد آمن",
    "قال [قائد القوات البحرية اللواء سامر الحلبي] إن الميناء آمن",
    "قال [الرئيس التونسي] إن السد آمن",
    "قال [والد الطفل] إن ابنه عاد",
]
NAMES = [
    "قال [سامر الحلبي] إن السد آمن",
    "قال [الدكتور سامر الحلبي] إن السد آمن",
    "قال [الحلبي] إن السد آمن",
    "قال [الوزير سامر الحلبي (أبو نبيل)] إن السد آمن",
    "أعلنت [الأمم المتحدة] أن القافلة وصلت",
    "أعلن [الجيش اللبناني] أن الطريق مفتوح",
    "أعلنت [وزارة الشباب والرياضة] أن الملعب جاهز",
    "ذكرت [صحيفة الضفاف التونسية] أن السد آمن",
    "ذكرت [وكالة أنباء النسيم] أن السد آمن",
    "أكدت [قوات الأمن في حلب] أن الطريق مفتوح",
]
APPOSITIONS = [
    "قال [سامر الحلبي، وزير المياه]، إن السد آمن",
    "قال [المتحدث باسم الجيش، العقيد سامر الحلبي]، إن الطريق مفتوح",
    "قال [الحلبي، الذي زار السد]، إن العمل بدأ",
    "قالت [الشركة]، ومقرها تونس، إن المياه نظيفة",
]
QUOTED = [
    'أعلنت [حركة "الراية"] أن الهدنة انتهت',
    "أعلن [تنظيم «الراية»] أن الهدنة انتهت",
    'أعلنت ["الراية"] أن الهدنة انتهت',
    'ذكر [موقع "الضفاف"] أن السد آمن',
    "ذكرت [صحيفة «الضفاف»] أن السد آمن",
    'قال [الوزير] "السد آمن ولا خوف عليه"',
    'قالت [الحركة] "لن نرحل أبدا من هنا"',
]
ANONYMOUS = [
    "قال [مصدر في الميناء] إن السفينة غرقت",
    "قال [مصدر أمني رفيع] إن السفينة غرقت",
    "قال [مصدر مقرب من الوزير] إن السفينة غرقت",
    "قال [مسؤول في البلدية] إن السفينة غرقت",
    "قالت [مصادر أمنية مطلعة] إن السفينة غرقت",
    "قال [شهود عيان] إن السفينة غرقت",
    "قال [شهود من سكان حلب] إن السفينة غرقت",
    "قال [سكان في حلب] إن السفينة غرقت",
]
DOCUMENTS = [
    "ذكر [تقرير لمنظمة الضفاف] أن المياه ملوثة",
    "ذكر [تقرير نشرته صحيفة الضفاف] أن المياه ملوثة",
    "أظهرت [دراسة أجرتها جامعة دمشق] أن المياه ملوثة",
    "أكد [بيان للبلدية] أن السد آمن",
]
COORDINATED = [
    "قال [الوزير والمحافظ] إن السد آمن",
    "قال [الوزير ونائبه] إن السد آمن",
    "قالت [تونس والجزائر] إن الحدود مفتوحة",
]
RELATIVES = [
    "قال [الوزير الذي زار السد] إن العمل بدأ",
    "قالت [الخبيرة التي زارت السد أمس] إن الجدار سليم",
]
QUANTIFIED = [
    "قال [هؤلاء الخبراء] إن الطريق مفتوح",
    "قال [بعض السكان] إن الطريق مفتوح",
    "قال [أحد السكان] إن الطريق مفتوح",
    "قال [ثلاثة شهود] إن الطريق مفتوح",
]
STOPS = [
    "قال [الوزير] في بيان إن السد آمن",
    "قال [الوزير] أمس إن السد آمن",
    "قال [الوزير] يوم الأحد إن السد آمن",
    "قال [الوزير] خلال زيارة إن السد آمن",
    "قال [الوزير] قبل سفره إن السد آمن",
    "قال [الوزير] للصحفيين إن السد آمن",
    "قال [الناشط عادل مراد] لوكالة النسيم إن الطريق مفتوح",
    "قال [الوزير]: السد آمن",
    "قال [الوزير] إن السد آمن",
    "أكد [الوزير] أن السد آمن",
    "أعلنت [الوزارة] إغلاق الميناء",
    "أعلنت [وزارة المياه] إغلاق الميناء",
    "أعلن [سامر الحلبي] إغلاق الميناء",
    "اتهمت [النقابة] الشركة بتلويث البحر",
    "اتهم [الوزير سامر الحلبي] الشركة بتلويث البحر",
    "طالب [الوزير] الشركة بإصلاح السد",
    "طالبت [تونس] الجزائر بفتح الحدود",
    "نفى [المدير] أن يكون السد قد انهار",
    "قال [الوزير] بحسب الصحيفة إن السد آمن",
    "قال [الوزير] قائلا إن السد آمن",
]


@pytest.mark.parametrize(
    "row",
    [
        *TITLES,
        *NAMES,
        *APPOSITIONS,
        *QUOTED,
        *ANONYMOUS,
        *DOCUMENTS,
        *COORDINATED,
        *RELATIVES,
        *QUANTIFIED,
        *STOPS,
    ],
)
def test_the_phrase_is_what_the_brackets_hold(tagged: Callable[[str], Tagged], row: str) -> None:
    assert read(tagged, row)[0] == bracketed(row)


@pytest.mark.parametrize(
    "row",
    [
        "قال [إن] السد آمن",
        "قال [أمس] إن السد آمن",
        "قال [في] بيان إن السد آمن",
        "قال [غير] بعيد إن السد آمن",
        "قال [لا] خوف على السد",
        "قال [:] السد آمن",
    ],
)
def test_no_phrase_begins_here(tagged: Callable[[str], Tagged], row: str) -> None:
    assert read(tagged, row)[1] is None


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("قال [الوزير] إن السد آمن", Kind.OFFICE),
        ("قال [الوزير سامر الحلبي] إن السد آمن", Kind.PERSON),
        ("قال [سامر الحلبي] إن السد آمن", Kind.PERSON),
        ("قال [مسؤول في البلدية] إن السد آمن", Kind.ANONYMOUS),
        ("قال [المسؤول عن السد] إن السد آمن", Kind.OFFICE),
        ("قالت [البلدية] إن السد آمن", Kind.ORGANISATION),
        ("قالت [تونس] إن السد آمن", Kind.ORGANISATION),
        ("قالت [صحيفة الضفاف] إن السد آمن", Kind.OUTLET),
        ("قال [التقرير] إن السد آمن", Kind.DOCUMENT),
        ("قال [خبراء] إن السد آمن", Kind.GROUP),
        ("قال [شهود] إن السد آمن", Kind.ANONYMOUS),
    ],
)
def test_the_head_gives_the_kind(tagged: Callable[[str], Tagged], row: str, kind: Kind) -> None:
    phrase = read(tagged, row)[1]
    assert phrase is not None and phrase.kind is kind


@pytest.mark.parametrize(
    ("row", "gender"),
    [
        ("قال [الوزير سامر الحلبي] إن السد آمن", "m"),
        ("قالت [الوزيرة هالة منصور] إن السد آمن", "f"),
        ("قالت [وكالة النسيم] إن السد آمن", "f"),
        ("قال [موقع الضفاف] إن السد آمن", "m"),
    ],
)
def test_the_head_gives_the_gender(tagged: Callable[[str], Tagged], row: str, gender: str) -> None:
    phrase = read(tagged, row)[1]
    assert phrase is not None and phrase.gender == gender


def test_the_head_of_a_counted_phrase_is_its_noun(tagged: Callable[[str], Tagged]) -> None:
    row = "قال [هؤلاء الخبراء] إن السد آمن"
    phrase = read(tagged, row)[1]
    assert phrase is not None and tagged(row).page.words[phrase.head + 1] == "الخبراء"


def test_without_its_verb_a_phrase_takes_a_verbal_noun(tagged: Callable[[str], Tagged]) -> None:
    page = tagged("إعلان الوزارة")
    phrase = read_phrase(page, 0, 2)
    assert phrase is not None and (phrase.first, phrase.end) == (0, 2)


def test_an_apposition_can_be_left_out(tagged: Callable[[str], Tagged]) -> None:
    page = tagged("قال سامر الحلبي، وزير المياه، إن السد آمن")
    phrase = read_phrase(page, 1, len(page.page.words), apposed=False)
    assert phrase is not None and phrase.end == 3


def test_a_phrase_begins_behind_its_proclitic(tagged: Callable[[str], Tagged]) -> None:
    page = tagged("وفقا لوزارة المياه")
    phrase = read_phrase(page, 1, 3)
    assert phrase is not None
    assert page.page.clean[phrase.start : phrase.stop] == "وزارة المياه"


def test_no_phrase_is_longer_than_its_limit(tagged: Callable[[str], Tagged]) -> None:
    page = tagged("قال " + "رئيس " * 500)
    phrase = read_phrase(page, 1, len(page.page.words))
    assert phrase is None or phrase.end - phrase.first <= 40
