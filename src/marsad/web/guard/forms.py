"""Forms are taken only from our own pages: a token that another site cannot know.

The token in a form is an HMAC-SHA-256 under the server's secret, of the session where somebody is
logged in, else of a random value in a cookie that scripts cannot read (signed double submit, OWASP
Cross-Site Request Forgery Prevention). A program that sends a key has no cookie that another site
could use, and needs no token.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response

from marsad.web.guard import cookies
from marsad.web.guard.visitors import Visitor, needs, visitor_of

COOKIE = "marsad-form"
FIELD = "form_token"
FORM = "form"  # the reason of a refusal
_SIZE = 32  # bytes
_LONGEST = 128  # letters of a token that are looked at


def token_for(request: Request) -> str:
    """The token that forms of this visitor carry."""
    visitor = visitor_of(request)
    if visitor is not None and visitor.session is not None:
        return _sign(request.app.state.secret, f"session {visitor.session}")
    return _sign(request.app.state.secret, f"form {request.state.form_cookie}")


async def give_cookie(
    request: Request, go_on: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Middleware: every visitor has a value of their own."""
    there = cookies.read_cookie(request, COOKIE)
    request.state.form_cookie = there or secrets.token_hex(_SIZE)
    response = await go_on(request)
    if not there:
        cookies.give_cookie(request, response, COOKIE, request.state.form_cookie)
    return response


async def check_own_form(request: Request) -> None:
    """A dependency of what visitors change of themselves: login, password, keys.

    Raises:
        HTTPException: 403, the form came from elsewhere, or from before the server was restarted.
    """
    visitor = visitor_of(request)
    if visitor is not None and visitor.by_token:
        return
    form = await request.form(max_files=20, max_fields=500)
    given = form.get(FIELD) or request.headers.get("x-form-token", "")
    right = token_for(request).encode()
    if not isinstance(given, str) or not hmac.compare_digest(given[:_LONGEST].encode(), right):
        raise HTTPException(403, FORM)


async def check_form(
    request: Request, _visitor: Annotated[Visitor, Depends(needs("analyst"))]
) -> None:
    """A dependency of all that changes something: an analyst, and a form of our own.

    Raises:
        HTTPException: 401 or 403, as ``needs`` and ``check_own_form`` say.
    """
    await check_own_form(request)


def _sign(secret: bytes, value: str) -> str:
    return hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()
