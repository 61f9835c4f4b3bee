"""Actors: found by name; and one with what is claimed of it, its events and its company."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from marsad.archive.lists import known_lists
from marsad.archive.private import is_private, withheld
from marsad.archive.search.find import Page
from marsad.archive.search.tallies import Tallied
from marsad.archive.suppressed import suppressed
from marsad.linking.people.actors import find_actors, spoken_of
from marsad.linking.people.sources import find_exactly
from marsad.publishing.dossiers import actor_dossier
from marsad.publishing.known import known_of
from marsad.web.desk import AtDesk
from marsad.web.languages import language_of
from marsad.web.pages.documents import Id
from marsad.web.pages.search import Cursor, Typed
from marsad.web.rendering import part, render

router = APIRouter()
_CLAIMS = 12
_SHOWN = 40


@router.get("/actors", include_in_schema=False)
def actors(request: Request, desk: AtDesk, q: Typed = "") -> Response:
    """Those of whom the newest claims speak, or those that a name means."""
    fault = None
    found: tuple[Tallied, ...] = ()
    newest = None if q.strip() else desk.shelf.find(spoken_of, quick=True)
    with desk.observatory.reading() as connection:
        hidden = suppressed(connection)
        try:
            found = newest.value if newest else find_actors(connection, q)
        except LookupError as error:
            fault = str(error) if q.strip() else None
        rows = [one for one in found if not hidden.holds(one.entity, one.name)]
        if newest is None:
            rows = [one for one in rows if not is_private(connection, one.entity, one.name)]
    return render(
        request,
        "actors.html",
        room="actors",
        query_here=q,
        rows=rows[:_SHOWN],
        left_out=len(found) - len(rows),
        fault=fault,
        documents=desk.documents(),
    )


@router.get("/actors/{id:path}", include_in_schema=False)
def actor(request: Request, desk: AtDesk, id: Id, after: Cursor = None) -> Response:
    """One actor; a name leads to the address of the one that it means."""
    lang = language_of(request)
    with desk.observatory.reading() as connection:
        called = find_exactly(connection, id)
        known = known_of(id, lang, known_lists(connection))
        if called is None and known is None:
            found = find_actors(connection, id)
            to = f"/actors/{part(found[0].entity)}" if len(found) == 1 else f"/actors?q={part(id)}"
            return RedirectResponse(to, 303)
        if called is not None and called.entity != id:
            return RedirectResponse(f"/actors/{part(called.entity)}", 303)
        name = called.name if called else known.name if known else id
        if why := withheld(connection, id, name):
            return render(request, "withheld.html", room="actors", why=why, name=name)
        view = actor_dossier(connection, (id, name), page=Page(_CLAIMS, after))
    return render(
        request,
        "actor.html",
        room="actors",
        entity=id,
        name=name,
        view=view,
        known=known,
        after=after,
    )
