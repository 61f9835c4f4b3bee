"""The days of a story: a column a day, in it a dot for each proposition that was first told then.

A story that has more days than there is room has a column a week, a month or a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Any, NamedTuple

from marsad.linking.stories.find import Moment
from marsad.publishing.drawing import Letters, draw_letters, draw_line, frame, lead, number, run
from marsad.publishing.visible import one_line, shorten
from marsad.publishing.words import Words

_EDGE, _TOP, _FOOT = 26.0, 22.0, 26.0
_DOT, _MOST_DOT = 4.5, 9.0  # radius of a proposition that one report tells, and of any
_STACK = 9  # dots of a column; more are told by their number
_GLOSS = 160  # letters of a proposition in a hint
_MOST = 2_000  # moments that are handed to a script


class Strip(NamedTuple):
    """A size of the drawing; a day has ``least`` units at least."""

    style: str
    width: float
    letters: float
    least: float


STRIPS = (Strip("strip wide", 1140, 13, 16), Strip("strip narrow", 340, 12, 16))


class Column(NamedTuple):
    """A day, week, month or year with what was first told in it; ``at`` counts the columns."""

    at: int
    name: str
    moments: tuple[Moment, ...]


class Step(NamedTuple):
    """What a column stands for: its name in the words, and the number and name of a day's."""

    name: str
    number: Callable[[date], int]
    label: Callable[[date], str]


_STEPS = (
    Step("day", date.toordinal, date.isoformat),
    Step(
        "week",
        lambda day: (day.toordinal() - 1) // 7,  # the first of all days was a Monday
        lambda day: (day - timedelta(day.weekday())).isoformat(),
    ),
    Step("month", lambda day: day.year * 12 + day.month, lambda day: day.isoformat()[:7]),
    Step("year", lambda day: day.year, lambda day: day.isoformat()[:4]),
)


def draw_moments(moments: Iterable[Moment], words: Words) -> Iterator[str]:
    """The strip for wide columns and for narrow ones; the style sheet shows one of them.

    Nothing where there are no moments. Each dot leads to the page of its proposition.
    """
    told = sorted(moments, key=_order)
    if told:
        for strip in STRIPS:
            yield _Sheet(strip, words).draw(told)


def moments_data(moments: Iterable[Moment], words: Words) -> dict[str, Any]:
    """The same for a script that draws it: plain values, those of ``_MOST`` moments."""
    told = sorted(moments, key=_order)[:_MOST]
    there = {moment.standing.value for moment in told if moment.standing is not None}
    return {
        "direction": words.direction,
        "words": {name: words.word[name] for name in ("timeline", "propositions", "reports")},
        "standings": {one: words.table["standing"][one] for one in sorted(there)},
        "moments": [
            {
                "day": date.fromordinal(moment.day).isoformat(),
                "href": address_of(moment),
                "gloss": shorten(one_line(moment.gloss), _GLOSS),
                "standing": moment.standing.value if moment.standing else None,
                "reports": moment.reports,
            }
            for moment in told
        ],
    }


def address_of(moment: Moment) -> str:
    """The page of the proposition of a moment."""
    return f"/propositions/{moment.proposition}"


def build_columns(moments: Sequence[Moment], most: int) -> tuple[Step, tuple[Column, ...]]:
    """The columns of sorted moments, in the smallest step that needs no more than ``most``."""
    first, last = date.fromordinal(moments[0].day), date.fromordinal(moments[-1].day)
    fitting = (one for one in _STEPS if one.number(last) - one.number(first) < most)
    step = next(fitting, _STEPS[-1])
    inside: defaultdict[tuple[int, str], list[Moment]] = defaultdict(list)
    for moment in moments:
        day = date.fromordinal(moment.day)
        inside[step.number(day) - step.number(first), step.label(day)].append(moment)
    return step, tuple(Column(at, name, tuple(many)) for (at, name), many in inside.items())


class _Sheet:
    """Draws one strip. Positions run in the direction of reading, and are turned when drawn."""

    def __init__(self, strip: Strip, words: Words) -> None:
        self._strip, self._words = strip, words
        self._rtl = words.direction == "rtl"
        self._room = strip.width - 2 * _EDGE

    def draw(self, moments: Sequence[Moment]) -> str:
        _, columns = build_columns(moments, int(self._room / self._strip.least))
        count = columns[-1].at + 1
        self._wide = self._room / count
        tall = max(self._height(column) for column in columns)
        base = _TOP + tall
        parts = [
            draw_line((self._x(0), base), (self._x(self._strip.width), base), "axis"),
            *(part for column in columns for part in self._column(column, base)),
            *self._days(columns, base),
        ]
        strip = self._strip
        return frame(strip.width, base + _FOOT, strip.style, self._words.direction, parts)

    def _radius(self, moment: Moment) -> float:
        return min(_MOST_DOT, _DOT * sqrt(max(1, moment.reports)), max(3.0, self._wide / 2 - 1))

    def _height(self, column: Column) -> float:
        shown = sum(2 * self._radius(one) + 2 for one in _shown(column))
        return shown + (14 if len(column.moments) > _STACK else 0)

    def _column(self, column: Column, base: float) -> Iterator[str]:
        x, y = self._x(self._at(column)), base - 2
        for moment in _shown(column):
            radius = self._radius(moment)
            standing = moment.standing.value.replace(" ", "-") if moment.standing else "unknown"
            dot = (
                f'<circle class="moment {standing}" cx="{number(x)}" cy="{number(y - radius)}" '
                f'r="{number(radius)}"/>'
            )
            y -= 2 * radius + 2
            yield lead(address_of(moment), self._hint(moment), dot)
        left = len(column.moments) - _STACK
        if left > 0:
            yield draw_letters(Letters(x, y - 2, f"+{left}", "day"), self._words.direction)

    def _hint(self, moment: Moment) -> str:
        standing = self._words.table["standing"][moment.standing.value] if moment.standing else ""
        day = run(date.fromordinal(moment.day).isoformat(), "ltr")
        reports = f"{self._words.word['reports']}: {moment.reports}"
        told = shorten(one_line(moment.gloss), _GLOSS)
        return " · ".join(part for part in (day, told, standing, reports) if part)

    def _days(self, columns: Sequence[Column], base: float) -> Iterator[str]:
        """The names of columns below them, as many as there is room for, the first and the last."""
        wide = self._strip.letters * 0.62 * len(columns[0].name) + 10
        ends = (columns[0], columns[-1]) if len(columns) > 1 else (columns[0],)
        taken: list[float] = []
        for column in (*ends, *columns[1:-1]):
            middle = min(max(self._at(column), wide / 2), self._strip.width - wide / 2)
            if all(abs(middle - other) >= wide for other in taken):
                taken.append(middle)
                letters = Letters(self._x(middle), base + 17, run(column.name, "ltr"), "tick")
                yield draw_letters(letters, self._words.direction)

    def _at(self, column: Column) -> float:
        return _EDGE + (column.at + 0.5) * self._wide

    def _x(self, at: float) -> float:
        return self._strip.width - at if self._rtl else at


def _order(moment: Moment) -> tuple[int, str]:
    return moment.day, moment.proposition


def _shown(column: Column) -> tuple[Moment, ...]:
    """What has a dot of its own: what most reports tell, if not all have room."""
    if len(column.moments) <= _STACK:
        return column.moments
    return tuple(sorted(column.moments, key=lambda one: -one.reports)[:_STACK])
