"""Parties: who does an event, and to whom, by the verb's voice and the prepositions before names.

Where the subject stands first, ``Sides`` finds it; where the verb may, ``Doers`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.grammar.hits import Hit
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.grammar.usage import Usage
from marsad.model import Kind
from marsad.naming.scene import Naming
from marsad.naming.sides import Sides
from marsad.packs.events import EventWords, Trigger
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
_TITLES = frozenset({Kind.OFFICE, Kind.PERSON, Kind.ANONYMOUS})  # a name may follow these
_FUNCTION = CLAUSE | COMPLEMENTIZER | COORDINATOR | INFINITIVE | PREPOSITION | RELATIVE

Marks = Mapping[str, set[int]]  # the tokens of the lists of the event words, by the list's name


class Roles(NamedTuple):
    """The canonical names of those who do an event and of those to whom it is done."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def acting(
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

    ``party`` holds the naming of each token, ``finite`` tells whether a token is the verb of a
    clause; ``usage`` tells the uses of words where the subject stands first, and is ``None``
    elsewhere.
    """

    def __init__(
        self,
        tagged: Tagged,
        marks: Marks,
        party: Mapping[int, Naming],
        finite: Callable[[int], bool],
        usage: Usage | None,
    ) -> None:
        self._tagged, self._marks, self._party, self._finite = tagged, marks, party, finite
        self._keys = tagged.page.keys
        agents = frozenset(self._keys[token] for token in marks["agent"])
        self._agents = agents if usage is not None else frozenset()
        self._sides = Sides(tagged, usage, party) if usage is not None else None

    def of(self, hit: Hit, first: int, end: int) -> Roles:
        """The parties of the event that a trigger tells in the tokens ``first`` to ``end``."""
        trigger = hit.form.trigger
        actors: list[str] = []
        recipients: list[str] = []
        behind = self._named_behind(hit, end)
        passive = hit.form.part.startswith("passive")
        if self._sides is not None:
            subjects = self._sides.of(hit, hit.use, first) if hit.use is not None else []
        else:
            subject = self._before(hit.at, first) if hit.how != "noun" else None
            if subject is None and not passive and self._leads(hit.at, behind):
                subject = behind.pop(0)[0]
            passive, subjects = False, [subject] if subject is not None else []
        done_to = passive or trigger.subject == "recipient"
        if trigger.subject != "none":
            (recipients if done_to else actors).extend(one.name for one in subjects if one.name)
        for party, word in behind:
            if party.name is None or not self._takes_part(party, word, recipients):
                continue
            if self._does(party, word, trigger):
                actors.append(party.name)
            elif word in trigger.to or (not word and trigger.object == "recipient"):
                recipients.append(party.name)
        unique = tuple(dict.fromkeys(actors))
        return Roles(
            unique, tuple(name for name in dict.fromkeys(recipients) if name not in unique)
        )

    def _leads(self, at: int, behind: Sequence[tuple[Naming, str]]) -> bool:
        """Whether the first party behind a verb is its subject: no preposition leads to it."""
        return bool(behind) and not behind[0][1] and not self._spoken_for(at, behind[0][0])

    def _spoken_for(self, at: int, party: Naming) -> bool:
        """Whether a doer without a name stands between a verb and a party (*arrested the police
        X*); a title before a person is none."""
        tagged, between = self._tagged, range(at + 1, party.first)
        titles = any(role.kind in _TITLES for t in between for role in tagged.entries[t].roles)
        if titles and party.kind is Kind.PERSON:
            return False
        told = (token for token in between if tagged.entries[token].roles)
        return any(tagged.definite(t) and not tagged.entries[t].glue for t in told)

    def _takes_part(self, party: Naming, word: str, others: list[str]) -> bool:
        """Whether a party behind a trigger is one: a state that does not act is one only where
        nobody else is (*strikes on Syria*, not *on rebels in Syria*), and not before a noun."""
        if self._sides is None or party.acts:
            return True
        return not others and (bool(word) or self._closes(party.end))

    def _closes(self, at: int) -> bool:
        """Whether a mark or a function word stands where a phrase would go on."""
        if at >= len(self._keys) or not self._keys[at].isalpha():
            return True
        return at in self._tagged.times or bool(self._tagged.entries[at].mask & _FUNCTION)

    def _does(self, party: Naming, word: str, trigger: Trigger) -> bool:
        """Whether a party behind a trigger does it, too: as an equal, or by its preposition."""
        by = range(party.first - 2, party.first)
        equal = self._sides is None or not word or word in trigger.to
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
                if token >= end or token not in self._marks["joining"]:
                    word = ""
                continue
            if self._keys[token] in COMMAS or entry.mask & (COMPLEMENTIZER | RELATIVE):
                break
            if self._finite(token):
                break
            if entry.mask & PREPOSITION:
                word = entry.rest
            token += 1
        return found

    def _before(self, at: int, first: int) -> Naming | None:
        """The party right before a verb, with nothing but its own words between."""
        for token in range(at - 1, max(first, at - _PARTY) - 1, -1):
            party = self._party.get(token)
            if party is not None:
                return party if party.acts and not self._under(party) else None
            entry = self._tagged.entries[token]
            if entry.mask & (PREPOSITION | COMPLEMENTIZER) or self._finite(token):
                return None
        return None

    def _under(self, party: Naming) -> bool:
        """Whether a preposition stands before a party."""
        if party.cut > self._tagged.entries[party.first].lead:
            return True
        before = party.first - 1
        return before >= 0 and bool(self._tagged.entries[before].mask & PREPOSITION)
