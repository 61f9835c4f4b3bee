"""Cookies that no script reads and no other site sends; on https bound to this very host."""

from __future__ import annotations

from typing import Literal

from fastapi import Request, Response

_LONGEST = 128  # letters of a value that are looked at


def read_cookie(request: Request, name: str) -> str:
    """The value of a cookie, or nothing."""
    value = request.cookies.get(_called(request, name), "")
    return value if len(value) <= _LONGEST else ""


def give_cookie(
    request: Request,
    response: Response,
    name: str,
    value: str,
    samesite: Literal["lax", "strict"] = "strict",
) -> None:
    """Keep a value in the browser until it is closed; an empty one takes it away."""
    response.set_cookie(
        _called(request, name),
        value,
        max_age=None if value else 0,
        httponly=True,
        samesite=samesite,
        secure=_is_secure(request),
        path="/",
    )


def _called(request: Request, name: str) -> str:
    """On https with the prefix that browsers take from this host alone (RFC 6265bis)."""
    return f"__Host-{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
