"""Documents, their readings and passages; claims; what narrows a search down."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from marsad.archive.callnames import find_number
from marsad.archive.excerpts import excerpt
from marsad.archive.search.lookup import look_up
from marsad.publishing.claims import claim_view
from marsad.publishing.contract import build_reading
from marsad.web.api.answers import Many, answer, page, refuse_query
from marsad.web.api.asking import LONGEST, Id, Limit, Typed, errors
from marsad.web.api.cursors import After, make, read
from marsad.web.api.reading import Reading
from marsad.web.api.values import ClaimValue, FacetsValue, HitValue, NameValue, Passage
from marsad.web.desk import AtDesk, Desk

router = APIRouter()
MOST_LETTERS = 20_000  # of a passage
MOST_AROUND = 2_000
MOST_LONG = 1_000_000_000  # letters of a text that can be counted

Order = Annotated[
    Literal["newest", "relevance"],
    Query(description="What comes first; more than 50,000 hits come newest first."),
]


def _found(
    request: Request, desk: Desk, of: str, order: str, asked: tuple[str, int, str | None]
) -> Response:
    """A page of a search. A cursor is of one list in one order."""
    q, limit, after = asked
    list_ = f"{of} {order}"
    behind = read(list_, after, int)
    try:
        hits = desk.observatory.page(q, of=of, order=order, limit=limit, after=behind)
    except ValueError as error:
        raise refuse_query(error) from error
    following = None if hits.after is None else make(list_, hits.after)
    return page(
        request,
        Many[HitValue],
        hits.hits,
        next=following,
        total=hits.total,
        more=hits.more,
        notes=hits.notes,
    )


@router.get(
    "/documents",
    tags=["documents"],
    summary="Find documents",
    response_model=Many[HitValue],
    responses=errors(400),
)
def documents(  # noqa: PLR0913 - one parameter a field of the query
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    order: Order = "newest",
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """Documents that a query finds, by title and text; without a query all of them."""
    return _found(request, desk, "documents", order, (q, limit, after))


@router.get(
    "/documents/{id:path}/passage",
    tags=["documents"],
    summary="One passage",
    response_model=Passage,
    responses=errors(400, 404),
)
def passage(  # noqa: PLR0913 - one parameter a field of the query
    request: Request,
    desk: AtDesk,
    id: Id,
    start: Annotated[int, Query(ge=0, le=MOST_LONG, description="The first code point.")],
    end: Annotated[int, Query(ge=1, le=MOST_LONG, description="The code point behind the last.")],
    around: Annotated[
        int, Query(ge=0, le=MOST_AROUND, description="Code points before and after.")
    ] = 200,
) -> Response:
    """The words of a document at a place, 20,000 code points at most, with what stands around."""
    if end - start > MOST_LETTERS:
        raise refuse_query(ValueError(f"a passage has {MOST_LETTERS:,} code points at most"))
    with desk.observatory.reading() as connection:
        found = excerpt(connection, find_number(connection, id), start, end, around=around)
    return answer(request, Passage, found)


@router.get(
    "/documents/{id:path}",
    tags=["documents"],
    summary="One document with its reading",
    response_model=Reading,
    responses=errors(404),
)
def document(request: Request, desk: AtDesk, id: Id) -> Response:
    """A document with all that was found in it, as people have corrected it: the same keys as
    `marsad read --format jsonl` writes."""
    return answer(request, Reading, build_reading(desk.observatory.document(id)))


@router.get(
    "/claims",
    tags=["claims"],
    summary="Find claims",
    response_model=Many[HitValue],
    responses=errors(400),
)
def claims(  # noqa: PLR0913 - one parameter a field of the query
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    order: Order = "newest",
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """Claims that a query finds: what somebody is quoted with. Those that people rejected are left
    out unless the query says `status:rejected`."""
    return _found(request, desk, "claims", order, (q, limit, after))


@router.get(
    "/claims/{id}",
    tags=["claims"],
    summary="One claim",
    response_model=ClaimValue,
    responses=errors(404),
)
def claim(request: Request, desk: AtDesk, id: Id) -> Response:
    """A claim with its words and voices, the statements that it was cut into with their
    propositions, and what people said of it."""
    return answer(request, ClaimValue, claim_view(desk.observatory, id))


@router.get(
    "/facets",
    tags=["claims"],
    summary="Count what a query finds",
    response_model=FacetsValue,
    responses=errors(400),
)
def facets(
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    of: Annotated[Literal["claims", "documents"], Query(description="What is counted.")] = "claims",
) -> Response:
    """The hits of a query by day, outlet, actor, source, place, event and stance, ten of each."""
    try:
        return answer(request, FacetsValue, desk.observatory.facets(q, of=of))
    except ValueError as error:
        raise refuse_query(error) from error


@router.get(
    "/names",
    tags=["names"],
    summary="Look up a name",
    response_model=Many[NameValue],
    responses=errors(),
)
def names(
    request: Request,
    desk: AtDesk,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST,
            description="A name in any language, a part of one, or an id of the lists.",
            examples=["الرقة", "Raqqa"],
        ),
    ],
    kind: Annotated[
        list[Literal["actor", "place", "country", "event"]] | None,
        Query(max_length=4, description="Only these kinds; may be given again."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many, at most.")] = 20,
) -> Response:
    """Who and what the archive names so: those called so first, then those of which it is a part.

    The list has no further page; a longer name finds less."""
    with desk.observatory.reading() as connection:
        kinds = tuple(kind) if kind else ("actor", "place", "country", "event")
        found = look_up(connection, q, kinds=kinds, limit=limit)
    return page(request, Many[NameValue], found)
