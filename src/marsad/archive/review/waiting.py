"""Lists of claims for people who review: those that nobody has looked at, and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from marsad.archive.review.judgements import STATES
from marsad.archive.schema import claims, documents, reviews
from marsad.codec import from_json
from marsad.model import Span


class Listed(NamedTuple):
    """A claim in a list; ``content`` are its words, ``state`` is how it stands."""

    claim: str
    document: str
    source: str | None
    stance: str
    rule: str
    score: float
    state: str | None
    content: str


def queue(connection: Connection, order: str = "score", limit: int = 20) -> Iterator[Listed]:
    """Claims that nobody has looked at: those most worth it first.

    Args:
        order: ``score``: the least firm; ``rule``: the newest of each rule in turn, those of which
            the fewest claims were reviewed first, so that all come to be known; ``newest``.

    Raises:
        ValueError: there is no such order.
    """
    orders = {"score": _by_score, "rule": _by_rule, "newest": _by_time}
    if order not in orders:
        raise ValueError(f"no order «{order}»; there are {', '.join(orders)}")
    yield from _list(connection, orders[order](connection, limit))


def reviewed(connection: Connection, state: str | None = None, limit: int = 20) -> Iterator[Listed]:
    """Claims that people have looked at, the newest first.

    Args:
        state: only those that are accepted, rejected or corrected.

    Raises:
        ValueError: a claim never stands so.
    """
    states = list(STATES.values())
    if state is not None and state not in states:
        raise ValueError(f"no claim is «{state}»; they are {', '.join(states)}")
    stands = claims.c.review.is_not(None) if state is None else claims.c.review == state
    chosen = select(claims.c.key).where(stands).order_by(claims.c.key.desc()).limit(limit)
    yield from _list(connection, connection.execute(chosen).scalars().all())


def _list(connection: Connection, keys: Iterable[int]) -> Iterator[Listed]:
    for key in keys:
        row = connection.execute(_listed().where(claims.c.key == key)).one()
        yield Listed(
            claim=row[0],
            document=row[1],
            source=row.source,
            stance=row.stance,
            rule=row.rule,
            score=row.score,
            state=row.review,
            content=content_of(row),
        )


def _listed() -> Select[Any]:
    chosen = (claims.c.id, documents.c.id, claims.c.source, claims.c.stance, claims.c.rule)
    beside = (claims.c.score, claims.c.review, claims.c.spans, documents.c.text)
    return select(*chosen, *beside).join(documents, documents.c.number == claims.c.document)


def content_of(row: Row[Any]) -> str:
    """The words of a claim's content, from its spans and the text."""
    spans = (Span(*span) for span in from_json(row.spans)["content"])
    return " … ".join(row.text[start:end] for start, end in spans)


def _unseen() -> ColumnElement[bool]:
    return claims.c.review.is_(None)


def _by_score(connection: Connection, limit: int) -> Iterable[int]:
    return by_score(connection, limit, -1.0)


def by_score(connection: Connection, limit: int, above: float) -> list[int]:
    """The least firm of those that are firmer than ``above``; of equals the newest.

    Score by score: no index has both directions, and many claims have the same score.
    """
    chosen = select(claims.c.key).where(_unseen()).order_by(claims.c.key.desc())
    taken: list[int] = []
    while len(taken) < limit:
        least = select(func.min(claims.c.score)).where(_unseen(), claims.c.score > above)
        score = connection.scalar(least)
        if score is None:
            break
        above, equal = score, chosen.where(claims.c.score == score)
        taken += connection.execute(equal.limit(limit - len(taken))).scalars()
    return taken


def _by_time(connection: Connection, limit: int) -> Iterable[int]:
    chosen = select(claims.c.key).where(_unseen()).order_by(claims.c.key.desc())
    return connection.execute(chosen.limit(limit)).scalars().all()


def _by_rule(connection: Connection, limit: int) -> Iterable[int]:
    """The newest claim of each rule, then the next of each, until there are so many."""
    rules = [rule for _, rule in waiting_rules(connection)]
    taken, turn = list[int](), 0
    while rules and len(taken) < limit:
        found = []
        for rule in rules[: limit - len(taken)]:
            key = nth_of_rule(connection, rule, turn)
            if key is not None:
                found.append((rule, key))
        taken += [key for _, key in found]
        there = {rule for rule, _ in found}
        rules = [one for one in rules if one in there]
        turn += 1
    return taken[:limit]


def waiting_rules(connection: Connection) -> list[tuple[int, str]]:
    """The rules of which claims wait, each behind the number of its reviewed claims, in order."""
    counted = select(reviews.c.rule, func.count(reviews.c.claim.distinct())).group_by(
        reviews.c.rule
    )
    seen = {rule: count for rule, count in connection.execute(counted)}
    rules = (rule for rule in connection.execute(_rules()).scalars() if rule is not None)
    return sorted((seen.get(rule, 0), rule) for rule in rules)


def _rules() -> Select[Any]:
    """Each rule once: from one to the next in the index, however many claims each has."""
    first = select(func.min(claims.c.rule).label("rule")).where(_unseen()).cte(recursive=True)
    later = select(func.min(claims.c.rule)).where(_unseen(), claims.c.rule > first.c.rule)
    following = select(later.scalar_subquery()).where(first.c.rule.is_not(None))
    return select(first.union_all(following).c.rule)


def nth_of_rule(connection: Connection, rule: str, turn: int) -> int | None:
    """The key of a rule's waiting claim before which so many newer ones wait."""
    chosen = select(claims.c.key).where(_unseen(), claims.c.rule == rule)
    return connection.scalar(chosen.order_by(claims.c.key.desc()).offset(turn).limit(1))
