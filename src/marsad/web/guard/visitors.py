"""Who is at the desk, and what each may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, NamedTuple

from fastapi import Depends, HTTPException, Request

from marsad.archive.access.accounts import ADMIN, may


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
