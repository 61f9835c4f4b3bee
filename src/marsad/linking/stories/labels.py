"""Labels of stories: neutral names, made of the lists and of templates, never of a headline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from marsad.entities.appellations import name_entity, name_place
from marsad.entities.lists import Lists

# How many of a sort a label names: what fits on one line of a list.
_PLACES, _ACTORS, _EVENTS = 1, 2, 2
_MOST = {"p": _PLACES, "a": _ACTORS, "n": _ACTORS, "e": _EVENTS}

_FALLBACK = "en"  # for what is in a language without labels


def label(terms: Iterable[str], lists: Lists | None = None) -> dict[str, str]:
    """What to call a story in each language, from its terms, the most telling first.

    Only what the lists name in every language of the labels is named, so that all say the same.
    """
    tables = _tables()
    found: dict[str, list[dict[str, str]]] = {"p": [], "a": [], "e": []}
    spoken: set[str] = set()
    for term in terms:
        sort = "a" if term[0] == "n" else term[0]
        if sort not in found or len(found[sort]) >= _MOST[sort]:
            continue
        names = _named(term, lists)
        if names is not None and not spoken & set(names.values()):
            found[sort].append(names)
            spoken |= set(names.values())
    return {lang: _join(table, lang, found) for lang, table in tables.items()}


def deny(text: str, lang: str | None) -> str:
    """Words that are denied, with a sign that they are; in the language of the words."""
    tables = _tables()
    return str((tables.get(lang or "") or tables[_FALLBACK])["denied"]).format(text)


def _join(table: Mapping[str, Any], lang: str, found: Mapping[str, list[dict[str, str]]]) -> str:
    parts = [table["comma"].join(one[lang] for one in found[sort]) for sort in ("p", "a", "e")]
    return str(table["between"].join(part for part in parts if part) or table["unnamed"])


def _named(term: str, lists: Lists | None) -> dict[str, str] | None:
    """The names of a term by language; ``None`` where one of them has none."""
    sort, _, key = term.partition(":")
    names = {lang: name for lang, name in _names_of(sort, key, lists) if name is not None}
    return names if len(names) == len(_tables()) else None


def _names_of(sort: str, key: str, lists: Lists | None) -> Iterator[tuple[str, str | None]]:
    for lang, table in _tables().items():
        if sort == "e":
            yield lang, table["event"].get(key)
        elif sort == "p":
            yield lang, name_place(key, lang)
        else:
            yield lang, name_entity(key, lang, lists)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    source = files("marsad.linking.stories").joinpath("labels.toml")
    return tomli.loads(source.read_text(encoding="utf-8"))
