"""Notes: what was seen and not understood."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.grammar.drafts import Draft
from marsad.grammar.tagged import FINITE, Tagged, spoken
from marsad.model import Note
from marsad.text.page import Page

_MOST = 50  # notes of one kind in one document; more say nothing new


def note_quotations(page: Page) -> list[Note]:
    """Quotation marks that nothing closes, or that close nothing."""
    unclosed = [
        Note(
            span=page.token_span(q.open, q.open + 1),
            code="quotation.unclosed",
            message="quotation mark without an end; closed at the end of its paragraph",
        )
        for q in page.quotations
        if not q.closed
    ]
    stray = [
        Note(
            span=page.token_span(at, at + 1),
            code="quotation.stray",
            message="closing quotation mark without a beginning; left alone",
        )
        for at in page.stray
    ]
    return unclosed[:_MOST] + stray[:_MOST]


def note_cues(tagged: Tagged, drafts: Iterable[Draft], first: int, last: int) -> list[Note]:
    """Reporting verbs that opened no content, and relations whose speaker stayed unknown."""
    drafts = list(drafts)
    covered = {start for draft in drafts for start, _ in draft.cue}
    notes = [
        Note(
            span=tagged.page.span(*draft.cue[0]),
            code="source.unknown",
            message="reported speech whose speaker the text does not tell",
        )
        for draft in drafts
        if draft.source is None
    ][:_MOST]
    silent = 0
    for at in range(first, last):
        entry = tagged.entries[at]
        form = spoken(entry.cues, FINITE) if entry.cues and not entry.roles else None
        if form is None or not form.cue.speech or tagged.lead_end(at) in covered:
            continue
        if any(start <= tagged.lead_end(at) < stop for d in drafts for start, stop in d.cue):
            continue
        silent += 1
        if silent <= _MOST:
            notes.append(
                Note(
                    span=tagged.page.token_span(at, at + 1),
                    code="cue.silent",
                    message="reporting verb without a content that could be told",
                )
            )
    return notes
