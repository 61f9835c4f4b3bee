"""What single words tell, and the words of a document with it, found once for all that read them.

The contents of a document overlap, and stand in paragraphs that are read again and again: so its
words are parted once, and each stretch takes those that stand in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.model import Span
from marsad.packs import lexicon
from marsad.packs.concepts import Concepts, Looked, load_concepts
from marsad.packs.pack import Pack
from marsad.text.stems import stem
from marsad.text.words import Placed, placed_words

WORD, NATION = 90, 90
LEAST = 2  # letters of a word that tells something
_LONG_VOWELS = re.compile("[اوي]")
_CACHED = 100_000  # words kept with what they tell: some 20 MB
_STOP = (
    lexicon.COMPLEMENTIZER
    | lexicon.RESUMER
    | lexicon.QUESTION
    | lexicon.PREPOSITION
    | lexicon.RELATIVE
    | lexicon.CLAUSE
    | lexicon.AUXILIARY
    | lexicon.PARTICLE
    | lexicon.NEGATION
    | lexicon.OPENING
    | lexicon.DEMONSTRATIVE
    | lexicon.PRONOUN
    | lexicon.LIGHT
    | lexicon.WHAT
    | lexicon.PRONOMINAL
    | lexicon.VERB_TAIL
    | lexicon.CONTRAST
    | lexicon.LIKEWISE
    | lexicon.COORDINATOR
    | lexicon.DETERMINER
    | lexicon.POSSESSIVE
    | lexicon.OBJECT_PRONOUN
    | lexicon.PASSIVE
    | lexicon.MODAL
    | lexicon.REFLEXIVE
    | lexicon.CONTAINS
)


class Told(NamedTuple):
    """What a word tells by itself.

    ``term`` is that of a word of no concept, with its weight, ``None`` where it tells nothing;
    ``empty`` says that it tells nothing of what is spoken of, ``national`` that it may be the
    adjective or the people of a state, ``relative`` that it may open a relative clause.
    """

    term: tuple[str, int] | None
    looked: Looked
    empty: bool
    national: bool
    relative: bool


class Vocabulary:
    """What single words of a language tell, kept by their forms."""

    def __init__(self, pack: Pack, lists: Lists) -> None:
        self.concepts: Concepts = load_concepts(pack)
        self._look = pack.lexicon.look
        self._nations = _nations(lists, pack)
        self._told: dict[tuple[str, str], Told] = {}

    def told(self, word: Placed) -> Told:
        """What a word tells by itself."""
        key = word[:2]
        found = self._told.get(key)
        if found is None:
            if len(self._told) >= _CACHED:
                self._told.clear()
            found = self._told[key] = self._find(*key)
        return found

    def _find(self, norm: str, base: str) -> Told:
        entry = self._look(norm)
        empty = bool(entry.mask & _STOP) or len(norm) < LEAST or not norm.isalpha()
        nation = self._nations.get(base)
        term: tuple[str, int] | None = None
        if nation is not None:
            term = f"n:{nation}", NATION
        elif not empty:
            plain = stem(entry.rest) if entry.glue or entry.lead else base
            term = f"w:{_skeleton(plain)}", WORD
        relative = bool(entry.mask & lexicon.RELATIVE)
        return Told(term, self.concepts.look(norm, base), empty, nation is not None, relative)


@cache
def load_vocabulary(pack: Pack, lists: Lists) -> Vocabulary:
    """What the words of a language tell, with the names of some lists."""
    return Vocabulary(pack, lists)


class Stretch(NamedTuple):
    """Words in a row with what each tells; their places are those in the document."""

    words: Sequence[Placed]
    told: Sequence[Told]

    def free(self, held: Sequence[Span]) -> Stretch:
        """The words that no span holds, nor what they lean on."""
        if not held:
            return self
        ordered = sorted(held)
        words: list[Placed] = []
        told: list[Told] = []
        at, reached, last = 0, -1, len(ordered)
        for number, word in enumerate(self.words):
            end = word.end
            while at < last and ordered[at].start < end:
                reached = max(reached, ordered[at].end)
                at += 1
            if word.start >= reached:
                words.append(word)
                told.append(self.told[number])
        return Stretch(words, told)


class Wording:
    """The words of a text, parted once."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text, self._vocabulary = text, vocabulary
        self._words = placed_words(text)
        self._told = list(map(vocabulary.told, self._words))
        self._starts = [word.start for word in self._words]

    def stretch(self, span: Span) -> Stretch:
        """The words of a stretch of the text, as if there were no more of it."""
        first = bisect_left(self._starts, span.start)
        end = bisect_left(self._starts, span.end, first)
        cut = first > 0 and self._words[first - 1].end > span.start
        if cut or (end > first and self._words[end - 1].end > span.end):
            return self._apart(span)  # part of a word may be another one
        return Stretch(self._words[first:end], self._told[first:end])

    def _apart(self, span: Span) -> Stretch:
        start = span.start
        words = [
            Placed(norm, base, start + first, start + end)
            for norm, base, first, end in placed_words(self._text[start : span.end])
        ]
        return Stretch(words, list(map(self._vocabulary.told, words)))


def _skeleton(word: str) -> str:
    """A stem without its long vowels, which part the forms of a verb from those of a noun."""
    bare = word[0] + _LONG_VOWELS.sub("", word[1:])
    return bare if len(bare) > LEAST else word


@cache
def _nations(lists: Lists, pack: Pack) -> dict[str, str]:
    """The stems of adjectives and peoples of states, with the id of the state.

    Forms of several words (*I-Kiribati*) tell by none of them, and one that folds to a word with a
    job in the sentence (*US*, *us*) tells only where the reading found the state.
    """
    found: dict[str, str] = {}
    for form, use, lang in lists.forms:
        if use.sort not in ("adjective", "people") or lang != pack.lang:
            continue
        words = placed_words(form)
        if len(words) == 1 and not pack.lexicon.look(words[0].norm).mask & _STOP:
            found.setdefault(words[0].stem, use.entity)
    return found
