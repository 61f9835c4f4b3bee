"""What composed bodies, offices and nameless sources are called, from a pack's ``titles.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marsad.packs.glosses import load_glosses
from marsad.packs.pack import Pack, read_table

_TABLES = ("institution", "office", "body", "any", "portfolio")
_SECTIONS = {*_TABLES, "noun", "adjective", "link", "concept", "without", "spokesperson", "several"}
_GENDERS = frozenset("mfpq")
_FORMS = 3  # of an adjective: masculine, feminine, in the plural of men


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Patterns by the ids of ``institutions.toml``, and words by their English.

    ``nouns`` are (word, how adjectives agree with it); ``adjectives`` have a form for each of
    ``m``, ``f``, ``p`` and ``q``; ``several`` stands between names. Empty for a
    language without titles.
    """

    institutions: Mapping[str, str]
    offices: Mapping[str, str]
    bodies: Mapping[str, str]
    untold: Mapping[str, str]
    portfolios: Mapping[str, str]
    nouns: Mapping[str, tuple[str, str]]
    adjectives: Mapping[str, Mapping[str, str]]
    links: Mapping[str, str]
    concepts: Mapping[str, str]
    spokesperson: str = ""
    without: str = ""
    several: str = "; "


@cache
def load_titles(pack: Pack) -> Titles:
    """The titles of a pack; empty where it has none.

    Raises:
        ValueError: there is a section that is not known, or an adjective without its three forms.
    """
    table = read_table(pack, "titles")
    unknown = table.keys() - _SECTIONS
    if unknown:
        raise ValueError(f"{pack.lang}/titles.toml: no section called {', '.join(unknown)}")
    institutions, offices, bodies, untold, portfolios = (table.get(one, {}) for one in _TABLES)
    answered = read_table(pack, "offices").get("portfolio", {}) if table else {}
    return Titles(
        institutions=institutions,
        offices=offices,
        bodies=bodies,
        untold=untold,
        portfolios={**{name: some[0] for name, some in answered.items()}, **portfolios},
        nouns=_nouns(pack, table.get("noun", {})),
        adjectives=_adjectives(pack, table) if table else {},
        links=table.get("link", {}),
        concepts=table.get("concept", {}),
        spokesperson=table.get("spokesperson", ""),
        without=table.get("without", ""),
        several=table.get("several", "; "),
    )


def agree(adjective: str, gender: str, pack: Pack) -> str:
    """An adjective, each of its words, in the form that a noun asks for."""
    endings = {"f": pack.endings.feminine[:1], "p": pack.endings.plural[-1:]}
    endings["q"] = endings["p"]
    (ending,) = endings.get(gender) or ("",)
    return " ".join(f"{word}{ending}" for word in adjective.split())


def _nouns(pack: Pack, table: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    unknown = table.keys() - _GENDERS
    if unknown:
        raise ValueError(f"{pack.lang}/titles.toml: noun: no gender called {', '.join(unknown)}")
    return {
        english: (word, gender)
        for gender, words in table.items()
        for english, word in words.items()
    }


def _adjectives(pack: Pack, table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Those of the glosses, the first of each meaning, and under them the pack's own forms."""
    found: dict[str, dict[str, str]] = {}
    for word, english in read_table(pack, "glosses").get("adjective", {}).items():
        if english and english not in found:
            found[english] = {gender: agree(word, gender, pack) for gender in _GENDERS}
    load_glosses(pack)  # whose schema is checked there
    for english, forms in table.get("adjective", {}).items():
        if len(forms) != _FORMS:
            raise ValueError(f"{pack.lang}/titles.toml: adjective {english} needs three forms")
        masculine, feminine, men = forms
        found[english] = {"m": masculine, "f": feminine, "p": men, "q": men}
    return found
