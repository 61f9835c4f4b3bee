"""Attributions by participles and nouns: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis

Lines = Callable[..., list[str]]

PARTICIPLES = [
    (
        "قالت الوزيرة إن السد آمن، مضيفة أن المياه نظيفة.",
        "| الوزيرة | مضيفة | أن المياه نظيفة | neutral",
    ),
    (
        "أكد الوزير أن السد آمن مشيرا إلى أن المياه نظيفة.",
        "| الوزير | مشيرا … إلى | أن المياه نظيفة | neutral",
    ),
    ("غادر الوزير، قائلا إن السد آمن.", "| الوزير | قائلا | إن السد آمن | neutral"),
    ("غادر الوزير قائلا: «السد آمن».", "| الوزير | قائلا | «السد آمن» | neutral"),
    (
        "قال الوزير إن السد آمن، محذرا من ارتفاع المياه.",
        "| الوزير | محذرا … من | ارتفاع المياه | intend",
    ),
    (
        "قال الوزير إن السد آمن، نافيا وجود خطر.",
        "| الوزير | نافيا | وجود خطر | deny",
    ),
    (
        "قال الصيادون إن البحر ملوث، مطالبين بفتح تحقيق.",
        "| الصيادون | مطالبين … ب | فتح تحقيق | intend",
    ),
]
MASDARS = [
    ("وجاء ذلك بعد تأكيد الوزير أن السد آمن.", "| الوزير | تأكيد | أن السد آمن | affirm"),
    ("رغم نفي البلدية وجود خطر، غادر السكان.", "| البلدية | نفي | وجود خطر | deny"),
]
FEELINGS = [
    (
        "أعرب الوزير عن أمله في أن يعود السكان.",
        "| الوزير | أعرب … عن … أمله … في | أن يعود السكان | believe",
    ),
    (
        "أعرب الوزير عن قلقه من ارتفاع المياه.",
        "| الوزير | أعرب … عن … قلقه … من | ارتفاع المياه | believe",
    ),
]
ORDERS = [
    (
        "أصدر المحافظ أوامر تتضمن إغلاق الطريق.",
        "| المحافظ | أوامر … تتضمن | إغلاق الطريق | intend",
    ),
]


@pytest.mark.parametrize(("text", "line"), [*PARTICIPLES, *MASDARS, *FEELINGS, *ORDERS])
def test_a_participle_or_noun_reports(lines: Lines, text: str, line: str) -> None:
    assert line in lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "ناقش المجلس تصريحات عن السد.",
        "كان القائل مجهولا.",
        "عقد الوزير اجتماعا مضافا إلى جدوله.",
        "قدم الوزير تأكيدات.",
    ],
)
def test_a_noun_of_a_topic_reports_nothing(lines: Lines, text: str) -> None:
    assert lines(text) == []


def test_a_noun_inside_a_content_is_held_by_it(read: Callable[..., Analysis]) -> None:
    analysis = read("قالت الصحيفة إن السكان عادوا بعد تأكيد الوزير أن السد آمن.")
    outer, inner = analysis.attributions
    assert inner.parent == outer.id
