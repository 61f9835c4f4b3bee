"""Seams: the words at which a new clause begins inside a sentence, and the verbs of clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from enum import IntEnum
from itertools import compress, count
from typing import NamedTuple

from marsad.grammar.clauses import Clauses
from marsad.grammar.tagged import COMMAS, FINITE, Tagged
from marsad.grammar.wordclasses import Class
from marsad.packs.clausewords import ClauseWords
from marsad.packs.events import EventWords
from marsad.packs.lexicon import (
    AUXILIARY,
    COMPLEMENTIZER,
    EVENTIVE,
    HEADLESS,
    NEGATION,
    PARTICLE,
    PAST_AUXILIARY,
    PREPOSITION,
    PRONOMINAL,
    PRONOUN,
    RELATIVE,
    VERB,
)

C = Class
_KEPT = 200_000  # words remembered before the memory is emptied
_AHEAD = 12  # words behind an opener in which its verb stands


class Break(IntEnum):
    """How a clause begins: joined to the one before, depending on it, telling of a noun, telling
    which noun is meant (the clause around it keeps that one), going on after an aside, with a verb
    that has no conjunction, behind a stop, by telling when, or with a verbal noun."""

    JOINED = 1
    DEPENDENT = 2
    RELATIVE = 3
    HELD = 4
    RESUMED = 5
    VERB = 6
    STOPPED = 7
    TIMED = 8
    NOMINAL = 9


class Seam(NamedTuple):
    """Token ``at`` where a clause may begin."""

    at: int
    kind: Break


class Seams(NamedTuple):
    """The seams of a document in order, its finite verbs, the nouns that tell an act, and the
    tokens of each word list."""

    seams: list[Seam]
    verbs: list[int]
    nouns: list[int]
    marks: dict[str, list[int]]

    def within(self, first: int, end: int) -> list[Seam]:
        """The seams behind the first token of a range."""
        return self.seams[bisect_left(self.seams, (first + 1,)) : bisect_left(self.seams, (end,))]

    def verb(self, first: int, end: int) -> int:
        """The first finite verb of a range, or -1; asked most often, so without a further call."""
        at = bisect_left(self.verbs, first)
        return self.verbs[at] if at < len(self.verbs) and self.verbs[at] < end else -1

    def noun(self, first: int, end: int) -> int:
        """The first noun of a range that tells an act, or -1."""
        return _first(self.nouns, first, end)

    def marked(self, name: str, first: int, end: int) -> bool:
        """Whether a word of a list stands in a range."""
        marks = self.marks[name]
        return bool(marks) and _first(marks, first, end) >= 0


def _first(places: list[int], first: int, end: int) -> int:
    """The first of some tokens, in order, in a range, or -1."""
    at = bisect_left(places, first)
    return places[at] if at < len(places) and places[at] < end else -1


def find_seams(
    tagged: Tagged,
    clauses: Clauses | None,
    words: ClauseWords,
    events: EventWords,
    named: frozenset[int],
) -> Seams:
    """The seams of a page; ``named`` are the tokens of known actors and places."""
    marks: dict[str, list[int]] = {name: [] for name in _COLOURING}
    opened: dict[int, tuple[str, int]] = {}
    sure: set[int] = set()
    for name, first, end in words.marks(tagged.page.keys):
        if name in marks:
            marks[name].append(first)
        elif name == "before_verb":
            sure.add(end)
        else:
            opened.setdefault(first, (name, end))
    finder: _VerbFirst | _SubjectFirst
    if clauses is not None:
        finder = _SubjectFirst(clauses, events, opened, named)
    else:
        finder = _VerbFirst(tagged, (words, events), named, opened, sure)
    seams = sorted({at: Seam(at, kind) for at, kind in finder.find()}.values())
    return Seams(seams, finder.verbs, finder.nouns, marks)


_COLOURING = ("hedge", "none", "lasting", "condition", "only", "to_come")
_LIKELY_VERB, _JOINING, _LINK, _LIKELY_NOUN, _RESULT, _TOLD = 1, 2, 4, 8, 16, 32
_LEADING = NEGATION | PARTICLE | PAST_AUXILIARY | AUXILIARY


class _VerbFirst:
    """Seams where the verb stands first: mostly told by what is glued to a word."""

    def __init__(
        self,
        tagged: Tagged,
        words: tuple[ClauseWords, EventWords],
        named: frozenset[int],
        opened: dict[int, tuple[str, int]],
        sure: set[int],
    ) -> None:
        self._tagged, self._likely, self._sure = tagged, words[0].likely, sure
        self._named, self._opened = named, opened
        self._keys, self._words = tagged.page.keys, tagged.page.words
        self._events = words[1]
        self.verbs: list[int] = []
        self.nouns: list[int] = []

    def find(self) -> Iterator[tuple[int, Break]]:
        opened = self._opened
        for at, (name, end) in opened.items():
            kind = self._opens(at, name, end)
            if kind is not None:
                yield at, kind
        flags = self._all_flags()
        self.nouns = [at for at in compress(count(), flags) if flags[at] & _LIKELY_NOUN]
        for at in compress(count(), flags):
            kind = self._judge(at, flags[at]) if flags[at] != _LIKELY_NOUN else None
            if kind is not None and at not in opened:
                yield at, kind

    def _all_flags(self) -> list[int]:
        """What each word may be wherever it stands; answers are kept.

        They are kept by the word as it is written: of words that fold to one, only one may be a
        verbal noun, and what was read before must not tell which.
        """
        likely, words, apart = self._likely, self._words, self._tagged.pack.apart
        if len(likely) >= _KEPT:
            likely.clear()
        for at, word in enumerate(words) if not likely.keys() >= set(words) else ():
            if word not in likely:
                likely[word] = 0 if word in apart else self._flags(at)
        flags = list(map(likely.__getitem__, words))
        for at in self._sure:
            if at < len(flags):
                flags[at] |= _LIKELY_VERB
        return flags

    def _flags(self, at: int) -> int:
        """What a word may be wherever it stands."""
        entry, tagged = self._tagged.entries[at], self._tagged
        key = self._keys[at]
        if not key[0].isalpha() or (entry.mask & COMPLEMENTIZER and not entry.lead):
            return 0
        noun = entry.mask & HEADLESS or self._words[at].endswith(tagged.pack.endings.feminine)
        flags = 0 if noun else self._verb_flags(at)
        if tagged.eventive(at) or tagged.definite_eventive(at):
            flags |= _LIKELY_NOUN
        if entry.mask & RELATIVE or (entry.lead and entry.mask & (COMPLEMENTIZER | _LEADING)):
            flags |= _LINK
        if key[0] in tagged.pack.purpose and self._result(key[1:]):
            flags |= _RESULT
        elif not noun and (tagged.joined_verb(at) or (entry.lead and flags & _LIKELY_VERB)):
            flags |= _JOINING
        elif not noun and key[0] in tagged.pack.conjunctions and self._told(key, 1):
            flags |= _JOINING | _LIKELY_VERB
        return flags

    def _verb_flags(self, at: int) -> int:
        """Whether a word may be a verb: by the lists, by the event words, by its shape."""
        entry, tagged = self._tagged.entries[at], self._tagged
        if self._told(self._keys[at], entry.lead):
            return _LIKELY_VERB | _TOLD
        listed = entry.mask & VERB or any(form.part in FINITE for form in entry.cues)
        shaped = tagged.unknown(at) and tagged.pack.looks_feminine(entry.rest)
        return _LIKELY_VERB if listed or shaped or tagged.looks_present(at) else 0

    def _result(self, rest: str) -> bool:
        """Whether what stands behind the letter of purpose is a verb (*so that he leaves*)."""
        pack = self._tagged.pack
        entry = pack.lexicon.look(rest)
        if entry.lead or entry.glue or entry.roles or entry.mask & ~VERB:
            return False
        shaped = pack.looks_present(rest) or pack.looks_feminine(rest)
        return shaped and not pack.verbal_noun(rest) and not entry.cues

    def _told(self, key: str, lead: int) -> bool:
        """Whether the event words have a finite form of a word behind its conjunction."""
        return any(
            cut == lead and any(form.part in FINITE for form in forms)
            for cut, forms in self._events.look(key)
        )

    def _judge(self, at: int, flags: int) -> Break | None:
        tagged, entry = self._tagged, self._tagged.entries[at]
        if at in self._named or at in tagged.times:
            return None
        if flags & _RESULT:
            self.verbs.append(at)
            return Break.DEPENDENT if at and self._words[at - 1] in COMMAS else None
        if flags & _LINK:
            return self._link(at)
        if flags & _JOINING and not entry.mask & (EVENTIVE | AUXILIARY):
            if not self._verbal(at, joined=True):
                return None
            adjacent = bool(self.verbs) and self.verbs[-1] == at - 1
            self.verbs.append(at)
            return None if adjacent else Break.JOINED
        if at not in self._sure and not self._verbal(at, joined=False):
            return None
        self.verbs.append(at)
        return Break.VERB

    def _verbal(self, at: int, *, joined: bool) -> bool:
        """Whether a word that may be a verb is one here."""
        tagged, entry = self._tagged, self._tagged.entries[at]
        if entry.mask & AUXILIARY and not entry.mask & VERB:
            return False
        if joined and not entry.lead:
            return True
        before = tagged.entries[at - 1].mask if at else 0
        if before & PREPOSITION and not before & (PRONOMINAL | RELATIVE) and not entry.lead:
            return False
        if tagged.finite(at):
            return True
        if entry.roles or entry.mask & (PREPOSITION | COMPLEMENTIZER) or tagged.definite(at):
            return False
        if tagged.nominal_place(at) or self._behind_noun(at):
            return False
        return bool(self._likely[self._words[at]] & _TOLD) or not entry.mask & ~VERB

    def _behind_noun(self, at: int) -> bool:
        """Whether a preposition or a verbal noun without a pronoun stands before."""
        if not at or not self._words[at - 1][0].isalpha():
            return False
        before = self._tagged.entries[at - 1]
        return bool(before.mask & (EVENTIVE | PREPOSITION)) and not self._tagged.entries[at].lead

    def _link(self, at: int) -> Break | None:
        """A relative, or a conjunction with a complementizer, a negation or an auxiliary."""
        entry, before = self._tagged.entries[at], self._tagged.entries[at - 1].mask if at else 0
        if entry.mask & RELATIVE:
            if before & (PREPOSITION | PRONOUN) or entry.glue:
                return None  # *in which*, *he is the one who*
            if entry.lead or (at and (self._words[at - 1] in COMMAS or at - 1 in self._named)):
                return Break.RELATIVE
            return Break.HELD
        if before & NEGATION:
            return None  # *has not and will not*
        if entry.mask & COMPLEMENTIZER:
            return Break.JOINED
        if entry.mask & (PARTICLE | PAST_AUXILIARY):
            self.verbs.append(at)
            return Break.JOINED
        return Break.JOINED if self._verb_at(at + 1) else None

    def _verb_at(self, at: int) -> bool:
        if at >= len(self._keys):
            return False
        entry = self._tagged.entries[at]
        if entry.roles or entry.mask & (EVENTIVE | PREPOSITION) or self._tagged.definite(at):
            return False
        shaped = self._tagged.pack.looks_feminine(entry.rest) or self._tagged.looks_present(at)
        return bool(entry.mask & VERB) or self._tagged.finite(at) or shaped

    def _opens(self, at: int, name: str, end: int) -> Break | None:
        """A word of the lists: one before a verbal noun opens a clause behind a comma."""
        if name == "opens":
            return Break.DEPENDENT
        if name == "timing":
            return Break.TIMED
        if name == "verbal":
            return Break.DEPENDENT if self._verb_at(end) else None
        comma = at and self._words[at - 1] in COMMAS
        if not comma or end >= len(self._keys):
            return None
        tagged = self._tagged
        return Break.NOMINAL if tagged.eventive(end) or tagged.definite_eventive(end) else None


class _SubjectFirst:
    """Seams where the subject stands first: told by the classes of words."""

    def __init__(
        self,
        clauses: Clauses,
        events: EventWords,
        opened: dict[int, tuple[str, int]],
        named: frozenset[int],
    ) -> None:
        self._parts = events.parts
        self._c, self._opened, self._named = clauses, opened, named
        self._classes, self._words = clauses.classes, clauses.words
        self.nouns: list[int] = []
        self.verbs = [at for at, made in enumerate(self._classes) if made in _VERBS]

    def find(self) -> Iterator[tuple[int, Break]]:
        opened, words = self._opened, self._words
        for at, made in enumerate(self._classes):
            kind = None
            if made in _STARTS:
                kind = self._judge(at, made)
            elif made is C.MARK and words[at] in COMMAS:
                seam = self._behind_comma(at + 1, hard=words[at] == ";")
                if seam is not None:
                    yield at + 1, seam
            if kind is None and at in opened:
                kind = self._opens(at, *opened[at])
            if kind is not None:
                yield at, kind

    def _judge(self, at: int, made: Class) -> Break | None:
        if made is C.COORDINATOR:
            return self._coordinated(at)
        relative = self._c.tagged.entries[at].mask & RELATIVE
        if not relative or not at or self._classes[at - 1] in _NO_HEAD:
            return None
        if made is C.THAT:
            noun = self._classes[at - 1] in (C.NOUN, C.NUMBER)
            return Break.HELD if noun and self._verb_ahead(at + 1, 2) else None
        if self._c.comma(at - 1) or at - 1 in self._named:
            return Break.RELATIVE
        return Break.HELD if self._classes[at - 1] in (C.NOUN, C.NUMBER) else None

    def _coordinated(self, at: int) -> Break | None:
        """*and* before a verb, before a subject and its verb, before *that*."""
        then = self._past_adverbs(at + 1)
        if then >= len(self._classes):
            return None
        made = self._classes[then]
        if made is C.THAT or made in _VERBS:
            return Break.JOINED
        comma = self._c.comma(at - 1)
        if made is C.PRONOUN or comma:
            return Break.JOINED if self._clause_at(then) else None
        return None

    def _past_adverbs(self, at: int) -> int:
        while at < len(self._classes) and self._classes[at] is C.ADVERB:
            at += 1
        return at

    def _clause_at(self, at: int) -> bool:
        """Whether a subject and its verb stand at a token."""
        end = self._c.page.sentences[self._c.page.sentence_at(at)].end
        then = self._c.forward(at, end)
        then = self._past_adverbs(then) if then > at else at
        return then > at and then < end and self._classes[then] in _VERBS

    def _verb_ahead(self, at: int, reach: int) -> bool:
        return any(made in _VERBS for made in self._classes[at : at + reach])

    def _behind_comma(self, at: int, *, hard: bool) -> Break | None:
        """What stands behind a comma: a verb that goes on, a participle, a clause."""
        if at >= len(self._classes):
            return None
        if hard:
            return Break.JOINED
        made = self._classes[at]
        if made in _VERBS:
            return Break.RESUMED
        if self._participle(at):
            return Break.DEPENDENT
        return Break.RESUMED if made in _SUBJECTS and self._clause_at(at) else None

    def _participle(self, at: int) -> bool:
        """Whether a word tells what somebody does; as a noun it would stand before no object."""
        if self._classes[at] is C.PARTICIPLE:
            return True
        parts = self._parts.get(self._c.keys[at], ())
        then = self._classes[at + 1] if at + 1 < len(self._classes) else C.MARK
        return "participle" in parts and then in _OBJECTS

    def _timed(self, at: int) -> bool:
        """Whether a time and no subject stands at a token (*since Monday has reached*)."""
        times, start = self._c.tagged.times, at
        while at in times:
            at += 1
        return at > start and (at >= len(self._classes) or self._classes[at] in _PAST_TIME)

    def _opens(self, at: int, name: str, end: int) -> Break | None:
        if end >= len(self._classes) or self._timed(end):
            return None
        if self._participle(end):
            return Break.DEPENDENT
        if name == "circumstance":
            return Break.NOMINAL if self._c.comma(at - 1) else None
        stop = end
        while stop < len(self._classes) and stop < end + _AHEAD and not self._c.comma(stop):
            if self._classes[stop] in _VERBS:
                return Break.TIMED if name == "timing" else Break.DEPENDENT
            if self._classes[stop] in (C.COORDINATOR, C.CLAUSE) and stop > end:
                return None
            stop += 1
        return None


_VERBS = frozenset({C.FINITE, C.AUXILIARY})
_PAST_TIME = _VERBS | {C.MARK, C.PREPOSITION, C.COORDINATOR}
_STARTS = frozenset({C.COORDINATOR, C.QUESTION, C.THAT})
_NO_HEAD = frozenset({C.PREPOSITION, C.FINITE, C.BARE, C.PARTICIPLE, C.COORDINATOR})
_OBJECTS = frozenset({C.NOUN, C.DETERMINER, C.NUMBER, C.OBJECT, C.ADVERB})
_SUBJECTS = frozenset({C.NOUN, C.DETERMINER, C.PRONOUN, C.NUMBER})
