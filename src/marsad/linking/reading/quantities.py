"""Quantities of a claim: how many of what, with the bounds that the words set."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.linking.reading.counted import Nouns, Unit, singular_of
from marsad.linking.reading.marks import DASHES, Marks
from marsad.linking.reading.numerals import Numeral, read_numeral, read_pair
from marsad.model import Span
from marsad.packs.counts import CountWords, load_counts
from marsad.packs.pack import Pack
from marsad.packs.times import Kind
from marsad.packs.timeterms import Terms
from marsad.text.page import Page

_ABOUT = 10  # news round to one or two digits: the truth lies within a tenth, up or down
_CACHED = 100_000  # words of which it is known whether they may begin a number: some 10 MB
_BEHIND = 6  # tokens between a counted noun and a bound behind it


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something.

    ``low`` and ``high`` are equal for an exact number; ``high`` is ``None`` where only the least
    is told, ``low`` is 0 where only the most is. ``unit`` is the light stem of the counted noun, or
    a measure (``%``, ``$``); ``None`` where nothing is named; ``noun`` the folded noun, where it
    stands beside. ``span`` is the number with its bound before it, in code points of the text.
    """

    span: Span
    low: float
    high: float | None
    unit: str | None
    noun: str | None = None


def read_quantities(
    text: str, span: Span, pack: Pack, skip: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """The quantities in a stretch of text, in order.

    ``skip`` are the spans of times, places and actors: a number in one of them is part of a name or
    a date. A number of units of time is a time and no quantity, nor are ages, ranks, hours, ranges
    that fall (results of matches), and digits that belong to a name (``F-15``).
    """
    piece = text[span.start : span.end]
    counts = load_counts(pack)
    clean, steps = pack.folding.clean(piece)
    folded = pack.folding.fold(clean)
    if not counts.may_hold(folded):
        return ()
    tokens = pack.folding.tokens(clean)
    keys = [folded[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    if all(_begins_nothing(key, pack) for key in keys):
        return ()
    page = Page(
        text=piece,
        clean=clean,
        steps=steps,
        starts=tokens.starts,
        ends=tokens.ends,
        words=tokens.words,
        keys=list(keys),
        breaks=[],
        sentences=[],
        quotations=[],
        stray=[],
        writing=pack.writing,
    )
    for token, word in enumerate(tokens.words):
        if word in counts.never:
            page.keys[token] = ""
    _hide(page, [Span(one.start - span.start, one.end - span.start) for one in skip])
    return tuple(
        replace(one, span=Span(one.span.start + span.start, one.span.end + span.start))
        for one in _Reader(page, keys, pack, counts).read()
    )


@lru_cache(maxsize=_CACHED)
def _begins_nothing(key: str, pack: Pack) -> bool:
    """Whether a folded word is neither a number nor one of two, whatever stands beside it."""
    counts = load_counts(pack)
    if key[:1].isdecimal() or counts.words.forms(key) is not None:
        return False
    return singular_of(key, pack) is None


@lru_cache(maxsize=_CACHED)
def may_count(word: str, pack: Pack) -> bool:
    """Whether a written word may be part of a number, or be two of something by itself."""
    clean = pack.folding.clean(word).text
    folded = pack.folding.fold(clean)
    tokens = pack.folding.tokens(clean)
    keys = (folded[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True))
    return not all(_begins_nothing(key, pack) for key in keys)


def _hide(page: Page, skip: Sequence[Span]) -> None:
    """Take the words of names and times out of the keys, in which numbers are looked up."""
    if not skip:
        return
    tokens = range(len(page.keys))

    def end(token: int) -> int:
        return page.token_span(token, token + 1).end

    for one in skip:
        for token in tokens[bisect_right(tokens, one.start, key=end) :]:
            if page.token_span(token, token + 1).start >= one.end:
                break
            page.keys[token] = ""


class _Reader:
    """Reads one text from its first token to its last."""

    def __init__(self, page: Page, keys: list[str], pack: Pack, counts: CountWords) -> None:
        self._page = page
        self._keys = keys
        self._pack = pack
        self._counts = counts
        self._terms = Terms(page, counts.words)
        self._nouns = Nouns(self._terms, keys, pack, counts)
        self._marks = Marks(self._nouns, pack, counts)
        self._unit: str | None = None  # of the quantity before
        self._free = 0  # the first token that no quantity has taken

    def read(self) -> Iterator[Quantity]:
        token = 0
        while token < len(self._keys):
            idle = _begins_nothing(self._terms.keys[token], self._pack)
            found = None if idle else self._at(token)
            if found is None:
                token += 1
                continue
            quantities, end = found
            for one in quantities:
                yield one
                self._unit = one.unit or self._unit
            self._free = token = max(end, token + 1)

    def _at(self, token: int) -> tuple[list[Quantity], int] | None:
        """The quantities that begin at a token (none for a number that is no quantity)."""
        pair = self._pair(token)
        if pair is not None:
            return self._quantity(pair)
        numeral = self._numeral(token)
        if numeral is None:
            return self._dual(token)
        if self._marks.counts_nothing(numeral):
            return [], numeral.end
        if numeral.low == 1 and numeral.scale == 1 and not numeral.digits:
            return self._one(numeral)
        ranged = self._range(numeral)
        return self._quantity(ranged or numeral)

    # -------------------------------------------------------------- shapes

    def _numeral(self, token: int) -> Numeral | None:
        counts = self._counts
        return read_numeral(self._terms, token, dotted=counts.dotted, decimal=counts.decimal)

    def _pair(self, token: int) -> Numeral | None:
        """``10-15``, where a noun says that it is no result of a match."""
        word = self._terms.key(token)
        if "-" not in word or not word[:1].isdecimal() or self._marks.leans_back(token):
            return None
        pair = read_pair(word, dotted=self._counts.dotted)
        if pair is None:
            return None
        low, high = pair
        end, scale = token + 1, self._terms.sense(token + 1, Kind.SCALE)
        if scale is None:
            scale = self._terms.sense(token + 1, Kind.CARDINAL)
        if scale is not None and scale >= 1000:
            low, high, end = low * scale, high * scale, end + 1
        if self._nouns.is_time(end) or self._marks.is_labelled(token):
            return None
        if self._nouns.find(token, end) is None:
            return None
        return Numeral(token, end, low, high, 1.0, 1.0, digits=True)

    def _range(self, numeral: Numeral) -> Numeral | None:
        """``بين 10 و15``, *10 to 15*, *5 or 6*, *3 to 5 million*."""
        end, between = numeral.end, self._is_between(numeral.first)
        term = self._terms.at(end)
        link = None if term is None else term.senses.get(Kind.LINK)
        glued = term is not None and term.clitic == "و"
        joined = between and (link == "and" or glued)
        dashed = self._nouns.key(end) in DASHES and numeral.digits
        if not (joined or link in ("to", "or") or dashed):
            return None
        if self._starts_change(numeral.first) and link == "to":
            return None
        second = self._second(end if glued and link is None else end + 1)
        if second is None:
            return None
        low, high = numeral.low, second.high
        if numeral.scale == 1 and second.scale > 1 and low < second.front:
            low *= second.scale
        if low >= high:
            return None
        return numeral._replace(end=second.end, low=low, high=high, construct=None)

    def _second(self, token: int) -> Numeral | None:
        """The upper end of a range, also with a sign of money of its own before it."""
        token += self._nouns.is_measure(token) and not self._nouns.key(token).isalpha()
        return self._numeral(token)

    def _is_between(self, token: int) -> bool:
        at = token - 1
        sign = self._nouns.is_measure(at) and not self._nouns.key(at).isalpha()
        return self._terms.link(at - sign) == "between"

    def _starts_change(self, token: int) -> bool:
        """*from 10 to 15* may tell a rise as well as a range: two numbers then."""
        return self._terms.sense(token - 1, Kind.CHANGE) is not None

    def _one(self, numeral: Numeral) -> tuple[list[Quantity], int]:
        """``جندي واحد``, *one soldier*; many other uses of the word count nothing."""
        before, behind = self._nouns.key(numeral.first - 1), self._nouns.key(numeral.end)
        never = self._counts.never_one
        term = self._terms.at(numeral.first)
        own = self._nouns.key(numeral.first)
        if not never.isdisjoint((own, before, behind)) or (term is not None and term.definite):
            return [], numeral.end
        if self._terms.words.article:
            unit = self._nouns.stem(self._noun_of_one(numeral.first))
        else:
            unit = self._nouns.stem(numeral.end) if self._nouns.is_noun(numeral.end) else None
        if unit is None:
            return [], numeral.end
        span = self._page.token_span(numeral.first, numeral.end)
        return [Quantity(span, 1.0, 1.0, unit)], numeral.end

    def _noun_of_one(self, first: int) -> int:
        """The token of what a *one* behind it counts: a person, an adjective aside; -1: none."""
        term, people = self._terms.at(first), self._counts.people
        if term is None or term.clitic:
            return -1
        for at in (first - 2, first - 1):
            if self._nouns.key(at) in people:
                return at
        bound = self._nouns.ends_at(first, Kind.APPROXIMATION) is not None
        return first - 1 if bound and self._nouns.is_noun(first - 1) else -1

    def _dual(self, token: int) -> tuple[list[Quantity], int] | None:
        """``طائرتين``, ``جنديان``: two of them; a dual right behind one is its adjective."""
        noun = self._singular(token)
        if noun is None or self._singular(token - 1) is not None:
            return None
        stem = self._nouns.stem_of(noun)
        span = self._page.token_span(token, token + 1)
        return [Quantity(span, 2.0, 2.0, stem)], token + 1

    def _singular(self, token: int) -> str | None:
        key = self._terms.key(token)
        return None if self._terms.at(token) is not None else singular_of(key, self._pack)

    # -------------------------------------------------------------- bounds

    def _quantity(self, numeral: Numeral) -> tuple[list[Quantity], int]:
        side, at = self._bound_at(numeral.end)
        unit = self._counted(numeral, at)
        low, high = numeral.low, numeral.high
        if numeral.construct is not None and unit is not None and unit.end == numeral.end + 1:
            low = high = numeral.construct
        start, before = self._bound_before(numeral.first)
        side, end = before or side, max(at, unit.end if unit else 0)
        if side is None and unit is not None:
            side, end = self._bound_behind(end)
        span = self._page.token_span(start, numeral.end)
        least, most = _within(low, high, side)
        if unit is None:
            return [Quantity(span, least, most, None)], end
        return [Quantity(span, least, most, unit.stem, unit.noun)], end

    def _counted(self, numeral: Numeral, end: int) -> Unit | None:
        """What is counted, also where it is only named with a quantity nearby."""
        term = self._terms.at(end)
        vague = numeral.low != numeral.high
        if term is None:
            return self._nouns.find(numeral.first, end, vague=vague)
        again = Unit(self._unit, term.end) if self._unit else None
        if Kind.OTHERS in term.senses:
            return again
        if Kind.FURTHER in term.senses:
            return self._nouns.find(numeral.first, term.end) or again
        link = term.senses.get(Kind.LINK)
        if link == "to" or (link == "and" and numeral.digits):
            second = self._second(term.end)
            if second is not None and second.digits == numeral.digits:
                found = self._nouns.find(second.first, second.end)
                return None if found is None else found._replace(end=numeral.end)
        return self._nouns.find(numeral.first, end, vague=vague)

    def _bound_before(self, first: int) -> tuple[int, str | None]:
        at = first
        sign = self._nouns.is_measure(at - 1) and not self._nouns.key(at - 1).isalpha()
        sign = sign or self._nouns.key(at - 1) == (self._pack.article or None)
        for end in {at, at - sign}:
            start = self._nouns.ends_at(end, Kind.APPROXIMATION)
            if start is not None and start >= self._free:
                side: str = self._terms.sense(start, Kind.APPROXIMATION)
                return start, side
        return (at - sign if at - sign >= self._free else at), None

    def _bound_at(self, token: int) -> tuple[str | None, int]:
        term = self._terms.at(token)
        if term is None or Kind.BEHIND not in term.senses:
            return None, token
        return term.senses[Kind.BEHIND], term.end

    def _bound_behind(self, end: int) -> tuple[str | None, int]:
        for at in range(end, end + _BEHIND):
            side, behind = self._bound_at(at)
            if side is not None:
                return side, behind
            if not self._nouns.key(at).isalpha():
                break
        return None, end


def _within(low: float, high: float, side: str | None) -> tuple[float, float | None]:
    """A number with the side on which its bound leaves it open."""
    if side == "more":
        return low, None
    if side == "less":
        return 0.0, high
    if side == "about" and low == high:
        return low - low / _ABOUT, high + high / _ABOUT
    return low, high
