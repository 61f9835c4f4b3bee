"""Where a passage stands in a text: letter by letter, but for spelling, blanks and kinds of marks.

Both sides are folded in the same way, with the way back to every letter of the text. Nothing is
matched by likeness: a word more or less, or in another order, and the passage is not there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from marsad.model import Span
from marsad.text.fold import CLEANINGS, FOLDINGS, Folding

# Of one passage; a text that says the same more often is a list, whose lines nothing tells apart.
MOST = 200
_GLUED = 3  # letters that are written together with the word behind them (*and for the …*)
_BLANK = re.compile(r"\s+")
_ELISION = re.compile(r"\s*(?:\[?\.\.\.\]?|…)\s*")
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′`", "'"),
        **dict.fromkeys("‐‑‒–—―", "-"),
        "،": ",",
        "؛": ";",
        "؟": "?",
        "٫": ".",
        "٬": ",",
    }
)
_EDGES = " \t\n\"'.,;:!?-"
_FOLDING = Folding(sorted(CLEANINGS), sorted(FOLDINGS))


class Passages:
    """A text made ready for finding what stands in it."""

    def __init__(self, text: str) -> None:
        clean, self._steps = _FOLDING.clean(text)
        self._text, folded = text, _FOLDING.fold(clean).translate(_MARKS)
        pieces, self._starts, self._places = [], [0], [0]
        size = 0
        for blank in _BLANK.finditer(folded):
            pieces.append(folded[self._places[-1] : blank.start()])
            size += len(pieces[-1]) + 1
            self._starts.append(size)
            self._places.append(blank.end())
        pieces.append(folded[self._places[-1] :])
        self._squeezed = " ".join(pieces)
        self._known: dict[str, list[Span]] = {}

    def find(self, passage: str) -> list[Span]:
        """Everywhere a passage stands, in the order of the text; empty where it does not."""
        found = self._known.get(passage)
        if found is None:
            wanted = squeeze(passage)
            found = self._found(wanted) or self._found(wanted.strip(_EDGES))
            self._known[passage] = found
        return found

    def find_parts(self, passages: Sequence[str]) -> list[tuple[Span, ...]]:
        """The places of passages that stand one behind the other, each as near to the next as can
        be. What an answer has left out (*the mayor … said*) parts a passage in two."""
        whole = [self.find(one) for one in passages]
        if not all(whole):
            cut = [part for one in passages for part in _ELISION.split(one) if part.strip(_EDGES)]
            whole = [self.find(one) for one in cut] if len(cut) > len(passages) else []
        if not whole or not all(whole):
            return []
        return sorted({*_chained(whole), *_chained_back(whole)})

    def _found(self, wanted: str) -> list[Span]:
        """Whole words before words to which others are glued, before words that are glued."""
        if not any(map(str.isalnum, wanted)) and len(wanted) != 1:
            return []
        kinds: tuple[list[int], ...] = ([], [], [])
        at = self._squeezed.find(wanted) if wanted else -1
        while at >= 0:
            kind = self._kind(wanted, at)
            if kind is not None and len(kinds[kind]) < MOST:
                kinds[kind].append(at)
            at = self._squeezed.find(wanted, at + 1)
        if len(wanted) >= _GLUED:
            best: Sequence[int] = sorted(kinds[0] + kinds[1]) or kinds[2]
        else:
            best = next((hits for hits in kinds if hits), ())
        return [self._span(one, one + len(wanted)) for one in best]

    def _kind(self, wanted: str, at: int) -> int | None:
        """How good a place is: 0 between words, 1 behind letters that are glued to a word, 2 before
        the rest of a word; ``None`` within a word."""
        end, glued = at + len(wanted), self._glued(at)
        if glued > _GLUED or (glued and len(wanted) == 1):  # one letter is no word behind others
            return None
        if not (wanted[-1].isalnum() and self._squeezed[end : end + 1].isalnum()):
            return min(glued, 1)
        return 2 if self._leads(wanted, end) else None

    def _leads(self, wanted: str, end: int) -> bool:
        """Whether a passage ends with a short word that is glued to the next one (*according
        to-the…*), in a script without capitals."""
        last = wanted.rpartition(" ")[2]
        return len(last) <= _GLUED and not _cased(last) and not _cased(self._squeezed[end])

    def _glued(self, at: int) -> int:
        """How many letters of the same word stand before; many where the script has capitals, in
        which no word is written together with the next."""
        text = self._squeezed
        if not text[at].isalnum():
            return 0
        start = at
        while start and at - start <= _GLUED and text[start - 1].isalnum():
            start -= 1
        return len(text) if at - start > _GLUED or _cased(text[start:at]) else at - start

    def _span(self, start: int, end: int) -> Span:
        """The span of the text for a stretch of the squeezed one."""
        first, last = self._clean_at(start), self._clean_at(end - 1) + 1
        return _FOLDING.span(self._text, self._steps, first, last)

    def _clean_at(self, at: int) -> int:
        place = bisect_left(self._starts, at + 1) - 1
        return self._places[place] + at - self._starts[place]


def squeeze(passage: str) -> str:
    """A passage in the form in which texts are searched."""
    folded = _FOLDING.fold(_FOLDING.clean(passage).text).translate(_MARKS)
    return _BLANK.sub(" ", folded).strip()


def _cased(letters: str) -> bool:
    return letters.upper() != letters.lower()


def _chained(found: Sequence[Sequence[Span]]) -> Iterator[tuple[Span, ...]]:
    """For each place of the first part the nearest place of the next behind it, and so on."""
    for first in found[0]:
        chain = [first]
        for places in found[1:]:
            at = bisect_left(places, (chain[-1].end, 0))
            if at == len(places):
                break
            chain.append(places[at])
        else:
            yield tuple(chain)


def _chained_back(found: Sequence[Sequence[Span]]) -> Iterator[tuple[Span, ...]]:
    """For each place of the last part the nearest place of the one before it, and so on."""
    for last in found[-1]:
        chain = [last]
        for places in reversed(found[:-1]):
            at = bisect_right(places, chain[-1].start, key=_end) - 1
            if at < 0:
                break
            chain.append(places[at])
        else:
            yield tuple(reversed(chain))


def _end(span: Span) -> int:
    return span.end
