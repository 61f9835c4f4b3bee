"""What all parts of a document's markup share: its words, its direction, its links."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from marsad.model import Analysis, Span
from marsad.publishing.highlight import isolate
from marsad.publishing.links import Links
from marsad.publishing.register import Register
from marsad.publishing.visible import one_line, show_controls
from marsad.publishing.words import Words


class View(NamedTuple):
    """One document for people. What its methods return is escaped."""

    analysis: Analysis
    anchor: str
    words: Words
    direction: str
    register: Register
    links: Links

    def say(self, text: str) -> str:
        """One line of the document in its own direction."""
        return isolate(" ".join(text.split()), self.direction)

    def quote(self, span: Span) -> str:
        """The words of a span, kept apart from what stands round them."""
        return f'<bdi dir="{self.direction}">{self.say(self.cut(span))}</bdi>'

    @property
    def lang(self) -> str:
        """The document's language for an attribute; ``und`` where it is not known."""
        return escape(show_controls(self.analysis.document.lang or "und"))

    def cut(self, span: Span) -> str:
        return self.analysis.document.text[span.start : span.end]

    def word(self, key: str) -> str:
        return escape(self.words.word[key])

    def table(self, name: str, key: str) -> str:
        """The word for a value; a value that the table lacks is shown as it is."""
        return escape(self.words.table[name].get(key) or one_line(key))
