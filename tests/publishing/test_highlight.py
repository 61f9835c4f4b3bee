"""Overlapping marks to nested HTML."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.publishing.highlight import Mark, Point, highlight, isolate
from marsad.publishing.parts import Part, Parts

LETTERS = st.text(alphabet="abc ابج\n\r<&\u202e\u2069\x00😀", max_size=30)
PLACES = st.integers(min_value=0, max_value=30)


class Balance(HTMLParser):
    """Fails on an end tag that closes another element than the last one opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag


def mark(name: str, start: int, end: int, rank: int = 1) -> Mark:
    return Mark(rank, start, end, f"<{name}>", name)


def parts(text: str, direction: str = "rtl") -> Parts:
    return Parts(Part(0, len(text), None, direction))


def render(text: str, *marks: Mark, direction: str = "rtl") -> str:
    return "".join(highlight(text, marks, [], parts(text, direction)))


@pytest.mark.parametrize(
    ("text", "marks", "html"),
    [
        ("ابجد", [], "<p>ابجد</p>\n"),
        ("ابجد", [mark("b", 1, 3)], "<p>ا<b>بج</b>د</p>\n"),
        ("ابجد", [mark("b", 0, 4), mark("i", 1, 2)], "<p><b>ا<i>ب</i>جد</b></p>\n"),
        ("ابجد", [mark("b", 0, 3), mark("i", 1, 4)], "<p><b>ا<i>بج</i></b><i>د</i></p>\n"),
        ("ابجد", [mark("b", 0, 2), mark("i", 2, 4)], "<p><b>اب</b><i>جد</i></p>\n"),
        ("ا\n\nب", [mark("b", 0, 4)], "<p><b>ا</b></p>\n<p><b>ب</b></p>\n"),
        ("ا<>ب", [mark("b", 1, 2)], "<p>ا<b>&lt;</b>&gt;ب</p>\n"),
        ("ابجد", [mark("b", 2, 2)], "<p>ابجد</p>\n"),
        ("لدى New York عين", [], "<p>لدى <bdi>New York</bdi> عين</p>\n"),
        (
            "New York",
            [mark("b", 0, 3), mark("i", 4, 8)],
            "<p><bdi><b>New</b> <i>York</i></bdi></p>\n",
        ),
    ],
)
def test_marks_nest(text: str, marks: list[Mark], html: str) -> None:
    assert render(text, *marks) == html


def test_points_stand_between_what_ends_and_what_begins() -> None:
    marks = [mark("b", 0, 2), mark("i", 2, 4)]
    points = [Point(2, "*"), Point(4, "."), Point(0, "^")]
    assert (
        "".join(highlight("ابجد", marks, points, parts("ابجد"))) == "<p>^<b>اب</b>*<i>جد</i>.</p>\n"
    )


def test_each_direction_isolates_the_other() -> None:
    assert isolate("قال Reuters أمس", "rtl") == "قال <bdi>Reuters</bdi> أمس"
    assert isolate("the daily النهر said", "ltr") == "the daily <bdi>النهر</bdi> said"


def test_controls_are_shown_and_do_nothing() -> None:
    assert isolate("أ\u202eب", "rtl") == 'أ<bdi class="control">U+202E</bdi>ب'


@given(
    LETTERS,
    st.lists(st.tuples(PLACES, PLACES, st.integers(1, 3))),
    st.lists(PLACES),
    st.sampled_from(["rtl", "ltr"]),
)
def test_any_marks_give_balanced_markup_and_lose_no_letter(
    text: str, places: list[tuple[int, int, int]], points: list[int], direction: str
) -> None:
    marks = [mark("b", start, min(end, len(text)), rank) for start, end, rank in places]
    at = [Point(min(place, len(text)), "<u>*</u>") for place in points]
    html = "".join(highlight(text, marks, at, parts(text, direction)))
    balance = Balance()
    balance.feed(html)
    assert balance.open == []
    shown = re.sub(r'<u>\*</u>|<bdi class="control">U\+[0-9A-F]+</bdi>|<[^>]*>', "", html)
    bare = re.sub("[\u202e\u2069\x00]", "", text)
    assert unescape(shown).split() == bare.split()
