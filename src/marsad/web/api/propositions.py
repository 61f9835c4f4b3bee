"""Propositions and stories: what is said by several, where it comes from, how it went on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from marsad.linking.nouns import Standing
from marsad.linking.stored.asking import Asked, Place, find_called
from marsad.linking.stories.telling import Period, find_story, iso, recent, stories_of
from marsad.publishing.linked import member_of, plain, plain_story
from marsad.publishing.views import picture_of, proposition_rows, proposition_view
from marsad.web.api.answers import Many, answer, page, refuse_query
from marsad.web.api.asking import Id, Limit, Since, Typed, Until, errors, ordinal
from marsad.web.api.cursors import After, make, read
from marsad.web.api.values import (
    MOST_MEMBERS,
    GraphValue,
    MemberValue,
    PropositionHead,
    PropositionValue,
    StoryHead,
    StoryValue,
)
from marsad.web.desk import AtDesk, Desk

router = APIRouter()
_LIST, _MEMBERS, _STORIES = "propositions", "members", "stories"
# Of a period that nobody has set: the time grows with them (docs/linking-stories.md).
_PROPOSITIONS = 2_000


@router.get(
    "/propositions",
    tags=["propositions"],
    summary="Find propositions",
    response_model=Many[PropositionHead],
    responses=errors(400),
)
def propositions(  # noqa: PLR0913 - one parameter a field of the query
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    standing: Annotated[Standing | None, Query(description="How they stand.")] = None,
    origins: Annotated[
        int | None, Query(ge=0, le=1_000, description="Independent origins, at least.")
    ] = None,
    circular: Annotated[
        bool, Query(description="Only those that outlets have from each other, in a ring.")
    ] = False,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """Propositions, those last told first. A query finds claims, and here what these are joined
    to. A standing is no verdict on truth: *corroborated* means that independent origins say so."""
    asked = Asked(
        query=q,
        standing=standing,
        origins=origins,
        circular=circular,
        since=ordinal(since),
        until=ordinal(until),
        behind=read(_LIST, after, Place),
    )
    try:
        rows, found = proposition_rows(desk.observatory, asked, limit)
    except ValueError as error:
        raise refuse_query(error) from error
    following = None if found.behind is None else make(_LIST, found.behind)
    many: dict[str, Any] = {"next": following, "total": found.total, "more": found.more}
    many["notes"] = found.notes
    return page(request, Many[PropositionHead], rows, **many)


def _called(desk: Desk, id: str) -> str:
    """The one proposition that an id means: its own, or that of a statement or a claim of it."""
    with desk.observatory.reading() as connection:
        return find_called(connection, id)[0]


@router.get(
    "/propositions/{id}",
    tags=["propositions"],
    summary="One proposition",
    response_model=PropositionValue,
    responses=errors(404),
)
def proposition(request: Request, desk: AtDesk, id: Id) -> Response:
    """A proposition with its members, origins, denials, circles, what changed on the way, and the
    reasons for its standing. The id may also be that of a claim or a statement of it."""
    return answer(request, PropositionValue, told(desk, id))


def told(desk: Desk, id: str) -> dict[str, Any]:
    """A proposition in full, with as many members as an answer takes."""
    view = proposition_view(desk.observatory, _called(desk, id))
    made: dict[str, Any] = plain(view)
    made |= made.pop("row")
    made["members_total"] = len(view.members)
    made["members"] = made["members"][:MOST_MEMBERS]
    return made


@router.get(
    "/propositions/{id}/members",
    tags=["propositions"],
    summary="All statements of a proposition",
    response_model=Many[MemberValue],
    responses=errors(400, 404),
)
def members(
    request: Request, desk: AtDesk, id: Id, limit: Limit = 20, after: After = None
) -> Response:
    """The statements that are held for the same, the earliest first."""
    first = read(_MEMBERS, after, int) or 0
    there = desk.linked.members(_called(desk, id))
    behind = first + limit
    following = make(_MEMBERS, behind) if behind < len(there) else None
    some = [member_of(one) for one in there[first:behind]]
    return page(request, Many[MemberValue], some, next=following, total=len(there))


@router.get(
    "/propositions/{id}/provenance",
    tags=["propositions"],
    summary="Who has it from whom",
    response_model=GraphValue,
    responses=errors(404),
)
def provenance(request: Request, desk: AtDesk, id: Id) -> Response:
    """The reports and voices behind a proposition, and who cites whom, since when."""
    return answer(request, GraphValue, picture_of(desk.observatory, _called(desk, id)).graph)


@router.get(
    "/stories",
    tags=["stories"],
    summary="Stories of some days",
    response_model=Many[StoryHead],
    responses=errors(400),
)
def stories(  # noqa: PLR0913 - one parameter a field of the query
    request: Request,
    desk: AtDesk,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """Courses of events, the latest first. They are found anew each time among the newest
    2,000 propositions of the days that are asked for."""
    first = read(_STORIES, after, int) or 0
    period, notes = _period(desk, Period(ordinal(since), ordinal(until)))
    with desk.observatory.reading() as connection:
        found = stories_of(connection, period)[::-1]
    behind = first + limit
    following = make(_STORIES, behind) if behind < len(found) else None
    heads = [_head(plain_story(one)) for one in found[first:behind]]
    many = {"next": following, "total": len(found), "notes": notes}
    return page(request, Many[StoryHead], heads, **many)


def _period(desk: Desk, asked: Period) -> tuple[Period, list[str]]:
    """The days that are looked through: no more than fit, and a note where they are fewer."""
    with desk.observatory.reading() as connection:
        widest = recent(connection, Period(None, asked.until), _PROPOSITIONS)
    if widest.since is None or (asked.since or 0) >= widest.since:
        return asked, []
    told = (
        f"since {iso(widest.since)}: the newest {_PROPOSITIONS:,} propositions are looked through"
    )
    return widest, [told]


def _head(story: dict[str, Any]) -> dict[str, Any]:
    counts = {name: len(story[name]) for name in ("reports", "open")}
    return {**story, **counts, "propositions": len(story["timeline"])}


@router.get(
    "/stories/{id}",
    tags=["stories"],
    summary="One story",
    response_model=StoryValue,
    responses=errors(404),
)
def story(
    request: Request, desk: AtDesk, id: Id, since: Since = None, until: Until = None
) -> Response:
    """What was told on which day, and the contradictions that are open. The id is that of a story,
    or of a proposition or a claim in it. A story has its id in the days in which it was found."""
    return answer(request, StoryValue, story_of(desk, id, Period(ordinal(since), ordinal(until))))


def story_of(desk: Desk, id: str, period: Period) -> dict[str, Any]:
    """A story as plain data."""
    if period != Period():
        period, _ = _period(desk, period)
    with desk.observatory.reading() as connection:
        return plain_story(find_story(connection, id, period, most=_PROPOSITIONS))
