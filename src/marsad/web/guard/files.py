"""Files that cost a server some seconds each: not too many for one visitor."""

from __future__ import annotations

from fastapi import Depends, Request

from marsad.web.guard.logins import Door
from marsad.web.guard.visitors import visitor_of


def _take(request: Request) -> None:
    """Count a file; whoever sits at the machine itself, without an account, is not counted."""
    visitor = visitor_of(request)
    if visitor is not None and visitor.account is not None:
        door: Door = request.app.state.door
        door.make_file(visitor.account)


counted = Depends(_take)
"""The dependency of a route that makes a file; ``TooOften`` where there were too many."""
