"""Forms are taken only from our own pages: a token that another site cannot know.

A random value lies in a cookie that scripts cannot read; the token in a form is its HMAC-SHA-256
under the server's secret (signed double submit, OWASP Cross-Site Request Forgery Prevention).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable

from fastapi import HTTPException, Request, Response

COOKIE = "marsad-form"
FIELD = "form_token"
_SIZE = 32  # bytes
_LONGEST = 128  # letters of a cookie or token that are looked at


def token_for(request: Request) -> str:
    """The token that forms of this visitor carry."""
    return _sign(request.app.state.secret, request.state.form_cookie)


async def give_cookie(
    request: Request, go_on: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Middleware: every visitor has a value of their own."""
    there = request.cookies.get(COOKIE, "")
    request.state.form_cookie = there if 0 < len(there) <= _LONGEST else secrets.token_hex(_SIZE)
    response = await go_on(request)
    if request.state.form_cookie != there:
        response.set_cookie(
            COOKIE,
            request.state.form_cookie,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
            path="/",
        )
    return response


async def check_form(request: Request) -> None:
    """A dependency of all that changes something.

    Raises:
        HTTPException: 403, the form came from elsewhere, or from before the server was restarted.
    """
    form = await request.form(max_files=20, max_fields=500)
    given = form.get(FIELD) or request.headers.get("x-form-token", "")
    right = token_for(request).encode()
    if not isinstance(given, str) or not hmac.compare_digest(given[:_LONGEST].encode(), right):
        raise HTTPException(403, "form")


def _sign(secret: bytes, value: str) -> str:
    return hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()
