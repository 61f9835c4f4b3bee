"""The order of the work: one document in, all findings out."""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from heapq import merge
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from marsad.analysis.actors import find_actors
from marsad.analysis.assertions import Heard, find_assertions
from marsad.analysis.attribution import find_attributions
from marsad.analysis.carriers import find_carriers
from marsad.analysis.chains import build_attributions
from marsad.analysis.claims import Found, build_claims, claim_id
from marsad.analysis.events import Setting, Spoken, find_events
from marsad.analysis.header import Header, find_header
from marsad.analysis.headlines import find_headlines
from marsad.analysis.labels import Labels
from marsad.analysis.mentions import MentionBook
from marsad.analysis.namings import find_namings
from marsad.analysis.nominals import find_nominals
from marsad.analysis.notes import note_cues, note_deep, note_quotations
from marsad.analysis.nouns import find_nouns
from marsad.analysis.openers import find_openers
from marsad.analysis.places import Named, find_places
from marsad.analysis.scripts import find_scripts
from marsad.analysis.statements import find_statements
from marsad.analysis.tellers import Tellers
from marsad.analysis.times import find_times
from marsad.analysis.told import draft_told
from marsad.analysis.voices import enclosing, settle, shallow
from marsad.entities.gazetteer import load_gazetteer
from marsad.entities.knowledge import load_knowledge
from marsad.grammar.clauses import Clauses
from marsad.grammar.cuts import Signs
from marsad.grammar.drafts import Draft
from marsad.grammar.seams import find_seams
from marsad.grammar.tagged import Tagged, tag
from marsad.model import (
    Analysis,
    Assertion,
    Attribution,
    Document,
    Note,
    Relation,
    Span,
    TimeType,
    Told,
)
from marsad.packs.clausewords import load_clauses
from marsad.packs.events import load_events
from marsad.packs.glosses import load_glosses
from marsad.packs.identify import Stretch, identify
from marsad.packs.pack import Pack, load_pack, pack_name
from marsad.text.page import Page, open_page
from marsad.version import __version__

BESIDES = "; read by "  # stands in ``engine`` before a reader that is not the rules
_MOST = 50  # notes of one kind in one document; more say nothing new
_LOADED = 100_000  # new objects, by which something was loaded
_INK = re.compile(r"\S")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Besides(NamedTuple):
    """What a reading goes by besides the text: a user's own lists, and what a reader has told."""

    actors: Sequence[Path] = ()
    told: tuple[Relation, ...] | None = None


class _Reading(NamedTuple):
    """What one pack finds in its part of a document."""

    document: Document
    attributions: tuple[Attribution, ...]
    found: Found
    assertions: tuple[Assertion, ...]
    notes: tuple[Note, ...]


def analyse(
    document: Document,
    pack: Pack | None = None,
    *,
    actors: Sequence[Path] = (),
    told: Told | None = None,
) -> Analysis:
    """Read each paragraph of a document with the pack of its language, or all with ``pack``.

    What is sure of no language is read in that of its neighbours or in ``document.lang``; what is
    in a language without a pack is left unread, with a note. ``actors`` are files of a user's own
    actors, laid over those that come with Marsad. With ``told``, who says what is taken from a
    reader beside the rules, and everything else is found by the rules as ever.

    The document of the result carries what its own header tells: title, byline, date, views.

    Raises:
        LookupError: there is no pack for the document's language.
        ValueError: a file of actors breaks the schema; the message names file and entry.
    """
    text = document.text
    if pack is not None:
        stretches, packs = [Stretch(pack.lang, 0, len(text))], [pack]
    else:
        stretches = identify(text, document.lang and pack_name(document.lang))
        with _loading():
            packs = [
                load_pack(lang) for lang in dict.fromkeys(one.lang for one in stretches) if lang
            ]
    if packs and document.lang is None:
        document = replace(document, lang=_most(stretches))
    readings: list[_Reading] = []
    for one in packs:
        part = text if len(stretches) == 1 else _part(text, stretches, one.lang)
        relations = None if told is None else _of_part(told.relations, stretches, one.lang)
        readings.append(_read(document, part, one, _Besides(actors, relations)))
        document = readings[0].document
    more = (*_unread(text, stretches), *(told.notes if told else ()))
    return _join(document, engine(*packs, reader=told and told.reader), readings, more)


def _read(document: Document, text: str, pack: Pack, besides: _Besides) -> _Reading:
    """Read a text with one pack: that of the document, or a part of it at the same positions."""
    with _loading():
        knowledge = load_knowledge(pack, *besides.actors)
        gazetteer, events_of = load_gazetteer(knowledge.lists, pack), load_events(pack)
        clause_words = load_clauses(pack)
    page = open_page(text, pack.writing)
    header = find_header(page, pack)
    document = _complete(document, page, header, pack)
    times = find_times(page, pack.times, document.published)
    held = frozenset(
        t for found in times for t in range(found.first_token, found.last_token_exclusive)
    )
    tagged = tag(page, pack, held, document.outlet)
    book = find_actors(tagged, knowledge, document.published)
    words = (knowledge.offices, knowledge.people)
    in_play = Named(book.namings, book.states, book.countries)
    places = find_places(tagged, gazetteer, words, in_play)
    tagged = tagged.with_names((one.first, one.end) for one in places)
    book = book.without((found.first, found.end) for found in places)
    clauses = Clauses(tagged) if pack.order == "subject-first" else None
    if besides.told is None:
        drafts, deep = shallow(_find_drafts(tagged, clauses, header))
    else:
        drafts, deep = shallow(draft_told(tagged, clauses, besides.told))
    holders = enclosing(drafts)
    labels = Labels(tagged, book.within, load_glosses(pack), knowledge)
    mentions = MentionBook(tagged, drafts, holders, labels)
    attributions = build_attributions(tagged, drafts, holders, mentions.mention, document.id)
    tellers = Tellers(book.within, book.names)
    setting = Setting(
        parties=[one for one in book.namings if not one.bare],
        adjectives=book.adjectives,
        places=[(found.first, found.end, found.place.name) for found in places],
        times=[
            (t.first_token, t.last_token_exclusive, t.expression.value)
            for t in times
            if t.expression.type in (TimeType.DATE, TimeType.TIME)
        ],
        spoken=[
            Spoken(draft.opens, draft.ends, draft.stance, tellers.of(draft, one))
            for draft, one in zip(drafts, attributions, strict=True)
        ],
    )
    ranges = header.body
    told = find_events(tagged, events_of, setting, ranges, document.id)
    found = Found(
        actors=book.actors(),
        places=tuple(one.place for one in places),
        times=tuple(one.expression for one in times),
        events=told.events,
    )
    named = {t for one in setting.parties for t in range(one.first, one.end)}
    named.update(t for first, end, _ in setting.places for t in range(first, end))
    seams = find_seams(tagged, clauses, clause_words, events_of, frozenset(named))
    heard = [
        Heard(draft, claim_id(document.id, one.id))
        for draft, one in zip(drafts, attributions, strict=True)
    ]
    signs = Signs(seams, told.moods, told.triggers, sorted(named))
    assertions = find_assertions(tagged, heard, signs, ranges, document.id)
    return _Reading(document, attributions, found, assertions, _notes(tagged, drafts, deep))


def _join(
    document: Document, engine: str, readings: Sequence[_Reading], unread: tuple[Note, ...]
) -> Analysis:
    """One analysis of all parts, in the order of the text."""
    if len(readings) == 1:
        _, attributions, found, assertions, notes = readings[0]
    else:
        attributions = tuple(merge(*(one.attributions for one in readings), key=_place))
        kinds = zip(*(one.found for one in readings), strict=True)
        found = Found(*(tuple(merge(*kind, key=attrgetter("span"))) for kind in kinds))
        assertions = tuple(merge(*(one.assertions for one in readings), key=attrgetter("content")))
        notes = tuple(note for one in readings for note in one.notes)
    return Analysis(
        document=document,
        engine=engine,
        attributions=attributions,
        times=found.times,
        places=found.places,
        actors=found.actors,
        events=found.events,
        claims=build_claims(document, attributions, found),
        assertions=assertions,
        notes=_limit((*notes, *unread)) if unread or len(readings) > 1 else notes,
    )


@contextmanager
def _loading() -> Iterator[None]:
    """Loads without looking for garbage: all that is made stays, and looking doubles the time."""
    looked, before = gc.isenabled(), gc.get_count()[0]
    gc.disable()
    try:
        yield
    finally:
        if looked:
            if gc.get_count()[0] - before > _LOADED and not gc.get_freeze_count():
                gc.freeze()  # and back at once: what is new counts as old, without a look at it
                gc.unfreeze()
            gc.enable()


def _most(stretches: Sequence[Stretch]) -> str | None:
    """The language of most letters."""
    letters = Counter[str]()
    for lang, start, end in stretches:
        if lang is not None:
            letters[lang] += end - start
    return max(letters, key=letters.__getitem__, default=None)


def _part(text: str, stretches: Sequence[Stretch], lang: str) -> str:
    """The text with spaces in place of all that is in another language: no position changes."""
    return "".join(
        text[one.start : one.end] if one.lang == lang else _INK.sub(" ", text[one.start : one.end])
        for one in stretches
    )


def _of_part(
    relations: Sequence[Relation], stretches: Sequence[Stretch], lang: str | None
) -> tuple[Relation, ...]:
    """The relations whose cue, or else whose content, stands in the stretches of a language."""
    starts = [one.start for one in stretches]
    kept = []
    for relation in relations:
        at = (relation.cue or relation.content)[0].start
        if stretches[max(0, bisect_right(starts, at) - 1)].lang == lang:
            kept.append(relation)
    return tuple(kept)


def _unread(text: str, stretches: Sequence[Stretch]) -> Iterator[Note]:
    """What no pack has read, paragraph by paragraph as far as they stand apart."""
    message = "in no language that Marsad has a pack for; left unread"
    for lang, start, end in stretches:
        inked = text[start:end].rstrip() if lang is None else ""
        if inked:
            first = start + len(inked) - len(inked.lstrip())
            span = Span(first, start + len(inked))
            yield Note(span=span, code="language.unread", message=message)


def _limit(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Notes in the order of the text, so many of each kind."""
    kinds: Counter[str] = Counter()
    kept = []
    for note in sorted(notes, key=lambda note: (note.span, note.code)):
        kinds[note.code] += 1
        if kinds[note.code] <= _MOST:
            kept.append(note)
    return tuple(kept)


def _place(attribution: Attribution) -> Span:
    return (attribution.cue or attribution.content)[0]


def engine(*packs: Pack, reader: str | None = None) -> str:
    """The version of code and packs that a reading came from, and the reader beside the rules."""
    read = f" ({', '.join(pack.lang for pack in packs)})" if packs else ""
    return f"marsad {__version__}{read}" + (f"{BESIDES}{reader}" if reader else "")


def _find_drafts(tagged: Tagged, clauses: Clauses | None, header: Header) -> list[Draft]:
    """The relations of a document; ``clauses`` where the subject stands first."""
    drafts: list[Draft] = []
    if clauses is not None:
        for first, last in header.body:
            drafts += find_statements(clauses, first, last)
            drafts += find_nominals(clauses, first, last)
            drafts += find_namings(clauses, first, last)
        drafts += find_scripts(clauses, drafts, header.body)
        return settle(tagged, drafts)
    for first, last in header.body:
        found = find_attributions(tagged, first, last)
        found += find_nouns(tagged, found, first, last)
        found += find_openers(tagged, first, last)
        found = find_carriers(tagged, found, first, last)
        drafts.extend(found)
    for first, last in header.body:
        drafts.extend(find_headlines(tagged, drafts, first, last))
    return settle(tagged, drafts)


def _complete(document: Document, page: Page, header: Header, pack: Pack) -> Document:
    """The document with what its header prints; what was handed over stays."""
    return replace(
        document,
        title=document.title or _span(page, header.title),
        byline=document.byline or _span(page, header.byline),
        published=document.published or _header_date(page, header, pack),
        views=document.views if document.views is not None else header.views,
        references=document.references or _references(page, header),
    )


def _span(page: Page, tokens: tuple[int, int] | None) -> Span | None:
    return page.token_span(*tokens) if tokens and tokens[0] < tokens[1] else None


def _references(page: Page, header: Header) -> Span | None:
    if header.references is None:
        return None
    first, end = header.references
    if first < end:
        return page.token_span(first, end)
    at = len(page.text)
    return Span(at, at)


def _header_date(page: Page, header: Header, pack: Pack) -> str | None:
    """The day that the header names as that of publication."""
    if header.date is None:
        return None
    first, end = header.date
    if first == end:
        return None
    dated = [
        found.expression.value
        for found in find_times(page, pack.times, None)
        if first <= found.first_token < end and found.expression.value
    ]
    days = dated if header.labelled else [value for value in dated if _DAY.fullmatch(value)]
    return days[0] if days else None


def _notes(tagged: Tagged, drafts: list[Draft], deep: list[Draft]) -> tuple[Note, ...]:
    notes = note_quotations(tagged.page)
    notes += note_cues(tagged, drafts, len(tagged.page.words))
    notes += note_deep(tagged, deep)
    return tuple(sorted(notes, key=lambda note: (note.span, note.code)))
