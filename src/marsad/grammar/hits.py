"""Hits: what a trigger is where it stands, and what an event noun brings with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from marsad.grammar.tagged import COMMAS, Tagged
from marsad.grammar.usage import Use
from marsad.model import EventType
from marsad.packs.events import EventWords, Trigger, TriggerForm

_LIGHT = 4  # words between a light verb and its noun
_PHRASE = 4  # words behind a noun in which what its phrase brings must stand

MATERIAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.SANCTION,
        EventType.PROTEST,
        EventType.RETREAT,
    }
)


class Hit(NamedTuple):
    """A trigger where it stands: token ``at``, of which ``cut`` letters are proclitics.

    ``use`` is what the word is at its place, and ``verb`` the token of the verb that carries it, in
    languages that put the subject first.
    """

    at: int
    cut: int
    form: TriggerForm
    how: str
    purpose: bool
    future: bool
    use: Use | None = None
    verb: int = -1

    @property
    def governed(self) -> bool:
        """Whether it is a verb that another word governs (*threatened to bomb*)."""
        return self.use is not None and self.use.kind in ("infinitive", "gerund")


def light_before(keys: Sequence[str], marks: Mapping[str, set[int]], at: int, first: int) -> int:
    """The token of the light verb that carries an event noun before it, or -1."""
    for token in range(at - 1, max(first, at - _LIGHT) - 1, -1):
        if keys[token] in COMMAS:
            return -1
        if token in marks["light"]:
            return token
        if token in marks["told"]:
            return -1
    return -1


class Scene(NamedTuple):
    """The words of a document in which triggers are looked for.

    ``marks`` are the words of the lists of the event words, ``named`` the tokens of known actors
    and places, ``finite`` tells whether a token is the verb of a clause.
    """

    tagged: Tagged
    words: EventWords
    marks: dict[str, set[int]]
    named: set[int]
    finite: Callable[[int], bool]

    def brings(self, at: int, end: int) -> bool:
        """Whether a party, a place or a time stands in the phrase of a noun."""
        tagged = self.tagged
        for token in range(at + 1, min(end, at + 1 + _PHRASE)):
            if tagged.page.keys[token] in COMMAS or self.finite(token):
                return False
            if token in self.named or token in tagged.times:
                return True
        return False

    def against(self, at: int, trigger: Trigger, end: int) -> bool:
        """Whether the preposition of a party follows (*fighting between*, *anger at*)."""
        then = at + 1
        if then >= end or self.tagged.definite(at):
            return False
        word = self.tagged.entries[then].rest
        return word in trigger.to or word in trigger.partner or then in self.marks["between"]

    def opens(self, at: int, first: int) -> bool:
        """Whether a noun opens its line, as in a headline."""
        return at == first or self.tagged.page.line(at)[0] == at
