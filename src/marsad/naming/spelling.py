"""Names that only the whole document tells: surnames alone, and misspellings."""

from __future__ import annotations

from dataclasses import replace

from marsad.model import Ground, Kind
from marsad.naming.scene import Naming, Scene

_TYPO = 3  # letters of the shortest word that is looked at as a misspelling


def find_surnames(scene: Scene) -> list[Naming]:
    """The surnames of persons that no list has, before and behind their full names."""
    keys = scene.keys
    persons: dict[str, Naming] = {}
    for one in scene.made:
        if one.kind is Kind.PERSON and one.entity is None and one.name:
            persons.setdefault(keys[one.end - 1], one)
    taken = _taken(scene)
    found: list[Naming] = []
    endings = tuple(persons)
    for at, key in enumerate(keys) if persons else ():
        if at in taken or not key.endswith(endings):
            continue
        for cut, rest in scene.knowledge.names.peel(key):
            if rest in persons and _alone(scene, at, cut, taken):
                person = replace(persons[rest], first=at, end=at + 1, cut=cut)
                found.append(replace(person, ground=Ground.SURNAME))
                break
    return found


def _alone(scene: Scene, at: int, cut: int, taken: set[int]) -> bool:
    """Whether a word is a known surname, or one that the pack does not know, and no part of
    another name."""
    tagged = scene.tagged
    entry, key = tagged.entries[at], tagged.page.keys[at][cut:]
    if entry.cues or entry.roles or at - 1 in taken:
        return False
    return tagged.unknown(at) or key in scene.knowledge.people.known


def _taken(scene: Scene) -> set[int]:
    return {token for one in scene.made for token in range(one.first, one.end)}


def find_misspelt(scene: Scene) -> list[Naming]:
    """Words one letter off a name that stands elsewhere in the text."""
    keys = scene.keys
    names = {
        keys[one.first][one.cut :]: one
        for one in scene.made
        if one.end == one.first + 1 and one.ground is Ground.NAME and one.state is None
    }
    names = {key: one for key, one in names.items() if len(key) > _TYPO}
    ends = {(key[0], key[-1]) for key in names}
    taken = _taken(scene) if names else set()
    found: list[Naming] = []
    for at, key in enumerate(keys) if names else ():
        if (key[0], key[-1]) not in ends or len(key) < _TYPO or key in names:
            continue
        if at in taken or at in scene.names or not scene.tagged.unknown(at):
            continue
        name = next((name for name in names if one_letter_off(key, name)), None)
        if name is not None:
            meant = replace(names[name], first=at, end=at + 1, cut=0)
            found.append(replace(meant, ground=Ground.SPELLING))
    return found


def one_letter_off(word: str, name: str) -> bool:
    """Whether a word misses or changes one letter inside a name, or swaps two; its ends agree.

    Letters added at the ends are inflection, and no misspelling.
    """
    if word == name or word[0] != name[0] or word[-1] != name[-1]:
        return False
    if len(word) == len(name):
        off = [at for at, (a, b) in enumerate(zip(word, name, strict=True)) if a != b]
        if len(off) == 2 and off[1] == off[0] + 1:
            return word[off[0]] == name[off[1]] and word[off[1]] == name[off[0]]
        return len(off) == 1 and len(name) > _TYPO + 1
    short, long = sorted((word, name), key=len)
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1)
    )
