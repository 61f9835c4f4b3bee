"""Light stems: what is left of a word without article and endings, by its script.

Arabic after light10 (Larkey, Ballesteros and Connell 2007), with other smallest lengths, the two
shapes of broken plurals that no singular shares, and the endings of verbs. Particles that lean on
a word (*and*, *for*, *by*) stay on it: too many words begin with the same letters. Who searches
looks for the word with each of them instead (``leanings``). English takes off plurals, *-ed* and
*-ing*. tests/text/test_stems.py holds what must match and what must not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SHORTEST = 3  # letters that an ending leaves at least: the root of most Arabic words


class _Ending(NamedTuple):
    letters: str
    least: int  # letters that it leaves


# The article with what leans on it. A noun in `وكال` (agency) forbids the article behind `وك`.
_ARTICLES = (
    *(("وبال", 3), ("ولل", 3), ("فلل", 3), ("وال", 3), ("فال", 3)),
    *(("بال", 3), ("كال", 3), ("لل", 3), ("ال", 2)),
)
# Four letters are asked for where names of three and the ending are common (Lebanon, Iran).
_ENDINGS = tuple(
    _Ending(letters, least)
    for letters, least in (
        *(("هما", 3), ("هم", 4), ("هن", 4), ("كم", 4), ("نا", 4), ("ها", 3)),
        *(("وا", 3), ("ات", 3), ("ان", 4), ("ون", 3), ("ين", 3), ("يا", 3)),
        *(("ه", 3), ("ي", 3), ("ت", 3), ("ا", 4), ("و", 4)),
    )
)
_LEANING = ("و", "ف", "ب", "ل", "ك", "ول", "وب")
_LEANS = 4  # letters of a word that is looked for with particles: `جنه` would find `لجنه`
_ARABIC = re.compile(r"[\u0620-\u064a]+")
_MINISTERS = re.compile(r"(..)(.)اء")  # shuraka': the plural of sharik
_REPORTS = re.compile(r"(.)(.)ا(.)ي(.)")  # taqarir, sawarikh, mashari'

_VOWEL = re.compile(r"[aeiouy]")
_KEPT = frozenset({"news", "united", "evening", "الله"})  # not new, unit, even, him
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def stem(word: str, *, definite: bool = True) -> str:
    """The light stem of a folded word; the word itself where no rule takes anything off.

    ``definite`` is false for a word that is known not to begin with the article, because its first
    letter carries a hamza.
    """
    if word in _KEPT:
        return word
    if word.isascii():
        return _stem_latin(word) if word.isalpha() else word
    return _stem_arabic(word, definite) if _ARABIC.fullmatch(word) else word


def stems_of(word: str) -> tuple[str, ...]:
    """All stems under which a text may have a folded word: as it stands, and with a particle.

    A word that begins like the article may have begun with a hamza: both are looked for.
    """
    plain = (stem(word), stem(word, definite=False))
    return tuple(dict.fromkeys((*plain, *leanings(word))))


def leanings(word: str) -> tuple[str, ...]:
    """The stems that a folded word has with a particle before it, as texts write it."""
    bare = without_article(word)
    if len(bare) < _LEANS or not _ARABIC.fullmatch(bare):
        return ()
    stems = ((particle, _stem_arabic(particle + bare, definite=True)) for particle in _LEANING)
    return tuple(left for particle, left in stems if left.startswith(particle))


def without_article(word: str) -> str:
    """A folded word without the article and what leans on it; as it is where there is none."""
    for start, least in _ARTICLES:
        if word.startswith(start) and len(word) - len(start) >= least:
            return word[len(start) :]
    return word


def _stem_arabic(word: str, definite: bool) -> str:
    if definite:
        word = without_article(word)
    word = _singular(word)
    while shorter := _without_ending(word):
        word = shorter
    return word


def _without_ending(word: str) -> str | None:
    for ending in _ENDINGS:
        if word.endswith(ending.letters) and len(word) - len(ending.letters) >= ending.least:
            return word[: -len(ending.letters)]
    return None


def _singular(word: str) -> str:
    if shape := _MINISTERS.fullmatch(word):
        return f"{shape[1]}ي{shape[2]}"
    if shape := _REPORTS.fullmatch(word):
        first, second, third, last = shape.groups()
        if second == "و":  # sawarikh of sarukh
            return f"{first}ا{third}و{last}"
        return f"{first}{second}{third}{'و' if first == 'م' else 'ي'}{last}"
    return word


def _stem_latin(word: str) -> str:
    if len(word) <= _SHORTEST:
        return word
    word = _without_tense(_without_plural(word))
    if word.endswith("ie"):
        return f"{word[:-2]}y"
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return f"{word[:-3]}y"
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) >= _SHORTEST and _VOWEL.search(left):
            return word if word.endswith("eed") else _DOUBLED.sub(r"\1", left)
    return word
