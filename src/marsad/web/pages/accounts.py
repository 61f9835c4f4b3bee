"""All accounts, for those who keep them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from marsad.archive.access.accounts import (
    ADMIN,
    READER,
    ROLES,
    Account,
    add_account,
    find_numbered,
    list_accounts,
    remove_account,
    set_password,
    set_role,
)
from marsad.archive.access.passwords import SHORTEST, hash_password
from marsad.web.desk import AtDesk, Desk
from marsad.web.guard.forms import check_own_form
from marsad.web.guard.visitors import needs
from marsad.web.pages.login import Name, Password
from marsad.web.rendering import render

router = APIRouter(prefix="/accounts", dependencies=[Depends(needs(ADMIN))])
form = [Depends(check_own_form)]
Role = Annotated[str, Form()]


@router.get("", include_in_schema=False)
def accounts(request: Request, desk: AtDesk) -> Response:
    """Who may come in, and as what."""
    return _page(request, desk)


@router.post("", include_in_schema=False, dependencies=form)
def add(
    request: Request, desk: AtDesk, name: Name, password: Password, role: Role = READER
) -> Response:
    """Makes an account."""
    try:
        hashed = hash_password(password, name)
    except ValueError:
        return _page(request, desk, fault="weak", name=name)
    try:
        with desk.observatory.judging() as connection:
            add_account(connection, name, role, hashed)
    except ValueError:
        return _page(request, desk, fault="name", name=name)
    return _back()


@router.post("/{number}/role", include_in_schema=False, dependencies=form)
def change_role(request: Request, desk: AtDesk, number: int, role: Role) -> Response:
    """Gives an account another role."""
    try:
        with _account(desk, number) as (connection, account):
            set_role(connection, account, role)
    except ValueError:
        return _page(request, desk, fault="admin")
    return _back()


@router.post("/{number}/password", include_in_schema=False, dependencies=form)
def reset_password(request: Request, desk: AtDesk, number: int, password: Password) -> Response:
    """Sets a password for somebody who has forgotten it."""
    with desk.observatory.reading() as connection:
        name = find_numbered(connection, number).name
    try:
        hashed = hash_password(password, name)
    except ValueError:
        return _page(request, desk, fault="weak")
    with _account(desk, number) as (connection, account):
        set_password(connection, account, hashed)
    return _back()


@router.post("/{number}/remove", include_in_schema=False, dependencies=form)
def remove(request: Request, desk: AtDesk, number: int) -> Response:
    """Takes an account away."""
    try:
        with _account(desk, number) as (connection, account):
            remove_account(connection, account)
    except ValueError:
        return _page(request, desk, fault="admin")
    return _back()


@contextmanager
def _account(desk: Desk, number: int) -> Iterator[tuple[Connection, Account]]:
    with desk.observatory.judging() as connection:
        yield connection, find_numbered(connection, number)


def _back() -> Response:
    return RedirectResponse("/accounts", 303)


def _page(request: Request, desk: Desk, *, fault: str | None = None, name: str = "") -> Response:
    with desk.observatory.reading() as connection:
        rows = list_accounts(connection)
    status = 200 if fault is None else 422
    told = {"rows": rows, "roles": ROLES, "fault": fault, "name": name, "shortest": SHORTEST}
    return render(request, "accounts.html", status=status, **told)
