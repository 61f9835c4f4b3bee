"""Two names that are one: merged by a person, split again, and always as one group.

``names.same_as`` is derived from the reviews by ``settle``: it leads straight to the name that
stands for the group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from marsad.archive.review.judgements import Action, Review, effective, pack
from marsad.archive.review.reviews import append, read_reviews
from marsad.archive.schema import names, reviews
from marsad.codec import from_json, from_plain

MERGED = ("actor", "place")
_UNLISTED = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameKey:
    """A name as every archive has it: its kind, and its id or ``~name``."""

    kind: str
    entity: str
    name: str = ""


def find_name(connection: Connection, wanted: str, kind: str | None = None) -> int:
    """The number of a name by its id, by ``~name``, or by its canonical name.

    ``kind`` is actor or place, and needed where both have one.

    Raises:
        LookupError: the archive has none, or several.
    """
    for called in (
        names.c.entity == wanted,
        names.c.entity == _UNLISTED + wanted,
        names.c.name == wanted,
    ):
        kinds = MERGED if kind is None else (kind,)
        found = select(names.c.number, names.c.kind, names.c.entity).where(
            called, names.c.kind.in_(kinds)
        )
        rows = connection.execute(found.order_by(names.c.number)).all()
        if len(rows) == 1:
            return int(rows[0].number)
        if rows:
            several = ", ".join(f"{row.kind} {row.entity}" for row in rows)
            raise LookupError(f"{wanted}: several names ({several}); give the id, or the kind")
    raise LookupError(f"{wanted}: no such name in this archive; marsad search shows the names")


def merge(
    connection: Connection, person: str, one: int, into: int, comment: str | None = None
) -> Review:
    """Record that a name means the same as another, which then stands for both.

    Raises:
        LookupError: the archive has no name of that number.
        ValueError: they are one already, or of two kinds, or no actors or places.
    """
    merged, other = _row(connection, one), _row(connection, into)
    if merged.kind != other.kind or merged.kind not in MERGED:
        raise ValueError(
            f"{merged.name} ({merged.kind}) and {other.name} ({other.kind}): "
            "only two actors, or two places, can be one"
        )
    if _root(merged) == _root(other):
        raise ValueError(f"{merged.name} and {other.name} are one already; split undoes it")
    top = _row(connection, _root(merged))
    review = append(
        connection,
        person,
        Action.MERGE.value,
        anchor=pack(_key(top)),
        before=pack(None),
        after=pack(_key(other)),
        comment=comment,
    )
    settle(connection)
    return review


def split(connection: Connection, person: str, number: int, comment: str | None = None) -> Review:
    """Take a name out of its group again: undo the merge that brought it there.

    Raises:
        LookupError: the archive has no name of that number.
        ValueError: nobody has merged it.
    """
    row = _row(connection, number)
    key = (row.kind, row.entity)
    said = [one for one in merges(connection) if _from(one) == key]
    if not said:
        others = ", ".join(
            _row(connection, one).name for one in sorted(group(connection, number) - {number})
        )
        into = f"; it stands for {others}: split those" if others else ""
        raise ValueError(f"{row.name}: was not merged into another name{into}")
    undone = said[-1]
    review = append(
        connection,
        person,
        Action.SPLIT.value,
        anchor=undone.anchor,
        before=undone.after,
        after=undone.before,
        comment=comment,
        undoes=undone.number,
    )
    settle(connection)
    return review


def merges(connection: Connection) -> list[Review]:
    """The merges that stand, the earliest first."""
    chosen = or_(
        reviews.c.action.in_((Action.MERGE.value, Action.SPLIT.value)),
        reviews.c.undoes.is_not(None),
    )
    said = effective(read_reviews(connection, chosen))
    return [one for one in said if one.action == Action.MERGE]


def settle(connection: Connection) -> None:
    """Write into the names what the merges that stand make of them; also after an import."""
    numbers = {
        (row.kind, row.entity): row.number
        for row in connection.execute(
            select(names.c.number, names.c.kind, names.c.entity).where(names.c.kind.in_(MERGED))
        )
    }
    above: dict[int, int] = {}
    for review in merges(connection):
        one, into = numbers.get(_from(review)), numbers.get(_into(review))
        if one is not None and into is not None and _top(above, one) != _top(above, into):
            above[_top(above, one)] = _top(above, into)
    stood = {
        row.number: row.same_as
        for row in connection.execute(
            select(names.c.number, names.c.same_as).where(names.c.same_as.is_not(None))
        )
    }
    for number in sorted(stood.keys() | above.keys()):
        root = _top(above, number)
        same_as = root if root != number else None
        if stood.get(number) != same_as:
            connection.execute(
                update(names).where(names.c.number == number).values(same_as=same_as)
            )


def group(connection: Connection, number: int) -> set[int]:
    """The numbers of all names that are one with a name, itself among them.

    Raises:
        LookupError: the archive has no name of that number.
    """
    root = _root(_row(connection, number))
    same = select(names.c.number).where(names.c.same_as == root)
    return {root, *connection.execute(same).scalars()}


def _row(connection: Connection, number: int) -> Row[Any]:
    row = connection.execute(select(names).where(names.c.number == number)).first()
    if row is None:
        raise LookupError(f"{number}: no name of that number in this archive")
    return row


def _root(row: Row[Any]) -> int:
    return int(row.number if row.same_as is None else row.same_as)


def _top(above: dict[int, int], number: int) -> int:
    while number in above:
        number = above[number]
    return number


def _key(row: Row[Any]) -> NameKey:
    return NameKey(kind=row.kind, entity=row.entity, name=row.name)


def _from(review: Review) -> tuple[str, str]:
    return _named(review.anchor)


def _into(review: Review) -> tuple[str, str]:
    return _named(review.after)


def _named(written: str | None) -> tuple[str, str]:
    """A name of a record; one that cannot be read is that of nobody."""
    try:
        key = from_plain(from_json(written or "null"), NameKey)
    except ValueError:
        return "", ""
    return key.kind, key.entity
