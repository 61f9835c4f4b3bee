"""People look at claims: accept, reject, correct, comment, undo; and what waits for them.

All functions take a connection that is in a transaction; those that record need one for writing,
best of ``open_engine(…, write=True, lasting=True)``: then what was said outlasts a power cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from marsad.archive.anchors import anchor
from marsad.archive.corrections import Corrected, apply
from marsad.archive.documents import load_machine, refresh
from marsad.archive.judgements import (
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
from marsad.archive.merges import settle
from marsad.archive.precision import Tally, stats
from marsad.archive.reviews import append, find_review, read_reviews, reviews_of
from marsad.archive.schema import claims, documents, reviews
from marsad.archive.schema import unheld as unheld_rows
from marsad.archive.standing import check, same, standing
from marsad.codec import from_json
from marsad.model import Analysis, Attribution, Span

_SHORTEST = 4  # letters of an id by which a claim may be called


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person says of a claim; ``correction`` goes with the action ``correct``."""

    claim: str
    action: Action
    correction: Correction | None = None
    comment: str | None = None


class Listed(NamedTuple):
    """A claim in a list; ``content`` are its words, ``state`` is how it stands."""

    claim: str
    document: str
    source: str | None
    stance: str
    rule: str
    score: float
    state: str | None
    content: str


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


def find_claim(connection: Connection, id: str) -> str:
    """The id of a claim, by a beginning of it that no other has.

    Raises:
        LookupError: no claim begins so, or several do.
    """
    exact = connection.scalar(select(claims.c.id).where(claims.c.id == id))
    if exact is not None:
        return str(exact)
    begins = claims.c.id.startswith(id, autoescape=True)
    found = connection.execute(select(claims.c.id).where(begins).limit(2)).scalars().all()
    if len(found) == 1 and len(id) >= _SHORTEST:
        return str(found[0])
    many = f"{id}: several claims begin so; give more of the id (at least {_SHORTEST} characters)"
    raise LookupError(many if found else f"{id}: no such claim in this archive")


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
    shown = show(connection, verdict.claim)
    said = _said(shown, verdict)
    review = append(
        connection,
        person,
        verdict.action.value,
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
    says = verdict.correction
    if (says is not None) != (verdict.action is Action.CORRECT):
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
    if verdict.action in STATES:
        stood = shown.corrected.states.get(shown.claim)
        return {"before": pack(stood), "after": pack(STATES[verdict.action])}
    if verdict.action is not Action.COMMENT:
        raise ValueError(f"{verdict.action.value} is not said of a claim")
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


def queue(connection: Connection, order: str = "score", limit: int = 20) -> Iterator[Listed]:
    """Claims that nobody has looked at: those most worth it first.

    Args:
        order: ``score``: the least firm; ``rule``: the newest of each rule in turn, those of which
            the fewest claims were reviewed first, so that all come to be known; ``newest``.

    Raises:
        ValueError: there is no such order.
    """
    orders = {"score": _by_score, "rule": _by_rule, "newest": _by_time}
    if order not in orders:
        raise ValueError(f"no order «{order}»; there are {', '.join(orders)}")
    yield from _list(connection, orders[order](connection, limit))


def reviewed(connection: Connection, state: str | None = None, limit: int = 20) -> Iterator[Listed]:
    """Claims that people have looked at, the newest first.

    Args:
        state: only those that are accepted, rejected or corrected.

    Raises:
        ValueError: a claim never stands so.
    """
    states = list(STATES.values())
    if state is not None and state not in states:
        raise ValueError(f"no claim is «{state}»; they are {', '.join(states)}")
    stands = claims.c.review.is_not(None) if state is None else claims.c.review == state
    chosen = select(claims.c.key).where(stands).order_by(claims.c.key.desc()).limit(limit)
    yield from _list(connection, connection.execute(chosen).scalars().all())


def _list(connection: Connection, keys: Iterable[int]) -> Iterator[Listed]:
    for key in keys:
        row = connection.execute(_listed().where(claims.c.key == key)).one()
        yield Listed(
            claim=row[0],
            document=row[1],
            source=row.source,
            stance=row.stance,
            rule=row.rule,
            score=row.score,
            state=row.review,
            content=content_of(row),
        )


def _listed() -> Select[Any]:
    chosen = (claims.c.id, documents.c.id, claims.c.source, claims.c.stance, claims.c.rule)
    beside = (claims.c.score, claims.c.review, claims.c.spans, documents.c.text)
    return select(*chosen, *beside).join(documents, documents.c.number == claims.c.document)


def content_of(row: Row[Any]) -> str:
    """The words of a claim's content, from its spans and the text."""
    spans = (Span(*span) for span in from_json(row.spans)["content"])
    return " … ".join(row.text[start:end] for start, end in spans)


def _unseen() -> ColumnElement[bool]:
    return claims.c.review.is_(None)


def _by_score(connection: Connection, limit: int) -> Iterable[int]:
    chosen = select(claims.c.key).where(_unseen()).order_by(claims.c.score, claims.c.key.desc())
    return connection.execute(chosen.limit(limit)).scalars().all()


def _by_time(connection: Connection, limit: int) -> Iterable[int]:
    chosen = select(claims.c.key).where(_unseen()).order_by(claims.c.key.desc())
    return connection.execute(chosen.limit(limit)).scalars().all()


def _by_rule(connection: Connection, limit: int) -> Iterable[int]:
    """The newest claim of each rule, then the next of each: a pass over the claims a turn."""
    counted = select(reviews.c.rule, func.count(reviews.c.claim.distinct())).group_by(
        reviews.c.rule
    )
    seen = {rule: count for rule, count in connection.execute(counted)}
    newest = select(claims.c.rule, func.max(claims.c.key)).where(_unseen())
    taken: list[int] = []
    while len(taken) < limit:
        turn = newest.where(claims.c.key.not_in(taken)).group_by(claims.c.rule)
        found = sorted((seen.get(rule, 0), rule, key) for rule, key in connection.execute(turn))
        if not found:
            break
        taken += [key for _, _, key in found]
    return taken[:limit]


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
    "find_claim",
    "history",
    "queue",
    "record",
    "reviewed",
    "show",
    "stats",
    "undo",
    "unheld",
]
