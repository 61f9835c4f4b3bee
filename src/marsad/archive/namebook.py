"""The names of an archive: each once, with its number and the forms that it is looked for by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_

from marsad.archive.dialect import insert_once
from marsad.archive.rows import Named
from marsad.archive.schema import name_forms, names

Key = tuple[str, str]
_AT_ONCE = 500  # pairs in one look-up: SQLite takes 32,766 values in a statement
_WANTED = select(names.c.number, names.c.kind, names.c.entity).where(
    tuple_(names.c.kind, names.c.entity).in_(bindparam("keys", expanding=True))
)
_LAST = select(func.max(names.c.number))
_ENTER = insert(names)


class NameBook:
    """Numbers of names, remembered for as long as one writer works.

    After a transaction that was undone, a new one has to be made: what was remembered is not there.
    """

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}
        self._forms: set[tuple[int, str]] = set()

    def numbers(
        self,
        connection: Connection,
        found: Iterable[Named],
        forms: Mapping[Key, Iterable[str]],
    ) -> dict[Key, int]:
        """The numbers of names, by kind and entity; the ones that are new are entered.

        ``forms`` are what the names are called, folded.
        """
        wanted = {(one.kind, one.entity): one.name for one in found}
        missing = [key for key in wanted if key not in self._numbers]
        self._look_up(connection, missing)
        new = [key for key in missing if key not in self._numbers]
        if new:
            self._enter(connection, {key: wanted[key] for key in new})
        self._learn(connection, wanted, forms)
        return {key: self._numbers[key] for key in wanted}

    def _look_up(self, connection: Connection, keys: list[Key]) -> None:
        for at in range(0, len(keys), _AT_ONCE):
            rows = connection.execute(_WANTED, {"keys": keys[at : at + _AT_ONCE]})
            for number, kind, entity in rows:
                self._numbers[kind, entity] = number

    def _enter(self, connection: Connection, new: dict[Key, str]) -> None:
        last = connection.scalar(_LAST) or 0
        numbers = dict(zip(new, range(last + 1, last + 1 + len(new)), strict=True))
        rows = [
            {"number": number, "kind": key[0], "entity": key[1], "name": new[key]}
            for key, number in numbers.items()
        ]
        connection.execute(_ENTER, rows)
        self._numbers |= numbers

    def _learn(
        self, connection: Connection, wanted: Iterable[Key], forms: Mapping[Key, Iterable[str]]
    ) -> None:
        """Enter the forms that are new to this book."""
        pairs = {(self._numbers[key], form) for key in wanted for form in forms.get(key, ())}
        pairs -= self._forms
        if pairs:
            rows = [{"name": number, "form": form} for number, form in sorted(pairs)]
            connection.execute(insert_once(connection, name_forms), rows)
            self._forms |= pairs
