"""The words at which clauses begin, and those that colour what is told, from ``clauses.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from marsad.packs.pack import Pack, read_table
from marsad.packs.phrasebook import Phrasebook

LISTS = (
    *("opens", "timing", "verbal", "before_verb", "circumstance"),
    *("condition", "closed", "hedge", "none", "lasting", "only", "to_come"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWords:
    """The lists of ``clauses.toml`` by folded form.

    ``likely`` remembers of each word as it is written whether it may be the verb of a clause.
    """

    words: Phrasebook[str]
    likely: dict[str, int]

    def marks(self, keys: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """The name of a list, with the tokens (end exclusive) of a form of it, in order."""
        for at in self.words.positions(keys):
            found = self.words.find(keys, at, len(keys))
            for name in found.values if found is not None else ():
                yield name, at, found.end if found is not None else at


@cache
def load_clauses(pack: Pack) -> ClauseWords:
    """The clause words of a pack, loaded once; a pack without the file has none.

    Raises:
        ValueError: the file has an unknown key; the message names it.
    """
    table = read_table(pack, "clauses")
    unknown = sorted(table.keys() - set(LISTS))
    if unknown:
        raise ValueError(f"{pack.lang}/clauses.toml: no key called {', '.join(unknown)}")
    forms = [(form, name) for name in LISTS for form in table.get(name, ())]
    return ClauseWords(words=Phrasebook(forms, pack), likely={})
