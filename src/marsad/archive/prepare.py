"""All the work on one document that needs no archive; so it runs in any process."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from marsad.analysis.analyse import analyse
from marsad.archive.listing import document_words
from marsad.archive.near import sketch
from marsad.archive.rows import Named, Rows, derive_rows, entity_of
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.entities.gazetteer import Gazetteer, Spot, load_gazetteer
from marsad.entities.lists import Lists, load_lists
from marsad.intake.originals import Item, Original
from marsad.model import Analysis, Document, Ground, Told
from marsad.packs.pack import load_pack
from marsad.text.words import Words, fold_form, index_words

_LEVEL = 6  # of zlib: a higher one takes twice the time for two hundredths of the bytes
# Words of the text that stand for a listed or composed name are forms of it; these are no names.
_NAMING = frozenset({Ground.NAME, Ground.COMPOSED, Ground.TITLE})
_LONGEST = 60  # letters of a form; a longer one is a description
_FINDINGS = tuple(
    field.name for field in fields(Analysis) if field.name not in ("document", "engine")
)

Forms = dict[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document ready to be stored.

    ``given`` is the document as it was read, ``document`` with what its header told; ``words`` are
    those of the claims, in their order, and ``all_words`` those of the document; ``forms`` are what
    the names in it are called, by kind and entity.
    """

    original: Original
    packed: bytes
    given: Document
    document: Document
    engine: str
    findings: bytes
    replaces: int | None = None
    rows: Rows
    words: tuple[Words, ...]
    all_words: Words
    sketch: bytes
    forms: Forms


def prepare(
    item: Item,
    replaces: int | None = None,
    told: Told | None = None,
    *,
    lists: Sequence[Path] = (),
) -> Prepared:
    """Read a document and make of the reading what the archive keeps.

    ``replaces`` is the number of an earlier text of the same page, ``told`` what another reader
    than the rules tells of the document, ``lists`` are the observatory's own lists of actors.

    Raises:
        LookupError: there is no pack for the document's language.
    """
    analysis = analyse(item.document, actors=lists, told=told)
    rows = derive_rows(analysis)
    document = analysis.document
    return Prepared(
        original=item.original,
        packed=zlib.compress(item.original.data, _LEVEL),
        given=item.document,
        document=document,
        engine=analysis.engine,
        findings=pack_findings(analysis),
        replaces=replaces,
        rows=rows,
        words=tuple(index_words(claim.passage) for claim in rows.claims),
        all_words=document_words(title_of(document), document.text),
        sketch=sketch(document.text),
        forms=find_forms(analysis, rows.names, lists),
    )


def title_of(document: Document) -> str | None:
    """The title as the page or the record says it, else as the text does."""
    if document.headline or document.title is None:
        return document.headline
    return document.text[document.title.start : document.title.end]


def pack_findings(analysis: Analysis) -> bytes:
    """The findings of a reading without its document, as packed JSON."""
    document = replace(analysis.document, text="")
    plain = {name: to_plain(getattr(analysis, name)) for name in _FINDINGS}
    return zlib.compress(to_json({"document": to_plain(document), **plain}), _LEVEL)


def unpack_findings(packed: bytes, text: str, engine: str) -> Analysis:
    """The reading that ``pack_findings`` packed."""
    plain: dict[str, Any] = from_json(zlib.decompress(packed))
    plain["document"]["text"] = text
    return from_plain({**plain, "engine": engine}, Analysis)


def find_forms(analysis: Analysis, names: Sequence[Named], lists: Sequence[Path] = ()) -> Forms:
    """Everything that the names of a reading are called, by the lists and in the text, folded."""
    known = load_lists(*lists)
    spoken = _spoken(analysis)
    lang = analysis.document.lang
    forms: Forms = {}
    for name in names:
        own = map(_fold, (name.name, *spoken.get(name.entity, ())))
        listed = _listed(name.kind, name.entity, lang, known)
        forms[name.kind, name.entity] = frozenset((*listed, *filter(None, own)))
    return forms


@lru_cache(maxsize=100_000)
def _fold(form: str) -> str:
    return fold_form(form)


def _spoken(analysis: Analysis) -> dict[str, list[str]]:
    """The words of the text that name an actor or a place."""
    text, found = analysis.document.text, dict[str, list[str]]()
    marked = [
        (entity_of(actor.entity, actor.name or ""), actor.span)
        for actor in analysis.actors
        if actor.ground in _NAMING
    ]
    marked += [(place.entity, place.span) for place in analysis.places if place.entity]
    for entity, (start, end) in marked:
        if end - start <= _LONGEST:
            found.setdefault(entity, []).append(text[start:end])
    return found


@lru_cache(maxsize=100_000)
def _listed(kind: str, entity: str, lang: str | None, lists: Lists) -> frozenset[str]:
    """What the lists and the gazetteer of a language call an entity, folded."""
    return frozenset(filter(None, map(fold_form, _names(kind, entity, lang, lists))))


def _names(kind: str, entity: str, lang: str | None, lists: Lists) -> tuple[str, ...]:
    if kind == "country":
        return _state_names(lists).get(entity, ())
    if kind == "place":
        spot = _spot(entity, lang, lists)
        return (spot.name, *spot.names) if spot else ()
    if kind == "actor" and entity in lists.entities:
        known = lists.entities[entity]
        return known.name, *known.names
    return ()


@cache
def _state_names(lists: Lists) -> dict[str, tuple[str, ...]]:
    """The names of states by their ISO code."""
    return {
        entity.countries[0]: (entity.name, *entity.names)
        for entity in lists.entities.values()
        if entity.table == "state" and entity.countries
    }


def _spot(entity: str, lang: str | None, lists: Lists) -> Spot | None:
    """A place of the gazetteer that a reading used."""
    if lang is None:
        return None
    gazetteer = load_gazetteer(lists, load_pack(lang))
    listed = _listed_spots(gazetteer).get(entity)
    if listed is not None:
        return listed
    return next((r.spot for r in gazetteer.met.values() if r.spot.id == entity), None)


@cache
def _listed_spots(gazetteer: Gazetteer) -> dict[str, Spot]:
    return {spot.id: spot for spot in gazetteer.listed}
