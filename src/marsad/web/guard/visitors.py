"""Who is at the desk, and what each may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, NamedTuple

from fastapi import Depends, HTTPException, Request

from marsad.archive.access.accounts import ADMIN, may

PERSON = "marsad-person"
_LONGEST = 480  # digits of a cookie: 60 letters of at most four bytes each


class Visitor(NamedTuple):
    """A person at the desk; ``role`` is reader, analyst or admin: each may do more.

    ``account`` is the number of the account, where accounts are kept; ``session`` the hash of the
    login in this browser; ``by_token`` says that a program is here, with a key of that account.
    """

    name: str
    role: str
    account: int | None = None
    session: str | None = None
    by_token: bool = False

    @property
    def keeps(self) -> bool:
        """Whether this person keeps settings and accounts."""
        return may(self.role, ADMIN)


def called(request: Request, home: Visitor) -> Visitor:
    """Who sits at the desk where no accounts are kept: by the name that this browser was told."""
    try:
        name = bytes.fromhex(request.cookies.get(PERSON, "")[:_LONGEST]).decode("utf-8")
    except ValueError:
        return home
    return home._replace(name=" ".join(name.split()) or home.name)


class Needs:
    """A dependency: a visitor who may do what a role may.

    Raises:
        HTTPException: 401, nobody is known here; 403, it needs another role.
    """

    def __init__(self, role: str) -> None:
        self.role = role

    def __call__(self, request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor is None:
            raise HTTPException(401)
        if not may(visitor.role, self.role):
            raise HTTPException(403, "role")
        return visitor


@cache
def needs(role: str) -> Callable[[Request], Visitor]:
    """The dependency of what at least this role may do: reader, analyst or admin."""
    return Needs(role)


def visitor_of(request: Request) -> Visitor | None:
    """Who sends a request; ``None`` for a stranger."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor


AtHome = Annotated[Visitor, Depends(needs("reader"))]
"""Who is at the desk, for a page that shows or keeps the name."""
