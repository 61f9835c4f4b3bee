"""A document out of what a page, a row or a record says, and what the caller knows besides."""

from __future__ import annotations

from typing import NamedTuple

from marsad.ids import content_id
from marsad.intake.decoding import make_inert
from marsad.intake.originals import Extract, Item, Original
from marsad.intake.outlets import find_outlet
from marsad.model import Document, Span
from marsad.packs.identify import identify

# Enough letters to tell a language; a share of a millisecond.
_SAMPLE = 2_000


class Given(NamedTuple):
    """What the caller says of documents that do not say it themselves."""

    outlet: str | None = None
    published: str | None = None
    lang: str | None = None


def build_item(extract: Extract, original: Original, given: Given, id: str | None = None) -> Item:
    """The document in an extract. What it says itself wins, then its address, then the caller."""
    text, title = make_inert(extract.text), clean(extract.title)
    url = clean(extract.url) or original.url
    document = Document(
        id=id or content_id(url, text),
        text=text,
        lang=clean(extract.lang) or given.lang,
        outlet=clean(extract.outlet) or find_outlet(url) or given.outlet,
        url=url,
        headline=title,
        author=clean(extract.author),
        title=None if title is None else find_title(text, title.strip()),
        published=extract.published or given.published,
        fetched=original.fetched,
        source_hash=original.hash,
        degraded=extract.degraded,
    )
    return Item(document, original)


def clean(value: str | None) -> str | None:
    """The value made inert; ``None`` if nothing is in it."""
    return make_inert(value) if value is not None and value.strip() else None


def find_title(text: str, title: str) -> Span | None:
    """Where the title stands, if the text begins with it."""
    start = len(text) - len(text.lstrip())
    return Span(start, start + len(title)) if text.startswith(title, start) else None


def choose_language(text: str, told: str | None) -> str | None:
    """The language that a page says it is in, unless its words are surely in another one.

    Arabic pages are often made from English templates and say ``lang="en"``.
    """
    letters: dict[str, int] = {}
    for lang, start, end in identify(text[:_SAMPLE], None):
        if lang is not None:
            letters[lang] = letters.get(lang, 0) + end - start
    return max(letters, key=lambda lang: letters[lang]) if letters else told
