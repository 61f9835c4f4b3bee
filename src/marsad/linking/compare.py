"""Whether two statements say the same thing, and why; polarity is compared first.

What they have in common (``marsad.linking.likeness``) is weighed to a score in 0..1: about the
share of such pairs that annotators joined in four annotated stories (docs/linking.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from marsad.linking.likeness import Likeness, liken, same_voice
from marsad.linking.nouns import Link, Reason, Relation, Statement

# Fitted by logistic regression to the pairs of four annotated stories, and rounded.
_WEIGHTS = {
    "shared": 4.3,
    "contained": 1.1,
    "mass": 1.0,
    "lent": 3.8,
    "numbers": 1.1,
    "voice": 0.9,
    "acts_differ": -0.5,
    "intend_differs": -0.3,
    "both_negative": 1.3,
    "days": -0.6,
    "head": 0.3,
}
_BASE = -4.8
_CONFLICT = -1.3  # numbers of the same things that differ
SAME = 0.25  # from here on two statements are joined: the best F1 on the four stories
DENIES = 0.5  # and from here on one denies the other
CONTRADICTS = 0.5
_COPIED = 0.7  # of the runs of three words: the same words
_SHOWN = 6  # terms that a reason names
_CODES = {
    "actors": "an",
    "places": "p",
    "numbers": "#",
    "days": "td",
    "events": "ec",
    "words": "w",
}


def compare(one: Statement, other: Statement) -> Link:
    """How two statements stand to each other; the same whichever comes first."""
    first, second = sorted((one, other), key=_by_id)
    like = liken(first, second)
    topic = _score(like)
    reasons = list(_reasons(like))
    if first.negative != second.negative:
        relation = Relation.DENIES if topic >= DENIES else Relation.DIFFERENT
        return _link(first, second, relation, topic, [_polarity(first, second), *reasons])
    if like.opposed and topic >= CONTRADICTS:
        opposite = Reason("events", f"{first.head[0][2:]} against {second.head[0][2:]}")
        return _link(first, second, Relation.CONTRADICTS, topic, [opposite, *reasons])
    if like.conflict and topic >= CONTRADICTS:
        later = same_voice(first, second) and first.day != second.day
        relation = Relation.UPDATES if later else Relation.CONTRADICTS
        return _link(first, second, relation, topic, [_numbers(first, second), *reasons])
    score = _score(like, _CONFLICT * like.conflict)
    if first.hedged != second.hedged:
        reasons.append(Reason("hedge", "one keeps a distance, the other does not"))
    relation = Relation.SAME if score >= SAME else Relation.DIFFERENT
    return _link(first, second, relation, score, reasons)


def _by_id(statement: Statement) -> str:
    return statement.id


def _link(
    one: Statement, other: Statement, relation: Relation, score: float, reasons: Sequence[Reason]
) -> Link:
    return Link(one.id, other.id, relation, score, tuple(reasons))


def _score(like: Likeness, more: float = 0.0) -> float:
    told = sum(weight * getattr(like, name) for name, weight in _WEIGHTS.items())
    return round(1 / (1 + math.exp(-(_BASE + told + more))), 3)


def _polarity(one: Statement, other: Statement) -> Reason:
    denying = one if one.negative else other
    voice = denying.source.label or denying.source.name or denying.outlet or "one of them"
    return Reason("polarity", f"{voice} says that it is not so")


def _numbers(one: Statement, other: Statement) -> Reason:
    ours, theirs = (", ".join(f"{a.low:g}" for a in told.amounts) for told in (one, other))
    return Reason("numbers", f"{ours} against {theirs}")


def _reasons(like: Likeness) -> Iterator[Reason]:
    """What both say, each sort of it a reason."""
    if like.copied >= _COPIED:
        yield Reason("copy", "nearly the same words")
    for code, classes in _CODES.items():
        terms = [term[2:] for term in like.terms if term[0] in classes]
        if terms:
            yield Reason(code, ", ".join(terms[:_SHOWN]))
