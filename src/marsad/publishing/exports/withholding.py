"""Persons whom the observatory suppresses are in no export: what names them is left out whole.

A row is left out if one of its actors is such a person, or if one of its texts has a full name: the
passage too, for what a reading did not recognise. Where the report names the person in full, a part
of the name is enough. So an export may lack a claim that a page shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from marsad.archive.schema import names
from marsad.archive.search.typednames import find_hidden
from marsad.archive.suppressed import Suppressed, suppressed
from marsad.entities.lists import load_lists
from marsad.linking.stored.store import chunks
from marsad.text.words import fold_form

_SHORTEST = 3  # letters of a part of a name; shorter ones are particles


class Withholding:
    """Whom to leave out, and how many rows were for it."""

    def __init__(self, hidden: Suppressed) -> None:
        self._hidden = hidden
        self._forms = hidden.forms | frozenset(_known(hidden.ids))
        self._inside: tuple[str, frozenset[str]] = ("", frozenset())
        self.rows = 0

    def hides(
        self,
        called: Iterable[tuple[str | None, str | None]] = (),
        texts: Iterable[str | None] = (),
        within: tuple[str, str] | None = None,
    ) -> bool:
        """Whether a row is left out, which is counted.

        Args:
            called: id and name of each actor of the row.
            texts: its texts, as the document has them.
            within: the id and the text of its document.
        """
        if not self._hidden.ids and not self._forms:
            return False
        actors = list(called)
        found = any(self._hidden.holds(id or "", name or "") for id, name in actors)
        if not found:
            told = [name for _, name in actors]
            parts = self._parts(*within) if within else frozenset[str]()
            found = any(self._named(text, parts) for text in (*texts, *told) if text)
        self.rows += found
        return found

    def _named(self, text: str, parts: frozenset[str]) -> bool:
        """Whether a text has one of the names, or one of these parts of them, as words."""
        folded = fold_form(text)
        return self._has(folded) or not parts.isdisjoint(folded.split())

    def _has(self, folded: str) -> bool:
        """A name of several words is found with a clitic too, a single word only by itself."""
        words = folded.split()
        return any(form in (folded if " " in form else words) for form in self._forms)

    def _parts(self, document: str, text: str) -> frozenset[str]:
        """The parts of the names that a document has in full."""
        if self._inside[0] != document:
            folded = fold_form(text)
            there = [form for form in self._forms if " " in form and form in folded]
            words = {word for form in there for word in form.split() if len(word) >= _SHORTEST}
            self._inside = (document, frozenset(words))
        return self._inside[1]


def withholding(connection: Connection) -> Withholding:
    """Whom the lists of an archive suppress, also by the names that people merged with theirs."""
    hidden, numbers = suppressed(connection), find_hidden(connection)
    ids, forms = set(hidden.ids), set(hidden.forms)
    for some in chunks(sorted(numbers)):
        chosen = select(names.c.entity, names.c.name).where(names.c.number.in_(some))
        for entity, name in connection.execute(chosen):
            ids.add(entity)
            forms.add(fold_form(name))
    return Withholding(Suppressed(frozenset(ids), frozenset(forms)))


def _known(ids: Iterable[str]) -> Iterator[str]:
    """What the lists of the package call some persons, in any language, folded."""
    wanted = frozenset(ids)
    if not wanted:
        return
    lists = load_lists()
    for id in wanted & lists.entities.keys():
        entity = lists.entities[id]
        yield from map(fold_form, (entity.name, *entity.names))
    for form, use, _ in lists.forms:
        if use.entity in wanted and " " in form:
            yield fold_form(form)
