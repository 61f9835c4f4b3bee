"""The days of a story, as a drawing and as what a script draws."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from marsad.linking.nouns import Standing
from marsad.linking.stories.find import Moment
from marsad.publishing.moments import build_columns, draw_moments, moments_data
from marsad.publishing.words import words_for


def moment(day: str, number: int = 1, reports: int = 1, gloss: str = "انسحبت القوات") -> Moment:
    at = date.fromisoformat(day).toordinal()
    return Moment(at, f"{number:016x}", gloss, Standing.CONTESTED, reports)


STORY = (moment("2024-03-04", 2), moment("2024-03-01", 1, reports=4), moment("2024-03-04", 3))


def test_a_dot_stands_for_each_proposition_and_leads_to_it() -> None:
    wide, narrow = draw_moments(STORY, words_for("ar"))
    for drawn in (wide, narrow):
        tree = ElementTree.fromstring(drawn)
        assert [a.get("href") for a in tree.iter("a")] == [
            f"/propositions/{number:016x}" for number in (1, 2, 3)
        ]
        assert {dot.get("class") for dot in tree.iter("circle")} == {"moment contested"}


@pytest.mark.parametrize(("lang", "later_is_left"), [("ar", True), ("en", False)])
def test_time_runs_as_the_language_is_read(lang: str, later_is_left: bool) -> None:
    drawn = next(iter(draw_moments(STORY, words_for(lang))))
    first, later, _ = (float(x) for x in re.findall(r'cx="([\d.]+)"', drawn))
    assert (later < first) is later_is_left


def test_more_reports_make_a_larger_dot() -> None:
    drawn = next(iter(draw_moments(STORY, words_for("en"))))
    many, one, _ = (float(r) for r in re.findall(r' r="([\d.]+)"', drawn))
    assert many > one


@pytest.mark.parametrize(
    ("last", "step"),
    [
        ("2024-03-20", "day"),
        ("2024-06-20", "week"),
        ("2025-12-31", "month"),
        ("2090-01-01", "year"),
    ],
)
def test_a_long_story_has_a_column_a_week_a_month_or_a_year(last: str, step: str) -> None:
    found, columns = build_columns((moment("2024-03-01"), moment(last, 2)), 24)
    assert found.name == step
    assert columns[0].at == 0 and columns[-1].at > 0


def test_a_full_day_tells_how_many_more_there_are() -> None:
    drawn = next(iter(draw_moments([moment("2024-03-01", n) for n in range(30)], words_for("en"))))
    assert drawn.count("<circle") == 9 and ">+21<" in drawn


def test_words_of_a_document_stay_words() -> None:
    story = [moment("2024-03-01", gloss='<script>"\u202e')]
    drawn = next(iter(draw_moments(story, words_for("en"))))
    assert "<script" not in drawn and "[U+202E]" in drawn


def test_nothing_told_is_nothing_drawn() -> None:
    assert list(draw_moments((), words_for("en"))) == []
    assert moments_data((), words_for("en"))["moments"] == []


def test_a_script_is_handed_plain_values() -> None:
    told = json.loads(json.dumps(moments_data(STORY, words_for("ar"))))
    assert told["direction"] == "rtl"
    assert told["moments"][0] == {
        "day": "2024-03-01",
        "href": "/propositions/0000000000000001",
        "gloss": "انسحبت القوات",
        "standing": "contested",
        "reports": 4,
    }
    assert set(told["standings"]) == {"contested"}
