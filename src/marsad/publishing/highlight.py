"""A text with overlapping marks to nested, well-formed HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from marsad.publishing.parts import Parts
from marsad.publishing.visible import CONTROLS, LINE_END

# Deeper nesting than this is a broken text, and only makes the page grow with its square.
_DEEPEST = 12
# No run of digits is tried twice: five million of them must not take five million squared steps.
_LATIN_WORD = r"(?<![0-9])[0-9]*+[A-Za-z](?:[\w./:?&=%#'-]*[\w/])?"
_LATIN = re.compile(f"{_LATIN_WORD}(?:[.,]? {_LATIN_WORD})*", re.ASCII)
_ARABIC_WORD = r"[\u0620-\u06ff\u0750-\u077f]+"
_ARABIC = re.compile(f"{_ARABIC_WORD}(?:[ \u00a0]{_ARABIC_WORD})*")


class Mark(NamedTuple):
    """An element round ``text[start:end]``. Lower ranks stand outside; ``opening`` is its tag.

    ``again`` is its tag where it is opened anew behind a border: an id may stand only once.
    """

    rank: int
    start: int
    end: int
    opening: str
    tag: str = "span"
    again: str = ""


class Point(NamedTuple):
    """Markup put in at a position, after what ends there and before what begins there."""

    at: int
    markup: str


def isolate(text: str, direction: str) -> str:
    """Escaped text with every run of the other direction in ``<bdi>``, and controls shown."""
    pieces: list[str] = []
    read = 0
    for start, end in foreign_runs(text, direction):
        pieces += _escape(text[read:start]), f"<bdi>{_escape(text[start:end])}</bdi>"
        read = end
    pieces.append(_escape(text[read:]))
    return "".join(pieces)


def foreign_runs(text: str, direction: str) -> Iterator[tuple[int, int]]:
    """Where words of the other direction stand, each run from its first letter to its last."""
    yield from (hit.span() for hit in _foreign(direction).finditer(text))


def highlight(
    text: str, marks: Iterable[Mark], points: Iterable[Point], parts: Parts
) -> Iterator[str]:
    """The text as paragraphs with the marks as elements.

    A paragraph that is not in the language and direction of the whole says its own.

    At each border everything behind the first mark that changes is closed and opened again, so the
    elements nest whatever the marks do. Runs of the other direction stay whole (``<bdi>``).
    """
    runs = [
        Mark(0, *hit.span(), "<bdi>", "bdi")
        for part in parts
        for hit in _foreign(part.direction).finditer(text, part.start, part.end)
    ]
    sheet = _Sheet(text, [mark for mark in (*runs, *marks) if mark.start < mark.end], points)
    for start, end in lines_of(text):
        part = parts.at(start)
        own = part[2:] != parts.whole[2:]
        yield from sheet.paragraph(start, end, f" {part.attributes}" if own else "")
    yield from sheet.rest()


class _Sheet:
    """Walks over the text once, with the marks that are open at each place."""

    def __init__(self, text: str, marks: list[Mark], points: Iterable[Point]) -> None:
        self._text = text
        self._points = sorted(points)
        self._starts = sorted(marks, key=lambda mark: mark.start)
        self._borders = sorted(
            {
                *(mark.start for mark in marks),
                *(mark.end for mark in marks),
                *(point.at for point in self._points),
            }
        )
        self._active: list[tuple[int, int, int, Mark]] = []
        self._open: list[Mark] = []
        self._next_mark = self._next_point = 0
        self._begun: set[Mark] = set()

    def paragraph(self, start: int, end: int, attributes: str) -> Iterator[str]:
        first = bisect_left(self._borders, start + 1)
        last = bisect_left(self._borders, end)
        cuts = [start, *self._borders[first:last], end]
        yield f"<p{attributes}>"
        for left, right in pairwise(cuts):
            yield from self._turn_to(left)
            yield _escape(self._text[left:right])
        yield from self._close(0)
        yield from self._points_until(end)
        yield "</p>\n"

    def rest(self) -> Iterator[str]:
        """Points behind the last line that holds something."""
        yield from self._points_until(len(self._text))

    def _turn_to(self, at: int) -> Iterator[str]:
        """Closes and opens what changes at a position."""
        while self._next_mark < len(self._starts) and self._starts[self._next_mark].start <= at:
            mark = self._starts[self._next_mark]
            insort(self._active, (mark.rank, mark.start, -mark.end, mark))
            self._next_mark += 1
        self._active = [entry for entry in self._active if entry[3].end > at]
        wanted = [entry[3] for entry in self._active[:_DEEPEST]]
        same = 0
        while same < min(len(wanted), len(self._open)) and wanted[same] == self._open[same]:
            same += 1
        yield from self._close(same)
        yield from self._points_until(at)
        for mark in wanted[same:]:
            yield self._opening(mark)
        self._open = wanted

    def _opening(self, mark: Mark) -> str:
        if not mark.again:
            return mark.opening
        begun = mark in self._begun
        self._begun.add(mark)
        return mark.again if begun else mark.opening

    def _points_until(self, at: int) -> Iterator[str]:
        while self._next_point < len(self._points) and self._points[self._next_point].at <= at:
            yield self._points[self._next_point].markup
            self._next_point += 1

    def _close(self, depth: int) -> Iterator[str]:
        for mark in reversed(self._open[depth:]):
            yield f"</{mark.tag}>"
        self._open = self._open[:depth]


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold something."""
    start = 0
    for hit in (*LINE_END.finditer(text), None):
        end = len(text) if hit is None else hit.start()
        if text[start:end].strip():
            yield start, end
        start = end if hit is None else hit.end()


def _foreign(direction: str) -> re.Pattern[str]:
    return _LATIN if direction == "rtl" else _ARABIC


def _escape(text: str) -> str:
    """HTML for text: markup inert, controls shown by name in an isolate of their own."""
    if CONTROLS.search(text) is None:
        return escape(text)
    return CONTROLS.sub(_control, escape(text))


def _control(hit: re.Match[str]) -> str:
    return f'<bdi class="control">U+{ord(hit[0]):04X}</bdi>'
