"""A language model of our own on the loopback address, that answers as a test wants it to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from marsad.intake.clock import Clock
from marsad.intake.guard import Limits
from marsad.llm.asking import Service
from marsad.llm.cache import Cache
from marsad.llm.reading import ModelReader
from marsad.llm.tally import Prices, Tally
from marsad.model import Document

_CONNECT = socket.socket.connect
_LOOK_UP = socket.getaddrinfo
LIMITS = Limits(size=1 << 20, connect=2.0, read=2.0, whole=3.0)

Handler = BaseHTTPRequestHandler
Play = Callable[[str], Any]


@dataclass
class Model:
    """A server of chat completions: ``play`` gives the answer to a text, ``asked`` what came."""

    port: int
    play: Play = lambda _: {"relations": []}
    route: Callable[[Handler, dict[str, Any]], bool] = lambda *_: False
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def texts(self) -> list[str]:
        """The texts that were handed over."""
        return [text_of(body) for body in self.asked]


def text_of(body: dict[str, Any]) -> str:
    text: str = json.loads(body["messages"][-1]["content"])["text"]
    return text


def chat(answer: Any, finish: str = "stop", used: tuple[int, int] | None = (100, 20)) -> bytes:
    """An answer in the form of chat completions."""
    content = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    data: dict[str, Any] = {
        "choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]
    }
    if used is not None:
        data["usage"] = dict(zip(("prompt_tokens", "completion_tokens"), used, strict=True))
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def send(handler: Handler, body: bytes, status: int = 200, **headers: str) -> bool:
    """Answer with these bytes; true, as a route says that it has answered."""
    handler.send_response(status)
    for name, value in ({"content-length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
    return True


@pytest.fixture
def loopback(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets tests reach 127.0.0.1, and nothing else."""
    request.getfixturevalue("no_network")  # whose refusals are replaced below

    def connect(self: socket.socket, address: Any) -> None:
        if address[0] != "127.0.0.1":
            raise RuntimeError(f"a test used the network: {address[0]}")
        _CONNECT(self, address)

    def look_up(host: str, port: int, family: int = 0, type: int = 0) -> Any:
        return _LOOK_UP(host, port, family, type, 0, socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture
def model(request: pytest.FixtureRequest) -> Iterator[Model]:
    """A server that speaks the chat completions of OpenAI."""
    request.getfixturevalue("loopback")

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            there.asked.append({"path": self.path, **body})
            there.headers.append({name.lower(): value for name, value in self.headers.items()})
            if not there.route(self, body):
                send(self, chat(there.play(text_of(body))))

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # whoever asked has gone

    server = Server(("127.0.0.1", 0), Answering)
    there = Model(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield there
    server.shutdown()
    server.server_close()
    thread.join()


class Naps:
    """A clock that never sleeps, and remembers for how long it should have."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: datetime(2030, 1, 1, tzinfo=UTC), sleep=self.slept.append)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def service(model: Model) -> Service:
    return Service(url=model.url, model="toy-7b", limits=LIMITS)


Reader = Callable[..., ModelReader]


@pytest.fixture
def reader(service: Service, tmp_path: Path, naps: Naps) -> Iterator[Reader]:
    """Makes readers: ``reader()``, ``reader(budget=900)``, ``reader(key="…")``."""
    made: list[ModelReader] = []

    def make(
        *,
        budget: int | None = None,
        key: str | None = None,
        name: str = "toy-7b",
        parallel: int = 2,
    ) -> ModelReader:
        asked = Service(url=service.url, model=name, key=key, limits=LIMITS)
        tally = Tally(budget, Prices(2.0, 8.0))
        cache = Cache(tmp_path / "answers")
        made.append(
            ModelReader(asked, cache=cache, tally=tally, parallel=parallel, clock=naps.clock)
        )
        return made[-1]

    yield make
    for one in made:
        one.close()


def report(text: str, id: str = "d1") -> Document:
    return Document(id=id, text=text)
