"""Personal names of a language and how they are written in Latin letters, from ``names.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from marsad.packs.pack import Pack, read_table

_SECTIONS = {"given", "surname", "common", "joints", "suffixes", "letters", "article", "gender"}
_LIST = "words"  # key of a section that lists names without their spelling
_VOWELS = "aeiou"
_ALEFS = str.maketrans("أإآ", "ااا")
_PAIR = 2  # letters that may stand for one sound together


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNames:
    """``given`` and ``known`` are folded; ``written`` is level 1, hamzas on alef aside.

    ``common`` are those that are ordinary words too. Without ``letters`` a name is kept as it is
    written. ``gender`` tells by a pronoun, a title or a noun whether a man (``m``) or a woman
    (``f``) is meant.
    """

    given: frozenset[str]
    known: frozenset[str]
    written: frozenset[str]
    common: frozenset[str]
    joints: frozenset[str]
    suffixes: frozenset[str]
    spelling: dict[str, str]
    letters: dict[str, str]
    article: str
    gender: dict[str, str]

    def __hash__(self) -> int:
        return id(self)

    def bare(self, word: str) -> str:
        """A level-1 word as ``written`` has it."""
        return written_bare(word)


def written_bare(word: str) -> str:
    """A word without the hamzas that news leaves out of names (أحمد, احمد)."""
    return word.translate(_ALEFS)


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

    def written(section: str) -> dict[str, Any]:
        """The names of a section with their spelling; those that it only lists spell themselves."""
        given = dict(table.get(section, {}))
        listed = given.pop(_LIST, ()) if isinstance(given.get(_LIST), list) else ()
        return given | dict(zip(listed, listed, strict=True))

    def words(section: str) -> dict[str, Any]:
        given = written(section)
        return dict(zip(pack.folding.keys(list(given)), given.values(), strict=True))

    given, surnames, joints = words("given"), words("surname"), words("joints")
    spelling = {**surnames, **given, **joints}
    single = {word for word in (*given, *surnames) if " " not in word}
    starts = {word.split()[0] for word in given if " " in word}
    return PersonNames(
        given=frozenset(word for word in given if " " not in word) | frozenset(starts),
        known=frozenset(single | joints.keys() | starts),
        written=frozenset(
            written_bare(word)
            for section in ("given", "surname", "joints")
            for name in written(section)
            for word in name.split()
        ),
        common=frozenset(words("common")),
        joints=frozenset(joints),
        suffixes=frozenset(words("suffixes")),
        spelling=spelling,
        letters=table.get("letters", {}),
        article=next(iter(table.get("article", {}).values()), ""),
        gender={
            key: gender
            for gender, own in table.get("gender", {}).items()
            for key in pack.folding.keys(own)
        },
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
    """A word letter by letter, with a vowel where consonants would meet."""
    if word.isascii():
        return word
    sounds = list(_sounds(word, names.letters))
    out = ""
    for place, sound in enumerate(sounds):
        out += sound
        following = sounds[place + 1 : place + 3]
        hard = [not one or one[0] not in _VOWELS for one in (sound, *following)]
        opens = place == 0 and len(sounds) > 1 and all(hard[:2])
        if sound and (opens or (len(hard) == 3 and all(hard) and out[-1] not in _VOWELS)):
            out += "a"
    return out[:1].upper() + out[1:]


def _sounds(word: str, letters: dict[str, str]) -> Iterator[str]:
    """The sounds of a word: two letters at a time where the pack has them, then one."""
    at = 0
    while at < len(word):
        pair = word[at : at + _PAIR]
        if len(pair) == _PAIR and pair in letters and pair[1] != "-":
            yield letters[pair]
            at += _PAIR
            continue
        letter = word[at]
        sound = letters.get(letter, "")
        if at == 0:
            sound = letters.get(f"{letter}-", sound)
        elif at == len(word) - 1:
            sound = letters.get(f"-{letter}", sound)
        yield sound
        at += 1
