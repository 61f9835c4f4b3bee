"""What later short forms stand for: the speakers of a text with kind and full name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis, Kind, Mention

Read = Callable[..., Analysis]


def last(read: Read, text: str) -> Mention:
    source = read(text).attributions[-1].source
    assert source is not None
    return source


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "ذكر تقرير لمنظمة الضفاف أن المياه ملوثة. وأضاف التقرير أن الأسماك ماتت.",
            "تقرير لمنظمة الضفاف",
            Kind.DOCUMENT,
        ),
        (
            "قال مصدر في الميناء إن السفينة غرقت. وأضاف المصدر أن البحارة نجوا.",
            "مصدر في الميناء",
            Kind.ANONYMOUS,
        ),
        (
            "قال مصدر في الميناء إن السفينة غرقت. وأضاف المصدر نفسه أن البحارة نجوا.",
            "مصدر في الميناء",
            Kind.ANONYMOUS,
        ),
        (
            "قال وزير المياه سامر الحلبي إن السد آمن. وأكد الوزير أن العمل بدأ.",
            "وزير المياه سامر الحلبي",
            Kind.OFFICE,
        ),
        (
            "قال وزير المياه سامر الحلبي إن السد آمن. وأكد الحلبي أن العمل بدأ.",
            "وزير المياه سامر الحلبي",
            Kind.PERSON,
        ),
        (
            "قالت مديرة المستشفى ليلى حداد إن الجرحى خرجوا. وأوضحت حداد أن الأدوية وصلت.",
            "مديرة المستشفى ليلى حداد",
            Kind.PERSON,
        ),
        ("زار عادل مراد القرية. وقال مراد إن الطريق مفتوح.", "عادل مراد", Kind.PERSON),
        ("قالت مدونة السوق إن الجسر أغلق.", "مدونة السوق", Kind.OUTLET),
        ("وذكرت منصة الضفاف أن الجسر أغلق.", "منصة الضفاف", Kind.OUTLET),
        ("ونقل الموقع عن صفحة الحي أن الجسر أغلق.", "صفحة الحي", Kind.OUTLET),
        ("وقال المدون سامر الحلبي إن الجسر أغلق.", "المدون سامر الحلبي", Kind.PERSON),
        (
            'أعلن تنظيم "الراية" أنه سينسحب. وهدد التنظيم بالعودة.',
            'تنظيم "الراية"',
            Kind.ORGANISATION,
        ),
    ],
)
def test_a_short_form_stands_for_the_fullest_before(
    read: Read, text: str, name: str, kind: Kind
) -> None:
    mention = last(read, text)
    assert (mention.name, mention.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال الوزير إن السد آمن.", "الوزير"),
        ("قال وزير المياه إن السد آمن. وأكد المدير أن العمل بدأ.", "المدير"),
        ("وأكد الوزير أن العمل بدأ.", "الوزير"),
        ("قال سامر الحلبي إن السد آمن. وأكد مراد أن العمل بدأ.", "مراد"),
    ],
)
def test_what_has_no_antecedent_stands_for_itself(read: Read, text: str, name: str) -> None:
    mention = last(read, text)
    assert (mention.name, mention.antecedent) == (name, None)


def test_the_antecedent_is_a_span_of_the_text(read: Read) -> None:
    text = "قال وزير المياه سامر الحلبي إن السد آمن. وأكد الحلبي أن العمل بدأ."
    mention = last(read, text)
    assert mention.antecedent is not None
    assert text[slice(*mention.antecedent)] == mention.name


def test_the_nearest_of_two_ministers_is_meant(read: Read) -> None:
    text = (
        "قال وزير المياه سامر الحلبي إن السد آمن. وقال وزير النقل عادل مراد إن الجسر مغلق. "
        "وأكد الوزير أن العمل بدأ."
    )
    assert last(read, text).name == "وزير النقل عادل مراد"


def test_a_name_is_one_line_even_over_a_break(read: Read) -> None:
    assert last(read, "قال وزير\n\nالمياه إن السد آمن.").name == "وزير المياه"


def test_the_head_stands_inside_the_span(read: Read) -> None:
    mention = last(read, "قال هؤلاء الخبراء إن السد آمن.")
    assert mention.span.start <= mention.head.start < mention.head.end <= mention.span.end


def test_a_mention_of_unknown_kind_is_less_sure(read: Read) -> None:
    mention = last(read, "أفاد مراسلنا بأن الجسر انهار.")
    assert mention.kind is Kind.UNKNOWN and mention.score < 1
