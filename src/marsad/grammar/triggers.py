"""Triggers: the words of a sentence that tell a political event, one for each act.

A word of the event lexicon is a trigger when it tells an act: a finite verb, a verbal noun that a
light verb carries, or a noun whose phrase brings a party, a place or a time. What is demanded,
refused or alleged is no act of its own, and the dead are the size of their attack.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, compress, count

from marsad.grammar.hits import MATERIAL, Hit, Scene, light_before
from marsad.grammar.placed import Placed
from marsad.grammar.tagged import COMMAS, FINITE, Tagged
from marsad.grammar.usage import Usage
from marsad.model import EventType
from marsad.packs.events import WORDS, EventWords, TriggerForm
from marsad.packs.lexicon import (
    CLAUSE,
    COMPLEMENTIZER,
    DEMONSTRATIVE,
    EVENTIVE,
    PARENTHETICAL,
    PREPOSITION,
    PRONOMINAL,
    RELATIVE,
    VERB,
)

_REACH = 3  # words behind a noun in which what an entry wants must stand
_CLAUSE = 6  # and behind a verb, whose subject may stand between
_SUBJECT = 2  # words before a verb in which a wanted subject may stand
_HAMZAS = frozenset("أإآ")
_ASIDE = 12  # words from a demand, a refusal or a threat to what it is about
_TITLE = 40  # tokens of the longest headline
_SAME = 9  # words in which a second word for the same act adds no event
_VERBAL = frozenset(
    {EventType.REQUEST, EventType.THREATEN, EventType.ACCUSE, EventType.REJECT, EventType.CONSULT}
)


def mark_words(tagged: Tagged, words: EventWords) -> dict[str, set[int]]:
    """The tokens at which a word of each list of the event words begins, by the list's name."""
    keys = tagged.page.keys
    marks: dict[str, set[int]] = {name: set() for name in ("light", *WORDS)}
    for at in words.words.positions(keys):
        found = words.words.find(keys, at, len(keys))
        for name in found.values if found is not None else ():
            marks[name].add(at)
    return marks


class Triggers:
    """Finds the triggers of one document.

    ``marks`` are the words of the lists (``mark_words``), ``named`` the tokens of known actors and
    places, which tell no event. ``usage`` tells the uses of words where the subject stands first,
    ``finite`` whether a token is the verb of a clause.
    """

    def __init__(
        self, tagged: Tagged, words: EventWords, marks: dict[str, set[int]], named: set[int]
    ) -> None:
        self._tagged, self._words, self._marks, self._named = tagged, words, marks, named
        self._keys = tagged.page.keys
        self._phrased = set(words.phrases.positions(self._keys))
        told = compress(count(), map(words.look, self._keys))
        self._likely = sorted({*told, *self._phrased})
        self._title = range(min(_TITLE, tagged.page.line(0)[1]))
        # The words around the last token that was looked at, each as all that it may be.
        self._near: tuple[int, int, list[frozenset[str]]] = (-1, -1, [])
        self.usage: Usage | None = None
        if tagged.pack.order == "subject-first":
            self.usage = Usage(tagged, words, marks, named)
        self.finite = tagged.finite if self.usage is None else self.usage.verb
        self._scene = Scene(tagged, words, marks, named, self.finite)
        self._placed = Placed(self._scene, self.usage) if self.usage is not None else None

    def find(self, first: int, end: int) -> list[Hit]:
        """The triggers of a sentence, in order."""
        return self._thin(list(self._hits(first, end)), first, end)

    def _hits(self, first: int, end: int) -> Iterator[Hit]:
        for at in self._likely[bisect_left(self._likely, first) : bisect_left(self._likely, end)]:
            hit = self._whole(at, first, end) if at in self._phrased else None
            if hit is None and at not in self._tagged.times:
                hit = self._single(at, first, end)
            if hit is not None:
                yield hit

    def _whole(self, at: int, first: int, end: int) -> Hit | None:
        """The phrase that begins at a token: one that is fixed tells its act by itself.

        It may begin with a time (*years in prison*), but is none.
        """
        found = self._words.phrases.find(self._keys, at, end)
        if found is None or found.end - 1 in self._tagged.times:
            return None
        for one in found.values:
            token = self._token_of(one.word, found.first, found.end)
            if one.part == "phrase":
                form = TriggerForm(one.trigger, one.part, "", "", "", "")
                return Hit(token, self._cut_of(token, one.word), form, "phrase", False, False)
            hit = self._placed.phrase(found, one, token, (first, end)) if self._placed else None
            if hit is not None:
                return hit
        return None

    def _single(self, at: int, first: int, end: int) -> Hit | None:
        """The single word at a token, in the first of its readings that tells an act."""
        silent = self._placed.silent(at) if self._placed else at in self._named
        if silent or self._says_nothing(at):
            return None
        for cut, forms in self._words.look(self._keys[at]):
            if self._placed:
                hit = self._placed.word(at, forms, first, end)
            else:
                hit = self._judge(at, cut, forms, first, end)
            if hit is not None:
                return hit
        return None

    def _says_nothing(self, at: int) -> bool:
        """Whether a word only tells who somebody is, or how he wants to be named."""
        tagged = self._tagged
        apart = tagged.page.words[at] in tagged.pack.apart
        return apart or bool(tagged.entries[at].mask & PARENTHETICAL) or tagged.unsaid(at)

    def _token_of(self, word: str, first: int, end: int) -> int:
        return next((at for at in range(first, end) if self._keys[at].endswith(word)), first)

    def _cut_of(self, at: int, word: str) -> int:
        key = self._keys[at]
        return len(key) - len(word) if key.endswith(word) else 0

    def _judge(
        self, at: int, cut: int, forms: tuple[TriggerForm, ...], first: int, end: int
    ) -> Hit | None:
        for form in self._ordered(at, forms):
            if not self._wanted(form, at, end) or not self._spelt(at, cut, form):
                continue
            if form.part in FINITE:
                if not self._finite(at, cut):
                    continue
                future = self._future(at, cut)
                return Hit(at, cut, form, "verb", self._purpose(at, cut), future)
            how = self._nominal(at, cut, form, first, end)
            if how:
                purpose = how != "carried" and self._purpose(at, cut)
                return Hit(at, cut, form, how, purpose, False)
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
        return light or (bool(before.roles) and not tagged.definite(at - 1))

    def _spelt(self, at: int, cut: int, form: TriggerForm) -> bool:
        """Whether the hamza of a word, where it is written, is that of the reading."""
        letter = self._tagged.page.words[at][cut : cut + 1]
        return not (letter in _HAMZAS and form.initial in _HAMZAS and letter != form.initial)

    def _wanted(self, form: TriggerForm, at: int, end: int) -> bool:
        """Whether the words around are those that an entry wants."""
        trigger = form.trigger
        if not (trigger.near or trigger.never):
            return True
        finite = form.part in FINITE
        first = max(0, at - _SUBJECT) if finite else at
        words = self._around(first, at, min(end, at + 1 + (_CLAUSE if finite else _REACH)))
        if trigger.never and not trigger.never.isdisjoint(chain.from_iterable(words)):
            return False
        return not trigger.near or not trigger.near.isdisjoint(chain.from_iterable(words))

    def _around(self, first: int, at: int, end: int) -> list[frozenset[str]]:
        """The words around a token, and what they are without their glued letters."""
        if self._near[:2] != (first, at):
            near = self._keys[first:at] + self._keys[at + 1 : end]
            self._near = (first, at, list(map(self._words.bare, near)))
        return self._near[2]

    def _finite(self, at: int, cut: int) -> bool:
        """Whether a word that can be a verb is one here."""
        tagged = self._tagged
        if self._glued(at, cut):
            return False
        entry = tagged.entries[at]
        if entry.roles and not entry.lead and not entry.mask & VERB:
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
        return key[:1] in letters and not self._words.written(key)

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
        brings = self._scene.brings(at, end)
        if form.trigger.guard or tagged.definite(at):
            return "noun" if brings or self._scene.against(at, form.trigger, end) else ""
        return "noun" if brings or self._scene.opens(at, first) or not self._glued(at, cut) else ""

    def _adverbial(self, at: int, form: TriggerForm) -> bool:
        """A participle that tells what somebody does at the same time (*calling for …*)."""
        word, ends = self._tagged.page.words[at], self._tagged.pack.endings
        if self._tagged.definite(at) or form.number != "s":
            return False
        mark = ends.accusative if form.gender == "m" else ends.feminine
        before = self._keys[at - 1] if at else ""
        return word.endswith(mark) and bool(before) and (before in COMMAS or form.gender == "m")

    def _carried(self, at: int, first: int) -> bool:
        return light_before(self._keys, self._marks, at, first) >= 0

    def _pointed(self, at: int, first: int) -> bool:
        """Whether the words before a noun only point at its event."""
        if at == first:
            return False
        if self._tagged.entries[at - 1].mask & DEMONSTRATIVE:
            return True
        return at - 1 in self._marks["pointer"] and not self._tagged.definite(at - 1)

    def _thin(self, hits: list[Hit], first: int, end: int) -> list[Hit]:
        """The hits without second words for an act, and without what is only talked about."""
        kept: list[Hit] = []
        attacks = [h for h in hits if h.form.trigger.type is EventType.ASSAULT]
        told = [h for h in attacks if not h.form.trigger.harm]
        accident = not told and self._accident(first, end)
        for hit in hits:
            harm = hit.form.trigger.harm
            if harm and (told or accident or any(k.form.trigger.harm for k in kept)):
                continue
            if self._repeats(hit, kept) or self._same_act(hit, kept) or self._spoken_of(hit, kept):
                continue
            kept.append(hit)
        return kept

    def _accident(self, first: int, end: int) -> bool:
        """Whether the sentence, or the headline, tells of an accident."""
        told = self._marks["accident"]
        return not told.isdisjoint(range(first, end)) or not told.isdisjoint(self._title)

    def _repeats(self, hit: Hit, kept: list[Hit]) -> bool:
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

    def _same_act(self, hit: Hit, kept: list[Hit]) -> bool:
        """Whether a verb tells the act of the noun before it, or of the verb that it is joined to
        (*the strikes hit a convoy and destroyed a bridge*)."""
        if self.usage is None or hit.use is None or hit.how != "verb":
            return False
        before = hit.use.first - 1
        joined = self.usage.joins(before) or self._keys[before] in COMMAS
        for earlier in reversed(kept):
            if earlier.form.trigger.type is hit.form.trigger.type:
                near = hit.at - earlier.at <= _SAME and earlier.how != "verb"
                meeting = hit.form.trigger.type is EventType.CONSULT
                return (joined or near or meeting) and not self._apart(earlier.at, hit.at)
        return False

    def _apart(self, first: int, end: int) -> bool:
        """Whether a word between two triggers tells that the second is an act of its own: one of
        the list, or a verb by which somebody speaks."""
        between = range(first + 1, end)
        if not self._marks["apart"].isdisjoint(between):
            return True
        return any(self.finite(at) for at in self._tagged.cued_in(first + 1, end))

    def _spoken_of(self, hit: Hit, kept: list[Hit]) -> bool:
        """Whether an act is only what another one demands, refuses, alleges or talks about."""
        if not kept:
            return False
        earlier = kept[-1]
        trigger = earlier.form.trigger
        told = trigger.mode == "disapprove" and hit.how != "verb"  # condemned as a fact
        aside = trigger.promise or (trigger.type in _VERBAL and not told)
        if trigger.order and hit.governed and hit.form.trigger.type in MATERIAL:
            return False
        if not aside and hit.governed and trigger.type is EventType.AGREE:
            aside = hit.form.trigger.type not in MATERIAL  # what is agreed
        if not aside or hit.at - earlier.at > _ASIDE:
            return False
        between = range(earlier.at + 1, hit.at)
        if any(self._keys[t] in COMMAS for t in between):
            return False
        if hit.how == "verb" and not hit.governed:
            return any(self._tagged.entries[t].mask & COMPLEMENTIZER for t in between)
        return not any(
            self.finite(t) or self._tagged.entries[t].mask & (CLAUSE | RELATIVE) for t in between
        )
