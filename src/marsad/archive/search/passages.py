"""A passage of a text with what was looked for marked in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from marsad.archive.search.resolving import Shown
from marsad.model import Span
from marsad.text.words import Placed, placed_words

LEAD = 160  # letters that a passage may take before and behind what it shows, to end a sentence
LONGEST = 600  # letters of a passage: four lines of a page
_BEFORE = 150  # letters kept before the first hit, where what is shown is longer
_STOP = re.compile(r"[.!?؟۔\n\r\u2029](?:[»”\")\]]?\s+|$)")
_SPACE = re.compile(r"\s+")


class Passage(NamedTuple):
    """A piece of a text, where it begins in it, and the hits, counted from its beginning."""

    text: str
    start: int
    hits: tuple[Span, ...]


class Marker:
    """Finds in any text the words and names of one search."""

    def __init__(self, shown: Shown) -> None:
        self._norms = _by_first(shown.norms)
        self._stems = _by_first(shown.stems)

    def find(self, text: str) -> list[Span]:
        """Where the words and names stand, in order, none in another."""
        words = placed_words(text)
        norms, stems = [word.norm for word in words], [word.stem for word in words]
        found: list[Span] = []
        at = 0
        while at < len(words):
            length = max(_length(self._norms, norms, at), _length(self._stems, stems, at))
            if length:
                found.append(_span(words[at : at + length]))
            at += length or 1
        return found

    def cut(self, text: str, start: int, end: int) -> Passage:
        """The sentence or so that ``text[start:end]`` stands in; if long, the part with a hit.

        ``text`` holds ``LEAD`` letters before and behind where there are so many.
        """
        first, last = _widen(text, start, end)
        hits = self.find(text[first:last])
        if last - first > LONGEST:
            inside = [hit for hit in hits if hit.end + first > start]
            middle = first + inside[0].start if inside else start
            first, last = _narrow(text, max(first, middle - _BEFORE), last)
            hits = self.find(text[first:last])
        return Passage(text[first:last], first, tuple(hits))


def _by_first(runs: frozenset[tuple[str, ...]]) -> dict[str, list[list[str]]]:
    """Runs of words by their first word, the longest first."""
    found = defaultdict[str, list[list[str]]](list)
    for run in sorted(runs, key=len, reverse=True):
        found[run[0]].append(list(run))
    return found


def _length(runs: dict[str, list[list[str]]], words: Sequence[str], at: int) -> int:
    """How many words from one on are looked for."""
    for run in runs.get(words[at], ()):
        if words[at : at + len(run)] == run:
            return len(run)
    return 0


def _span(words: Sequence[Placed]) -> Span:
    return Span(words[0].start, words[-1].end)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """To the ends of the sentences, or of words where a sentence is long."""
    low, high = max(0, start - LEAD), min(len(text), end + LEAD)
    stops = [hit.end() for hit in _STOP.finditer(text, low, start)]
    if stops:
        first = stops[-1]
    elif low == 0:
        first = 0
    else:
        first = _word_start(text, low, start)
    closed = _STOP.search(text, max(start, end - 1), high)
    last = closed.end() if closed else _word_end(text, end, high)
    return first, max(end, last - _trailing(text[first:last]))


def _narrow(text: str, first: int, last: int) -> tuple[int, int]:
    """``LONGEST`` letters at most, between whole words."""
    start = _word_start(text, first, last)
    end = last if last - start <= LONGEST else _word_end(text, start, start + LONGEST)
    return start, end


def _word_start(text: str, low: int, high: int) -> int:
    """The first place behind a space."""
    if low == 0 or text[low - 1].isspace():
        return low
    found = _SPACE.search(text, low, high)
    return found.end() if found else low


def _word_end(text: str, low: int, high: int) -> int:
    """The last place before a space; the end where a word is as long as all."""
    if high >= len(text) or text[high].isspace():
        return high
    spaces = [hit.start() for hit in _SPACE.finditer(text, low, high)]
    return spaces[-1] if spaces else high


def _trailing(text: str) -> int:
    return len(text) - len(text.rstrip())
