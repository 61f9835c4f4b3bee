"""Headlines that name their voice before a colon: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[..., list[str]]
BELOW = "\n\nبدأ العمل أمس في القرية."


@pytest.mark.parametrize(
    ("headline", "line"),
    [
        (
            "وزير المياه: السد آمن ولا خوف عليه",
            "| وزير المياه | : | السد آمن ولا خوف عليه | neutral",
        ),
        ("مصدر أمني: توقيف ثلاثة أشخاص", "| مصدر أمني | : | توقيف ثلاثة أشخاص | neutral"),
        ("رويترز: توقيف ثلاثة أشخاص", "| رويترز | : | توقيف ثلاثة أشخاص | neutral"),
        ("صحيفة الضفاف: السد لم يعد آمنا", "| صحيفة الضفاف | : | السد لم يعد آمنا | neutral"),
        ("الدكتور سامر الحلبي: السد آمن", "| الدكتور سامر الحلبي | : | السد آمن | neutral"),
    ],
)
def test_a_voice_before_a_colon_speaks(lines: Lines, headline: str, line: str) -> None:
    assert lines(headline + BELOW) == [line]


@pytest.mark.parametrize(
    "headline",
    [
        "تونس: مقتل صياد في عاصفة",
        "فيديو: سقوط الجسر في النهر",
        "عاجل: سقوط الجسر في النهر",
        "شاهد بالصور: سقوط الجسر في النهر",
        "تقرير: سقوط الجسر في النهر",
        "كرة القدم: النهر يفوز على الجبل",
    ],
)
def test_a_topic_before_a_colon_is_no_voice(lines: Lines, headline: str) -> None:
    assert lines(headline + BELOW) == []


def test_a_surname_speaks_when_it_speaks_below(lines: Lines) -> None:
    found = lines("الحلبي: السد آمن\n\nقال وزير المياه سامر الحلبي إن السد آمن.")
    assert found[0] == "| الحلبي | : | السد آمن | neutral"


def test_a_sentence_with_a_stop_in_the_text_is_no_headline(lines: Lines) -> None:
    assert lines("بدأ العمل أمس.\n\nالبلدية: السد آمن.") == []


@pytest.mark.parametrize(
    ("headline", "line"),
    [
        ("انفجار يهز المدينة والبلدية تنفي وقوع ضحايا", "| البلدية | تنفي | وقوع ضحايا | deny"),
        ("غارات على القرية والحكومة تنفي قصفها", "| الحكومة | تنفي | قصفها | deny"),
        (
            "سقوط الجسر في النهر ووزير المياه يؤكد أن السد آمن",
            "| وزير المياه | يؤكد | أن السد آمن | affirm",
        ),
    ],
)
def test_and_opens_a_clause_whose_subject_stands_before_its_verb(
    lines: Lines, headline: str, line: str
) -> None:
    assert lines(headline + BELOW) == [line]


def test_two_who_say_it_together_are_its_source(lines: Lines) -> None:
    assert lines("مصر والأردن تؤكدان أن السد آمن" + BELOW) == [
        "| مصر والأردن | تؤكدان | أن السد آمن | affirm"
    ]
    assert lines("قال الوزيران إن السد آمن. وأضافا أن العمل بدأ.")[1] == (
        "| الوزيران | أضافا | أن العمل بدأ | neutral"
    )
    assert lines("الوزيران أكدا أن السد آمن" + BELOW) == [
        "| الوزيران | أكدا | أن السد آمن | affirm"
    ]
    assert lines("أصدر الوزير أمرا غريبا.") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            'أعلنت الوزارة "تحرير" القرية من المسلحين.',
            '| الوزارة | أعلنت | "تحرير" القرية من المسلحين | neutral',
        ),
        (
            'نفت البلدية "استهداف" السكان في القرية.',
            '| البلدية | نفت | "استهداف" السكان في القرية | deny',
        ),
        (
            'اتهم الوزير الشركة "بقتل" الأسماك في النهر.',
            '| الوزير | اتهم | "بقتل" الأسماك في النهر | affirm',
        ),
    ],
)
def test_a_word_held_at_a_distance_by_marks_opens_a_content(
    lines: Lines, text: str, line: str
) -> None:
    assert lines(text) == [line]


def test_a_name_in_marks_opens_no_content(lines: Lines) -> None:
    assert lines('أكد مجلس الملاحة "إيكار" تأييده للخطة.') == [
        "| مجلس الملاحة | أكد | تأييده للخطة | affirm"
    ]
    assert lines('أكدت لجنة لـ"دعم الأسر" في القرية أنها ستبدأ العمل.')[0].endswith(
        "أكدت | أنها ستبدأ العمل | affirm"
    )


def test_a_medium_in_marks_is_told_and_says_nothing(lines: Lines) -> None:
    assert lines('صرح الوزير لقناة "نهر تي في أربعة وعشرون" المحلية أن السد آمن.')[0].endswith(
        "صرح | أن السد آمن | neutral"
    )
    assert lines('قال الوزير "لن نرحل من القرية أبدا" وأضاف أن السد آمن.')[0] == (
        '| الوزير | قال | "لن نرحل من القرية أبدا" | neutral'
    )


def test_a_short_quotation_with_a_preposition_right_behind_the_verb_is_speech(
    lines: Lines,
) -> None:
    (line,) = lines('وقالت هالة منصور "على حد علمي" حين سئلت عن السد.')
    assert line.startswith('| هالة منصور | قالت | "على حد علمي"')
    assert lines('قال "الشبل" إن السد آمن.') == ['| "الشبل" | قال | إن السد آمن | neutral']


def test_a_headline_with_a_verb_is_read_by_its_verb(lines: Lines) -> None:
    assert lines("وزير المياه يعلن: السد آمن" + BELOW) == [
        "| وزير المياه | يعلن | السد آمن | neutral"
    ]


@pytest.mark.parametrize("headline", ["الحكومة تنفي قصفها", "إنقاذ ثلاثة في البحر", "عن ماذا"])
def test_the_last_word_of_a_headline_makes_no_noun_of_the_verb_below(
    lines: Lines, headline: str
) -> None:
    below = lines(f"{headline}\n\nقال المرصد السوري إن غارات أصابت القرية.")
    assert below[-1] == "| المرصد السوري | قال | إن غارات أصابت القرية | neutral"


def test_anothers_denial_behind_and_is_no_word_of_the_voice_before_the_colon(lines: Lines) -> None:
    headline = "وزير المياه: غارات على السد والحكومة تنفي قصفه"
    assert lines(headline + BELOW) == [
        "| وزير المياه | : | غارات على السد | neutral",
        "| الحكومة | تنفي | قصفه | deny",
    ]
