"""Notes: what was seen and not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from marsad.grammar.drafts import Draft
from marsad.grammar.tagged import FINITE, Tagged, spoken
from marsad.model import Note
from marsad.text.page import Page

_MOST = 50  # notes of one kind in one document; more say nothing new


def note_quotations(page: Page) -> list[Note]:
    """Quotation marks that nothing closes, or that close nothing."""
    unclosed = (q.open for q in page.quotations if not q.closed)
    without_end = "quotation mark without an end; closed at the end of its paragraph"
    without_start = "closing quotation mark without a beginning; left alone"
    return [
        *_at_tokens(page, unclosed, "quotation.unclosed", without_end),
        *_at_tokens(page, page.stray, "quotation.stray", without_start),
    ]


def note_cues(tagged: Tagged, drafts: Iterable[Draft], last: int) -> list[Note]:
    """Relations whose speaker stayed unknown, and reporting verbs that opened no content."""
    drafts = list(drafts)
    nobody = "reported speech whose speaker the text does not tell"
    silent = "reporting verb without a content that could be told"
    unknown = (tagged.page.token_at(d.cue[0][0]) for d in drafts if d.source is None)
    return [
        *_at_tokens(tagged.page, unknown, "source.unknown", nobody),
        *_at_tokens(tagged.page, _silent(tagged, drafts, last), "cue.silent", silent),
    ]


def note_deep(tagged: Tagged, drafts: Iterable[Draft]) -> list[Note]:
    """Relations nested deeper than chains are followed."""
    deep = (draft.cue_at for draft in drafts)
    message = "voice inside too many voices; left out"
    return list(_at_tokens(tagged.page, deep, "nesting.deep", message))


def _at_tokens(page: Page, tokens: Iterable[int], code: str, message: str) -> Iterator[Note]:
    for at in islice(tokens, _MOST):
        yield Note(span=page.token_span(at, at + 1), code=code, message=message)


def _silent(tagged: Tagged, drafts: list[Draft], last: int) -> Iterator[int]:
    page = tagged.page
    covered = {
        token
        for draft in drafts
        for start, end in draft.cue
        for token in range(page.token_at(start), page.token_at(end - 1) + 1)
    }
    for at in tagged.cued_in(0, last):
        if at in covered or at in tagged.times:
            continue
        form = spoken(tagged.entries[at].cues, FINITE)
        if form is not None and form.cue.speech and tagged.finite(at):
            yield at
