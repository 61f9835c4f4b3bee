"""Normal forms of a text, with the way back to every code point.

Level 1 (``Folding.clean``) drops what is not read aloud as a letter (vowel marks, tatweel,
invisible controls), takes presentation forms apart, joins a detached *and* to its word and makes
digits ASCII. Level 2
(``Folding.fold``) makes spelling variants equal; it maps one character to one, so that positions
in both levels are the same. What a language wants is chosen by name in its pack.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from marsad.model import Span
from marsad.text.tokens import Tokens, elision, tokenize

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TATWEEL = "\u0640"
# Controls that stand between two letters without joining them: there they part words.
_PARTING = frozenset("\u200b\u200e\u200f\u061c\ufeff" + "".join(map(chr, range(0x202A, 0x202F))))

_DROPS = {"marks": _MARKS, "unseen": _UNSEEN, "tatweel": _TATWEEL}
_FOLDS: dict[str, dict[str, str]] = {
    "alef": dict.fromkeys("أإآٱ", "ا"),
    "hamza": {"ؤ": "و", "ئ": "ي"},
    "ya": {"ى": "ي", "ی": "ي", "ې": "ي"},
    "kaf": {"ک": "ك", "گ": "ك"},
    "ta-marbuta": {"ة": "ه", "ە": "ه"},
    "case": {},
    "accents": {},
}
_APOSTROPHES = frozenset("'’")
# What belongs to the letter before it, and is dropped with level 1.
TRAILING = frozenset(re.findall(f"[{_MARKS}{_TATWEEL}]", "".join(map(chr, range(0x600, 0x700)))))
# Replacing letters one by one is quicker than a table for so many at most, in so long a text.
_FEW, _SHORT = 30, 50
# *And*, which is one word with the next, and was written apart from it.
_DETACHED = re.compile("(?<!\\w)و (?=[ء-ي])")
CLEANINGS = frozenset({*_DROPS, "forms", "digits", "detached"})
FOLDINGS = frozenset(_FOLDS)


class Clean(NamedTuple):
    """A level-1 text and where it drifts from the text as read.

    ``steps`` are pairs (position here, position in the text), ascending; between two steps both
    run side by side.
    """

    text: str
    steps: list[tuple[int, int]]


@cache
def _presentation_forms() -> dict[int, str]:
    """Every Arabic presentation form and the plain letters that it stands for."""
    marks = re.compile(f"[{_MARKS}{_TATWEEL}]")
    forms = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        # NFKC gives isolated marks a space of their own, which would cut a word in two: strip it.
        plain = marks.sub("", unicodedata.normalize("NFKC", chr(code))).strip()
        if plain != chr(code):
            forms[code] = plain
    return forms


@cache
def _one_for_one(names: tuple[str, ...]) -> dict[int, str]:
    """The translation table of level 2 for these named folds."""
    table: dict[int, str] = {}
    for name in names:
        table |= {ord(letter): plain for letter, plain in _FOLDS[name].items()}
    if "accents" in names:
        for code in range(0xC0, 0x250):
            base = unicodedata.normalize("NFD", chr(code))[0]
            table[code] = base
    if "case" in names:
        for code in (*range(0x41, 0x5B), *range(0xC0, 0x530)):
            letter = table.get(code, chr(code))
            if len(letter.lower()) == 1:
                table[code] = letter.lower()
    return table


class Folding:
    """The normal forms that one language uses.

    Args:
        clean: names from ``CLEANINGS`` for level 1.
        fold: names from ``FOLDINGS`` for level 2.
        elided: words that lose their end before a vowel (*l'eau*): one token with the apostrophe,
            which is no part of their key.

    Raises:
        ValueError: a name is unknown.
    """

    def __init__(
        self, clean: Iterable[str], fold: Iterable[str], elided: Iterable[str] = ()
    ) -> None:
        clean, fold, elided = tuple(clean), tuple(fold), tuple(elided)
        unknown = (set(clean) - CLEANINGS) | (set(fold) - FOLDINGS)
        if unknown:
            known = ", ".join(sorted(CLEANINGS | FOLDINGS))
            raise ValueError(f"no folding called {', '.join(sorted(unknown))}; there are {known}")
        self._same: dict[int, str] = {}
        self._many: dict[str, str] = {}
        if "digits" in clean:
            self._same |= {zero + n: str(n) for zero in (0x660, 0x6F0) for n in range(10)}
        if "forms" in clean:
            for code, plain in _presentation_forms().items():
                if len(plain) == 1:
                    self._same[code] = plain
                else:
                    self._many[chr(code)] = plain
        same = "".join(map(chr, self._same))
        self._joins = "detached" in clean
        self._changed = re.compile(f"[{same}]") if same else None
        drops = "".join(_DROPS[name] for name in clean if name in _DROPS)
        special = drops + "".join(self._many)
        self._special = re.compile(f"[{special}]") if special else None
        self._tail = re.compile(f"[{_MARKS}{_TATWEEL}]*")
        self._fold = _one_for_one(fold)
        # A few letters are replaced one by one: twenty times as quick as asking a table for each.
        few = len(self._fold) <= _FEW and not self._fold.keys() & set(map(ord, self._fold.values()))
        self._replaced = tuple((chr(code), to) for code, to in self._fold.items()) if few else None
        self._elided = elision(elided) if elided else None

    @property
    def elides(self) -> bool:
        """Whether the language has words that lean on the one behind them."""
        return self._elided is not None

    def clean(self, text: str) -> Clean:
        """Level 1 of ``text`` with its steps back."""
        same = text
        if self._changed is not None and not text.isascii() and self._changed.search(text):
            same = text.translate(self._same)
        if same.isascii():
            return Clean(same, [])
        made = Clean(same, []) if self._special is None else self._without(self._special, same)
        return _join(made) if self._joins and "و " in made.text else made

    def _without(self, special: re.Pattern[str], same: str) -> Clean:
        """A text without special letters: dropped, parted or taken apart."""
        out: list[str] = []
        steps: list[tuple[int, int]] = []
        read = wrote = 0
        for hit in special.finditer(same):
            at = hit.start()
            char = same[at]
            if char in _PARTING and _between_letters(same, at):
                plain = " "
            else:
                plain = self._many.get(char, "")
            out.append(same[read:at])
            wrote += at - read
            for letter in plain:  # a step for each: the second letter came from the same place
                steps.append((wrote, at))
                out.append(letter)
                wrote += 1
            read = at + 1
            steps.append((wrote, read))
        out.append(same[read:])
        return Clean("".join(out), steps)

    def fold(self, clean: str) -> str:
        """Level 2 of a level-1 text; as long as it is."""
        if self._replaced is None or len(clean) < _SHORT:
            return clean.translate(self._fold)
        for letter, plain in self._replaced:
            clean = clean.replace(letter, plain)
        return clean

    def key(self, word: str) -> str:
        """Level 2 of any word, as the lexicons store it."""
        return self.bare(self.fold(self.clean(word).text))

    def bare(self, key: str) -> str:
        """A folded word without the apostrophe of an elision."""
        elided = self._elided is not None and len(key) > 1 and key[-1] in _APOSTROPHES
        return key[:-1] if elided and key[0].isalpha() else key

    def tokens(self, clean: str) -> Tokens:
        """The tokens of a level-1 text."""
        return tokenize(clean, self._elided)

    def split(self, written: str) -> list[str]:
        """Level 2 of the words of an entry, parted as in a text."""
        if self._elided is not None:
            written = self._elided.sub(r"\g<0> ", written)
        return [self.key(word) for word in written.split()]

    def keys(self, words: Sequence[str]) -> list[str]:
        """Level 2 of many words, none with a line end in it: letter by letter of what they hold
        instead of word by word, which is much quicker."""
        text = "\n".join(words)
        for letter in set(text):
            key = self.key(letter)
            if key != letter:
                text = text.replace(letter, key)
        return text.split("\n") if words else []

    def span(self, text: str, steps: list[tuple[int, int]], start: int, end: int) -> Span:
        """Where ``clean[start:end]`` stands in ``text``, with the marks of its last letter."""
        if end <= start:
            at = origin(steps, start)
            return Span(at, at)
        if not steps:
            return Span(start, end)
        first = origin(steps, start)
        last = first if end == start + 1 else origin(steps, end - 1)
        tail = self._tail.match(text, last + 1)
        return Span(first, tail.end() if tail else last + 1)


def _join(made: Clean) -> Clean:
    """The same without the spaces behind a detached *and*."""
    text, steps = made
    cuts = [hit.end() - 1 for hit in _DETACHED.finditer(text)]
    if not cuts:
        return made
    parts = [text[begin + 1 : end] for begin, end in pairwise([-1, *cuts, len(text)])]
    moved = {here - bisect_left(cuts, here): there for here, there in steps}
    moved |= {cut - before: origin(steps, cut + 1) for before, cut in enumerate(cuts)}
    return Clean("".join(parts), sorted(moved.items()))


def _between_letters(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before.isalpha() and after.isalpha()


def origin(steps: list[tuple[int, int]], position: int) -> int:
    """The position in the text as read that a position of the clean text came from."""
    k = bisect_right(steps, (position, sys.maxsize)) - 1
    return position if k < 0 else steps[k][1] + position - steps[k][0]


def origins(steps: list[tuple[int, int]], size: int) -> list[int]:
    """The same for every position of a clean text of ``size`` letters; empty without steps."""
    if not steps:
        return []
    found = list(range(min(steps[0][0], size)))
    ends = [*(here for here, _ in steps[1:]), size]
    for (here, there), end in zip(steps, ends, strict=True):
        found += range(there, there + end - here)
    return found


def position(steps: list[tuple[int, int]], size: int, at: int) -> int:
    """The first position of a clean text of ``size`` letters that came from ``at`` or behind it.

    The way there, where ``origin`` is the way back.
    """
    if not steps:
        return min(at, size)
    return bisect_left(range(size), at, key=lambda here: origin(steps, here))
