"""Fixed words before a clause that they report: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis

Lines = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("جاء في البيان أن السد آمن.", "| البيان | جاء في | أن السد آمن | neutral"),
        (
            "وورد في تقرير نشرته البلدية أن السد آمن.",
            "| تقرير نشرته البلدية | ورد في | أن السد آمن | neutral",
        ),
        (
            "تلقت الشرطة رسالة جاء فيها أن القارب غرق.",
            "| رسالة | جاء فيها | أن القارب غرق | neutral",
        ),
        ("من المتوقع أن تنخفض الأسعار.", "|  | من المتوقع | أن تنخفض الأسعار | believe"),
        ("من المتوقع وصول الوفد.", "|  | من المتوقع | وصول الوفد | believe"),
        ("ومن المرجح أن تعود المياه غدا.", "|  | من المرجح | أن تعود المياه غدا | believe"),
        ("وكان من المتوقع أن تنخفض الأسعار.", "|  | كان … من المتوقع | أن تنخفض الأسعار | believe"),
    ],
)
def test_an_opener_reports_what_stands_behind_it(lines: Lines, text: str, line: str) -> None:
    assert lines(text) == [line]


@pytest.mark.parametrize("text", ["جاء في المساء إلى القرية.", "ورد في البريد طرد."])
def test_an_opener_without_a_content_reports_nothing(lines: Lines, text: str) -> None:
    assert lines(text) == []


def test_a_rule_names_the_opener(read: Callable[..., Analysis]) -> None:
    (one,) = read("جاء في البيان أن السد آمن.").attributions
    assert one.rule == "phrase/جاء في:opener:clause"
