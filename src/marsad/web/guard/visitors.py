"""Who is at the desk."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import Depends, Request


class Visitor(NamedTuple):
    """A person at the desk; ``role`` is reader, analyst or admin: each may do more."""

    name: str
    role: str


def _visitor(request: Request) -> Visitor:
    visitor: Visitor = request.app.state.visitor
    return visitor


AtHome = Annotated[Visitor, Depends(_visitor)]
