"""My account: the password, and keys for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.archive.access import sessions
from marsad.archive.access.accounts import (
    READER,
    ROLES,
    Account,
    find_numbered,
    may,
    set_password,
)
from marsad.archive.access.audit import REFUSED, note
from marsad.archive.access.passwords import SHORTEST, hash_password
from marsad.archive.access.tokens import LONGEST, list_tokens, make_token, take_token
from marsad.web.desk import AtDesk, Desk
from marsad.web.guard import cookies
from marsad.web.guard.forms import check_own_form
from marsad.web.guard.gate import SESSION
from marsad.web.guard.logins import Door, address_of
from marsad.web.guard.visitors import AtHome, Visitor
from marsad.web.pages.login import Password
from marsad.web.rendering import render

router = APIRouter()
own = [Depends(check_own_form)]
_HERE = "/account"
Label = Annotated[str, Form(max_length=200)]


@router.get(_HERE, include_in_schema=False)
def account(request: Request, desk: AtDesk, visitor: AtHome) -> Response:
    """Who I am here, and what opens for me."""
    return _page(request, desk, visitor)


@router.post(f"{_HERE}/password", include_in_schema=False, dependencies=own)
def change_password(
    request: Request, desk: AtDesk, visitor: AtHome, old: Password, new: Password
) -> Response:
    """Sets a new password; every other browser is logged out, and this one has a new session."""
    mine = _mine(desk, visitor)
    door: Door = request.app.state.door
    if not door.is_own(desk.observatory, mine, old):
        with desk.observatory.writing() as connection:
            note(connection, "password set", mine.name, outcome=REFUSED)
        return _page(request, desk, visitor, status=422, fault="wrong")
    try:
        hashed = hash_password(new, mine.name)
    except ValueError:
        return _page(request, desk, visitor, status=422, fault="weak")
    with desk.observatory.judging() as connection:
        set_password(connection, mine, hashed)
        value = sessions.begin(connection, mine, address_of(request))
    answer = RedirectResponse(f"{_HERE}?changed=password", 303)
    cookies.give_cookie(request, answer, SESSION, value, "lax")
    return answer


@router.post(f"{_HERE}/keys", include_in_schema=False, dependencies=own)
def make_key(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    visitor: AtHome,
    label: Label,
    role: Annotated[str, Form()] = READER,
    days: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Makes a key and shows it, this once."""
    mine = _mine(desk, visitor)
    try:
        with desk.observatory.judging() as connection:
            shown = make_token(connection, mine, label, role, int(days) if days.strip() else None)
    except ValueError:
        return _page(request, desk, visitor, status=422, fault="key")
    return _page(request, desk, visitor, status=201, key=shown)


@router.post(f"{_HERE}/keys/{{number}}/end", include_in_schema=False, dependencies=own)
def end_key(desk: AtDesk, visitor: AtHome, number: int) -> Response:
    """Takes a key back."""
    mine = _mine(desk, visitor)
    with desk.observatory.judging() as connection:
        take_token(connection, mine, number)
    return RedirectResponse(_HERE, 303)


def _mine(desk: Desk, visitor: Visitor) -> Account:
    """The account of who is here, by a browser: a key makes no further keys and no passwords."""
    if visitor.account is None or visitor.by_token:
        raise HTTPException(403, "role")
    with desk.observatory.reading() as connection:
        return find_numbered(connection, visitor.account)


def _page(
    request: Request, desk: Desk, visitor: Visitor, *, status: int = 200, **told: object
) -> Response:
    kept: dict[str, object] = {"account": None, "keys": [], "logins": 0}
    if visitor.account is not None:
        with desk.observatory.reading() as connection:
            mine = find_numbered(connection, visitor.account)
            kept = {
                "account": mine,
                "keys": list_tokens(connection, mine),
                "logins": sessions.count(connection, mine),
            }
    values = {
        "fault": None,
        "key": None,
        "changed": request.query_params.get("changed"),
        **kept,
        **told,
    }
    roles = [role for role in ROLES if may(visitor.role, role)]
    fixed = {"roles": roles, "shortest": SHORTEST, "most_days": LONGEST}
    return render(request, "account.html", status=status, **fixed, **values)
