"""Words that a person typed or copied, as the place in the text that is meant."""

from __future__ import annotations

import re

from marsad.archive.review.judgements import Piece, piece
from marsad.model import Span

_MARKS = "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c-\u200f]*"  # as people leave them out
_GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
_MOST = 10_000  # places that are looked at


def find_words(text: str, words: str, near: int) -> Piece:
    """The nearest place of some words; marks of vowels and white space may differ.

    «first words … last words» means all from the first to the last.

    Args:
        near: where in the text they are thought to stand.

    Raises:
        ValueError: the text does not hold them.
    """
    found = _nearest(text, words, near)
    if found is None and _GAP.search(words.strip()):
        first, *_, last = _GAP.split(words.strip())
        found = _between(text, first, last, near)
    if found is None:
        raise ValueError(f"«{words}»: not in the text; copy the words as they stand there")
    return piece(text, found)


def _between(text: str, first: str, last: str, near: int) -> Span | None:
    begin = _nearest(text, first, near)
    if begin is None:
        return None
    end = _pattern(last).search(text, begin.end) if last.strip() else None
    return None if end is None else Span(begin.start, end.end())


def _nearest(text: str, words: str, near: int) -> Span | None:
    if not words.strip():
        return None
    best: Span | None = None
    for count, hit in enumerate(_pattern(words).finditer(text)):
        if best is not None and abs(hit.start() - near) > abs(best.start - near):
            break  # the hits come in order: further on it gets only worse
        if count == _MOST:
            break
        best = Span(*hit.span())
    return best


def _pattern(words: str) -> re.Pattern[str]:
    bare = (re.sub(_MARKS, "", word) or word for word in words.split())
    letters = ("".join(re.escape(letter) + _MARKS for letter in word) for word in bare)
    return re.compile(r"\s+".join(letters))
