"""Owners: whose words the tokens of a text are: those of an attribution, or the outlet's own.

Words that only attribute (a cue, its source, who carries it) are nobody's statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from marsad.grammar.drafts import Draft
from marsad.grammar.seams import Seams
from marsad.grammar.tagged import MARKS, Tagged
from marsad.model import Stance
from marsad.packs.lexicon import (
    COMPLEMENTIZER,
    COORDINATOR,
    PREPOSITION,
    RELATIVE,
)

OUTLET, FRAME = -1, -2  # owners beside the places of attributions
_ACCUSED = 8  # words of the one who is accused or called on
_LEAST = 3  # words of a clause before a quotation that tells something of it
_DANGLING = COMPLEMENTIZER | COORDINATOR | RELATIVE | PREPOSITION

Range = tuple[int, int]


class Run(NamedTuple):
    """Tokens of one owner inside one sentence; ``whole`` where they are all of it."""

    owner: int
    first: int
    end: int
    whole: bool


class Owners:
    """The owners of all tokens; an attribution is known by its place in ``drafts``.

    ``contents`` are the contents in tokens. Those in ``judged`` tell something of another's word as
    a whole, and are never cut.
    """

    def __init__(self, tagged: Tagged, seams: Seams, drafts: Sequence[Draft]) -> None:
        self._tagged, self._page, self._words = tagged, tagged.page, tagged.page.words
        self._seams, self._drafts = seams, drafts
        self.contents = [self._content(one) for one in drafts]
        self.judged = self._find_judged()
        self._owner, self._under = self._owners()

    def under(self, at: int) -> int:
        """Who owns what stands round a token that only attributes."""
        return self._under[at]

    def runs(self, ranges: Iterable[Range]) -> Iterator[Run]:
        """The stretches of one owner, in the order of the text."""
        page, owner = self._page, self._owner
        for begin, stop in ranges:
            for place in range(page.sentence_at(begin), len(page.sentences)):
                sentence = page.sentences[place]
                if sentence.start >= stop:
                    break
                first, end = max(begin, sentence.start), min(stop, sentence.end)
                at, some = first, owner[first:end]
                if some.count(some[0]) == end - first:
                    yield Run(some[0], first, end, True)
                    continue
                for one, same in groupby(some):
                    size = len(list(same))
                    yield Run(one, at, at + size, False)
                    at += size

    def parted(self, place: int, first: int, end: int) -> bool:
        """Whether an attribution inside a content cuts a stretch of it off."""
        owner = self._owner
        before = first > 0 and owner[first - 1] == FRAME and self._under[first - 1] == place
        behind = end < len(owner) and owner[end] == FRAME and self._under[end] == place
        return before or behind

    def _tokens(self, ranges: Iterable[Range]) -> list[Range]:
        at = self._page.token_at
        return [(at(start), at(end - 1) + 1) for start, end in ranges if end > start]

    def _content(self, draft: Draft) -> list[Range]:
        """The tokens of a content, with whom it is about, without what is said of it as a whole."""
        content = self._tokens(draft.content)
        if not content:
            return content
        if draft.nominal:
            return self._without_predicate(content)
        first = self._accused(draft, content[0][0])
        return [(first, content[0][1]), *content[1:]]

    def _without_predicate(self, content: list[Range]) -> list[Range]:
        """*the assurances that … are "premature"*: a quotation at the end tells of all else."""
        first, end = content[-1]
        quoted = [one for one in self._page.quotations if one.close == end - 1 and one.open > first]
        opened = min((one.open for one in quoted), default=end)
        clausal = self._tagged.entries[first].mask & COMPLEMENTIZER
        if opened - first < _LEAST or opened == end or not clausal:
            return content
        before = self._tagged.entries[opened - 1]
        return content if before.mask & _DANGLING else [*content[:-1], (first, opened)]

    def _find_judged(self) -> set[int]:
        """The contents that tell something of another's word as a whole: they stay whole."""
        found: set[int] = set()
        for one, content in zip(self._drafts, self.contents, strict=True):
            if one.nominal and content != self._tokens(one.content):
                at = one.cue_at
                found |= {
                    place
                    for place, parts in enumerate(self.contents)
                    if any(first <= at < end for first, end in parts)
                }
        return found

    def _accused(self, draft: Draft, begin: int) -> int:
        """Where the one stands of whom a content is said (*accused Z of …*); else its beginning."""
        cues = self._tagged.entries[draft.cue_at].cues
        about = any(
            one.cue.object == "person" and one.cue.stance is not Stance.NEUTRAL for one in cues
        )
        if draft.source is None or draft.via or not about:
            return begin
        first = max(draft.source.end, draft.cue_at + 1)
        words = self._words[first:begin]
        if not 0 < len(words) <= _ACCUSED or not words[0][0].isalpha():
            return begin
        entry = self._tagged.entries[first]
        opened = entry.glue or entry.mask & (PREPOSITION | COMPLEMENTIZER)
        return begin if opened or MARKS.intersection(words) else first

    def _owners(self) -> tuple[list[int], list[int]]:
        """For each token the innermost content that holds it, and the same below the words that
        only attribute, which have no owner."""
        under = [OUTLET] * len(self._words)
        sizes = [sum(end - first for first, end in parts) for parts in self.contents]
        for place in sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True):
            for first, end in self.contents[place]:
                under[first:end] = [place] * (end - first)
        owner = under.copy()
        for place, one in enumerate(self._drafts):
            for first, end in self._framing(one):
                for at in range(first, min(end, len(owner))):
                    if under[at] != place:
                        owner[at] = FRAME
        return owner, under

    def _framing(self, draft: Draft) -> Iterator[Range]:
        """The tokens of a draft's cue, source and carriers."""
        yield from self._tokens(draft.cue)
        for phrase in (None if self._told_before(draft) else draft.source, *draft.via):
            if phrase is not None:
                yield phrase.first, phrase.end

    def _told_before(self, draft: Draft) -> bool:
        """Whether the speaker is the subject of a verb before that of the attribution (*X left the
        town and said*)."""
        if draft.dropped or draft.source is None or not draft.cue:
            return draft.dropped
        end, cue = draft.source.end, self._page.token_at(draft.cue[0][0])
        joined = cue > end and self._tagged.entries[cue - 1].mask & COORDINATOR
        return bool(joined) and self._seams.verb(end, cue) >= 0
