"""Who is at the desk."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import Depends, Request

PERSON = "marsad-person"
_LONGEST = 480  # digits of a cookie: 60 letters of at most four bytes each


class Visitor(NamedTuple):
    """A person at the desk; ``role`` is reader, analyst or admin: each may do more."""

    name: str
    role: str


def _visitor(request: Request) -> Visitor:
    return called(request, request.app.state.visitor)


def called(request: Request, home: Visitor) -> Visitor:
    """Who sits at the desk where no accounts are kept: by the name that this browser was told."""
    try:
        name = bytes.fromhex(request.cookies.get(PERSON, "")[:_LONGEST]).decode("utf-8")
    except ValueError:
        return home
    return home._replace(name=" ".join(name.split()) or home.name)


AtHome = Annotated[Visitor, Depends(_visitor)]
