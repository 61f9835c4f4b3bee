"""What a number counts: the noun beside it as a light stem, or a measure."""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.tagged import COMMAS
from marsad.packs.counts import CountWords, load_counts
from marsad.packs.lexicon import (
    AUXILIARY,
    CLAUSE,
    COMPLEMENTIZER,
    COORDINATOR,
    DEMONSTRATIVE,
    DETERMINER,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    RELATIVE,
    RESUMER,
    VERB,
)
from marsad.packs.pack import Pack
from marsad.packs.times import Kind
from marsad.packs.timeterms import Terms
from marsad.text.words import Placed, placed_words

_ENDS = AUXILIARY | CLAUSE | COMPLEMENTIZER | COORDINATOR | DEMONSTRATIVE | DETERMINER | NEGATION
_ENDS |= PREPOSITION | PRONOUN | QUESTION | RELATIVE | RESUMER
_FAR = 5  # words behind a number in which its noun stands: four adjectives are rare in the news
_WORDS = 6  # tokens of the longest bound or label before a number
_TOLD = 16  # words between "the number of" and its number: who they are, where, since when
_BOUND = 3  # tokens before a number in which "to" stands, a bound between them
_INSIDE = frozenset("'’-")
_ROOT = 3  # letters before the ending of a dual
_NOT_PLURAL = ("ss", "us", "is")
_TIMES = frozenset({Kind.MONTH, Kind.UNIT, Kind.HALF, Kind.DECADE, Kind.ERA, Kind.ZONE})


class Unit(NamedTuple):
    """The stem or measure, the token behind its word, and the folded word, where it is known."""

    stem: str
    end: int
    noun: str | None = None


class Nouns:
    """The words around the numbers of one text.

    ``keys`` are those of the terms before names and times were hidden in them.
    """

    def __init__(self, terms: Terms, keys: list[str], pack: Pack, counts: CountWords) -> None:
        self.terms = terms
        self._keys = keys
        self._pack = pack
        self._counts = counts
        self._quotes = frozenset(mark for pair in pack.writing.quotes for mark in pair)

    def key(self, token: int) -> str:
        """The folded word at a token, also of a name; empty outside the text."""
        return self._keys[token] if 0 <= token < len(self._keys) else ""

    def noun(self, token: int) -> Placed | None:
        """The word at a token, as what is counted, with its light stem."""
        words = self.terms.page.words
        if not 0 <= token < len(words):
            return None
        placed = placed_words(self._indefinite(words[token]))
        return placed[0] if placed else None

    def stem(self, token: int) -> str | None:
        """The light stem of the word at a token."""
        noun = self.noun(token)
        return None if noun is None else noun.stem

    def _has_article(self, token: int) -> bool:
        """Whether a word is written with a glued article, and not with a hamza instead."""
        words = self.terms.page.words
        return 0 <= token < len(words) and words[token].startswith(self._pack.article)

    def _indefinite(self, word: str) -> str:
        """A word without the ending of what is counted: ``شخصا`` and ``شخص`` are one unit."""
        for ending in self._pack.endings.accusative:
            if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
                return word.removesuffix(ending)
        return word

    def stem_of(self, noun: str) -> str:
        """The light stem of a folded noun."""
        return placed_words(noun)[0].stem

    def is_quote(self, token: int) -> bool:
        """Whether a token is a quotation mark."""
        return self.key(token) in self._quotes

    def is_time(self, end: int) -> bool:
        """Whether a unit of time, a month or a part of the day stands behind a number."""
        at = end + (self.key(end) == "-" and self.terms.touches(end))
        term = self.terms.at(at)
        if term is None or term.clitic or Kind.MEASURE in term.senses:
            return False
        return not _TIMES.isdisjoint(term.senses)

    def find(self, first: int, end: int, *, vague: bool = False) -> Unit | None:
        """What the number in tokens ``first`` to ``end`` counts; ``None`` where none is named.

        ``vague``: the number is a plural (*dozens*), behind which a noun may be definite.
        """
        measure = self._measure(first, end)
        if measure is not None:
            return measure
        at = end
        if self.key(at) == "-" and self.terms.touches(at) and self.terms.touches(at + 1):
            return self._named(at + 1)
        at += self.key(at) in self._quotes or (self.key(at) == ")" and self.key(first - 1) == "(")
        of = self.terms.link(at) == "of"
        if of:
            at += 1
            at += self.terms.has_article(at) or self.key(at) in self._quotes
            at += self.key(at) in self._counts.passed
        found = self._before(first, end) or self._behind(at, of=of or vague)
        return found or self._told(first)

    def _behind(self, token: int, *, of: bool) -> Unit | None:
        """The noun behind a number; where the article is glued, it has none without an *of*."""
        if self._counts.noun == "plural":
            return self._plural(token)
        article = self._pack.article
        if article and not of and self._has_article(token):
            return None
        term = self.terms.at(token)
        if term is not None and Kind.MEASURE in term.senses:
            return Unit(term.senses[Kind.MEASURE], term.end)
        return self._named(token) if self.is_noun(token) else None

    def _measure(self, first: int, end: int) -> Unit | None:
        at = end + (self.key(end) == "-" and self.terms.touches(end))
        behind = self.terms.at(at)
        if behind is not None and Kind.MEASURE in behind.senses:
            return Unit(behind.senses[Kind.MEASURE], behind.end)
        before = self.terms.at(first - 1)
        sign = before is not None and not before.clitic and self.key(first - 1)[:1].isalpha()
        if before is None or sign or Kind.MEASURE not in before.senses:
            return None
        return Unit(before.senses[Kind.MEASURE], end)

    def _named(self, token: int) -> Unit | None:
        noun = self.noun(token)
        return None if noun is None else Unit(noun.stem, token + 1, noun.norm)

    def is_noun(self, token: int) -> bool:
        """Whether the word at a token can be a noun that is counted."""
        key = self.key(token)
        if len(key) < 2 or not key.isalpha() or key in self._counts.no_nouns:
            return False
        entry = self._pack.lexicon.look(key)
        if key in self._counts.nouns or entry.roles:
            return not entry.lead or key in self._counts.nouns
        if entry.lead or entry.mask & _ENDS or key.startswith(self._counts.no_start):
            return False
        if key.endswith(self._counts.no_ends):
            return False
        return not entry.mask & VERB

    def _plural(self, token: int) -> Unit | None:
        """The last of the first plurals: *14 Palestinian protesters*, *3 weapons depots*."""
        for at in range(token, token + _FAR):
            if self._is_plural(at):
                while self._is_plural(at + 1) and not self._is_verb(at + 1):
                    at += 1
                return self._named(at)
            if not self._goes_on(at):
                return None
        return None

    def _goes_on(self, token: int) -> bool:
        key = self.key(token)
        joined = key in ("-", "'", "’") and self.terms.touches(token)
        if joined:
            return True
        return key.isalpha() and not self._pack.lexicon.look(key).mask & _ENDS

    def _is_verb(self, token: int) -> bool:
        return bool(self._pack.lexicon.look(self.key(token)).mask & VERB)

    def _is_plural(self, token: int) -> bool:
        key = self.key(token)
        if key in self._counts.plurals:
            return True
        if not key.isalpha() or len(key) < 4 or not key.endswith("s"):
            return False
        return not key.endswith(_NOT_PLURAL) and key not in self._counts.no_nouns

    def _before(self, first: int, end: int) -> Unit | None:
        """``المقاتلون الـ14``, ``الجنود الثلاثة``: both with the article that is glued."""
        article = self._pack.article
        key = self.key(first - 1)
        apart = bool(article) and key == article
        term = self.terms.at(first)
        definite = apart or (term is not None and term.definite)
        at = first - 1 - apart
        if not (article and definite and self._has_article(at) and self.is_noun(at)):
            return None
        noun = self.noun(at)
        return None if noun is None else Unit(noun.stem, end, noun.norm)

    def _told(self, first: int) -> Unit | None:
        """``ارتفع عدد القتلى إلى 14``, *the death toll rose to 14*."""
        goal = any(self.terms.link(at) == "to" for at in range(first - _BOUND, first))
        passed = _INSIDE | COMMAS if goal else _INSIDE
        for at in range(first - 1, max(-1, first - 1 - _TOLD), -1):
            key = self.key(at)
            if not (key.isalnum() or key in passed or self.terms.sense(at, Kind.MEASURE)):
                return None
            term = self.terms.at(at)
            if term is not None and Kind.TALLY in term.senses and term.end < first:
                unit: str = term.senses[Kind.TALLY]
                if unit:
                    return Unit(self.stem_of(unit), first)
                named = self._named(term.end) if self.is_noun(term.end) else None
                return None if named is None else Unit(named.stem, first, named.noun)
        return None

    def is_measure(self, token: int) -> bool:
        """Whether the term at a token is a measure (``%``, ``$``, *dollars*)."""
        return self.terms.sense(token, Kind.MEASURE) is not None

    def ends_at(self, end: int, kind: Kind) -> int | None:
        """Where a term of this kind begins that ends before a token."""
        for start in range(end - 1, max(-1, end - 1 - _WORDS), -1):
            term = self.terms.at(start)
            if term is not None and term.end == end and kind in term.senses:
                longer = self.terms.at(start - 1)
                inside = longer is not None and longer.end == end and kind in longer.senses
                return start - 1 if inside else start
        return None


def singular_of(key: str, pack: Pack) -> str | None:
    """The singular of a folded word that is a dual; ``None`` of others."""
    counts = load_counts(pack)
    if not key or key in counts.never_dual:
        return None
    return counts.duals.get(key) or _singular_of_feminine(key, pack, counts)


def _singular_of_feminine(key: str, pack: Pack, counts: CountWords) -> str | None:
    """The singular of a word that has the ending of a feminine dual.

    Particles before it are taken off where the pack knows what is left as a noun.
    """
    ending = next((one for one in counts.dual_endings if key.endswith(one)), None)
    if ending is None or len(key) - len(ending) < _ROOT or pack.looks_present(key):
        return None
    singular = key.removesuffix(ending) + counts.singular
    if singular.startswith(_articles(pack)):
        return None  # both of them: known, not counted
    entry = pack.lexicon.look(singular)
    if singular in counts.nouns or (entry.roles and not entry.lead + entry.glue):
        return singular
    led = next((one for one in counts.leaning if singular.startswith(one)), "")
    return singular.removeprefix(led)


def _articles(pack: Pack) -> tuple[str, ...]:
    article = pack.article
    return tuple(one for one in pack.writing.proclitics if article and one.endswith(article))
