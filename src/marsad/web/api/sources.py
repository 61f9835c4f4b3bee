"""Sources with their records and grades; what a day has; what failed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import func, select

from marsad.archive.failures import list_failures
from marsad.archive.schema import documents
from marsad.linking.people.grading import find_graded
from marsad.linking.people.speakers import list_speakers
from marsad.linking.stored.overview import count_day, newest_of, unlinked
from marsad.publishing.exports.lists import is_public
from marsad.publishing.linked import plain
from marsad.publishing.views import rows_of, source_view
from marsad.web.api.answers import Many, answer, page
from marsad.web.api.asking import Day, Limit, errors
from marsad.web.api.cursors import After, make, read
from marsad.web.api.values import FailureValue, OverviewValue, SourceValue, SpeakerValue
from marsad.web.desk import AtDesk

router = APIRouter()
_SOURCES, _FAILURES = "sources", "failures"
_MOST_SOURCES = 1_000  # that can be paged to: those with the most claims
_SHOWN = 10  # propositions of each kind of a day


@router.get(
    "/sources",
    tags=["sources"],
    summary="Who speaks most",
    response_model=Many[SpeakerValue],
    responses=errors(400),
)
def sources(request: Request, desk: AtDesk, limit: Limit = 20, after: After = None) -> Response:
    """The sources of the newest 50,000 claims, those with the most first, 1,000 at most. Unnamed
    sources and private persons, whom no list has, are left out. `/names` finds others."""
    first = min(read(_SOURCES, after, int) or 0, _MOST_SOURCES)
    with desk.observatory.reading() as connection:
        found = list_speakers(connection, min(first + limit + 1, _MOST_SOURCES))
    behind = first + limit
    following = make(_SOURCES, behind) if behind < len(found) else None
    return page(request, Many[SpeakerValue], found[first:behind], next=following)


@router.get(
    "/sources/{id:path}",
    tags=["sources"],
    summary="One source",
    response_model=SourceValue,
    responses=errors(404),
)
def source(
    request: Request,
    desk: AtDesk,
    id: Annotated[
        str,
        Path(min_length=1, max_length=500, description="An id, or a name that means one source."),
    ],
) -> Response:
    """A source with its record, also by subject, and the history of its grades. A record counts how
    the word of a source fared here, and nothing of whether it was right."""
    with desk.observatory.reading() as connection:
        called = find_graded(connection, id)
    if not is_public(called):
        raise LookupError(f"{id}: of private persons no record is kept")
    view = plain(source_view(desk.observatory, called))
    subjects = [{"subject": name, "record": row} for name, row in view["subjects"]]
    return answer(request, SourceValue, {**view, **view["row"], "subjects": subjects})


@router.get(
    "/overview",
    tags=["overview"],
    summary="A day beside the week before",
    response_model=OverviewValue,
    responses=errors(),
)
def overview(
    request: Request,
    desk: AtDesk,
    day: Annotated[Day | None, Query(description="Without it the newest.")] = None,
) -> Response:
    """What is new, contested, corroborated, of one origin, circular on a day; how usual that is;
    and the newest ten of each."""
    with desk.observatory.reading() as connection:
        shown = count_day(connection, day, datetime.now(UTC).date())
        kinds = []
        for tally in shown.tallies:
            assert shown.day is not None
            newest = rows_of(connection, newest_of(connection, tally.kind, shown.day, _SHOWN))
            told = {"today": tally.today, "usual": tally.usual, "newest": newest}
            kinds.append({**tally._asdict(), **told})
        count = connection.scalar(select(func.count()).select_from(documents)) or 0
        waiting = unlinked(connection)
    made = {"day": shown.day and shown.day.isoformat(), "kinds": kinds}
    return answer(request, OverviewValue, {**made, "documents": count, "waiting": waiting})


@router.get(
    "/failures",
    tags=["intake"],
    summary="What could not be read",
    response_model=Many[FailureValue],
    responses=errors(400),
)
def failures(request: Request, desk: AtDesk, limit: Limit = 20, after: After = None) -> Response:
    """What could not be read or fetched, and was not since; the latest first."""
    behind = read(_FAILURES, after, tuple[str, str])
    with desk.observatory.reading() as connection:
        found = list(list_failures(connection, limit=limit + 1, behind=behind))
    some = found[:limit]
    more = len(found) > limit
    following = make(_FAILURES, (some[-1].last, some[-1].place)) if more else None
    return page(request, Many[FailureValue], some, next=following)
