"""Places, names and events of a document corrected wherever they stand, in a claim or not."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from marsad.archive.callnames import find_number
from marsad.archive.documents import load_analysis
from marsad.archive.lists import files
from marsad.archive.review.record import correct_document, history
from marsad.archive.review.typed import Typed, read_of_document
from marsad.model import Analysis, EventType, Kind, Status
from marsad.publishing.headings import heading_of
from marsad.publishing.register import build_register, words_of
from marsad.web.desk import AtDesk
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import AtHome
from marsad.web.languages import language_of
from marsad.web.pages.documents import Id
from marsad.web.rendering import part, render
from marsad.web.said import just_said, said_rows
from marsad.web.work.clerk import AtWork

router = APIRouter(prefix="/documents", include_in_schema=False)
_MOST = 200
Words = Annotated[str, Field(max_length=1_000)]


class Change(BaseModel):
    """What was typed of a place, a name or an event; ``near`` is where its words stand."""

    sort: Literal["place", "name", "event"]
    words: Words = ""
    means: Words = ""
    kind: Words = ""
    type: Words = ""
    mode: Words = ""
    status: Words = ""
    near: Annotated[int, Field(ge=0)] = 0
    everywhere: bool = False
    comment: Annotated[str, Field(max_length=2_000)] = ""


class Named(NamedTuple):
    """Words of a document, what they mean now, and where they stand first."""

    words: str
    means: str | None
    near: int


@router.get("/{id:path}/corrections")
def corrections(request: Request, desk: AtDesk, id: Id) -> Response:
    """What is named in a document, to be corrected, and what was said of it."""
    return _page(request, desk, id)


@router.post("/{id:path}/corrections", dependencies=[Depends(check_form)])
def correct(  # noqa: PLR0913 - a form, and what every form needs
    request: Request,
    desk: AtDesk,
    work: AtWork,
    visitor: AtHome,
    id: Id,
    form: Annotated[Change, Form()],
) -> Response:
    """Record a correction; what cannot be says why."""
    try:
        with desk.observatory.judging() as connection:
            number = find_number(connection, id)
            analysis, lists = load_analysis(connection, number), files(connection)
            says = read_of_document(connection, analysis, _typed(form), form.near, lists)[0]
            words = form.comment.strip() or None
            said = correct_document(connection, visitor.name, number, says, words)
    except ValueError as error:
        return _page(request, desk, id, str(error), form)
    work.link_soon()
    return RedirectResponse(f"/documents/{part(id)}/corrections?said={said.number}", 303)


def _typed(form: Change) -> Typed:
    words, means = form.words.strip() or None, form.means.strip() or None
    if form.sort == "event":
        return Typed(
            event=words,
            type=form.type or None,
            mode=form.mode.strip() or None,
            status=form.status or None,
        )
    if form.sort == "place":
        return Typed(place=words, means=means, everywhere=form.everywhere)
    return Typed(name=words, means=means, kind=form.kind or None, everywhere=form.everywhere)


def _page(
    request: Request,
    desk: AtDesk,
    id: str,
    fault: str | None = None,
    typed: Change | None = None,
) -> Response:
    with desk.observatory.reading() as connection:
        number = find_number(connection, id)
        analysis = load_analysis(connection, number)
        said = list(islice(history(connection, document=number), _MOST))
        rows = said_rows(connection, said, language_of(request))
        just = just_said(connection, request)
    return render(
        request,
        "corrections.html",
        status=422 if fault else 200,
        room="search",
        heading=heading_of(analysis.document),
        document=analysis.document,
        named=_named(analysis),
        rows=rows,
        just=just,
        fault=fault,
        typed=typed,
        kinds=tuple(Kind),
        types=tuple(EventType),
        statuses=tuple(Status),
    )


def _named(analysis: Analysis) -> dict[str, list[Named]]:
    """What a document names, a row for each."""
    text, register = analysis.document.text, build_register(analysis)
    places = (row.first for row in register.places)
    actors = (row.first for row in register.actors)
    return {
        "place": [Named(words_of(text, one.span), one.name, one.span.start) for one in places],
        "name": [Named(words_of(text, one.span), one.name, one.span.start) for one in actors],
        "event": [
            Named(words_of(text, one.span), one.type.value, one.span.start)
            for one in register.events
        ],
    }
