"""Statements: the assertions of a reading, with all that linking compares of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from marsad.archive.near import sketch
from marsad.entities.lists import Lists
from marsad.linking.nouns import Act, Spot, Statement
from marsad.linking.reading.denied import answered
from marsad.linking.reading.pointing import point_back
from marsad.linking.reading.terms import Reader, Terms, voice_terms
from marsad.model import (
    Analysis,
    Assertion,
    Claim,
    Event,
    Kind,
    Place,
    Precision,
    Span,
    Stance,
    Status,
    Voice,
)
from marsad.packs.pack import load_pack

_MARK, _REST = re.compile(r"[،,.:;؛\"«“(\n]"), 40  # letters of the rest of a phrase
_TOPIC, _FLOOR = 0.2, 0.3  # tried on four annotated stories: 0.15 to 0.4 and 0.2 to 0.3 do as well

# Acts of telling and knowing: who did not tell or does not know denies nothing.
_TELLING = frozenset(
    {"c:know", "c:verified", "c:unverified", "c:disclose", "c:statement", "c:describe"}
)
# Of a deed: who is behind it. Who does not know it tells that nobody knows.
_WHO = frozenset({"c:side", "c:behind", "c:responsible", "c:perpetrator"})
_NOBODY_KNOWS = {"c:unidentified": 100}
_CHARGE, _CHARGED = "c:accuse", 30  # what somebody is accused of; half a word of the concept
_ABLE = frozenset({"c:able", "c:unable", "c:possible"})
_NAMES = "an"  # classes of the terms of actors and states


def read_statements(analysis: Analysis, lists: Lists) -> tuple[Statement, ...]:
    """The statements of a document, in the order of the text.

    Args:
        lists: those that count; best those with which the document was read.
    """
    document = analysis.document
    if document.lang is None:
        return ()
    pack = load_pack(document.lang)
    claims = {claim.id: claim for claim in analysis.claims}
    assertions = analysis.assertions or tuple(
        Assertion(id=claim.id, claim=claim.id, content=claim.content) for claim in analysis.claims
    )
    made: list[Statement] = []
    bare: set[str] = set()
    reader = Reader(analysis, pack, lists)
    for one in assertions:
        told = make_statement(analysis, one, claims.get(one.claim or ""), reader)
        answer = answered(told, document.text, pack)
        made += [answer, told] if answer is not None else [told]
        if told.stance is Stance.DENY and reader.points(told.content):
            bare.add(told.id)
    return tuple(point_back(tuple(_weigh_topics(made)), bare))


def _weigh_topics(made: Sequence[Statement]) -> Iterator[Statement]:
    """Statements whose terms tell the less, the more statements of the document have them.

    What a report is about as a whole says little of what one clause of it says.
    """
    count = Counter(term for one in made for term in one.terms)
    for one in made:
        terms = {term: _lighter(weight, count[term]) for term, weight in one.terms.items()}
        yield one if terms == one.terms else replace(one, terms=terms)


@cache
def _lighter(weight: int, count: int) -> int:
    return max(1, round(weight * max(_FLOOR, 1 / (1 + _TOPIC * (count - 1)))))


_sketch = lru_cache(maxsize=1)(sketch)  # of the document that is being read


def make_statement(
    analysis: Analysis, one: Assertion, claim: Claim | None, reader: Reader
) -> Statement:
    """An assertion of a document with all that is compared of it; ``claim`` is whose it is."""
    document = analysis.document
    text = document.text
    terms = reader.read(one.content, one.head)
    if terms.refutes and claim is not None:
        terms = reader.read(claim.content)  # what is refuted may be the word of another in it
    spoken = _spoken(claim.chain[-1], reader, text) if claim else {}
    stance = _stance(claim, one, reader)
    if terms.refutes and stance is Stance.DENY and reader.points(one.content):
        terms = terms._replace(refutes=False)  # *denied it with a denial* denies once
    status = one.status
    if status is Status.DENIED and reader.affirms(one.content):
        status = Status.ASSERTED
    party = stance in (Stance.DENY, Stance.INTEND) or status is Status.DENIED
    if party and claim is not None:
        terms = terms._replace(weights={**spoken, **terms.weights})
    if claim and claim.attribution in reader.accusing and _opens(one, claim):
        terms = terms._replace(weights={_CHARGE: _CHARGED, **terms.weights})
    unsaid = _leaves_open(status, terms)
    if unsaid and _asks_who(terms):
        terms = terms._replace(weights={**_NOBODY_KNOWS, **terms.weights})
        status, unsaid = Status.ASSERTED, False
    places = [place for place in reader.places(one.content) if place.level != "country"]
    around = reader.names(_around(text, one.content))
    return Statement(
        id=one.id,
        document=document.id,
        claim=one.claim,
        content=one.content,
        text=" ".join(" ".join(text[start:end].split()) for start, end in one.content),
        lang=document.lang,
        outlet=document.outlet,
        published=document.published,
        day=_ordinal(document.published),
        chain=claim.chain if claim else (Voice(Kind.OUTLET, document.outlet, None),),
        stance=stance,
        status=status,
        hedged=one.hedged,
        refutes=terms.refutes,
        verbal=one.verbal,
        unsaid=unsaid,
        terms=terms.weights,
        around={
            term: weight
            for term, weight in {**around, **spoken}.items()
            if term[0] in "anp" and term not in terms.weights
        },
        words=terms.words,
        head=terms.head,
        voice=tuple(sorted(spoken)),
        amounts=terms.amounts,
        places=tuple(dict.fromkeys(place.entity for place in places if place.entity)),
        spots=tuple(dict.fromkeys(_spots(places))),
        days=tuple(
            dict.fromkeys(time.value for time in reader.times.inside(one.content) if time.value)
        ),
        sketch=_sketch(text),
        acts=tuple(map(_act, reader.events.inside(one.content))),
    )


def _stance(claim: Claim | None, one: Assertion, reader: Reader) -> Stance:
    """The stance in which something is said; a clause that only describes is not denied, too
    (*denied shelling the port, where a depot had burned*)."""
    if claim is None:
        return Stance.NEUTRAL
    if claim.stance is Stance.INTEND and claim.attribution in reader.accusing:
        return Stance.AFFIRM
    aside = claim.stance is Stance.DENY and not _opens(one, claim)
    return Stance.NEUTRAL if aside and reader.describes(one.content[0]) else claim.stance


def _opens(one: Assertion, claim: Claim) -> bool:
    return one.content[0].start <= claim.content[0].start


def _leaves_open(status: Status, terms: Terms) -> bool:
    """Whether who does not tell, know or confirm leaves open what is asked (*cannot confirm*)."""
    if status is not Status.DENIED:
        return False
    if not _TELLING.isdisjoint(terms.head[:1]):
        return True
    return not _ABLE.isdisjoint(terms.weights) and not _TELLING.isdisjoint(terms.weights)


def _asks_who(terms: Terms) -> bool:
    """Whether what is not known is who has done something, and nobody is named."""
    return not _WHO.isdisjoint(terms.weights) and not any(
        term[0] in _NAMES for term in terms.weights
    )


def _spots(places: Iterable[Place]) -> Iterator[Spot]:
    for place in places:
        if place.entity and place.point and place.precision in (Precision.EXACT, Precision.NEAR):
            yield Spot(place.entity, *place.point)


def _spoken(voice: Voice, reader: Reader, text: str) -> dict[str, int]:
    """Who speaks, as far as the lists know it or the words of the source name a state or a body.

    A phrase of source may go on behind what was read as its end: up to the next mark.
    """
    known = dict(voice_terms(voice, reader.lists))
    if voice.span is None:
        return known
    stop = None if known else _MARK.search(text, voice.span.end, voice.span.end + _REST)
    span = Span(voice.span.start, stop.start() if stop else voice.span.end)
    named = reader.names(span)
    return {**{term: weight for term, weight in named.items() if term[0] in "an"}, **known}


def _act(event: Event) -> Act:
    return Act(
        event.type.value, event.actors, event.recipients, event.place, event.date, event.status
    )


def _around(text: str, content: Sequence[Span]) -> Span:
    """The paragraph in which a content stands."""
    first, last = content[0].start, content[-1].end
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    return Span(start, len(text) if end < 0 else end)


def _ordinal(published: str | None) -> int | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None
