"""A web of our own on the loopback address, for the tests of what is fetched."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from marsad.intake.clock import Clock
from marsad.intake.fetch import Fetcher
from marsad.intake.guard import Limits

_CONNECT = socket.socket.connect
_LOOK_UP = socket.getaddrinfo


@pytest.fixture
def loopback(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets tests reach 127.0.0.1, and nothing else."""
    request.getfixturevalue("no_network")  # whose refusals are replaced below

    def connect(self: socket.socket, address: Any) -> None:
        if address[0] != "127.0.0.1":
            raise RuntimeError(f"a test used the network: {address[0]}")
        _CONNECT(self, address)

    def look_up(host: str, port: int, family: int = 0, type: int = 0) -> Any:
        """Numbers are read as the system reads them; no name but one is asked for."""
        flags = 0 if host == "localhost" else socket.AI_NUMERICHOST
        return _LOOK_UP(host, port, family, type, 0, flags)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


Handler = BaseHTTPRequestHandler
Route = Callable[[Handler], None]


@dataclass
class Site:
    """A web server: what it shows at each path, and what it was asked for."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def show(self, path: str, body: str | bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Answer a path with a body; ``content_type="…"`` becomes the header of that name."""
        data = body.encode() if isinstance(body, str) else body
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("content-type", "text/html; charset=utf-8")
        sent.setdefault("content-length", str(len(data)))

        def answer(handler: Handler) -> None:
            handler.send_response(status)
            for name, value in sent.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(data)

        return self.play(path, answer)

    def play(self, path: str, route: Route) -> str:
        """Answer a path with whatever a function does, and say its address."""
        self.routes[path] = route
        return self.url + path


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def serve(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A web server on the loopback address that knows no page yet, with TLS where it is given."""

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            shown.asked.append(self.path)
            shown.headers.append({name.lower(): value for name, value in self.headers.items()})
            route = shown.routes.get(self.path)
            if route is None:
                self.send_response(404)
                self.send_header("content-length", "0")
                self.end_headers()
            else:
                route(self)

        def log_message(self, *_: object) -> None:
            """Tests say what they expect themselves."""

    server = _Quiet(("127.0.0.1", 0), Answers)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    shown = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield shown
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A web server on the loopback address that knows no page yet."""
    request.getfixturevalue("loopback")
    with serve() as shown:
        yield shown


START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def only_loopback(address: str) -> bool:
    """What the tests take for the public internet."""
    return address == "127.0.0.1"


@dataclass
class Hours:
    """A clock that stands still but when somebody sleeps."""

    slept: list[float] = field(default_factory=list)

    def seconds(self) -> float:
        return 1_000.0 + sum(self.slept)

    def now(self) -> datetime:
        return START + timedelta(seconds=sum(self.slept))

    @property
    def clock(self) -> Clock:
        return Clock(seconds=self.seconds, now=self.now, sleep=self.slept.append)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """In no hurry to spare anybody, on real time, for pages of a kilobyte."""
    limits = Limits(size=1_000, connect=1.0, read=0.3, whole=0.5, patience=0.0)
    with Fetcher(delay=0.0, limits=limits, public=only_loopback) as one:
        yield one


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def patient(hours: Hours) -> Iterator[Fetcher]:
    """Waits as it does for real, on a clock that costs no time."""
    with Fetcher(public=only_loopback, clock=hours.clock) as one:
        yield one
