"""Which claim comes next for someone who goes through what waits, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, true

from marsad.archive.review.judgements import Action, Review
from marsad.archive.review.reviews import read_reviews
from marsad.archive.review.waiting import by_score, nth_of_rule, queue, waiting_rules
from marsad.archive.schema import claims, reviews

_LOOKED_AT = 200  # of a person's latest reviews, to find one that is not undone


class _Met(NamedTuple):
    """Where someone stands who goes through what waits."""

    key: int
    score: float
    rule: str
    review: str | None


def following(connection: Connection, order: str = "score", after: str | None = None) -> str | None:
    """The claim that waits behind another in an order of ``queue``, or the first of all.

    Args:
        after: the id of a claim, which may have been looked at since; one that is not there
            any more begins anew.

    Returns:
        ``None`` where nothing waits behind it.

    Raises:
        ValueError: there is no such order.
    """
    orders = {"score": _by_score, "rule": _by_rule, "newest": _by_time}
    if after is not None and order in orders:
        columns = (claims.c.key, claims.c.score, claims.c.rule, claims.c.review)
        row = connection.execute(select(*columns).where(claims.c.id == after)).first()
        if row is not None:
            key = orders[order](connection, _Met(*row))
            return connection.scalar(select(claims.c.id).where(claims.c.key == key))
    return next((one.claim for one in queue(connection, order, 1)), None)


def count_waiting(connection: Connection, most: int) -> int:
    """How many claims wait, counted up to ``most``."""
    some = select(claims.c.key).where(_unseen()).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def last_said(connection: Connection, person: str) -> Review | None:
    """The latest review of a person that can be taken back: no undo, and not undone."""
    said = list(_latest(connection, reviews.c.person == person.strip(), _LOOKED_AT))
    if not said:
        return None
    gone = undone_among(connection, said)
    kept = (one for one in said if one.action != Action.UNDO and one.number not in gone)
    return next(kept, None)


def undone_among(connection: Connection, said: Sequence[Review]) -> frozenset[int]:
    """The numbers of those reviews that are undone."""
    if not said:
        return frozenset()
    first = min(one.number for one in said)
    later = read_reviews(connection, reviews.c.undoes >= first)
    undoings = sorted(later, key=lambda one: one.number, reverse=True)
    gone: set[int] = set()
    for one in undoings:
        if one.undoes is not None and one.number not in gone:
            gone.add(one.undoes)
    return frozenset(gone)


def lately(connection: Connection, limit: int) -> tuple[Review, ...]:
    """What people said last, the latest first."""
    return tuple(_latest(connection, true(), limit))


def _latest(connection: Connection, where: ColumnElement[bool], limit: int) -> Iterator[Review]:
    chosen = select(reviews).where(where).order_by(reviews.c.number.desc()).limit(limit)
    for row in connection.execute(chosen):
        yield Review(**row._mapping)


def _unseen() -> ColumnElement[bool]:
    return claims.c.review.is_(None)


def _by_score(connection: Connection, met: _Met) -> int | None:
    equal = select(claims.c.key).where(_unseen(), claims.c.score == met.score)
    older = equal.where(claims.c.key < met.key).order_by(claims.c.key.desc())
    found: int | None = connection.scalar(older.limit(1))
    if found is None:
        return next(iter(by_score(connection, 1, met.score)), None)
    return found


def _by_time(connection: Connection, met: _Met) -> int | None:
    chosen = select(claims.c.key).where(_unseen(), claims.c.key < met.key)
    return connection.scalar(chosen.order_by(claims.c.key.desc()).limit(1))


def _by_rule(connection: Connection, met: _Met) -> int | None:
    """The claim of the next rule in the same turn; behind the last rule, the next turn."""
    newer = select(func.count()).select_from(claims)
    newer = newer.where(_unseen(), claims.c.rule == met.rule, claims.c.key > met.key)
    turn = connection.scalar(newer) or 0
    rules = waiting_rules(connection)
    place = (_stood(connection, met), met.rule)
    behind = ((rule, turn) for rule in rules if rule > place)
    turns = chain(behind, ((rule, turn + 1) for rule in rules))
    found = (nth_of_rule(connection, rule, at) for (_, rule), at in turns)
    return next((key for key in found if key is not None), None)


def _stood(connection: Connection, met: _Met) -> int:
    """How many claims of the rule had been reviewed when the one that was met came up."""
    count = select(func.count(reviews.c.claim.distinct())).where(reviews.c.rule == met.rule)
    reviewed = connection.scalar(count) or 0
    return reviewed if met.review is None else reviewed - 1
