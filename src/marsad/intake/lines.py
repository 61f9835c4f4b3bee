"""Glyphs to lines: marks put on their letters, baselines found, spaces where gaps are."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from marsad.intake.glyphs import Glyph

# In shares of the size of the letters. A word space is 0.2 to 0.35; letters of a word overlap or
# stand 0.05 apart at most, also in spaced type.
_WORD_GAP = 0.13
# Columns of newspapers stand 1 to 2 apart; the spaces of a justified line seldom reach 0.9, and
# pieces parted wrongly come together again because they stand on one baseline.
_COLUMN_GAP = 0.95
# Raised figures stand 0.35 to 0.5 over the line, the next line 1.0 under it.
_BASELINE = 0.3
_COMPOSED = frozenset("\u0653\u0654\u0655")


class Piece(NamedTuple):
    """Glyphs that stand side by side on one baseline, from left to right, spaces included."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float


def find_pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """The lines of a page, from top to bottom, parted where the gap may be one of columns."""
    pieces: list[Piece] = []
    for row in _find_rows(_join_marks(glyphs)):
        pieces += _part(row)
    return pieces


def is_mark(text: str) -> bool:
    """Whether a text is vowel marks alone."""
    return bool(text) and all(unicodedata.combining(character) for character in text)


def _join_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Every mark behind the letter under or over it, which is painted before or after it."""
    letters: list[Glyph] = []
    waiting: list[Glyph] = []
    for glyph in glyphs:
        if is_mark(glyph.text):
            waiting.append(glyph)
            continue
        if waiting:
            glyph = _settle(waiting, letters, glyph)
            waiting = []
        letters.append(glyph)
    if waiting:
        _settle(waiting, letters, None)
    return letters


def _settle(marks: Sequence[Glyph], letters: list[Glyph], coming: Glyph | None) -> Glyph:
    """Gives marks to the letter painted before them or to the one painted after them."""
    before: list[str] = []
    after: list[str] = []
    last = letters[-1] if letters else None
    for mark in marks:
        if _distance(mark, coming) <= _distance(mark, last):
            after.insert(0, mark.text)
        else:
            before.append(mark.text)
    if last is not None and before:
        letters[-1] = last._replace(text=_compose(last.text + "".join(before)))
    if coming is None:
        return marks[-1]
    return coming._replace(text=_compose(coming.text + "".join(after))) if after else coming


def _distance(mark: Glyph, letter: Glyph | None) -> float:
    if letter is None or not letter.text[-1:].strip():
        return float("inf")
    middle = (mark.x0 + mark.x1) / 2
    aside = max(letter.x0 - middle, middle - letter.x1, 0)
    return aside if abs(mark.y - letter.y) < 1.5 * letter.size else float("inf")


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


def _part(row: list[Glyph]) -> list[Piece]:
    """A row from left to right, parted at wide gaps, with spaces at narrow ones."""
    row = sorted(row, key=lambda glyph: (glyph.x0, glyph.x1))
    filled = [glyph for glyph in row if glyph.text.strip()]
    if not filled:
        return []
    size = median(glyph.size for glyph in filled)
    y = median(glyph.y for glyph in filled)
    starts = [0]
    right = filled[0].x1
    for index, glyph in enumerate(filled[1:], 1):
        if glyph.x0 - right > _COLUMN_GAP * size:
            starts.append(index)
        right = max(right, glyph.x1)
    spaces = [glyph for glyph in row if not glyph.text.strip()]
    return [
        _piece(filled[start:end], spaces, y, size)
        for start, end in pairwise([*starts, len(filled)])
    ]


def _piece(letters: list[Glyph], spaces: list[Glyph], y: float, size: float) -> Piece:
    x0, x1 = min(g.x0 for g in letters), max(g.x1 for g in letters)
    inside = [space for space in spaces if x0 < (space.x0 + space.x1) / 2 < x1]
    # A space and the letter that begins where it ends: the space first, whatever rounding says.
    ordered = sorted([*letters, *inside], key=lambda g: (g.x0, g.x1))
    return Piece(tuple(_with_gaps(ordered, size)), x0, x1, y, size)


def _with_gaps(glyphs: list[Glyph], size: float) -> list[Glyph]:
    """A space wherever two glyphs stand apart and none is written; never two of them."""
    out: list[Glyph] = []
    right = glyphs[0].x0
    for glyph in glyphs:
        blank = not glyph.text.strip()
        spaced = not out or not out[-1].text.strip()
        if blank and spaced:
            right = max(right, glyph.x1)
            continue
        if not blank and not spaced and glyph.x0 - right > _WORD_GAP * size:
            out.append(Glyph(" ", right, glyph.x0, glyph.y, size, False))
        out.append(glyph._replace(text=" ") if blank else glyph)
        right = max(right, glyph.x1)
    return out
