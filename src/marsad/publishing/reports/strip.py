"""The days on which the sources of a report appeared: a column a day, in it their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from marsad.linking.stories.find import Moment
from marsad.model import Stance
from marsad.publishing.drawing import Letters, draw_letters, draw_line, frame, lead, number, run
from marsad.publishing.moments import Column, Strip, build_columns
from marsad.publishing.phrases import tell_day
from marsad.publishing.reports.sheet import Sheet
from marsad.publishing.visible import one_line
from marsad.publishing.words import Words, words_for

SCREEN = (Strip("strip wide", 760, 13, 30), Strip("strip narrow", 340, 12, 30))
PAPER = Strip("strip", 760, 13, 30)
_EDGE, _TOP, _FOOT, _RADIUS = 40.0, 12.0, 28.0, 10.5
_STACK = 12  # dots of a column; more are told by their number


class Dated(NamedTuple):
    """A source of a known day; ``denies`` tells that a passage of it denies."""

    number: int
    day: int
    hint: str
    denies: bool


def dated_sources(sheet: Sheet) -> list[Dated]:
    """The sources whose day is known, by day and number."""
    words = words_for(sheet.draft.lang)
    denying = {note.source for note in sheet.notes if note.passage.stance is Stance.DENY}
    found: list[Dated] = []
    for source in sheet.sources:
        day = _ordinal(source.passage.published)
        if day is not None and source.notes:
            told = (source.passage.outlet, source.passage.title, tell_day(words, day))
            hint = " · ".join(one_line(one) for one in told if one)
            found.append(Dated(source.number, day, hint, source.number in denying))
    return sorted(found, key=lambda one: (one.day, one.number))


def draw_strip(dated: Sequence[Dated], words: Words, strips: Iterable[Strip]) -> Iterator[str]:
    """The strip in each of some sizes; nothing where all is of one day, or nothing has a day."""
    if len({one.day for one in dated}) > 1:
        for strip in strips:
            yield _Drawing(strip, words).draw(dated)


class _Drawing:
    """Draws one strip. Positions run in the direction of reading, and are turned when drawn."""

    def __init__(self, strip: Strip, words: Words) -> None:
        self._strip, self._words = strip, words

    def draw(self, dated: Sequence[Dated]) -> str:
        by_number = {str(one.number): one for one in dated}
        moments = [Moment(one.day, str(one.number), "", None, 1) for one in dated]
        room = self._strip.width - 2 * _EDGE
        unit, columns = build_columns(moments, int(room / self._strip.least))
        self._unit = unit.name
        wide = room / (columns[-1].at + 1)
        step = 2 * _RADIUS + 3
        base = _TOP + step * max(min(len(one.moments), _STACK + 1) for one in columns) + 4
        parts = [draw_line((0, base), (self._strip.width, base), "axis")]
        for column in columns:
            x = self._turn(_EDGE + (column.at + 0.5) * wide)
            parts += self._dots(column, by_number, (x, base - _RADIUS - 4))
        parts += self._days(columns, wide, base)
        return frame(
            self._strip.width, base + _FOOT, self._strip.style, self._words.direction, parts
        )

    def _dots(
        self, column: Column, dated: dict[str, Dated], start: tuple[float, float]
    ) -> Iterator[str]:
        x, y = start
        for moment in column.moments[:_STACK]:
            one = dated[moment.proposition]
            style = "cited denied" if one.denies else "cited"
            circle = (
                f'<circle class="{style}" cx="{number(x)}" cy="{number(y)}" r="{number(_RADIUS)}"/>'
            )
            digits = draw_letters(Letters(x, y + 4, str(one.number), "inside"), "ltr")
            yield lead(f"#source-{one.number}", one.hint, circle + digits)
            y -= 2 * _RADIUS + 3
        left = len(column.moments) - _STACK
        if left > 0:
            letters = Letters(x, y + 4, f"+{left}", "tick")
            yield draw_letters(letters, self._words.direction)

    def _days(self, columns: Sequence[Column], wide: float, base: float) -> Iterator[str]:
        """The names of columns below them, as many as there is room for, the first and the last."""
        ends = (columns[0], columns[-1]) if len(columns) > 1 else (columns[0],)
        taken: list[tuple[float, float]] = []
        for column in (*ends, *columns[1:-1]):
            text = self._name(column)
            half = self._strip.letters * 0.31 * len(text) + 5
            middle = _EDGE + (column.at + 0.5) * wide
            middle = min(max(middle, half), self._strip.width - half)
            if all(abs(middle - other) >= half + reach for other, reach in taken):
                taken.append((middle, half))
                shown = run(text, self._words.direction)
                letters = Letters(self._turn(middle), base + 18, shown, "tick")
                yield draw_letters(letters, self._words.direction)

    def _name(self, column: Column) -> str:
        """A day, week, month or year as a reader tells it."""
        year, _, month = column.name.partition("-")
        if self._unit == "week":
            return self._words.phrase("week_of", self._day(column.name))
        if "-" in month:
            return self._day(column.name)
        return f"{self._words.table['month'][str(int(month))]} {year}" if month else year

    def _day(self, iso: str) -> str:
        return tell_day(self._words, date.fromisoformat(iso).toordinal())

    def _turn(self, at: float) -> float:
        return self._strip.width - at if self._words.direction == "rtl" else at


def _ordinal(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
