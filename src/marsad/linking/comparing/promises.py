"""Promises: what two candidates have in common at first sight, weighed before they are compared.

What a pair promises is the sum that `marsad.linking.comparing.compare` makes, but for what takes
long to find: kindred concepts, letters that lean on words. Of all pairs in four annotated stories
that would be joined or parted, 1 in 22 shares too little or promises too little to be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.linking.comparing.candidates import WINDOW
from marsad.linking.comparing.likeness import COUNTING, Compared
from marsad.linking.nouns import Statement

PROMISE = 2.9  # a pair that promises less is not compared
WEIGHTS = {  # those of `marsad.linking.comparing.compare`; a test holds them together
    "shared": 4.3,
    "contained": 1.1,
    "mass": 1.0,
    "lent": 3.8,
    "numbers": 1.1,
    "voice": 0.9,
    "both_negative": 1.3,
    "days": -0.6,
    "head": 0.3,
}
_SHARED, _HELD, _MASS, _LENT, _NUMBERS, _VOICE, _NEGATIVE, _DAYS, _HEAD = WEIGHTS.values()
_WHOLE = 400  # hundredths of weight that are as good as more
_ACT, _SAYS, _NOT, _COUNTS = 1, 2, 4, 8  # sorts of marks
_BESIDE = tuple(
    _HEAD * bool(sorts & _ACT)
    + _VOICE * bool(sorts & _SAYS)
    + (_NUMBERS * bool(sorts & _COUNTS) + _NEGATIVE * bool(sorts & _NOT))
    for sorts in range(16)
)
_STEP, _SIZES = 16, 256  # hundredths of weight that make a size, and how many sizes there are

NAMES = "anp"  # classes of the terms that surroundings lend

Mark = tuple[int, str]


class Glimpse(NamedTuple):
    """As much of a statement as is looked at before it is compared."""

    terms: Mapping[str, int]
    around: Mapping[str, int]
    head: tuple[str, ...]
    voice: tuple[str, ...]
    negative: bool
    day: int | None


class Seen:
    """A statement with what is looked at before it is compared, found once.

    ``marks`` are its numbers, acts and voices, and that it is negative, each with its sort.
    """

    __slots__ = ("around", "day", "marks", "names", "terms", "whole")

    def __init__(self, one: Glimpse | Statement) -> None:
        terms = one.terms
        self.terms = terms
        self.around = one.around
        self.day = one.day
        self.whole = sum(terms.values())
        self.names = frozenset([term for term in terms if term[0] in NAMES])
        marks = [(_COUNTS, term) for term in terms if term[0] in COUNTING]
        marks += [(_ACT, term) for term in one.head]
        marks += [(_SAYS, term) for term in one.voice]
        if one.negative:
            marks.append((_NOT, ""))
        self.marks: frozenset[Mark] = frozenset(marks)


class Held(Seen):
    """A statement that is there as a whole, with what it is looked up and compared by."""

    __slots__ = ("_compared", "statement")

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement)
        self.statement = statement
        self._compared: Compared | None = None

    @property
    def compared(self) -> Compared:
        """The statement with what each comparison asks of it."""
        if self._compared is None:
            self._compared = Compared(self.statement)
        return self._compared


class Pair(NamedTuple):
    """What two statements have in common at first sight.

    ``twice`` is the weight in both of the terms that both have, ``lent`` that of the names that
    only the surroundings of the other have, ``sorts`` are those of their common marks; ``wholes``
    and ``days`` are the weights of all terms and the days of both.
    """

    twice: int
    lent: int
    sorts: int
    wholes: tuple[int, int]
    days: tuple[int | None, int | None]


def promises(pair: Pair) -> bool:
    """Whether a pair promises enough to be compared."""
    twice, lent, sorts, (one, other), (ours, theirs) = pair
    told = (_SHARED * twice + _LENT * lent) / (one + other or 1)
    half, lighter = twice / 2, min(one, other) or 1
    told += _HELD * (half / lighter if half < lighter else 1.0)
    told += _MASS * (half / _WHOLE if half < _WHOLE else 1.0)
    beside = _BESIDE[sorts]
    if ours and theirs and ours != theirs:
        beside += _DAYS * abs(ours - theirs) / WINDOW
    return told + beside >= PROMISE


def pair_of(one: Seen, other: Seen) -> Pair:
    """What two statements have in common at first sight."""
    ours, theirs = one.terms, other.terms
    twice = sum([ours[term] + theirs[term] for term in ours.keys() & theirs.keys()])
    sorts = 0
    if not one.marks.isdisjoint(other.marks):
        for sort, _ in one.marks & other.marks:
            sorts |= sort
    return Pair(
        twice,
        _lent(one, other) + _lent(other, one),
        sorts,
        (one.whole, other.whole),
        (one.day, other.day),
    )


def _lent(one: Seen, other: Seen) -> int:
    around, theirs = other.around, other.terms
    if one.names.isdisjoint(around):
        return 0
    return sum([one.terms[term] for term in one.names if term in around and term not in theirs])


def size_of(whole: int) -> int:
    """A statement's weight in steps, for ``least_twice``."""
    return min(_SIZES - 1, int(whole) // _STEP)


@cache
def least_twice(size: int) -> npt.NDArray[np.float64]:
    """What a statement of a size shares at least with another to promise enough.

    That is ``twice`` and ``lent`` together, by the sorts of common marks (rows) and the other's
    size (columns). It grows with the size.
    """
    one, other = size * _STEP or 1, np.maximum(1, np.arange(_SIZES) * _STEP)
    each = _SHARED / (one + other) + _HELD / (2 * np.minimum(one, other)) + _MASS / (2 * _WHOLE)
    beside = np.array(_BESIDE)[:, np.newaxis]
    return (PROMISE - beside) / each - 1  # a hundredth less, for what rounding takes
