"""An archive of the examples, its application, a real server and a real browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor
from marsad.web.serving import begin_writing

EXAMPLES = Path(__file__).parents[2] / "examples"
CHROMIUM = os.environ.get("MARSAD_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_CONNECT, _ADDRESSES = socket.socket.connect, socket.getaddrinfo


@pytest.fixture(scope="session")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    """The examples, read and joined; for tests that change nothing."""
    with Observatory.create(tmp_path_factory.mktemp("web") / "examples.db") as made:
        made.add(EXAMPLES)
        Linked(made).update()
        yield made


@pytest.fixture(scope="session")
def app(observatory: Observatory) -> FastAPI:
    """The application as `marsad serve` runs it on this machine."""
    return create_app(observatory, Visitor("Nadia", "admin"), hosts=("testserver", "127.0.0.1"))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A visitor without cookies, who prefers English."""
    return TestClient(app, headers={"accept-language": "en"})


@pytest.fixture
def own(observatory: Observatory, tmp_path: Path) -> Iterator[Observatory]:
    """The examples once more, for a test that changes them."""
    observatory.backup(tmp_path / "own.db")
    with Observatory(tmp_path / "own.db") as made:
        begin_writing(made)
        yield made


@pytest.fixture
def working(own: Observatory) -> Iterator[TestClient]:
    """A visitor who changes something, and prefers English."""
    app = create_app(own, Visitor("Nadia", "admin"), hosts=("testserver", "127.0.0.1"))
    with TestClient(app, headers={"accept-language": "en"}) as client:
        yield client


@pytest.fixture
def send(working: TestClient) -> Callable[..., Response]:
    """Sends a form as a page of ours does: ``send(path, action="accept")``."""

    def sent(path: str, *, follow: bool = True, **fields: Any) -> Response:
        page = working.get("/review").text
        found = re.search(r'name="form_token" value="([^"]+)"', page)
        if found is None:
            page = working.get("/review/names").text
            found = re.search(r'name="form_token" value="([^"]+)"', page)
        assert found is not None
        return working.post(path, data={"form_token": found[1], **fields}, follow_redirects=follow)

    return sent


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A visitor of an archive in which there is nothing."""
    with Observatory.create(tmp_path / "empty.db") as made:
        yield TestClient(create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",)))


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """This test may speak to servers of this machine."""

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            raise RuntimeError("a test used the network")
        _CONNECT(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", _ADDRESSES)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an application that runs on a free port of this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def address(app: FastAPI) -> Iterator[str]:
    """Where the application of the examples runs."""
    with served(app) as at:
        yield at


@pytest.fixture(scope="session")
def serve() -> Callable[[FastAPI], AbstractContextManager[str]]:
    """Runs another application: ``with serve(app) as address``."""
    return served


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The machine's Chromium; tests with it are left out where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found; MARSAD_CHROMIUM names one")
    api = pytest.importorskip("playwright.sync_api", reason="pip install 'marsad[test]'")
    flags = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=[*flags, *quiet])
        yield chromium
        chromium.close()
