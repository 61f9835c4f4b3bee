"""What people say of two statements: recorded, undone, told, and found again.

The latest judgement of a pair that is not undone counts, and outranks the machine: ``same`` joins,
``different`` parts, ``unsure`` takes the machine's own link away and says nothing in its place.

All functions take a connection that is in a transaction; those that record need one for writing,
best of ``Observatory.judging``: then what was said outlasts a power cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from marsad.archive.schema import judgements
from marsad.linking.nouns import Judgement, Verdict
from marsad.linking.people.anchoring import Anchor, anchor, pack, place, unpack
from marsad.linking.people.appending import append, find_row, refuse_twice, undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row of ``judgements``. ``verdict`` is ``None`` where it undoes another (``undoes``)."""

    number: int
    at: str
    person: str
    verdict: Verdict | None
    one: Anchor
    other: Anchor
    comment: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Judgements that count, and those that have lost a statement, which do nothing until then."""

    held: tuple[Judgement, ...]
    lost: tuple[Judged, ...]


def judge(
    connection: Connection,
    person: str,
    pair: tuple[str, str],
    verdict: Verdict,
    comment: str | None = None,
) -> Judged:
    """Record what a person says of two statements.

    Args:
        pair: ids of statements.

    Raises:
        LookupError: there is no such statement.
        ValueError: both are one statement, or no person is named.
    """
    one, other = pair
    if one == other:
        raise ValueError(f"{one}: a statement is not judged against itself; name two")
    row = append(
        connection,
        judgements,
        person,
        verdict=Verdict(verdict).value,
        one=pack(anchor(connection, one)),
        other=pack(anchor(connection, other)),
        comment=comment,
    )
    return _judged(row)


def undo(connection: Connection, person: str, number: int) -> Judged:
    """Take back a judgement; also an undo can be undone.

    Raises:
        LookupError: there is no such judgement.
        ValueError: it is undone already, or no person is named.
    """
    row = find_row(connection, judgements, number)
    refuse_twice(connection, judgements, number)
    return _judged(
        append(connection, judgements, person, one=row.one, other=row.other, undoes=number)
    )


def history(connection: Connection, statement: str | None = None) -> Iterator[Judged]:
    """What was said, the latest first: of all statements, or of one, wherever it was then."""
    rows = connection.execute(select(judgements).order_by(judgements.c.number.desc())).all()
    said = [_judged(row) for row in rows]
    if statement is None:
        yield from said
        return
    placed = place(connection, (end for one in said for end in (one.one, one.other)))
    for one in said:
        if statement in (placed.get(one.one), placed.get(one.other), one.one.id, one.other.id):
            yield one


def current(connection: Connection) -> Standing:
    """The judgements that count now, of statements as they are now, the earliest first.

    Of a pair only the latest is given. One whose statements are no longer found, or have become
    one, is among the lost.
    """
    rows = connection.execute(select(judgements).order_by(judgements.c.number)).all()
    gone = undone((row.number, row.undoes) for row in rows)
    said = [_judged(row) for row in rows if row.verdict is not None and row.number not in gone]
    placed = place(connection, (end for one in said for end in (one.one, one.other)))
    latest: dict[frozenset[str], Judgement] = {}
    lost: list[Judged] = []
    for one in said:
        a, b = placed.get(one.one), placed.get(one.other)
        if one.verdict is None or a is None or b is None or a == b:
            lost.append(one)
            continue
        latest[frozenset((a, b))] = Judgement(
            number=one.number,
            at=one.at,
            person=one.person,
            one=a,
            other=b,
            verdict=one.verdict,
            comment=one.comment,
        )
    held = sorted(latest.values(), key=lambda one: one.number)
    return Standing(held=tuple(held), lost=tuple(lost))


def _judged(row: Row[Any]) -> Judged:
    return Judged(
        number=row.number,
        at=row.at,
        person=row.person,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        one=unpack(row.one),
        other=unpack(row.other),
        comment=row.comment,
        undoes=row.undoes,
    )
