"""The gate: who comes is known before any page is asked, and what was done is noted after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.archive.access import sessions, tokens
from marsad.archive.access.audit import DONE, REFUSED, Doing, doing, note
from marsad.archive.connection import patience
from marsad.archive.observatory import Observatory
from marsad.web.guard.cookies import read_cookie
from marsad.web.guard.logins import Door, TooOften, address_of
from marsad.web.guard.visitors import Visitor, called

SESSION = "marsad-session"
LOGIN = "/login"
_OPEN = ("/assets/", "/static/")  # what the page of the login needs
_ASKING = ("GET", "HEAD", "OPTIONS")
_PATIENCE = 20.0  # seconds for one question to the archive; the slowest page takes one
_PAGE = "text/html"
_CARRIED = 2_000  # letters of an address that the login leads back to
Refuse = Callable[[Request, int, str | None], Response]


class Gate:
    """Middleware: lets in who may come.

    Args:
        home: who sits at the desk where no accounts are kept; ``None``: a login is demanded of
            everybody, for every address but the login itself and what it is drawn with.
        refuse: makes the answer of a refusal, of a status and its reason.
    """

    def __init__(
        self, app: ASGIApp, *, observatory: Observatory, home: Visitor | None, refuse: Refuse
    ) -> None:
        self._app = app
        self._observatory = observatory
        self._home = home
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        address = address_of(request)
        request.state.visitor = None
        try:
            visitor, after = await self._know(request, address)
        except _BadKey:
            await self._refuse(request, 401, "key")(scope, receive, send)
            return
        except TooOften as often:
            answer = self._refuse(request, 429, None)
            answer.headers["retry-after"] = str(often.seconds)
            await answer(scope, receive, send)
            return
        request.state.visitor = visitor
        if visitor is None and not is_open(scope["path"]):
            await self._send_away(request)(scope, receive, send)
            return
        with doing(visitor and visitor.name, address) as work:
            await self._admit(request, receive, send, work)
            for step in after:
                await run_in_threadpool(self._write, step)

    async def _know(
        self, request: Request, address: str
    ) -> tuple[Visitor | None, list[Callable[[Any], None]]]:
        """Who comes, and what is to be written of that when the answer is sent."""
        if self._home is not None:
            return called(request, self._home), []
        door: Door = request.app.state.door
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return await self._know_key(key.strip(), door, address)
        value = read_cookie(request, SESSION)
        found = await run_in_threadpool(self._session, value) if value else None
        if found is None:
            door.ask(address)
            return None, []
        account = found.account
        door.ask(account.number)
        visitor = Visitor(account.name, account.role, account.number, found.hash)
        stale = [lambda connection: sessions.touch(connection, found)] if found.stale else []
        return visitor, stale

    async def _know_key(
        self, key: str, door: Door, address: str
    ) -> tuple[Visitor, list[Callable[[Any], None]]]:
        found = await run_in_threadpool(self._token, key)
        if found is None:
            door.ask(address)
            raise _BadKey
        token, owner = found
        door.ask(owner.number)
        visitor = Visitor(owner.name, token.role, owner.number, by_token=True)
        first = tokens.is_first_today(token)
        return visitor, [lambda connection: tokens.note_use(connection, token)] if first else []

    async def _admit(self, request: Request, receive: Receive, send: Send, work: Doing) -> None:
        """Hand the request on; note what was changed where the page has not noted it itself."""
        status = 0
        private = request.state.visitor is None or request.state.visitor.account is not None

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                if private and headers.get("content-type", "").startswith(_PAGE):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        if request.method in _ASKING:
            with patience(_PATIENCE):
                await self._app(request.scope, receive, send_on)
            return
        await self._app(request.scope, receive, send_on)
        if not work.noted and (status < 400 or self._is_noted(request, status)):
            done = getattr(request.scope.get("endpoint"), "__name__", request.method).strip("_")
            outcome = DONE if status < 400 else REFUSED
            path = request.url.path
            await run_in_threadpool(
                self._write, lambda connection: note(connection, done, path, outcome=outcome)
            )

    def _is_noted(self, request: Request, status: int) -> bool:
        return status in (401, 403) and bool(request.app.state.door.may_note())

    def _send_away(self, request: Request) -> Response:
        """To the login, who looks at pages; programs are told that they need a key."""
        if request.method in ("GET", "HEAD") and _PAGE in request.headers.get("accept", ""):
            query = f"?{request.url.query}" if request.url.query else ""
            back = (quote(request.url.path) + query)[:_CARRIED]
            return RedirectResponse(f"{LOGIN}?{urlencode({'next': back})}", 303)
        answer = self._refuse(request, 401, None)
        answer.headers["www-authenticate"] = "Bearer"
        return answer

    def _session(self, value: str) -> sessions.Session | None:
        with self._observatory.reading() as connection:
            return sessions.find(connection, value)

    def _token(self, key: str) -> Any:
        with self._observatory.reading() as connection:
            return tokens.find_token(connection, key)

    def _write(self, step: Callable[[Any], None]) -> None:
        with self._observatory.writing() as connection:
            step(connection)


class _BadKey(Exception):
    """A key that opens nothing."""


def is_open(path: str) -> bool:
    """Whether strangers see an address."""
    return path == LOGIN or path.startswith(_OPEN)


def is_own_address(where: str) -> bool:
    """Whether an address that a form names is one of our pages, as a path alone."""
    return (
        where.startswith("/")
        and not where.startswith(("//", "/\\"))
        and not any(char <= " " or char == "\\" or char == "\x7f" for char in where)
    )
