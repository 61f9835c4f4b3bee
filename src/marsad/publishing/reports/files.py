"""A report as a file: one of its editions or its draft, in any of its forms."""

from __future__ import annotations

from typing import NamedTuple

from marsad.archive.observatory import Observatory
from marsad.codec import to_json, to_plain
from marsad.publishing.reports import editing, keeping
from marsad.publishing.reports.html import write_html
from marsad.publishing.reports.markdown import write_markdown
from marsad.publishing.reports.pdf import write_pdf
from marsad.publishing.reports.sheet import Sheet, of_report
from marsad.publishing.reports.theme import PLAIN, Theme
from marsad.publishing.reports.word import write_docx

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


class Wanted(NamedTuple):
    """Which report: an edition, the last one where none is named, or its ``draft``."""

    number: int
    edition: int | None = None
    draft: bool = False


def find_sheet(observatory: Observatory, wanted: Wanted) -> Sheet:
    """A report laid out; its draft while no edition is published.

    Raises:
        LookupError: there is no such report or edition.
    """
    with observatory.reading() as connection:
        there = next(keeping.list_editions(connection, wanted.number), None)
        if not wanted.draft and (wanted.edition or there):
            return of_report(keeping.load_edition(connection, wanted.number, wanted.edition))
    return editing.lay_out_draft(observatory, wanted.number)


def write_file(observatory: Observatory, wanted: Wanted, form: str, theme: Theme = PLAIN) -> bytes:
    """A report in one of the forms of ``MEDIA``.

    Raises:
        LookupError: there is no such report or edition.
        PrintError: a PDF is wanted, and the fonts are not there.
    """
    sheet = find_sheet(observatory, wanted)
    if form == "json":
        return to_json(to_plain(sheet.report or sheet.draft)) + b"\n"
    if form in ("pdf", "docx"):
        return {"pdf": write_pdf, "docx": write_docx}[form](sheet, theme)
    pieces = write_markdown(sheet) if form == "md" else write_html(sheet, theme)
    return "".join(pieces).encode("utf-8", "replace")
