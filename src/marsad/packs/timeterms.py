"""The calendar words of one page: look-up, numbers in digits and words, numeric dates."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from marsad.packs.times import Entry, Kind, TimeWords, choose
from marsad.text.page import Page

_PARTS = re.compile(r"[.,:/٫٬-]")
_TENS = frozenset(range(20, 100, 10))


class Term(NamedTuple):
    """A word of the calendar on a page: tokens ``first`` to ``end``, end exclusive.

    ``start`` is its place in ``Page.clean``, behind the proclitic.
    """

    first: int
    end: int
    start: int
    senses: dict[Kind, Any]
    definite: bool
    clitic: str


class Number(NamedTuple):
    """A number that ends before token ``end``; ``digits`` tells how it is written."""

    end: int
    value: float
    digits: bool
    ordinal: bool


class Numeric(NamedTuple):
    """A token of several numbers: a ``day``, ``month``, ``years``, ``pair`` or ``clock``.

    ``parts`` are (year, month, day), (year, month), (year, year), (number, number) or (hour,
    minute, second or -1).
    """

    sort: str
    parts: tuple[int, ...]


class Terms:
    """The terms of a page, looked up once each."""

    def __init__(self, page: Page, words: TimeWords) -> None:
        self.page = page
        self.words = words
        self.keys = page.keys
        self._known: dict[int, Term | None] = {}
        self._numbers: dict[int, Number | None] = {}

    def at(self, token: int) -> Term | None:
        """The longest term that begins with a token."""
        try:
            return self._known[token]
        except KeyError:
            term = self._known[token] = self._look_up(token)
            return term

    def sense(self, token: int, kind: Kind) -> Any:
        """What the term at a token means as this kind; ``None`` if it is none."""
        term = self.at(token)
        return None if term is None else term.senses.get(kind)

    def _senses(self, token: int) -> dict[Kind, Any]:
        term = self.at(token)
        return {} if term is None else term.senses

    def link(self, token: int) -> str | None:
        """What the small word at a token does."""
        term = self.at(token)
        return None if term is None else term.senses.get(Kind.LINK)

    def key(self, token: int) -> str:
        """The folded word at a token; empty outside the page."""
        return self.keys[token] if 0 <= token < len(self.keys) else ""

    def _look_up(self, token: int) -> Term | None:
        if not 0 <= token < len(self.keys):
            return None
        forms = self.words.forms(self.keys[token])
        if forms is None:
            return None
        known = forms.alone
        if forms.exact or self.key(token + 1) in forms.seconds:
            known = choose(one for one in forms.entries if self._stands(token, one))
        if known is None:
            return None
        clitic, senses = known.clitic, known.senses
        start = self.page.starts[token] + len(clitic)
        definite = known.definite or self._is_pointed_at(token)
        return Term(token, token + 1 + known.more, start, senses, definite, clitic)

    def _stands(self, token: int, entry: Entry) -> bool:
        """Whether an entry whose first word stands at a token is there as a whole."""
        if entry.rest and not self._goes_on(token + 1, entry.rest):
            return False
        return entry.exact is None or self._is_spelt(token, entry)

    def _is_pointed_at(self, token: int) -> bool:
        """Whether an article or another pointing word stands apart before a token."""
        elided = token > 1 and self.key(token - 1) in self.page.writing.apostrophes
        return self.key(token - 1 - elided) in self.words.pointing

    def _is_spelt(self, token: int, entry: Entry) -> bool:
        words = self.page.words[token : token + 1 + len(entry.rest)]
        return entry.exact in (words[0], " ".join(words))

    def has_article(self, token: int) -> bool:
        """Whether an article that stands apart is the word at a token."""
        return self.key(token) in self.words.articles

    def touches(self, token: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < token < len(self.keys) and self.page.ends[token - 1] == self.page.starts[token]

    def _goes_on(self, token: int, rest: tuple[str, ...]) -> bool:
        return tuple(self.keys[token : token + len(rest)]) == rest

    def number(self, token: int) -> Number | None:
        """The number that begins at a token, in digits or words, cardinal or ordinal."""
        try:
            return self._numbers[token]
        except KeyError:
            number = self._numbers[token] = self._number(token)
            return number

    def _number(self, token: int) -> Number | None:
        term = self.at(token)
        if term is None:
            return self._digits(token)
        if Kind.ARTICLE in term.senses:
            follows = self.key(token + 1)[:1].isdecimal()
            if follows or not self.words.articles:
                return self._digits(token + 1) if follows else None
            number = None if self.has_article(token + 1) else self.number(token + 1)
            return number if number is not None and number.ordinal else None
        if Kind.ORDINAL in term.senses:
            return self._ordinal(term)
        if Kind.CARDINAL in term.senses:
            return self._cardinal(term)
        return None

    def _digits(self, token: int) -> Number | None:
        word = self.key(token)
        value = plain_number(word)
        if value is None:
            return None
        if self.key(token + 1) in self.words.ordinal_endings and self.touches(token + 1):
            return Number(token + 2, value, True, True)
        scale = self.sense(token + 1, Kind.CARDINAL)
        if scale is not None and scale >= 1000:
            return Number(token + 2, value * scale, True, False)
        return Number(token + 1, value, True, False)

    def _ordinal(self, term: Term) -> Number:
        value: int = term.senses[Kind.ORDINAL]
        follows = self.at(term.end)
        more = follows.senses.get(Kind.CARDINAL) if follows else None
        if follows is not None and value < 10 and self.words.article:
            if more == 10 and not follows.clitic:
                return Number(follows.end, value + 10, False, True)
            if more in _TENS and follows.clitic == "و":
                return Number(follows.end, value + more, False, True)
        return Number(term.end, value, False, True)

    def _cardinal(self, term: Term) -> Number:
        value, end = self._simple(term)
        hyphened = self._hyphened(value, end)
        if hyphened is not None:
            return hyphened
        ordinal = bool(self.words.article) and term.definite and value in _TENS
        while True:
            joined = self._and(end)
            if joined is None:
                return Number(end, value, False, ordinal)
            more, after = self._simple(joined)
            if not _adds(value, more):
                return Number(end, value, False, ordinal)
            value, end = value + more, after

    def _hyphened(self, value: int, end: int) -> Number | None:
        """``twenty-one``, ``twenty-first``: tens, and what a hyphen adds to them."""
        if value not in _TENS or self.key(end) != "-":
            return None
        senses = self._senses(end + 1)
        more = senses.get(Kind.CARDINAL) or senses.get(Kind.ORDINAL)
        if more is None or more > 9:
            return None
        return Number(end + 2, value + more, False, Kind.CARDINAL not in senses)

    def _and(self, token: int) -> Term | None:
        """The cardinal that the word for *and* joins on, glued or apart."""
        term = self.at(token)
        if term is not None and term.senses.get(Kind.LINK) == "and":
            term = self.at(token + 1)
            return term if term and Kind.CARDINAL in term.senses and not term.clitic else None
        glued = term is not None and term.clitic == "و" and Kind.CARDINAL in term.senses
        return term if glued else None

    def _simple(self, term: Term) -> tuple[int, int]:
        """A cardinal of one word, or of two that multiply or make a teen."""
        value: int = term.senses[Kind.CARDINAL]
        follows = self.at(term.end)
        more = follows.senses.get(Kind.CARDINAL) if follows and not follows.clitic else None
        if follows is None or more is None:
            return value, term.end
        if more == 10 and value < 10:
            return value + 10, follows.end
        if more in (100, 1000) and value < more:
            return value * more, follows.end
        return value, term.end


def _adds(value: int, more: int) -> bool:
    if 0 < value % 100 < 10:
        return more in _TENS
    return (value % 1000 == 0 and more < 1000) or (value % 100 == 0 and more < 100)


def plain_number(word: str) -> float | None:
    """A number written with digits and at most separators of thousands or a decimal sign."""
    if not word[:1].isdecimal():
        return None
    if word.isdecimal():
        return int(word) if len(word) < 16 else None
    whole, *rest = re.split(r"[.,٫٬]", word)
    if not rest or not all(part.isdecimal() for part in (whole, *rest)) or len(word) > 15:
        return None
    if all(len(part) == 3 for part in rest) and len(whole) <= 3 and whole != "0":
        return int(whole + "".join(rest))
    return float(f"{whole}.{rest[0]}") if len(rest) == 1 else None


def read_numeric(word: str, order: str = "day-month") -> Numeric | None:
    """What a token of two or three numbers says.

    ``order`` says what goes first in ``5/6/2017``; without one such a day has month and day 0.
    """
    texts = _PARTS.split(word)
    if not 2 <= len(texts) <= 3 or len(word) > 12:
        return None
    marks = set(_PARTS.findall(word))
    parts = tuple(int(text) for text in texts)
    if marks == {":"}:
        return _clock(texts, parts)
    if not marks <= set("/-.") or len(marks) > 1:
        return None
    if len(parts) == 3:
        return _three(texts, parts, order)
    return None if marks == {"."} else _two(texts, parts)


def _clock(texts: list[str], parts: tuple[int, ...]) -> Numeric | None:
    second = parts[2] if len(parts) == 3 else -1
    if len(texts[1]) != 2 or len(texts[0]) > 2 or parts[0] > 24 or parts[1] > 59 or second > 59:
        return None
    return Numeric("clock", (parts[0], parts[1], second))


def _three(texts: list[str], parts: tuple[int, ...], order: str) -> Numeric | None:
    first, middle, last = parts
    if len(texts[0]) == 4:
        year, month, day = first, middle, last
    elif len(texts[2]) == 4 or len(texts[2]) == 2:
        year, month, day = last, middle, first
        year += 2000 if len(texts[2]) == 2 else 0
        if order == "month-day":
            month, day = day, month
        elif not order and 1 <= month <= 12 and 1 <= day <= 12 and month != day:
            return Numeric("day", (year, 0, 0)) if 1300 <= year < 2200 else None
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1300 <= year < 2200):
        return None
    return Numeric("day", (year, month, day))


def _two(texts: list[str], parts: tuple[int, ...]) -> Numeric | None:
    lengths = [len(text) for text in texts]
    first, last = parts
    if lengths == [4, 4]:
        fits = 1000 <= first < last <= 2200
        return Numeric("years", parts) if fits else None
    if lengths[0] == 4 and lengths[1] <= 2 and 1 <= last <= 12 and 1000 <= first <= 2200:
        return Numeric("month", (first, last))
    if lengths[1] == 4 and lengths[0] <= 2 and 1 <= first <= 12 and 1000 <= last <= 2200:
        return Numeric("month", (last, first))
    return Numeric("pair", parts) if max(lengths) <= 2 else None
