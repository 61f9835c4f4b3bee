"""What a page may load and who may frame it: headers of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

# Nothing from elsewhere, no script or style inside a page. Workers and `blob:` are for the map.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; "
    "connect-src 'self'; font-src 'self'; img-src 'self' data: blob:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


async def add_headers(
    request: Request, go_on: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Middleware: an answer that has a header of its own keeps it."""
    response = await go_on(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
