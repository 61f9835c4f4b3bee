"""What is known while a page is read for time: the anchor, and the date told last."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from marsad.model import TimeType
from marsad.packs import calendars
from marsad.packs.times import TimeWords
from marsad.packs.timeterms import Terms
from marsad.text.page import Page

# How far around an expression a word may tell that it is still to come: within one clause.
REACH = 6
_CLAUSE = 10
_BEFORE = 14  # before a day, where the nearest verb decides
FUTURE, PAST = "future", "past"
_GOVERNS = 2  # tokens before a word of the future in which *was* makes it past
_NEAR = 60  # tokens: about two sentences
_VERB = 5  # letters that a verb in the future has at least


DIGITS = frozenset("0123456789")
DASHES = frozenset("-–—/")
COMMAS = frozenset("،,؛;:")
JOINING = frozenset({"and", "or", "to", "until"})


class Found(NamedTuple):
    """What tokens ``first`` to ``end`` say; ``unit`` is the grain of a DATE (``D``, ``W``, …)."""

    first: int
    end: int
    type: TimeType
    value: str | None
    unit: str = ""
    relative: bool = False
    anchored: bool = False
    hijri: bool = False


class Scene:
    """A page under reading: its terms, and what a later expression may lean on."""

    def __init__(self, page: Page, words: TimeWords, published: date | None) -> None:
        self.page = page
        self.terms = Terms(page, words)
        self.words = words
        self.done = 0  # the first token that is still to be read
        self.anchor = self.published = published
        self.sentence_start = self.sentence_end = 0
        self._looked = 0  # up to here this sentence was searched for the name of a report
        self._reported = False
        self.last: Found | None = None  # the last DATE that names a day, month or year
        self.last_sentence = -1

    def enter_sentence(self, token: int) -> None:
        """Take up the sentence of a token; the anchor is the publication's again."""
        sentence = self.page.sentences[self.page.sentence_at(token)]
        self.sentence_start, self.sentence_end = sentence.start, sentence.end
        self.anchor = self.published
        self._looked, self._reported = sentence.start, False

    def keep(self, found: list[Found]) -> list[Found]:
        """Note what was read, and pass it on."""
        for one in found:
            self.done = one.end
            if one.type is TimeType.DATE and one.value is not None and one.unit:
                self.last, self.last_sentence = one, self.sentence_start
                self._take_anchor(one)
            elif self.words.nearest_tense and one.type is TimeType.TIME and one.value is not None:
                day = calendars.read_day(one.value)
                if day is not None:
                    self.last = one._replace(type=TimeType.DATE, value=day.isoformat(), unit="D")
                    self.last_sentence = self.sentence_start
        return found

    def _take_anchor(self, found: Found) -> None:
        """A full date in brackets behind a report's name is what that sentence counts from."""
        if found.anchored or found.relative or found.unit != "D":
            return
        keys = self.page.keys
        if found.first == 0 or keys[found.first - 1] != "(" or found.end >= len(keys):
            return
        between = keys[self._looked : found.first]
        self._reported = self._reported or not self.words.reports.isdisjoint(between)
        self._looked = max(self._looked, found.first)
        if self._reported and keys[found.end] == ")":
            self.anchor = calendars.read_day(found.value) or self.anchor

    def this_day(self, token: int, end: int) -> Found:
        """The day that this sentence told last, or else that of the report."""
        last = self.last
        told = last is not None and last.unit == "D" and self.last_sentence == self.sentence_start
        if told and last is not None:
            return last._replace(first=token, end=end, relative=True)
        value = self.anchor.isoformat() if self.anchor else None
        return Found(token, end, TimeType.DATE, value, "D", True, True)

    def last_day(self) -> date | None:
        """The day told last, if it was told not far before this sentence."""
        last = self.last_told()
        return calendars.read_day(last.value) if last is not None and last.unit == "D" else None

    def last_told(self) -> Found | None:
        """The date told last, if that was not far before this sentence."""
        return self.last if self.last_sentence >= self.sentence_start - _NEAR else None

    def tell_future(self, keys: list[str]) -> bool:
        """Whether one of the words tells of what is still to come."""
        words = self.words
        if not words.future.isdisjoint(keys):
            return True
        return any(
            key.startswith(words.future_prefixes)
            and len(key) >= _VERB
            and not key.startswith(words.no_future)
            and not key.startswith(words.no_future, 1)
            for key in keys
        )

    def tense_at(self, token: int) -> str | None:
        """What the clause around a day or month tells of: ``FUTURE``, ``PAST`` or ``None``."""
        words, keys = self.words, self.page.keys
        if not words.nearest_tense:
            return FUTURE if self.tells_ahead(token) or self._scheduled(token) else None
        for at in range(token - 1, max(self.sentence_start, token - _BEFORE) - 1, -1):
            tense = self._tense(at)
            if tense is not None:
                return tense
        on = self.terms.link(token - 1) in ("on", "in")
        before_it = token - 1 - on
        opens = before_it < self.sentence_start or not keys[before_it].isalnum()
        reach = _CLAUSE if opens else 1 + on
        for at in range(token + 1, min(self.sentence_end, token + 1 + reach)):
            tense = self._tense(at)
            if tense is not None:
                return tense
        return None

    def tells_ahead(self, token: int) -> bool:
        """Whether the words before a day or month tell that it is still to come.

        They do not where the past governs them (*was to meet*), nor behind a word at which another
        clause begins (*will discuss the deal that was signed in March*).
        """
        words, keys = self.words, self.page.keys
        near = range(token - 1, max(self.sentence_start, token - REACH) - 1, -1)
        told = next((at for at in near if self.tell_future(keys[at : at + 1])), -1)
        if told < 0 or not words.parting.isdisjoint(keys[told + 1 : token]):
            return False
        begin = max(self.sentence_start, min(near[-1], told - _GOVERNS))
        return words.past.isdisjoint(keys[begin:token])

    def _scheduled(self, token: int) -> bool:
        """Whether a verb of what is scheduled opens the clause of a day (*arrives Sunday*)."""
        opens = self.sentence_start
        near = token - opens <= _CLAUSE and self.page.keys[opens] in self.words.scheduled
        return near and not COMMAS.intersection(self.page.keys[opens:token])

    def _tense(self, token: int) -> str | None:
        words, key = self.words, self.page.keys[token]
        if key in words.future or key.endswith(words.future_endings) or self._intended(token):
            return FUTURE
        if token > 0 and self.page.keys[token - 1] in words.timeless:
            return None  # will be held
        return PAST if key in words.past or key.endswith(words.past_endings) else None

    def _intended(self, token: int) -> bool:
        """Whether a word and the one before it tell of what is to come (*are to meet*)."""
        keys, words = self.page.keys, self.words
        if f"{keys[token - 1]} {keys[token]}" not in words.future or token + 1 >= len(keys):
            return False
        return keys[token + 1] not in words.no_future

    def around(self, first: int, end: int) -> list[str]:
        """The words of the sentence near tokens ``first`` to ``end``."""
        start = max(self.sentence_start, first - REACH)
        return self.page.keys[start : min(self.sentence_end, end + REACH)]


def in_part(found: Found, part: str) -> Found:
    """The part (``MO``, ``EV``, …) of a day."""
    value = f"{found.value}T{part}" if found.value and found.unit == "D" else None
    return found._replace(type=TimeType.TIME, value=value, unit="")
