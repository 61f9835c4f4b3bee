"""Propositions: a list by kind and words, and one with its members, origins, denials and drift."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from marsad.linking.nouns import Node, Standing
from marsad.linking.stored.asking import Asked, Asking, find_called
from marsad.model import Kind
from marsad.publishing.linked import PropositionRow, names_for
from marsad.publishing.provenance import (
    Picture,
    provenance_data,
    provenance_figure,
    provenance_mermaid,
    provenance_svg,
)
from marsad.publishing.views import picture_of, proposition_rows, proposition_view
from marsad.web.desk import AtDesk
from marsad.web.languages import language_of
from marsad.web.pages.documents import Id
from marsad.web.pages.search import Typed
from marsad.web.rendering import part, render

router = APIRouter()
_SHOWN = 20
_NOBODY = frozenset({Kind.ANONYMOUS.value, Kind.UNKNOWN.value})  # voices that have no page
_MOST = 1_000  # propositions that can be paged to
# The drawing brings its own style; it is shown as a picture, in which nothing can run.
_DRAWN = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@router.get("/propositions", include_in_schema=False)
def propositions(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    standing: Standing | None = None,
    origins: Annotated[int | None, Query(ge=0, le=1_000)] = None,
    circular: bool = False,
    page: Annotated[int, Query(ge=1, le=_MOST // _SHOWN)] = 1,
) -> Response:
    """What is said, those last told first."""
    rows: list[PropositionRow] = []
    found, fault = Asking((), 0), None
    asked = Asked(query=q, standing=standing, origins=origins, circular=circular)
    try:
        rows, found = proposition_rows(desk.observatory, asked, page * _SHOWN)
    except ValueError as error:
        fault = str(error)
    return render(
        request,
        "propositions.html",
        room="propositions",
        query=q,
        standing=standing,
        circular=circular,
        asking=_asking(asked),
        standings=tuple(Standing),
        rows=rows[(page - 1) * _SHOWN :],
        total=found.total,
        bounded=found.more,
        notes=found.notes,
        fault=fault,
        page=page,
        more=found.total > page * _SHOWN and page < _MOST // _SHOWN,
    )


def _asking(asked: Asked) -> dict[str, str]:
    """What was asked for, for addresses of files with the same."""
    told = {
        "q": asked.query,
        "standing": asked.standing.value if asked.standing else "",
        "origins": "" if asked.origins is None else str(asked.origins),
        "circular": "true" if asked.circular else "",
    }
    return {name: value for name, value in told.items() if value}


@router.get("/propositions/{id}", include_in_schema=False)
def proposition(request: Request, desk: AtDesk, id: Id) -> Response:
    """One in full; the id of a claim or a beginning leads to its own address."""
    with desk.observatory.reading() as connection:
        meant = find_called(connection, id)
    if meant[0] != id:
        return RedirectResponse(f"/propositions/{meant[0]}", 303)
    view = proposition_view(desk.observatory, id)
    picture, lang = _linked(picture_of(desk.observatory, id)), language_of(request)
    return render(
        request,
        "proposition.html",
        room="propositions",
        view=view,
        names=names_for(lang, view.members, desk.own_lists()),
        drawing=Markup(provenance_figure(picture, lang)),  # escaped, name by name
        graph=provenance_data(picture, lang),
    )


def _linked(picture: Picture) -> Picture:
    """The picture with the pages that its nodes lead to: a document, or what a voice said."""
    links = ((node.id, _address(node)) for node in picture.graph.nodes)
    return picture._replace(links=tuple((id, address) for id, address in links if address))


def _address(node: Node) -> str | None:
    sort, _, id = node.id.partition(":")
    if sort == "document":
        return f"/documents/{part(id)}"
    if node.kind in _NOBODY:
        return None
    return f"/voices/{part(node.label)}"


@router.get("/propositions/{id}/provenance.svg", include_in_schema=False)
def drawing(request: Request, desk: AtDesk, id: Id) -> Response:
    """Who has it from whom, drawn."""
    drawn = provenance_svg(picture_of(desk.observatory, id), language_of(request))
    headers = {"content-security-policy": _DRAWN, "vary": "accept-language, cookie"}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@router.get("/propositions/{id}/provenance.mmd", include_in_schema=False)
def flowchart(request: Request, desk: AtDesk, id: Id) -> Response:
    """The same as a flowchart of Mermaid, to be put into a text."""
    drawn = provenance_mermaid(picture_of(desk.observatory, id), language_of(request))
    return Response(drawn, media_type="text/plain; charset=utf-8")
