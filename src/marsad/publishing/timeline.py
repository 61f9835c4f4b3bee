"""The days, months and years of a document in order, as a strip: days are dots, periods are bars.

Reports speak of last Tuesday and of 1975 in one breath, so distances shrink with their logarithm:
the order is right, the lengths are not to scale.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import log2
from typing import NamedTuple

from marsad.model import Analysis, Event, TimeType
from marsad.publishing.drawing import (
    Letters,
    draw_letters,
    draw_line,
    frame,
    link,
    measure,
    number,
    run,
    shorten,
)
from marsad.publishing.register import words_of
from marsad.publishing.visible import is_rtl
from marsad.publishing.words import Words

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T[\w:.+-]*)?)?)?",
    re.ASCII,
)
_MOST = 60  # entries of a strip; a chronicle has more, and the list beside the text has them all
_MOST_UNKNOWN = 30
_LANE, _TOP, _EDGE = 26.0, 34.0, 12.0
_ENOUGH = 0.6  # of the strip: a label that has less is cut or stands under its entry


class Strip(NamedTuple):
    """A size of the drawing."""

    style: str
    width: float
    letters: float


STRIPS = (
    Strip("strip widest", 1140, 14),
    Strip("strip middle", 720, 14),
    Strip("strip narrow", 340, 13),
)


class Period(NamedTuple):
    """From the first day to the last, as ordinals."""

    first: int
    last: int


class Entry(NamedTuple):
    """A time of the document: its value, what is told of it, and the row that tells it."""

    period: Period
    value: str
    told: tuple[str, ...]
    row: str
    event: bool


class Unknown(NamedTuple):
    """Words of the text that have no known date, with what they are."""

    kind: str
    words: str
    row: str


class Chronicle(NamedTuple):
    """The entries in order; the day of publication; what could not be dated."""

    entries: tuple[Entry, ...]
    published: Period | None
    unknown: tuple[Unknown, ...]
    left_out: int


def parse_value(value: str | None) -> Period | None:
    """The days of a TIMEX3 value: a day, week, month or year, or an interval between two.

    ``None`` for what is no such value, as a season or the present.
    """
    first, _, last = (value or "").partition("/")
    begin, end = _days(first), _days(last or first)
    if begin is None or end is None or end.last < begin.first:
        return None
    return Period(begin.first, end.last)


def build_chronicle(
    analysis: Analysis, events: Iterable[Event], anchor: str, words: Words
) -> Chronicle | None:
    """The events and the calendar expressions by their dates; ``None`` if nothing has a date."""
    text = analysis.document.text
    entries: dict[Period, Entry] = {}
    unknown: list[Unknown] = []
    for count, event in enumerate(events, 1):
        row, told = f"{anchor}-what{count}", words.table["event_type"][event.type.value]
        period = parse_value(event.date)
        if period is None:
            unknown.append(Unknown(told, words_of(text, event.span), row))
        else:
            _add(entries, Entry(period, event.date or "", (told,), row, True))
    for count, time in enumerate(analysis.times, 1):
        row, told = f"{anchor}-when{count}", words_of(text, time.span)
        period = parse_value(time.value) if time.type is TimeType.DATE else None
        if period is not None:
            _add(entries, Entry(period, time.value or "", (told,), row, False))
        elif time.value is None:
            unknown.append(Unknown(words.word["time"], told, row))
    if not entries:
        return None
    ordered = sorted(entries.values(), key=lambda entry: (entry.period.first, -entry.period.last))
    published = parse_value((analysis.document.published or "")[:10])
    left_out = max(0, len(ordered) - _MOST)
    return Chronicle(tuple(ordered[:_MOST]), published, tuple(unknown[:_MOST_UNKNOWN]), left_out)


def draw_timeline(chronicle: Chronicle, words: Words) -> Iterator[str]:
    """The strip for wide columns and for narrow ones; the style sheet shows one of them."""
    for strip in STRIPS:
        yield _Sheet(strip, chronicle, words).draw()


def _add(entries: dict[Period, Entry], new: Entry) -> None:
    """Of one time there is one entry; its events come before its words."""
    old = entries.setdefault(new.period, new)
    if old is new or new.told[0] in old.told:
        return
    if new.event == old.event:
        entries[new.period] = old._replace(told=(*old.told, *new.told))


def _days(value: str) -> Period | None:
    hit = _VALUE.fullmatch(value)
    if hit is None:
        return None
    year, week, month, day = (int(part) if part else None for part in hit.group(*_PARTS))
    try:
        if week is not None:
            monday = date.fromisocalendar(year or 0, week, 1)
            return Period(monday.toordinal(), (monday + timedelta(6)).toordinal())
        last_month = month or 12
        last_day = day or monthrange(year or 0, last_month)[1]
        begin = date(year or 0, month or 1, day or 1)
        return Period(begin.toordinal(), date(year or 0, last_month, last_day).toordinal())
    except (ValueError, OverflowError):
        return None


_PARTS = ("year", "week", "month", "day")


class _Placed(NamedTuple):
    """An entry on the strip, counted from where reading begins."""

    entry: Entry
    begin: float
    end: float
    label: str
    label_at: float
    side: str
    lane: int
    label_lane: int


class _Sheet:
    """Draws one strip. Positions run in the direction of reading, and are turned when drawn."""

    def __init__(self, strip: Strip, chronicle: Chronicle, words: Words) -> None:
        self._strip, self._words = strip, words
        self._chronicle = chronicle
        self._at = _scale(chronicle, strip.width - 2 * _EDGE)
        self._rtl = words.direction == "rtl"

    def draw(self) -> str:
        placed = list(self._pack(self._chronicle.entries))
        height = _TOP + _LANE * (1 + max(one.label_lane for one in placed)) + 8
        parts = [
            draw_line((self._x(0), _TOP - 8), (self._x(self._strip.width), _TOP - 8), "axis"),
            *self._published(height),
            *(self._guide(one) for one in placed),
            *(self._entry(one) for one in placed),
        ]
        return frame(self._strip.width, height, self._strip.style, self._words.direction, parts)

    def _pack(self, entries: Sequence[Entry]) -> Iterator[_Placed]:
        """Each entry in the first lane where it and its label find room."""
        lanes: list[float] = []
        for entry in entries:
            begin, end = self._at[entry.period.first], self._at[entry.period.last + 1]
            label, at, side = self._label(entry, begin, end)
            wide = measure(label, self._strip.letters)
            start = at - wide if side == "right" else at
            left, right = min(begin, start), max(end, start + wide) + 14
            tall = 2 if side == "under" else 1
            lanes += [0.0] * tall
            lane = next(n for n in range(len(lanes)) if max(lanes[n : n + tall]) <= left)
            lanes[lane : lane + tall] = [right] * tall
            yield _Placed(entry, begin, end, label, at, side, lane, lane + tall - 1)

    def _label(self, entry: Entry, begin: float, end: float) -> tuple[str, float, str]:
        """What stands at an entry, where, and on which side: behind it, before it or under it."""
        words = (run(told, "rtl" if is_rtl(told) else "ltr") for told in entry.told)
        told = " · ".join((run(entry.value, "ltr"), *words))
        size, edge = self._strip.letters, self._strip.width - _EDGE
        wide, after, before = measure(told, size), edge - end - 8, begin - 8 - _EDGE
        if after >= min(wide, self._strip.width * _ENOUGH):
            return shorten(told, after, size), end + 8, "left"
        if before >= min(wide, self._strip.width * _ENOUGH):
            return shorten(told, before, size), begin - 8, "right"
        return shorten(told, edge - _EDGE, size), max(_EDGE, min(begin, edge - wide)), "under"

    def _entry(self, one: _Placed) -> str:
        y = _TOP + _LANE * (one.lane + 0.5)
        style = "event" if one.entry.event else "when"
        if one.entry.period.first == one.entry.period.last:
            x = self._x((one.begin + one.end) / 2)
            shape = f'<circle class="{style}" cx="{number(x)}" cy="{number(y)}" r="5.5"/>'
        else:
            left = min(self._x(one.begin), self._x(one.end))
            shape = (
                f'<rect class="{style}" x="{number(left)}" y="{number(y - 5)}" rx="3" '
                f'width="{number(one.end - one.begin)}" height="10"/>'
            )
        turned = (one.side == "right") != self._rtl
        line = _TOP + _LANE * (one.label_lane + 0.5) + (5 if one.side != "under" else -1)
        side = "right" if turned else "left"
        letters = Letters(self._x(one.label_at), line, one.label, "label", side)
        hint = " · ".join((one.entry.value, *one.entry.told))
        return link(one.entry.row, hint, shape + draw_letters(letters, self._words.direction))

    def _guide(self, one: _Placed) -> str:
        x = self._x((one.begin + one.end) / 2)
        return draw_line((x, _TOP - 11), (x, _TOP + _LANE * (one.lane + 0.5)), "guide")

    def _published(self, height: float) -> Iterator[str]:
        """The day of publication: a line through all lanes, with its date above."""
        period = self._chronicle.published
        if period is None:
            return
        at = (self._at[period.first] + self._at[period.last + 1]) / 2
        day = date.fromordinal(period.first).isoformat()
        text = f"{self._words.word['published']} {run(day, 'ltr')}"
        half = measure(text, self._strip.letters) / 2
        x = self._x(at)
        middle = min(max(x, half + 2), self._strip.width - half - 2)
        yield draw_line((x, _TOP - 14), (x, height), "published")
        letters = Letters(middle, _TOP - 19, text, "day")
        yield draw_letters(letters, self._words.direction)

    def _x(self, at: float) -> float:
        return self._strip.width - at if self._rtl else at


def _scale(chronicle: Chronicle, width: float) -> dict[int, float]:
    """Where the borders of all periods stand: a gap counts as the logarithm of its days."""
    periods: Iterable[Period] = (entry.period for entry in chronicle.entries)
    if chronicle.published is not None:
        periods = (*periods, chronicle.published)
    borders = sorted({border for first, last in periods for border in (first, last + 1)})
    weights = [1 + log2(right - left) for left, right in pairwise(borders)]
    unit = width / sum(weights)
    at = {borders[0]: _EDGE}
    for (left, right), weight in zip(pairwise(borders), weights, strict=True):
        at[right] = at[left] + weight * unit
    return at
