"""Candidates: which statements are worth comparing, found by the terms that tell most.

A statement is listed under the terms that tell most of it, as many as it takes to hold `_LISTED` of
its weight: two statements that have more than the rest in common share one of them (prefix
filtering, Chaudhuri, Ganti and Kaushik 2006). What is compared depends on two statements alone,
never on what else is there, so that the order of arrival changes nothing.
"""

from __future__ import annotations

from marsad.linking.nouns import Statement

WINDOW = 10  # days between the publications of two tellings of one thing that are compared
UNDATED = 0  # the day of a statement without a date: compared with those of every day
_LISTED = 0.85  # of the weight of a statement's terms; 0.7 loses pairs of two annotated stories
_SHARED = 0.2  # of the weight of the lighter one that two statements share under listed terms
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
    return shared >= _SHARED * min(one, other)


def near_days(one: int | None, other: int | None) -> bool:
    """Whether two days of publication are near enough; an unknown day is near every day."""
    return one is None or other is None or abs(one - other) <= WINDOW
