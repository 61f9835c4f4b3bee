"""Stories: those of a period, the newest first; and one day by day, with what is open in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from sqlalchemy import Connection

from marsad.linking.stored.asking import find_called
from marsad.linking.stored.overview import newest_day
from marsad.linking.stored.shelf import Found
from marsad.linking.stories.find import Story
from marsad.linking.stories.telling import (
    MOST,
    Period,
    fitting,
    iso,
    near,
    size,
    stories_between,
)
from marsad.publishing.moments import draw_moments, moments_data
from marsad.publishing.storied import lead_of, story_view
from marsad.web.desk import AtDesk, Desk
from marsad.web.languages import common, language_of
from marsad.web.pages.documents import Id
from marsad.web.rendering import here, render

router = APIRouter()
_SHOWN = 20
_MOST_PAGES = 50
_USUAL = 4_000  # propositions of the period that is shown where none is asked for
_QUICK = 600  # propositions of which the stories are found within the time of a page
_SOON = "2"  # seconds, as a browser takes them


class Days(NamedTuple):
    """A period with all its bounds, as ordinals."""

    since: int
    until: int

    @property
    def isos(self) -> tuple[str, str]:
        """As a form takes them."""
        return iso(self.since), iso(self.until)


@router.get("/stories", include_in_schema=False)
def stories(
    request: Request,
    desk: AtDesk,
    since: date | None = None,
    until: date | None = None,
    page: Annotated[int, Query(ge=1, le=_MOST_PAGES)] = 1,
) -> Response:
    """The stories of a period, those with the latest report first."""
    with desk.observatory.reading() as connection:
        days = _asked(connection, since, until)
        many = size(connection, Period(*days)) if days else 0
    found = _find(desk, days, many) if days and many <= MOST else None
    all_of_them = found.value if found else ()
    rows = all_of_them[(page - 1) * _SHOWN : page * _SHOWN]
    answer = render(
        request,
        "stories.html",
        room="stories",
        documents=desk.documents(),
        days=days and days.isos,
        beside=_beside(request, days),
        many=many,
        most=MOST,
        found=found,
        total=len(all_of_them),
        rows=[(story, lead_of(story), *map(iso, (story.first, story.last))) for story in rows],
        page=page,
        more=len(all_of_them) > page * _SHOWN and page < _MOST_PAGES,
    )
    return _again(answer, days is not None and many <= MOST and not (found and found.fresh))


@router.get("/stories/{id}", include_in_schema=False)
def story(  # noqa: PLR0913 - one parameter a field of the address
    request: Request,
    desk: AtDesk,
    id: Id,
    since: date | None = None,
    until: date | None = None,
    day: date | None = None,
) -> Response:
    """The story in which a proposition stands, among the propositions of some days."""
    with desk.observatory.reading() as connection:
        proposition = find_called(connection, id)[0]
        around = near(connection, proposition, _USUAL)
        days = Days(
            since.toordinal() if since else around.since or 1,
            until.toordinal() if until else around.until or 1,
        )
        many = size(connection, Period(*days))
    if proposition != id or not (since and until):
        isos = dict(zip(("since", "until"), days.isos, strict=True))
        address = here(request, **isos).replace(request.url.path, f"/stories/{proposition}", 1)
        return RedirectResponse(address, 303)
    found = _find(desk, days, many) if many <= MOST else None
    if found is None:
        answer = render(
            request, "storywait.html", room="stories", proposition=id, many=many, most=MOST
        )
        return _again(answer, many <= MOST)
    mine = next((one for one in found.value if _has(one, proposition)), None)
    with desk.observatory.reading() as connection:
        view = story_view(connection, mine, day) if mine else None
    timeline, words = mine.timeline if mine else (), common(language_of(request))
    return render(
        request,
        "story.html",
        drawing=Markup("".join(draw_moments(timeline, words))),  # escaped, word by word
        moments=moments_data(timeline, words),
        room="stories",
        proposition=id,
        days=days.isos,
        day=day and day.isoformat(),
        view=view,
        fresh=found.fresh,
        span=[iso(one) for one in (mine.first, mine.last)] if mine else None,
    )


def _asked(connection: Connection, since: date | None, until: date | None) -> Days | None:
    """The period that is meant; ``None`` where nothing has a date."""
    last = until or newest_day(connection, since or datetime.now(UTC).date())
    if last is None:
        return None
    if since is None:
        begins = fitting(connection, last.toordinal(), _USUAL).since or 1
        return Days(begins, last.toordinal())
    return Days(*sorted((since.toordinal(), last.toordinal())))


def _find(desk: Desk, days: Days, many: int) -> Found[tuple[Story, ...]] | None:
    return desk.shelf.find(stories_between, *days, quick=many <= _QUICK)


def _has(story: Story, proposition: str) -> bool:
    return any(one.proposition == proposition for one in story.timeline)


def _beside(request: Request, days: Days | None) -> tuple[str, str] | None:
    """The addresses of the periods of that length before and after."""
    if days is None:
        return None
    length = days.until - days.since + 1
    moved = (
        Days(max(1, days.since + step), min(max(1, days.until + step), date.max.toordinal()))
        for step in (-length, length)
        if days.since + step <= date.max.toordinal()
    )
    found = [here(request, since=a, until=b, page=None) for a, b in (one.isos for one in moved)]
    return (found[0], found[-1])


def _again(answer: Response, waiting: bool) -> Response:
    """A page that waits for something is asked for again by the browser itself."""
    if waiting:
        answer.headers["refresh"] = _SOON
    return answer
