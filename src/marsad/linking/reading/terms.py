"""Terms: what a statement speaks of, whatever its words and its language.

A term is a letter, a colon and a key: ``a:`` an actor and ``p:`` a place by id, ``n:`` a state (its
name, adjective, people, capital, government and bodies), ``c:`` a concept of the packs, ``e:`` a
type of event, ``t:`` a day and ``d:`` a number of days, ``#:`` a number, ``w:`` the light stem of a
word that no list has. Each tells so much: a weight, in hundredths.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from marsad.entities.lists import Lists
from marsad.linking.nouns import Amount
from marsad.linking.reading.quantities import Quantity, may_count, read_quantities
from marsad.linking.reading.vocabulary import NATION, Stretch, Wording, load_vocabulary
from marsad.model import Actor, Analysis, Attribution, Place, Span, Stance, TimeExpression, Voice
from marsad.packs import lexicon
from marsad.packs.concepts import Hit
from marsad.packs.pack import Pack
from marsad.text.words import Placed, placed_words

ACTOR, BODY, PLACE, EVENT = 120, 60, 110, 40
NUMBER, DAYS, DAY = 110, 80, 50
PART = "include"  # the concept of what is part of a number (*14 dead, among them …*)
_CONCEPT = 100  # of the weight that the packs give a concept
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
_LONG = re.compile(r"P(\d{1,4})([DWMY])")
_LONG_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
_ACCUSING = frozenset({"accuse", "blame"})
_HOUR = "hour-of"
_GAZETTEER = "geonames."  # ids of places that no list of ours has
_WORD_BEFORE = 12  # letters in which the word beside a name stands
_OPENING = 40  # letters in which the first word of a clause stands
_POINTING = 3  # words that point to what was told before
_DESCRIBING = lexicon.RELATIVE | lexicon.CLAUSE
_HEAD = 2  # terms from the word that tells the act on: a verb may only carry a noun
_BEHIND = 2  # words of a clause before a relative pronoun that opens a clause of its own
_SIDE = 2  # what a relative clause tells counts so many times less
_NAMES = "anp"
OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})  # sectors that act for a state


class Spanned(Protocol):
    """Whatever stands at a place of a text."""

    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=Spanned)


class Terms(NamedTuple):
    """The terms of a stretch of text with their weights, and its words in order as stems."""

    weights: dict[str, int]
    words: tuple[str, ...]
    amounts: tuple[Amount, ...] = ()
    head: tuple[str, ...] = ()
    refutes: bool = False


class Shelf(Generic[S]):
    """What was found in a text, looked up by where it stands."""

    def __init__(self, found: Iterable[S]) -> None:
        self._found = sorted(found, key=_start)
        self._starts = [one.span.start for one in self._found]
        self._last: tuple[Sequence[Span], list[S]] | None = None  # asked for more than once

    def inside(self, spans: Sequence[Span]) -> Sequence[S]:
        """What stands wholly in one of some spans, in the order of the text, each once."""
        if not self._starts:
            return ()
        if self._last is None or self._last[0] is not spans:
            self._last = spans, self._look_up(spans)
        return self._last[1]

    def _look_up(self, spans: Sequence[Span]) -> list[S]:
        found: dict[int, S] = {}
        for start, end in spans:
            for at in range(bisect_left(self._starts, start), bisect_right(self._starts, end)):
                one = self._found[at]
                if one.span.end <= end:
                    found[at] = one
        return [found[at] for at in sorted(found)]


class Reader:
    """Reads the terms of stretches of one document."""

    def __init__(self, analysis: Analysis, pack: Pack, lists: Lists) -> None:
        self.lists = lists
        self._text = analysis.document.text
        self._pack = pack
        self._vocabulary = load_vocabulary(pack, lists)
        self._concepts = self._vocabulary.concepts
        self._wording = Wording(self._text, self._vocabulary)
        self._actors = Shelf(analysis.actors)
        self._places = Shelf(filter(self._is_place, analysis.places))
        self.events = Shelf(analysis.events)
        self.times = Shelf(analysis.times)
        self._named: dict[Span, dict[str, int]] = {}
        self.accusing = frozenset(one.id for one in analysis.attributions if self._accuses(one))

    def _accuses(self, one: Attribution) -> bool:
        """Whether the words of a cue lay to somebody what they report (*accused*, *blamed*), or
        those between a cue and what is reported (*levelled the accusation at X of …*)."""
        spans = list(one.cue)
        if spans and one.content and one.stance is Stance.INTEND:
            spans.append(Span(spans[0].start, one.content[0].start))
        words = [word for start, end in spans for word in placed_words(self._text[start:end])]
        return any(hit.concept in _ACCUSING for hit in self._concepts.read(words))

    def read(self, spans: Sequence[Span], head: int | None = None) -> Terms:
        """What stands in some spans; ``head`` is where the word stands that tells the act."""
        found, held = self._found(spans)
        amounts: list[Amount] = []
        counted = list(self._quantities(spans, held))
        held += (one.span for one in counted)
        for one in counted:
            amounts.append(Amount(one.low, one.high, self._counted(one)))
            if one.low == one.high and one.low > 1:
                found.append((one.span.start, f"#:{one.low:g}", NUMBER))
        words, aside = self._read_words(spans, found, held, head)
        refuting = {term for _, term, _ in found if term[0] == "c" and self._refutes(term[2:])}
        kept = [one for one in found if one[1] not in refuting]
        told = _told(kept, head)
        return Terms(_weigh(kept, aside), tuple(words), tuple(amounts), told, bool(refuting))

    def names(self, span: Span) -> Mapping[str, int]:
        """The actors, states and places of a span with their weights."""
        known = self._named.get(span)
        if known is None:
            known = self._named[span] = self._read_names(span)
        return known

    def _read_names(self, span: Span) -> dict[str, int]:
        found, held = self._found([span])
        stretch = self._wording.stretch(span)
        free = stretch.free(held)
        national = [word for word, told in zip(*free, strict=True) if told.national]
        if national:
            if any(may_count(self._text[one.start : one.end], self._pack) for one in national):
                held += (one.span for one in list(self._quantities([span], held)))
                free = stretch.free(held)  # *two Syrians* may be a word
            found += self._words(free)
        return _weigh((one for one in found if one[1][0] in _NAMES), _relatives(stretch))

    def places(self, spans: Sequence[Span]) -> Sequence[Place]:
        """The places of some spans; one that only names an hour (``بتوقيت موسكو``) is none."""
        return self._places.inside(spans)

    def describes(self, span: Span) -> bool:
        """Whether a clause is opened by a word that describes or dates what was told before it."""
        start, end = span
        words = placed_words(self._text[start : min(end, start + _OPENING)])
        return bool(words) and bool(self._pack.lexicon.look(words[0].norm).mask & _DESCRIBING)

    def _read_words(
        self,
        spans: Sequence[Span],
        found: list[tuple[int, str, int]],
        held: Sequence[Span],
        head: int | None,
    ) -> tuple[list[str], list[int]]:
        """Add the terms of words that are not held; all stems, and where what is aside opens."""
        words: list[str] = []
        aside: list[int] = []
        for span in spans:
            stretch = self._wording.stretch(span)
            words += [word.stem for word in stretch.words]
            found += self._words(stretch.free(held), head)
            aside += _relatives(stretch)
        return words, aside

    def _found(self, spans: Sequence[Span]) -> tuple[list[tuple[int, str, int]], list[Span]]:
        """The terms of all that the reading has found there, and the spans of names and times."""
        found: list[tuple[int, str, int]] = []
        named: list[Span] = []
        for actor in self._actors.inside(spans):
            named.append(actor.span)
            found += ((actor.span.start, *term) for term in _actor_terms(actor))
        for place in self._places.inside(spans):
            named.append(place.span)
            found += ((place.span.start, *term) for term in _place_terms(place))
        for event in self.events.inside(spans):
            found.append((event.span.start, f"e:{event.type.value}", EVENT))
        for time in self.times.inside(spans):
            named.append(time.span)
            found += ((time.span.start, *term) for term in _time_terms(time))
        return found, named

    def _is_place(self, place: Place) -> bool:
        start, end = place.span
        if place.entity and place.entity.startswith(_GAZETTEER) and self._is_plain(start, end):
            return False
        before = placed_words(self._text[max(0, start - _WORD_BEFORE) : start])
        behind = placed_words(self._text[end : end + _WORD_BEFORE])
        told = map(self._vocabulary.told, (*before[-1:], *behind[:1]))
        return not any(one.looked.single == _HOUR for one in told)

    def _is_plain(self, start: int, end: int) -> bool:
        """Whether a name of the large gazetteer is a word of the language (``غاز``, ``جديدة``)."""
        words = placed_words(self._text[start:end])
        return len(words) == 1 and bool(self._concepts.read(words))

    def points(self, spans: Sequence[Span]) -> bool:
        """Whether some spans only point to what was told (*this*, صحة ذلك, هذه الأنباء)."""
        words = [word for span in spans for word in self._wording.stretch(span).words]
        look = self._pack.lexicon.look
        shown = any(look(word.norm).mask & lexicon.DEMONSTRATIVE for word in words)
        return shown and len(words) <= _POINTING and not self.times.inside(spans)

    def _refutes(self, concept: str) -> bool:
        return self._concepts.declared[concept].negates

    def affirms(self, spans: Sequence[Span]) -> bool:
        """Whether the negations of some spans all stand in phrases in which they deny nothing
        (*nobody was hurt*, *no more than*)."""
        inside = False
        for span in spans:
            words, told = self._wording.stretch(span)
            hits = self._concepts.read_looked([one.looked for one in told])
            held = {at for hit in hits if self._affirms(hit) for at in range(hit.first, hit.end)}
            look = self._pack.lexicon.look
            negating = {
                at for at, one in enumerate(words) if look(one.norm).mask & lexicon.NEGATION
            }
            if not negating <= held:
                return False
            inside = inside or bool(held)
        return inside

    def _affirms(self, hit: Hit) -> bool:
        return hit.end - hit.first > 1 and self._concepts.declared[hit.concept].affirms

    def _quantities(self, spans: Sequence[Span], held: Sequence[Span]) -> Iterator[Quantity]:
        for span in spans:
            yield from read_quantities(self._text, span, self._pack, held)

    def _counted(self, one: Quantity) -> str | None:
        """What is counted: a concept, where the word is one."""
        if one.unit is None:
            return None
        hits = self._concepts.read([Placed(one.noun or one.unit, one.unit, 0, 0)])
        return hits[0].concept if hits else one.unit

    def _words(self, stretch: Stretch, head: int | None = None) -> Iterator[tuple[int, str, int]]:
        """The terms of words and where they stand; a phrase that holds ``head`` stands there."""
        words, told = stretch
        at = 0
        for hit in self._concepts.read_looked([one.looked for one in told]):
            single = hit.end - hit.first == 1
            if single and hit.concept != PART and told[hit.first].empty:
                continue
            yield from _plain(stretch, at, hit.first)
            weight = round(_CONCEPT * self._concepts.weight(hit.concept))
            start, end = words[hit.first].start, words[hit.end - 1].end
            if head is not None and start < head < end:
                start = head
            yield start, f"c:{hit.concept}", weight
            if not single:
                yield from _states(stretch, hit.first + 1, hit.end)
            at = hit.end
        yield from _plain(stretch, at, len(words))


def _states(stretch: Stretch, first: int, end: int) -> Iterator[tuple[int, str, int]]:
    """The states whose adjectives stand in a phrase (*an Israeli drone*)."""
    return (one for one in _plain(stretch, first, end) if one[1][0] == "n")


def _plain(stretch: Stretch, first: int, end: int) -> Iterator[tuple[int, str, int]]:
    """The terms of words by themselves."""
    words, told = stretch
    for at in range(first, end):
        term = told[at].term
        if term is not None:
            yield (words[at].start, *term)


def _relatives(stretch: Stretch) -> list[int]:
    """Where relative clauses begin that do not open the stretch."""
    words, told = stretch
    return [words[at].start for at in range(_BEHIND + 1, len(words)) if told[at].relative]


def _weigh(found: Iterable[tuple[int, str, int]], aside: Sequence[int]) -> dict[str, int]:
    """Each term once with its weight; what a relative clause tells counts less."""
    side = min(aside, default=None)
    weights: dict[str, int] = {}
    for at, term, weight in found:
        told = weight if side is None or at < side else weight // _SIDE
        weights[term] = max(told, weights.get(term, 0))
    return weights


def _told(found: Iterable[tuple[int, str, int]], head: int | None) -> tuple[str, ...]:
    """The first terms from the word that tells the act on."""
    if head is None:
        return ()
    acts = sorted((at, term) for at, term, _ in found if term[0] in "cw" and at >= head)
    return tuple(term for _, term in acts[:_HEAD])


def _start(one: Spanned) -> int:
    return one.span.start


def voice_terms(voice: Voice, lists: Lists) -> Iterator[tuple[str, int]]:
    """The terms of a speaker, as far as the lists know it: a person's with those of his state."""
    if voice.entity is None:
        return
    known, state = lists.entities, voice.entity.partition(".")[0]
    one = known.get(voice.entity)
    if _is_state(state, lists):
        yield f"n:{state}", NATION
        return
    yield f"a:{voice.entity}", ACTOR
    if one is not None and one.table == "person":
        yield from ((f"n:{held.of}", NATION) for held in one.offices if _is_state(held.of, lists))


def _is_state(entity: str, lists: Lists) -> bool:
    found = lists.entities.get(entity)
    return found is not None and found.table == "state"


def _actor_terms(actor: Actor) -> Iterator[tuple[str, int]]:
    """An actor by id, and the state that it is or belongs to."""
    if actor.entity is None:
        return
    state, _, body = actor.entity.partition(".")
    if actor.country == state:
        yield f"n:{state}", NATION
        if body:
            yield f"a:{actor.entity}", BODY
        return
    yield f"a:{actor.entity}", ACTOR
    if actor.country and actor.sector in OF_STATE:
        yield f"n:{actor.country}", NATION // _SIDE


def _place_terms(place: Place) -> Iterator[tuple[str, int]]:
    """A place by id; a state as such."""
    if place.level == "country" and place.country:
        yield f"n:{place.country}", NATION
    elif place.entity:
        yield f"p:{place.entity}", PLACE
        if place.entity.endswith(".capital"):
            yield f"n:{place.country}", NATION // _SIDE


def _time_terms(time: TimeExpression) -> Iterator[tuple[str, int]]:
    """The day that is named, or how many days something takes."""
    if time.value is None:
        return
    if _DAY.fullmatch(time.value):
        yield f"t:{time.value[:10]}", DAY
    elif found := _LONG.fullmatch(time.value):
        yield f"d:{int(found[1]) * _LONG_DAYS[found[2]]}", DAYS
