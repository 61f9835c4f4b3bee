"""Search among claims and documents, with what the hits are, counted, to narrow it down."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from marsad.archive.search.facets import Facets
from marsad.archive.search.find import Hits
from marsad.entities.lists import Lists
from marsad.publishing.naming import Names
from marsad.web.desk import AtDesk
from marsad.web.languages import common, language_of
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
        names=_names(hits, language_of(request), desk.own_lists()),
    )


def _names(hits: Hits | None, lang: str, lists: Lists | None) -> Names:
    """Names as the documents that were found write them, where no list has them."""
    there = hits.hits if hits is not None else ()
    written = ((one.lang, one.source, one.written) for one in there)
    return Names(common(lang), lists=lists).knowing(written)
