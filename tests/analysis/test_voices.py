"""Speakers that the words leave out: who says the last content of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis

Read = Callable[..., Analysis]
Lines = Callable[..., list[str]]


def last_speaker(read: Read, text: str) -> str | None:
    last = read(text).attributions[-1]
    return text[slice(*last.source.span)] if last.source else None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال الوزير إن السد آمن. وأضاف أن المياه نظيفة.", "الوزير"),
        ("قال الوزير إن السد آمن. وتابع: «لا خوف على أحد».", "الوزير"),
        ("قال الوزير إن السد آمن. وأوضح في بيان أن العمل بدأ.", "الوزير"),
        ("قالت الوزيرة إن السد آمن. وأضافت أن المياه نظيفة.", "الوزيرة"),
        ("قال الوزير إن السد آمن.\n\nوأضاف أن المياه نظيفة.", "الوزير"),
        ("قال الوزير إن السد آمن. وكان قد أعلن أن العمل بدأ.", "الوزير"),
        ("قال الوزير إن السد آمن. وهبت عاصفة. وأضاف أن العمل بدأ.", "الوزير"),
        ("قال سامر الحلبي إن السد آمن. وأكدت البلدية ذلك. وأضاف أن العمل بدأ.", "سامر الحلبي"),
        ("واجتمع الوزير مع المدير، وقال إن السد آمن.", "الوزير"),
        ("قالت البلدية إن السد آمن، وأضافت أن المياه نظيفة.", "البلدية"),
        ("قال شهود إن الجسر انهار. وأضافوا أن السكان غادروا.", "شهود"),
    ],
)
def test_the_speaker_goes_on(read: Read, text: str, speaker: str) -> None:
    assert last_speaker(read, text) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "وأضاف أن المياه نظيفة.",
        "قالت الوزيرة إن السد آمن. وأضاف أن المياه نظيفة.",
        "قالت البلدية إن السد آمن. وقيل إن الجسر انهار.",
        "قال الوزير إن السد آمن. ويُعتقد أن الجسر انهار.",
    ],
)
def test_nobody_before_fits(read: Read, text: str) -> None:
    assert last_speaker(read, text) is None


def test_he_says_of_himself_inside_his_own_words(lines: Lines) -> None:
    assert lines("قال الوزير إنه يخشى أن يفيض السد.") == [
        "| الوزير | قال | إنه يخشى أن يفيض السد | neutral",
        "| الوزير | يخشى | أن يفيض السد | believe",
    ]


def test_three_sentences_of_one_speaker(lines: Lines) -> None:
    text = "قال الوزير إن السد آمن. وأضاف أن المياه نظيفة. وتابع: «لا خوف على أحد»."
    assert lines(text) == [
        "| الوزير | قال | إن السد آمن | neutral",
        "| الوزير | أضاف | أن المياه نظيفة | neutral",
        "| الوزير | تابع | «لا خوف على أحد» | neutral",
    ]


def test_another_speaker_takes_over(lines: Lines) -> None:
    text = "قال سامر الحلبي إن السد آمن. وأكد المدير أن المياه نظيفة. وأضاف أن العمل بدأ."
    assert lines(text)[-1] == "| المدير | أضاف | أن العمل بدأ | neutral"


def test_two_cues_of_one_content_are_one_relation(lines: Lines) -> None:
    assert len(lines("اختتم الوزير زيارته وقال، مؤكدا، إن السد آمن.")) == 1
