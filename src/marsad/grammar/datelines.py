"""Datelines: *Beirut, Lebanon (CNN) —*, *BEIRUT, Lebanon —*, and those on a line of their own."""

from __future__ import annotations

from collections.abc import Collection

from marsad.grammar.tagged import Tagged
from marsad.model import Kind

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


def stands_alone(tagged: Tagged, first: int, end: int, named: Collection[int]) -> bool:
    """Whether tokens are a line that only tells where, when or by whom the report was written.

    All its words are names or times; or those on one side of a dash are, and on the other stands a
    medium or a label of bylines. ``named`` are the tokens of known actors and places.
    """
    words = tagged.page.words
    if tagged.page.line(first) != (first, end) or end - first > _LONGEST:
        return False
    if words[end - 1] in tagged.pack.writing.enders:
        return False
    dash = next((at for at in range(first, end) if _parts(tagged, at)), end)
    sides = [side for side in ((first, dash), (dash + 1, end)) if side[0] < side[1]]
    named_sides = [side for side in sides if all(_names(tagged, at, named) for at in range(*side))]
    others = [side[0] for side in sides if side not in named_sides]
    return bool(named_sides) and all(_signs(tagged, at) for at in others)


def _parts(tagged: Tagged, at: int) -> bool:
    return tagged.page.words[at] in _DASHES and not tagged.glued(at)


def _names(tagged: Tagged, at: int, named: Collection[int]) -> bool:
    """Whether a token belongs to a name or a time, or is a mark."""
    return at in named or at in tagged.times or not tagged.page.words[at][0].isalpha()


def _signs(tagged: Tagged, at: int) -> bool:
    """Whether a medium or a label of bylines begins at a token."""
    keys = tagged.page.keys
    labels = tagged.pack.header.get("byline", ())
    labelled = any(tuple(keys[at : at + len(words)]) == words for words in labels)
    return labelled or any(role.kind is Kind.OUTLET for role in tagged.entries[at].roles)
