"""Cuts: the words of one voice parted into clauses, at the seams where a further statement begins.

A clause that tells nothing by itself stays with the one before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from marsad.grammar.datelines import behind_dateline, stands_alone
from marsad.grammar.moods import Moods
from marsad.grammar.seams import Break, Seam, Seams
from marsad.grammar.tagged import COMMAS, MARKS, Tagged
from marsad.model import Status
from marsad.packs.lexicon import (
    COMPLEMENTIZER,
    COORDINATOR,
    LABEL,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    RELATIVE,
)

_SHORTEST = 3  # words of a clause that is cut off
_OWN = 4  # words of a clause of the outlet's own
_TOPIC = 4  # words before a colon that only name what a line is about
_FAR = 25  # words in which the verb of a clause is looked for before a second one
_CHAINED = 2  # tokens from a verb to the next one of its chain (*have now left*)
_SECOND = 3  # words from a verb to a second one that opens a clause
_LOOSE = frozenset({Break.VERB, Break.HELD})
_OPENED = frozenset({Break.RELATIVE, Break.DEPENDENT, Break.TIMED, Break.STOPPED})
_WITHIN = COMPLEMENTIZER | COORDINATOR | RELATIVE | PRONOUN | NEGATION

Range = tuple[int, int]


class Signs(NamedTuple):
    """What tells where clauses begin and what they tell: seams, moods, and the tokens, in order,
    of event triggers and of known actors and places."""

    seams: Seams
    moods: Moods
    triggers: Sequence[int]
    named: Sequence[int]


class Clause(NamedTuple):
    """Parts of a clause in tokens, and how it begins."""

    parts: tuple[Range, ...]
    kind: Break


class Cuts:
    """Cuts stretches of a document, and knows what tells something by itself."""

    def __init__(self, tagged: Tagged, signs: Signs) -> None:
        self._tagged, self._page, self._words = tagged, tagged.page, tagged.page.words
        self._seams, self._moods, self._signs = signs.seams, signs.moods, signs
        self._named = frozenset(signs.named)
        self._count = list(accumulate(map(MARKS.__contains__, self._words), initial=0))
        self._stops = self._find_stops()

    def cut(self, first: int, end: int) -> list[Clause]:
        """A stretch of one voice's words, cut at its seams."""
        first = self._behind_topic(first, end)
        clauses: list[Clause] = []
        extra: list[Clause] = []
        begin, kind = first, Break.JOINED
        for seam in self._open_seams(first, end):
            how = self._how(seam, begin, kind, clauses)
            if how is Break.HELD:
                clause = self._held(seam, begin, end)
                if clause is not None:
                    extra.append(clause)
            elif how is not None:
                self._add(clauses, Clause(((begin, seam.at),), kind))
                begin, kind = seam.at, how
        self._add(clauses, Clause(((begin, end),), kind))
        return self._firm(clauses) + extra

    def asides(self, first: int, end: int) -> Iterator[Clause]:
        """Relative clauses inside words that only attribute: whoever attributes tells them."""
        for seam in self._seams.within(first - 1, end):
            if seam.kind in (Break.RELATIVE, Break.HELD):
                parts = ((seam.at, end),)
                if self._tells(parts) and self._seams.verb(seam.at, end) >= 0:
                    yield Clause(parts, Break.RELATIVE)
                return

    def stands(self, clause: Clause) -> bool:
        """Whether a clause tells something by itself: by the word that opens it, or by a verb."""
        if self._size(clause.parts) < _SHORTEST:
            return False
        if clause.kind is Break.RELATIVE and self._only_dates(clause.parts):
            return False
        first = clause.parts[0][0]
        if clause.kind in _OPENED or self._tagged.entries[first].mask & COMPLEMENTIZER:
            return True
        return self._tells(clause.parts)

    def is_whole(self, clause: Clause) -> bool:
        """Whether words beside an attribution are a clause: by a verb, or by what opens it."""
        verb = any(self._seams.verb(*part) >= 0 for part in clause.parts)
        return (verb or clause.kind in _OPENED) and self.stands(clause)

    def tells_own(self, clause: Clause, whole: bool) -> bool:
        """Whether words of the outlet's own do; beside an attribution only a verb does."""
        if self._size(clause.parts) < _OWN:
            return False
        if whole and stands_alone(self._tagged, *clause.parts[0], self._named):
            return False
        if any(self._seams.verb(first, end) >= 0 for first, end in clause.parts):
            return True
        if not whole:
            return False
        return self._tells(clause.parts) or any(self._names(*part) for part in clause.parts)

    def main_verb(self, first: int, end: int) -> int:
        """The first verb of a range that stands in no relative clause; else the first of all."""
        verb = self._seams.verb(first, end)
        if verb <= first + 1:
            return verb
        held = [seam.at for seam in self._seams.within(first, end) if seam.kind is Break.HELD]
        if verb < 0 or not held or verb < held[0]:
            return verb
        at = self._seams.verb(verb + 1, end)
        return at if at >= 0 else verb

    def _find_stops(self) -> list[int]:
        """The tokens behind a stop, which may stand inside a quotation."""
        page, writing, inner = self._page, self._tagged.pack.writing, self._tagged.inner
        if not page.quotations:
            return []
        enders, words = writing.enders, self._words
        return [
            at + 1
            for at, word in enumerate(words)
            if word in enders
            and inner[at] >= 0
            and at + 1 < len(words)
            and not self._tagged.glued(at + 1)
            and words[at - 1] not in writing.abbreviations
        ]

    def _how(self, seam: Seam, begin: int, kind: Break, clauses: Sequence[Clause]) -> Break | None:
        """How a clause begins at a seam behind a clause of a kind; ``None`` where none does."""
        at, made = seam
        if made is Break.HELD:
            return made
        if self._conditional(begin, seam):
            return None
        if made is Break.VERB:
            return self._second_verb(at, begin, kind, clauses)
        if made is Break.RESUMED:
            return made if self._resumes(at, begin, kind) else None
        if made is Break.TIMED and self._to_come(begin, at):
            return None
        return made

    def _to_come(self, begin: int, at: int) -> bool:
        """Whether what stands before a token is told to come, or as possible."""
        verb = self.main_verb(begin, at)
        told = self._moods.of_verb(verb, begin, at) if verb >= 0 else Status.ASSERTED
        return told in (Status.PLANNED, Status.POSSIBLE)

    def _open_seams(self, first: int, end: int) -> list[Seam]:
        """The seams of a stretch, and the beginnings of sentences inside quotations."""
        seams, stops = self._seams.within(first, end), self._stops
        inside = stops[bisect_left(stops, first + 1) : bisect_left(stops, end)]
        return sorted([*seams, *(Seam(at, Break.STOPPED) for at in inside)]) if inside else seams

    def _add(self, clauses: list[Clause], clause: Clause) -> None:
        """One more clause; words behind an aside go on with the clause before it."""
        if clause.kind is Break.RESUMED and len(clauses) > 1:
            aside, main = clauses[-1], clauses[-2]
            if aside.kind is Break.RELATIVE:
                clauses[-2] = Clause((*main.parts, *clause.parts), main.kind)
                return
        clauses.append(clause)

    def _firm(self, clauses: list[Clause]) -> list[Clause]:
        """The clauses, those that tell nothing by themselves joined to a neighbour."""
        if len(clauses) < 2:
            return clauses
        out: list[Clause] = []
        firm = True
        for clause in clauses:
            here = self.stands(clause)
            aside = clause.kind is Break.RELATIVE and here
            if out and clause.kind is not Break.STOPPED and not (here and (firm or aside)):
                before = out[-1]
                out[-1] = Clause(_joined((*before.parts, *clause.parts)), before.kind)
                firm = firm or here
            else:
                out.append(clause)
                firm = here or aside
        return out

    def _only_dates(self, parts: Sequence[Range]) -> bool:
        """Whether a relative clause tells hardly more than when (*which took place on Monday*)."""
        if any(any_in(self._signs.triggers, *part) for part in parts):
            return False
        times, entries = self._tagged.times, self._tagged.entries
        tokens = [at for first, end in parts for at in range(first, end)]
        dated = [at for at in tokens if at in times]
        leading = [at for at in tokens if at not in times and entries[at].mask & PREPOSITION]
        return bool(dated) and self._size(parts) - len(dated) - len(leading) < _SHORTEST

    def _held(self, seam: Seam, begin: int, end: int) -> Clause | None:
        """A clause that tells which one is meant, where it names who, where or when; without a
        pronoun of its own it keeps its noun."""
        at = seam.at
        after = (one for one in self._seams.within(at, end) if one.kind not in _LOOSE)
        stop = next((one.at for one in after), end)
        stop = next((j for j in range(at + 1, stop) if self._words[j] in COMMAS), stop)
        stop = self._before_main(begin, at, stop)
        if stop - at < _OWN or self._seams.verb(at, stop) < 0 or not self._names(at, stop):
            return None
        return Clause(((self._noun_of(seam, begin), stop),), Break.RELATIVE)

    def _before_main(self, begin: int, at: int, stop: int) -> int:
        """Where a clause on the subject of a main verb ends, before that verb (*those who left the
        town have returned*); else ``stop``."""
        seams, entries = self._seams, self._tagged.entries
        if self._tagged.pack.order != "subject-first" or seams.verb(begin, at) >= 0:
            return stop
        verb = seams.verb(at, stop)
        while verb >= 0:
            then = seams.verb(verb + 1, stop)
            chained = 0 < then <= verb + _CHAINED
            if then >= 0 and not chained and not entries[then - 1].mask & _WITHIN:
                return then
            verb = then
        return stop

    def _noun_of(self, seam: Seam, begin: int) -> int:
        """Where the noun begins that a clause without a pronoun describes."""
        at = seam.at
        if seam.kind is not Break.VERB:
            return at
        blocking = PREPOSITION | COMPLEMENTIZER | COORDINATOR | RELATIVE
        while at > max(begin, seam.at - _OWN) and self._words[at - 1][0].isalnum():
            before = self._tagged.entries[at - 1]
            if before.mask & blocking or self._tagged.definite(at - 1):
                break
            if self._seams.verb(at - 1, at) >= 0:
                break
            at -= 1
        return at

    def _second_verb(
        self, at: int, begin: int, kind: Break, clauses: Sequence[Clause]
    ) -> Break | None:
        """What a verb without a conjunction opens: nothing where it is the verb of its clause; the
        rest of the clause before an aside; else a clause on the noun before it."""
        comma = self._words[at - 1] in COMMAS
        aside = comma and kind is Break.RELATIVE and clauses
        if aside and all(self._seams.verb(*part) < 0 for part in clauses[-1].parts):
            return Break.RESUMED
        verb = self._verb_before(at, begin)
        if verb < 0 or at - verb < _SECOND:
            return None
        noun = at - 2 if comma else at - 1
        if self._tagged.definite(noun) or any_in(self._signs.named, noun, noun + 1):
            return Break.JOINED if comma else None
        mask = self._tagged.entries[noun].mask
        if mask & ~QUANTIFIER or noun in self._tagged.times or not self._words[noun][0].isalpha():
            return Break.JOINED if comma else None
        return Break.HELD

    def _verb_before(self, at: int, begin: int) -> int:
        """The verb before a token that no clause with its own verb parts from it, or -1."""
        entries = self._tagged.entries
        for token in range(at - 1, max(begin, at - _FAR) - 1, -1):
            if self._seams.verb(token, token + 1) >= 0:
                return token
            if entries[token].mask & (COMPLEMENTIZER | RELATIVE):
                return -1
        return -1

    def _resumes(self, at: int, begin: int, kind: Break) -> bool:
        """Whether words behind a comma are a clause of their own, or go on after an aside."""
        if kind in (Break.RELATIVE, Break.DEPENDENT, Break.TIMED, Break.NOMINAL):
            return True
        return self._seams.verb(begin, at) >= 0 and self._seams.verb(at, at + 1) < 0

    def _conditional(self, begin: int, seam: Seam) -> bool:
        """Whether what follows is told under the condition of the clause before."""
        if seam.kind in (Break.RELATIVE, Break.STOPPED) or self._tagged.entries[seam.at].lead:
            return False
        return self._seams.marked("condition", begin, seam.at)

    def _behind_topic(self, first: int, end: int) -> int:
        """Behind a dateline, or a label or a topic and its colon, at the head of a line."""
        if self._page.line(first)[0] != first:
            return first
        first = behind_dateline(self._tagged, first, end)
        for at in range(first, min(end - 1, first + 1 + _TOPIC)):
            if self._words[at] == ":":
                labelled = self._tagged.entries[first].mask & LABEL
                return at + 1 if labelled or self._seams.verb(first, at) < 0 else first
        return first

    def _tells(self, parts: Sequence[Range]) -> bool:
        """Whether words tell something: some of them, with a verb, an event or a verbal noun."""
        if self._size(parts) < _SHORTEST:
            return False
        seams, triggers = self._seams, self._signs.triggers
        for first, end in parts:
            if seams.verb(first, end) >= 0 or seams.noun(first, end) >= 0:
                return True
            if any_in(triggers, first, end):
                return True
        return False

    def _size(self, parts: Sequence[Range]) -> int:
        """The words of some ranges, marks left out."""
        marks, size = self._count, 0
        for first, end in parts:
            size += end - first - marks[end] + marks[first]
        return size

    def _names(self, first: int, end: int) -> bool:
        return any_in(self._signs.named, first, end)


def _joined(parts: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch made one."""
    out: list[Range] = []
    for first, end in parts:
        if out and out[-1][1] == first:
            out[-1] = (out[-1][0], end)
        else:
            out.append((first, end))
    return tuple(out)


def any_in(places: Sequence[int], first: int, end: int) -> bool:
    """Whether one of some tokens, in order, stands in a range."""
    at = bisect_left(places, first)
    return at < len(places) and places[at] < end
