"""Names that only the whole document tells: surnames alone, and misspellings."""

from __future__ import annotations

from marsad.model import Ground, Kind
from marsad.naming.scene import Naming, Scene

_PREFIX = 2  # tokens of what stands before an apostrophe or a hyphen, and of these
_INSIDE = frozenset("'’-")
_TYPO = 3  # letters of the shortest word that is looked at as a misspelling


def find_surnames(scene: Scene) -> list[Naming]:
    """The surnames of persons that no list has, before and behind their full names."""
    if scene.tagged.pack.cased:
        return _with_capitals(scene)
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
                person = persons[rest]._replace(first=at, end=at + 1, cut=cut)
                found.append(person._replace(ground=Ground.SURNAME))
                break
    return found


def _with_capitals(scene: Scene) -> list[Naming]:
    """The same where capitals tell a name; those found by a title alone get the full name."""
    keys, persons = scene.keys, dict[str, Naming | None]()
    for one in scene.made:
        if one.kind is Kind.PERSON and one.entity is None and _full(scene, one):
            key = keys[_last(scene, one)]
            known = persons.get(key, one)
            same = known is not None and known.name == one.name
            persons[key] = known if same else None  # two of one surname: neither
    taken = _taken(scene)
    found: list[Naming] = []
    for place, one in enumerate(scene.made):
        unlisted = one.kind is Kind.PERSON and one.entity is None
        person = persons.get(keys[one.end - 1]) if unlisted and not _full(scene, one) else None
        if person is not None:
            scene.made[place] = one._replace(name=person.name, ground=Ground.SURNAME)
    for at, key in enumerate(keys) if persons else ():
        person = persons.get(key)
        if person is None or at in taken or not _surname_alone(scene, at):
            continue
        first = at
        while first > _PREFIX and scene.tagged.glued(first) and keys[first - 1] in _INSIDE:
            first -= _PREFIX
        surname = person._replace(first=first, end=at + 1, cut=0, name_first=0)
        found.append(surname._replace(ground=Ground.SURNAME))
    return found


def find_initials(scene: Scene) -> list[Naming]:
    """The initials that stand in brackets behind a name, wherever they come again."""
    words, short = scene.tagged.page.words, dict[str, Naming]()
    for one in scene.made if scene.tagged.pack.cased else ():
        initials = words[one.end + 1] if one.end + 2 < len(words) else ""
        bracketed = words[one.end : one.end + 3 : 2] == ["(", ")"] and initials.isupper()
        if bracketed and one.name and len(initials) > 1:
            letters = {word[0] for word in words[one.first : one.end]}
            if {initials[0], initials[-1]} <= letters:
                short.setdefault(initials, one)
    taken = _taken(scene) if short else set()
    return [
        short[word]._replace(first=at, end=at + 1, cut=0, name_first=0, ground=Ground.SHORT)
        for at, word in enumerate(words if short else ())
        if word in short and at not in taken
    ]


def _full(scene: Scene, one: Naming) -> bool:
    """Whether a name has several words, and not only joints inside one."""
    return any(not scene.tagged.glued(at) for at in range(_name_of(one) + 1, one.end))


def _name_of(one: Naming) -> int:
    """The first token of the name itself, behind an office."""
    return one.name_first or one.first


def _last(scene: Scene, one: Naming) -> int:
    """The token of the surname: the last of a name, but for *Jr* and the like."""
    last, suffixes = one.end - 1, scene.knowledge.people.suffixes
    while last > _name_of(one) and not (
        scene.case.capital(last) and len(scene.keys[last]) > 1 and scene.keys[last] not in suffixes
    ):
        last -= 1
    return last


def _surname_alone(scene: Scene, at: int) -> bool:
    """Whether a word with a capital stands as a surname, and not inside another name."""
    case, tagged = scene.case, scene.tagged
    if not case.capital(at) or at in tagged.times or at in scene.bodies:
        return False
    if case.opens(at) and not tagged.unknown(at):
        return False
    behind = at + 1
    longer = case.capital(behind) and behind not in tagged.times and behind not in scene.names
    inside = case.capital(at - 1) if at else False
    named = inside and scene.keys[at - 1] in scene.knowledge.people.given
    return case.heading(at) or not (longer or named)


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
            meant = names[name]._replace(first=at, end=at + 1, cut=0)
            found.append(meant._replace(ground=Ground.SPELLING))
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
