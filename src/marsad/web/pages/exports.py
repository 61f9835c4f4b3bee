"""Lists as files, and as feeds: CSV, JSON lines and Atom beside the pages that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from marsad.linking.nouns import Standing
from marsad.linking.stored.asking import Asked, find_called
from marsad.linking.stories.telling import Period, find_story
from marsad.publishing.exports.lists import (
    proposition_lines,
    search_lines,
    source_lines,
    story_lines,
)
from marsad.publishing.exports.selection import Selection
from marsad.publishing.feeds import (
    ENTRIES,
    MEDIA,
    Feed,
    hit_entries,
    proposition_entries,
    render_feed,
)
from marsad.publishing.views import proposition_rows
from marsad.web.api.asking import Day, ordinal
from marsad.web.api.exports import Form, Kind
from marsad.web.desk import AtDesk
from marsad.web.exporting import send_export
from marsad.web.guard.files import counted
from marsad.web.languages import language_of, wording
from marsad.web.pages.search import Typed
from marsad.web.rendering import here

router = APIRouter(include_in_schema=False)
Format = Literal["csv", "jsonl"]
Of = Literal["claims", "documents"]
_TYPES = {"csv": "text/csv; charset=utf-8; header=present", "jsonl": "application/x-ndjson"}
One = Annotated[str | None, Query(min_length=1, max_length=100)]
_AT_ONCE = 100  # lines that are sent together


@router.get("/search.atom")
def search_feed(request: Request, desk: AtDesk, q: Typed = "", of: Of = "claims") -> Response:
    """The newest that a query finds, as a feed."""
    lang = language_of(request)
    try:
        hits = desk.observatory.page(q, of=of, limit=ENTRIES)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    title = f"{wording(lang)['layout']['product']} · {q or wording(lang)['search'][of]}"
    feed = _feed(request, f"search {of} {q}", title, lang)
    with desk.observatory.reading() as connection:
        return _atom(render_feed(connection, feed, hit_entries(connection, hits, lang)))


@router.get("/propositions.atom")
def proposition_feed(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    standing: Standing | Literal[""] = "",
    origins: Annotated[int | None, Query(ge=0, le=1_000)] = None,
    circular: bool = False,
) -> Response:
    """The propositions last told, as a feed."""
    lang = language_of(request)
    asked = Asked(query=q, standing=standing or None, origins=origins, circular=circular)
    try:
        rows, _ = proposition_rows(desk.observatory, asked, ENTRIES)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    named = wording(lang)["layout"]
    title = " · ".join(one for one in (named["product"], named["propositions"], q) if one)
    feed = _feed(request, f"propositions {standing} {origins} {circular} {q}", title, lang)
    with desk.observatory.reading() as connection:
        entries = proposition_entries(connection, rows, lang)
        return _atom(render_feed(connection, feed, entries))


@router.get("/search.{format}", dependencies=[counted])
def search(
    desk: AtDesk,
    format: Format,
    q: Typed = "",
    of: Of = "claims",
    order: Literal["newest", "relevance"] = "newest",
) -> Response:
    """What a query finds, 10,000 rows at most."""
    try:
        lines = search_lines(desk.observatory, q, format, of=of, order=order)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return _file(lines, f"marsad-{of}", format)


@router.get("/propositions.{format}", dependencies=[counted])
def propositions(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    format: Format,
    q: Typed = "",
    standing: Standing | Literal[""] = "",
    origins: Annotated[int | None, Query(ge=0, le=1_000)] = None,
    circular: bool = False,
) -> Response:
    """What is said, those last told first, 10,000 rows at most."""
    asked = Asked(query=q, standing=standing or None, origins=origins, circular=circular)
    try:
        lines = proposition_lines(desk.observatory, asked, format)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return _file(lines, "marsad-propositions", format)


@router.get("/stories.{format}", dependencies=[counted])
def stories(
    desk: AtDesk, format: Format, since: Day | None = None, until: Day | None = None
) -> Response:
    """The stories of some days, the latest first."""
    period = Period(ordinal(since), ordinal(until))
    return _file(story_lines(desk.observatory, period, format), "marsad-stories", format)


@router.get("/sources.{format}", dependencies=[counted])
def sources(desk: AtDesk, format: Format) -> Response:
    """The sources with the most claims, 1,000 at most."""
    return _file(source_lines(desk.observatory, format), "marsad-sources", format)


@router.get("/exports/{kind}/{format}", dependencies=[counted])
def export(  # noqa: PLR0913 - one parameter a field of a link
    request: Request,
    desk: AtDesk,
    kind: Kind,
    format: Form,
    q: Typed = "",
    since: Day | None = None,
    until: Day | None = None,
    standing: Standing | Literal[""] = "",
    origins: Annotated[int | None, Query(ge=0, le=1_000)] = None,
    circular: bool = False,
    id: One = None,
    story: One = None,
) -> Response:
    """The same lists, and events, in the formats of other programs (docs/exports.md)."""
    days = Period(ordinal(since), ordinal(until))
    with desk.observatory.reading() as connection:
        ids = find_called(connection, id) if id is not None else ()
        if story is not None:
            found = find_story(connection, story, days)
            ids = tuple(one.proposition for one in found.timeline)
    chosen = Selection(
        query=q,
        since=days.since,
        until=days.until,
        standing=standing or None,
        origins=origins,
        circular=circular,
        propositions=ids,
    )
    try:
        return send_export(desk, (kind, format), chosen, language_of(request))
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


def _file(lines: Iterator[bytes], name: str, format: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{format}"'}
    return StreamingResponse(_together(lines), media_type=_TYPES[format], headers=headers)


def _together(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, many at a time."""
    left = iter(lines)
    while some := b"".join(islice(left, _AT_ONCE)):
        yield some


def _feed(request: Request, key: str, title: str, lang: str) -> Feed:
    path = here(request)
    return Feed(
        key=key,
        title=title,
        lang=lang,
        site=str(request.base_url).rstrip("/"),
        path=path,
        page=path.replace(".atom", "", 1),
    )


def _atom(made: bytes) -> Response:
    headers = {"vary": "accept-language, cookie", "cache-control": "private, max-age=300"}
    return Response(made, media_type=f"{MEDIA}; charset=utf-8", headers=headers)
