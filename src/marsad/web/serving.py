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
from typing import NamedTuple

import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError

from marsad.archive.access.accounts import ADMIN, has_accounts
from marsad.archive.observatory import Observatory
from marsad.packs.pack import load_pack
from marsad.publishing.atlas import atlas_for
from marsad.web.application import LOOPBACK, create_app
from marsad.web.connections import Connection
from marsad.web.guard.visitors import Visitor
from marsad.web.languages import languages

PORT = 8017
_PERSON = "MARSAD_PERSON"
_PROXIES = ("127.0.0.1", "::1")  # a proxy is believed on this machine alone
_MOST = 256  # connections: twenty persons with six each, and room; above it 503
_HEAD = 16 << 10  # bytes of a request's first line and head
_IDLE = 5  # seconds for the next request of a connection, and for the last ones at the end


class CannotServe(Exception):
    """The address cannot be used; the message names the remedy."""


class Place(NamedTuple):
    """Where a server listens, and under which names.

    ``names`` are further names that requests may be addressed to. ``behind_proxy``: a program on
    this machine takes the requests of others and says from where they come. ``certificate`` and
    ``key`` are files of PEM: with them it speaks https.
    """

    host: str = "127.0.0.1"
    port: int = PORT  # 0 takes one that is free
    names: tuple[str, ...] = ()
    behind_proxy: bool = False
    certificate: str | None = None
    key: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether others than who sits at this machine may come."""
        return self.behind_proxy or not is_loopback(self.host)


def serve(
    observatory: Observatory,
    place: Place = Place(),  # noqa: B008 - frozen
    *,
    watchlist: Path | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve an archive until it is stopped.

    Where there are accounts, everybody has to log in. Without them only this machine is served,
    and who sits at it may do everything.

    Args:
        watchlist: a file of feeds to look at whenever they are due.
        ready: is told the address once requests are taken.

    Raises:
        CannotServe: another program listens there, or others could come in without a login.
        Unreadable: the file of feeds cannot be understood.
    """
    home = _home(observatory, place)
    hosts = _hosts(place)
    listening = _listen(place.host, place.port)
    begin_writing(observatory)
    app = create_app(observatory, home, hosts=hosts, watchlist=watchlist)
    scheme = "http" if place.certificate is None else "https"
    address = _address(scheme, place.host, listening)
    Thread(target=_warm, daemon=True).start()
    with listening:
        try:
            server = _Server(_config(app, place), lambda: ready(address))
        except OSError as error:  # of ssl too
            told = error.strerror or str(error)
            raise CannotServe(f"{place.certificate}: {told}; name PEM files") from error
        server.run(sockets=[listening])


def _home(observatory: Observatory, place: Place) -> Visitor | None:
    """Who sits at the desk; ``None`` where a login is demanded."""
    with observatory.reading() as connection:
        kept = has_accounts(connection)
    if kept:
        return None
    if place.is_open:
        remedy = "make one first: marsad accounts add NAME --role admin"
        raise CannotServe(
            f"{place.host}: others could come in, and there are no accounts; {remedy}"
        )
    return Visitor(_person(), ADMIN)


def _hosts(place: Place) -> tuple[str, ...]:
    """The names that requests may be addressed to, so that no other site's name leads here."""
    wild = place.host in ("0.0.0.0", "::")
    if (wild or place.behind_proxy) and not place.names:
        remedy = "say under which name it is reached: --name news.example.org"
        raise CannotServe(f"{place.host}: listens under any name; {remedy}")
    shown = f"[{place.host}]" if ":" in place.host else place.host
    own = LOOPBACK if wild or is_loopback(place.host) else (shown,)
    return (*own, *place.names)


def _config(app: FastAPI, place: Place) -> uvicorn.Config:
    """How uvicorn runs: bounded in all that others can make it hold."""
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=place.behind_proxy,
        forwarded_allow_ips=list(_PROXIES),
        limit_concurrency=_MOST,
        h11_max_incomplete_event_size=_HEAD,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_IDLE,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
    )
    config.load()
    return config


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


def _address(scheme: str, host: str, listening: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{listening.getsockname()[1]}/"


def _person() -> str:
    """Who reviews at this machine."""
    try:
        return os.environ.get(_PERSON) or getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
