"""Events: which political interactions the text reports (PLOVER), and how it stands to them.

Each trigger gets its type, its status from negation, tense, mood and the voices around it, its
parties from the verb's voice and the prepositions before the names, a place and a date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeVar

from marsad.grammar.hits import MATERIAL, Hit
from marsad.grammar.moods import Moods
from marsad.grammar.tagged import Tagged
from marsad.grammar.triggers import Triggers, mark_words
from marsad.ids import content_id
from marsad.model import Event, EventType, Stance, Status
from marsad.naming.doers import Words
from marsad.naming.parties import Parties, describing
from marsad.naming.scene import Naming
from marsad.packs.events import EventWords, Trigger

_REACH = 3  # words in which what an entry wants, or does not want, must stand
_STATUS = 4  # words before a trigger that tell its status
_DECIDED = MATERIAL - {EventType.SANCTION}  # these are planned by decision, order and purpose
_FUTURE = {
    EventType.CONSULT: EventType.AGREE,
    EventType.SUPPORT: EventType.AGREE,
    EventType.COOPERATE: EventType.AGREE,
    EventType.AID: EventType.AGREE,
}
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})  # sectors whose names are words of force, too
_SCORES = {"verb": 0.8, "carried": 0.8, "noun": 0.6, "phrase": 0.8}


class Spoken(NamedTuple):
    """The content of an attribution: its tokens (end exclusive), its stance, and whose words they
    are."""

    first: int
    end: int
    stance: Stance
    words: Words | None = None


class Setting(NamedTuple):
    """What else was found in the document: tokens of parties, places and times, and contents.

    ``adjectives`` are those of states, which are parties before a word of force or an event noun
    (*Russian jets*, *French airstrikes*).
    """

    parties: Sequence[Naming]
    adjectives: Sequence[Naming]
    places: Sequence[tuple[int, int, str]]
    times: Sequence[tuple[int, int, str | None]]
    spoken: Sequence[Spoken]


class Told(NamedTuple):
    """The events of a document with the tokens of their triggers, and the words of its moods."""

    events: tuple[Event, ...]
    triggers: tuple[int, ...]
    moods: Moods


def find_events(
    tagged: Tagged,
    words: EventWords,
    setting: Setting,
    ranges: Iterable[tuple[int, int]],
    document: str,
) -> Told:
    """The events in these ranges of tokens, in order."""
    finder = _Finder(tagged, words, setting, document)
    found = [one for first, end in ranges for one in finder.read(first, end)]
    events, triggers = tuple(one for _, one in found), tuple(at for at, _ in found)
    return Told(events, triggers, finder.moods)


class _Finder:
    def __init__(self, tagged: Tagged, words: EventWords, setting: Setting, document: str) -> None:
        self._tagged, self._words, self._setting = tagged, words, setting
        self._keys, self._document = tagged.page.keys, document
        # Each token's innermost voice: what opens later is written over what opened before.
        self._inner: list[Spoken | None] = [None] * len(self._keys)
        self._doubted: set[int] = set()
        for one in sorted(setting.spoken, key=itemgetter(0, 1)):
            self._inner[one.first : one.end] = [one] * (one.end - one.first)
            if one.stance is Stance.DOUBT:
                self._doubted.update(range(one.first, one.end))
        self._place = {t: place for place in setting.places for t in range(place[0], place[1])}
        self._marks = mark_words(tagged, words)
        armed = (one for one in setting.parties if one.sector in _ARMED)
        self._marks["force"].update(token for one in armed for token in range(one.first, one.end))
        adjectives = describing(tagged, words, self._marks, setting.parties, setting.adjectives)
        ends = {one.end for one in adjectives}
        own = (one for one in setting.adjectives if one.end in ends)
        named = {t for one in (*setting.parties, *own) for t in range(one.first, one.end)}
        self._told = sorted(self._find_contexts())
        self._triggers = Triggers(tagged, words, self._marks, named | self._place.keys())
        usage = self._triggers.usage
        self.moods = Moods(tagged, self._marks, usage)
        self._near = self.moods.near
        parties = (setting.parties, adjectives)
        self._parties = Parties(tagged, self._marks, parties, self._triggers.finite, usage)

    def _find_contexts(self) -> Iterator[tuple[int, str]]:
        book = self._words.contexts
        for at in book.positions(self._keys):
            found = book.find(self._keys, at, len(self._keys))
            for name in found.values if found is not None else ():
                yield at, name

    def read(self, first: int, end: int) -> Iterator[tuple[int, Event]]:
        """The events of a range, sentence by sentence, each with the token of its trigger."""
        sentences = self._tagged.page.sentences
        place = self._tagged.page.sentence_at(first)
        while place < len(sentences) and sentences[place].start < end:
            begin, stop = max(first, sentences[place].start), min(end, sentences[place].end)
            for hit in self._triggers.find(begin, stop):
                yield hit.at, self._event(hit, begin, stop)
            place += 1

    # -- what is told of it

    def _event(self, hit: Hit, first: int, end: int) -> Event:
        trigger, page = hit.form.trigger, self._tagged.page
        status = self._status(hit, first)
        kind = self._type(hit, status, end)
        if kind is not trigger.type and status is Status.PLANNED:
            status = Status.ASSERTED
        span = page.span(page.starts[hit.at] + hit.cut, page.ends[hit.at])
        inner = self._inner[hit.at]
        told = inner.words if inner is not None else None
        roles = self._parties.of(hit, first, end, told)
        return Event(
            id=content_id(self._document, span, kind.value),
            span=span,
            type=kind,
            mode=trigger.mode if kind is trigger.type else None,
            contexts=self._contexts(first, end),
            actors=roles.actors,
            recipients=roles.recipients,
            place=self._where(hit.at, first, end, roles.subject),
            date=self._when(hit.at, first, end),
            status=status,
            rule=f"{trigger.id}:{hit.form.part}:{hit.how}",
            score=_SCORES[hit.how],
        )

    def _type(self, hit: Hit, status: Status, end: int) -> EventType:
        trigger = hit.form.trigger
        if trigger.court is not None:
            reach = range(max(0, hit.at - _REACH), min(end, hit.at + 1 + _REACH))
            if not self._marks["court"].isdisjoint(reach):
                return trigger.court
        if status is Status.PLANNED:
            future = trigger.future or _FUTURE.get(trigger.type)
            if future is not None:
                return future
            if trigger.type is EventType.RETREAT and hit.future:
                return EventType.CONCEDE
        return trigger.type

    def _status(self, hit: Hit, first: int) -> Status:
        """Whether the act is told as done: by the words around it and the voice that tells it."""
        trigger = hit.form.trigger
        if trigger.status == Status.ASSERTED:
            return Status.ASSERTED  # a refusal, whose negation belongs to it
        before = range(max(first, _begins(hit) - _STATUS), hit.at)
        if hit.use is not None and hit.use.told is not None:
            return _refused(hit.use.told, trigger)
        if hit.use is not None and hit.use.verbal:
            before = range(0)  # the words of its own phrase have told all there is
        negation, reach = ("of verbs", 2) if hit.how == "verb" else ("negation", _STATUS)
        if self._near(negation, _begins(hit), before, reach):
            return _refused(Status.DENIED, trigger)
        own = self._innermost(hit.at)
        if own is Stance.DENY:
            return Status.DENIED
        return self._mood(hit, before, own)

    def _mood(self, hit: Hit, before: range, own: Stance | None) -> Status:
        """Whether an act that nobody denies is only possible, still to come, or told as done."""
        if self._doubtful(hit, before):
            return Status.POSSIBLE
        return Status.PLANNED if self._to_come(hit, before, own) else Status.ASSERTED

    def _doubtful(self, hit: Hit, before: range) -> bool:
        """Whether an act is only possible: by a condition, a doubt, or a voice that is doubted."""
        if self._near("possible", _begins(hit), before, 3):
            return True
        if hit.form.part in ("present", "base") and self._near("maybe", _begins(hit), before, 1):
            return True
        behind = range(hit.at + 1, min(len(self._keys), hit.at + 1 + _REACH))
        if hit.how != "verb" and not self._marks["doubted"].isdisjoint(behind):
            return True
        material = hit.form.trigger.type in MATERIAL
        return material and hit.at in self._doubted

    def _to_come(self, hit: Hit, before: range, own: Stance | None) -> bool:
        """Whether an act is still to come: by its tense, by its purpose, by what was decided."""
        trigger = hit.form.trigger
        if hit.future or trigger.status == Status.PLANNED:
            return True
        if trigger.type not in _DECIDED:
            return False
        if hit.purpose or self._near("planned", _begins(hit), before, 3):
            return True
        if self._near("meant", _begins(hit), before, 3):
            return True
        return own is Stance.INTEND and hit.how != "verb"

    def _innermost(self, at: int) -> Stance | None:
        """The stance of the innermost voice whose content opens right before a trigger."""
        inner = self._inner[at]
        return inner.stance if inner is not None and at - inner.first <= _STATUS else None

    def _where(self, at: int, first: int, end: int, subject: frozenset[int]) -> str | None:
        """The nearest place of the sentence, one behind the trigger before others; not the state
        whose act it is."""
        found = _between(self._setting.places, first, end)
        inside = [one for one in found if one[0] not in subject] if subject else found
        return min(inside, key=lambda one: (one[0] < at, abs(one[0] - at)))[2] if inside else None

    def _when(self, at: int, first: int, end: int) -> str | None:
        inside = [one for one in _between(self._setting.times, first, end) if one[2]]
        return min(inside, key=lambda one: abs(one[0] - at))[2] if inside else None

    def _contexts(self, first: int, end: int) -> tuple[str, ...]:
        """The contexts that the words of a sentence tell."""
        there = bisect_left(self._told, (first,)), bisect_left(self._told, (end,))
        return tuple(dict.fromkeys(name for _, name in self._told[slice(*there)]))


def _begins(hit: Hit) -> int:
    """The first token of what tells an act: where the subject stands first, of its phrase."""
    return hit.use.first if hit.use is not None else hit.at


def _refused(status: Status, trigger: Trigger) -> Status:
    """The status of an act; one that its negation makes a refusal is asserted by it."""
    return Status.ASSERTED if status is Status.DENIED and trigger.negated else status


Dated = TypeVar("Dated", bound=tuple[int, int, str | None])


def _between(found: Sequence[Dated], first: int, end: int) -> Sequence[Dated]:
    """Those that begin in a range of tokens; they are in order."""
    begins = itemgetter(0)
    return found[bisect_left(found, first, key=begins) : bisect_left(found, end, key=begins)]
