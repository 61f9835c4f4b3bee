"""Datelines: *Beirut, Lebanon (CNN) —*, *BEIRUT, Lebanon —*."""

from __future__ import annotations

from marsad.grammar.tagged import Tagged

_LONGEST = 14  # tokens
_DASHES = frozenset("-–—")
_CAPITALS = 3  # letters, which no article and few other words in capitals have


def behind_dateline(tagged: Tagged, begin: int, end: int) -> int:
    """The token behind a dateline; ``begin`` where there is none.

    It ends in a dash, and either a bracket closes before the dash or the line begins in capitals.
    """
    words = tagged.page.words
    capitals = _in_capitals(tagged, begin) and tagged.page.line(begin)[0] == begin
    for at in range(begin + 1, min(begin + _LONGEST, end)):
        apart = capitals and not tagged.glued(at)
        if words[at] in _DASHES and (apart or words[at - 1] == ")"):
            while at < end and words[at] in _DASHES:
                at += 1
            return at
        if capitals and words[at][0].islower():
            return begin
    return begin


def _in_capitals(tagged: Tagged, at: int) -> bool:
    words = tagged.page.words
    joined = at + 1 < len(words) and words[at + 1] in _DASHES and tagged.glued(at + 1)
    return words[at].isupper() and (joined or len(words[at]) >= _CAPITALS)
