"""What some passages hold, as far as a sentence can be compared with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from marsad.entities.appellations import name_entity
from marsad.linking.nouns import Statement
from marsad.linking.reading.quantities import Quantity, read_quantities
from marsad.linking.reading.terms import Shelf
from marsad.model import Actor, Analysis, Place, Span, Stance
from marsad.packs.pack import load_pack
from marsad.publishing.reports.evidence import Evidence
from marsad.publishing.reports.phrasing import languages
from marsad.publishing.words import drop_opener
from marsad.text.words import fold_form

_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_MARKS = re.compile(r"[.,٫٬]")


@dataclass(frozen=True, slots=True)
class Held:
    """Ids and folded names of actors and places, countries (ISO 3166-1), numbers, TIMEX3 values.

    ``numbers`` are digits without marks, and what words and digits count. ``text`` is all passages
    and the names of their voices, folded; ``called`` are these names and outlets as written,
    ``passages`` each passage, folded, and ``statements`` what the passages say. ``contents`` are
    the words of each statement, folded, with whether their source denies them.
    """

    entities: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]
    text: str
    called: tuple[str, ...]
    passages: tuple[str, ...]
    statements: tuple[Statement, ...]
    contents: tuple[tuple[str, bool], ...]


def hold(evidence: Sequence[Evidence]) -> Held:
    """What these passages hold together."""
    entities: set[str] = set()
    names: set[str] = set()
    countries: set[str] = set()
    numbers: set[str] = set()
    days: set[str] = set()
    for one in evidence:
        inside = within(one.analysis, one.passage.span)
        entities |= set(_entities(inside)) | {voice.entity for voice in one.voices if voice.entity}
        names |= {fold_form(name) for name in _names(one, inside) if name}
        countries |= {actor.country for actor in inside.actors if actor.country}
        countries |= {place.country for place in inside.places if place.country}
        numbers |= set(numbers_in(inside, one.passage.span))
        days |= {time.value for time in inside.times if time.value}
        days |= set(_published(one.passage.published))
    called = dict.fromkeys(name for one in evidence for name in _voices(one) if name)
    text = " | ".join(map(fold_form, (*(one.passage.text for one in evidence), *called)))
    told = tuple(one.statement for one in evidence)
    return Held(
        frozenset(entities),
        frozenset(names),
        frozenset(countries),
        frozenset(numbers) | {digits for day in days for digits in digits_of(day)},
        frozenset(days),
        text,
        tuple(called),
        tuple(fold_form(one.passage.text) for one in evidence),
        told,
        tuple((fold_form(_content(one)), one.passage.stance is Stance.DENY) for one in evidence),
    )


def _content(evidence: Evidence) -> str:
    """The words of a statement without what opens them, as a sentence may quote them."""
    return drop_opener(evidence.passage.content)[0]


def within(analysis: Analysis, span: Span) -> Analysis:
    """The actors, places and times that stand in a stretch of a text, with its document."""

    return Analysis(
        document=analysis.document,
        engine=analysis.engine,
        actors=tuple(Shelf(analysis.actors).inside([span])),
        places=tuple(Shelf(analysis.places).inside([span])),
        times=tuple(Shelf(analysis.times).inside([span])),
    )


def numbers_in(analysis: Analysis, span: Span) -> Iterator[str]:
    """The numbers of a stretch of text: as digits, and as what they count to."""
    document = analysis.document
    yield from digits_of(document.text[span.start : span.end])
    for one in quantities(analysis, span):
        yield from (f"{bound:g}" for bound in (one.low, one.high) if bound)


def quantities(analysis: Analysis, span: Span) -> tuple[Quantity, ...]:
    """What is counted in a stretch of text, words as well as digits."""
    document = analysis.document
    if document.lang is None:
        return ()
    aside = [one.span for one in analysis.times]
    aside += [place.span for place in analysis.places]
    aside += [actor.span for actor in analysis.actors]
    return read_quantities(document.text, span, load_pack(document.lang), aside)


def digits_of(text: str) -> Iterator[str]:
    """Numbers that are written in digits, of any script, without what parts their thousands."""
    for hit in _DIGITS.finditer(text):
        bare = _MARKS.sub("", hit[0])
        yield "".join(str(unicodedata.digit(char)) for char in bare).lstrip("0") or "0"


def _entities(inside: Analysis) -> Iterator[str]:
    for actor in inside.actors:
        yield from filter(None, (actor.entity, *actor.candidates))
    yield from (place.entity for place in inside.places if place.entity)


def _names(one: Evidence, inside: Analysis) -> Iterator[str | None]:
    text = inside.document.text
    named: list[Actor | Place] = [*inside.actors, *inside.places]
    for found in named:
        yield found.name
        yield text[found.span.start : found.span.end]
    yield from _voices(one)


def _voices(one: Evidence) -> Iterator[str | None]:
    """What voices and outlet are called: as written, by the lists, in every language of reports."""
    for voice in one.voices:
        yield from (voice.name, voice.label)
        yield from (name_entity(voice.entity or "", lang) for lang in languages())
    yield one.passage.outlet


def _published(published: str | None) -> Iterator[str]:
    """The day of publication, as a report may tell it."""
    if published:
        try:
            yield date.fromisoformat(published[:10]).isoformat()
        except ValueError:
            return
