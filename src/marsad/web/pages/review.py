"""The review queue: one claim at a time, with its passage, its chain, and why it was found."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from sqlalchemy import Connection

from marsad.archive.callnames import find_claim
from marsad.archive.review.following import count_waiting, following, last_said, lately
from marsad.archive.review.judgements import Action
from marsad.archive.review.precision import precision_of
from marsad.archive.review.record import Shown, Verdict, history, record, show, undo
from marsad.model import EventType, Kind, Stance, Status, Voice
from marsad.publishing.headings import heading_of
from marsad.publishing.passage import claim_passage
from marsad.web.desk import AtDesk
from marsad.web.fixing import Fix, Order, content_lines, corrections
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import AtHome, Visitor
from marsad.web.languages import common, language_of
from marsad.web.rendering import part, render
from marsad.web.said import just_said, said_rows
from marsad.web.work.clerk import AtWork

router = APIRouter(prefix="/review", include_in_schema=False)
ORDERS = ("score", "rule", "newest")
Called = Annotated[str | None, Query(max_length=200)]
Comment = Annotated[str, Form(max_length=2_000)]
_COUNTED = 1_000  # claims that wait are counted up to here
_LATELY = 8
_MOST = 100  # reviews of one claim that are shown
_MOVES = [Depends(check_form)]


@router.get("")
def queue(
    request: Request,
    desk: AtDesk,
    visitor: AtHome,
    order: Order = "score",
    after: Called = None,
) -> Response:
    """What waits: the first, or the one behind another."""
    with desk.observatory.reading() as connection:
        claim = following(connection, order, after)
        if claim is not None:
            return _page(request, connection, show(connection, claim), visitor)
        said = said_rows(connection, lately(connection, _LATELY), language_of(request))
        waits = count_waiting(connection, 1) > 0
        just = just_said(connection, request)
        last = last_said(connection, visitor.name)
    return render(
        request,
        "review_done.html",
        room="review",
        documents=desk.documents(),
        lately=said,
        order=order,
        waits=waits,
        just=just,
        last=last,
    )


@router.get("/{id}")
def claim(request: Request, desk: AtDesk, visitor: AtHome, id: str) -> Response:
    """One claim, whether it waits or not."""
    with desk.observatory.reading() as connection:
        shown = show(connection, find_claim(connection, id))
        return _page(request, connection, shown, visitor)


@router.post("/undo", dependencies=_MOVES)
def take_back(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    work: AtWork,
    visitor: AtHome,
    number: Annotated[int, Form(ge=1, le=2**31)],
    back: Annotated[str, Form(max_length=500)] = "",
    order: Annotated[Order, Form()] = "score",
) -> Response:
    """Undo one review, and go to its claim, or back to the list that it was undone in."""
    with desk.observatory.judging() as connection:
        said = undo(connection, visitor.name, number)
    work.link_soon()
    if back.startswith("/") and not back.startswith(("//", "/\\")):
        return RedirectResponse(back, 303)
    if said.claim is None:
        return RedirectResponse(f"/review/history?said={said.number}", 303)
    query = urlencode({"order": order, "said": said.number})
    return RedirectResponse(f"/review/{part(said.claim)}?{query}", 303)


@router.post("/{id}", dependencies=_MOVES)
def decide(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    work: AtWork,
    visitor: AtHome,
    id: str,
    action: Annotated[Literal["accept", "reject", "comment"], Form()],
    comment: Comment = "",
    order: Annotated[Order, Form()] = "score",
) -> Response:
    """Record a verdict, and go to the claim behind; a comment alone stays."""
    with desk.observatory.judging() as connection:
        whole = find_claim(connection, id)
        verdict = Verdict(claim=whole, action=Action(action), comment=comment.strip() or None)
        said = record(connection, visitor.name, verdict)
    work.link_soon()
    if said.action == Action.COMMENT:
        query = urlencode({"order": order, "said": said.number})
        return RedirectResponse(f"/review/{part(whole)}?{query}", 303)
    return _onward(whole, order, said.number)


@router.post("/{id}/fix", dependencies=_MOVES)
def fix(  # noqa: PLR0913 - a form, and what every form needs
    request: Request,
    desk: AtDesk,
    work: AtWork,
    visitor: AtHome,
    id: str,
    form: Annotated[Fix, Form()],
) -> Response:
    """Record what is right of a claim, a record a field; what cannot be says why, beside the form.

    All fields or none: one that cannot be costs the others too, so that nothing is half done.
    """
    said = None
    try:
        with desk.observatory.judging() as connection:
            shown = show(connection, find_claim(connection, id))
            for says in corrections(connection, shown, form):
                words = form.comment.strip() or None
                verdict = Verdict(
                    claim=shown.claim, action=Action.CORRECT, correction=says, comment=words
                )
                said = record(connection, visitor.name, verdict)
            if said is None:
                raise ValueError("change a field first; what stands there is what stands now")
    except ValueError as error:
        with desk.observatory.reading() as connection:
            shown = show(connection, find_claim(connection, id))
            return _page(request, connection, shown, visitor, fault=str(error), typed=form)
    work.link_soon()
    return _onward(shown.claim, form.order, said.number)


def _onward(claim: str, order: str, said: int) -> Response:
    query = urlencode({"order": order, "after": claim, "said": said})
    return RedirectResponse(f"/review?{query}", 303)


# -- the page


def _page(
    request: Request, connection: Connection, shown: Shown, visitor: Visitor, **fixing: Any
) -> Response:
    lang = language_of(request)
    analysis, found = shown.corrected.analysis, shown.attribution
    claim = next(one for one in analysis.claims if one.id == shown.claim)
    passage = claim_passage(analysis, found)
    said = list(islice(history(connection, claim=shown.claim), _MOST))
    asked = request.query_params
    return render(
        request,
        "review.html",
        room="review",
        status=422 if fixing else 200,
        claim=shown.claim,
        document=analysis.document,
        heading=heading_of(analysis.document),
        chain=_voices(claim.chain, common(lang).word["publisher"]),
        found=found,
        event=[one for one in analysis.events if one.id in claim.events],
        text=analysis.document.text,
        content=content_lines(shown),
        state=shown.corrected.states.get(shown.claim),
        passage=Markup(passage.markup),  # escaped, word by word, by what made it
        cut=passage,
        place=analysis.attributions.index(found) + 1,
        tally=precision_of(connection, found.rule),
        said=said_rows(connection, said, lang),
        lately=said_rows(connection, lately(connection, _LATELY), lang),
        last=last_said(connection, visitor.name),
        just=just_said(connection, request),
        waiting=count_waiting(connection, _COUNTED),
        counted=_COUNTED,
        order=asked.get("order") if asked.get("order") in ORDERS else "score",
        orders=ORDERS,
        after=asked.get("after"),
        kinds=tuple(Kind),
        stances=tuple(Stance),
        types=tuple(EventType),
        statuses=tuple(Status),
        **{"fault": None, "typed": Fix(), **fixing},
    )


def _voices(chain: tuple[Voice, ...], publisher: str) -> list[str | None]:
    """The names of a chain; an outlet that is not known is told as what it is."""
    return [one.name or (None if at else publisher) for at, one in enumerate(chain)]
