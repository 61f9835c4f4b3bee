"""Search among claims and documents, with what the hits are, counted, to narrow it down."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from marsad.archive.search.facets import Facets
from marsad.archive.search.find import Hits
from marsad.web.desk import AtDesk
from marsad.web.rendering import render

router = APIRouter()
_SHOWN = 20
LONGEST = 500  # letters of a query

Typed = Annotated[str, Query(max_length=LONGEST)]
Cursor = Annotated[int | None, Query(ge=0, le=(1 << 63) - 1)]


@router.get("/search", include_in_schema=False)
def search(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    of: Literal["claims", "documents"] = "claims",
    order: Literal["newest", "relevance"] = "newest",
    after: Cursor = None,
) -> Response:
    """What a query finds; one that cannot be meant says why."""
    hits: Hits | None = None
    facets: Facets | None = None
    fault = None
    try:
        hits = desk.observatory.page(q, of=of, order=order, limit=_SHOWN, after=after)
        facets = desk.facets(q, of)
    except ValueError as error:
        fault = str(error)
    return render(
        request,
        "search.html",
        room="search",
        query=q,
        of=of,
        order=order,
        after=after,
        hits=hits,
        facets=facets,
        fault=fault,
    )
