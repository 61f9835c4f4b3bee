"""Candidates: which statements are worth comparing, found by the terms that tell most.

A statement is listed under the terms that tell most of it, as many as it takes to hold `_LISTED` of
its weight: two statements that have more than the rest in common share one of them (prefix
filtering, Chaudhuri, Ganti and Kaushik 2006). What is compared depends on two statements alone,
never on what else is there, so that the order of arrival changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from marsad.linking.nouns import Statement

WINDOW = 10  # days between the publications of two tellings of one thing that are compared
UNDATED = 0  # the day of a statement without a date: compared with those of every day
_LISTED = 0.7  # of the weight of a statement's terms; less loses pairs, more lists common words
_SHARED = 0.15  # of the weight of the lighter one that two statements share under listed terms
# Names and rare words first: what tells most is looked up first.
_CLASSES = "wapcne"


def listed_terms(statement: Statement) -> dict[str, int]:
    """The terms that a statement is listed under, with their weights."""
    terms = sorted(statement.terms.items(), key=_telling)
    most = sum(statement.terms.values()) * _LISTED
    listed: dict[str, int] = {}
    held = 0
    for term, weight in terms:
        if held >= most:
            break
        listed[term] = weight
        held += weight
    return listed


def _telling(one: tuple[str, int]) -> tuple[int, int, str]:
    term, weight = one
    return _CLASSES.find(term[0]), -weight, term


def worth_comparing(shared: int, one: int, other: int) -> bool:
    """Whether two statements share enough under listed terms, by their whole weights."""
    return shared >= least_shared(min(one, other))


def least_shared(whole: int) -> float:
    """What a statement of some weight shares at least with a weightier one worth comparing."""
    return _SHARED * whole


def near_days(one: int | None, other: int | None) -> bool:
    """Whether two days of publication are near enough; an unknown day is near every day."""
    return one is None or other is None or abs(one - other) <= WINDOW


class Postings:
    """Statements in memory by day and listed term."""

    def __init__(self) -> None:
        self._days: dict[int, dict[str, list[int]]] = {}
        self._known: list[tuple[Statement, int]] = []

    def add(self, statement: Statement) -> None:
        """List a statement."""
        number = len(self._known)
        self._known.append((statement, sum(statement.terms.values())))
        day = self._days.setdefault(statement.day or UNDATED, defaultdict(list))
        for term in listed_terms(statement):
            day[term].append(number)

    def candidates(self, statement: Statement) -> Iterator[Statement]:
        """Those listed statements that are worth comparing with one."""
        whole = sum(statement.terms.values())
        shared: defaultdict[int, int] = defaultdict(int)
        listed = listed_terms(statement)
        for day in self._near(statement.day):
            for term, weight in listed.items():
                for number in day.get(term, ()):
                    shared[number] += weight
        for number, weight in shared.items():
            other, other_whole = self._known[number]
            if worth_comparing(weight, whole, other_whole):
                yield other

    def _near(self, day: int | None) -> Iterable[Mapping[str, list[int]]]:
        if day is None:
            return self._days.values()
        near = range(day - WINDOW, day + WINDOW + 1)
        return [self._days[one] for one in (UNDATED, *near) if one in self._days]
