"""Cues of fixed words: *according to*, *quoting*, *it said in*; found once for a whole page."""

from __future__ import annotations

from typing import NamedTuple

from marsad.packs.cues import Cue, Phrases
from marsad.packs.pack import Pack
from marsad.text.page import Page


class Fixed(NamedTuple):
    """Fixed words at token ``at``; what they introduce begins at token ``then``, char ``start``.

    ``ranges`` holds the characters of the words, ``pronoun`` the one that ends them (*in his own
    words*); ``origin`` is true when the words name where something comes from (*quoting*).
    """

    cue: Cue
    at: int
    then: int
    start: int
    ranges: tuple[tuple[int, int], ...]
    pronoun: str
    origin: bool


def find_fixed(page: Page, pack: Pack, table: dict[str, Phrases]) -> dict[int, Fixed]:
    """All places of a table's word sequences on a page, by token; the longest at each."""
    found = {}
    conjunctions = pack.conjunctions
    for at, key in enumerate(page.keys):
        if key in table:
            hit = _match(page, pack, at, key, table[key])
        elif key[0] in conjunctions and key[1:] in table:
            hit = _match(page, pack, at, key[1:], table[key[1:]])
        else:
            continue
        if hit is not None:
            found[at] = hit
    return found


def _match(page: Page, pack: Pack, at: int, first: str, phrases: Phrases) -> Fixed | None:
    following = page.keys[at + 1] if at + 1 < len(page.keys) else ""
    for rest, cue in phrases.get(following[:1], phrases[""]):
        if rest and not following.startswith(rest[0]):
            continue
        then = _behind(page.keys, at + 1, rest)
        if then is None:
            continue
        begin = page.starts[at] + len(page.keys[at]) - len(first)
        source = page.starts[then] if then < len(page.words) else page.ends[-1]
        end = page.ends[then - 1]
        if rest and len(rest[-1]) == 1 and page.keys[then - 1] != rest[-1]:
            then -= 1  # the last word is a letter glued to what it introduces
            source = end = page.starts[then] + 1
        whole = (first, *rest)
        origin = any(whole[-len(words) :] == words for words in pack.origin)
        pronoun = pack.cues.suffixes.get(whole, "")
        return Fixed(cue, at, then, source, ((begin, end),), pronoun, origin)
    return None


def _behind(keys: list[str], at: int, rest: tuple[str, ...]) -> int | None:
    """The token behind the match; the last element may be a letter glued to its token."""
    for place, word in enumerate(rest):
        if at >= len(keys):
            return None
        letter = len(word) == 1 and place == len(rest) - 1
        if keys[at] != word and not (letter and keys[at].startswith(word)):
            return None
        at += 1
    return at
