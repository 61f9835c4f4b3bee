"""Statements in memory by day and listed term, as long as what comes may be near them.

Two statements are compared where both of these hold, whatever else there is: they share enough
under listed terms (`worth_comparing`), and what they have in common promises enough
(`marsad.linking.comparing.promises`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.linking.comparing.candidates import (
    UNDATED,
    WINDOW,
    listed_terms,
    near_days,
    worth_comparing,
)
from marsad.linking.comparing.promises import (
    NAMES,
    Held,
    Mark,
    Pair,
    least_twice,
    promises,
    size_of,
)
from marsad.linking.nouns import Statement

Numbers = npt.NDArray[Any]
_INT = "i"  # the same as `numpy.intc`


class _Posting(NamedTuple):
    """The numbers of the statements that have a term, and its weights in them."""

    numbers: array[int]
    weights: array[int]


class Listed(NamedTuple):
    """A statement with what it is looked up by; ``key`` is any number that it alone has, and
    ``weights`` are those of its listed terms."""

    key: int
    held: Held
    weights: Mapping[str, int]

    @property
    def statement(self) -> Statement:
        return self.held.statement

    @property
    def day(self) -> int:
        return self.held.statement.day or UNDATED


def list_one(key: int, statement: Statement) -> Listed:
    """A statement with what it is looked up by."""
    return Listed(key, Held(statement), listed_terms(statement))


def place(statement: Statement) -> tuple[int, str, int, str]:
    """Where a statement stands in time: by day of publication, document and place in it."""
    return statement.day or 0, statement.document, statement.content[0].start, statement.id


def may_be_near(one: Listed, other: Listed) -> bool:
    """Whether two statements are candidates: what `Window` finds, told of a pair."""
    return near_days(one.statement.day, other.statement.day) and share_enough(one, other)


def share_enough(one: Listed, other: Listed) -> bool:
    """Whether two statements share enough under listed terms to be looked at."""
    ours, theirs = one.weights, other.weights
    shared = sum([min(ours[term], theirs[term]) for term in ours.keys() & theirs.keys()])
    return shared > 0 and worth_comparing(shared, one.held.whole, other.held.whole)


class Window:
    """Listed statements of some days. A statement's number is its place among them.

    What one statement has in common with all others is summed in arrays, a number a place.
    """

    def __init__(self) -> None:
        self._held: list[Listed] = []
        self._sizes, self._days = array(_INT), array(_INT)
        self._listed: dict[str, _Posting] = {}
        self._unlisted: dict[str, _Posting] = {}
        self._around: dict[str, array[int]] = {}  # by names that only their surroundings have
        self._marked: dict[Mark, array[int]] = {}

    def add(self, listed: Listed) -> None:
        """Hold a statement."""
        number, held = len(self._held), listed.held
        self._held.append(listed)
        self._sizes.append(size_of(held.whole))
        self._days.append(listed.day)
        for term, weight in held.terms.items():
            postings = self._listed if term in listed.weights else self._unlisted
            posting = postings.setdefault(term, _Posting(array(_INT), array(_INT)))
            posting.numbers.append(number)
            posting.weights.append(weight)
        for term in held.around:
            if term[0] in NAMES and term not in held.terms:
                self._around.setdefault(term, array(_INT)).append(number)
        for mark in held.marks:
            self._marked.setdefault(mark, array(_INT)).append(number)

    def promising(self, listed: Listed) -> Iterator[tuple[Listed, Pair]]:
        """The candidates of a statement that promise enough for a comparison with it, and what
        they have in common with it."""
        held, twice = listed.held, self._twice(listed)
        lent, sorts = self._lent(held), self._sorts(held)
        numbers = self._candidates(listed)
        sizes = _view(self._sizes)[numbers] if len(numbers) else numbers
        least = least_twice(size_of(held.whole))[sorts[numbers], sizes]
        for number in numbers[twice[numbers] + lent[numbers] >= least].tolist():
            other = self._held[number]
            wholes = held.whole, other.held.whole
            days = listed.statement.day, other.statement.day
            shared = int(twice[number]), int(lent[number]), int(sorts[number])
            pair = Pair(*shared, wholes, days)
            if promises(pair) and share_enough(listed, other):
                yield other, pair

    def _candidates(self, listed: Listed) -> Numbers:
        """Those that share a listed term, and are near in days."""
        there = np.zeros(len(self._held), bool)
        for term in listed.weights:
            if term in self._listed:
                there[_view(self._listed[term].numbers)] = True
        numbers: Numbers = np.flatnonzero(there)
        if listed.day == UNDATED or not len(numbers):
            return numbers
        days = _view(self._days)[numbers]
        near: Numbers = (np.abs(days - listed.day) <= WINDOW) | (days == UNDATED)
        numbers = numbers[near]
        return numbers

    def _twice(self, listed: Listed) -> Numbers:
        """The weight of the terms that both have, in both."""
        twice = self._nothing()
        for term, weight in listed.held.terms.items():
            for numbers, weights in self._having(term):
                twice[numbers] += weights + weight
        return twice

    def _lent(self, held: Held) -> Numbers:
        """The weight of names that only the surroundings of the other have."""
        lent = self._nothing()
        for name in held.names:
            if name in self._around:
                lent[_view(self._around[name])] += held.terms[name]
        for name in held.around:
            if name[0] in NAMES and name not in held.terms:
                for numbers, weights in self._having(name):
                    lent[numbers] += weights
        return lent

    def _sorts(self, held: Held) -> Numbers:
        """The sorts of common marks."""
        sorts = self._nothing()
        for mark in held.marks:
            if mark in self._marked:
                sorts[_view(self._marked[mark])] |= mark[0]
        return sorts

    def _having(self, term: str) -> Iterator[tuple[Numbers, Numbers]]:
        """Those that have a term, with its weight in them."""
        for postings in (self._listed, self._unlisted):
            if term in postings:
                posting = postings[term]
                yield _view(posting.numbers), _view(posting.weights)

    def _nothing(self) -> Numbers:
        return np.zeros(len(self._held), np.intc)


def _view(numbers: array[int]) -> Numbers:
    """Numbers to be counted with, not copied; none may be added as long as this is held."""
    return np.frombuffer(numbers, np.intc)
