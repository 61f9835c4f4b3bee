"""How often each rule of the packs was right, by what people said of its findings."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from marsad.archive.review.judgements import Action, Review, effective
from marsad.archive.schema import reviews

# What a rule answers for: who says it, how, and what. Who a name is, which place and which event
# are found by others.
BLAMED = frozenset({"source", "stance", "content"})
_Z = 1.959964  # the normal quantile of a two-sided interval of 95 %
_EVERYTHING = ("rule", "entry", "construction")


class Tally(NamedTuple):
    """One rule: ``entry`` of the pack and ``construction`` that fired.

    ``reviewed`` claims are ``right`` or ``wrong``; ``corrected`` counts the claims by the field
    that was corrected. ``precision`` is right / reviewed, with the Wilson interval of 95 % in
    ``low`` and ``high``; all three are ``None`` while nothing was reviewed.
    """

    rule: str
    entry: str
    construction: str
    reviewed: int
    right: int
    wrong: int
    corrected: dict[str, int]
    precision: float | None
    low: float | None
    high: float | None


def stats(connection: Connection, by: str = "rule") -> list[Tally]:
    """The rules that people have reviewed, the weakest first.

    A claim counts once. It is wrong when a correction of its source, stance or content stands, or
    when the latest acceptance or rejection that stands is a rejection; else right when it was
    accepted. Comments, and corrections of names, places and events alone, judge no rule.

    Args:
        by: ``rule``, or only the ``entry`` of the pack, or only the ``construction``.

    Raises:
        ValueError: it can be counted by nothing else.
    """
    if by not in _EVERYTHING:
        raise ValueError(f"no count by «{by}»; there are {', '.join(_EVERYTHING)}")
    return sorted(_tallies(_verdicts(connection), by), key=_weakness)


def precision_of(connection: Connection, rule: str) -> Tally | None:
    """How often one rule was right; ``None`` where nobody has reviewed it."""
    return next(_tallies(_verdicts(connection, reviews.c.rule == rule), "rule"), None)


def _tallies(verdicts: Iterable[Review], by: str) -> Iterator[Tally]:
    said: defaultdict[str, list[Review]] = defaultdict(list)
    for review in effective(verdicts):
        if review.claim is not None and review.rule is not None:
            said[review.claim].append(review)
    groups: defaultdict[tuple[str, str, str], list[list[Review]]] = defaultdict(list)
    for ones in said.values():
        groups[_key(ones[0].rule or "", by)].append(ones)
    yield from (_tally(key, claims) for key, claims in groups.items())


def _verdicts(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Review]:
    """What was said of claims, without the words of it: there may be many."""
    chosen = ("number", "at", "person", "action", "claim", "field", "rule", "undoes")
    columns = (reviews.c[name] for name in chosen)
    chosen_rows = select(*columns).where(reviews.c.claim.is_not(None), *where)
    for row in connection.execute(chosen_rows):
        yield Review(**row._mapping)


def _key(rule: str, by: str) -> tuple[str, str, str]:
    entry, _, construction = rule.partition(":")
    if by == "rule":
        return rule, entry, construction
    return (entry, entry, "") if by == "entry" else (construction, "", construction)


def _tally(key: tuple[str, str, str], claims: Iterable[list[Review]]) -> Tally:
    verdicts: Counter[bool] = Counter()
    corrected: Counter[str] = Counter()
    for said in claims:
        fields = {one.field for one in said if one.action == Action.CORRECT and one.field}
        corrected.update(fields)
        verdict = _verdict(said, fields)
        if verdict is not None:
            verdicts[verdict] += 1
    right, wrong = verdicts[True], verdicts[False]
    reviewed = right + wrong
    low, high = wilson(right, reviewed)
    precision = right / reviewed if reviewed else None
    return Tally(
        *key, reviewed, right, wrong, dict(sorted(corrected.items())), precision, low, high
    )


def _verdict(said: Iterable[Review], fields: set[str]) -> bool | None:
    """Whether the machine was right; ``None`` where nobody has said."""
    if fields & BLAMED:
        return False
    judged = [one.action for one in said if one.action in (Action.ACCEPT, Action.REJECT)]
    return judged[-1] == Action.ACCEPT if judged else None


def wilson(right: int, reviewed: int) -> tuple[float | None, float | None]:
    """The interval of 95 % of a share (E. B. Wilson, 1927); nothing of nothing."""
    if not reviewed:
        return None, None
    share, square = right / reviewed, _Z * _Z
    middle = share + square / (2 * reviewed)
    spread = _Z * math.sqrt(share * (1 - share) / reviewed + square / (4 * reviewed**2))
    scale = 1 + square / reviewed
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _weakness(one: Tally) -> tuple[float, float, int, str]:
    """The least precise first; of equals the one of which more is known; the unjudged last."""
    unknown = 2.0  # behind every share
    precision = unknown if one.precision is None else one.precision
    high = unknown if one.high is None else one.high
    return precision, high, -one.reviewed, one.rule
