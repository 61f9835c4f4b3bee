"""Places: a list, one with what was claimed about it, and the events of a period on a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup
from sqlalchemy import Connection

from marsad.archive.places import (
    Happening,
    Span,
    count_events,
    events_at,
    find_places,
    newest_day,
    newest_places,
    place_called,
)
from marsad.model import EventType, Status
from marsad.publishing.atlas import atlas_for
from marsad.publishing.map import Scene, draw_map
from marsad.publishing.sites import Place, count_places, find_place, map_data, map_scene
from marsad.web.desk import AtDesk
from marsad.web.languages import common, language_of, wording
from marsad.web.pages.documents import Id
from marsad.web.pages.search import Cursor, Typed
from marsad.web.rendering import basemap_of, render

router = APIRouter()
_SHOWN = 20  # claims of a place
_LISTED = 200  # places below a map
_MONTH = timedelta(days=29)


@router.get("/places", include_in_schema=False)
def places(request: Request, desk: AtDesk, q: Typed = "") -> Response:
    """Those that the newest claims name most, or those that are called so."""
    atlas = atlas_for(language_of(request))
    with desk.observatory.reading() as connection:
        seen = find_places(connection, q) if q else newest_places(connection)
    rows = [(find_place(one.entity, one.name, atlas), one) for one in seen]
    return render(request, "places.html", room="places", query=q, rows=rows, atlas=atlas)


@router.get("/places/{id}", include_in_schema=False)
def place(request: Request, desk: AtDesk, id: Id, after: Cursor = None) -> Response:
    """What was claimed about a place, the newest first, and the events told of it."""
    lang = language_of(request)
    atlas = atlas_for(lang)
    with desk.observatory.reading() as connection:
        seen = place_called(connection, id)
        happenings = events_at(connection, id)
    query = f'place:"{seen.entity}"'
    shown = find_place(seen.entity, seen.name, atlas, happenings.events)
    return render(
        request,
        "place.html",
        room="places",
        place=shown,
        seen=seen,
        asked=query,
        country=atlas.country(shown.country) if shown.country else None,
        hits=desk.observatory.page(query, limit=_SHOWN, after=after),
        after=after,
        kinds=_kinds(happenings.rows),
        whole=happenings.whole,
        **_drawn([shown], happenings.rows, basemap_of(request), lang),
    )


@router.get("/map", include_in_schema=False)
def chart(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    first: Annotated[date | None, Query(alias="from")] = None,
    until: date | None = None,
    type: EventType | None = None,
    status: Status | None = None,
    lines: Literal["outlines", "coasts"] | None = None,
) -> Response:
    """The events that were reported in a period, by place; without a period the newest month."""
    lang, basemap = language_of(request), lines or basemap_of(request)
    with desk.observatory.reading() as connection:
        span = _span(connection, first, until)
        found = count_events(
            connection,
            span,
            types=(type.value,) if type else (),
            statuses=(status.value,) if status else (),
        )
    there = count_places(found.rows, atlas_for(lang))
    return render(
        request,
        "map.html",
        room="map",
        span=span,
        type=type,
        types=tuple(EventType),
        condition=status,
        statuses=tuple(Status),
        lines=basemap,
        places=there[:_LISTED],
        total=found.events,
        whole=found.whole,
        documents=desk.documents(),
        **_drawn(there, found.rows, basemap, lang),
    )


def _span(connection: Connection, first: date | None, until: date | None) -> Span:
    if first is not None or until is not None:
        return Span(first, until)
    newest = newest_day(connection)
    if newest is None:
        return Span()
    return Span(newest - min(_MONTH, newest - date.min), newest)


def _drawn(
    places: Iterable[Place], happenings: Iterable[Happening], basemap: str, lang: str
) -> dict[str, Any]:
    """A map as the server draws it, and as a script does."""
    there, words = list(places), common(lang)
    scene = map_scene(there)
    data = map_data(there, happenings, basemap, words)
    data["words"] |= wording(lang)["island"]["map"]
    return {
        "drawing": Markup("" if scene is None else _draw(scene, lang)),  # escaped, name by name
        "precisions": _precisions(scene),
        "outside": scene.outside if scene else (),
        "data": data,
    }


@lru_cache(maxsize=64)  # of some 60 kB each, 40 ms to make
def _draw(scene: Scene, lang: str) -> str:
    return "".join(draw_map(scene, atlas_for(lang), common(lang)))


def _precisions(scene: Scene | None) -> list[str]:
    return sorted({site.precision.value for site in scene.sites}) if scene else []


def _kinds(happenings: Iterable[Happening]) -> list[tuple[str, dict[str, int], int]]:
    """Events by type, each with its statuses and all of them, the most frequent first."""
    counts = Counter[tuple[str, str]]()
    for one in happenings:
        counts[one.type, one.status] += one.events
    types = Counter[str]()
    for (type, _), number in counts.items():
        types[type] += number
    return [
        (type, {status.value: counts[type, status.value] for status in Status}, number)
        for type, number in sorted(types.items(), key=lambda one: (-one[1], one[0]))
    ]
