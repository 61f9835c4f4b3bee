"""What a document is called."""

from __future__ import annotations

from marsad.model import Document
from marsad.publishing.visible import LINE_END, one_line, shorten

_LONGEST = 90


def title_of(doc: Document) -> str | None:
    """The title as it was handed over, else as it stands in the text."""
    if doc.headline is None and doc.title is not None:
        return doc.text[doc.title.start : doc.title.end]
    return doc.headline


def heading_of(doc: Document) -> str:
    """The title, else the beginning of the first line, on one line."""
    title = title_of(doc)
    if title is not None and title.strip():
        return one_line(title)
    first = one_line(LINE_END.split(doc.text.strip()[: 4 * _LONGEST], maxsplit=1)[0])
    return shorten(first, _LONGEST)
