"""What became of propositions by a judgement or a withdrawal: how they stood, how they stand."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.schema import propositions, statements
from marsad.linking.nouns import Standing
from marsad.linking.stored.coming import opposed
from marsad.linking.stored.store import chunks, keys_of


class Stands(NamedTuple):
    """How a proposition stands at one time."""

    claims: int
    standing: Standing
    at_least: int
    at_most: int


class Change(NamedTuple):
    """A proposition that came, went, or stands otherwise; ``None`` where it is not there."""

    id: str
    gloss: str
    before: Stands | None
    after: Stands | None


class Snapshot:
    """How some propositions, and those bonded to them, stand; to be asked again after a change."""

    def __init__(self, connection: Connection, ids: Collection[str]) -> None:
        self._before = _stands(connection, {*ids, *opposed(connection, ids)})
        chosen = select(statements.c.id).where(statements.c.proposition.in_(list(self._before)))
        self._members = list(connection.execute(chosen).scalars())

    def changes(self, connection: Connection) -> tuple[Change, ...]:
        """What is otherwise now, in the order of ids."""
        ids = set(self._before)
        for some in chunks(self._members):
            chosen = select(statements.c.proposition).where(statements.c.id.in_(some))
            ids.update(id for id in connection.execute(chosen).scalars() if id)
        now = _stands(connection, {*ids, *opposed(connection, ids)})
        made = []
        for id in sorted(self._before.keys() | now.keys()):
            before, after = self._before.get(id), now.get(id)
            gloss, then, there = _pair(before, after)
            if then != there and (id in self._before or id in ids):
                made.append(Change(id, gloss, then, there))
        return tuple(made)


_Row = tuple[str, Stands]


def _pair(before: _Row | None, after: _Row | None) -> tuple[str, Stands | None, Stands | None]:
    gloss = after[0] if after else before[0] if before else ""
    return gloss, before[1] if before else None, after[1] if after else None


def _stands(connection: Connection, ids: Collection[str]) -> dict[str, _Row]:
    found: dict[str, _Row] = {}
    for some in chunks(sorted(ids)):
        for row in connection.execute(select(propositions).where(propositions.c.id.in_(some))):
            standing = Standing(row.standing)
            found[row.id] = row.gloss, Stands(row.members, standing, row.at_least, row.at_most)
    return found


def propositions_of(connection: Connection, ids: Collection[str]) -> list[str]:
    """The propositions of some statements."""
    chosen = select(statements.c.proposition).where(statements.c.id.in_(list(ids)))
    return [id for id in connection.execute(chosen.distinct()).scalars() if id]


def propositions_in(connection: Connection, number: int) -> list[str]:
    """The propositions that a document tells."""
    there = statements.c.key.between(*keys_of(number))
    chosen = select(statements.c.proposition).where(there)
    return [id for id in connection.execute(chosen.distinct()).scalars() if id]
