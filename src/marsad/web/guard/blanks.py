"""Fields that were left empty: a form sends them, and they say nothing."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

_API = "/api/"
_LONGEST = 20_000  # letters of an address that are looked at


class LeaveBlanks:
    """Middleware: ``?q=dam&standing=`` is read as ``?q=dam``; what programs ask for stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"")
        form = scope["type"] == "http" and not scope["path"].startswith(_API)
        if form and query and len(query) <= _LONGEST:
            pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
            if any(not value for _, value in pairs):
                kept = [(name, value) for name, value in pairs if value]
                scope = {**scope, "query_string": urlencode(kept).encode("ascii")}
        await self._app(scope, receive, send)
