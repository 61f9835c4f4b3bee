"""The first page: what is new, contested, corroborated, circular; and how usual that is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request, Response

from marsad.linking.stored.overview import KINDS, count_day, newest_of
from marsad.publishing.views import rows_of
from marsad.web.desk import AtDesk
from marsad.web.rendering import render

router = APIRouter()
_SHOWN = 4  # of each kind
_DAY = timedelta(days=1)


@router.get("/", include_in_schema=False)
def overview(request: Request, desk: AtDesk, day: date | None = None) -> Response:
    """A day beside the week before, and the newest of each kind."""
    with desk.observatory.reading() as connection:
        told = count_day(connection, day, datetime.now(UTC).date())
        lists = []
        if told.day is not None:
            for kind in KINDS:
                ids = newest_of(connection, kind, told.day, _SHOWN)
                lists.append((kind, rows_of(connection, ids)))
    shown = told.day
    return render(
        request,
        "overview.html",
        room="overview",
        documents=desk.documents(),
        day=shown and shown.isoformat(),
        earlier=_beside(shown, -_DAY),
        later=_beside(shown, _DAY),
        tallies=told.tallies,
        lists=lists,
    )


def _beside(day: date | None, step: timedelta) -> str | None:
    try:
        return None if day is None else (day + step).isoformat()
    except OverflowError:  # the first and the last day that a calendar has
        return None
