"""A document opened once: clean text, tokens, keys, sentences, quotations."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from marsad.model import Span
from marsad.text.fold import TRAILING, origins
from marsad.text.segments import (
    Quotation,
    Sentence,
    Writing,
    find_breaks,
    find_sentences,
    pair_quotations,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every module of the analysis reads from.

    All positions inside the analysis are those of ``clean`` (level 1); ``span`` leads back to the
    text as read, by ``origins``, the places there that the letters of ``clean`` come from. Token
    *i* is ``words[i]`` at ``starts[i]:ends[i]``; ``keys[i]`` is its level-2 form. ``breaks`` are
    the tokens that begin a line, but for breaks in mid-sentence.
    """

    text: str
    clean: str
    steps: list[tuple[int, int]]
    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]
    breaks: list[int]
    sentences: list[Sentence]
    quotations: list[Quotation]
    stray: list[int]
    writing: Writing
    origins: list[int] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """Where ``clean[start:end]`` stands in the text as read, with marks behind its end."""
        if start >= end or not self.origins:
            return self.writing.folding.span(self.text, self.steps, start, end)
        text, last = self.text, self.origins[end - 1] + 1
        while text[last : last + 1] in TRAILING:
            last += 1
        return Span(self.origins[start], last)

    def token_span(self, first: int, last: int) -> Span:
        """Where tokens ``first`` to ``last`` (exclusive) stand in the text as read."""
        return self.span(self.starts[first], self.ends[last - 1])

    def token_at(self, position: int) -> int:
        """The token that holds or follows a position of ``clean``."""
        return bisect_right(self.ends, position)

    def sentence_at(self, token: int) -> int:
        """The index of the sentence that holds a token."""
        return bisect_right(self.sentences, (token, len(self.words) + 1)) - 1

    def line(self, token: int) -> tuple[int, int]:
        """The tokens (first, end exclusive) of the line that holds a token."""
        at = bisect_right(self.breaks, token)
        first = self.breaks[at - 1] if at else 0
        end = self.breaks[at] if at < len(self.breaks) else len(self.words)
        return first, end


def open_page(text: str, writing: Writing) -> Page:
    """Fold, tokenize and segment a text. Linear in its length."""
    folding = writing.folding
    clean, steps = folding.clean(text)
    folded = folding.fold(clean)
    tokens = folding.tokens(clean)
    keys = [folded[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    if folding.elides:
        keys = list(map(folding.bare, keys))
    breaks = find_breaks(clean, tokens, keys, writing)
    quotations, stray = pair_quotations(tokens, breaks, writing)
    return Page(
        text=text,
        clean=clean,
        steps=steps,
        starts=tokens.starts,
        ends=tokens.ends,
        words=tokens.words,
        keys=keys,
        breaks=breaks,
        sentences=find_sentences(tokens, breaks, quotations, writing),
        quotations=quotations,
        stray=stray,
        writing=writing,
        origins=origins(steps, len(clean)),
    )
