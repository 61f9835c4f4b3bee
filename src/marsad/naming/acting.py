"""Whether a name takes part in what is told, or is only where something is."""

from __future__ import annotations

from marsad.entities.lists import Entity, Use
from marsad.grammar.tagged import FINITE
from marsad.naming.scene import Scene
from marsad.packs.events import load_events
from marsad.packs.lexicon import COMPLEMENTIZER, EVENTIVE, HEADLESS, PREPOSITION
from marsad.packs.phrasebook import Found

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
        if rest in offices.locatives or rest in offices.motions:
            return before > begin and tagged.entries[before - 1].rest in offices.backed
        if self._scene.made and found.first - self._scene.made[-1].end <= (1 if found.cut else 0):
            return self._scene.made[-1].acts
        told = tagged.entries[before].mask & COMPLEMENTIZER
        if told or rest in offices.parties or self._verb(before) or self._verb_behind(found):
            return True
        if tagged.entries[before].mask & EVENTIVE and not tagged.definite(before):
            return True
        return capital and (tagged.eventive(before) or bool(tagged.entries[before].cues))

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
