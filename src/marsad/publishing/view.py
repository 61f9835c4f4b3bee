"""What all parts of a document's markup share: its words, its direction, its links."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from marsad.model import Analysis, Span
from marsad.publishing.highlight import isolate
from marsad.publishing.links import Links
from marsad.publishing.naming import Names
from marsad.publishing.parts import Parts
from marsad.publishing.register import Register
from marsad.publishing.visible import one_line, shorten
from marsad.publishing.words import Words


class Pages(NamedTuple):
    """Where the pages of actors, sources and outlets lie: beginnings of addresses."""

    actor: str
    source: str
    outlet: str


class View(NamedTuple):
    """One document for people. What its methods return is escaped, but for `cut` and `call`.

    ``pages`` are given where names lead to pages of their own; a file that stands alone has none.
    ``beside`` is markup that stands on the line of a claim, by the id of its attribution.
    """

    analysis: Analysis
    anchor: str
    words: Words
    parts: Parts
    register: Register
    links: Links
    pages: Pages | None = None
    beside: Mapping[str, str] = MappingProxyType({})

    def lead(self, shown: str, beginning: str, name: str) -> str:
        """Markup that leads to the page of a name."""
        address = escape(beginning + quote(name, safe=""))
        return f'<a class="onward" href="{address}">{shown}</a>'

    def say(self, text: str, direction: str | None = None) -> str:
        """One line in its own direction, or in that of the document."""
        return isolate(" ".join(text.split()), direction or self.direction)

    def quote(self, span: Span) -> str:
        """The words of a span, kept apart from what stands round them."""
        part = self.parts.at(span.start)
        shown = self.say(shorten(one_line(self.cut(span))), part.direction)
        return f'<bdi dir="{part.direction}">{shown}</bdi>'

    @property
    def direction(self) -> str:
        return self.parts.whole.direction

    def call(self, name: str, entity: str | None = None) -> str:
        """What somebody is called in the language of the words; not escaped."""
        return Names(self.words).of(name, entity) or name

    def cut(self, span: Span) -> str:
        return self.analysis.document.text[span.start : span.end]

    def word(self, key: str) -> str:
        return escape(self.words.word[key])

    def table(self, name: str, key: str) -> str:
        """The word for a value; a value that the table lacks is shown as it is."""
        return escape(self.words.table[name].get(key) or one_line(key))
