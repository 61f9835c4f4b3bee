"""Lines to paragraphs: a sentence is not cut by the end of a line, a column or a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# In shares of the size of the letters: beside a word that would have fitted.
_ROOM = 0.6
# A first line is set in by 1 to 3; lines of one edge differ by less, centred ones by more.
_INDENT, _CENTRED = 0.8, 6.0
# Between lines of one paragraph gaps are equal; what people set between paragraphs is 1.2 or more.
_GAP = 1.15
_SIZE = 1.15
_ENDERS = frozenset(".!?؟…:؛۔")
_CLOSERS = "\"'”’»)]} "
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
_BULLET = re.compile(r"[•◦▪‣●○■□–—*·-]\s|\(?\d{1,3}[.)]\s")


class Line(NamedTuple):
    """A line as it is read. Lengths are points; ``start`` and ``end`` are the distances of its
    first and last letter from the edges of its column, ``first`` is the width of its first word.

    ``column`` counts columns through the document; ``under``: it stands on the same page, under
    the line before.
    """

    text: str
    size: float
    y: float
    start: float
    end: float
    first: float
    column: int
    under: bool


def join_lines(lines: Sequence[Line]) -> list[tuple[str, float]]:
    """The paragraphs of a document, each with the size of its letters in points."""
    if not lines:
        return []
    usual = _usual_gaps(lines)
    words = _Words(lines)
    paragraphs: list[tuple[str, float]] = []
    text = lines[0].text
    sizes = [lines[0].size]
    for before, line in pairwise(lines):
        if _breaks(before, line, usual.get(line.column)):
            paragraphs.append((text, median(sizes)))
            text, sizes = line.text, []
        else:
            text = words.join(text, line.text)
        sizes.append(line.size)
    paragraphs.append((text, median(sizes)))
    return paragraphs


def _usual_gaps(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance between lines of each column: that of its closest half."""
    gaps: dict[int, list[float]] = {}
    for before, line in pairwise(lines):
        if before.column == line.column:
            gaps.setdefault(line.column, []).append(before.y - line.y)
    return {column: median(sorted(found)[: len(found) // 2 + 1]) for column, found in gaps.items()}


def _breaks(before: Line, line: Line, usual: float | None) -> bool:
    """Whether a line begins a paragraph."""
    if max(line.size, before.size) > _SIZE * min(line.size, before.size):
        return True
    if _BULLET.match(line.text):
        return True
    fitted = before.end > line.first + _ROOM * line.size
    if before.column != line.column:
        return line.under or fitted or _is_complete(before.text)
    if usual is not None and before.y - line.y > _GAP * usual:
        return True
    return fitted or _INDENT < (line.start - before.start) / line.size < _CENTRED


def _is_complete(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in _ENDERS


class _Words:
    """The words of a document, which tell whether a hyphen at the end of a line belongs there."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words = {
            word.strip(".,;:()\"'“”").lower() for line in lines for word in line.text.split()
        }

    def join(self, text: str, line: str) -> str:
        if _HYPHEN.search(text) is None or not line[:1].isalnum():
            return f"{text} {line}"
        if not line[:1].islower():
            return text + line
        left, right = text.split()[-1][:-1], line.split()[0].strip(".,;:()\"'“”")
        if f"{left}-{right}".lower() in self._words and left + right not in self._words:
            return text[:-1] + "-" + line
        return text[:-1] + line
