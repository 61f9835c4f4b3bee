"""Placed triggers: in languages that put the subject first, where a word tells its act.

The place of a word tells whether it is a verb or a noun (``grammar.usage``); its entry tells what
else it needs: certain words near it, a verb that carries it, a party in its phrase.
"""

from __future__ import annotations

from collections.abc import Iterable

from marsad.grammar.hits import MATERIAL, Hit, Scene
from marsad.grammar.tagged import COMMAS
from marsad.grammar.usage import Usage, Use
from marsad.model import EventType, Status
from marsad.packs.events import Phrase, Trigger, TriggerForm
from marsad.packs.lexicon import DEMONSTRATIVE
from marsad.packs.phrasebook import Found

_BEFORE = 8  # words before a trigger in which a wanted word may stand
_BEHIND = 6  # and behind it
_LIGHT = 4  # words between a light verb and its noun
_JUDGING = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT})
_HAPPENS = 8  # words from a noun to what tells that it took place


class Placed:
    """Judges the words of one document."""

    def __init__(self, scene: Scene, usage: Usage) -> None:
        self._scene, self._usage, self._marks = scene, usage, scene.marks
        self._keys = scene.tagged.page.keys

    def silent(self, at: int) -> bool:
        """Whether a word tells no act: a name, or the second part of a compound."""
        name = at in self._scene.named and not self._scene.tagged.page.words[at][0].islower()
        return name or self._usage.compound(at)

    def word(self, at: int, forms: Iterable[TriggerForm], first: int, end: int) -> Hit | None:
        """The trigger that a single word is, in the sentence from ``first`` to ``end``."""
        return self._judge(self._usage.of(at), at, forms, (first, end))

    def phrase(
        self, found: Found[Phrase], one: Phrase, at: int, limits: tuple[int, int]
    ) -> Hit | None:
        """The trigger that a phrase is, whose marked word is token ``at``."""
        use = self._usage.phrase(at, found.end - 1)
        if use.kind == "noun":
            use = use._replace(first=min(use.first, found.first))
        form = TriggerForm(one.trigger, one.part, "", "", "", "")
        return self._judge(use, at, (form,), limits)

    def _judge(
        self, use: Use, at: int, forms: Iterable[TriggerForm], limits: tuple[int, int]
    ) -> Hit | None:
        if use.void or not use.kind:
            return None
        for form in forms:
            if form.trigger.force and self._marks["force"].isdisjoint(range(*limits)):
                continue
            if use.kind == "noun":
                hit = self._noun(use, at, form, limits) if form.part == "noun" else None
            else:
                hit = self._verb(use, at, form) if form.part in use.parts else None
            if hit is not None and self._wanted(form.trigger, use, at, limits):
                return hit
        return None

    def _wanted(self, trigger: Trigger, use: Use, at: int, limits: tuple[int, int]) -> bool:
        """Whether a word that an entry wants is near, and none that it does not want is behind, or
        right before a noun."""
        first, end = limits
        stop = min(end, at + 1 + _BEHIND)
        behind = at if use.kind != "noun" else max(first, at - 1)
        if trigger.never and not trigger.never.isdisjoint(self._keys[behind:stop]):
            return False
        party = trigger.or_party and not self._scene.named.isdisjoint((at + 1, at + 2))
        if party or not trigger.near:
            return True
        before = self._keys[max(first, use.first - _BEFORE) : at] if not trigger.promise else []
        return not trigger.near.isdisjoint([*before, *self._keys[at + 1 : stop]])

    def _verb(self, use: Use, at: int, form: TriggerForm) -> Hit | None:
        """A verb; one that only its negation makes an event needs it."""
        trigger, part = form.trigger, form.part
        if trigger.negated and use.told is not Status.DENIED:
            return None
        if use.meant and trigger.type not in MATERIAL:
            return None
        if use.kind == "gerund" and at + 1 in self._marks["head"]:
            return None
        if use.bare and (trigger.reciprocal or self._partnered(at, trigger)):
            use = use._replace(kind="finite")  # *met in Vienna*, *met with*
        if use.kind == "passive":
            if part == "past":
                return None
            part = part if trigger.object == "none" else "passive"
        planned = use.told is Status.PLANNED and use.kind == "finite"
        return Hit(at, 0, form._replace(part=part), "verb", False, planned, use)

    def _partnered(self, at: int, trigger: Trigger) -> bool:
        """Whether a preposition of somebody who does it too follows."""
        return any(key in trigger.partner for key in self._keys[at + 1 : at + 2])

    def _noun(self, use: Use, at: int, form: TriggerForm, limits: tuple[int, int]) -> Hit | None:
        """A noun that tells an act: one that a verb carries, or whose phrase brings what it needs.

        What is told of a carried noun is told of the verb that carries it.
        """
        first, end = limits
        if (at + 1 < end and at + 1 in self._marks["head"]) or self._only_told(use, at, first):
            return None
        verb = self._light_before(use.first, first)
        verb = self._light_behind(at, end) if verb < 0 else verb
        if verb >= 0:
            carrying = self._usage.of(verb)
            told = carrying.told if carrying.kind != "noun" else None
            use = use._replace(told=told)
            own = -1 if self._judges(verb, form.trigger) else verb
            hit = Hit(at, 0, form, "carried", False, told is Status.PLANNED, use, own)
            return None if carrying.void else hit
        told_of = self._tells(use, at, form.trigger, limits)
        return Hit(at, 0, form, "noun", False, False, use) if told_of else None

    def _judges(self, verb: int, trigger: Trigger) -> bool:
        """Whether a verb before a noun of force tells what somebody thinks of it, so that its
        subject is not the one who did it (*condemned the attack*)."""
        forms = self._scene.words.written(self._keys[verb])
        judging = any(form.trigger.type in _JUDGING for form in forms if form.part != "noun")
        return judging and trigger.type in MATERIAL - {EventType.SANCTION}

    def _tells(self, use: Use, at: int, trigger: Trigger, limits: tuple[int, int]) -> bool:
        """Whether the phrase of a noun tells that its act took place."""
        scene, (first, end) = self._scene, limits
        if trigger.carried:
            return False
        inside = range(use.first, at)
        if any(t in scene.named or t in scene.tagged.times for t in inside):
            return True
        if scene.brings(at, end) or scene.against(at, trigger, end):
            return True
        return not trigger.guard and (bool(trigger.near) or scene.opens(use.first, first))

    def _only_told(self, use: Use, at: int, first: int) -> bool:
        """Whether a noun only points at its event, or is only talked about."""
        before, entries = use.first - 1, self._scene.tagged.entries
        if any(entries[t].mask & DEMONSTRATIVE for t in range(use.first, at)):
            return True
        if any(t in self._marks["told"] for t in range(max(first, before), at)):
            return True
        return before > first and before - 1 in self._marks["pointer"]

    def _light_before(self, at: int, first: int) -> int:
        """The light verb before a noun phrase (*launched an attack*)."""
        for token in range(at - 1, max(first, at - 1 - _LIGHT) - 1, -1):
            if self._keys[token] in COMMAS:
                break
            if token in self._marks["light"] and self._usage.of(token).kind != "noun":
                return token
            if self._usage.verb(token) or token in self._marks["told"]:
                break
        return -1

    def _light_behind(self, at: int, end: int) -> int:
        """The light verb of the passive behind a noun (*sanctions were imposed*), or the one that
        tells that it took place."""
        for token in range(at + 1, min(end, at + 1 + _HAPPENS)):
            if self._keys[token] in COMMAS:
                break
            light = token in self._marks["light"] and self._usage.of(token).kind == "passive"
            if light or token in self._marks["happens"]:
                return token
        return -1
