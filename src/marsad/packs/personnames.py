"""Personal names of a language and how they are written in Latin letters, from ``names.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from marsad.packs.pack import Pack, read_table

_SECTIONS = {"given", "surname", "common", "joints", "letters", "article"}
_VOWELS = "aeiou"
_CLUSTER = re.compile(r"([^aeiou\W])(?=[^aeiou\W]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNames:
    """``given`` and ``known`` are folded; ``common`` are those that are ordinary words too."""

    given: frozenset[str]
    known: frozenset[str]
    common: frozenset[str]
    joints: frozenset[str]
    spelling: dict[str, str]
    letters: dict[str, str]
    article: str

    def __hash__(self) -> int:
        return id(self)


@cache
def load_names(pack: Pack) -> PersonNames:
    """The personal names of a pack; empty where it has none.

    Raises:
        ValueError: there is a section that is not known.
    """
    table = read_table(pack, "names")
    unknown = table.keys() - _SECTIONS
    if unknown:
        raise ValueError(f"{pack.lang}/names.toml: no section called {', '.join(unknown)}")
    key = pack.folding.key

    def words(section: str) -> dict[str, Any]:
        return {key(word): value for word, value in table.get(section, {}).items()}

    given, surnames, joints = words("given"), words("surname"), words("joints")
    spelling = {**surnames, **given, **joints}
    single = {word for word in (*given, *surnames) if " " not in word}
    starts = {word.split()[0] for word in given if " " in word}
    return PersonNames(
        given=frozenset(word for word in given if " " not in word) | frozenset(starts),
        known=frozenset(single | joints.keys() | starts),
        common=frozenset(words("common")),
        joints=frozenset(joints),
        spelling=spelling,
        letters=table.get("letters", {}),
        article=next(iter(table.get("article", {}).values()), ""),
    )


def romanise(words: list[str], names: PersonNames, pack: Pack) -> str:
    """A name in Latin letters: as the pack spells its words, other words letter by letter."""
    keys = [pack.folding.key(word) for word in words]
    out: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(keys[at : at + 2])
        if pair in names.spelling and " " in pair:
            out.append(names.spelling[pair])
            at += 2
            continue
        out.append(_word(words[at], keys[at], names, pack))
        at += 1
    return " ".join(out)


def _word(word: str, key: str, names: PersonNames, pack: Pack) -> str:
    if key in names.spelling:
        return names.spelling[key]
    article = pack.article
    if article and key.startswith(article) and len(key) > len(article) + 1:
        bare = key[len(article) :]
        return f"{names.article}{names.spelling.get(bare) or _spell(word[len(article) :], names)}"
    return _spell(word, names)


def _spell(word: str, names: PersonNames) -> str:
    """A word letter by letter, with a vowel where three consonants would meet."""
    if word.isascii():
        return word
    out = ""
    for place, letter in enumerate(word):
        sound = names.letters.get(letter, "")
        if place == 0:
            sound = names.letters.get(f"{letter}-", sound)
        elif place == len(word) - 1:
            sound = names.letters.get(f"-{letter}", sound)
        out += sound
    if not any(vowel in out for vowel in _VOWELS):
        out = "a".join(out) if len(out) > 1 else out
    out = _CLUSTER.sub(r"\1a", out)
    return out[:1].upper() + out[1:]
