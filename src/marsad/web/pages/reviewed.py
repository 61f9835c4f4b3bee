"""What people said: the record, the claims they looked at, how precise rules are, merged names."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from marsad.archive.callnames import find_claim, find_number
from marsad.archive.review.merges import find_name, merge, merges, split
from marsad.archive.review.record import history, reviewed, stats, unheld
from marsad.web.desk import AtDesk
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import AtHome
from marsad.web.languages import language_of
from marsad.web.rendering import render
from marsad.web.said import just_said, said_rows

router = APIRouter(prefix="/review", include_in_schema=False)
STATES = ("accepted", "rejected", "corrected")
WAYS = ("rule", "entry", "construction")
_SHOWN = 50
_MOST = 5_000  # rows that can be paged to
_RULES = 300  # of which the precision is shown, the weakest
Page = Annotated[int, Query(ge=1, le=_MOST // _SHOWN)]
Called = Annotated[str, Query(max_length=500)]
Name = Annotated[str, Form(min_length=1, max_length=500)]
Comment = Annotated[str, Form(max_length=2_000)]
Sort = Annotated[Literal["actor", "place", ""], Form()]
_MOVES = [Depends(check_form)]


@router.get("/history")
def record(
    request: Request, desk: AtDesk, claim: Called = "", document: Called = "", page: Page = 1
) -> Response:
    """All that was said, the latest first: of all, of a claim, or of a document."""
    with desk.observatory.reading() as connection:
        of = find_claim(connection, claim) if claim else None
        number = find_number(connection, document) if document else None
        said = history(connection, claim=of, document=number)
        some = list(islice(said, (page - 1) * _SHOWN, page * _SHOWN + 1))
        rows = said_rows(connection, some[:_SHOWN], language_of(request))
    more = len(some) > _SHOWN and page < _MOST // _SHOWN
    return render(
        request,
        "review_history.html",
        room="review",
        rows=rows,
        page=page,
        more=more,
        claim=of,
        document=document,
    )


@router.get("/list")
def listed(
    request: Request,
    desk: AtDesk,
    state: Literal["accepted", "rejected", "corrected", ""] = "",
    page: Page = 1,
) -> Response:
    """Claims that people have looked at, the newest first."""
    with desk.observatory.reading() as connection:
        there = reviewed(connection, state or None, page * _SHOWN + 1)
        rows = list(islice(there, (page - 1) * _SHOWN, None))
    more = len(rows) > _SHOWN and page < _MOST // _SHOWN
    return render(
        request,
        "review_list.html",
        room="review",
        rows=rows[:_SHOWN],
        page=page,
        more=more,
        state=state,
        states=STATES,
    )


@router.get("/stats")
def precision(
    request: Request, desk: AtDesk, by: Literal["rule", "entry", "construction"] = "rule"
) -> Response:
    """How often each rule was right, the weakest first."""
    with desk.observatory.reading() as connection:
        rows = stats(connection, by)
    return render(request, "review_stats.html", room="review", rows=rows[:_RULES], by=by, ways=WAYS)


@router.get("/unheld")
def lost(request: Request, desk: AtDesk) -> Response:
    """What was said that the present readings have no place for, and why."""
    with desk.observatory.reading() as connection:
        found = list(islice(unheld(connection), _MOST))
        rows = said_rows(connection, [one.review for one in found], language_of(request))
    told = list(zip(rows, found, strict=True))
    return render(request, "review_unheld.html", room="review", rows=told)


@router.get("/names")
def names(request: Request, desk: AtDesk, one: Called = "", into: Called = "") -> Response:
    """Names that are one, and making two so."""
    return _names(request, desk, one=one, into=into)


@router.post("/names/merge", dependencies=_MOVES)
def join(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    visitor: AtHome,
    one: Name,
    into: Name,
    kind: Sort = "",
    comment: Comment = "",
) -> Response:
    """Record that two names are one."""
    try:
        with desk.observatory.judging() as connection:
            first = find_name(connection, one.strip(), kind or None)
            second = find_name(connection, into.strip(), kind or None)
            said = merge(connection, visitor.name, first, second, comment.strip() or None)
    except (LookupError, ValueError) as error:
        return _names(request, desk, one=one, into=into, fault=str(error))
    return RedirectResponse(f"/review/names?said={said.number}", 303)


@router.post("/names/split", dependencies=_MOVES)
def part_names(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    visitor: AtHome,
    name: Name,
    kind: Sort = "",
    comment: Comment = "",
) -> Response:
    """Take a name out of its group again."""
    try:
        with desk.observatory.judging() as connection:
            number = find_name(connection, name.strip(), kind or None)
            said = split(connection, visitor.name, number, comment.strip() or None)
    except (LookupError, ValueError) as error:
        return _names(request, desk, name=name, fault=str(error))
    return RedirectResponse(f"/review/names?said={said.number}", 303)


def _names(
    request: Request,
    desk: AtDesk,
    fault: str | None = None,
    **typed: str,
) -> Response:
    with desk.observatory.reading() as connection:
        there = merges(connection)[::-1]
        rows = said_rows(connection, there[:_MOST], language_of(request))
        just = just_said(connection, request)
    told = {"one": "", "into": "", "name": "", **typed}
    status = 422 if fault else 200
    return render(
        request,
        "review_names.html",
        status=status,
        room="review",
        rows=rows,
        just=just,
        fault=fault,
        **told,
    )
