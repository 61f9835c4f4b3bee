"""Events: which political interactions the text reports (PLOVER), and how it stands to them.

A word of the event lexicon is an event when it tells an act: a finite verb, a verbal noun that a
light verb carries, or a noun whose phrase brings a party, a place or a time. One act is one event a
clause. What is demanded, refused or alleged is none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from marsad.grammar.tagged import COMMAS, FINITE, Tagged
from marsad.ids import content_id
from marsad.model import Event, EventType, Stance, Status
from marsad.packs.events import WORDS, EventWords, Trigger, TriggerForm
from marsad.packs.lexicon import (
    CLAUSE,
    COMPLEMENTIZER,
    DEMONSTRATIVE,
    EVENTIVE,
    PREPOSITION,
    PRONOMINAL,
    RELATIVE,
)
from marsad.packs.phrasebook import Found

_REACH = 3  # words in which what an entry wants, or does not want, must stand
_SUBJECT = 2  # words before a verb in which a wanted subject may stand
_HAMZAS = frozenset("أإآ")
_LIGHT = 4  # words between a light verb and its noun
_STATUS = 4  # words before a trigger that tell its status
_PARTY = 8  # words behind a trigger in which its parties stand
_ASIDE = 12  # words from a demand, a refusal or a threat to what it is about
_SAME = 9  # words in which a second word for the same act adds no event
_VERBAL = frozenset(
    {EventType.REQUEST, EventType.THREATEN, EventType.ACCUSE, EventType.REJECT, EventType.CONSULT}
)
_ORDERED = frozenset({EventType.AGREE, EventType.MOBILIZE})
_MATERIAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.SANCTION,
        EventType.PROTEST,
        EventType.RETREAT,
    }
)
_DECIDED = _MATERIAL - {EventType.SANCTION}  # these are planned by decision, order and purpose
_FUTURE = {
    EventType.CONSULT: EventType.AGREE,
    EventType.SUPPORT: EventType.AGREE,
    EventType.COOPERATE: EventType.AGREE,
    EventType.AID: EventType.AGREE,
}
_SCORES = {"verb": 0.8, "carried": 0.8, "noun": 0.6, "phrase": 0.8}


class Party(Protocol):
    """What events need to know of an actor that the text names."""

    first: int
    end: int
    cut: int
    name: str | None
    acts: bool


class Spoken(NamedTuple):
    """The content of an attribution: its tokens (end exclusive) and its stance."""

    first: int
    end: int
    stance: Stance


class Setting(NamedTuple):
    """What else was found in the document: tokens of parties, places and times, and contents."""

    parties: Sequence[Party]
    places: Sequence[tuple[int, int, str]]
    times: Sequence[tuple[int, int, str | None]]
    spoken: Sequence[Spoken]


class _Hit(NamedTuple):
    """A trigger where it stands: token ``at``, of which ``cut`` letters are proclitics."""

    at: int
    cut: int
    form: TriggerForm
    how: str
    purpose: bool
    future: bool


def find_events(
    tagged: Tagged,
    words: EventWords,
    setting: Setting,
    ranges: Iterable[tuple[int, int]],
    document: str,
) -> tuple[Event, ...]:
    """The events in these ranges of tokens, in order."""
    finder = _Finder(tagged, words, setting, document)
    return tuple(event for first, end in ranges for event in finder.read(first, end))


class _Finder:
    def __init__(self, tagged: Tagged, words: EventWords, setting: Setting, document: str) -> None:
        self._tagged, self._words, self._setting = tagged, words, setting
        self._keys, self._document = tagged.page.keys, document
        self._size = len(self._keys)
        self._party = {t: one for one in setting.parties for t in range(one.first, one.end)}
        self._place = {t: place for place in setting.places for t in range(place[0], place[1])}
        self._marks: dict[str, set[int]] = {name: set() for name in ("light", *WORDS)}
        for at in words.words.positions(self._keys):
            found = words.words.find(self._keys, at, self._size)
            for name in found.values if found is not None else ():
                self._marks[name].add(at)
        self._said: dict[int, tuple[str, ...]] = {}  # the contexts of a sentence
        self._phrased = set(words.phrases.positions(self._keys))

    def read(self, first: int, end: int) -> Iterator[Event]:
        """The events of a range, sentence by sentence."""
        sentences = self._tagged.page.sentences
        place = self._tagged.page.sentence_at(first)
        while place < len(sentences) and sentences[place].start < end:
            begin, stop = max(first, sentences[place].start), min(end, sentences[place].end)
            hits = self._thin(list(self._hits(begin, stop)), begin, stop)
            for hit in hits:
                yield self._event(hit, begin, stop)
            place += 1

    # -- which words are triggers

    def _hits(self, first: int, end: int) -> Iterator[_Hit]:
        for at in range(first, end):
            if at in self._phrased and at not in self._tagged.times:
                phrase = self._words.phrases.find(self._keys, at, end)
                if phrase is not None:
                    yield self._of_phrase(phrase)
                    continue
            readings = self._words.look(self._keys[at])
            if not readings or at in self._tagged.times or self._named(at):
                continue
            for cut, forms in readings:
                hit = self._judge(at, cut, forms, first, end)
                if hit is not None:
                    yield hit
                    break

    def _of_phrase(self, phrase: Found[tuple[Trigger, str]]) -> _Hit:
        trigger, word = phrase.values[0]
        token = self._token_of(word, phrase.first, phrase.end)
        form = TriggerForm(trigger, "phrase", "", "", "", "")
        return _Hit(token, self._cut_of(token, word), form, "phrase", False, False)

    def _named(self, at: int) -> bool:
        """Whether a word belongs to the name of somebody known, or of a place."""
        return at in self._place or at in self._party

    def _token_of(self, word: str, first: int, end: int) -> int:
        return next((at for at in range(first, end) if self._keys[at].endswith(word)), first)

    def _cut_of(self, at: int, word: str) -> int:
        key = self._keys[at]
        return len(key) - len(word) if key.endswith(word) else 0

    def _judge(
        self, at: int, cut: int, forms: tuple[TriggerForm, ...], first: int, end: int
    ) -> _Hit | None:
        for form in self._ordered(at, forms):
            if not self._wanted(form, at, end) or not self._spelt(at, cut, form):
                continue
            if form.part in FINITE:
                if not self._finite(at, cut):
                    continue
                future = self._future(at, cut)
                return _Hit(at, cut, form, "verb", self._purpose(at, cut), future)
            how = self._nominal(at, cut, form, first, end)
            if how:
                purpose = how != "carried" and self._purpose(at, cut)
                return _Hit(at, cut, form, how, purpose, False)
        return None

    def _ordered(self, at: int, forms: tuple[TriggerForm, ...]) -> Iterator[TriggerForm]:
        """The readings, nouns first where the word before wants a noun."""
        verbs = [form for form in forms if form.part in FINITE]
        if len(verbs) in (0, len(forms)) or not self._wants_noun(at):
            yield from forms
            return
        yield from (form for form in forms if form.part not in FINITE)

    def _wants_noun(self, at: int) -> bool:
        """Whether the word before is a noun in construct, or a preposition."""
        if at == 0 or not self._keys[at - 1][0].isalpha():
            return False
        before, tagged = self._tagged.entries[at - 1], self._tagged
        if before.mask & (EVENTIVE | PREPOSITION) and not before.mask & PRONOMINAL:
            return True
        light = self._carried(at, max(0, at - 1))
        return light or bool(before.roles) and not tagged.definite(at - 1)

    def _spelt(self, at: int, cut: int, form: TriggerForm) -> bool:
        """Whether the hamza of a word, where it is written, is that of the reading."""
        letter = self._tagged.page.words[at][cut : cut + 1]
        return not (letter in _HAMZAS and form.initial in _HAMZAS and letter != form.initial)

    def _wanted(self, form: TriggerForm, at: int, end: int) -> bool:
        """Whether the words around are those that an entry wants."""
        trigger = form.trigger
        if not (trigger.near or trigger.never):
            return True
        behind: set[str] = set()
        before = at - _SUBJECT if form.part in FINITE else at
        for token in (*range(max(0, before), at), *range(at + 1, min(end, at + 1 + _REACH))):
            behind.update(rest for _, rest in self._words.phrases.peel(self._keys[token]))
        return not behind & trigger.never and (not trigger.near or bool(behind & trigger.near))

    def _finite(self, at: int, cut: int) -> bool:
        """Whether a word that can be a verb is one here."""
        tagged = self._tagged
        if self._glued(at, cut):
            return False
        if tagged.entries[at].roles and not tagged.entries[at].lead:
            return False
        return not tagged.nominal_place(at)

    def _glued(self, at: int, cut: int) -> bool:
        """Whether a preposition is glued to token ``at``."""
        letter = self._keys[at][cut - 1 : cut]
        return bool(cut) and letter in self._tagged.pack.glued

    def _purpose(self, at: int, cut: int) -> bool:
        """Whether a preposition of purpose is glued to a verbal noun or a verb."""
        return bool(cut) and self._keys[at][cut - 1] in self._tagged.pack.purpose

    def _future(self, at: int, cut: int) -> bool:
        key = self._keys[at][cut:]
        letters = self._tagged.pack.lexicon.peeling.future
        return key[:1] in letters and key not in self._words.forms

    def _nominal(self, at: int, cut: int, form: TriggerForm, first: int, end: int) -> str:
        """How a noun tells an act here: carried by a verb, or with what its phrase brings."""
        tagged = self._tagged
        if form.part == "participle":
            return "noun" if self._adverbial(at, form) else ""
        carried = self._carried(at, first)
        if at > first and at - 1 in self._marks["told"]:
            return ""
        if self._pointed(at, first) and not carried:
            return ""
        if carried:
            return "carried"
        if form.suffix or self._purpose(at, cut):
            return "noun"
        brings = self._brings(at, form.trigger, end)
        if form.trigger.guard or tagged.definite(at):
            return "noun" if brings else ""
        return "noun" if brings or self._opens(at, first) or not self._glued(at, cut) else ""

    def _adverbial(self, at: int, form: TriggerForm) -> bool:
        """A participle that tells what somebody does at the same time (*calling for …*)."""
        word, ends = self._tagged.page.words[at], self._tagged.pack.endings
        if self._tagged.definite(at) or form.number != "s":
            return False
        mark = ends.accusative if form.gender == "m" else ends.feminine
        before = self._keys[at - 1] if at else ""
        return word.endswith(mark) and bool(before) and (before in COMMAS or form.gender == "m")

    def _carried(self, at: int, first: int) -> bool:
        for token in range(at - 1, max(first, at - _LIGHT) - 1, -1):
            if self._keys[token] in COMMAS:
                return False
            if token in self._marks["light"]:
                return True
            if token in self._marks["told"]:
                return False
        return False

    def _pointed(self, at: int, first: int) -> bool:
        """Whether the words before a noun only point at its event."""
        if at == first:
            return False
        if self._tagged.entries[at - 1].mask & DEMONSTRATIVE:
            return True
        return at - 1 in self._marks["pointer"] and not self._tagged.definite(at - 1)

    def _brings(self, at: int, trigger: Trigger, end: int) -> bool:
        """Whether a party, a place or a time stands in the phrase of a noun."""
        tagged = self._tagged
        for token in range(at + 1, min(end, at + 1 + _PARTY // 2)):
            if self._keys[token] in COMMAS or tagged.finite(token):
                return False
            if token in self._party or token in self._place or token in tagged.times:
                return True
        return False

    def _opens(self, at: int, first: int) -> bool:
        """Whether a noun opens its line, as in a headline."""
        return at == first or self._tagged.page.line(at)[0] == at

    # -- one act, one event

    def _thin(self, hits: list[_Hit], first: int, end: int) -> list[_Hit]:
        """The hits without second words for an act, and without what is only talked about."""
        kept: list[_Hit] = []
        attacks = [h for h in hits if h.form.trigger.type is EventType.ASSAULT]
        told = [h for h in attacks if not h.form.trigger.harm]
        accident = not told and self._accident(first, end)
        for hit in hits:
            harm = hit.form.trigger.harm
            if harm and (told or accident or any(k.form.trigger.harm for k in kept)):
                continue
            if self._repeats(hit, kept) or self._spoken_of(hit, kept):
                continue
            kept.append(hit)
        return kept

    def _accident(self, first: int, end: int) -> bool:
        """Whether the sentence, or the headline, tells of an accident."""
        title = self._tagged.page.line(0)[1]
        return any(first <= at < end or at < title for at in self._marks["accident"])

    def _repeats(self, hit: _Hit, kept: list[_Hit]) -> bool:
        """Whether a nearer word told the same act already."""
        for earlier in reversed(kept):
            if hit.at - earlier.at > _SAME:
                return False
            if earlier.at == hit.at:
                return True
            same = earlier.form.trigger.type is hit.form.trigger.type
            if same and hit.how != "verb" and not self._apart(earlier.at, hit.at):
                return True
        return False

    def _apart(self, first: int, end: int) -> bool:
        """Whether a word between two triggers tells that the second is an act of its own."""
        return any(first < at < end for at in self._marks["apart"])

    def _spoken_of(self, hit: _Hit, kept: list[_Hit]) -> bool:
        """Whether an act is only what another one demands, refuses, alleges or talks about."""
        if not kept:
            return False
        earlier = kept[-1]
        trigger = earlier.form.trigger
        aside = trigger.promise or trigger.type in _VERBAL
        if not aside or hit.at - earlier.at > _ASIDE:
            return False
        between = range(earlier.at + 1, hit.at)
        if any(self._keys[t] in COMMAS for t in between):
            return False
        if hit.how == "verb":
            return any(self._tagged.entries[t].mask & COMPLEMENTIZER for t in between)
        return not any(
            self._tagged.finite(t) or self._tagged.entries[t].mask & (CLAUSE | RELATIVE)
            for t in between
        )

    # -- what is told of it

    def _event(self, hit: _Hit, first: int, end: int) -> Event:
        trigger, page = hit.form.trigger, self._tagged.page
        status = self._status(hit, first)
        kind = self._type(hit, status, end)
        if kind is not trigger.type and status is Status.PLANNED:
            status = Status.ASSERTED
        span = page.span(page.starts[hit.at] + hit.cut, page.ends[hit.at])
        actors, recipients = self._parties(hit, first, end)
        return Event(
            id=content_id(self._document, span, kind.value),
            span=span,
            type=kind,
            mode=trigger.mode if kind is trigger.type else None,
            contexts=self._contexts(first, end),
            actors=actors,
            recipients=recipients,
            place=self._where(hit.at, first, end),
            date=self._when(hit.at, first, end),
            status=status,
            rule=f"{trigger.id}:{hit.form.part}:{hit.how}",
            score=_SCORES[hit.how],
        )

    def _type(self, hit: _Hit, status: Status, end: int) -> EventType:
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

    def _status(self, hit: _Hit, first: int) -> Status:
        """Whether the act is told as done: by the words around it and the voice that tells it."""
        trigger = hit.form.trigger
        if trigger.status == Status.ASSERTED:
            return Status.ASSERTED  # a refusal, whose negation belongs to it
        before = range(max(first, hit.at - _STATUS), hit.at)
        reach = 2 if hit.how == "verb" else _STATUS
        if self._near("negation", hit.at, before, reach):
            return Status.ASSERTED if trigger.negated else Status.DENIED
        own = self._innermost(hit.at)
        if own is Stance.DENY:
            return Status.DENIED
        if self._doubtful(hit, before):
            return Status.POSSIBLE
        if self._to_come(hit, before, own):
            return Status.PLANNED
        return Status.ASSERTED

    def _doubtful(self, hit: _Hit, before: range) -> bool:
        """Whether an act is only possible: by a condition, a doubt, or a voice that is doubted."""
        if self._near("possible", hit.at, before, 3):
            return True
        if hit.form.part == "present" and self._near("maybe", hit.at, before, 1):
            return True
        behind = range(hit.at + 1, min(len(self._keys), hit.at + 1 + _REACH))
        if hit.how != "verb" and not self._marks["doubted"].isdisjoint(behind):
            return True
        material = hit.form.trigger.type in _MATERIAL
        voices = {one.stance for one in self._setting.spoken if one.first <= hit.at < one.end}
        return material and Stance.DOUBT in voices

    def _to_come(self, hit: _Hit, before: range, own: Stance | None) -> bool:
        """Whether an act is still to come: by its tense, by its purpose, by what was decided."""
        trigger = hit.form.trigger
        if hit.future or trigger.status == Status.PLANNED:
            return True
        if trigger.type not in _DECIDED:
            return False
        if hit.purpose or self._near("planned", hit.at, before, 3):
            return True
        return own is Stance.INTEND and hit.how != "verb"

    def _innermost(self, at: int) -> Stance | None:
        """The stance of the innermost voice whose content opens right before a trigger."""
        holding = [one for one in self._setting.spoken if one.first <= at < one.end]
        inner = max(holding, key=lambda one: one.first, default=None)
        return inner.stance if inner is not None and at - inner.first <= _STATUS else None

    def _near(self, name: str, at: int, before: range, reach: int) -> bool:
        """Whether a word of a list stands within a few words before a trigger, in its clause."""
        marks = self._marks[name]
        for token in reversed(before):
            if self._keys[token] in COMMAS or at - token > reach:
                return False
            if token in marks:
                return True
        return False

    def _parties(self, hit: _Hit, first: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who does it and to whom: by the verb's voice and by the prepositions before the names."""
        trigger = hit.form.trigger
        actors: list[str] = []
        recipients: list[str] = []
        behind = self._behind(hit.at, end)
        before = self._before(hit.at, first)
        passive = hit.form.part.startswith("passive")
        subject = before if before is not None and hit.how != "noun" else None
        if subject is None and behind and not behind[0][1] and not passive:
            subject = behind.pop(0)[0]
        if subject is not None and subject.name and trigger.subject != "none":
            (recipients if trigger.subject == "recipient" else actors).append(subject.name)
        for party, word in behind:
            if party.name is None:
                continue
            if not self._marks["agent"].isdisjoint(range(party.first - 2, party.first)):
                actors.append(party.name)
            elif word in trigger.partner or trigger.reciprocal:
                actors.append(party.name)
            elif word in trigger.to or (not word and trigger.object == "recipient"):
                recipients.append(party.name)
        unique = tuple(dict.fromkeys(actors))
        return unique, tuple(name for name in dict.fromkeys(recipients) if name not in unique)

    def _behind(self, at: int, end: int) -> list[tuple[Party, str]]:
        """The parties behind a trigger, each with the preposition before it (or nothing)."""
        found: list[tuple[Party, str]] = []
        token, word = at + 1, ""
        while token < min(end, at + 1 + _PARTY):
            party = self._party.get(token)
            entry = self._tagged.entries[token]
            if party is not None:
                glued = self._keys[token][: party.cut][-1:]
                found.append((party, glued if glued in self._tagged.pack.glued else word))
                token, word = party.end, ""
                continue
            if self._keys[token] in COMMAS or entry.mask & (COMPLEMENTIZER | RELATIVE):
                break
            if self._tagged.finite(token):
                break
            if entry.mask & PREPOSITION:
                word = entry.rest
            token += 1
        return found

    def _before(self, at: int, first: int) -> Party | None:
        """The party right before a verb, with nothing but its own words between."""
        for token in range(at - 1, max(first, at - _PARTY) - 1, -1):
            party = self._party.get(token)
            if party is not None:
                return party if party.acts and not self._under(party) else None
            entry = self._tagged.entries[token]
            if entry.mask & (PREPOSITION | COMPLEMENTIZER) or self._tagged.finite(token):
                return None
        return None

    def _under(self, party: Party) -> bool:
        """Whether a preposition stands before a party."""
        if party.cut > self._tagged.entries[party.first].lead:
            return True
        before = party.first - 1
        return before >= 0 and bool(self._tagged.entries[before].mask & PREPOSITION)

    def _where(self, at: int, first: int, end: int) -> str | None:
        """The nearest place of the sentence, one behind the trigger before others."""
        inside = [one for one in self._setting.places if first <= one[0] < end]
        if not inside:
            return None
        return min(inside, key=lambda one: (one[0] < at, abs(one[0] - at)))[2]

    def _when(self, at: int, first: int, end: int) -> str | None:
        inside = [one for one in self._setting.times if first <= one[0] < end and one[2]]
        if not inside:
            return None
        return min(inside, key=lambda one: abs(one[0] - at))[2]

    def _contexts(self, first: int, end: int) -> tuple[str, ...]:
        found = self._said.get(first)
        if found is None:
            found = self._said[first] = self._told(first, end)
        return found

    def _told(self, first: int, end: int) -> tuple[str, ...]:
        peel = self._words.phrases.peel
        there = {rest for token in range(first, end) for _, rest in peel(self._keys[token])}
        return tuple(
            name.replace("_", " ")
            for name, words in self._words.contexts.items()
            if not words.isdisjoint(there)
        )
