"""Statements in memory by day and listed term, as long as what comes may be near them.

Two statements are compared where both of these hold, whatever else there is: they share enough
under listed terms (`worth_comparing`), and that promises enough (`PROMISE`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from marsad.linking.comparing.candidates import (
    UNDATED,
    WINDOW,
    least_shared,
    listed_terms,
    near_days,
    worth_comparing,
)
from marsad.linking.comparing.compare import relate
from marsad.linking.nouns import Link, Statement
from marsad.linking.stored.packing import term_hash

# A pair that promises less is not compared. What it promises is the sum that `compare` makes, but
# for what takes long to find: kindred concepts, letters that lean on words. Of the pairs of some
# days' news that would be joined or parted, 1 in 600 promised less; of the candidates, nine in ten.
PROMISE = 2.6
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
_COUNTING = "#d"  # classes of terms: numbers, and numbers of days
_NAMES = "anp"  # those of what surroundings supply
_ACT, _SAYS, _NOT = "!", ">", "-"  # before marks that are no numbers
_WHOLE = 400  # hundredths of weight that are as good as more


class Listed(NamedTuple):
    """A statement with what it is looked up by; ``key`` is any number that it alone has.

    ``whole`` is the weight of all its terms, ``weights`` those of the listed ones by their hashes;
    the rest is what is looked at before it is compared: its terms, the names among them, those of
    its surroundings, and as ``marks`` its numbers, acts, voices and that it is negative.
    """

    key: int
    statement: Statement
    whole: int
    weights: Mapping[int, int]
    terms: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]
    marks: frozenset[str]

    @property
    def day(self) -> int:
        return self.statement.day or UNDATED


def list_one(key: int, statement: Statement) -> Listed:
    """A statement with what it is looked up by."""
    terms = statement.terms
    weights = {term_hash(term): weight for term, weight in listed_terms(statement).items()}
    marks = {term for term in terms if term[0] in _COUNTING}
    marks.update(f"{_ACT}{term}" for term in statement.head)
    marks.update(f"{_SAYS}{term}" for term in statement.voice)
    if statement.negative:
        marks.add(_NOT)
    return Listed(
        key,
        statement,
        sum(terms.values()),
        weights,
        frozenset(terms),
        frozenset(term for term in terms if term[0] in _NAMES),
        frozenset(statement.around),
        frozenset(marks),
    )


def place(statement: Statement) -> tuple[int, str, int, str]:
    """Where a statement stands in time: by day of publication, document and place in it."""
    return statement.day or 0, statement.document, statement.content[0].start, statement.id


def find_link(one: Listed, other: Listed) -> Link | None:
    """How two candidates stand to each other; ``None`` where they have nothing to do."""
    if not _promising(one, other):
        return None
    return relate(one.statement, other.statement)


def may_be_near(one: Listed, other: Listed) -> bool:
    """Whether two statements are candidates: what `Window.candidates` finds, told of a pair."""
    if not near_days(one.statement.day, other.statement.day):
        return False
    there = other.weights
    shared = sum(min(weight, there[term]) for term, weight in one.weights.items() if term in there)
    return worth_comparing(shared, one.whole, other.whole) if shared else False


def _promising(one: Listed, other: Listed) -> bool:
    """Whether a pair promises enough to be compared."""
    here, there = one.statement.terms, other.statement.terms
    twice = lent = 0
    for term in one.terms & other.terms:
        twice += here[term] + there[term]
    if not one.names.isdisjoint(other.around):
        lent += sum(here[term] for term in one.names & other.around if term not in there)
    if not other.names.isdisjoint(one.around):
        lent += sum(there[term] for term in other.names & one.around if term not in here)
    told = (_SHARED * twice + _LENT * lent) / (one.whole + other.whole or 1)
    half = twice / 2
    told += _HELD * min(1.0, half / (min(one.whole, other.whole) or 1))
    told += _MASS * min(1.0, half / _WHOLE)
    return told + _beside(one, other) >= PROMISE


def _beside(one: Listed, other: Listed) -> float:
    """What voices, acts, numbers and days add to what a pair promises, or take."""
    told = 0.0
    if not one.marks.isdisjoint(other.marks):
        kinds = {mark[0] for mark in one.marks & other.marks}
        told = _HEAD * (_ACT in kinds) + _VOICE * (_SAYS in kinds)
        told += _NUMBERS * (not kinds.isdisjoint(_COUNTING)) + _NEGATIVE * (_NOT in kinds)
    ours, theirs = one.statement.day, other.statement.day
    if ours and theirs and ours != theirs:
        told += _DAYS * abs(ours - theirs) / WINDOW
    return told


class Window:
    """Listed statements of some days."""

    def __init__(self) -> None:
        self._days: dict[int, dict[int, list[tuple[int, int]]]] = {}
        self._known: dict[int, dict[int, Listed]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._known.values()))

    @property
    def days(self) -> set[int]:
        """The days that have statements."""
        return set(self._days)

    def add(self, listed: Listed) -> None:
        """Hold a statement."""
        terms = self._days.setdefault(listed.day, defaultdict(list))
        self._known.setdefault(listed.day, {})[listed.key] = listed
        for term, weight in listed.weights.items():
            terms[term].append((listed.key, weight))

    def candidates(self, listed: Listed) -> Iterator[Listed]:
        """The statements held that share enough with one to be looked at."""
        for day in self._near(listed.statement.day):
            known, least = self._known[day], least_shared(listed.whole)
            for key, shared in _shared(self._days[day], listed.weights).items():
                other = known[key]
                if shared >= least or shared >= least_shared(other.whole):
                    yield other

    def _near(self, day: int | None) -> Iterable[int]:
        if day is None:
            return list(self._days)
        near = range(day - WINDOW, day + WINDOW + 1)
        return [one for one in (UNDATED, *near) if one in self._days]


def _shared(
    there: Mapping[int, list[tuple[int, int]]], weights: Mapping[int, int]
) -> dict[int, int]:
    """The weight that each statement of a day shares with one, by key."""
    shared: dict[int, int] = {}
    for term, weight in weights.items():
        for key, other in there.get(term, ()):
            shared[key] = shared.get(key, 0) + (other if other < weight else weight)
    return shared
