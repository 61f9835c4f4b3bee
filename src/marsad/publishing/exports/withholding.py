"""Persons whom the observatory suppresses are in no export: what names them is left out whole.

A row is left out if one of its actors is such a person, or if one of its texts has the name: the
passage too, for what a reading did not recognise. So an export may lack a claim that a page shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from marsad.archive.suppressed import Suppressed
from marsad.text.words import fold_form


class Withholding:
    """Whom to leave out, and how many rows were for it."""

    def __init__(self, hidden: Suppressed) -> None:
        self._hidden = hidden
        self._words = frozenset(form for form in hidden.forms if " " not in form)
        self._names = tuple(sorted(form for form in hidden.forms if " " in form))
        self.rows = 0

    def hides(
        self,
        called: Iterable[tuple[str | None, str | None]] = (),
        texts: Iterable[str | None] = (),
    ) -> bool:
        """Whether a row is left out, which is counted.

        Args:
            called: id and name of each actor of the row.
            texts: its texts, as the document has them.
        """
        if not self._hidden.ids and not self._hidden.forms:
            return False
        found = any(self._hidden.holds(id or "", name or "") for id, name in called)
        found = found or any(map(self._named, filter(None, texts)))
        self.rows += found
        return found

    def _named(self, text: str) -> bool:
        """Whether a text has one of the names; of a name of several words, also with a clitic."""
        if not self._names and not self._words:
            return False
        folded = fold_form(text)
        if any(name in folded for name in self._names):
            return True
        return not self._words.isdisjoint(folded.split())
