"""The parts of a text that run in one direction: its paragraphs, each by its own language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from marsad.model import Document
from marsad.packs.identify import identify
from marsad.packs.pack import pack_name
from marsad.publishing.visible import LINE_END, show_controls
from marsad.publishing.words import direction_of


class Part(NamedTuple):
    """Consecutive paragraphs of one language and direction, as offsets into the text."""

    start: int
    end: int
    lang: str | None
    direction: str

    @property
    def attributes(self) -> str:
        """Language and direction for a tag; ``und`` where the language is not known."""
        lang = escape(show_controls(self.lang or "und"))
        return f'lang="{lang}" dir="{self.direction}"'


class Parts:
    """The parts of a text in order, which together hold all of it, and the text as a whole."""

    def __init__(self, whole: Part, *parts: Part) -> None:
        self.whole = whole
        self._parts = parts or (whole,)

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts)

    def at(self, position: int) -> Part:
        """The part that holds a position of the text."""
        at = bisect_right(self._parts, position, key=lambda part: part.start)
        return self._parts[max(at, 1) - 1]


def find_parts(document: Document) -> Parts:
    """The parts of a document by the language of its paragraphs."""
    text, lang = document.text, document.lang
    return Parts(Part(0, len(text), lang, direction_of(lang, text)), *_find(document))


def _find(document: Document) -> Iterator[Part]:
    """What is in the document's own language keeps the name that the document has for it."""
    text, told = document.text, _pack(document.lang)
    for lang, start, end in identify(text, told):
        if lang is None:
            yield from _lines(text, start, end)
        else:
            shown = document.lang if lang == told else lang
            yield Part(start, end, shown, direction_of(shown, text[start:end]))


def _pack(lang: str | None) -> str | None:
    try:
        return lang and pack_name(lang)
    except LookupError:
        return None


def _lines(text: str, start: int, end: int) -> Iterator[Part]:
    """Lines of no known language, each in the direction of its first letter."""
    while start < end:
        hit = LINE_END.search(text, start, end)
        stop = end if hit is None else hit.end()
        yield Part(start, stop, None, direction_of(None, text[start:stop]))
        start = stop
