"""Tokens of a level-1 text: words, numbers, and single other characters."""

from __future__ import annotations

import re
from typing import NamedTuple

# A word is letters only, so that an underscore or a hash parts words; a number may hold separators
# between its digits (3.5, 1,200, 12:30, 2017-05-29); all else is one character a token.
# Two apostrophes or two graves are one quotation mark.
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:/٫٬-]\d+)*|(?<=\S)'(?='')|''|``|[^\s\w]|_")


class Tokens(NamedTuple):
    """Parallel lists: token *i* is ``clean[starts[i]:ends[i]]``, which is ``words[i]``."""

    starts: list[int]
    ends: list[int]
    words: list[str]


def tokenize(clean: str) -> Tokens:
    """All tokens of a level-1 text, in order, with positions in it."""
    spans = [hit.span() for hit in _TOKEN.finditer(clean)]
    words = [clean[start:end] for start, end in spans]
    return Tokens([start for start, _ in spans], [end for _, end in spans], words)
