"""Cues of fixed words: *according to*, *quoting*, *it said in*; found once for a whole page."""

from __future__ import annotations

from functools import cache
from itertools import compress, count
from typing import NamedTuple

from marsad.packs.cues import Cue, Phrase
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


# Phrases by their first word, then by the first letter of the second.
_Phrases = dict[str, tuple[Phrase, ...]]


def find_fixed(page: Page, pack: Pack, *, openers: bool = False) -> dict[int, Fixed]:
    """All places of a pack's fixed words on a page, by token; the longest at each.

    They are the prepositional cues, or the words before a clause (``openers``).
    """
    found, table = {}, _load_table(pack, openers)
    for at in compress(count(), map(table.__contains__, page.keys)):
        hit = _match(page, pack, at, *table[page.keys[at]])
        if hit is not None:
            found[at] = hit
    return found


def _match(page: Page, pack: Pack, at: int, first: str, phrases: _Phrases) -> Fixed | None:
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


@cache
def _load_table(pack: Pack, openers: bool) -> dict[str, tuple[str, _Phrases]]:
    """From a word, as it is or behind a conjunction, to the first word of phrases and to them."""
    words = pack.cues.openers if openers else pack.cues.phrases
    plain = {first: (first, _by_letter(phrases)) for first, phrases in words.items()}
    leads = [lead for lead in pack.conjunctions if len(lead) == 1]
    joined = {lead + first: plain[first] for lead in leads for first in plain}
    return joined | plain


def _by_letter(phrases: tuple[Phrase, ...]) -> _Phrases:
    """The phrases by the first letter of their second word; those of one word are with each."""
    letters = {rest[0][0] for rest, _ in phrases if rest} | {""}
    return {
        letter: tuple(one for one in phrases if not one[0] or one[0][0][0] == letter)
        for letter in letters
    }


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
