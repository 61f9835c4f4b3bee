"""Numbers that count nothing: parts of names, ranks, labels, telephone numbers, years, ages."""

from __future__ import annotations

from itertools import pairwise

from marsad.linking.reading.counted import Nouns
from marsad.linking.reading.numerals import Numeral, read_numeral
from marsad.packs.counts import CountWords
from marsad.packs.pack import Pack
from marsad.packs.times import Kind

DASHES = frozenset("-–—")
_GLUE_LETTERS = 3  # letters of particles before digits, the article included (`وال14`)
_NAMED = 100  # weapons and the like have names with one or two digits
_YEARS = range(1800, 2100)
_OLDEST = 120  # years of a life


class Marks:
    """Tells the numbers of one text that are no quantities."""

    def __init__(self, nouns: Nouns, pack: Pack, counts: CountWords) -> None:
        self._nouns = nouns
        self._terms = nouns.terms
        self._pack = pack
        self._counts = counts

    def counts_nothing(self, numeral: Numeral) -> bool:
        """Whether a number is no quantity."""
        return (
            self._is_name(numeral)
            or self._is_rank(numeral)
            or self.is_labelled(numeral.first)
            or self._nouns.is_time(numeral.end)
            or self._is_year(numeral)
            or self._is_part_of_a_word(numeral.end)
            or self._leads_to_time(numeral.end)
            or self._is_age(numeral)
        )

    def _is_part_of_a_word(self, end: int) -> bool:
        """*5-to-4*, *three-quarters*, *twofold* written apart."""
        hyphen = self._nouns.key(end) == "-" and self._terms.touches(end)
        return hyphen and self._nouns.key(end + 1) in self._counts.no_nouns

    def _leads_to_time(self, end: int) -> bool:
        """``من 11 إلى 16 عاما``, ``بين 18 و64 سنة``: the second may be hidden as a time."""
        term = self._terms.at(end)
        if term is None or term.senses.get(Kind.LINK) not in ("to", "and", "or"):
            return False
        at = term.end + (self._nouns.key(term.end) == self._pack.article)
        key = self._nouns.key(at)
        if not self._terms.key(at) and (key[:1].isdecimal() or key in self._counts.counting):
            return True
        second = read_numeral(self._terms, at, dotted=self._counts.dotted)
        return second is not None and self._nouns.is_time(second.end)

    def _is_name(self, numeral: Numeral) -> bool:
        """``F-15``, ``تي4``, ``+963``, ``5G``: digits that belong to letters or signs."""
        if not numeral.digits:
            return False
        return (
            self.leans_back(numeral.first)
            or self._leans_on(numeral.end)
            or self._is_telephone(numeral)
            or self._ends_quoted_name(numeral)
        )

    def _ends_quoted_name(self, numeral: Numeral) -> bool:
        """``"مينوتمان 3"``: one or two words in quotation marks, and a small number."""
        first, quote = numeral.first, self._nouns.is_quote
        if not quote(numeral.end) or numeral.low >= _NAMED:
            return False
        return quote(first - 2) or (quote(first - 3) and self._nouns.key(first - 2).isalpha())

    def _is_telephone(self, numeral: Numeral) -> bool:
        """Three groups of digits in a row."""
        around = [self._nouns.key(numeral.first + step)[:1].isdecimal() for step in (-2, -1)]
        around += [self._nouns.key(numeral.end + step)[:1].isdecimal() for step in (0, 1)]
        return any(a and b for a, b in pairwise(around))

    def leans_back(self, token: int) -> bool:
        """Whether digits at a token belong to letters or a sign before them."""
        if not self._terms.touches(token):
            return False
        before = self._nouns.key(token - 1)
        if before in DASHES:
            letters = self._nouns.key(token - 2)
            led = letters.isalnum() and self._terms.touches(token - 1)
            return led and not self._is_particle(token - 2)
        if before.isalpha():
            return not self._is_particle(token - 1) and not self._nouns.is_measure(token - 1)
        if before == self._counts.decimal and self._nouns.key(token - 2)[:1].isdecimal():
            return self._terms.touches(token - 1)
        return before in ("+", "/", ".", ":", "#", "_", "@", "*", "=")

    def _leans_on(self, end: int) -> bool:
        if not self._terms.touches(end):
            return False
        behind = self._nouns.key(end)
        if behind.isalpha():
            foreign = self._pack.cased or behind.isascii()
            return foreign and not self._nouns.is_measure(end) and not self._terms.at(end)
        if self._terms.touches(end + 1) and self._nouns.key(end + 1)[:1].isdecimal():
            return behind not in DASHES and not self._nouns.is_measure(end)
        return behind in ("/", ":", "_", "@", "*", "=") or behind[:1].isdecimal()

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
        if numeral.low == 10 and self._nouns.key(numeral.first - 1) in self._counts.counting:
            return True  # what is left of an eleventh whose first word is a weekday, too
        joined = terms.key(end) == "-" and terms.sense(end + 1, Kind.ORDINAL) is not None
        term = terms.at(numeral.first)
        tens = 20 <= numeral.low < 100 and numeral.low % 10 == 0 and not numeral.digits
        if term is not None and term.definite and tens and terms.words.article:
            return numeral.end == term.end
        return joined

    def is_labelled(self, token: int) -> bool:
        """Whether what stands before a number makes it a name or a date: *Channel 10*."""
        article = self._pack.article
        at = token - 1
        at -= bool(article) and self._nouns.key(at) == article
        while at >= 0 and self._nouns.key(at) in ("(", '"', "«", "-", ".") and token - at < 3:
            at -= 1
        bracketed = self._nouns.key(token - 1) == "("  # behind an adjective, too
        if any(
            self._nouns.ends_at(end, Kind.LABEL) is not None
            for end in (at + 1, at)[: 1 + bracketed]
        ):
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
        if self._nouns.is_measure(numeral.end) or self._nouns.is_measure(numeral.first - 1):
            return False
        before = self._terms.at(numeral.first - 1)
        if before is not None and Kind.UNIT in before.senses:
            return True
        if self._nouns.key(numeral.first - 1) in words.year_leads:
            return True
        bound = before is not None and Kind.APPROXIMATION in before.senses
        return not bound and self._nouns.find(numeral.first, numeral.end) is None

    def _is_age(self, numeral: Numeral) -> bool:
        if self._nouns.ends_at(numeral.first, Kind.AGE) is not None:
            return True
        if self._terms.link(numeral.end) == "of" and self._terms.sense(numeral.end + 1, Kind.AGE):
            return True  # في الـ17 من العمر
        bracketed = self._nouns.key(numeral.first - 1) in (",", "(")
        closed = self._nouns.key(numeral.end) in (",", ")")
        if not (self._pack.cased and bracketed and closed and numeral.low < _OLDEST):
            return False
        words = self._terms.page.words
        return numeral.first > 1 and words[numeral.first - 2][:1].isupper()  # Ann Lee, 30, said
