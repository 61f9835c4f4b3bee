"""The server: where it listens, who sits there, and how it ends."""

from __future__ import annotations

import getpass
import ipaddress
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

import uvicorn
from sqlalchemy.exc import OperationalError

from marsad.archive.observatory import Observatory
from marsad.packs.pack import load_pack
from marsad.publishing.atlas import atlas_for
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor
from marsad.web.languages import languages

PORT = 8017
_PERSON = "MARSAD_PERSON"


class CannotServe(Exception):
    """The address cannot be used; the message names the remedy."""


def serve(
    observatory: Observatory,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    watchlist: Path | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve an archive until it is stopped.

    Args:
        port: 0 takes one that is free.
        watchlist: a file of feeds to look at whenever they are due.
        ready: is told the address once requests are taken.

    Raises:
        CannotServe: another program listens there, or the address is not of this machine alone.
        Unreadable: the file of feeds cannot be understood.
    """
    if not is_loopback(host):
        raise CannotServe(f"{host}: only this machine is served without accounts; use 127.0.0.1")
    listening = _listen(host, port)
    begin_writing(observatory)
    app = create_app(observatory, Visitor(_person(), "admin"), watchlist=watchlist)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    server = _Server(config, lambda: ready(_address(host, listening)))
    Thread(target=_warm, daemon=True).start()
    with listening:
        server.run(sockets=[listening])


def _warm() -> None:
    """Open the packs and places that pages need, while the first page is on its way."""
    for lang in languages():
        atlas_for(lang)
        load_pack(lang)


def begin_writing(observatory: Observatory) -> None:
    """Open the archive once for writing, before anybody reads: a copy of one comes with another
    sort of log, and changes it only while nobody reads. An archive that cannot be written is read.
    """
    with suppress(OperationalError), observatory.writing():
        pass


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _listen(host: str, port: int) -> socket.socket:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(kind, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        remedy = "--port N names another, --port 0 takes a free one"
        raise CannotServe(f"{host}:{port}: {error.strerror}; {remedy}") from error
    return listening


def _address(host: str, listening: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}/"


def _person() -> str:
    """Who reviews at this machine."""
    try:
        return os.environ.get(_PERSON) or getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
