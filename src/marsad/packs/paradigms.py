"""The stems of an Arabic verb, from its citation form and its verb form.

Stems are written with their vowels in a notation of one sign a sound, so that the seat of a hamza
can be found by the rules of Arabic spelling: Arabic letters are consonants, ``a i u`` short vowels,
``A I U`` long ones, ``Y`` the alef that is written ى, ``T`` the ة, ``E`` an alef that is only
written. Doubled letters stand once, as they do in print. In a pattern ``1 2 3 4`` are the radicals.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

HAMZA = "ء"
_INITIAL = "أ"
_SEATED = str.maketrans(dict.fromkeys("أإؤئ", HAMZA))
_LETTERS = str.maketrans(
    {"a": "", "i": "", "u": "", "A": "ا", "I": "ي", "U": "و", "Y": "ى", "T": "ة", "E": "ا"}
)
_VOWEL_OF_SEAT = {"أ": "a", "ؤ": "u", "ئ": "i"}
_WEAK = frozenset("اىي")

# How a stem goes on: as a sound one, or with a weak last radical after a, i or u.
SOUND, WEAK_A, WEAK_I, WEAK_U = "sound", "weak-a", "weak-i", "weak-u"


class Stem(NamedTuple):
    """One stem of a verb.

    ``vowel`` stands before endings that begin with a vowel, ``consonant`` before the others.
    ``kind`` is how it goes on; a weak stem stands without its last radical. ``last`` is that
    radical in the past (و in دعوت), ``final`` how the bare past ends (A in دعا, Y in نفى).
    """

    vowel: str
    consonant: str
    kind: str = SOUND
    last: str = "ي"
    final: str = "Y"


class Stems(NamedTuple):
    """All stems of a verb; those of the present carry the vowel of the prefix, not its letter."""

    past: Stem
    present: Stem
    passive_past: Stem
    passive_present: Stem
    participle: Stem
    masdar: str  # in the notation; "" where no rule knows it


class _Pattern(NamedTuple):
    past: str
    present: str
    passive_past: str
    passive_present: str
    participle: str
    masdar: str


_PATTERNS = {
    "I": _Pattern("1a2a3", "", "1u2i3", "u12a3", "1A2i3", ""),
    "II": _Pattern("1a2a3", "u1a2i3", "1u2i3", "u1a2a3", "مu1a2i3", "تa12I3"),
    "III": _Pattern("1A2a3", "u1A2i3", "1U2i3", "u1A2a3", "مu1A2i3", "مu1A2a3aT"),
    "IV": _Pattern("ءa12a3", "u12i3", "ءu12i3", "u12a3", "مu12i3", "ءi12A3"),
    "V": _Pattern("تa1a2a3", "aتa1a2a3", "تu1u2i3", "uتa1a2a3", "مuتa1a2i3", "تa1a2u3"),
    "VI": _Pattern("تa1A2a3", "aتa1A2a3", "تu1U2i3", "uتa1A2a3", "مuتa1A2i3", "تa1A2u3"),
    "VII": _Pattern("Eن1a2a3", "aن1a2i3", "Eن1u2i3", "uن1a2a3", "مuن1a2i3", "Eن1i2A3"),
    "VIII": _Pattern("E1تa2a3", "a1تa2i3", "E1تu2i3", "u1تa2a3", "مu1تa2i3", "E1تi2A3"),
    "IX": _Pattern("E12a3", "a12a3", "E12u3", "u12a3", "مu12a3", "E12i3A3"),
    "X": _Pattern("Eستa12a3", "aستa12i3", "Eستu12i3", "uستa12a3", "مuستa12i3", "Eستi12A3"),
    "Q": _Pattern("1a23a4", "u1a23i4", "1u23i4", "u1a23a4", "مu1a23i4", "1a23a4aT"),
    "Q2": _Pattern("تa1a23a4", "aتa1a23a4", "تu1u23i4", "uتa1a23a4", "مuتa1a23i4", "تa1a23u4"),
}
FORMS = frozenset(_PATTERNS)

# What a weak second radical makes of a pattern, and what equal second and third radicals make.
_HOLLOW = (
    ("12a3", "1A3"),
    ("12i3", "1I3"),
    ("12A3", "1A3aT"),
    ("1A2i3", "1Aءi3"),
    ("1a2a3", "1A3"),
    ("1u2i3", "1I3"),
    ("a2a3", "A3"),
    ("a2i3", "A3"),
    ("u2i3", "I3"),
    ("i2A3", "iيA3"),
)
_DOUBLED = (
    ("12a3", "1a2"),
    ("12i3", "1i2"),
    ("1A2i3", "1A2"),
    ("a2a3", "a2"),
    ("a2i3", "a2"),
    ("u2i3", "u2"),
)
_NEVER_CONTRACTED = frozenset({"II", "III", "V", "VI", "Q", "Q2", "IX"})
_ASSIMILATED = frozenset("تدطذثظ")
_SHORT = str.maketrans("AIU", "aiu")


class _Root(NamedTuple):
    letters: str
    infix: str = "ت"
    hollow: bool = False
    doubled: bool = False
    final: str = ""  # the weak last letter of the citation form


def spell(sounds: str) -> str:
    """The commonest spelling of a word in the notation."""
    return spellings(sounds)[0]


@cache
def _letters(sounds: str) -> str:
    return sounds.translate(_LETTERS)


def attach(prefix: str, base: str, ending: str) -> tuple[str, ...]:
    """The spellings of a stem with what stands around it; quick where no hamza needs a seat."""
    if HAMZA in base or (prefix == HAMZA and base[0] != "a" and base[0] != "u"):
        return spellings(prefix + base + ending)
    return ((_INITIAL if prefix == HAMZA else prefix) + _letters(base) + _letters(ending),)


def spellings(sounds: str) -> tuple[str, ...]:
    """A word in the notation as print has it; several where print is not of one mind."""
    if HAMZA not in sounds:
        return (sounds.translate(_LETTERS),)
    sounds = re.sub("^ءaء(?![aiuAIUY])", "ءA", sounds)
    sounds = re.sub("^ءiء(?![aiuAIUY])", "ءI", sounds)
    sounds = re.sub("^ءuء(?![aiuAIUY])", "ءU", sounds)
    plain = _seat(sounds).translate(_LETTERS)
    other = _seat(sounds, newspaper=True).translate(_LETTERS)
    return (plain,) if plain == other else (plain, other)


def _seat(sounds: str, *, newspaper: bool = False) -> str:
    """Put every hamza on its seat. Newspapers keep the seat before a plural ending (يقرأون)."""
    out: list[str] = []
    for at, sound in enumerate(sounds):
        if sound != HAMZA:
            if not (sound == "A" and out and out[-1] == "آ"):
                out.append(sound)
            continue
        before = sounds[at - 1] if at else ""
        after = sounds[at + 1] if at + 1 < len(sounds) else ""
        if newspaper and after == "U" and before in {"a", "A"}:
            out.append("أ" if before == "a" else HAMZA)
        elif not before:
            out.append("آ" if after == "A" else "إ" if after in {"i", "I"} else "أ")
        else:
            out.append(_seat_inside(before, after))
    return "".join(out)


def _seat_inside(before: str, after: str) -> str:
    """The seat of a hamza that is not the first letter: the stronger vowel decides."""
    around = {before, after}
    if before in {"I", "E"} or around & {"i"} or (after == "I" and before):
        return "ئ" if after or before == "i" else HAMZA
    if before == "U" or not (before in "aiuA" or after):
        return HAMZA
    if around & {"u"} or after == "U":
        return "ؤ"
    if before == "A":
        return HAMZA
    return "آ" if after == "A" else "أ"


def find_stems(lemma: str, form: str, imperfect: str | None) -> Stems:
    """The stems of a verb.

    Raises:
        ValueError: the form is unknown, or the lemma does not have its shape, or a verb of form I
            comes without its imperfect.
    """
    if form not in FORMS:
        raise ValueError(f"{lemma}: no verb form called {form}")
    root = _find_root(lemma, form)
    pattern = _PATTERNS[form]
    if root.infix != "ت":
        pattern = _Pattern(*(part.replace("1ت", "1" + root.infix) for part in pattern))
    past = _stem(pattern.past, root)
    if form == "I":
        if not imperfect:
            raise ValueError(f"{lemma}: a verb of form I needs its imperfect")
        past = _past_of_form_one(root)
        present = _present_of_form_one(root, imperfect)
        passive_present = _passive_present_of_form_one(root, present)
    else:
        present = _stem(pattern.present, root)
        passive_present = _stem(pattern.passive_present, root)
    return Stems(
        past=past,
        present=present,
        passive_past=_stem(pattern.passive_past, root),
        passive_present=passive_present,
        participle=_stem(pattern.participle, root),
        masdar=_masdar(pattern.masdar, root),
    )


# Where the letters of the root stand in a citation form of each verb form.
_ROOT_PLACES = {
    "I": slice(0, None),
    "II": slice(0, None),
    "IV": slice(1, None),
    "V": slice(1, None),
    "VII": slice(2, None),
    "IX": slice(1, None),
    "X": slice(3, None),
    "Q": slice(0, None),
    "Q2": slice(1, None),
}


def _find_root(lemma: str, form: str) -> _Root:
    letters = lemma.replace("آ", "أا" if form in {"I", "III"} else "أأ").translate(_SEATED)
    infix = "ت"
    if form == "III":
        letters = letters[0] + letters[2:]
    elif form == "VI":
        letters = letters[1] + letters[3:]
    elif form == "VIII":
        assimilated = len(letters) == 4 and letters[1] in _ASSIMILATED
        infix = "" if assimilated else letters[2]
        letters = letters[1:] if assimilated else letters[1] + letters[3:]
    else:
        letters = letters[_ROOT_PLACES[form]]
    if form == "IX" and len(letters) == 3:
        return _Root(letters, infix)
    if len(letters) == 2 and form not in _NEVER_CONTRACTED:
        return _Root(letters + letters[1], infix, doubled=True)
    if len(letters) != (4 if form in ("Q", "Q2") else 3):
        raise ValueError(f"{lemma}: not the shape of a verb of form {form}")
    hollow = letters[1] == "ا"
    final = letters[-1] if letters[-1] in _WEAK and (form == "I" or letters[-1] != "ي") else ""
    return _Root(letters, infix, hollow=hollow, final=final)


def _fill(pattern: str, root: _Root) -> str:
    """The pattern with the radicals of the root; و and ي follow the vowel before them."""
    out = pattern
    for place, letter in enumerate(root.letters, start=1):
        out = out.replace(str(place), letter)
    out = re.sub("iو(?![aiuAIU])", "I", out)
    return re.sub("uي(?![aiuAIU])", "U", out)


def _rewrite(pattern: str, rules: tuple[tuple[str, str], ...]) -> str:
    for old, new in rules:
        if old in pattern:
            return pattern.replace(old, new)
    return pattern


def _stem(pattern: str, root: _Root) -> Stem:
    if root.hollow and root.final == "":
        long = _rewrite(pattern, _HOLLOW)
        head, last = long[:-2], long[-2:]
        return Stem(_fill(long, root), _fill(head + last.translate(_SHORT), root))
    if root.doubled:
        return Stem(_fill(_rewrite(pattern, _DOUBLED), root), _fill(pattern, root))
    if root.final:
        weak = {"a": WEAK_A, "i": WEAK_I}[pattern[-2]]
        base = _fill(pattern[:-2], root)
        return Stem(base, base, weak)
    base = _fill(pattern, root)
    return Stem(base, base)


def _past_of_form_one(root: _Root) -> Stem:
    stem = _stem("1a2a3", root)
    if root.final == "ا":
        return stem._replace(last="و", final="A")
    if root.final == "ي":
        return stem._replace(kind=WEAK_I)
    return stem


def _present_of_form_one(root: _Root, imperfect: str) -> Stem:
    """The stem that the imperfect shows; its last vowel shows only beside a hamza."""
    letters = imperfect[1:].translate(_SEATED)
    if root.final:
        base = "a" + letters[:-1]
        return Stem(base, base, {"ى": WEAK_A, "ي": WEAK_I, "و": WEAK_U}[letters[-1]])
    if root.hollow:
        long = letters.translate(str.maketrans("اوي", "AUI")) if len(letters) == 3 else letters
        long = letters[0] + long[1] + letters[2]
        return Stem("a" + long, "a" + letters[0] + long[1].lower() + letters[2])
    seat = imperfect[-1] if letters[-1] == HAMZA else imperfect[-2]
    vowel = _VOWEL_OF_SEAT.get(seat, "u")
    if root.doubled:
        return Stem(f"a{letters[0]}{vowel}{letters[1]}", _fill("a12u3", root))
    base = f"a{letters[:-1]}{vowel}{letters[-1]}"
    return Stem(base, base)


def _passive_present_of_form_one(root: _Root, present: Stem) -> Stem:
    if root.final:  # رأى loses its hamza here too: يرى
        base = "u" + present.vowel[1:]
        if root.letters[0] == "و":
            base = _fill("u12", root)
        return Stem(base, base, WEAK_A)
    return _stem("u12a3", root)


def _masdar(pattern: str, root: _Root) -> str:
    if pattern == "تa12I3" and root.letters[2] == HAMZA:
        pattern = "تa12i3aT"
    if root.hollow and root.final == "":
        pattern = _rewrite(pattern, _HOLLOW)
    if root.final:
        for old, new in (("I3", "iيaT"), ("a3aT", "AT"), ("A3", "Aء"), ("u3", "I")):
            if pattern.endswith(old):
                pattern = pattern.removesuffix(old) + new
                break
    return _fill(pattern, root)
