"""Which language each paragraph of a text is in, told by the small words and letters of the packs.

A language is known by its script, by the words of its closed classes (prepositions, pronouns,
auxiliaries …), and by what speaks against it: words and letters that it does not have. Only
``pack.toml`` is read for that. What no pack is sure of stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import name

from marsad.packs.pack import HOME, languages, read_toml
from marsad.text.fold import Folding

# The classes whose words are few, frequent and of no topic.
CLOSED = (
    *("complementizer", "resumer", "question", "preposition", "relative", "clause", "auxiliary"),
    *("past_auxiliary", "particle", "negation", "demonstrative", "quantifier", "pronoun"),
    *("conditional", "reflexive", "pronominal", "when", "contrast"),
)

_SURE = 0.2  # share of telling words, those against taken off
_AHEAD = 0.1  # by how much that share is larger than the next language's
_ENOUGH = 3  # telling words that make a paragraph sure by itself
_LITTLE = 0.05  # a long paragraph with a smaller share is in none of the languages
_LONG = 30  # words
_BRIEF = 3  # words of a script without a pack that may go along with what stands beside them
_HEAD, _TAIL = 50, 30  # characters of a paragraph that are looked at first
_MOST = 2_000  # characters of a paragraph that are looked at
_KEPT, _LONGEST = 200_000, 40  # words that are remembered, and their letters
_OPEN = ""  # in place of a language: not told yet

_LINE = re.compile(r"[^\n\r\u2029]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_BEFORE = "«“\"'(["  # may touch a word from before
_FOREIGN = "\0"  # in place of a letter that a language does not have


class Stretch(NamedTuple):
    """Consecutive paragraphs, as offsets into the text; ``lang`` is ``None`` where none is sure."""

    lang: str | None
    start: int
    end: int


class _Letters(dict[int, str]):
    """What a language makes of each letter, for ``str.translate``; filled as letters come."""

    def __init__(self, folding: Folding, foreign: str) -> None:
        super().__init__(dict.fromkeys(map(ord, foreign), _FOREIGN))
        self._folding = folding

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._folding.key(chr(code))
        return folded


class _Tongue(NamedTuple):
    """What tells a language. ``articles`` are those that are glued to the word behind them."""

    lang: str
    script: str
    letters: _Letters
    words: frozenset[str]
    articles: tuple[str, ...]
    foreign: frozenset[str]

    def vote(self, word: str) -> int:
        """1 for one of the language's small words, -1 for a word that it does not have."""
        key = word.translate(self.letters)
        if _FOREIGN in key:
            return -1
        if word.isalpha():  # most are, and need no more
            return (key in self.words or word.startswith(self.articles)) - (key in self.foreign)
        runs = _LETTERS.findall(key)
        own = not self.words.isdisjoint(runs) or word.lstrip(_BEFORE).startswith(self.articles)
        return int(own) - (not self.foreign.isdisjoint(runs))


class _Weight(NamedTuple):
    """What words tell together.

    ``script`` is that of most of them, ``words`` their number; ``pure`` says that there is no other
    script. ``lang`` is the likeliest language
    of that script, with the words for it less those against it, their share, and by how much that
    is ahead of the next language. ``answer`` is what ``judge`` makes of all that, once.
    """

    script: str
    words: int
    pure: bool = True
    lang: str | None = None
    votes: int = 0
    share: float = 0.0
    ahead: float = 1.0
    answer: str | None = _OPEN

    @property
    def likely(self) -> bool:
        """Whether the language is a fair guess, however few the words are."""
        return self.share >= _SURE and self.ahead >= _AHEAD

    def judge(self) -> str | None:
        """The language; ``None`` for one that no pack reads, ``_OPEN`` where nothing is sure."""
        if self.lang is None:
            return None if self.words > _BRIEF else _OPEN
        if self.votes <= -_ENOUGH or (self.words >= _LONG and self.share < _LITTLE):
            return None
        return self.lang if self.likely and self.votes >= _ENOUGH else _OPEN


class _Signs(dict[str, str]):
    """What each word tells, as one character: the place in ``_kinds`` of its script and of the
    votes of that script's languages. So the words of a paragraph are counted without a loop."""

    def __init__(self, tongues: Iterable[_Tongue]) -> None:
        super().__init__()
        self.tongues: dict[str, list[_Tongue]] = {}
        for tongue in tongues:
            self.tongues.setdefault(tongue.script, []).append(tongue)
        self._weights: dict[str, _Weight] = {}
        self._kinds: list[tuple[str, tuple[int, ...]]] = []
        self._signs: dict[tuple[str, tuple[int, ...]], str] = {}

    def __missing__(self, word: str) -> str:
        letter = word[0] if word[0].isalpha() else next(filter(str.isalpha, word), "")
        script = script_of(letter)
        kind = script, tuple([one.vote(word) for one in self.tongues.get(script, ())])
        sign = self._signs.get(kind)
        if sign is None:
            sign = self._signs[kind] = chr(len(self._kinds))
            self._kinds.append(kind)
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = sign
        return sign

    def weigh(self, text: str) -> _Weight:
        """What the words of a text tell together; remembered by their signs, which repeat."""
        signs = "".join(sorted(map(self.__getitem__, text.split())))
        weight = self._weights.get(signs)
        if weight is None:
            weight = self._count(signs)
            weight = weight._replace(answer=weight.judge())
            if len(signs) <= _LONGEST:
                if len(self._weights) >= _KEPT:
                    self._weights.clear()
                self._weights[signs] = weight
        return weight

    def _count(self, signs: str) -> _Weight:
        scripts = Counter[str]()
        counted = [(*self._kinds[ord(sign)], signs.count(sign)) for sign in set(signs)]
        for script, _, count in counted:
            scripts[script] += count
        del scripts[""]
        if not scripts:
            return _Weight("", 0)
        ((script, words),) = scripts.most_common(1)
        pure = len(scripts) == 1
        tongues = self.tongues.get(script, [])
        if not tongues:
            return _Weight(script, words, pure)
        sums = [
            sum(votes[at] * count for its, votes, count in counted if its == script)
            for at in range(len(tongues))
        ]
        most = max(sums)
        ahead = (most - sorted(sums)[-2]) / words if len(sums) > 1 else 1.0
        lang = tongues[sums.index(most)].lang
        return _Weight(script, words, pure, lang, most, most / words, ahead)


class _Paragraph(NamedTuple):
    start: int
    end: int
    weight: _Weight


def identify(text: str, told: str | None = None, home: Path = HOME) -> list[Stretch]:
    """The text in stretches of one language each; together they hold all of it.

    A paragraph that is not sure by itself takes the language of its neighbours in the same script,
    else ``told``, the pack of the language that the document is said to be in, else what all such
    paragraphs tell together. What is short and in a script of its own goes along with what stands
    beside it.
    """
    signs = _load_signs(home)
    paragraphs = [_weigh(signs, text, *line.span()) for line in _LINE.finditer(text)]
    answers = [one.weight.answer for one in paragraphs]
    if _OPEN in answers:
        _ask_neighbours(paragraphs, answers)
    if _OPEN in answers:
        _ask_all(text, paragraphs, answers, signs, told)
        _go_along(answers, told)
    starts: list[tuple[str | None, int]] = [] if paragraphs else [(told, 0)]
    for answer, paragraph in zip(answers, paragraphs, strict=True):
        if not starts or starts[-1][0] != answer:
            starts.append((answer, paragraph.start if starts else 0))
    ends = [*(start for _, start in starts[1:]), len(text)]
    return [Stretch(lang, start, end) for (lang, start), end in zip(starts, ends, strict=True)]


def fitting(text: str, home: Path = HOME) -> tuple[str, ...]:
    """The languages in whose script a text has letters; all there are where it has in none."""
    tongues, there = _load_signs(home).tongues, scripts_in(text)
    fit = (one.lang for script in tongues if script in there for one in tongues[script])
    return tuple(sorted(fit)) or languages(home)


def scripts_in(text: str) -> frozenset[str]:
    """The scripts of the letters of a text, by the first words of their names in Unicode."""
    return frozenset(script_of(char) for char in set(text) if char.isalpha())


def _weigh(signs: _Signs, text: str, start: int, end: int) -> _Paragraph:
    """What a paragraph tells: its two ends are enough, where they are sure and in one script.

    Of several scripts, a quotation may be in the longer one: it is left out.
    """
    if end - start > 2 * (_HEAD + _TAIL):
        weight = signs.weigh(f"{text[start : start + _HEAD]} {text[end - _TAIL : end]}")
        if weight.pure and weight.answer:
            return _Paragraph(start, end, weight)
    looked = text[start : min(end, start + _MOST)]
    weight = signs.weigh(looked)
    if not weight.pure:
        bare = signs.weigh(_QUOTED.sub(" ", looked))
        weight = bare if bare.words else weight
    return _Paragraph(start, end, weight)


def _ask_neighbours(paragraphs: list[_Paragraph], answers: list[str | None]) -> None:
    """Gives what is open the language told before it in the same script, or behind it.

    Where they differ, the words of the paragraph decide.
    """
    before = [*_nearest(paragraphs, answers)]
    behind = [*_nearest(paragraphs[::-1], answers[::-1])][::-1]
    for at, answer in enumerate(answers):
        near = [one for one in (before[at], behind[at]) if one != _OPEN]
        if answer == _OPEN and near:
            weight = paragraphs[at].weight
            answers[at] = weight.lang if weight.votes > 0 and weight.lang in near else near[0]


def _nearest(
    paragraphs: Sequence[_Paragraph], answers: Sequence[str | None]
) -> Iterator[str | None]:
    """For each paragraph, the last answer for one in its script."""
    last: dict[str, str | None] = {}
    for paragraph, answer in zip(paragraphs, answers, strict=True):
        yield last.get(paragraph.weight.script, _OPEN)
        if answer != _OPEN:
            last[paragraph.weight.script] = answer


def _ask_all(
    text: str,
    paragraphs: list[_Paragraph],
    answers: list[str | None],
    signs: _Signs,
    told: str | None,
) -> None:
    """Gives the paragraphs of a script of which none is sure one language."""
    need = 1 if all(answer == _OPEN for answer in answers) else _ENOUGH
    together: dict[str, list[str]] = {}
    for answer, (start, end, weight) in zip(answers, paragraphs, strict=True):
        if answer == _OPEN and weight.lang is not None:
            together.setdefault(weight.script, []).append(text[start : min(end, start + _MOST)])
    for script, pieces in together.items():
        weight = signs.weigh(" ".join(pieces))
        lang = weight.lang if weight.likely and weight.votes >= need else _OPEN
        if told is not None and any(one.lang == told for one in signs.tongues[script]):
            lang = told
        for at, paragraph in enumerate(paragraphs):
            if answers[at] == _OPEN and paragraph.weight.script == script:
                answers[at] = lang


def _go_along(answers: list[str | None], told: str | None) -> None:
    """Gives what is still open the answer before it, else the one behind it, else ``told``."""
    last = next((one for one in answers if one != _OPEN), told)
    for at, answer in enumerate(answers):
        last = answers[at] = last if answer == _OPEN else answer


@cache
def script_of(char: str) -> str:
    """The script of a letter, by the first word of its name in Unicode."""
    return name(char, "").partition(" ")[0] if char else ""


@cache
def _load_signs(home: Path) -> _Signs:
    return _Signs(_load_tongue(home / lang) for lang in languages(home))


def _load_tongue(folder: Path) -> _Tongue:
    table = read_toml(folder / "pack.toml")
    given = table.get("identity", {})
    # Accents tell languages apart, so they stay.
    folding = Folding(table["clean"], [one for one in table["fold"] if one != "accents"])
    article = folding.clean(table.get("article", "")).text
    leads = ["", *table.get("conjunctions", ())]
    classes = table.get("classes", {})
    written = [*given.get("words", ()), *(one for key in CLOSED for one in classes.get(key, ()))]
    keys = {folding.key(one.strip("'’")) for one in written}
    glued = [lead + letter for lead in leads for letter in ("", *table.get("glued", ()))]
    return _Tongue(
        lang=table["lang"],
        script=table["script"],
        letters=_Letters(folding, given.get("foreign_letters", "")),
        words=frozenset(lead + key for key in keys for lead in leads),
        articles=tuple(letters + article for letters in glued) if article else (),
        foreign=frozenset(map(folding.key, given.get("foreign_words", ()))),
    )
