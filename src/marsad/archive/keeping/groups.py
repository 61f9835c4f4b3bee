"""Whether the names that stand as one are those that people merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, or_, select, tuple_

from marsad.archive.keeping.faults import REPAIR, RESTORE, Fault
from marsad.archive.review.judgements import Review
from marsad.archive.review.merges import NameKey, merges
from marsad.archive.schema import names
from marsad.codec import from_json, from_plain

Key = tuple[str, str]
_AT_ONCE = 500  # pairs in one look-up: SQLite takes 32,766 values in a statement


def find_unmerged(connection: Connection) -> Iterator[Fault]:
    """Names whose group is not that of the merges that stand."""
    said: list[tuple[int, Key, Key]] = []
    for review in merges(connection):
        try:
            said.append((review.number, *_ends(review)))
        except ValueError as error:
            told = f"its names cannot be read ({error})"
            yield Fault(told, f"reviews {review.number}", RESTORE)
    stands = _standing(connection, {key for _, *ends in said for key in ends})
    above: dict[Key, Key] = {}
    for _, one, into in said:
        if one in stands and into in stands and _top(above, one) != _top(above, into):
            above[_top(above, one)] = _top(above, into)
    for key, leads in stands.items():
        wanted = _top(above, key)
        if leads != (wanted if wanted != key else None):
            told = "does not stand for the name that people merged it into"
            yield Fault(told, f"names {' '.join(key)}", REPAIR)


def _ends(review: Review) -> tuple[Key, Key]:
    """What a merge joins.

    Raises:
        ValueError: it cannot be read.
    """
    one, into = (
        from_plain(from_json(said or ""), NameKey) for said in (review.anchor, review.after)
    )
    return (one.kind, one.entity), (into.kind, into.entity)


def _standing(connection: Connection, said: Iterable[Key]) -> dict[Key, Key | None]:
    """The names that are merged, or are said to be, each with the one that it stands for."""
    above = names.alias("above")
    chosen = select(names.c.kind, names.c.entity, above.c.kind, above.c.entity)
    joined = chosen.outerjoin(above, above.c.number == names.c.same_as)
    wanted, found = sorted(said), dict[Key, Key | None]()
    for at in range(0, max(len(wanted), 1), _AT_ONCE):
        meant = tuple_(names.c.kind, names.c.entity).in_(wanted[at : at + _AT_ONCE])
        rows = connection.execute(joined.where(or_(meant, names.c.same_as.is_not(None))))
        for kind, entity, kind_above, entity_above in rows:
            leads = None if kind_above is None else (kind_above, entity_above)
            found[kind, entity] = leads
    return found


def _top(above: dict[Key, Key], key: Key) -> Key:
    while key in above:
        key = above[key]
    return key
