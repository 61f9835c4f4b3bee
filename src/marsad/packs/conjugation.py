"""All inflections of an Arabic verb that news uses, from its citation form.

Nothing here knows a word of the language; the letters and their order are those of the grammar.
Clitics that any word may carry in front (و ف س ل ب ك) are left to whoever reads the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.packs.paradigms import SOUND, WEAK_A, WEAK_I, WEAK_U, Stem, attach, find_stems, spell

_HE, _SHE = "ي", "ت"
_THIRD = ("ه", "ها", "هم")
_SHORTEST = 2  # letters of a verb before its object
OBJECTS = ("ه", "ها", "هم", "هما", "نا", "ني")
PRONOUNS_OF_CLOSING = ("ه", "ها", "هم", "هما", "هن", "ي")
POSSESSIVES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي")


class Form(NamedTuple):
    """One inflected form, in level-1 spelling.

    ``part`` is past, present, passive-past, passive-present, participle or masdar. ``person`` is 0
    and ``gender``, ``number`` empty where they do not apply. ``suffix`` is the attached pronoun
    that is part of ``text``.
    """

    text: str
    part: str
    person: int = 0
    gender: str = ""
    number: str = ""
    suffix: str = ""


class _Slot(NamedTuple):
    prefix: str
    person: int
    gender: str
    number: str
    ending: int  # a column of the table of endings
    takes_object: bool = False


# The endings of the past: bare, at, A, atA, UA, n, t, nA, tm.
_PAST_SLOTS = (
    _Slot("", 3, "m", "s", 0, True),
    _Slot("", 3, "f", "s", 1, True),
    _Slot("", 3, "m", "d", 2),
    _Slot("", 3, "f", "d", 3),
    _Slot("", 3, "m", "p", 4, True),
    _Slot("", 3, "f", "p", 5),
    _Slot("", 1, "", "s", 6, True),
    _Slot("", 1, "", "p", 7, True),
    _Slot("", 2, "m", "p", 8),
)
_CONSONANTAL_PAST = frozenset({5, 6, 7, 8})
_PAST_ENDINGS = {
    SOUND: ("", "aت", "A", "aتA", "UE", "ن", "ت", "نA", "تم"),
    WEAK_A: ("{final}", "aت", "a{last}A", "aتA", "aوE", "a{last}ن", "a{last}ت", "a{last}نA",
             "a{last}تم"),
    WEAK_I: ("I", "iيaت", "iيA", "iيaتA", "UE", "Iن", "Iت", "IنA", "Iتم"),
}  # fmt: skip
# The endings of the present: bare, Un, UA, n, An, A, and the short jussive.
_PRESENT_SLOTS = (
    _Slot("ي", 3, "m", "s", 0, True),
    _Slot("ت", 3, "f", "s", 0, True),
    _Slot("ء", 1, "", "s", 0, True),
    _Slot("ن", 1, "", "p", 0, True),
    _Slot("ي", 3, "m", "p", 1, True),
    _Slot("ي", 3, "m", "p", 2, True),
    _Slot("ت", 2, "m", "p", 1),
    _Slot("ت", 2, "m", "p", 2),
    _Slot("ي", 3, "f", "p", 3),
    _Slot("ي", 3, "m", "d", 4),
    _Slot("ي", 3, "m", "d", 5),
    _Slot("ت", 3, "f", "d", 4),
    _Slot("ت", 3, "f", "d", 5),
    _Slot("ي", 3, "m", "s", 6),
    _Slot("ت", 3, "f", "s", 6),
    _Slot("ء", 1, "", "s", 6),
    _Slot("ن", 1, "", "p", 6),
)
_SHORT = 6
_CONSONANTAL_PRESENT = frozenset({3, _SHORT})
_PRESENT_ENDINGS = {
    SOUND: ("", "Uن", "UE", "ن", "Aن", "A", ""),
    WEAK_A: ("Y", "aون", "aوE", "aين", "aيAن", "aيA", ""),
    WEAK_I: ("I", "Uن", "UE", "Iن", "iيAن", "iيA", ""),
    WEAK_U: ("U", "Uن", "UE", "Uن", "uوAن", "uوA", ""),
}
_PARTICIPLE_SLOTS = (
    ("m", "s"), ("m", "s"), ("f", "s"), ("m", "p"), ("m", "p"), ("f", "p"), ("m", "d"),
    ("m", "d"), ("f", "d"), ("f", "d"),
)  # fmt: skip
_PARTICIPLE_ENDINGS = {
    SOUND: ("", "A", "aT", "Uن", "Iن", "Aت", "Aن", "aين", "aتAن", "aتaين"),
    WEAK_I: ("", "iيA", "iيaT", "Uن", "Iن", "iيAت", "iيAن", "iيaين", "iيaتAن", "iيaتaين"),
}


def conjugate(  # noqa: PLR0913 (the grammar of one verb, by keyword)
    lemma: str,
    form: str,
    *,
    imperfect: str | None = None,
    masdars: Sequence[str] = (),
    participle: str | None = None,
    objects: bool = False,
    third: bool = False,
) -> list[Form]:
    """All forms of a verb, each once.

    Args:
        lemma: the third person masculine singular of the past, with its hamza, without vowels.
        form: I to X, or Q and Q2 for four radicals (ترجم, تجمهر).
        imperfect: the same person of the imperfect; needed for form I.
        masdars: the verbal nouns; without them, the one that the form gives.
        participle: the active participle, where the rule would not find it.
        objects: add the forms with an attached object.
        third: only the third person.

    Raises:
        ValueError: the lemma does not have the shape of the form, or the imperfect is missing.
    """
    stems = find_stems(lemma, form, imperfect)
    forms = [
        *_past(stems.past, "past", objects=objects, third=third),
        *_present(stems.present, "present", objects=objects, third=third),
        *_past(stems.passive_past, "passive-past"),
        *_present(stems.passive_present, "passive-present"),
        *(_participle(stems.participle) if participle is None else _given(participle)),
    ]
    for masdar in masdars or ((spell(stems.masdar),) if stems.masdar else ()):
        forms += inflect_noun(masdar)
    return list(dict.fromkeys(forms))


def inflect_noun(word: str, *, part: str = "masdar", number: str = "s") -> list[Form]:
    """A noun bare, with the article, in the accusative, and with attached pronouns."""
    plural = word.endswith("ات") and number != "s"
    gender = "f" if plural or word.endswith("ة") else "m"
    forms = [Form(word, part, 0, gender, number), Form("ال" + word, part, 0, gender, number)]
    if not (plural or word.endswith(("ة", "اء", "ى", "ا", "أ"))):
        forms.append(Form(word + "ا", part, 0, gender, number))
    for base in _before_pronouns(word):
        forms += [Form(base + end, part, 0, gender, number, end) for end in POSSESSIVES]
    return forms


def _before_pronouns(word: str) -> tuple[str, ...]:
    if word.endswith("ة"):
        return (word[:-1] + "ت",)
    if word.endswith("ى"):
        return (word[:-1] + "ا",)
    if word.endswith("اء"):
        return (word, word[:-1] + "ؤ", word[:-1] + "ئ")
    return (word,)


def _past(stem: Stem, part: str, *, objects: bool = False, third: bool = True) -> list[Form]:
    made: list[Form] = []
    endings = [
        ending.format(last=stem.last, final=stem.final) for ending in _PAST_ENDINGS[stem.kind]
    ]
    for slot in _PAST_SLOTS:
        if slot.person == 3 or not third:
            base = stem.consonant if slot.ending in _CONSONANTAL_PAST else stem.vowel
            _write(made, base, endings[slot.ending], slot, part, objects=objects)
    return made


def _present(stem: Stem, part: str, *, objects: bool = False, third: bool = True) -> list[Form]:
    made: list[Form] = []
    endings = _PRESENT_ENDINGS[stem.kind]
    short = stem.kind != SOUND or stem.vowel != stem.consonant
    for slot in _PRESENT_SLOTS:
        if (slot.person == 3 or not third) and (short or slot.ending != _SHORT):
            base = stem.consonant if slot.ending in _CONSONANTAL_PRESENT else stem.vowel
            _write(made, base, endings[slot.ending], slot, part, objects=objects)
    return made


def _write(  # noqa: PLR0913 (one form of the paradigm, put where the others are)
    made: list[Form], base: str, ending: str, slot: _Slot, part: str, *, objects: bool
) -> None:
    if ending[:1] == base[-1]:  # a last letter that meets its like is written once: أعلنا, أثبت
        ending = ending[1:]
    prefix, person, gender, number, _, takes_object = slot
    for text in attach(prefix, base, ending):
        made.append(Form(text, part, person, gender, number))
        if objects and takes_object:
            before = _before_object(text, silent_alef=ending.endswith("E"))
            made += [Form(before + end, part, person, gender, number, end) for end in OBJECTS]


def feminine_present(word: str) -> str | None:
    """A folded word that may be a present, said of *her*; None where it cannot be one."""
    return _SHE + word[len(_HE) :] if word.startswith(_HE) else None


def split_object(word: str) -> Iterator[tuple[str, str]]:
    """What a folded word may be as a verb with an attached object of the third person.

    Yields pairs of the verb, as it is written without the object, and the object; the reverse of
    what ``conjugate`` does with ``objects``.
    """
    if not word.endswith(_THIRD):
        return
    for suffix in _THIRD:
        base = word[: -len(suffix)]
        if len(base) < _SHORTEST or not word.endswith(suffix):
            continue
        yield base, suffix
        if base[-1] == "و":
            yield base + "ا", suffix  # the silent alef: قتلوا, قتلوه
        elif base[-1] == "ا":
            yield base[:-1] + "ي", suffix  # a final yā' or alef maqsura: رمى, رماه


def _before_object(text: str, *, silent_alef: bool) -> str:
    if text.endswith("ى"):
        return (text[:-1] + "ا").replace("أا", "آ")
    return text[:-1] if silent_alef else text


def _participle(stem: Stem) -> list[Form]:
    endings = _PARTICIPLE_ENDINGS[stem.kind]
    return [
        Form(text, "participle", 0, gender, number)
        for (gender, number), ending in zip(_PARTICIPLE_SLOTS, endings, strict=True)
        for text in attach("", stem.vowel, ending)
    ]


def _given(participle: str) -> list[Form]:
    return _participle(Stem(participle, participle))
