"""Lines in which two directions of writing meet, for what is printed and not shown in a browser.

Isolates of Unicode (UAX 9) keep names, addresses and quotations of the other direction whole.
"""

from __future__ import annotations

import re
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


class Stretch(NamedTuple):
    """Letters of one direction; ``text`` holds the isolates that stand round it as well."""

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
        pieces.append(isolate(_names(quoted, side), side))
        read = end - 1
    return "".join((*pieces, _names(line[read:], direction)))


def lay_part(text: str, lang: str | None = None) -> str:
    """A name, a title or a passage as a whole, in the direction of its own language."""
    line = one_line(text)
    side = direction_of(lang, line)
    return isolate(_names(line, side), side)


def stretches(laid: str, direction: str) -> Iterator[Stretch]:
    """A laid line in parts of one direction each."""
    within = [direction]
    held = ""
    for part in _PARTS.split(laid):
        if part in _SIDES:
            held += part
            within.append(_SIDES[part])
        elif part == _CLOSE:
            held += part
            if len(within) > 1:
                yield Stretch(held, within.pop())
                held = ""
        elif part:
            yield Stretch(held + part, within[-1])
            held = ""
    if held:
        yield Stretch(held, within[-1])


def _names(text: str, direction: str) -> str:
    """Each run of letters of the other direction as a part of its own."""
    other = "ltr" if direction == "rtl" else "rtl"
    pieces, read = [], 0
    for start, end in foreign_runs(text, direction):
        pieces += text[read:start], isolate(text[start:end], other)
        read = end
    return "".join((*pieces, text[read:]))
