"""People look at claims: accept, reject, correct, comment, undo; and what waits for them.

All functions take a connection that is in a transaction; those that record need one for writing,
best of ``open_engine(…, write=True, lasting=True)``: then what was said outlasts a power cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.callnames import find_claim
from marsad.archive.documents import load_machine, refresh
from marsad.archive.review.anchors import anchor
from marsad.archive.review.corrections import Corrected, apply
from marsad.archive.review.judgements import (
    STATES,
    Action,
    Correction,
    EventIs,
    NameIs,
    PlaceIs,
    Review,
    anchor_of,
    effective,
    field_of,
    pack,
)
from marsad.archive.review.merges import settle
from marsad.archive.review.precision import Tally, stats
from marsad.archive.review.reviews import append, find_review, read_reviews, reviews_of
from marsad.archive.review.standing import check, same, standing
from marsad.archive.review.waiting import Listed, queue, reviewed
from marsad.archive.schema import claims, reviews
from marsad.archive.schema import unheld as unheld_rows
from marsad.model import Analysis, Attribution

_OF_CLAIMS = (Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.COMMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person says of a claim, by its id or a beginning of it that no other has.

    ``action`` is accept, reject, correct, which needs a ``correction``, or comment.
    """

    claim: str
    action: Action | str
    correction: Correction | None = None
    comment: str | None = None


class Unheld(NamedTuple):
    """A review that the present reading has no place for, since when, and why."""

    review: Review
    since: str
    reason: str


class Shown(NamedTuple):
    """A claim with all that its review needs.

    ``machine`` is the reading as it was found, ``corrected`` as it stands.
    """

    claim: str
    number: int
    machine: Analysis
    corrected: Corrected

    @property
    def attribution(self) -> Attribution:
        """The claim's attribution as it stands."""
        claim = next(one for one in self.corrected.analysis.claims if one.id == self.claim)
        found = self.corrected.analysis.attributions
        return next(one for one in found if one.id == claim.attribution)


def show(connection: Connection, claim: str) -> Shown:
    """A claim with its reading, by its whole id.

    Raises:
        LookupError: there is no such claim.
    """
    number = connection.scalar(select(claims.c.document).where(claims.c.id == claim))
    if number is None:
        raise LookupError(f"{claim}: no such claim in this archive")
    machine = load_machine(connection, number)
    return Shown(claim, number, machine, apply(machine, reviews_of(connection, number)))


def record(connection: Connection, person: str, verdict: Verdict) -> Review:
    """Record what a person says of a claim, and list its document anew.

    Raises:
        LookupError: there is no such claim.
        ValueError: what is said cannot be; the message names what to give instead.
    """
    shown = show(connection, find_claim(connection, verdict.claim))
    said = _said(shown, verdict)
    review = append(
        connection,
        person,
        str(verdict.action),
        document=shown.number,
        claim=shown.claim,
        comment=verdict.comment,
        anchor=_anchor(connection, shown),
        rule=shown.attribution.rule,
        **said,
    )
    return _kept(connection, review, shown.number)


def correct_document(
    connection: Connection,
    person: str,
    number: int,
    says: PlaceIs | NameIs | EventIs,
    comment: str | None = None,
) -> Review:
    """Record a correction of a place, a name or an event wherever it stands, in a claim or not.

    Args:
        number: of the document, as ``documents.find_number`` gives it.

    Raises:
        ValueError: what is said cannot be; the message names what to give instead.
    """
    analysis = apply(load_machine(connection, number), reviews_of(connection, number)).analysis
    checked = check(analysis, None, says)
    review = append(
        connection,
        person,
        Action.CORRECT.value,
        document=number,
        field=field_of(checked),
        before=pack(standing(analysis, None, checked)),
        after=pack(checked),
        comment=comment,
    )
    return _kept(connection, review, number)


def _kept(connection: Connection, review: Review, document: int) -> Review:
    """A review of which the document was listed anew; one without a place is refused."""
    for number, reason in refresh(connection, document).unheld:
        if number == review.number:
            raise ValueError(reason)
    return review


def _said(shown: Shown, verdict: Verdict) -> dict[str, str | None]:
    """The field, what stood, and what stands after a verdict, as the table has them."""
    says, action = verdict.correction, verdict.action
    if action not in _OF_CLAIMS:
        raise ValueError(f"{action} is not said of a claim; say {', '.join(_OF_CLAIMS)}")
    if (says is not None) != (action == Action.CORRECT):
        raise ValueError(
            "a correction needs what to correct; name a source, a stance, a content, …"
        )
    if says is not None:
        analysis = shown.corrected.analysis
        says = check(analysis, shown.attribution, says)
        before = standing(analysis, shown.attribution, says)
        if same(before, says):
            raise ValueError("that is what stands already; accept it")
        return {"field": field_of(says), "before": pack(before), "after": pack(says)}
    if action in STATES:
        stood = shown.corrected.states.get(shown.claim)
        return {"before": pack(stood), "after": pack(STATES[Action(action)])}
    if not verdict.comment:
        raise ValueError("a comment needs words")
    return {}


def _anchor(connection: Connection, shown: Shown) -> str | None:
    """What the machine found; of a claim that it no longer finds, what it had found."""
    wanted = shown.attribution.id
    for one in shown.machine.attributions:
        if one.id == wanted:
            return pack(anchor(shown.machine.document.text, one))
    earlier = (
        one.anchor
        for one in reviews_of(connection, shown.number)
        if shown.corrected.placed.get(one.number) == shown.claim and anchor_of(one) is not None
    )
    return next(earlier, None)


def undo(connection: Connection, person: str, number: int) -> Review:
    """Take back what a review said; also an undo can be undone.

    Raises:
        LookupError: there is no such review.
        ValueError: it is undone already.
    """
    undone = find_review(connection, number)
    later = read_reviews(connection, reviews.c.undoes.is_not(None))
    cancelling = effective_undoing(list(later), number)
    if cancelling is not None:
        raise ValueError(f"{number} is undone already, by {cancelling}")
    review = append(
        connection,
        person,
        Action.UNDO.value,
        document=undone.document,
        claim=undone.claim,
        field=undone.field,
        before=undone.after,
        after=undone.before,
        rule=undone.rule,
        undoes=number,
    )
    if undone.document is None:
        settle(connection)
    else:
        refresh(connection, undone.document)
    return review


def effective_undoing(undoings: list[Review], number: int) -> int | None:
    """The number of the undo that stands of a review; ``None`` where it is not undone."""
    as_said = [replace(one, action=Action.COMMENT.value) for one in undoings]
    return next((one.number for one in effective(as_said) if one.undoes == number), None)


def history(
    connection: Connection, *, claim: str | None = None, document: int | None = None
) -> Iterator[Review]:
    """What was said, the latest first: of a claim, of a document, or of all.

    Of a claim also what was said of it under the id that an earlier reading had given it.
    """
    if claim is None:
        where = () if document is None else (reviews.c.document == document,)
        yield from read_reviews(connection, *where, newest=True)
        return
    number = connection.scalar(select(claims.c.document).where(claims.c.id == claim))
    ids = {claim}
    if number is not None:
        said = reviews_of(connection, number)
        placed = show(connection, claim).corrected.placed
        ids |= {one.claim for one in said if one.claim and placed.get(one.number) == claim}
    yield from read_reviews(connection, reviews.c.claim.in_(sorted(ids)), newest=True)


def unheld(connection: Connection) -> Iterator[Unheld]:
    """Reviews that the readings now have no place for, the latest first."""
    chosen = select(reviews, unheld_rows.c.at.label("since"), unheld_rows.c.reason)
    chosen = chosen.join(unheld_rows, unheld_rows.c.review == reviews.c.number)
    for row in connection.execute(chosen.order_by(reviews.c.number.desc())):
        said = dict(row._mapping)
        since, reason = said.pop("since"), said.pop("reason")
        yield Unheld(Review(**said), since, reason)


__all__ = [
    "Listed",
    "Shown",
    "Tally",
    "Unheld",
    "Verdict",
    "correct_document",
    "effective_undoing",
    "history",
    "queue",
    "record",
    "reviewed",
    "show",
    "stats",
    "undo",
    "unheld",
]
