"""Glyphs to lines: marks put on their letters, baselines found, spaces where gaps are."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from marsad.intake.bidi import class_of
from marsad.intake.glyphs import MISSING, Glyph

# In shares of the size of the letters. A word space is 0.2 to 0.35. Letters of a word overlap or
# stand up to 0.13 apart (raised letters of Amiri in LibreOffice), so that the gaps count as spaces
# from 0.15 on only where a page has none written; where it has, as most do, a tab still counts.
_WORD_GAP, _TAB = 0.15, 0.4
# A page of words has a space for every 4 to 8 letters.
_SPACED = 0.05
# Glyphs painted one after the other from left to right stay so, whatever letters reach over their
# neighbours; a step aside begins another run.
_STEP, _BACK = 0.1, 0.02
# The piece of a baseline that stretches a word is 0.2 wide; it joins letters to those behind them.
_STRETCH = 0.27
_UNJOINED = frozenset("ءاأإآٱدذرزوؤةى")
# Columns of newspapers stand 1 to 2 apart. Spaces of justified lines in narrow columns get as wide,
# but not at the same place of five lines.
_COLUMN_GAP = 0.95
_ROWS, _REACH = 5, 9.0
# What such lines leave free in common, and how exactly the edges of a column agree.
_GUTTER, _EDGE = 0.6, 0.3
# As in running heads, with a name on one side and a date on the other.
_HUGE = 5.0
# Fewer rows than this agree by chance, where a page begins with loose lines.
_STRAIGHT = 3
_SAME_SIZE = 1.2
_FAR = 1e6
# Raised figures stand 0.35 to 0.5 over the line, the next line 1.0 under it.
_BASELINE = 0.3
_COMPOSED = frozenset("\u0653\u0654\u0655")


_Gap = tuple[float, float]


class Piece(NamedTuple):
    """Glyphs that stand side by side on one baseline, from left to right, spaces included."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float


def find_pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """The lines of a page, from top to bottom, parted where the gap may be one of columns."""
    spaces = sum(not glyph.text.strip() for glyph in glyphs)
    gap = _TAB if spaces > _SPACED * len(glyphs) else _WORD_GAP
    rows = [_Row.of(row) for row in _find_rows(_join_marks(glyphs))]
    rows = [row for row in rows if row.letters]
    pieces: list[Piece] = []
    for index in range(len(rows)):
        pieces += _part(rows, index, gap)
    return pieces


class _Row(NamedTuple):
    """The glyphs of one baseline, from left to right."""

    letters: list[Glyph]
    spaces: list[Glyph]
    gaps: list[_Gap]
    y: float
    size: float

    @staticmethod
    def of(glyphs: Sequence[Glyph]) -> _Row:
        ordered = _without_stretches(_from_left(glyphs))
        letters = [glyph for glyph in ordered if glyph.text.strip()]
        spaces = [glyph for glyph in ordered if not glyph.text.strip()]
        sized = letters or ordered
        y, size = median(glyph.y for glyph in sized), median(glyph.size for glyph in sized)
        gaps: list[_Gap] = []
        right = -_FAR
        for glyph in letters:
            if glyph.x0 - right > _GUTTER * size:
                gaps.append((right, glyph.x0))
            right = max(right, glyph.x1)
        return _Row(letters, spaces, [*gaps, (right, _FAR)], y, size)


def _marks_of(glyph: Glyph) -> str:
    """The vowel marks of a glyph that is nothing else.

    Some producers give a mark of no width the text of its letter too, which has its own glyph.
    """
    marks = "".join(filter(unicodedata.combining, glyph.text))
    return marks if marks == glyph.text or glyph.x1 - glyph.x0 < 0.01 * glyph.size else ""


def _from_left(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs from left to right; those of one run in the order in which they were painted."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.nth):
        last = runs[-1][-1] if runs else None
        step, back = _STEP * glyph.size, _BACK * glyph.size
        if last is not None and last.x0 - back <= glyph.x0 <= last.x1 + step:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs.sort(key=lambda run: (run[0].x0, run[0].x1))
    return [glyph for run in runs for glyph in run]


def _without_stretches(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without those that no font explains and that only stretch an Arabic word."""
    if not any(glyph.text == MISSING for glyph in glyphs):
        return glyphs
    known = [index for index, glyph in enumerate(glyphs) if glyph.text != MISSING]
    stretches: set[int] = set()
    for left, right in pairwise(known):
        between = glyphs[left + 1 : right]
        narrow = all(one.x1 - one.x0 < _STRETCH * one.size for one in between)
        if narrow and _joins(glyphs[right].text) and class_of(glyphs[left].text) == "R":
            stretches.update(range(left + 1, right))
    return [glyph for index, glyph in enumerate(glyphs) if index not in stretches]


def _joins(text: str) -> bool:
    """Whether an Arabic letter is written together with the one behind it."""
    last = next((c for c in reversed(text) if not unicodedata.combining(c)), "")
    return class_of(text) == "R" and last not in _UNJOINED


def _join_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Every mark behind the letter under or over it, which is painted before or after it."""
    letters: list[Glyph] = []
    waiting: list[str] = []
    for glyph in glyphs:
        marks = _marks_of(glyph)
        if marks:
            waiting.append(marks)
            continue
        if waiting:
            glyph = _settle(waiting, letters, glyph)
            waiting = []
        letters.append(glyph)
    if waiting and letters:
        letters[-1] = _put(letters[-1], waiting)
    return letters


def _settle(marks: list[str], letters: list[Glyph], coming: Glyph) -> Glyph:
    """Gives marks to the letter painted before them, or to the one after them, which is returned.

    Where a line is painted as it looks, marks of Arabic come before their letter; where it is
    painted as it is read, behind it.
    """
    last = letters[-1] if letters else None
    if last is None or not _bears(last):
        return _put(coming, marks[::-1])
    if _bears(coming) and class_of(coming.text) == "R" and coming.x0 >= last.x0:
        return _put(coming, marks[::-1])
    letters[-1] = _put(last, marks)
    return coming


def _bears(glyph: Glyph) -> bool:
    return class_of(glyph.text) in "RL"


def _put(letter: Glyph, marks: Sequence[str]) -> Glyph:
    new = "".join(mark for mark in marks if mark not in letter.text)
    return letter._replace(text=_compose(letter.text + new))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text) if _COMPOSED.intersection(text) else text


def _find_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, from top to bottom; raised and lowered ones with their line."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if rows and rows[-1][0].y - glyph.y < _BASELINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return _lower_raised(rows)


def _lower_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """A few small glyphs just over a line are part of it: figures of notes, ordinal endings."""
    kept: list[list[Glyph]] = []
    for row in rows:
        if kept and _is_raised(kept[-1], row):
            row = row + kept.pop()
        kept.append(row)
    return kept


def _is_raised(above: list[Glyph], row: list[Glyph]) -> bool:
    size = median(glyph.size for glyph in row)
    small = all(glyph.size < 0.85 * size for glyph in above)
    return len(above) <= 6 and small and above[0].y - row[0].y < 0.6 * size


def _part(rows: Sequence[_Row], index: int, gap: float) -> list[Piece]:
    """A row parted at the gaps between columns, with spaces at narrow gaps."""
    row = rows[index]
    starts = [0]
    right = row.letters[0].x1
    for at, glyph in enumerate(row.letters[1:], 1):
        wide = glyph.x0 - right > _COLUMN_GAP * row.size
        if wide and _goes_on(rows, index, right, glyph.x0):
            starts.append(at)
        right = max(right, glyph.x1)
    return [
        _piece(row.letters[start:end], row.spaces, gap * row.size, row.y)
        for start, end in pairwise([*starts, len(row.letters)])
    ]


def _goes_on(rows: Sequence[_Row], index: int, left: float, right: float) -> bool:
    """Whether a gap goes on above or under its row, with an edge in common: it parts columns.

    Elsewhere it is a wide space of one justified line, unless it is wider than those can be.
    """
    row = rows[index]
    if right - left > _HUGE * row.size:
        return True
    above = _beside(row, rows[max(index - _ROWS, 0) : index])
    under = _beside(row, rows[index + 1 : index + 1 + _ROWS])
    run, gutters = [row], [(left, right)]
    whole = False
    for side in (above[::-1], under):
        open_to = len(run)
        for one in side:
            narrower = _narrow(gutters, one, row.size)
            if not narrower:
                break
            gutters = narrower
            run.append(one)
        whole = whole or 0 < len(side) == len(run) - open_to
    return whole and any(_is_straight(run, gutter, _EDGE * row.size) for gutter in gutters)


def _beside(row: _Row, rows: Sequence[_Row]) -> list[_Row]:
    """The rows of these that are near and in letters of the same size."""
    near = [one for one in rows if abs(one.y - row.y) < _REACH * row.size]
    return [one for one in near if max(one.size, row.size) < _SAME_SIZE * min(one.size, row.size)]


def _narrow(gutters: list[_Gap], row: _Row, size: float) -> list[_Gap]:
    """What one more row leaves free of gutters."""
    common = ((max(a, c), min(b, d)) for a, b in gutters for c, d in row.gaps)
    return [(left, right) for left, right in common if right - left > _GUTTER * size]


def _is_straight(rows: Sequence[_Row], gutter: _Gap, edge: float) -> bool:
    left, right = gutter
    edges = [(a, b) for row in rows for a, b in row.gaps if a <= left and b >= right]
    lined = sum(left - a < edge for a, _ in edges), sum(b - right < edge for _, b in edges)
    return max(lined) >= max(_STRAIGHT, len(rows) / 2)


def _piece(letters: list[Glyph], spaces: list[Glyph], gap: float, y: float) -> Piece:
    x0, x1 = min(g.x0 for g in letters), max(g.x1 for g in letters)
    inside = [space for space in spaces if x0 < (space.x0 + space.x1) / 2 < x1]
    size = median(glyph.size for glyph in letters)
    return Piece(tuple(_with_gaps(_from_left([*letters, *inside]), gap)), x0, x1, y, size)


def _with_gaps(glyphs: list[Glyph], gap: float) -> list[Glyph]:
    """A space wherever two glyphs stand apart and none is written; never two of them."""
    out: list[Glyph] = []
    right = glyphs[0].x0
    for glyph in glyphs:
        blank = not glyph.text.strip()
        spaced = not out or not out[-1].text.strip()
        if not blank and not spaced and glyph.x0 - right > gap:
            out.append(glyph._replace(text=" ", x0=right, x1=glyph.x0, told=False))
        if not blank or not spaced:
            out.append(glyph._replace(text=" ") if blank else glyph)
        right = max(right, glyph.x1)
    return out
