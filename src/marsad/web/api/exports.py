"""Exports for programs: every kind in every format, as files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from marsad.linking.stored.asking import find_called
from marsad.model import Status
from marsad.publishing.exports.formats import FORMATS
from marsad.publishing.exports.selection import Selection
from marsad.web.api.answers import refuse_query
from marsad.web.api.asking import Since, Typed, Until, errors, ordinal
from marsad.web.desk import AtDesk
from marsad.web.exporting import MOST, send_export
from marsad.web.guard.files import counted
from marsad.web.languages import language_of

router = APIRouter()
_MOST_IDS = 50

Kind = Literal["claims", "propositions", "events", "sources", "documents", "provenance"]
Form = Literal[
    "csv",
    "jsonl",
    "parquet",
    "claimreview",
    "stix",
    "ftm",
    "geojson",
    "timelinejs",
    "icalendar",
    "polecat",
    "acled",
    "bibtex",
    "csl",
    "gexf",
    "mermaid",
]
_CONTENT: dict[str, Any] = {one.media.partition(";")[0]: {"schema": {}} for one in FORMATS.values()}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": _CONTENT},
    503: {"description": "The server lacks the library of a format."},
}


@router.get(
    "/exports/{kind}",
    tags=["exports"],
    summary="A file for another program",
    response_class=Response,
    dependencies=[counted],
    responses={**_ANSWERS, **errors(400, 404)},
)
def export(  # noqa: PLR0913 - one parameter a field of the query
    request: Request,
    desk: AtDesk,
    kind: Annotated[Kind, Path(description="What is exported.")],
    format: Annotated[Form, Query(description="How it is written; not every kind in each.")],
    q: Typed = "",
    since: Since = None,
    until: Until = None,
    status: Annotated[
        list[Status] | None, Query(max_length=4, description="Of events: only those told so.")
    ] = None,
    id: Annotated[
        list[Annotated[str, Query(min_length=1, max_length=100)]] | None,
        Query(max_length=_MOST_IDS, description="Only these propositions."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Rows, at most.")] = MOST,
) -> Response:
    """What docs/exports.md tells: claims, propositions, events, sources, documents, and who has
    what from whom. An event that is denied, planned or possible is in a map or an event table only
    where `status` asks for it. Whom the observatory suppresses is in no file."""
    with desk.observatory.reading() as connection:
        ids = tuple(found for one in id or () for found in find_called(connection, one))
    chosen = Selection(
        query=q,
        since=ordinal(since),
        until=ordinal(until),
        statuses=tuple(one.value for one in status or ()),
        propositions=tuple(dict.fromkeys(ids)),
        most=limit,
    )
    try:
        return send_export(desk, (kind, format), chosen, language_of(request))
    except ValueError as error:
        raise refuse_query(error) from error
