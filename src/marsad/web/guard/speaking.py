"""Who may write through the programming interface, and from where."""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request

from marsad.archive.access.accounts import ANALYST
from marsad.web.guard.forms import token_for
from marsad.web.guard.visitors import AtHome, Visitor, needs

HEADER = "x-form-token"
_LONGEST = 128  # letters of a token that are looked at


async def know(_visitor: AtHome) -> None:
    """A dependency of every call: somebody who may read."""


async def may_speak(request: Request, visitor: Annotated[Visitor, Depends(needs(ANALYST))]) -> None:
    """A dependency of every call that changes something.

    Raises:
        HTTPException: 403, the call is not of one of our own pages.
    """
    if visitor.by_token:  # a program has no cookie that others could use
        return
    if not _is_ours(request):
        raise HTTPException(403, "a call from elsewhere; only pages of this server may write")
    given = request.headers.get(HEADER, "")[:_LONGEST].encode("utf-8", "replace")
    if not hmac.compare_digest(given, token_for(request).encode()):
        raise HTTPException(403, f"{HEADER}: the token of a form of this server is missing or old")


def _is_ours(request: Request) -> bool:
    """Whether a browser says that one of our pages calls: by Sec-Fetch-Site, else by Origin."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return False
    here = request.url
    try:
        told = urlsplit(origin)
        return (told.scheme, told.netloc) == (here.scheme, here.netloc)
    except ValueError:
        return False
