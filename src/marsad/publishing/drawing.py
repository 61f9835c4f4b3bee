"""Lines, dots and letters of a drawing, as SVG that stands in the page and loads nothing.

Colours and strokes are classes of the page's style sheet: a drawing follows light, dark and print.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from marsad.publishing.visible import one_line

# Of the size of the letters: a letter or digit, a sign or space, a letter of a joined script, and
# what the last of these adds. Measured in Noto Sans, and taken rather too wide: fonts differ.
_LETTER, _SIGN, _JOINED, _TAIL = 0.62, 0.36, 0.48, 0.7
# Between two marks of one direction digits, hyphens and dots keep to it.
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
_TURNED = {"left": "end", "middle": "middle", "right": "start"}


class Box(NamedTuple):
    """A rectangle, in units of the drawing; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


LONGEST = 600  # letters that are measured: no line holds as many, and a hostile name may have more


class Letters(NamedTuple):
    """Words of a drawing: anchored at the left, the middle or the right, at ``y`` their line."""

    x: float
    y: float
    text: str
    style: str
    anchor: str = "middle"


def measure(text: str, size: float) -> float:
    """About how wide a text is."""
    joined = sum(unicodedata.bidirectional(char) == "AL" for char in text)
    signs = sum(unicodedata.category(char)[0] in "PZS" for char in text)
    letters = sum(char.isalnum() for char in text) - joined
    return size * (_JOINED * joined + _SIGN * signs + _LETTER * letters + _TAIL * bool(joined))


def run(text: str, direction: str) -> str:
    """The text on one line, running in a direction whatever letters stand round it."""
    mark = _MARKS[direction]
    return f"{mark}{one_line(text)}{mark}"


def shorten(text: str, room: float, size: float) -> str:
    """The text cut at a letter so that it fits, with an ellipsis where it was cut."""
    whole = one_line(text)
    shown = whole[:LONGEST]
    if shown == whole and measure(shown, size) <= room:
        return shown
    long = bisect_right(range(len(shown)), room, key=lambda n: measure(f"{shown[:n]}…", size)) - 1
    return f"{shown[: max(1, long)].rstrip()}…"


def number(value: float) -> str:
    """A coordinate of the drawing, as short as a tenth of a unit needs."""
    return f"{value:.1f}".removesuffix(".0")


def draw_letters(letters: Letters, direction: str) -> str:
    """Words, escaped; in a right-to-left drawing SVG counts anchors from the right."""
    anchors = _TURNED if direction == "rtl" else _ANCHORS
    return (
        f'<text x="{number(letters.x)}" y="{number(letters.y)}" class="{letters.style}" '
        f'text-anchor="{anchors[letters.anchor]}">{escape(one_line(letters.text))}</text>'
    )


def draw_dots(points: Iterable[tuple[float, float]], style: str) -> str:
    """Many equal dots as one path of round line ends, which is a tenth of as many circles."""
    path = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
    return f'<path class="{style}" d="{path}"/>' if path else ""


def draw_line(start: tuple[float, float], end: tuple[float, float], style: str) -> str:
    path = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
    return f'<path class="{style}" d="{path}"/>'


def link(target: str, hint: str, inside: str) -> str:
    """A part of the drawing that leads to a place in the page."""
    return lead(f"#{target}", hint, inside)


def lead(address: str, hint: str, inside: str) -> str:
    """A part of the drawing that leads to an address."""
    told = escape(one_line(hint))
    return f'<a href="{escape(address)}"><title>{told}</title>{inside}</a>'


def frame(width: float, height: float, style: str, direction: str, parts: Iterable[str]) -> str:
    """The drawing itself; it grows and shrinks with the column that it stands in."""
    return (
        f'<svg class="{style}" viewBox="0 0 {number(width)} {number(height)}" '
        f'direction="{direction}">{"".join(parts)}</svg>\n'
    )
