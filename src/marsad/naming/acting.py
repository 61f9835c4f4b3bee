"""Whether a name takes part in what is told, or is only where something is."""

from __future__ import annotations

from marsad.entities.lists import Entity, Use
from marsad.grammar.tagged import COMMAS, FINITE, NOUN
from marsad.model import EventType
from marsad.naming.scene import Scene
from marsad.packs.events import load_events
from marsad.packs.lexicon import (
    ADVERB,
    AUXILIARY,
    CLAUSE,
    COMPLEMENTIZER,
    COORDINATOR,
    DETERMINER,
    EVENTIVE,
    HEADLESS,
    INFINITIVE,
    NEGATION,
    OBJECT_PRONOUN,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    QUESTION,
    RELATIVE,
)
from marsad.packs.phrasebook import Found

_FUNCTION = ADVERB | AUXILIARY | CLAUSE | COMPLEMENTIZER | COORDINATOR | DETERMINER | INFINITIVE
_FUNCTION |= NEGATION | OBJECT_PRONOUN | PREPOSITION | PRONOUN | QUANTIFIER | QUESTION | RELATIVE
_HYPHENS = frozenset("-–")
_LISTED = 8  # names of one list that are looked at
_BESIDE = 3  # letters of a word, and tokens, between two names of one list
_DESCRIBED = 2  # adjectives of a noun
_MARKS = frozenset('#_"«»“”')


class Acting:
    """The question for the names of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._tagged, self._keys = scene, scene.tagged, scene.keys
        self._offices = scene.knowledge.offices
        self._events = load_events(scene.tagged.pack)

    def own_stamp(self, found: Found[Use]) -> bool:
        """Whether a name alone in brackets is the stamp of the outlet that publishes the text."""
        before, behind = found.first - 1, found.end
        if before < 0 or behind >= len(self._keys):
            return False
        stamped = self._keys[before] == "(" and self._keys[behind] == ")"
        outlet = self._tagged.outlet
        return stamped and bool(outlet) and " ".join(self._keys[found.first : found.end]) in outlet

    def platform(self, found: Found[Use], entity: Entity) -> bool:
        """Whether a company is only the place where something was written (*on Facebook*)."""
        if entity.sector != "BUS":
            return False
        entry, before = self._tagged.entries[found.first], found.first - 1
        if found.cut > entry.lead:
            return True
        rest = self._tagged.entries[before].rest if before >= 0 else ""
        outlets = self._offices.classes.get("outlet", frozenset())
        mask = self._tagged.entries[before].mask if before >= 0 else 0
        return bool(mask & PREPOSITION) or rest in outlets

    def acts(self, found: Found[Use], *, capital: bool) -> bool:
        """Whether a state or a capital takes part, and is not only where something is.

        A capital stands for its government unless the words before it make it a place; a country
        is a place unless it is the subject of a verb or a party to something.
        """
        if self._tagged.pack.order == "subject-first":
            return self._acts_first(found)
        return self._acts_behind(found, capital=capital)

    def _acts_behind(self, found: Found[Use], *, capital: bool) -> bool:
        """The same where verbs stand before their subjects."""
        tagged, offices = self._tagged, self._offices
        entry = tagged.entries[found.first]
        if found.cut > entry.lead:
            letter = self._keys[found.first][found.cut - 1 : found.cut]
            return letter not in offices.locative_letters
        before = found.first - 1
        while before >= 0 and self._keys[before] in _MARKS:
            before -= 1
        begin, _ = tagged.page.line(found.first)
        if before < begin or not self._keys[before][0].isalpha():
            return self._opens(found) or (capital and before in tagged.close_of)
        rest = tagged.entries[before].rest
        struck = capital and self._struck(before, begin)
        if struck or rest in offices.locatives or rest in offices.motions:
            return before > begin and tagged.entries[before - 1].rest in offices.backed
        if self._scene.made and found.first - self._scene.made[-1].end <= (1 if found.cut else 0):
            return self._scene.made[-1].acts
        told = tagged.entries[before].mask & COMPLEMENTIZER
        if told or rest in offices.parties or self._verb(before) or self._verb_behind(found):
            return True
        if tagged.entries[before].mask & EVENTIVE and not tagged.definite(before):
            return True
        return capital and (tagged.eventive(before) or bool(tagged.entries[before].cues))

    def _struck(self, before: int, begin: int) -> bool:
        """Whether a noun of force stands before a preposition, behind which a capital is the town
        that is hit (*raids on Damascus*)."""
        tagged = self._tagged
        if not tagged.entries[before].mask & PREPOSITION:
            return False
        for at in range(before - 1, max(begin, before - 2 - _DESCRIBED), -1):
            readings = self._events.look(self._keys[at])
            forms = [form for _, some in readings for form in some if form.part == "noun"]
            if forms:
                return any(form.trigger.type is EventType.ASSAULT for form in forms)
            if not tagged.page.words[at].endswith(tagged.pack.endings.adjective):
                return False
        return False

    def _acts_first(self, found: Found[Use]) -> bool:
        """The same where subjects stand before their verbs."""
        tagged, offices = self._tagged, self._offices
        before = self._behind_articles(found.first - 1)
        begin, limit = tagged.page.line(found.first)
        behind = self._keys[found.end] if found.end < limit else ""
        if behind in _HYPHENS and tagged.glued(found.end):
            return False  # an adjective: *Iran-backed*
        if behind in tagged.pack.writing.apostrophes:
            return self._of_an_act(found.end + 2, limit)
        if self._describes(found.end, limit):
            return False
        if before < begin:
            return behind == ":" or self._subject(found.end, limit)
        rest = tagged.entries[before].rest
        if rest in offices.locatives or rest in offices.motions:
            return False
        if rest in offices.parties:
            return True
        listed = self._in_list(found.first, before, begin)
        if listed is not None:
            return listed
        return self._subject(found.end, limit) or self._plain_verb(before)

    def _in_list(self, first: int, before: int, begin: int) -> bool | None:
        """Whether the state before acts, where a name stands in one list with it."""
        last = self._scene.made[-1] if self._scene.made else None
        if last is None or last.state is None or last.first < begin:
            return None
        beside = 0 < first - last.end <= _BESIDE
        joined = beside and all(self._joins(at) for at in range(last.end, before + 1))
        return last.acts if joined else None

    def _behind_articles(self, at: int) -> int:
        owners = self._offices.owners
        while at >= 0 and (self._keys[at] in owners.definite or self._keys[at] in _MARKS):
            at -= 1
        return at

    def _of_an_act(self, at: int, limit: int) -> bool:
        """Whether a genitive before a token is that of who did something (*Iran's attack*)."""
        for then in range(at, min(at + 2, limit)):
            entry = self._tagged.entries[then]
            told = any(form.part in NOUN for form in self._events.written(entry.rest))
            if told or any(form.part in NOUN for form in entry.cues):
                return True
        return False

    def _joins(self, at: int) -> bool:
        """Whether a word may stand between two names of one list: a comma, or a short word."""
        entry = self._tagged.entries[at]
        marks = self._keys[at] in COMMAS or self._keys[at] in self._offices.owners.definite
        known = entry.mask & PREPOSITION or entry.cues or self._plain_verb(at)
        return marks or (self._keys[at].isalpha() and len(self._keys[at]) <= _BESIDE and not known)

    def _subject(self, at: int, limit: int) -> bool:
        """Whether a verb stands at a token, behind an adverb, or behind one more name."""
        for then in range(at, min(at + 2, limit)):
            if self._plain_verb(then):
                return True
            if not self._adverb(then):
                break
        return self._subject_of_list(at, limit)

    def _subject_of_list(self, at: int, limit: int) -> bool:
        """Whether further names follow, and behind the last of them a verb."""
        for _ in range(_LISTED):
            then = at
            while then < min(at + _BESIDE, limit) and self._joins(then):
                then += 1
            other = self._scene.names.get(then)
            if other is None or then == at:
                return False
            at = other.end
            if at < limit and self._plain_verb(at):
                return True
        return False

    def _describes(self, at: int, limit: int) -> bool:
        """Whether a noun stands at a token, described by the name before (*Iraq veterans*)."""
        if at >= limit or at in self._tagged.times or not self._keys[at].isalpha():
            return False
        function = self._tagged.entries[at].mask & _FUNCTION
        return not (function or self._plain_verb(at) or self._adverb(at))

    def _adverb(self, at: int) -> bool:
        """Whether a word is an adverb, by the pack or by its ending."""
        ending = self._keys[at].endswith(self._tagged.pack.shapes.adverb)
        return ending or bool(self._tagged.entries[at].mask & ADVERB)

    def _plain_verb(self, at: int) -> bool:
        """Whether a word is a finite verb and no noun."""
        entry, key = self._tagged.entries[at], self._keys[at]
        if entry.mask & AUXILIARY:
            return True
        if entry.mask & PREPOSITION or entry.roles or at in self._scene.names:
            return False
        readings = self._events.written(entry.rest)
        if any(form.part == "noun" for form in readings):
            return False
        known = self._tagged.pack.verbs.get(key, frozenset())
        return bool(known & FINITE) or any(form.part in FINITE for form in readings)

    def _opens(self, found: Found[Use]) -> bool:
        """Whether a name at the head of its clause is followed by a verb or speaks."""
        behind = self._keys[found.end] if found.end < len(self._keys) else ""
        return behind == ":" or self._verb_behind(found)

    def _verb_behind(self, found: Found[Use]) -> bool:
        return found.end < len(self._keys) and self._verb(found.end)

    def _verb(self, at: int) -> bool:
        """Whether a word is a verb, or has the shape of one in the feminine, as states want it."""
        tagged, pack = self._tagged, self._tagged.pack
        entry = tagged.entries[at]
        if entry.mask & HEADLESS:
            return False
        if tagged.finite(at):
            return True
        readings = self._events.written(entry.rest) if not tagged.definite(at) else ()
        if any(form.part in FINITE for form in readings):
            return not any(form.part == "noun" for form in readings)
        feminine = pack.looks_feminine(self._keys[at]) and tagged.unknown(at)
        return feminine and not pack.verbal_noun(tagged.page.words[at])
