"""Noun phrases that can speak, read from left to right with the pack's word classes."""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.heads import role_at, sequence_at
from marsad.grammar.limits import BODIES, STOPS, Reading
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Kind
from marsad.packs.cues import Cue
from marsad.packs.lexicon import (
    COMPLEMENTIZER,
    DEMONSTRATIVE,
    HEADLESS,
    KIN,
    NAME,
    PARENTHETICAL,
    PREPOSITION,
    PRONOMINAL,
    QUANTIFIER,
    REFLEXIVE,
    RELATIVE,
    RESUMER,
    VERB,
)

_NAMED = frozenset({Kind.OFFICE, Kind.PERSON, Kind.UNKNOWN})
_BEARERS = frozenset({Kind.OFFICE, Kind.PERSON, Kind.GROUP})
_LONGEST = 40  # tokens; the longest source phrase seen in 12,000 articles has 34
_NAME_IN_QUOTES = 8  # tokens; a longer quotation is speech and no name
_BRACKET = 8  # tokens; a longer bracket is an aside
_QUOTED = frozenset({Kind.ORGANISATION, Kind.OUTLET, Kind.DOCUMENT, Kind.GROUP, Kind.UNKNOWN})
_APPOSED = frozenset({Kind.PERSON, Kind.OFFICE, Kind.ANONYMOUS, Kind.OUTLET})


class Phrase(NamedTuple):
    """Tokens ``first`` to ``end`` (exclusive), chars ``start`` to ``stop`` of the clean text.

    ``known`` is true when the pack knows its head, ``named`` when it holds a personal name.
    """

    first: int
    end: int
    start: int
    stop: int
    head: int
    kind: Kind
    gender: str
    definite: bool
    named: bool
    known: bool


def read_phrase(
    tagged: Tagged, first: int, limit: int, *, cue: Cue | None = None, apposed: bool = True
) -> Phrase | None:
    """The noun phrase that begins at token ``first``, or ``None`` where none can begin.

    As the subject of ``cue`` it stops where a verbal noun opens what is said, where the person
    addressed begins, and at the cue's own prepositions. ``apposed`` lets it go on behind a comma
    (*Khaled al-Yamani, the minister of …,*).
    """
    if first < limit and _heads_nothing(tagged, first):
        return None
    walk = _Walk(tagged, first, min(limit, first + _LONGEST), cue)
    end = walk.run(apposed)
    return walk.phrase(end) if end > first else None


def _heads_nothing(tagged: Tagged, at: int) -> bool:
    """Words that say nothing by themselves, adverbs, and times."""
    return (
        bool(tagged.entries[at].mask & (HEADLESS | REFLEXIVE))
        or tagged.adverb(at)
        or at in tagged.times
    )


class _Walk(Reading):
    """One reading, word by word: what can be taken next, and what the phrase becomes by it."""

    def run(self, apposed: bool) -> int:
        at = self._called_by_child()
        while at < self.limit:
            if at == self.first or self.head == at:
                self._meet_head(at)
            then = self._step(at)
            if then == at:
                break
            at = then
        if apposed and not self.relative and self._explained(at):
            at = self._apposition(at)
        return at

    def _called_by_child(self) -> int:
        """Behind the first name of *Umm Said*, where the phrase begins with one."""
        first, then = self.first, self.first + 1
        if then >= self.limit or not self.entries[first].mask & KIN or self.entries[first].glue:
            return first
        before = self.entries[first - 1].cues if first else ()
        if not (before and self.tagged.finite(first - 1)):
            return first
        name = self.entries[then]
        if (
            not self.words[then][0].isalpha()
            or name.mask & ~(NAME | VERB)
            or name.roles
            or name.glue
        ):
            return first
        self.head, self.named, self.complete = then, True, True
        return then + 1

    def _explained(self, at: int) -> bool:
        """Persons by any apposition, bodies by a relative clause alone."""
        if self.kind in _APPOSED:
            return True
        relative = at + 1 < self.limit and self.entries[at + 1].mask & PARENTHETICAL
        return bool(relative) and self.kind in BODIES and not self.entries[at + 1].lead

    def phrase(self, end: int) -> Phrase:
        while end > self.first + 1 and self.entries[end - 1].mask & RELATIVE:
            end -= 1  # its clause belongs to the cue that follows (*the statement that says*)
        page, entry = self.tagged.page, self.entries[self.first]
        start = page.starts[self.first]
        start += entry.lead + entry.glue
        self.head = min(self.head, end - 1)
        return Phrase(
            first=self.first,
            end=end,
            start=start,
            stop=page.ends[end - 1],
            head=self.head,
            kind=self.kind,
            gender=self._gender(),
            definite=self.tagged.definite(self.head),
            named=self.named,
            known=self.role is not None,
        )

    def _gender(self) -> str:
        if self.role is not None:
            return self.role.gender
        return "f" if self.words[self.head].endswith(self.tagged.pack.endings.feminine) else ""

    def _meet_head(self, at: int) -> None:
        """Choose the reading of the head word; a demonstrative or number passes the place on."""
        entry = self.entries[at]
        counts = entry.mask & QUANTIFIER and not entry.roles
        if not self.words[at][0].isalnum() or entry.mask & DEMONSTRATIVE or counts:
            self.head = at + 1
            return
        self.head = at
        found = sequence_at(self.tagged, at)
        if found is not None:
            self.role, self.name_end = found
            self.complete = self.complete or self.role.name
            return
        self.role = role_at(self.tagged, at, self.limit)
        if self.role is not None and self.role.name:
            self.name_end = at + 1

    def _step(self, at: int) -> int:
        """The token behind what can be taken at ``at``; ``at`` itself where the phrase ends."""
        entry = self.entries[at]
        if at < self.name_end:
            self.complete = True
            return self.name_end
        if at > self.first and at in self.tagged.inside:
            self.complete = True
            return at + 1
        if at > self.first and self.over(at):
            return at
        if not self.words[at][0].isalnum():
            return self._mark(at)
        if entry.mask & (COMPLEMENTIZER | RESUMER):
            return at
        if self.relative:
            return at if self.own_preposition(at) else at + 1
        if entry.mask & STOPS:
            return at
        return self._begin_relative(at) if entry.mask & RELATIVE else self._noun(at)

    def _begin_relative(self, at: int) -> int:
        self.relative = at > self.first
        return at + 1 if self.relative else at

    def _noun(self, at: int) -> int:
        entry = self.entries[at]
        if entry.mask & PREPOSITION or entry.glue or self.glued_tail(at):
            return self._tail(at)
        if self.tagged.finite(at) and not entry.roles:
            return self._begin_relative(at) if self.relative_verb(at) else at
        if self.ends_before(at) or (at > self.first and self.tagged.tells_how(at)):
            return at
        inner = sequence_at(self.tagged, at) if at > self.head else None
        if inner is not None and inner[0].name:
            self.complete = True  # a name of several words inside (*correspondent of the BBC*)
            return inner[1]
        self._take(at)
        return at + 1

    def _take(self, at: int) -> None:
        """Take a word into the phrase, and learn from it what the phrase is."""
        tagged, entry = self.tagged, self.entries[at]
        if self.role is None and entry.roles and self.named and at > self.first:
            self.role, self.titled = role_at(tagged, at, self.limit), True
        self.bearer = self.bearer or any(role.kind in _BEARERS for role in entry.roles)
        if self.unknown_relative(at):
            self.relative = True
        elif tagged.definite(at) or any(role.name for role in entry.roles):
            self.complete = True
        elif tagged.unknown(at):
            if self._titles_name(at):
                roles = self.entries[self.head].roles
                self.role = next((role for role in roles if not role.indefinite), self.role)
            if self.role is None or (self.role.kind in _NAMED and at != self.head):
                self.named = True
            self.complete = True

    def _titles_name(self, at: int) -> bool:
        """Whether a chain of nouns behind a head that is nobody by itself ended in a definite one:
        what follows is the name of its holder (*commander of guards of the river X*)."""
        own = self.role is not None and self.role.indefinite and self.since == self.first
        return own and self.finished(at)

    def _tail(self, at: int) -> int:
        """A prepositional phrase that belongs to the head (*a source in the ministry*)."""
        entry, nxt = self.entries[at], at + 1
        tails = self.tagged.pack.roles.tails.get(self.role.kind if self.role else Kind.UNKNOWN)
        if at == self.first:
            return at + 1 if entry.glue else at
        if self.entries[at - 1].mask & QUANTIFIER and not entry.glue:
            return nxt  # *each of X and Y*
        if self._bracketed_pronoun(at):
            return nxt
        if (
            not tails
            or (self.named and not self.titled)
            or nxt > self.limit
            or (self.role and self.role.name)
        ):
            return at
        if entry.glue or not entry.mask & PREPOSITION:
            letter = self.tagged.page.keys[at][entry.lead]
            taken = letter in self.prepositions and not self.office_of(at)
            if letter not in tails or taken or self.elsewhere(at):
                return at
            self.since = at
            self.complete = self.tagged.definite(at) or self.tagged.contracted(at)
            return nxt
        key = entry.rest
        if (
            key not in tails
            or key in self.prepositions
            or entry.lead
            or nxt >= self.limit
            or self.elsewhere(nxt)
        ):
            return at
        self.since, self.complete = nxt, False
        return nxt

    def _bracketed_pronoun(self, at: int) -> bool:
        """*in it*, between a title and its name (*the head of the club in it, X*)."""
        if not self.entries[at].mask & PRONOMINAL or at + 1 >= self.limit:
            return False
        return (
            self.tagged.unknown(at + 1) and self.role is not None and self.role.kind is Kind.OFFICE
        )

    def _mark(self, at: int) -> int:
        word, tagged = self.words[at], self.tagged
        if word in "#_" or (at > self.first and self._abbreviates(at)):
            return at + 1
        close = tagged.close_of.get(at)
        if close is not None:
            return self._quoted_name(at, close)
        if word == "(":
            return self._bracket(at) if at > self.first else at
        if self.relative and word not in COMMAS and word not in tagged.pack.writing.enders:
            return at if word == ":" else at + 1
        if at == self.first:
            return at
        if word in "-–/" and tagged.glued(at) and at + 1 < self.limit and tagged.glued(at + 1):
            return at + 1
        return at

    def _abbreviates(self, at: int) -> bool:
        """The stop behind a shortened title (*Dr. X*)."""
        writing = self.tagged.pack.writing
        return self.words[at] in writing.enders and self.words[at - 1] in writing.abbreviations

    def _quoted_name(self, at: int, close: int) -> int:
        """A name in quotation marks; speech in quotation marks ends the phrase."""
        if close - at > _NAME_IN_QUOTES or close >= len(self.words) or self.named:
            return at
        if self.predicate and at == self.first:
            return at  # *called "weak"*: what stands in the marks is what was said
        role_kind = self.role.kind if self.role else Kind.UNKNOWN
        if role_kind not in _QUOTED and not self.relative:
            return at
        inside = range(at + 1, close)
        if any(self.entries[j].mask & STOPS or self.tagged.finite(j) for j in inside):
            return at
        if self.tagged.eventive(at + 1) and not self.entries[at + 1].roles:
            return at
        if self.role is None and at == self.first and not self._stands_in(close):
            return at
        self.complete = self.quoted = True
        return close + 1

    def _stands_in(self, close: int) -> bool:
        """Whether a phrase that is only a quoted name is followed by what it says."""
        after = close + 1
        return after < self.limit and (
            bool(self.entries[after].mask & COMPLEMENTIZER) or self.words[after][0].isalnum()
        )

    def _bracket(self, at: int) -> int:
        """A short name in brackets; a date or an aside ends the phrase."""
        for j in range(at + 1, min(at + _BRACKET, self.limit)):
            if self.words[j] == ")":
                return j + 1
            if self.words[j][0].isdigit():
                return at
        return at

    def _apposition(self, at: int) -> int:
        """Where the phrase ends when what stands between its next commas explains it."""
        tagged = self.tagged
        while at < self.limit - 1 and self.words[at] in COMMAS:
            then = at + 1
            entry = self.entries[then]
            if entry.mask & PARENTHETICAL:
                end = self._to_comma(then)
            elif (
                entry.lead
                or entry.glue
                or then in tagged.times
                or tagged.eventive(then)
                or self.adverb(then)
            ):
                return at
            else:
                inner = _Walk(tagged, then, self.limit, None)
                end = inner.run(False)
                if end == then or not (inner.kind in _APPOSED or inner.named):
                    return at
                self.named = self.named or inner.named
                if self.role is None:
                    self.role = inner.role
            if end < self.limit and not self._closes(end):
                return at
            at = end
        return at

    def _to_comma(self, at: int) -> int:
        while at < self.limit and self.words[at] not in COMMAS:
            speech = self.tagged.close_of.get(at, at) - at > _NAME_IN_QUOTES
            if self.entries[at].mask & COMPLEMENTIZER or self.words[at] == ":" or speech:
                break
            at += 1
        return at

    def _closes(self, at: int) -> bool:
        """Whether an apposition may end before token ``at``."""
        word = self.words[at]
        return (
            word in COMMAS
            or word == ":"
            or at in self.tagged.close_of
            or bool(self.entries[at].mask & (COMPLEMENTIZER | PREPOSITION))
            or at in self.tagged.times
        )
