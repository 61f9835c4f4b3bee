"""Sources: those with the most claims and how their word fared; and one in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, func, select

from marsad.archive.lists import known_lists
from marsad.archive.private import withheld
from marsad.archive.schema import claims
from marsad.archive.search.find import Page
from marsad.archive.suppressed import Suppressed, suppressed
from marsad.linking.origins.publishers import find_publisher
from marsad.linking.people.grades import Grade, reliability
from marsad.linking.people.ledger import Entry, keep_ledger
from marsad.linking.people.records import record_of
from marsad.linking.people.sources import Called, find_exactly, find_sources
from marsad.model import Kind
from marsad.publishing.dossiers import published_by, source_dossier
from marsad.publishing.known import known_of
from marsad.web.desk import AtDesk, Desk
from marsad.web.languages import language_of
from marsad.web.pages.documents import Id
from marsad.web.pages.search import Cursor, Typed
from marsad.web.rendering import part, render

router = APIRouter()
_SHOWN = 25
_MOST_PAGES = 200
_CLAIMS = 12  # on the page of a source
_QUICK = 30_000  # claims of an archive whose sources are all counted within the time of a page
_NAMED = 20  # sources of one search
_LOOKED = 500  # newest claims of each of them, where the whole is not counted yet
_NO_LIST = "~"

Sort = Literal["claims", "denied", "contradicted", "confirmed", "corroborated", "withdrawn"]
SORTS = ("claims", "denied", "contradicted", "confirmed", "corroborated", "withdrawn")
Of = Literal["named", "outlets", "unnamed"]
OF = ("named", "outlets", "unnamed")


class Row(NamedTuple):
    """A source in the list, with its grade; ``whole`` is false where not all is counted."""

    entry: Entry
    grade: str | None
    words: str | None
    whole: bool = True


@router.get("/sources", include_in_schema=False)
def sources(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    q: Typed = "",
    of: Of = "named",
    sort: Sort = "claims",
    page: Annotated[int, Query(ge=1, le=_MOST_PAGES)] = 1,
) -> Response:
    """Those with the most claims, or those that a name means."""
    fault = None
    rows: list[Row] = []
    ledger = desk.shelf.find(keep_ledger, quick=_is_small(desk))
    total = 0
    with desk.observatory.reading() as connection:
        hidden = suppressed(connection)  # also of what was counted before
        if q.strip():
            try:
                found = _allowed(find_sources(connection, q))
                entries = {one.source.entity: one for one in (ledger.value if ledger else ())}
                total = len(found)
                rows = _searched(connection, found[:_NAMED], entries)
            except LookupError as error:
                fault = str(error)
        elif ledger is not None:
            every = [one for one in ledger.value if _is(one, of) and _shown(one, hidden)]
            every.sort(key=lambda one: -getattr(one.count, sort))
            total = len(every)
            rows = _graded(connection, every[(page - 1) * _SHOWN : page * _SHOWN])
    answer = render(
        request,
        "sources.html",
        room="sources",
        query_here=q,
        of=of,
        ofs=OF,
        sort=sort,
        sorts=SORTS,
        rows=rows,
        total=total,
        fault=fault,
        counted=ledger is not None,
        fresh=ledger is not None and ledger.fresh,
        documents=desk.documents(),
        page=page,
        more=not q.strip() and total > page * _SHOWN and page < _MOST_PAGES,
    )
    if ledger is None and not q.strip():
        answer.headers["refresh"] = "2"
    return answer


@router.get("/outlets/{name:path}", include_in_schema=False)
def outlet(desk: AtDesk, name: Id) -> Response:
    """The source that an outlet is, however its name is written."""
    with desk.observatory.reading() as connection:
        found = find_publisher(name, known_lists(connection))
    return RedirectResponse(f"/sources/{part(found.entity if found else _NO_LIST + name)}", 303)


@router.get("/voices/{name:path}", include_in_schema=False)
def voice(desk: AtDesk, name: Id) -> Response:
    """The source that somebody is who denies or updates; a search where no page has that name."""
    with desk.observatory.reading() as connection:
        for id in (name, _NO_LIST + name):
            called = find_exactly(connection, id) or _publisher(connection, id)
            if called is not None:
                return RedirectResponse(f"/sources/{part(called.entity)}", 303)
        try:
            found = find_sources(connection, name)
        except LookupError:
            found = ()
    to = f"/sources/{part(found[0].entity)}" if len(found) == 1 else f"/sources?q={part(name)}"
    return RedirectResponse(to, 303)


@router.get("/sources/{id:path}", include_in_schema=False)
def source(request: Request, desk: AtDesk, id: Id, after: Cursor = None) -> Response:
    """One source; a name leads to the address of the one that it means."""
    lang = language_of(request)
    with desk.observatory.reading() as connection:
        called = find_exactly(connection, id) or _publisher(connection, id)
        if called is None:
            found = find_sources(connection, id)
            to = (
                f"/sources/{part(found[0].entity)}" if len(found) == 1 else f"/sources?q={part(id)}"
            )
            return RedirectResponse(to, 303)
        if called.entity != id:
            return RedirectResponse(f"/sources/{part(called.entity)}", 303)
        if why := withheld(connection, called.entity, called.name):
            return render(request, "withheld.html", room="sources", why=why, name=called.name)
        view = source_dossier(connection, called, page=Page(_CLAIMS, after))
        known = known_of(called.entity, lang, known_lists(connection))
        ledger = desk.shelf.find(keep_ledger, quick=_is_small(desk), wait=0)
    entries = ledger.value if ledger else ()
    whole = next((one.count for one in entries if one.source.entity == called.entity), None)
    return render(
        request,
        "source.html",
        view=view,
        after=after,
        known=known,
        record=whole or view.record.all,
        whole=whole is not None or view.record.whole,
        unnamed=called.kind == Kind.ANONYMOUS.value,
        room="sources",
        source=called,
    )


def _publisher(connection: Connection, id: str) -> Called | None:
    """An outlet that publishes here and speaks nowhere, or an entry of the lists."""
    known = known_lists(connection).entities.get(id)
    if known is not None:
        return Called(known.id, known.name, known.kind.value)
    name = id.removeprefix(_NO_LIST)
    if id.startswith(_NO_LIST) and published_by(connection, id, name)[0] is not None:
        return Called(id, name, Kind.OUTLET.value)
    return None


def _is_small(desk: Desk) -> bool:
    with desk.observatory.reading() as connection:
        some = select(claims.c.key).limit(_QUICK + 1).subquery()
        return (connection.scalar(select(func.count()).select_from(some)) or 0) <= _QUICK


def _is(entry: Entry, of: Of) -> bool:
    unnamed = entry.source.kind == Kind.ANONYMOUS.value
    wanted = {
        "named": not unnamed,
        "unnamed": unnamed,
        "outlets": entry.source.kind == Kind.OUTLET.value,
    }
    return wanted[of]


def _shown(entry: Entry, hidden: Suppressed) -> bool:
    return not hidden.holds(entry.source.entity, entry.source.name)


def _allowed(found: Sequence[Called]) -> list[Called]:
    """Those that may have a page."""
    return [
        one
        for one in found
        if not (one.kind == Kind.PERSON.value and one.entity.startswith(_NO_LIST))
    ]


def _searched(
    connection: Connection, found: Sequence[Called], entries: dict[str, Entry]
) -> list[Row]:
    """What is counted already, else the newest claims of each."""
    graded = reliability(connection, [one.entity for one in found])
    rows = []
    for one in found:
        entry, whole = entries.get(one.entity), True
        if entry is None:
            record = record_of(connection, one.entity, most=_LOOKED)
            entry, whole = Entry(one, record.all), record.whole
        rows.append(_row(entry, graded.get(one.entity), whole=whole))
    return sorted(rows, key=lambda row: -row.entry.count.claims)


def _graded(connection: Connection, entries: Sequence[Entry]) -> list[Row]:
    graded = reliability(connection, [one.source.entity for one in entries])
    return [_row(one, graded.get(one.source.entity)) for one in entries]


def _row(entry: Entry, grade: Grade | None, *, whole: bool = True) -> Row:
    return Row(entry, grade.grade if grade else None, grade.words if grade else None, whole)
