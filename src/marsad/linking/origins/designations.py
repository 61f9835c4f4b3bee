"""Designations: the bodies and states that the words for a source name.

What a document's own reading could not resolve is looked at once more, word by word, against the
lists: *the spokesman of the French defence ministry* names no person, but a state's ministry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from marsad.entities.lists import Lists, Use
from marsad.entities.names import index_names
from marsad.packs.glosses import load_glosses
from marsad.packs.lexicon import COORDINATOR
from marsad.packs.offices import load_offices
from marsad.packs.pack import Pack, languages, load_pack

LABELS = "en"  # the language of labels (marsad.analysis.labels)
_KEPT = 5_000  # remembered: as many as some days of news have
_TOKEN = re.compile(r"\w+|[^\w\s]")
_STATE_SORTS = frozenset({"full", "short", "adjective", "capital"})
_HEADS = frozenset({"institution", "ministry", "minister", "office", "spokesperson"})
_SIGNS = frozenset(",،;؛-–&/")
# Words of labels and glosses for one who serves a state; a label without any may be an activist's.
_SERVING = frozenset(
    {
        *("military", "army", "officer", "officers", "commander", "commanders", "general"),
        *("official", "officials", "government", "governmental", "state", "presidential"),
        *("ministry", "minister", "ministerial", "spokesperson", "ambassador", "envoy"),
        *("security", "intelligence", "police", "diplomat", "diplomats", "diplomatic"),
    }
)
_AGAINST = frozenset({"opposition", "activist", "activists", "former", "media", "rebel", "rebels"})


class Designation(NamedTuple):
    """What some words name: the first body, state and outlet of the lists, by id.

    ``together`` are the states, bodies and persons that are named side by side from the first on;
    ``official`` tells whether a word means one who serves a state, ``spokesman`` one who speaks for
    somebody.
    """

    body: str | None = None
    state: str | None = None
    outlet: str | None = None
    together: tuple[str, ...] = ()
    official: bool = False
    spokesman: bool = False


class _Hit(NamedTuple):
    first: int
    end: int
    cut: int
    adjective: bool
    state: str | None
    body: str | None
    person: str | None
    outlet: str | None

    @property
    def entity(self) -> str | None:
        return self.state or self.body or self.person

    @property
    def sort(self) -> str:
        return "state" if self.state else "body" if self.body else "person"


@lru_cache(maxsize=_KEPT)
def read_designation(words: str, lang: str | None, lists: Lists) -> Designation:
    """What the words for a source name; nothing where the language has no pack."""
    if not words or lang not in _languages():
        return Designation()
    pack = load_pack(lang)
    keys = _TOKEN.findall(pack.folding.key(words))
    hits = list(_hits(keys, pack, lists))
    return Designation(
        body=next((hit.body for hit in hits if hit.body), None),
        state=next((hit.state for hit in hits if hit.state), None),
        outlet=next((hit.outlet for hit in hits if hit.outlet), None),
        together=_together(keys, hits, pack),
        official=_official(keys, pack) or _only_states(keys, hits),
        spokesman="spokesperson" in _heads(keys, pack),
    )


_languages = cache(languages)


def _hits(keys: Sequence[str], pack: Pack, lists: Lists) -> Iterator[_Hit]:
    names = index_names(lists, pack)
    at = 0
    while at < len(keys):
        found = names.find(keys, at, len(keys))
        if found is None:
            at += 1
            continue
        values = found.values
        one = partial(_one, lists, values)
        told = _state(lists, values), one("actor", "body"), one("person"), one("outlet")
        adjective = any(use.sort == "adjective" for use in values)
        yield _Hit(found.first, found.end, found.cut, adjective, *told)
        at = found.end


def _state(lists: Lists, uses: Sequence[Use]) -> str | None:
    """The state that a form means, by its name, its adjective or its capital."""
    entities = lists.entities
    for use in uses:
        known = entities.get(use.entity)
        if use.sort in _STATE_SORTS and known is not None and known.table == "state":
            return use.entity
    return None


def _one(lists: Lists, uses: Sequence[Use], *tables: str) -> str | None:
    """The only entity of some tables that a form is the full name of."""
    entities = lists.entities
    full = {use.entity for use in uses if use.sort == "full"}
    found = [one for one in full if one in entities and entities[one].table in tables]
    return found[0] if len(found) == 1 else None


def _together(keys: Sequence[str], hits: Sequence[_Hit], pack: Pack) -> tuple[str, ...]:
    found: dict[str, None] = {}
    last: _Hit | None = None
    for hit in hits:
        if hit.entity is None:
            continue
        if last is not None and not _joined(last, hit, keys, pack):
            break
        found[hit.entity] = None
        last = hit
    return tuple(found)


def _joined(one: _Hit, other: _Hit, keys: Sequence[str], pack: Pack) -> bool:
    """Whether two names stand side by side as equals: *Russia and Syria*, *US-Turkish*.

    *The council's commander X* names a body and its head; behind a semicolon stands another name.
    """
    between = keys[one.end : other.first]
    if ";" in between:
        return True
    if one.sort != other.sort:
        return False
    ands = [bool(pack.lexicon.look(key).mask & COORDINATOR) for key in between]
    signs = [key in _SIGNS and one.sort == "state" for key in between]
    if not all(map(any, zip(ands, signs, strict=True))):
        return False
    both = one.adjective and other.adjective
    return both or bool(between) or other.cut > 0


def _only_states(keys: Sequence[str], hits: Sequence[_Hit]) -> bool:
    """Whether the words are nothing but names of states («دمشق»)."""
    states = sum(hit.end - hit.first for hit in hits if hit.state and not hit.adjective)
    return bool(hits) and states == len(keys)


def _official(keys: Sequence[str], pack: Pack) -> bool:
    glosses = _gloss_words(pack)
    english = {word for key in keys for word in glosses.get(key, key).split()}
    if english & _AGAINST:
        return False
    if english & _SERVING:
        return True
    return not _HEADS.isdisjoint(_heads(keys, pack))


def _heads(keys: Sequence[str], pack: Pack) -> set[str]:
    """The sorts of offices and institutions that stand in the words."""
    heads = load_offices(pack).heads
    found = (heads.find(keys, at, len(keys)) for at in range(len(keys)))
    return {head.sort for one in found if one for head in one.values}


@cache
def _gloss_words(pack: Pack) -> dict[str, str]:
    """The English of the words for unnamed sources, of a pack that has glosses."""
    glosses = load_glosses(pack)
    return {**glosses.adjectives, **glosses.nouns}
