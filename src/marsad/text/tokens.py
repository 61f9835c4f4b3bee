"""Tokens of a level-1 text: words, numbers, and single other characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

# A word is letters only, so that an underscore or a hash parts words; a number may hold separators
# between its digits (3.5, 1,200, 12:30, 2017-05-29); all else is one character a token.
# Two apostrophes or two graves are one quotation mark.
# Arabic and plain Latin letters stand first: to ask whether one is in a class takes longer.
_LETTERS = r"[\u0621-\u063a\u0641-\u064aA-Za-z]+[^\W\d_]*|[^\W\d_]+"
_SHAPES = rf"{_LETTERS}|\d+(?:[.,:/٫٬-]\d+)*|(?<=\S)'(?='')|''|``|[^\s\w]|_"
_TOKEN = re.compile(_SHAPES)


class Tokens(NamedTuple):
    """Parallel lists: token *i* is ``clean[starts[i]:ends[i]]``, which is ``words[i]``."""

    starts: list[int]
    ends: list[int]
    words: list[str]


def tokenize(clean: str, elided: re.Pattern[str] | None = None) -> Tokens:
    """All tokens of a level-1 text, in order, with positions in it.

    ``elided`` are words that lean on the one behind them; their apostrophe belongs to them.
    """
    shapes = _TOKEN if elided is None else _with(elided)
    spans = [hit.span() for hit in shapes.finditer(clean)]
    words = [clean[start:end] for start, end in spans]
    return Tokens([start for start, _ in spans], [end for _, end in spans], words)


def elision(words: Iterable[str]) -> re.Pattern[str]:
    """One expression for words that stand before an apostrophe and one more word (*l'eau*)."""
    ends = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d_])(?:{ends})['’](?=[^\W_]|\s?[«“\"])", re.IGNORECASE)


@cache
def _with(elided: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"{elided.pattern}|{_SHAPES}", re.IGNORECASE)
