"""The strip of days, months and years."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from marsad.model import (
    Analysis,
    Document,
    Event,
    EventType,
    Span,
    Status,
    TimeExpression,
    TimeType,
)
from marsad.publishing.timeline import (
    STRIPS,
    Chronicle,
    Period,
    build_chronicle,
    draw_timeline,
    parse_value,
)
from marsad.publishing.words import words_for

TEXT = "0123456789" * 10


def days(first: str, last: str | None = None) -> Period:
    begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Period(begin.toordinal(), end.toordinal())


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("2017-05-27", days("2017-05-27")),
        ("2017-05-27T14:30", days("2017-05-27")),
        ("2017-02", days("2017-02-01", "2017-02-28")),
        ("2017", days("2017-01-01", "2017-12-31")),
        ("2023-W12", days("2023-03-20", "2023-03-26")),
        ("2017-05-21/2017-05-31", days("2017-05-21", "2017-05-31")),
        ("2016/2017-03", days("2016-01-01", "2017-03-31")),
    ],
)
def test_values_are_days(value: str, period: Period) -> None:
    assert parse_value(value) == period


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "P3M", "2022-WI", "PRESENT_REF", "198X", "2017-13", "2017-02-30", "0000"),
        *("2018/2017", "2023-W60", "9999-W53", "٢٠١٧", "2017-05-27\n", "<b>2017</b>"),
    ],
)
def test_what_is_no_day_month_or_year_has_no_place(value: str | None) -> None:
    assert parse_value(value) is None


def time(value: str | None, at: int = 0, type: TimeType = TimeType.DATE) -> TimeExpression:
    return TimeExpression(span=Span(at, at + 3), type=type, value=value)


def event(value: str | None, at: int = 50) -> Event:
    return Event(
        id=f"e{at}",
        span=Span(at, at + 3),
        type=EventType.AID,
        mode=None,
        contexts=(),
        actors=(),
        recipients=(),
        place=None,
        date=value,
        status=Status.ASSERTED,
        rule="by hand",
    )


def chronicle(
    *times: TimeExpression, events: tuple[Event, ...] = (), published: str | None = None
) -> Chronicle | None:
    doc = Document(id="n", text=TEXT, published=published)
    analysis = Analysis(document=doc, engine="hand", times=times, events=events)
    return build_chronicle(analysis, events, "d1", words_for("en"))


def draw(*times: TimeExpression, lang: str = "en", published: str | None = None) -> str:
    built = chronicle(*times, published=published)
    assert built is not None
    return next(draw_timeline(built, words_for(lang)))


def test_entries_stand_in_the_order_of_time() -> None:
    built = chronicle(time("2017-05-27"), time("1975", 5), time("2017", 9), time("2017-05", 13))
    assert built is not None
    values = [entry.value for entry in built.entries]
    assert values == ["1975", "2017", "2017-05", "2017-05-27"]


def test_nothing_dated_makes_no_strip() -> None:
    assert chronicle(time(None), time("P3M", type=TimeType.DURATION), events=(event(None),)) is None


def test_what_has_no_date_is_told_as_unknown() -> None:
    built = chronicle(time("2017"), time(None, 5), time("2022-WI", 9), events=(event(None),))
    assert built is not None
    assert [one.row for one in built.unknown] == ["d1-what1", "d1-when2"]


def test_of_one_day_there_is_one_entry_and_its_events_come_first() -> None:
    events = (event("2017-05-27"), event("2017-05-27", 60))
    built = chronicle(time("2017-05-27"), events=events)
    assert built is not None
    [entry] = built.entries
    assert (entry.event, entry.told, entry.row) == (True, ("gives aid",), "d1-what1")


def test_days_are_dots_and_periods_are_bars() -> None:
    svg = draw(time("2017-05-27"), time("2017-05", 5))
    assert svg.count("<circle") == svg.count("<rect") == 1


def test_time_runs_in_the_direction_of_reading() -> None:
    for lang, sign in (("en", 1), ("ar", -1)):
        svg = draw(time("2017-05-27"), time("2017-06-08", 5), lang=lang)
        first, second = map(float, re.findall(r'cx="([\d.]+)"', svg))
        assert (second - first) * sign > 0


def test_the_day_of_publication_is_marked_between_its_neighbours() -> None:
    svg = draw(time("2017-05-27"), time("2017-06-08", 5), published="2017-06-01T08:00")
    [mark] = re.findall(r'class="published" d="M([\d.]+)', svg)
    first, second = map(float, re.findall(r'cx="([\d.]+)"', svg))
    assert first < float(mark) < second
    assert "2017-06-01" in svg


@pytest.mark.parametrize("published", [None, "lately", "<script>"])
def test_an_unreadable_day_of_publication_is_not_marked(published: str | None) -> None:
    assert 'class="published"' not in draw(time("2017-05-27"), published=published)


def test_entries_do_not_overlap_in_their_lane() -> None:
    svg = draw(*(time(f"2017-05-{day:02}", day) for day in range(1, 29)))
    lanes: dict[str, list[float]] = {}
    for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg):
        lanes.setdefault(y, []).append(float(x))
    assert len(lanes) > 1
    for dots in lanes.values():
        assert all(b - a > 80 for a, b in pairwise(dots))


def test_all_stands_inside_the_strip() -> None:
    built = chronicle(time("1948"), time("2017-05-27", 5), time("2017-05", 9), published="2018")
    assert built is not None
    for strip, svg in zip(STRIPS, draw_timeline(built, words_for("ar")), strict=True):
        for x in re.findall(r'(?:cx|x)="(-?[\d.]+)"', svg):
            assert 0 <= float(x) <= strip.width


def test_a_date_keeps_its_order_among_letters_of_the_other_direction() -> None:
    svg = draw(time("2023-W12"), lang="ar", published="2023-03-14")
    assert "\u200e2023-W12\u200e" in svg and "\u200e2023-03-14\u200e" in svg


def test_a_chronicle_is_cut_and_says_so() -> None:
    built = chronicle(*(time(str(1900 + year), year % 90) for year in range(100)))
    assert built is not None
    assert (len(built.entries), built.left_out) == (60, 40)


def test_a_hostile_value_is_inert(analysis: Analysis) -> None:
    doc = replace(analysis.document, text='<script>"\u202e' * 10)
    times = (replace(analysis.times[0], span=Span(0, 10)),)
    built = build_chronicle(replace(analysis, document=doc, times=times), (), "d1", words_for("ar"))
    assert built is not None
    svg = "".join(draw_timeline(built, words_for("ar")))
    assert "<script" not in svg and "\u202e" not in svg
