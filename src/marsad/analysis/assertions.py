"""Assertions: a reading cut into the clauses that one voice stands for.

What a voice says is cut where a further statement begins; the outlet's own words are what stands in
no attribution. A clause that tells nothing by itself stays with the one before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from marsad.grammar.datelines import behind_dateline, stands_alone
from marsad.grammar.drafts import Draft
from marsad.grammar.moods import Moods
from marsad.grammar.seams import Break, Seam, Seams
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.ids import content_id
from marsad.model import Assertion, Span, Stance, Status
from marsad.packs.lexicon import (
    COMPLEMENTIZER,
    COORDINATOR,
    LABEL,
    NEGATION,
    PREPOSITION,
    PRONOMINAL,
    PRONOUN,
    QUANTIFIER,
    RELATIVE,
)

_OUTLET, _FRAME = -1, -2
_SHORTEST = 3  # words of a clause that is cut off
_OWN = 4  # words of a clause of the outlet's own
_TOPIC = 4  # words before a colon that only name what a line is about
_FAR = 25  # words in which the verb of a clause is looked for before a second one
_ACCUSED = 8  # words of the one who is accused or called on
_CHAINED = 2  # tokens from a verb to the next one of its chain (*have now left*)
_ONLY = 8  # words behind a negated verb in which another turns it into *only*
_OBJECTS = frozenset({"noun", "preposition"})  # shapes of a content that is an object
_SECOND = 3  # words from a verb to a second one that opens a clause
_MARKS = frozenset(".,;:!?…،؛؟-–—\"'“”‘’«»()[]{}*/|•")
_OPENING = frozenset("([{«“‘")
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "’": "‘"}

_LOOSE = frozenset({Break.VERB, Break.HELD})
_OPENED = frozenset({Break.RELATIVE, Break.DEPENDENT, Break.TIMED, Break.STOPPED})
_WITHIN = COMPLEMENTIZER | COORDINATOR | RELATIVE | PRONOUN | NEGATION
_DANGLING = COMPLEMENTIZER | COORDINATOR | RELATIVE | PREPOSITION

Range = tuple[int, int]


class Heard(NamedTuple):
    """An attribution with the id of its claim, in the order of the text."""

    draft: Draft
    claim: str


class Signs(NamedTuple):
    """What tells where clauses begin and what they tell: seams, moods, and the tokens, in order,
    of event triggers and of known actors and places."""

    seams: Seams
    moods: Moods
    triggers: Sequence[int]
    named: Sequence[int]


class _Clause(NamedTuple):
    """Parts of a clause in tokens, and how it begins."""

    parts: tuple[Range, ...]
    kind: Break


def find_assertions(
    tagged: Tagged,
    heard: Sequence[Heard],
    signs: Signs,
    ranges: Iterable[Range],
    document: str,
) -> tuple[Assertion, ...]:
    """The assertions in these ranges of tokens, in the order of the text."""
    return _Cutter(tagged, heard, signs, document).read(ranges)


class _Cutter:
    def __init__(self, tagged: Tagged, heard: Sequence[Heard], signs: Signs, document: str) -> None:
        self._tagged, self._page, self._heard = tagged, tagged.page, heard
        self._words, self._document = tagged.page.words, document
        self._seams, self._moods, self._signs = signs.seams, signs.moods, signs
        self._named = frozenset(signs.named)
        self._contents = [self._content(one.draft) for one in heard]
        self._judged = self._find_judged()
        self._owner, self._under = self._owners()
        self._count = list(accumulate(map(_MARKS.__contains__, self._words), initial=0))
        self._stops = self._find_stops()

    # -- whose words they are

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
        if opened - first < _SHORTEST or opened == end or not clausal:
            return content
        before = self._tagged.entries[opened - 1]
        return content if before.mask & _DANGLING else [*content[:-1], (first, opened)]

    def _find_judged(self) -> set[int]:
        """The contents that tell something of another's word as a whole: they stay whole."""
        found: set[int] = set()
        for one, content in zip(self._heard, self._contents, strict=True):
            if one.draft.nominal and content != self._tokens(one.draft.content):
                at = one.draft.cue_at
                found |= {
                    place
                    for place, parts in enumerate(self._contents)
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
        return begin if opened or _MARKS.intersection(words) else first

    def _owners(self) -> tuple[list[int], list[int]]:
        """For each token the innermost content that holds it, and the same below the words that
        only attribute, which have no owner."""
        under = [_OUTLET] * len(self._words)
        sizes = [sum(end - first for first, end in parts) for parts in self._contents]
        for place in sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True):
            for first, end in self._contents[place]:
                under[first:end] = [place] * (end - first)
        owner = under.copy()
        for place, one in enumerate(self._heard):
            for first, end in self._framing(one.draft):
                for at in range(first, min(end, len(owner))):
                    if under[at] != place:
                        owner[at] = _FRAME
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

    # -- the clauses

    def read(self, ranges: Iterable[Range]) -> tuple[Assertion, ...]:
        own: list[_Clause] = []
        said: defaultdict[int, list[_Clause]] = defaultdict(list)
        for owner, first, end, whole in self._runs(ranges):
            if owner == _FRAME:
                for clause in self._asides(first, end):
                    holder = self._under[clause.parts[0][0]]
                    (own if holder == _OUTLET else said[holder]).append(clause)
            elif owner == _OUTLET:
                own += [one for one in self._cut(first, end) if self._tells_own(one, whole)]
            else:
                clauses = self._cut(first, end)
                if self._parted(owner, first, end):
                    clauses = [one for one in clauses if self._whole(one)]
                said[owner] += clauses
        found = [self._make(None, clause) for clause in own]
        for place, one in enumerate(self._heard):
            clauses = self._kept(place, said.get(place, ()))
            noun = self._verbal_noun(one.draft)
            found += [self._make(one.claim, clause, noun) for clause in clauses]
        found = [one for one in found if one.content]
        unique = {one.id: one for one in sorted(found, key=lambda one: one.content)}
        return tuple(unique.values())

    def _parted(self, place: int, first: int, end: int) -> bool:
        """Whether an attribution inside a content cuts a stretch of it off."""
        owner = self._owner
        before = first > 0 and owner[first - 1] == _FRAME and self._under[first - 1] == place
        behind = end < len(owner) and owner[end] == _FRAME and self._under[end] == place
        return before or behind

    def _whole(self, clause: _Clause) -> bool:
        """Whether words beside an attribution are a clause: by a verb, or by what opens it."""
        verb = any(self._seams.verb(*part) >= 0 for part in clause.parts)
        return (verb or clause.kind in _OPENED) and self._stands(clause)

    def _runs(self, ranges: Iterable[Range]) -> Iterator[tuple[int, int, int, bool]]:
        """Stretches of one owner inside one sentence; the last value tells that it is all of it."""
        page, owner = self._page, self._owner
        for begin, stop in ranges:
            for place in range(page.sentence_at(begin), len(page.sentences)):
                sentence = page.sentences[place]
                if sentence.start >= stop:
                    break
                first, end = max(begin, sentence.start), min(stop, sentence.end)
                at, some = first, owner[first:end]
                if some.count(some[0]) == end - first:
                    yield some[0], first, end, True
                    continue
                for one, same in groupby(some):
                    size = len(list(same))
                    yield one, at, at + size, False
                    at += size

    def _kept(self, place: int, clauses: Sequence[_Clause]) -> list[_Clause]:
        """The clauses of a claim: those that tell something, or all of its content as one."""
        telling = [one for one in clauses if self._stands(one)]
        if telling and place not in self._judged:
            return telling
        return (
            [_Clause(tuple(self._contents[place]), Break.JOINED)] if self._contents[place] else []
        )

    def _asides(self, first: int, end: int) -> Iterator[_Clause]:
        """Relative clauses inside words that only attribute: whoever attributes tells them."""
        for seam in self._seams.within(first - 1, end):
            if seam.kind in (Break.RELATIVE, Break.HELD):
                parts = ((seam.at, end),)
                if self._tells(parts) and self._seams.verb(seam.at, end) >= 0:
                    yield _Clause(parts, Break.RELATIVE)
                return

    def _cut(self, first: int, end: int) -> list[_Clause]:
        """A stretch of one voice's words, cut at its seams."""
        first = self._behind_topic(first, end)
        clauses: list[_Clause] = []
        extra: list[_Clause] = []
        begin, kind = first, Break.JOINED
        for seam in self._open_seams(first, end):
            how = self._how(seam, begin, kind, clauses)
            if how is Break.HELD:
                clause = self._held(seam, begin, end)
                if clause is not None:
                    extra.append(clause)
            elif how is not None:
                self._add(clauses, _Clause(((begin, seam.at),), kind))
                begin, kind = seam.at, how
        self._add(clauses, _Clause(((begin, end),), kind))
        return self._firm(clauses) + extra

    def _how(self, seam: Seam, begin: int, kind: Break, clauses: Sequence[_Clause]) -> Break | None:
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
        verb = self._main_verb(begin, at)
        told = self._moods.of_verb(verb, begin, at) if verb >= 0 else Status.ASSERTED
        return told in (Status.PLANNED, Status.POSSIBLE)

    def _open_seams(self, first: int, end: int) -> list[Seam]:
        """The seams of a stretch, and the beginnings of sentences inside quotations."""
        seams, stops = self._seams.within(first, end), self._stops
        inside = stops[bisect_left(stops, first + 1) : bisect_left(stops, end)]
        return sorted([*seams, *(Seam(at, Break.STOPPED) for at in inside)]) if inside else seams

    def _add(self, clauses: list[_Clause], clause: _Clause) -> None:
        """One more clause; words behind an aside go on with the clause before it."""
        if clause.kind is Break.RESUMED and len(clauses) > 1:
            aside, main = clauses[-1], clauses[-2]
            if aside.kind is Break.RELATIVE:
                clauses[-2] = _Clause((*main.parts, *clause.parts), main.kind)
                return
        clauses.append(clause)

    def _firm(self, clauses: list[_Clause]) -> list[_Clause]:
        """The clauses, those that tell nothing by themselves joined to a neighbour."""
        if len(clauses) < 2:
            return clauses
        out: list[_Clause] = []
        firm = True
        for clause in clauses:
            here = self._stands(clause)
            aside = clause.kind is Break.RELATIVE and here
            if out and clause.kind is not Break.STOPPED and not (here and (firm or aside)):
                before = out[-1]
                out[-1] = _Clause(_joined((*before.parts, *clause.parts)), before.kind)
                firm = firm or here
            else:
                out.append(clause)
                firm = here or aside
        return out

    def _stands(self, clause: _Clause) -> bool:
        """Whether a clause tells something by itself: by the word that opens it, or by a verb."""
        if self._size(clause.parts) < _SHORTEST:
            return False
        if clause.kind is Break.RELATIVE and self._only_dates(clause.parts):
            return False
        first = clause.parts[0][0]
        if clause.kind in _OPENED or self._tagged.entries[first].mask & COMPLEMENTIZER:
            return True
        return self._tells(clause.parts)

    def _only_dates(self, parts: Sequence[Range]) -> bool:
        """Whether a relative clause tells hardly more than when (*which took place on Monday*)."""
        if any(_any(self._signs.triggers, *part) for part in parts):
            return False
        times, entries = self._tagged.times, self._tagged.entries
        tokens = [at for first, end in parts for at in range(first, end)]
        dated = [at for at in tokens if at in times]
        leading = [at for at in tokens if at not in times and entries[at].mask & PREPOSITION]
        return bool(dated) and self._size(parts) - len(dated) - len(leading) < _SHORTEST

    def _held(self, seam: Seam, begin: int, end: int) -> _Clause | None:
        """A clause that tells which one is meant, where it names who, where or when; without a
        pronoun of its own it keeps its noun."""
        at = seam.at
        after = (one for one in self._seams.within(at, end) if one.kind not in _LOOSE)
        stop = next((one.at for one in after), end)
        stop = next((j for j in range(at + 1, stop) if self._words[j] in COMMAS), stop)
        stop = self._before_main(begin, at, stop)
        if stop - at < _OWN or self._seams.verb(at, stop) < 0 or not self._names(at, stop):
            return None
        return _Clause(((self._noun_of(seam, begin), stop),), Break.RELATIVE)

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
        self, at: int, begin: int, kind: Break, clauses: Sequence[_Clause]
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
        if self._tagged.definite(noun) or _any(self._signs.named, noun, noun + 1):
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

    # -- what they tell

    def _tells(self, parts: Sequence[Range]) -> bool:
        """Whether words tell something: some of them, with a verb, an event or a verbal noun."""
        if self._size(parts) < _SHORTEST:
            return False
        seams, triggers = self._seams, self._signs.triggers
        for first, end in parts:
            if seams.verb(first, end) >= 0 or seams.noun(first, end) >= 0:
                return True
            if _any(triggers, first, end):
                return True
        return False

    def _tells_own(self, clause: _Clause, whole: bool) -> bool:
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

    def _size(self, parts: Sequence[Range]) -> int:
        """The words of some ranges, marks left out."""
        marks, size = self._count, 0
        for first, end in parts:
            size += end - first - marks[end] + marks[first]
        return size

    def _names(self, first: int, end: int) -> bool:
        return _any(self._signs.named, first, end)

    def _verbal_noun(self, draft: Draft) -> int:
        """The first token of a content that is the object of its cue (*announced withdrawal*): it
        is a noun, whatever verb is written like it; else -1."""
        if draft.rule.rpartition(":")[2] not in _OBJECTS or not draft.content:
            return -1
        return self._page.token_at(draft.content[0][0])

    def _make(self, claim: str | None, clause: _Clause, noun: int = -1) -> Assertion:
        content: tuple[Span, ...] = ()
        hedged = False
        verbs = [self._main_verb(first, end) for first, end in clause.parts]
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

    def _status(self, clause: _Clause, verbs: Sequence[int]) -> Status:
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

    def _head(self, clause: _Clause, verbs: Sequence[int]) -> int:
        """The token that tells the act of a clause: a verb, else an event or a verbal noun."""
        verb = next((at for at in verbs if at >= 0), -1)
        if verb >= 0:
            return verb
        for first, end in clause.parts:
            place = bisect_left(self._signs.triggers, first)
            if _any(self._signs.triggers, first, end):
                return self._signs.triggers[place]
            if (at := self._seams.noun(first, end)) >= 0:
                return at
        return -1

    def _main_verb(self, first: int, end: int) -> int:
        """The first verb of a range that stands in no relative clause; else the first of all."""
        verb = self._seams.verb(first, end)
        if verb <= first + 1:
            return verb
        held = [seam.at for seam in self._seams.within(first, end) if seam.kind is Break.HELD]
        if verb < 0 or not held or verb < held[0]:
            return verb
        at = self._seams.verb(verb + 1, end)
        return at if at >= 0 else verb

    def _trim(self, first: int, end: int) -> Span | None:
        """The characters of a range without the marks at its ends that nothing inside needs."""
        words, close_of = self._words, self._tagged.close_of
        while first < end and words[first] in _MARKS and not self._pairs(first, first, end):
            first += 1
        while first < end and words[end - 1] in _MARKS and not self._closes(end - 1, first):
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


def _joined(parts: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch made one."""
    out: list[Range] = []
    for first, end in parts:
        if out and out[-1][1] == first:
            out[-1] = (out[-1][0], end)
        else:
            out.append((first, end))
    return tuple(out)


def _any(places: Sequence[int], first: int, end: int) -> bool:
    at = bisect_left(places, first)
    return at < len(places) and places[at] < end
