"""Lines in which two directions of writing meet, for what is printed and not shown in a browser.

Isolates of Unicode (UAX 9) keep names, addresses and quotations of the other direction whole. On
paper, marks of direction tell what takes words out of a PDF where a number or a sign ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from marsad.publishing.highlight import foreign_runs
from marsad.publishing.reports.quotations import quotations
from marsad.publishing.visible import one_line
from marsad.publishing.words import direction_of

_OPEN = {"ltr": "\u2066", "rtl": "\u2067"}
_CLOSE = "\u2069"
_SIDES = {mark: side for side, mark in _OPEN.items()}
_PARTS = re.compile("([\u2066\u2067\u2069])")
_MARK = "\u200f"  # the right-to-left mark: a letter of Arabic that is not seen
_WEAK = frozenset({"EN", "AN", "ES", "ET", "CS", "L"})  # what programs take for left to right
_PARTING = "\u061c"  # the Arabic letter mark: another, by which a vowel mark stands for itself
_VOWELS = re.compile("[\u064b-\u0652\u0670]+")
_WHOLE = re.compile(  # a number, letters, vowel marks, a sign
    rf"\d+(?:[.,:/\u066b\u066c]\d+)*|[^\W\d_]+|{_VOWELS.pattern}|."
)


class Stretch(NamedTuple):
    """Letters of one direction, and the isolates round parts of another direction among them."""

    text: str
    direction: str


def isolate(text: str, direction: str) -> str:
    """A part that keeps its own direction whatever stands round it."""
    return f"{_OPEN[direction]}{text}{_CLOSE}"


def lay(text: str, direction: str) -> str:
    """A line of a report: quotations and foreign names keep their own direction.

    Controls of the text itself are named and work no more, so that all isolates are ours.
    """
    line, pieces, read = one_line(text), [], 0
    for start, end in dict.fromkeys(span for span, _ in quotations(line)):
        quoted = line[start + 1 : end - 1]
        side = direction_of(None, quoted)
        pieces.append(_names(line[read : start + 1], direction))
        inside = _names(quoted, side)
        pieces.append(inside if side == direction else isolate(inside, side))
        read = end - 1
    return "".join((*pieces, _names(line[read:], direction)))


def lay_part(text: str, lang: str | None = None) -> str:
    """A name, a title or a passage as a whole, in the direction of its own language."""
    line = one_line(text)
    side = direction_of(lang, line)
    return isolate(_names(line, side), side)


def stretches(laid: str, direction: str) -> Iterator[Stretch]:
    """A laid line in parts of one direction each; isolates stand with what is round them.

    An isolate inside its own direction is left out: writers of text set them with gaps.
    """
    within, held = [direction], ""
    for part in _PARTS.split(laid):
        if part in _SIDES:
            within.append(_SIDES[part])
            if within[-1] != within[-2]:
                yield from _some(held + part, within[-2])
                held = ""
        elif part == _CLOSE and len(within) > 1:
            if within.pop() != within[-1]:
                yield from _some(held, _other(within[-1]))
                held = part
        else:
            held += part
    yield from _some(held, within[-1])


def mark(laid: str, direction: str) -> str:
    """A laid line with a mark behind each number, sign and foreign part among Arabic letters.

    A PDF holds letters where they are seen. Programs that take the words out of it again guess
    their order, and take a number, with what stands round it up to the next letter, for one part
    from left to right: *35 killed* comes out with its space on the wrong side, and a foreign name
    before a number behind it. A mark ends that part, and changes nothing that is seen. Letters and
    vowel marks of one place they take from left to right, too, so a mark stands between them.
    """
    within, pieces = [direction], []
    for part in _PARTS.split(laid):
        if part in _SIDES:
            within.append(_SIDES[part])
        elif part == _CLOSE and len(within) > 1:
            ended = within.pop()
            part += _MARK if (ended, within[-1]) == ("ltr", "rtl") else ""
        elif within[-1] == "rtl":
            part = "".join(_marked(part))
        pieces.append(part)
    return "".join(pieces)


def _marked(text: str) -> Iterator[str]:
    for part in _WHOLE.findall(text):
        if _VOWELS.fullmatch(part):
            yield _PARTING + part
            continue
        weak = unicodedata.bidirectional(part[0]) in _WEAK and not part.isspace()
        yield part + (_MARK if weak else "")


def _other(direction: str) -> str:
    return "ltr" if direction == "rtl" else "rtl"


def _some(text: str, direction: str) -> Iterator[Stretch]:
    if text:
        yield Stretch(text, direction)


def _names(text: str, direction: str) -> str:
    """Each run of letters of the other direction as a part of its own."""
    pieces: list[str] = []
    read = 0
    for start, end in foreign_runs(text, direction):
        pieces += text[read:start], isolate(text[start:end], _other(direction))
        read = end
    return "".join((*pieces, text[read:]))
