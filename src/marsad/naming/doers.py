"""Doers: which parties are the subject of an event, in languages whose verb may stand first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from marsad.grammar.hits import Hit, light_before
from marsad.grammar.subjects import look_before
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import EventType, Kind
from marsad.naming.scene import Naming
from marsad.packs.events import EventWords, Trigger
from marsad.packs.lexicon import (
    AUXILIARY,
    BARE,
    CLAUSE,
    COMPLEMENTIZER,
    COORDINATOR,
    NEGATION,
    PREPOSITION,
    RELATIVE,
)

_REACH = 8  # words between a verb and its subject
_NEAR = 4  # words before the adjective of a state in which its noun stands
_DESCRIBED = 2  # other adjectives between an event noun and that of a state
_TITLES = frozenset({Kind.OFFICE, Kind.PERSON, Kind.ANONYMOUS})  # a name may follow these
_ENDS = PREPOSITION | CLAUSE | COMPLEMENTIZER | COORDINATOR | RELATIVE
_SPOKEN = frozenset({EventType.REJECT, EventType.REQUEST, EventType.THREATEN})
_HARMED = frozenset({EventType.ASSAULT, EventType.COERCE})  # what persons suffer

Behind = Sequence[tuple[Naming, str]]  # parties, each with the preposition before it


class Words(NamedTuple):
    """The words of a voice in which an event is told: they open at token ``opens``, with a noun
    that is what the voice announces, denies or judges (``noun``), or with a clause.

    ``teller`` is the voice's canonical name, where it may be a party; ``deeds`` are the types of
    acts that such a noun may tell as its own (*announced the lifting of …*).
    """

    opens: int
    noun: bool = False
    teller: str | None = None
    deeds: frozenset[EventType] = frozenset()


class Subjects(NamedTuple):
    """The parties that are the subject of an event; ``suffer``: it is done to them; ``own``: it is
    the act of the voice that tells it."""

    parties: list[Naming]
    suffer: bool = False
    own: bool = False


NOBODY = Subjects([])


def described(
    tagged: Tagged, words: EventWords, marks: Mapping[str, set[int]], adjectives: Iterable[Naming]
) -> Iterator[Naming]:
    """Words of force and nouns of events with the adjectives of states behind them: parties, named
    as the state. Of several adjectives the first takes the noun (*American and French strikes*)."""
    taken = 0
    for adjective in adjectives:
        for at in range(adjective.first - 1, max(-1, adjective.first - 1 - _NEAR), -1):
            if at in marks["force"] or _is_deed(tagged, words, at):
                yield _widened(tagged, adjective, max(at, taken))
                taken = adjective.end
                break
            if not _describes(tagged, at, adjective.first):
                break


def belonging(
    tagged: Tagged, marks: Mapping[str, set[int]], namings: Iterable[Naming]
) -> Iterator[Naming]:
    """Words of force with the party behind them that they belong to (*jets of the coalition's*)."""
    for party in namings:
        tells = party.first - 1
        if tells in marks["belongs"]:
            near = range(tells - 1, max(-1, tells - 1 - _REACH), -1)
            force = next((at for at in near if at in marks["force"]), -1)
            if force >= 0 and not any(_parts(tagged, at) for at in range(force + 1, tells)):
                yield _widened(tagged, party, force)


def _parts(tagged: Tagged, at: int) -> bool:
    """Whether a word parts a noun from what it is said to belong to; *without a pilot* does not."""
    return tagged.page.keys[at] in COMMAS or bool(tagged.entries[at].mask & _ENDS & ~PREPOSITION)


def _widened(tagged: Tagged, party: Naming, first: int) -> Naming:
    """A party with the words before it that are its force or its deed."""
    cut = tagged.entries[first].lead + tagged.entries[first].glue
    return party._replace(first=first, name_first=first, cut=cut, acts=True)


def _is_deed(tagged: Tagged, words: EventWords, at: int) -> bool:
    """Whether a token is a noun of an event that a state does."""
    readings = words.look(tagged.page.keys[at])
    return any(form.part == "noun" and _done(form.trigger) for _, some in readings for form in some)


def _done(trigger: Trigger) -> bool:
    """Whether an adjective with the noun of an event tells who does it: not of a protest, which is
    where the state is, nor of the dead."""
    protest = trigger.type is EventType.PROTEST
    return trigger.subject == "actor" and not (protest or trigger.harm)


def _describes(tagged: Tagged, at: int, other: int) -> bool:
    """Whether a token may be an adjective beside another: both with the article, or neither."""
    entry, word = tagged.entries[at], tagged.page.words[at]
    if not word.endswith(tagged.pack.endings.adjective) or entry.glue or entry.roles:
        return False
    return tagged.definite(at) == tagged.definite(other)


class Doers:
    """Finds the subjects of the events of one document.

    ``marks`` are the tokens of the lists of the event words, ``party`` holds the naming of each
    token, ``finite`` tells whether a token is the verb of a clause.
    """

    def __init__(
        self,
        tagged: Tagged,
        marks: Mapping[str, set[int]],
        party: Mapping[int, Naming],
        finite: Callable[[int], bool],
    ) -> None:
        self._tagged, self._marks, self._party, self._finite = tagged, marks, party, finite
        self._keys = tagged.page.keys

    def of(
        self, hit: Hit, bounds: tuple[int, int], behind: Behind, words: Words | None
    ) -> Subjects:
        """The subject of the verb that tells an event or carries its noun, or else those whose
        adjectives describe the noun; ``behind`` are the parties behind the word that tells it."""
        opens = words is not None and words.noun and words.opens == hit.at
        if hit.how == "verb" and not opens:
            return self._of_verb(hit, bounds[0], behind, words)
        carrier = light_before(self._keys, self._marks, hit.at, bounds[0])
        if carrier in self._marks["happens"]:
            carrier = -1
        elif carrier >= 0:
            suffer = carrier in self._marks["suffers"]
            subject = self._between(carrier, hit.at)
            if subject is None and self._finite(carrier):
                subject = self._before(carrier, bounds[0])
            if subject is not None:
                return Subjects(self._joined(subject), suffer)
            if self._pronoun(carrier, words):
                return Subjects([], suffer, own=True)
        doers = list(self._described(hit, bounds[1])) or self._genitive(hit, behind)
        return Subjects(doers, own=not doers and self._announced(hit, carrier, words))

    def _of_verb(self, hit: Hit, first: int, behind: Behind, words: Words | None) -> Subjects:
        passive = hit.form.part.startswith("passive")
        subject = self._before(hit.at, first)
        if subject is not None:
            related = bool(self._tagged.entries[hit.at - 1].mask & RELATIVE)
            suffer = passive or (related and self._undergoes(hit, hit.at, subject))
            return Subjects(self._joined(subject), suffer)
        if self._pronoun(hit.at, words):
            return Subjects([], passive, own=True)
        if not behind or behind[0][1] or self._somebody(hit.at, behind[0][0]):
            return NOBODY
        party = behind[0][0]
        if not self._tagged.entries[hit.at].lead and look_before(self._tagged, hit.at, first).whole:
            return NOBODY  # the subject stands before it, and has no name
        suffer = passive or self._undergoes(hit, party.end - 1, party)
        return Subjects(self._joined(party), suffer)

    def _pronoun(self, at: int, words: Words | None) -> bool:
        """Whether the subject of a verb is the pronoun with which somebody's words open: he himself
        (*said that it struck …*)."""
        first = words.opens if words is not None else at
        while at - 1 > first and self._tagged.entries[at - 1].mask & (AUXILIARY | NEGATION):
            at -= 1
        opens = self._tagged.entries[first].mask if at - 1 == first else 0
        return bool(opens & COMPLEMENTIZER and not opens & BARE)

    def _announced(self, hit: Hit, carrier: int, words: Words | None) -> bool:
        """Whether a noun opens the words of somebody who announces an act of his own, itself or
        behind the noun that carries it."""
        if words is None or words.opens != (carrier if carrier >= 0 else hit.at):
            return False
        return hit.form.trigger.type in words.deeds and _done(hit.form.trigger)

    def _undergoes(self, hit: Hit, last: int, subject: Naming) -> bool:
        """Whether a verb that wants an object has none behind token ``last``: then it is a passive,
        written alike (*who was arrested in …*)."""
        trigger, form = hit.form.trigger, hit.form
        if subject.kind is not Kind.PERSON or trigger.type not in _HARMED or form.suffix:
            return False
        return trigger.object == "recipient" and form.part == "past" and self._closes(last + 1)

    def _closes(self, at: int) -> bool:
        """Whether a mark or a function word stands where an object would."""
        if at >= len(self._keys) or not self._keys[at].isalpha():
            return True
        entry = self._tagged.entries[at]
        return at in self._tagged.times or bool(entry.mask & _ENDS or entry.glue or entry.lead)

    def _between(self, carrier: int, noun: int) -> Naming | None:
        """The party between a light verb and its noun (*launched Israel a strike*)."""
        for token in range(carrier + 1, noun):
            party = self._party.get(token)
            if party is not None:
                under = party.cut > self._tagged.entries[party.first].lead
                return None if under or self._somebody(carrier, party) else party
            if self._tagged.entries[token].mask & _ENDS:
                return None
        return None

    def _somebody(self, at: int, party: Naming) -> bool:
        """Whether a doer without a name stands between a verb and a party (*accuse opponents X*);
        a title before a person is none, nor are words of force."""
        return any(map(self._noun, range(at + 1, party.first), repeat(party.kind is Kind.PERSON)))

    def _noun(self, at: int, person: bool) -> bool:
        """Whether a token between a verb and a party is a noun that does not belong to it."""
        tagged, entry = self._tagged, self._tagged.entries[at]
        if not self._keys[at].isalpha() or at in tagged.times or at in self._marks["force"]:
            return False
        if not entry.roles:
            return tagged.unknown(at)
        if entry.glue or (person and any(role.kind in _TITLES for role in entry.roles)):
            return False
        return tagged.definite(at) or tagged.page.words[at].endswith(tagged.pack.endings.plural)

    def _before(self, at: int, first: int) -> Naming | None:
        """The party right before a verb, with nothing but its own words between; *and* before the
        verb begins a clause."""
        if self._tagged.entries[at].lead:
            return None
        for token in range(at - 1, max(first, at - _REACH) - 1, -1):
            party = self._party.get(token)
            if party is not None:
                return party if party.acts and not self._under(party) else None
            entry = self._tagged.entries[token]
            if entry.mask & (PREPOSITION | COMPLEMENTIZER) or self._finite(token):
                return None
            if self._keys[token] in COMMAS or self._noun(token, person=False):
                return None
        return None

    def _under(self, party: Naming) -> bool:
        """Whether a preposition stands before a party."""
        if party.cut > self._tagged.entries[party.first].lead:
            return True
        before = party.first - 1
        return before >= 0 and bool(self._tagged.entries[before].mask & PREPOSITION)

    def _described(self, hit: Hit, end: int) -> Iterator[Naming]:
        """The states whose adjectives describe an event noun (*American and French strikes*)."""
        trigger, tagged = hit.form.trigger, self._tagged
        suffered = trigger.type is EventType.COERCE and not tagged.definite(hit.at)
        if not _done(trigger) or hit.form.part == "participle" or suffered:
            return
        at, passed = hit.at + 1, 0
        while at < end and passed <= _DESCRIBED:
            party = self._party.get(at)
            if party is not None and party.first <= hit.at:
                yield from self._joined(party)
                return
            if not _describes(tagged, at, hit.at):
                return
            at, passed = at + 1, passed + 1

    def _genitive(self, hit: Hit, behind: Behind) -> list[Naming]:
        """The party right behind a noun that does it rather than suffers it: of a refusal, a demand
        or a threat, or where another party stands behind a preposition (*X's visit to Y*)."""
        if not behind or behind[0][1] or behind[0][0].first != hit.at + 1:
            return []
        trigger = hit.form.trigger
        others = [word for _, word in behind[1:2]]
        to_other = any(word in trigger.to or word in self._tagged.pack.purpose for word in others)
        does = trigger.type in _SPOKEN or (to_other and trigger.object == "recipient")
        return self._joined(behind[0][0]) if does and trigger.subject == "actor" else []

    def _joined(self, party: Naming) -> list[Naming]:
        """A party with those that it is joined to by *and*."""
        found = [party]
        while self._and(found[-1].end):
            found.append(self._party[found[-1].end])
        while self._and(found[0].first) and found[0].first - 1 in self._party:
            found.insert(0, self._party[found[0].first - 1])
        return found

    def _and(self, at: int) -> bool:
        """Whether a party that *and* leans on, and nothing else, begins at a token."""
        party = self._party.get(at)
        if party is None or party.first != at:
            return False
        entry = self._tagged.entries[at]
        return bool(entry.lead) and party.cut <= entry.lead
