"""One claim in full: its words and voices, what people said of it, and what it is joined to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.archive.callnames import find_claim
from marsad.archive.observatory import Observatory
from marsad.archive.review.judgements import Review
from marsad.archive.review.record import history, show
from marsad.linking.stored.asking import statements_of
from marsad.model import Document
from marsad.publishing.contract import build_claim
from marsad.publishing.linked import ClaimRow
from marsad.publishing.views import rows_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim as people have corrected it.

    ``claim`` and ``attribution`` are those of the reading contract; ``state`` is accepted,
    rejected, corrected, or ``None``: nobody has looked. ``statements`` are what it was cut into
    for joining, ``reviews`` what was said of it, the latest first.
    """

    document: Document
    claim: dict[str, Any]
    attribution: dict[str, Any]
    state: str | None
    statements: tuple[ClaimRow, ...]
    reviews: tuple[Review, ...]


def claim_view(observatory: Observatory, id: str) -> ClaimView:
    """A claim by its id, or by a beginning of it that no other has.

    Raises:
        LookupError: there is none, or several begin so.
    """
    with observatory.reading() as connection:
        whole = find_claim(connection, id)
        shown = show(connection, whole)
        corrected = shown.corrected
        return ClaimView(
            document=corrected.analysis.document,
            **build_claim(corrected.analysis, whole),
            state=corrected.states.get(whole),
            statements=tuple(rows_at(connection, statements_of(connection, whole))),
            reviews=tuple(history(connection, claim=whole)),
        )
