"""The login: what strangers see, and nothing else."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from marsad.archive.access import sessions
from marsad.web.desk import AtDesk, Desk
from marsad.web.guard import cookies
from marsad.web.guard.forms import check_own_form
from marsad.web.guard.gate import LOGIN, SESSION, is_own_address
from marsad.web.guard.logins import Door, TooOften, address_of
from marsad.web.guard.visitors import AtHome, Visitor, visitor_of
from marsad.web.rendering import render

router = APIRouter()
Back = Annotated[str, Query(alias="next", max_length=4_000)]
Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=1_000)]


@router.get(LOGIN, include_in_schema=False)
def login(request: Request, back: Back = "/") -> Response:
    """Asks for name and password; who is known already goes on."""
    if visitor_of(request) is not None:
        return RedirectResponse(_safe(back), 303)
    return _page(request, back)


@router.post(LOGIN, include_in_schema=False, dependencies=[Depends(check_own_form)])
def enter(
    request: Request, desk: AtDesk, name: Name, password: Password, back: Back = "/"
) -> Response:
    """Lets in whose password is right, with a session that nobody had before."""
    door: Door = request.app.state.door
    visitor = visitor_of(request)
    try:
        found = door.log_in(desk.observatory, name, password, address_of(request))
    except TooOften as often:
        answer = _page(request, back, status=429, name=name, fault="often", wait=often.seconds)
        answer.headers["retry-after"] = str(often.seconds)
        return answer
    if found is None:
        return _page(request, back, status=403, name=name, fault="wrong")
    _end_session(desk, visitor)
    answer = RedirectResponse(_safe(back), 303)
    cookies.give_cookie(request, answer, SESSION, found[1], "lax")
    return answer


@router.post("/logout", include_in_schema=False, dependencies=[Depends(check_own_form)])
def leave(request: Request, desk: AtDesk, visitor: AtHome) -> Response:
    """Ends the session, here and in the archive."""
    _end_session(desk, visitor)
    answer = RedirectResponse(LOGIN, 303)
    cookies.give_cookie(request, answer, SESSION, "", "lax")
    return answer


def _end_session(desk: Desk, visitor: Visitor | None) -> None:
    if visitor is not None and visitor.session is not None:
        with desk.observatory.writing() as connection:
            sessions.end(connection, visitor.session)


def _safe(back: str) -> str:
    return back if is_own_address(back) else "/"


def _page(request: Request, back: str, *, status: int = 200, **told: object) -> Response:
    values = {"name": "", "fault": None, "wait": 0, **told}
    return render(request, "login.html", status=status, back=_safe(back), **values)
