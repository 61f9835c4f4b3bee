"""Datelines: *Beirut, Lebanon (CNN) —*."""

from __future__ import annotations

from marsad.grammar.tagged import Tagged


def behind_dateline(tagged: Tagged, begin: int, end: int) -> int:
    """The token behind a dateline (*Beirut, Lebanon (CNN) —*); ``begin`` where there is none."""
    words = tagged.page.words
    for j in range(begin, min(begin + 14, end)):
        if words[j] == ")" and j + 1 < end and words[j + 1] in "-–—":
            while j < end and not words[j][0].isalnum():
                j += 1
            return j
    return begin
