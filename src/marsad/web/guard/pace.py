"""Slow clients: each piece of a request has to come, and each of an answer to be taken, in time."""

from __future__ import annotations

import asyncio

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PIECE = 30.0  # seconds for the next piece of a request, or of an answer


class Pace:
    """Middleware: nobody holds a worker by sending or taking drop by drop.

    The head of a request is not here yet: ``marsad.web.connections`` waits for that.
    """

    def __init__(self, app: ASGIApp, *, seconds: float = _PIECE) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        whole = False

        async def receive_in_time() -> Message:
            nonlocal whole
            if whole:  # what is waited for is the end of the connection
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self._seconds)
            except TimeoutError as error:
                raise HTTPException(408) from error
            whole = not message.get("more_body", False)
            return message

        async def send_in_time(message: Message) -> None:
            await asyncio.wait_for(send(message), self._seconds)

        await self._app(scope, receive_in_time, send_in_time)
