"""The order of the work: one document in, all findings out."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unicodedata import name

from marsad.analysis.actors import find_actors
from marsad.analysis.attribution import find_attributions
from marsad.analysis.carriers import find_carriers
from marsad.analysis.chains import build_attributions
from marsad.analysis.claims import Found, build_claims
from marsad.analysis.events import Setting, Spoken, find_events
from marsad.analysis.header import Header, find_header
from marsad.analysis.headlines import find_headlines
from marsad.analysis.labels import Labels
from marsad.analysis.mentions import MentionBook
from marsad.analysis.notes import note_cues, note_deep, note_quotations
from marsad.analysis.nouns import find_nouns
from marsad.analysis.openers import find_openers
from marsad.analysis.places import find_places
from marsad.analysis.times import TimeFinding, find_times
from marsad.analysis.voices import enclosing, settle, shallow
from marsad.entities.gazetteer import load_gazetteer
from marsad.entities.knowledge import load_knowledge
from marsad.grammar.drafts import Draft
from marsad.grammar.tagged import Tagged, tag
from marsad.model import Analysis, Document, Note, Span, TimeType
from marsad.packs.events import load_events
from marsad.packs.glosses import load_glosses
from marsad.packs.pack import Pack, load_pack
from marsad.text.page import Page, open_page
from marsad.version import __version__

DEFAULT_LANGUAGE = "ar"
_PROBE = 2_000  # characters in which the script is looked for


def analyse(
    document: Document, pack: Pack | None = None, *, actors: Sequence[Path] = ()
) -> Analysis:
    """Read a document with a language pack (by default that of ``document.lang``, else Arabic).

    ``actors`` are files of a user's own actors, laid over those that come with Marsad.

    The document of the result carries what its own header tells: title, byline, date, views. A
    text without a language that is mostly in another script is left unread, with a note.

    Raises:
        LookupError: there is no pack for the document's language.
        ValueError: a file of actors breaks the schema; the message names file and entry.
    """
    with _loading():
        pack = pack or load_pack(document.lang or DEFAULT_LANGUAGE)
        knowledge = load_knowledge(pack, *actors)
        gazetteer, events_of = load_gazetteer(knowledge.lists, pack), load_events(pack)
    if document.lang is None and not _written_in(document.text, pack.script):
        return Analysis(document=document, engine=engine(pack), notes=(_unread(document),))
    page = open_page(document.text, pack.writing)
    header = find_header(page, pack)
    document = _complete(document, page, header, pack)
    times = find_times(page, pack.times, document.published)
    held = frozenset(
        t for found in times for t in range(found.first_token, found.last_token_exclusive)
    )
    tagged = tag(page, pack, held, document.outlet)
    book = find_actors(tagged, knowledge, document.published)
    words = (knowledge.offices, knowledge.people)
    places = find_places(tagged, gazetteer, words, book.namings, book.countries)
    drafts, deep = shallow(_find_drafts(tagged, header))
    voices = (voice for draft in drafts for voice in (draft.source, *draft.via))
    labels = Labels(tagged, book.within, load_glosses(pack), knowledge)
    mentions = MentionBook(tagged, (v for v in voices if v is not None), labels.label)
    attributions = build_attributions(
        tagged, drafts, enclosing(drafts), mentions.mention, document.id
    )
    setting = Setting(
        parties=[one for one in book.namings if not one.bare],
        places=[(found.first, found.end, found.place.name) for found in places],
        times=[
            (t.first_token, t.last_token_exclusive, t.expression.value)
            for t in times
            if t.expression.type in (TimeType.DATE, TimeType.TIME)
        ],
        spoken=[Spoken(draft.opens, draft.ends, draft.stance) for draft in drafts],
    )
    ranges = header.body
    events = find_events(tagged, events_of, setting, ranges, document.id)
    found = Found(
        actors=book.actors(),
        places=tuple(one.place for one in places),
        times=tuple(one.expression for one in times),
        events=events,
    )
    return Analysis(
        document=document,
        engine=engine(pack),
        attributions=attributions,
        times=found.times,
        places=found.places,
        actors=found.actors,
        events=found.events,
        claims=build_claims(document, attributions, found),
        notes=_notes(tagged, drafts, deep),
    )


@contextmanager
def _loading() -> Iterator[None]:
    """Loads without looking for garbage: all that is made stays, and looking doubles the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _written_in(text: str, script: str) -> bool:
    """Whether most letters of the text's beginning are of a script."""
    counts = {char: n for char, n in Counter(text[:_PROBE]).items() if char.isalpha()}
    own = sum(n for char, n in counts.items() if name(char, "").startswith(script))
    return own * 2 > sum(counts.values()) or not counts


def _unread(document: Document) -> Note:
    message = "language not told, and the script is not that of the language read by default"
    return Note(span=Span(0, min(1, len(document.text))), code="language.unread", message=message)


def engine(pack: Pack) -> str:
    """The version of code and pack that a reading came from."""
    return f"marsad {__version__} ({pack.lang})"


def _find_drafts(tagged: Tagged, header: Header) -> list[Draft]:
    drafts: list[Draft] = []
    if tagged.pack.order == "subject-first":
        return drafts
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
        lang=document.lang or pack.lang,
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
    dated: list[TimeFinding] = [
        found
        for found in find_times(page, pack.times, None)
        if first <= found.first_token < end and found.expression.value
    ]
    return dated[0].expression.value if dated else None


def _notes(tagged: Tagged, drafts: list[Draft], deep: list[Draft]) -> tuple[Note, ...]:
    notes = note_quotations(tagged.page)
    notes += note_cues(tagged, drafts, len(tagged.page.words))
    notes += note_deep(tagged, deep)
    return tuple(sorted(notes, key=lambda note: (note.span, note.code)))
