"""Lines as they look, back to lines as they are read (the way back of Unicode Annex 9).

A line comes as pieces from left to right, as they stand on the page. What is read from right to
left is turned round; numbers and words in Latin letters inside it keep their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# By the classes of Annex 9: letters of either direction, digits of Europe and of the Arabs, signs
# that stand inside a number, and all the rest.
_RIGHT, _LEFT, _EUROPEAN, _ARABIC, _COMMON, _NEUTRAL = "RLEACN"
_CLASSES = {
    "R": _RIGHT,
    "AL": _RIGHT,
    "L": _LEFT,
    "EN": _EUROPEAN,
    "AN": _ARABIC,
    "CS": _COMMON,
}
_PERCENT = frozenset("%٪‰")
_OPENING = "([{«‹<"
_CLOSING = ")]}»›>"
PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))
MIRRORED = PAIRS | {close: open for open, close in PAIRS.items()}


class Read(NamedTuple):
    """A piece in the order of reading: where it stands in the line as it looks.

    ``turned``: it stands in a stretch read from right to left, where brackets look mirrored.
    """

    at: int
    turned: bool


def class_of(text: str) -> str:
    """The class of a piece: that of its first letter or digit."""
    return next((c for c in map(_class, text) if c not in (_NEUTRAL, _COMMON)), _class(text[:1]))


@lru_cache(maxsize=4096)
def _class(character: str) -> str:
    return _CLASSES.get(unicodedata.bidirectional(character), _NEUTRAL) if character else _NEUTRAL


def is_rightward(classes: Sequence[str]) -> bool:
    """Whether more pieces of these classes read from left to right than from right to left."""
    return classes.count(_LEFT) >= classes.count(_RIGHT)


def order_line(pieces: Sequence[str], *, from_right: bool) -> list[Read]:
    """The pieces of a line, given from left to right, in the order in which they are read.

    ``from_right``: the paragraph reads from right to left.
    """
    classes = [class_of(piece) for piece in pieces]
    if from_right:
        return _read_leftward(pieces, classes, 0, len(pieces))
    read: list[Read] = []
    at = 0
    while at < len(pieces):
        end = _right_stretch(classes, at)
        if end > at:
            read += _read_leftward(pieces, classes, at, end)
        else:
            read.append(Read(at, False))
            end = at + 1
        at = end
    return read


def _right_stretch(classes: Sequence[str], start: int) -> int:
    """The end of the stretch from a letter of the right to the last one before a Latin letter."""
    end = start
    if classes[start] != _RIGHT:
        return start
    for at in range(start, len(classes)):
        if classes[at] == _LEFT:
            break
        if classes[at] in (_RIGHT, _ARABIC):
            end = at + 1
    return end


def _read_leftward(
    pieces: Sequence[str], classes: Sequence[str], start: int, end: int
) -> list[Read]:
    """A stretch that reads from right to left."""
    runs = _find_runs(pieces, classes, start, end)
    read: list[Read] = []
    at = end - 1
    while at >= start:
        first = runs.get(at)
        if first is None:
            read.append(Read(at, True))
            at -= 1
        else:
            read += [Read(index, False) for index in range(first, at + 1)]
            at = first - 1
    return read


def _find_runs(
    pieces: Sequence[str], classes: Sequence[str], start: int, end: int
) -> dict[int, int]:
    """The runs that keep their order: last piece to first piece."""
    runs: dict[int, int] = {}
    at = start
    while at < end:
        last = _latin_run(pieces, classes, at, end)
        if last < at:
            last = _number(pieces, classes, at, end)
        if at == 0 and _is_parted(pieces, classes, last):
            last += 1
        if last > at:
            runs[last] = at
        at = max(last, at) + 1
    return runs


def _is_parted(pieces: Sequence[str], classes: Sequence[str], last: int) -> bool:
    """Whether a run ends in a word that the end of the line parts behind its hyphen."""
    behind = "".join(pieces[last + 1 : last + 3])
    return classes[last] == _LEFT and behind[:1] == "-" and class_of(behind[1:]) == _NEUTRAL


def _latin_run(pieces: Sequence[str], classes: Sequence[str], start: int, end: int) -> int:
    """The last piece of the run of Latin words and their numbers that begins here, or before it.

    A bracket that closes nothing belongs to the Arabic around, and ends the run.
    """
    last, latin = start - 1, False
    open_brackets: list[str] = []
    balanced = True
    if classes[start] not in (_LEFT, _EUROPEAN):
        return last
    for at in range(start, end):
        if classes[at] in (_RIGHT, _ARABIC) or not _balance(pieces[at], open_brackets):
            break
        balanced = not open_brackets
        latin = latin or classes[at] == _LEFT
        if balanced and (classes[at] in (_LEFT, _EUROPEAN) or pieces[at] in _CLOSING):
            last = at
    if not latin:
        return start - 1
    return _before_opening(pieces, classes, start, end) if last < start else last


def _before_opening(pieces: Sequence[str], classes: Sequence[str], start: int, end: int) -> int:
    """The last letter or digit before the first bracket."""
    last = start - 1
    for at in range(start, end):
        if pieces[at] in MIRRORED:
            break
        if classes[at] in (_LEFT, _EUROPEAN):
            last = at
    return last


def _balance(piece: str, open_brackets: list[str]) -> bool:
    """Takes note of a bracket; false if it closes what was not opened."""
    if piece in PAIRS:
        open_brackets.append(PAIRS[piece])
    elif piece in MIRRORED:
        if not open_brackets or open_brackets[-1] != piece:
            return False
        open_brackets.pop()
    return True


def _number(pieces: Sequence[str], classes: Sequence[str], start: int, end: int) -> int:
    """The last piece of the number that begins here (``12.5``, ``8/6/2017``), or before it."""
    kind = classes[start]
    if kind not in (_EUROPEAN, _ARABIC):
        return start - 1
    last = start
    while last + 1 < end:
        if classes[last + 1] == kind:
            last += 1
        elif last + 2 < end and classes[last + 1] == _COMMON and classes[last + 2] == kind:
            last += 2
        else:
            break
    follows = pieces[last + 1] if last + 1 < end else ""
    return last + 1 if follows in _PERCENT and follows else last
