"""English words for what a language calls its unnamed sources, from a pack's ``glosses.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from marsad.packs.pack import Pack, read_table

_SECTIONS = {"noun", "adjective", "link", "own"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Glosses:
    """Folded words, with and without the article, and their English; ``own`` for a language whose
    own words are those of the labels."""

    nouns: dict[str, str]
    adjectives: dict[str, str]
    links: dict[str, str]
    own: bool = False


@cache
def load_glosses(pack: Pack) -> Glosses:
    """The glosses of a pack; empty where it has none.

    Raises:
        ValueError: there is a section that is not known.
    """
    table = read_table(pack, "glosses")
    unknown = table.keys() - _SECTIONS
    if unknown:
        raise ValueError(f"{pack.lang}/glosses.toml: no section called {', '.join(unknown)}")
    key, article = pack.folding.key, pack.article
    nouns: dict[str, str] = {}
    for word, gloss in table.get("noun", {}).items():
        nouns[key(word)] = nouns[article + key(word)] = gloss
    adjectives: dict[str, str] = {}
    for word, gloss in table.get("adjective", {}).items():
        for ending in ("", *pack.endings.feminine, *pack.endings.plural):
            adjectives[key(word + ending)] = adjectives[article + key(word + ending)] = gloss
    return Glosses(
        nouns=nouns,
        adjectives=adjectives,
        links={key(word): gloss for word, gloss in table.get("link", {}).items()},
        own=bool(table.get("own")),
    )
