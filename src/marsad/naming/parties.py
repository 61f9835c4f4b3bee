"""Parties: who does an event, and to whom, by the verb's voice and the prepositions before names.

Where the subject stands first, ``Sides`` finds it; where the verb may, ``Doers`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.grammar.hits import Hit
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.grammar.usage import Usage
from marsad.naming.doers import Behind, Doers, Subjects, Words, belonging, described
from marsad.naming.scene import Naming
from marsad.naming.sides import Sides
from marsad.packs.events import EventWords
from marsad.packs.lexicon import (
    CLAUSE,
    COMPLEMENTIZER,
    COORDINATOR,
    INFINITIVE,
    PREPOSITION,
    RELATIVE,
)

_DESCRIBED = 2  # words behind an adjective, of which one is what it describes
_PARTY = 8  # words behind a trigger in which its parties stand
_FUNCTION = CLAUSE | COMPLEMENTIZER | COORDINATOR | INFINITIVE | PREPOSITION | RELATIVE

Marks = Mapping[str, set[int]]  # the tokens of the lists of the event words, by the list's name


class Roles(NamedTuple):
    """The canonical names of those who do an event and of those to whom it is done, and the tokens
    of its subject, which are no place where it happens."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    subject: frozenset[int]


def describing(
    tagged: Tagged,
    words: EventWords,
    marks: Marks,
    namings: Iterable[Naming],
    adjectives: Iterable[Naming],
) -> list[Naming]:
    """The parties that are told by whose force it is (*Russian jets*) or whose deed (*French
    airstrikes*): the adjectives of states, with the words before them where these are theirs."""
    if tagged.pack.order == "subject-first":
        return list(_acting(tagged, words, marks, adjectives))
    return [*described(tagged, words, marks, adjectives), *belonging(tagged, marks, namings)]


def _acting(
    tagged: Tagged, words: EventWords, marks: Marks, adjectives: Iterable[Naming]
) -> Iterator[Naming]:
    """The adjectives of states behind which a word of force or an event noun stands."""
    keys = tagged.page.keys
    for adjective in adjectives:
        behind = range(adjective.end, min(adjective.end + _DESCRIBED, len(keys)))
        if any(
            token in marks["force"]
            or any(form.part == "noun" for form in words.written(keys[token]))
            for token in behind
        ):
            yield adjective


class Parties:
    """Finds the parties of the events of one document.

    ``parties`` are the names and the adjectives of states that tell a party (`describing`);
    ``finite`` tells whether a token is the verb of a clause. ``usage`` tells the uses of words
    where the subject stands first, and is ``None`` elsewhere.
    """

    def __init__(
        self,
        tagged: Tagged,
        marks: Marks,
        parties: tuple[Sequence[Naming], Sequence[Naming]],
        finite: Callable[[int], bool],
        usage: Usage | None,
    ) -> None:
        namings, adjectives = parties
        self._tagged, self._marks, self._finite = tagged, marks, finite
        self._party = {t: one for one in (*namings, *adjectives) for t in range(one.first, one.end)}
        self._adjectives = frozenset(one.first for one in adjectives)
        self._keys, self._verb_first = tagged.page.keys, usage is None
        agents = frozenset(self._keys[token] for token in marks["agent"])
        self._agents = agents if usage is not None else frozenset()
        self._sides = (
            Doers(tagged, marks, self._party, finite)
            if usage is None
            else Sides(tagged, usage, self._party)
        )

    def of(self, hit: Hit, first: int, end: int, words: Words | None) -> Roles:
        """The parties of the event that a trigger tells in the tokens ``first`` to ``end``, in the
        ``words`` of a voice or in the report's own."""
        trigger = hit.form.trigger
        actors: list[str] = []
        recipients: list[str] = []
        behind = self._named_behind(hit, end)
        told = self._subjects(hit, (first, end), behind, words)
        done_to = told.suffer or trigger.subject == "recipient"
        subjects = recipients if done_to else actors
        if trigger.subject != "none":
            subjects.extend(one.name for one in told.parties if one.name)
            if told.own and words is not None and words.teller is not None:
                subjects.append(words.teller)
        for party, word in behind:
            if party in told.parties or party.name is None or self._describes(party, hit):
                continue
            if not self._takes_part(party, word, recipients):
                continue
            if self._does(party, word, hit):
                actors.append(party.name)
            elif word in trigger.to or (not word and trigger.object == "recipient"):
                recipients.append(party.name)
        unique = tuple(dict.fromkeys(actors))
        others = tuple(name for name in dict.fromkeys(recipients) if name not in unique)
        tokens = frozenset(t for one in told.parties for t in range(one.first, one.end))
        return Roles(unique, others, tokens)

    def _subjects(
        self, hit: Hit, bounds: tuple[int, int], behind: Behind, words: Words | None
    ) -> Subjects:
        if isinstance(self._sides, Doers):
            return self._sides.of(hit, bounds, behind, words)
        subjects = self._sides.of(hit, hit.use, bounds[0]) if hit.use is not None else []
        return Subjects(subjects, hit.form.part.startswith("passive"))

    def _describes(self, party: Naming, hit: Hit) -> bool:
        """Whether a party behind a noun is the adjective of a state that describes it."""
        return self._verb_first and party.first in self._adjectives and party.first <= hit.at

    def _takes_part(self, party: Naming, word: str, others: list[str]) -> bool:
        """Whether a party behind a trigger is one: a state that does not act is one only where
        nobody else is (*strikes on Syria*, not *on rebels in Syria*), and not before a noun."""
        if self._verb_first or party.acts:
            return True
        return not others and (bool(word) or self._closes(party.end))

    def _closes(self, at: int) -> bool:
        """Whether a mark or a function word stands where a phrase would go on."""
        if at >= len(self._keys) or not self._keys[at].isalpha():
            return True
        return at in self._tagged.times or bool(self._tagged.entries[at].mask & _FUNCTION)

    def _does(self, party: Naming, word: str, hit: Hit) -> bool:
        """Whether a party behind a trigger does it, too: as an equal, or by its preposition."""
        trigger, at = hit.form.trigger, hit.at
        by = range(party.first - 2, party.first + self._verb_first)
        beside = party.first - 1 == at or party.first - 1 in self._party
        equal = (not word and beside) if self._verb_first else (not word or word in trigger.to)
        return (
            (trigger.reciprocal and equal)
            or word in trigger.partner
            or (not word and trigger.object == "actor")
            or word in trigger.by
            or word in self._agents
            or not self._marks["agent"].isdisjoint(by)
        )

    def _named_behind(self, hit: Hit, end: int) -> list[tuple[Naming, str]]:
        """The parties behind a trigger and behind the verb that carries it, each with the
        preposition before it (*sanctions were imposed on X*)."""
        found = self._behind(hit.at, end)
        if hit.verb > hit.at:
            found += [one for one in self._behind(hit.verb, end) if one not in found]
        return found

    def _behind(self, at: int, end: int) -> list[tuple[Naming, str]]:
        """The parties behind a trigger, each with the preposition before it (or nothing)."""
        found: list[tuple[Naming, str]] = []
        token, word = at + 1, ""
        while token < min(end, at + 1 + _PARTY):
            party = self._party.get(token)
            entry = self._tagged.entries[token]
            if party is not None:
                glued = self._keys[token][: party.cut][-1:]
                found.append((party, glued if glued in self._tagged.pack.glued else word))
                token = party.end
                if token >= end or not self._joins(token):
                    word = ""
                continue
            if self._keys[token] in COMMAS or entry.mask & (COMPLEMENTIZER | RELATIVE):
                break
            if self._finite(token):
                break
            if entry.mask & PREPOSITION:
                word = entry.rest
            elif entry.glue and self._verb_first:
                word = self._keys[token][: entry.lead + entry.glue][-1:]
            token += 1
        return found

    def _joins(self, at: int) -> bool:
        """Whether *and* at a token, or a letter of it, joins a party to the one before."""
        return at in self._marks["joining"] or bool(self._tagged.entries[at].lead)
