"""Statements in memory by day and listed term, as long as what comes may be near them.

Two statements are compared where both of these hold, whatever else there is: they share enough
under listed terms (`worth_comparing`), and what they have in common promises enough
(`marsad.linking.comparing.promises`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from marsad.linking.comparing.candidates import (
    UNDATED,
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

Postings = dict[str, dict[int, int]]  # the weight of a term by the number of the statement
_NOWHERE: dict[int, int] = {}
_NOBODY: frozenset[int] = frozenset()
_LIGHT = 8  # sizes: a lighter statement may promise enough by one common word; few are


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
    """Listed statements of some days. A statement's number is its place among them."""

    def __init__(self) -> None:
        self._held: list[Listed] = []
        self._sizes: list[int] = []
        self._light: set[int] = set()  # numbers of those of a size below `_LIGHT`
        self._days: dict[int, Postings] = {}  # of listed terms
        self._unlisted: Postings = {}
        self._having: Postings = {}  # of all terms
        self._around: dict[str, set[int]] = {}
        self._marked: dict[Mark, set[int]] = {}
        self._seen: int | None = None  # the day around which `_near` looks; before any: none
        self._near: Postings = {}  # of listed terms, in the days near that one

    def add(self, listed: Listed) -> None:
        """Hold a statement."""
        number, held = len(self._held), listed.held
        self._held.append(listed)
        size = size_of(held.whole)
        self._sizes.append(size)
        if size < _LIGHT:
            self._light.add(number)
        day = self._days.setdefault(listed.day, {})
        near = self._near if near_days(self._seen, listed.statement.day) else {}
        for term, weight in held.terms.items():
            self._having.setdefault(term, {})[number] = weight
            if term in listed.weights:
                day.setdefault(term, {})[number] = weight
                near.setdefault(term, {})[number] = weight
            else:
                self._unlisted.setdefault(term, {})[number] = weight
        for term in held.around:
            self._around.setdefault(term, set()).add(number)
        for mark in held.marks:
            self._marked.setdefault(mark, set()).add(number)

    def promising(self, listed: Listed) -> Iterator[tuple[Listed, Pair]]:
        """The candidates of a statement that promise enough for a comparison with it, and what
        they have in common with it."""
        held, twice = listed.held, self._twice(listed)
        lent, sorts = self._lent(held, twice.keys()), self._sorts(held, twice.keys())
        for number in self._likely(held.whole, twice, lent, sorts):
            other = self._held[number]
            wholes = held.whole, other.held.whole
            days = listed.statement.day, other.statement.day
            shared = twice[number], lent.get(number, 0), sorts.get(number, 0)
            pair = Pair(*shared, wholes, days)
            if promises(pair) and share_enough(listed, other):
                yield other, pair

    def _likely(
        self,
        whole: int,
        twice: Mapping[int, int],
        lent: Mapping[int, int],
        sorts: Mapping[int, int],
    ) -> set[int]:
        """Those that may promise enough: a quick look, as few do."""
        sizes, plain = self._sizes, least_twice(size_of(whole), 0)
        heavy = plain[_LIGHT]
        found = {
            number
            for number, weight in twice.items()
            if weight >= heavy and weight >= plain[sizes[number]]
        }
        found |= {
            number for number in twice.keys() & self._light if twice[number] >= plain[sizes[number]]
        }
        for number in lent.keys() | sorts.keys():
            least = least_twice(size_of(whole), sorts.get(number, 0))
            if twice[number] + lent.get(number, 0) >= least[sizes[number]]:
                found.add(number)
        return found

    def _twice(self, listed: Listed) -> dict[int, int]:
        """The weight of the terms that both have, in both, of all that share a listed one."""
        twice: dict[int, int] = {}
        near = self._near_to(listed.statement.day)
        for term, weight in listed.weights.items():
            found = {number: weight + other for number, other in near.get(term, _NOWHERE).items()}
            for number in twice.keys() & found.keys():  # few share two
                found[number] += twice[number]
            twice |= found
        there = twice.keys()
        for term, weight in listed.held.terms.items():
            rest = self._unlisted if term in listed.weights else self._having
            having = rest.get(term, _NOWHERE)
            for number in there & having.keys():
                twice[number] += weight + having[number]
        return twice

    def _lent(self, held: Held, candidates: Set[int]) -> dict[int, int]:
        """The weight of names that only the surroundings of the other have."""
        lent: defaultdict[int, int] = defaultdict(int)
        for name in held.names:
            having = self._having.get(name, _NOWHERE)
            for number in candidates & self._around.get(name, _NOBODY):
                if number not in having:
                    lent[number] += held.terms[name]
        for name in held.around:
            if name[0] in NAMES and name not in held.terms:
                having = self._having.get(name, _NOWHERE)
                for number in candidates & having.keys():
                    lent[number] += having[number]
        return lent

    def _sorts(self, held: Held, candidates: Set[int]) -> dict[int, int]:
        """The sorts of common marks."""
        sorts: defaultdict[int, int] = defaultdict(int)
        for mark in held.marks:
            for number in candidates & self._marked.get(mark, _NOBODY):
                sorts[number] |= mark[0]
        return sorts

    def _near_to(self, day: int | None) -> Postings:
        """The postings of listed terms in the days near to one."""
        if self._seen != day or not self._near:
            self._seen, self._near = day, {}
            for other, terms in self._days.items():
                if near_days(day, other or None):
                    for term, posting in terms.items():
                        self._near.setdefault(term, {}).update(posting)
        return self._near
