"""Labels of stories: neutral names, made of the lists and of templates, never of a headline."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from marsad.entities.gazetteer import Spot, load_gazetteer
from marsad.entities.lists import Lists, load_lists
from marsad.packs.pack import Pack, load_pack

# How many of a sort a label names: what fits on one line of a list.
_PLACES, _ACTORS, _EVENTS = 1, 2, 2
_ARMY = "army"
_MOST = {"p": _PLACES, "a": _ACTORS, "n": _ACTORS, "e": _EVENTS}

_FALLBACK = "en"  # for what is in a language without labels


def label(terms: Iterable[str]) -> dict[str, str]:
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
        names = _named(term)
        if names is not None and not spoken & set(names.values()):
            found[sort].append(names)
            spoken |= set(names.values())
    return {lang: _join(table, lang, found) for lang, table in tables.items()}


def deny(text: str, lang: str | None) -> str:
    """Words that are denied, with a sign that they are; in the language of the words."""
    tables = _tables()
    return str((tables.get(lang or "") or tables[_FALLBACK])["denied"]).format(text)


def name_entity(id: str, lang: str) -> str | None:
    """What an actor, a state or a body of the lists is called in a language."""
    return _names().get((id, lang))


def name_place(id: str, lang: str) -> str | None:
    """What a place of the news is called in a language."""
    spot = _spots(load_pack(lang)).get(id)
    if spot is None:
        return None
    script = load_pack(lang).script
    return next((name for name in (spot.name, *spot.names) if _written_in(name, script)), None)


def _join(table: Mapping[str, Any], lang: str, found: Mapping[str, list[dict[str, str]]]) -> str:
    parts = [table["comma"].join(one[lang] for one in found[sort]) for sort in ("p", "a", "e")]
    return str(table["between"].join(part for part in parts if part) or table["unnamed"])


def _named(term: str) -> dict[str, str] | None:
    """The names of a term by language; ``None`` where one of them has none."""
    sort, _, key = term.partition(":")
    names = {lang: name for lang, name in _names_of(sort, key) if name is not None}
    return names if len(names) == len(_tables()) else None


def _names_of(sort: str, key: str) -> Iterator[tuple[str, str | None]]:
    for lang, table in _tables().items():
        if sort == "e":
            yield lang, table["event"].get(key)
        elif sort == "p":
            yield lang, name_place(key, lang)
        else:
            yield lang, name_entity(key, lang)


def _written_in(name: str, script: str) -> bool:
    first = next((char for char in name if char.isalpha()), "")
    return bool(first) and unicodedata.name(first, "").startswith(script)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    source = files("marsad.linking.stories").joinpath("labels.toml")
    return tomli.loads(source.read_text(encoding="utf-8"))


@cache
def _names() -> dict[tuple[str, str], str]:
    """The name of each entity by language: the canonical one in its own script, else the first."""
    lists = load_lists()
    found: dict[tuple[str, str], str] = {}
    for lang in _tables():
        script = load_pack(lang).script
        for id, name in _canonical(lists):
            if _written_in(name, script):
                found.setdefault((id, lang), name)
    for form, use, lang in lists.forms:
        if use.sort in ("full", "guarded", "part") and lang:
            found.setdefault((use.entity, lang), form)
    return found


def _canonical(lists: Lists) -> Iterator[tuple[str, str]]:
    for entity in lists.entities.values():
        yield entity.id, entity.name
        if entity.table == "state" and _ARMY in entity.own:
            yield f"{entity.id}.{_ARMY}", entity.own[_ARMY]


@cache
def _spots(pack: Pack) -> dict[str, Spot]:
    """The places of the news by id, without the towns that only the long lists have.

    Many of those are called like a common word, and a label may not rest on one.
    """
    return {spot.id: spot for spot in load_gazetteer(load_lists(), pack).listed}
