"""A draft laid out with its evidence and its drawings, as a reader would see it."""

from __future__ import annotations

from dataclasses import replace

from marsad.archive.observatory import Observatory
from marsad.publishing.reports import editing, keeping
from marsad.publishing.reports.nouns import Draft, Report
from marsad.publishing.reports.sheet import Sheet, lay_out


def laid(observatory: Observatory, draft: Draft) -> Sheet:
    """The draft as a new report of the archive."""
    return editing.lay_out_draft(observatory, begun(observatory, draft))


def begun(observatory: Observatory, draft: Draft) -> int:
    with observatory.judging() as connection:
        return keeping.begin(connection, "Nadia", draft)


def published(observatory: Observatory, draft: Draft) -> Report:
    return editing.publish(observatory, "Nadia", begun(observatory, draft))


def with_address(sheet: Sheet, url: str) -> Sheet:
    """The same report, its first source at an address."""
    first = sheet.notes[0].passage.document
    passages = [
        replace(one.passage, url=url) if one.passage.document == first else one.passage
        for one in sheet.notes
    ]
    return lay_out(sheet.draft, passages, sheet.drawn)
