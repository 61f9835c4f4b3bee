"""Quantities of a claim: how many of what, with the bounds that the words set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from marsad.linking.counted import Nouns, Unit
from marsad.linking.numerals import Numeral, read_numeral, read_pair
from marsad.model import Span
from marsad.packs.counts import CountWords, load_counts
from marsad.packs.pack import Pack
from marsad.packs.times import Kind
from marsad.packs.timeterms import Terms
from marsad.text.page import Page

_ABOUT = 10  # news round to one or two digits: the truth lies within a tenth, up or down
_WORDS = 6  # tokens of the longest bound before a number
_BEHIND = 3  # tokens between a counted noun and a bound behind it
_DASHES = frozenset("-–—")
_GLUE_LETTERS = 3  # letters of particles before digits, the article included (`وال14`)
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something.

    ``low`` and ``high`` are equal for an exact number; ``high`` is ``None`` where only the least
    is told, ``low`` is 0 where only the most is. ``unit`` is the light stem of the counted noun, or
    a measure (``%``, ``$``); ``None`` where nothing is named. ``span`` is the number with its bound
    before it, in code points of the text.
    """

    span: Span
    low: float
    high: float | None
    unit: str | None


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
    _hide(page, [Span(one.start - span.start, one.end - span.start) for one in skip])
    return tuple(
        replace(one, span=Span(one.span.start + span.start, one.span.end + span.start))
        for one in _Reader(page, keys, pack, counts).read()
    )


def _hide(page: Page, skip: Sequence[Span]) -> None:
    """Take the words of names and times out of the keys, in which numbers are looked up."""
    for token in range(len(page.keys) if skip else 0):
        at = page.token_span(token, token + 1)
        if any(one.start < at.end and at.start < one.end for one in skip):
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
        self._unit: str | None = None  # of the quantity before
        self._free = 0  # the first token that no quantity has taken

    def read(self) -> Iterator[Quantity]:
        token = 0
        while token < len(self._keys):
            found = self._at(token)
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
        numeral = read_numeral(self._terms, token, dotted=self._counts.dotted)
        if numeral is None:
            return self._dual(token)
        if not self._counts_something(numeral):
            return [], numeral.end
        if numeral.low == 1 and numeral.scale == 1 and not numeral.digits:
            return self._one(numeral)
        ranged = self._range(numeral)
        return self._quantity(ranged or numeral)

    # -------------------------------------------------------------- what is no quantity

    def _counts_something(self, numeral: Numeral) -> bool:
        if self._is_name(numeral) or self._is_rank(numeral) or self._is_labelled(numeral.first):
            return False
        if self._nouns.is_time(numeral.end) or self._is_year(numeral):
            return False
        return not self._is_age(numeral)

    def _is_name(self, numeral: Numeral) -> bool:
        """``F-15``, ``تي4``, ``+963``, ``5G``: digits that belong to letters or signs."""
        if not numeral.digits:
            return False
        return (
            self._leans_back(numeral.first)
            or self._leans_on(numeral.end)
            or self._is_telephone(numeral)
        )

    def _is_telephone(self, numeral: Numeral) -> bool:
        """Three groups of digits in a row."""
        around = [self._nouns.key(numeral.first + step)[:1].isdecimal() for step in (-2, -1)]
        around += [self._nouns.key(numeral.end + step)[:1].isdecimal() for step in (0, 1)]
        return any(a and b for a, b in pairwise(around))

    def _leans_back(self, token: int) -> bool:
        if not self._terms.touches(token):
            return False
        before = self._nouns.key(token - 1)
        if before in _DASHES:
            letters = self._nouns.key(token - 2)
            led = letters.isalnum() and self._terms.touches(token - 1)
            return led and not self._is_particle(token - 2)
        if before.isalpha():
            return not self._is_particle(token - 1) and not self._is_measure(token - 1)
        return before in ("+", "/", ".", ":", "#", "_", "@", "*", "=")

    def _leans_on(self, end: int) -> bool:
        if not self._terms.touches(end):
            return False
        behind = self._nouns.key(end)
        if behind.isalpha():
            foreign = self._pack.cased or behind.isascii()
            return foreign and not self._is_measure(end) and not self._terms.at(end)
        return behind in ("/", ":", "_", "@", "*", "=") or behind[:1].isdecimal()

    def _is_measure(self, token: int) -> bool:
        return self._terms.sense(token, Kind.MEASURE) is not None

    def _is_particle(self, token: int) -> bool:
        key = self._nouns.key(token)
        glued = self._pack.writing.proclitics
        return len(key) <= _GLUE_LETTERS and (key in glued or key == self._pack.article)

    def _is_rank(self, numeral: Numeral) -> bool:
        """``21st``, ``الحادي عشر``, ``القرن العشرين``."""
        terms, end = self._terms, numeral.end
        if terms.key(end) in terms.words.ordinal_endings and terms.touches(end):
            return True
        before = terms.at(numeral.first - 1)
        ranked = before is not None and Kind.ORDINAL in before.senses
        if ranked and terms.words.article and not numeral.digits and numeral.low < 100:
            return True
        joined = terms.key(end) == "-" and terms.sense(end + 1, Kind.ORDINAL) is not None
        term = terms.at(numeral.first)
        tens = 20 <= numeral.low < 100 and numeral.low % 10 == 0 and not numeral.digits
        if term is not None and term.definite and tens and terms.words.article:
            return numeral.end == term.end
        return joined

    def _is_labelled(self, token: int) -> bool:
        at = token - 1
        while at >= 0 and self._nouns.key(at) in ("(", '"', "«", "-", ".") and token - at < 3:
            at -= 1
        if self._ends_at(at + 1, Kind.LABEL) is not None:
            return True
        key = self._nouns.key(at)
        clock = self._terms.at(at)
        if clock is not None and clock.senses.get(Kind.LINK) == "clock" and clock.definite:
            return True
        if clock is not None and Kind.MONTH in clock.senses:
            return True
        return key in self._terms.words.numbered

    def _is_year(self, numeral: Numeral) -> bool:
        if not numeral.digits or numeral.end != numeral.first + 1:
            return False
        key = self._terms.key(numeral.first)
        if len(key) != 4 or not key.isdecimal() or int(key) not in _YEARS:
            return False
        words = self._terms.words
        if self._terms.key(numeral.end) in words.counted:
            return False
        if self._is_measure(numeral.end) or self._is_measure(numeral.first - 1):
            return False
        before = self._terms.at(numeral.first - 1)
        timed = before is not None and Kind.UNIT in before.senses
        return timed or self._nouns.key(numeral.first - 1) in words.year_leads

    def _is_age(self, numeral: Numeral) -> bool:
        if self._ends_at(numeral.first, Kind.AGE) is not None:
            return True
        bracketed = self._nouns.key(numeral.first - 1) in (",", "(")
        closed = self._nouns.key(numeral.end) in (",", ")")
        if not (self._pack.cased and bracketed and closed and numeral.low < 120):
            return False
        words = self._page.words
        return numeral.first > 1 and words[numeral.first - 2][:1].isupper()  # Ann Lee, 30, said

    # -------------------------------------------------------------- shapes

    def _pair(self, token: int) -> Numeral | None:
        """``10-15``, where a noun says that it is no result of a match."""
        word = self._terms.key(token)
        if "-" not in word or not word[:1].isdecimal() or self._leans_back(token):
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
        if self._nouns.is_time(end) or self._is_labelled(token):
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
        dashed = self._nouns.key(end) in _DASHES and numeral.digits
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
        token += self._is_measure(token) and not self._nouns.key(token).isalpha()
        return read_numeral(self._terms, token, dotted=self._counts.dotted)

    def _is_between(self, token: int) -> bool:
        at = token - 1
        sign = self._is_measure(at) and not self._nouns.key(at).isalpha()
        return self._terms.link(at - sign) == "between"

    def _starts_change(self, token: int) -> bool:
        """*from 10 to 15* may tell a rise as well as a range: two numbers then."""
        return self._terms.sense(token - 1, Kind.CHANGE) is not None

    def _one(self, numeral: Numeral) -> tuple[list[Quantity], int]:
        """``جندي واحد``, *one soldier*; many other uses of the word count nothing."""
        before, behind = self._nouns.key(numeral.first - 1), self._nouns.key(numeral.end)
        never = self._counts.never_one
        term = self._terms.at(numeral.first)
        if behind in never or before in never or (term is not None and term.definite):
            return [], numeral.end
        if self._terms.words.article:
            unit = self._nouns.stem(numeral.first - 1) if self._is_noun_of_one(numeral) else None
        else:
            unit = self._nouns.stem(numeral.end) if self._nouns.is_noun(numeral.end) else None
        if unit is None:
            return [], numeral.end
        span = self._page.token_span(numeral.first, numeral.end)
        return [Quantity(span, 1.0, 1.0, unit)], numeral.end

    def _is_noun_of_one(self, numeral: Numeral) -> bool:
        term = self._terms.at(numeral.first)
        before = self._nouns.key(numeral.first - 1)
        if term is None or term.clitic or before.startswith(self._pack.article):
            return False
        return self._nouns.is_noun(numeral.first - 1) and not self._nouns.is_time(numeral.first - 1)

    def _dual(self, token: int) -> tuple[list[Quantity], int] | None:
        """``طائرتين``, ``جنديان``: two of them; a dual right behind one is its adjective."""
        noun = self._singular(token)
        if noun is None or self._singular(token - 1) is not None:
            return None
        stem = self._nouns.stem_of(noun)
        span = self._page.token_span(token, token + 1)
        return [Quantity(span, 2.0, 2.0, stem)], token + 1

    def _singular(self, token: int) -> str | None:
        key, counts = self._terms.key(token), self._counts
        if not key or key in counts.never or self._terms.at(token) is not None:
            return None
        if key in counts.duals:
            return counts.duals[key]
        return self._nouns.feminine_of(key)

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
        return [Quantity(span, least, most, unit.stem if unit else None)], end

    def _counted(self, numeral: Numeral, end: int) -> Unit | None:
        """What is counted, also where it is only named with a quantity nearby."""
        term = self._terms.at(end)
        if term is None:
            return self._nouns.find(numeral.first, end)
        again = Unit(self._unit, term.end) if self._unit else None
        if Kind.OTHERS in term.senses:
            return again
        if Kind.FURTHER in term.senses:
            return self._nouns.find(numeral.first, term.end) or again
        if term.senses.get(Kind.LINK) == "to":
            second = self._second(term.end)
            found = None if second is None else self._nouns.find(second.first, second.end)
            return None if found is None else Unit(found.stem, numeral.end)
        return self._nouns.find(numeral.first, end)

    def _bound_before(self, first: int) -> tuple[int, str | None]:
        at = first
        sign = self._is_measure(at - 1) and not self._nouns.key(at - 1).isalpha()
        for end in {at, at - sign}:
            start = self._ends_at(end, Kind.APPROXIMATION)
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

    def _ends_at(self, end: int, kind: Kind) -> int | None:
        """Where a term of this kind begins that ends before a token."""
        for start in range(end - 1, max(-1, end - 1 - _WORDS), -1):
            term = self._terms.at(start)
            if term is not None and term.end == end and kind in term.senses:
                longer = self._terms.at(start - 1)
                inside = longer is not None and longer.end == end and kind in longer.senses
                return start - 1 if inside else start
        return None


def _within(low: float, high: float, side: str | None) -> tuple[float, float | None]:
    """A number with the side on which its bound leaves it open."""
    if side == "more":
        return low, None
    if side == "less":
        return 0.0, high
    if side == "about" and low == high:
        return low - low / _ABOUT, high + high / _ABOUT
    return low, high
