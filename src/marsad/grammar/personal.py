"""Personal names that no list has: by what stands before them, and by their first word."""

from __future__ import annotations

from collections.abc import Container

from marsad.grammar.tagged import Tagged

_LONGEST = 5  # words of a personal name
_INITIAL = 1  # letters of an initial


def read_name(tagged: Tagged, at: int, limit: int, given: Container[str]) -> int:
    """The token behind the personal name that begins at token ``at``; ``at`` where none does.

    ``given`` are the folded given names and surnames of the language; other words are taken only
    where the pack knows nothing of them.
    """
    end = at
    closed = False
    while end < min(limit, at + _LONGEST):
        word = tagged.page.words[end]
        if word in "_-" and end > at and end + 1 < limit and tagged.glued(end):
            end += 1
            continue
        if not word[0].isalpha() or end in tagged.times:
            break
        known = tagged.page.keys[end] in given
        if not known and (closed or not _may_be_name(tagged, end, end > at)):
            break
        closed = closed or (not known and tagged.definite(end))  # a surname with its article
        end += 1
    while end > at and tagged.page.words[end - 1] in "_-":
        end -= 1
    return end


def _may_be_name(tagged: Tagged, at: int, inside: bool) -> bool:
    """Whether the pack knows nothing of a word, and its shape is not that of a verb or a noun."""
    if not tagged.unknown(at) or len(tagged.page.words[at]) <= _INITIAL:
        return False
    if tagged.definite(at):
        return inside
    if tagged.finite(at) or tagged.adverb(at) or tagged.conjoined(at):
        return False
    return not tagged.pack.noun_shape(tagged.page.words[at]) or inside
