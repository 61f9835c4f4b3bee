"""Whom an observatory suppresses: no page, list, count or look-up by name is made of them.

A person is suppressed by an entry of the observatory's own lists (`marsad lists`): ``[[person]]``
with ``suppress = true``, by the id of the package's lists or by names. The words of the texts stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import tomli
from sqlalchemy import Connection, func, select

from marsad.archive.schema import lists
from marsad.entities.lists import names_in
from marsad.text.words import fold_form

_KEPT = 64  # lists of which is remembered whom they suppress


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Whom the observatory suppresses: by ids, and by folded names."""

    ids: frozenset[str]
    forms: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.ids)

    def holds(self, entity: str, name: str) -> bool:
        """Whether an actor is one of these."""
        return entity in self.ids or (bool(self.forms) and fold_form(name) in self.forms)


def suppressed(connection: Connection) -> Suppressed:
    """The persons to suppress, as the lists of the archive stand now."""
    latest = select(func.max(lists.c.number)).group_by(lists.c.name)
    chosen = select(lists.c.text).where(
        lists.c.number.in_(latest), lists.c.text.contains("suppress")
    )
    return _united(_persons(text) for text in connection.execute(chosen).scalars())


def _united(found: Iterable[Suppressed]) -> Suppressed:
    ids, forms = frozenset[str](), frozenset[str]()
    for one in found:
        ids, forms = ids | one.ids, forms | one.forms
    return Suppressed(ids, forms)


@lru_cache(maxsize=_KEPT)
def _persons(text: str) -> Suppressed:
    """Whom one list suppresses."""
    entries = [one for one in tomli.loads(text).get("person", ()) if one.get("suppress") is True]
    return Suppressed(
        frozenset(one["id"] for one in entries),
        frozenset(fold_form(name) for one in entries for name in names_in(one)),
    )
