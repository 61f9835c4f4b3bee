"""Sentences and quotations over tokens.

A paragraph break in mid-sentence does not end the sentence, a stop inside a quotation does not end
the sentence around it, and quotation marks of one shape pair by what stands beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from marsad.text.fold import Folding
from marsad.text.tokens import Tokens

_BREAK = re.compile(r"[^\S\n\r\u2029]*[\n\r\u2029]\s*")
_CLOSERS = frozenset("»”’)]}\"'“")
# A sentence longer than this is cut: it keeps all work on one sentence bounded. The longest in
# 12,000 articles of five outlets has 418 tokens.
LONGEST = 500
_SHORT = 3  # letters before a stop without a space behind it that make it part of a name
_CARRY_ON = frozenset("،,؛;:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a language's pack says about its writing.

    ``enders`` end a sentence; ``quotes`` are pairs (opening, closing), equal for marks of one
    shape; ``abbreviations`` take a stop that ends nothing; ``apostrophes`` inside a word or behind
    it are no quotation marks; ``proclitics`` may stand glued before a quotation mark;
    ``open_words`` (folded) cannot end a line: the sentence goes on behind it.
    """

    folding: Folding
    enders: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    abbreviations: frozenset[str]
    apostrophes: frozenset[str]
    proclitics: frozenset[str]
    open_words: frozenset[str]


class Quotation(NamedTuple):
    """Tokens ``open`` and ``close`` are the marks; unclosed ones end before token ``close``."""

    open: int
    close: int
    depth: int
    closed: bool


class Sentence(NamedTuple):
    """Tokens ``start`` to ``end``, end exclusive; ``ended`` by a mark, not by a line's end."""

    start: int
    end: int
    ended: bool


def find_breaks(clean: str, tokens: Tokens, keys: list[str], writing: Writing) -> list[int]:
    """Tokens that begin a line whose predecessor is complete, ascending."""
    words, starts = tokens.words, tokens.starts
    breaks: list[int] = []
    for gap in _BREAK.finditer(clean):
        at = bisect_left(starts, gap.end())
        if 0 < at < len(words) and (not breaks or breaks[-1] != at):
            before = words[at - 1]
            goes_on = before in _CARRY_ON or keys[at - 1] in writing.open_words
            if not goes_on or before in writing.enders:
                breaks.append(at)
    return breaks


def pair_quotations(
    tokens: Tokens, breaks: list[int], writing: Writing
) -> tuple[list[Quotation], list[int]]:
    """All quotations in order of opening, and closing marks that nothing opened.

    A mark of one shape opens when a letter or bracket follows it and nothing but a proclitic
    touches it from before; it closes when it touches what stands before it and something is open.
    What is open at the end of its paragraph closes there (``closed`` is false). Pairs that were
    typed the wrong way round are told by the words that they touch.
    """
    opening = {a for a, b in writing.quotes}
    closing = {b: a for a, b in writing.quotes}
    marks = opening | closing.keys()
    found: list[Quotation] = []
    stray: list[int] = []
    stack: list[int] = []
    limits = iter([*breaks, len(tokens.words)])
    limit = next(limits)
    words = tokens.words
    for i, word in enumerate(words):
        while i >= limit:
            found.extend(Quotation(o, limit, d, False) for d, o in enumerate(stack))
            stack.clear()
            limit = next(limits)
        if word not in marks or (
            word in writing.apostrophes
            and (_inside_word(tokens, i) or not _open_by(words, stack, closing.get(word)))
        ):
            continue
        one_shape = word in opening and word in closing
        if one_shape:
            opens = _opens(tokens, i, bool(stack), writing)
        elif word in opening:
            reversed_ = bool(stack) and words[stack[-1]] not in opening
            opens = not (reversed_ and _touches(tokens, i) == (True, False))
        else:
            opens = not stack and _touches(tokens, i) == (False, True)
        if opens:
            stack.append(i)
        elif stack:
            found.append(Quotation(stack.pop(), i, len(stack), True))
        else:
            stray.append(i)
    found.extend(Quotation(o, len(tokens.words), d, False) for d, o in enumerate(stack))
    found.sort()
    return found, stray


def _open_by(words: list[str], stack: list[int], mark: str | None) -> bool:
    """Whether the innermost quotation that is open was opened by a mark."""
    return bool(stack) and words[stack[-1]] == mark


def _inside_word(tokens: Tokens, i: int) -> bool:
    """Whether token ``i`` stands between two letters (*don't*)."""
    starts, ends, words = tokens
    before = i > 0 and ends[i - 1] == starts[i] and words[i - 1][0].isalpha()
    behind = i + 1 < len(words) and starts[i + 1] == ends[i] and words[i + 1][0].isalpha()
    return before and behind


def _touches(tokens: Tokens, i: int) -> tuple[bool, bool]:
    """Whether a mark touches what stands before it, and a word behind it."""
    starts, ends, words = tokens
    after = i + 1 < len(words) and starts[i + 1] == ends[i] and words[i + 1][0].isalnum()
    return i > 0 and ends[i - 1] == starts[i], after


def _opens(tokens: Tokens, i: int, inside: bool, writing: Writing) -> bool:
    """Whether the mark of one shape at token ``i`` opens."""
    starts, ends, words = tokens
    glued_after = i + 1 < len(words) and starts[i + 1] == ends[i]
    glued_before = i > 0 and ends[i - 1] == starts[i]
    before = words[i - 1] if glued_before else " "
    after = words[i + 1] if glued_after else " "
    if glued_before and (before in writing.proclitics or before in "([{-–—/:،,"):
        return after != " " or not inside
    if glued_before and (before[-1].isalnum() or before in writing.enders or before in ")]}%"):
        # touches a word from behind: closes, unless it is free to open and a word follows at once
        return not inside and (after[0].isalnum() or after in "([")
    if glued_before:
        return not inside
    return after[0].isalnum() or after in "\"“«(#'[" or not inside


def find_sentences(
    tokens: Tokens, breaks: list[int], quotations: list[Quotation], writing: Writing
) -> list[Sentence]:
    """Sentences in order; together they hold every token."""
    words = tokens.words
    count = len(words)
    outer = {
        q.open: q.close
        for q in quotations
        if q.closed and q.depth == 0 and q.close - q.open < LONGEST
    }
    hard = set(breaks)
    found: list[Sentence] = []
    begin = i = 0
    while i < count:
        if (i in hard and begin < i) or i - begin >= LONGEST:
            found.append(Sentence(begin, i, False))
            begin = i
        close = outer.get(i)
        if close is not None:
            if words[close - 1] in writing.enders and _sentence_follows(words, close + 1):
                found.append(Sentence(begin, close + 1, True))
                begin = close + 1
            i = close + 1
            continue
        if words[i] in writing.enders:
            stop = _ender_run(tokens, i, writing)
            if stop > i:
                found.append(Sentence(begin, stop, True))
                begin = i = stop
                continue
        i += 1
    if begin < count:
        found.append(Sentence(begin, count, False))
    return found


def _sentence_follows(words: list[str], at: int) -> bool:
    """Whether what stands behind a quotation that ended with a stop is a new sentence."""
    return at >= len(words) or words[at][0].isalnum()


def _ender_run(tokens: Tokens, i: int, writing: Writing) -> int:
    """The end (exclusive) of the stop at token ``i`` with what belongs to it; ``i`` if no stop."""
    starts, ends, words = tokens
    count = len(words)
    stop = i + 1
    while stop < count and words[stop] in writing.enders and starts[stop] == ends[stop - 1]:
        stop += 1
    glued = stop < count and starts[stop] == ends[stop - 1]
    if words[i] == "." and stop == i + 1:
        before = words[i - 1] if i and ends[i - 1] == starts[i] else ""
        if before in writing.abbreviations or (len(before) == 1 and before.isalpha()):
            return i
        if (
            glued
            and words[stop][0].isalnum()
            and (words[stop][0].isascii() or len(before) <= _SHORT)
        ):
            return i
    elif stop - i > 1 and glued and words[stop][0].isalnum():
        return i  # dots that lean on the next word: a pause, no end
    while stop < count and words[stop] in _CLOSERS and starts[stop] == ends[stop - 1]:
        stop += 1
    return stop
