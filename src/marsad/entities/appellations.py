"""What is known is called in a language: actors, bodies, offices, places, nameless sources.

Canonical names are English, and stand so in an archive. Here they are told to a reader: by the
names of the lists, by the titles that a pack composes (``titles.toml``), by the words that it has
for sources without a name. What nobody knows in the language has no name here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from marsad.entities.descriptions import describe
from marsad.entities.gazetteer import load_gazetteer
from marsad.entities.lists import Lists, load_lists
from marsad.entities.titles import find_titled, title
from marsad.packs.pack import Pack, languages, load_pack
from marsad.packs.titles import load_titles

_ARMY = "army"
_NAMING = frozenset({"full", "guarded"})
_PART = "part"
_KEPT = 50_000  # names remembered: those of some months of news
_SEVERAL = "; "  # between the names of those who speak together


def name_entity(id: str, lang: str, lists: Lists | None = None) -> str | None:
    """What an actor, a state, a body or an office is called, by its id of the lists or composed.

    ``lists`` are those that count, without them those of the package; as in ``rename``.
    """
    if lang not in languages():
        return None
    known = lists or load_lists()
    names = _names(lang, known).get
    return names(id) or title(id, lang, names, known) or _parts(lang, known).get(id)


def name_place(id: str, lang: str) -> str | None:
    """What a place of the news is called, without the towns that only the long lists have.

    Many of those are called like a common word, and a name may not rest on one.
    """
    return _places(lang).get(id) if lang in languages() else None


def rename(name: str, lang: str, lists: Lists | None = None) -> str | None:
    """What is called so in English, or in any language of the lists, is called in another one.

    ``None`` where that is not known. Several names between semicolons are told one by one.
    """
    return _rename(name, lang, lists or load_lists())


@lru_cache(maxsize=_KEPT)
def _rename(name: str, lang: str, lists: Lists) -> str | None:
    if lang not in languages():
        return None
    if _SEVERAL in name:
        parts = [_rename(part, lang, lists) or part for part in name.split(_SEVERAL)]
        return (
            None
            if parts == name.split(_SEVERAL)
            else load_titles(load_pack(lang)).several.join(parts)
        )

    def known(name: str, lang: str) -> str | None:
        return _known(name, lang, lists)

    return known(name, lang) or describe(name, lang, known)


def _known(name: str, lang: str, lists: Lists) -> str | None:
    id = _listed(lists).get(name) or find_titled(name, lang, lists)
    if id is not None:
        return name_entity(id, lang, lists)
    place = _placed().get(name)
    return None if place is None else name_place(place, lang)


@cache
def _listed(lists: Lists) -> dict[str, str]:
    """The entities by their canonical names, and by other names that no second one has."""
    found: dict[str, str] = {}
    for id, name in _canonical(lists):
        found.setdefault(name, id)
    others: dict[str, set[str]] = {}
    for form, use, _ in lists.forms:
        if use.sort == "full" and form not in found:
            others.setdefault(form, set()).add(use.entity)
    return found | {form: ids.pop() for form, ids in others.items() if len(ids) == 1}


@cache
def _names(lang: str, lists: Lists) -> dict[str, str]:
    """The name of each entity: the canonical one in the script of the language, else the first."""
    script = load_pack(lang).script
    found: dict[str, str] = {}
    for id, name in _canonical(lists):
        if _written_in(name, script):
            found.setdefault(id, name)
    for form, use, of in lists.forms:
        if of == lang and use.sort in _NAMING:
            found.setdefault(use.entity, form)
    for entity in lists.entities.values():  # guarded forms are of no language
        own = next((name for name in entity.names if _written_in(name, script)), None)
        if own is not None:
            found.setdefault(entity.id, own)
    return found


@cache
def _parts(lang: str, lists: Lists) -> dict[str, str]:
    """What texts call the army and the parliament of a state, where no title is composed."""
    found: dict[str, str] = {}
    for form, use, of in lists.forms:
        if of == lang and use.sort == _PART:
            found.setdefault(use.entity, form)
    return found


def _canonical(lists: Lists) -> Iterator[tuple[str, str]]:
    for entity in lists.entities.values():
        yield entity.id, entity.name
        if entity.table == "state" and _ARMY in entity.own:
            yield f"{entity.id}.{_ARMY}", entity.own[_ARMY]


@cache
def _places(lang: str) -> dict[str, str]:
    pack = load_pack(lang)
    return dict(_called(pack))


def _called(pack: Pack) -> Iterator[tuple[str, str]]:
    for spot in load_gazetteer(load_lists(), pack).listed:
        own = (name for name in (spot.name, *spot.names) if _written_in(name, pack.script))
        if (name := next(own, None)) is not None:
            yield spot.id, name


@cache
def _placed() -> dict[str, str]:
    """The places of the news by their canonical names."""
    pack = load_pack(languages()[0])
    found: dict[str, str] = {}
    for spot in load_gazetteer(load_lists(), pack).listed:
        found.setdefault(spot.name, spot.id)
    return found


def _written_in(name: str, script: str) -> bool:
    first = next((char for char in name if char.isalpha()), "")
    return bool(first) and unicodedata.name(first, "").startswith(script)
