"""An export that is under way: the archive, what is asked of it, and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from marsad.archive.advance import Advance, silent
from marsad.archive.observatory import Observatory
from marsad.archive.search.find import Page, find_keys, search
from marsad.linking.stored.store import chunks
from marsad.publishing.exports.selection import Selection, query_of
from marsad.publishing.exports.telling import keys_telling
from marsad.publishing.exports.withholding import withholding

T = TypeVar("T")
AT_ONCE = 500  # keys of one part; their readings have some megabytes


class Export:
    """What gatherers read from, and writers are told by.

    The archive is read in many short looks, so that others may write meanwhile: what is changed
    while an export runs may be in it as it was, or as it is.

    Args:
        lang: the language of the words that a format adds.
        advance: is told how far the work is.

    Raises:
        ValueError: the query cannot be meant; the message names the remedy.
    """

    def __init__(
        self,
        observatory: Observatory,
        selection: Selection,
        *,
        lang: str | None = None,
        advance: Advance = silent,
    ) -> None:
        self.observatory = observatory
        self.selection = selection
        self.lang = lang
        self.notes: list[str] = []
        self._advance = advance
        self._query = query_of(selection)
        with observatory.reading() as connection:
            self.hidden = withholding(connection)

    def keys(self, of: str) -> Iterator[tuple[int, ...]]:
        """The keys of the claims or documents that are found, the newest first, in parts.

        Where propositions are asked for, those that tell them.

        Raises:
            ValueError: the query cannot be meant for these.
        """
        if self.selection.propositions:
            with self.observatory.reading() as connection:
                telling = keys_telling(connection, self.selection.propositions, of)
            yield from (tuple(some) for some in chunks(telling, AT_ONCE))
            return
        with self.observatory.reading() as connection:
            told = search(connection, self._query, of=of, page=Page(1))
        self.note(*told.notes)
        total, done, below = 0 if told.more else told.total, 0, None
        while True:
            with self.observatory.reading() as connection:
                found = find_keys(connection, self._query, AT_ONCE, of=of, below=below)
            if found.keys:
                yield found.keys
                done += len(found.keys)
                self.tell(of, done, total)
                below = found.keys[-1]
            if not found.more:
                return
            if self.selection.looked is not None and done >= self.selection.looked:
                self.note(f"the newest {done:,} {of} were looked at; --since asks for others")
                return

    def first(self, entries: Iterable[T]) -> Iterator[T]:
        """So many of these as the selection asks for."""
        return islice(entries, self.selection.most)

    def tell(self, what: str, done: int, total: int) -> None:
        """Tell how far it is; a total of 0 is not known."""
        self._advance(what, done, total)

    def note(self, *lines: str) -> None:
        """Keep lines for the person who waits, each once."""
        self.notes += [line for line in dict.fromkeys(lines) if line not in self.notes]
