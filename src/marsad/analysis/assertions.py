"""Assertions: a reading cut into the clauses that one voice stands for.

What a voice says is cut where a further statement begins (``marsad.grammar.cuts``); the outlet's
own words are what stands in no attribution (``marsad.grammar.owners``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from marsad.grammar.cuts import Clause, Cuts, Signs, any_in
from marsad.grammar.drafts import Draft
from marsad.grammar.owners import FRAME, OUTLET, Owners
from marsad.grammar.seams import Break
from marsad.grammar.tagged import MARKS, Tagged
from marsad.ids import content_id
from marsad.model import Assertion, Span, Status
from marsad.packs.lexicon import (
    COMPLEMENTIZER,
    COORDINATOR,
    NEGATION,
    PREPOSITION,
    PRONOMINAL,
    PRONOUN,
    RELATIVE,
)

_ONLY = 8  # words behind a negated verb in which another turns it into *only*
_OBJECTS = frozenset({"noun", "preposition"})  # shapes of a content that is an object
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "’": "‘"}
_DANGLING = COMPLEMENTIZER | COORDINATOR | RELATIVE | PREPOSITION

Range = tuple[int, int]


class Heard(NamedTuple):
    """An attribution with the id of its claim, in the order of the text."""

    draft: Draft
    claim: str


def find_assertions(
    tagged: Tagged,
    heard: Sequence[Heard],
    signs: Signs,
    ranges: Iterable[Range],
    document: str,
) -> tuple[Assertion, ...]:
    """The assertions in these ranges of tokens, in the order of the text."""
    return _Maker(tagged, heard, signs, document).read(ranges)


class _Maker:
    def __init__(self, tagged: Tagged, heard: Sequence[Heard], signs: Signs, document: str) -> None:
        self._tagged, self._page, self._heard = tagged, tagged.page, heard
        self._words, self._document = tagged.page.words, document
        self._seams, self._moods, self._signs = signs.seams, signs.moods, signs
        self._owners = Owners(tagged, signs.seams, [one.draft for one in heard])
        self._cuts = Cuts(tagged, signs)

    def read(self, ranges: Iterable[Range]) -> tuple[Assertion, ...]:
        own: list[Clause] = []
        said: defaultdict[int, list[Clause]] = defaultdict(list)
        owners, cuts = self._owners, self._cuts
        for owner, first, end, whole in owners.runs(ranges):
            if owner == FRAME:
                for clause in cuts.asides(first, end):
                    holder = owners.under(clause.parts[0][0])
                    (own if holder == OUTLET else said[holder]).append(clause)
            elif owner == OUTLET:
                own += [one for one in cuts.cut(first, end) if cuts.tells_own(one, whole)]
            else:
                clauses = cuts.cut(first, end)
                if owners.parted(owner, first, end):
                    clauses = [one for one in clauses if cuts.is_whole(one)]
                said[owner] += clauses
        found = [self._make(None, clause) for clause in own]
        for place, one in enumerate(self._heard):
            clauses = self._kept(place, said.get(place, ()))
            noun = self._verbal_noun(one.draft)
            found += [self._make(one.claim, clause, noun) for clause in clauses]
        found = [one for one in found if one.content]
        unique = {one.id: one for one in sorted(found, key=lambda one: one.content)}
        return tuple(unique.values())

    def _kept(self, place: int, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses of a claim: those that tell something, or all of its content as one."""
        telling = [one for one in clauses if self._cuts.stands(one)]
        if telling and place not in self._owners.judged:
            return telling
        whole = self._owners.contents[place]
        return [Clause(tuple(whole), Break.JOINED)] if whole else []

    def _verbal_noun(self, draft: Draft) -> int:
        """The first token of a content that is the object of its cue (*announced withdrawal*): it
        is a noun, whatever verb is written like it; else -1."""
        if draft.rule.rpartition(":")[2] not in _OBJECTS or not draft.content:
            return -1
        return self._page.token_at(draft.content[0][0])

    def _make(self, claim: str | None, clause: Clause, noun: int = -1) -> Assertion:
        content: tuple[Span, ...] = ()
        hedged = False
        verbs = [self._cuts.main_verb(first, end) for first, end in clause.parts]
        head = self._head(clause, verbs)
        for first, end in clause.parts:
            span = self._trim(first, end)
            if span is not None:
                content = (*content, span)
            hedged = hedged or self._seams.marked("hedge", first, end)
        return Assertion(
            id=content_id(
                self._document, claim, "assertion", *(at for one in content for at in one)
            ),
            claim=claim,
            content=content,
            head=self._page.token_span(head, head + 1).start if head >= 0 else None,
            verbal=head >= 0 and head != noun and head in verbs,
            status=self._status(clause, verbs),
            hedged=hedged,
        )

    def _status(self, clause: Clause, verbs: Sequence[int]) -> Status:
        """The status of the main act: that of the first verb, or of what a noun tells."""
        for (first, end), at in zip(clause.parts, verbs, strict=True):
            seams = self._seams
            if at >= 0:
                if seams.marked("lasting", max(first, at - 2), at + 2):
                    return Status.ASSERTED
                status = self._moods.of_verb(at, first, end)
                if status is Status.DENIED and seams.marked("only", at, min(end + 1, at + _ONLY)):
                    coming = seams.marked("to_come", max(first, at - 2), at + 1)
                    return Status.PLANNED if coming else Status.ASSERTED
                if status is not Status.ASSERTED:
                    return status
                if seams.marked("none", first, at) or self._neither(first, at):
                    return Status.DENIED
                return Status.POSSIBLE if seams.marked("condition", first, at) else status
        first, end = clause.parts[0]
        triggers = self._signs.triggers
        place = bisect_left(triggers, first)
        at = triggers[place] if place < len(triggers) and triggers[place] < end else -1
        at = at if at >= 0 else self._seams.noun(first, end)
        if self._seams.marked("none", first, end) or self._neither(first, end):
            return Status.DENIED
        return self._moods.of_noun(at, first, end) if at >= 0 else Status.ASSERTED

    def _neither(self, first: int, verb: int) -> bool:
        """*neither X nor Y did*: two negations before the verb."""
        if verb - first < 2:
            return False
        entries = self._tagged.entries
        return sum(bool(entries[at].mask & NEGATION) for at in range(first, verb)) > 1

    def _head(self, clause: Clause, verbs: Sequence[int]) -> int:
        """The token that tells the act of a clause: a verb, else an event or a verbal noun."""
        verb = next((at for at in verbs if at >= 0), -1)
        if verb >= 0:
            return verb
        for first, end in clause.parts:
            place = bisect_left(self._signs.triggers, first)
            if any_in(self._signs.triggers, first, end):
                return self._signs.triggers[place]
            if (at := self._seams.noun(first, end)) >= 0:
                return at
        return -1

    def _trim(self, first: int, end: int) -> Span | None:
        """The characters of a range without the marks at its ends that nothing inside needs."""
        words, close_of = self._words, self._tagged.close_of
        while first < end and words[first] in MARKS and not self._pairs(first, first, end):
            first += 1
        while first < end and words[end - 1] in MARKS and not self._closes(end - 1, first):
            end -= 1
        while end - first > 1 and end < len(words) and self._dangles(end - 1, words[end]):
            end -= 1
        if first < end and close_of.get(first) == end - 1:
            first, end = first + 1, end - 1
        return self._page.token_span(first, end) if first < end else None

    def _dangles(self, at: int, behind: str) -> bool:
        """Whether a word opens what somebody else tells, or nobody (*…, and*)."""
        entry = self._tagged.entries[at]
        if entry.mask & PREPOSITION and behind in self._tagged.pack.writing.enders:
            return False  # *goes on.*
        return bool(entry.mask & _DANGLING) and not entry.mask & (PRONOMINAL | PRONOUN)

    def _pairs(self, at: int, first: int, end: int) -> bool:
        """Whether a mark opens what closes inside a range."""
        close = self._tagged.close_of.get(at)
        if close is not None:
            return close < end
        word = self._words[at]
        return word in "([{" and any(_PAIRS.get(self._words[j]) == word for j in range(first, end))

    def _closes(self, at: int, first: int) -> bool:
        """Whether a mark closes what opened inside a range."""
        word = self._words[at]
        opening = _PAIRS.get(word)
        if opening is not None and opening in self._words[first:at]:
            return True
        inner = self._tagged.inner[at - 1] if at else -1
        return inner >= first and self._tagged.close_of.get(inner) == at
