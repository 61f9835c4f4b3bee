"""What somebody who wishes us ill has written is shown, and does nothing: in HTML and a browser."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx import Client, Response
from lxml import etree
from sqlalchemy import select

from marsad.archive.access.audit import doing, note
from marsad.archive.ingest import Stored
from marsad.archive.lists import put
from marsad.archive.observatory import Observatory
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict
from marsad.archive.schema import claims, documents, propositions
from marsad.linking.people.grades import grade_proposition
from marsad.linking.people.withdrawals import withdraw
from marsad.linking.stored.linked import Linked
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor
from tests.web.hostile import PAYLOADS, own_list, write

PERSON = f"Nadia {PAYLOADS[0]}"
SMALL = [one for one in PAYLOADS if len(one) < 500]
CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
# A page of ours holds these and no others; script is loaded from our own address or is data.
ELEMENTS_TOLD = """
a abbr article aside b bdi blockquote body br button caption circle clippath code col
colgroup datalist dd defs desc details dialog div dl dt ellipse em fieldset figcaption
figure filter footer form g h1 h2 h3 h4 h5 head header hr html i iframe image img input
kbd label legend li line lineargradient link main mark marker menu meta meter nav noscript
ol optgroup option output p path pattern polygon polyline pre progress q rect script
section select small span stop strong sub summary sup svg table tbody td template text
textarea tfoot th thead time title tr tspan ul use
"""
ELEMENTS = frozenset(ELEMENTS_TOLD.split())
LEADING = ("href", "src", "action", "formaction", "poster", "xlink:href", "data", "srcset")

pytestmark = pytest.mark.slow


class Look(HTMLParser):
    """Reads a page as far as it could do something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.shown: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        ours = told.get("src", "").startswith(("/static/", "/assets/"))
        if tag == "script" and told.get("type") != "application/json" and not ours:
            self.faults.append("a script in the page")
        self.shown += (value for name, value in told.items() if (tag, name) != ("input", "value"))
        for name, value in told.items():
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or not re.fullmatch(r"[a-zA-Z][\w:-]*", name)
            ):
                self.faults.append(f"{tag} {name}={value[:40]}")
            if name in LEADING:
                self._lead(tag, name, value, told)

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.faults.append(decl)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:40]}")

    def _lead(self, tag: str, name: str, value: str, told: dict[str, str]) -> None:
        if re.match(r"https?://", value):  # a link out, told to say nothing of us
            if tag != "a" or "noreferrer" not in told.get("rel", ""):
                self.faults.append(f"{tag} {name}={value[:60]}")
        elif value.startswith(("//", "/\\")) or not (
            value.startswith(("/", "#", "?")) or not value
        ):
            self.faults.append(f"{tag} {name}={value[:60]}")
        elif tag in ("a", "img", "iframe", "link") and not value.startswith("#"):
            self.links.add(value)


def look(answer: Response) -> set[str]:
    """Fails where an answer could do something; gives what it leads to."""
    path = str(answer.url)
    kind = answer.headers.get("content-type", "").partition(";")[0]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'unsafe" not in policy, path
    assert answer.headers["x-content-type-options"] == "nosniff", path
    assert "pwned" not in str(answer.cookies) and "pwned" not in answer.headers, path
    if "/original" in path:  # as it came: the browser is told to run nothing in it
        assert "sandbox" in policy and "allow-scripts" not in policy, path
        return set()
    told = answer.text
    assert "pwned49" not in told and "49pwned" not in told, f"{path} reckons"
    if kind == "text/html":
        return _look_at_page(path, told)
    if kind == "image/svg+xml":
        tree = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
        for one in tree.iter():
            name = etree.QName(one).localname.lower() if isinstance(one.tag, str) else "comment"
            assert name in ELEMENTS | {"style"}, f"{path} {name}"
            assert not any(at.lower().startswith("on") for at in one.attrib), path
    elif kind in ("text/csv", "text/tab-separated-values"):
        tabs = kind == "text/tab-separated-values"
        lines = io.StringIO(told.lstrip("\ufeff"), newline="")
        for row in csv.reader(lines, delimiter="\t" if tabs else ","):
            odd = [cell for cell in row if re.match(r"[=@\t\r]|[+-](?![\d.]+$)", cell)]
            assert not odd, f"{path} {odd[0][:60]!r}"
    elif kind.endswith("json"):
        _read_json(kind, told)
    return set()


def _read_json(kind: str, told: str) -> None:
    for line in filter(None, told.split("\n")) if "ndjson" in kind else [told]:
        json.loads(line)


def _look_at_page(path: str, told: str) -> set[str]:
    seen = Look()
    seen.feed(told)
    seen.close()
    assert not seen.faults, f"{path}: {seen.faults[:5]}"
    odd = [one for one in seen.shown if CONTROLS.search(one)]
    assert not odd, f"{path} {odd[0][:80]!r}"
    return seen.links


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    """The hostile documents, read and joined, with what a hostile person says of them.

    Made once for all processes that run tests.
    """
    here = tmp_path_factory.getbasetemp()
    shared = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "attacked"
    try:
        shared.mkdir()
    except FileExistsError:
        until = time.monotonic() + 300
        while not (shared / "ready").exists():
            assert time.monotonic() < until, "another process failed to make the hostile archive"
            time.sleep(0.1)
    else:
        _make(shared)
        (shared / "ready").touch()
    with Observatory(shared / "attacked.db") as made:
        yield made


def _make(shared: Path) -> None:
    files = shared / "files"
    files.mkdir()
    write(files)
    with Observatory.create(shared / "attacked.db") as made:
        with made.writing() as connection:
            put(connection, "hostile", own_list(), PERSON)
        stored = [one for one in made.add_each(files) if isinstance(one, Stored)]
        assert len(stored) >= 200
        Linked(made).update()
        _say(made)


def _say(made: Observatory) -> None:
    with made.reading() as connection:
        some = connection.execute(select(claims.c.id).limit(len(SMALL))).scalars().all()
        heads = connection.execute(select(propositions.c.id).limit(10)).scalars().all()
        numbers = connection.execute(select(documents.c.number).limit(5)).scalars().all()
    with made.writing() as connection, doing(PERSON, PAYLOADS[1]):
        for number, payload in zip(numbers, SMALL, strict=False):
            withdraw(connection, PERSON, number, payload)
        for head, payload in zip(heads, SMALL, strict=False):
            grade_proposition(connection, PERSON, head, "3", payload)
        for payload in SMALL:
            note(connection, payload, payload)
    for claim, payload in zip(some[:5], SMALL, strict=False):
        made.review(PERSON, Verdict(claim=claim, action=Action.COMMENT, comment=payload))


@pytest.fixture(scope="session")
def target(attacked: Observatory) -> FastAPI:
    return create_app(attacked, Visitor(PERSON, "admin"), hosts=("testserver", "127.0.0.1"))


@pytest.fixture(scope="session")
def ids(attacked: Observatory) -> dict[str, list[str]]:
    """What has a page of its own."""
    tables = {"documents": documents, "propositions": propositions, "claims": claims}
    with attacked.reading() as connection:
        return {
            name: list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())
            for name, table in tables.items()
        }


def test_every_document_is_shown_and_does_nothing(visit: Client, ids: dict[str, list[str]]) -> None:
    assert len(ids["documents"]) >= 200
    for at, one in enumerate(ids["documents"]):
        here = f"/documents/{quote(one, safe='')}"
        answer = visit.get(here, params={"lang": ("ar", "en")[at % 2]})
        assert answer.status_code == 200, here
        look(answer)
        if at % 4 == 0:
            look(visit.get(f"{here}/page"))
            assert visit.get(f"{here}/original").status_code == 200
            look(visit.get(f"{here}/original"))


def test_propositions_and_their_drawings_do_nothing(
    visit: Client, ids: dict[str, list[str]]
) -> None:
    for one in ids["propositions"]:
        page = visit.get(f"/propositions/{one}")
        assert page.status_code == 200, one
        look(page)
        for kind, begins in (("svg", "<svg"), ("mmd", "flowchart")):
            drawn = visit.get(f"/propositions/{one}/provenance.{kind}")
            assert drawn.status_code == 200 and drawn.text.startswith(begins), one
            look(drawn)


def test_whatever_can_be_reached_by_links_does_nothing(target: FastAPI, visit: Client) -> None:
    """From every page that stands by itself, so many of each kind."""
    waiting = [one for one in sorted(_standing(target))]
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"[^/]+", "*", path.partition("?")[0].partition("#")[0].rpartition("/")[0])
        kind += "?" + ",".join(sorted(re.findall(r"[?&](\w+)=", path)))
        if path in seen or kinds.get(kind, 0) >= 6:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = visit.get(path)
        assert answer.status_code < 500, path
        waiting += sorted(urljoin(path, one) for one in look(answer))
    assert len(seen) > 40


def _standing(app: FastAPI) -> set[str]:

    paths = {
        one.path or "" for one in iter_route_contexts(app.routes) if "GET" in (one.methods or ())
    }
    return {path for path in paths if path and "{" not in path}


def test_what_is_typed_comes_back_and_does_nothing(visit: Client) -> None:
    for payload in SMALL:
        typed = payload.encode("utf-8", "replace").decode()[:400]
        asked: list[tuple[str, dict[str, str]]] = [
            ("/search", {"q": typed}),
            ("/propositions", {"q": typed}),
            ("/audit", {"person": typed[:60]}),
            ("/documents/" + quote(typed, safe=""), {}),
            ("/" + quote(typed, safe=""), {}),
            ("/", {"lang": typed, "day": typed}),
            ("/login", {"next": typed}),
        ]
        for path, params in asked:
            answer = visit.get(path, params=params)
            assert answer.status_code < 500, (path, typed)
            look(answer)


@pytest.fixture(scope="session")
def attacked_address(target: FastAPI) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(target, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def visit(attacked_address: str, loopback: None) -> Iterator[Client]:  # noqa: ARG001
    """A program that asks as it is told to, and mends no address."""
    with Client(base_url=attacked_address, timeout=30) as client:
        yield client


@pytest.mark.usefixtures("loopback")
def test_in_a_browser_nothing_runs_speaks_or_leaves(
    browser: object, attacked_address: str, ids: dict[str, list[str]]
) -> None:
    """The documents, the archived pages and propositions, and the lists."""
    shown = [f"/documents/{quote(one, safe='')}" for one in ids["documents"]]
    pages = [one for one in ids["documents"] if len(one) == 16]  # of files: ids of content
    shown += [f"/documents/{quote(one, safe='')}/page" for one in pages]
    shown += [f"/propositions/{one}" for one in ids["propositions"]]
    shown += ["/", "/propositions", "/search", "/search?of=documents", "/audit", "/accounts"]
    shown += [f"/search?q={quote(one.encode('utf-8', 'replace'))}" for one in SMALL[:8]]
    heard: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 800})  # type: ignore[attr-defined]
    page = context.new_page()
    page.on("dialog", lambda one: (heard.append(f"dialog {one.message}"), one.dismiss()))
    page.on("console", lambda one: heard.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: heard.append(str(one)))
    page.on("popup", lambda one: heard.append(f"popup {one.url}"))
    page.on(
        "request",
        lambda one: (
            None
            if one.url.startswith((attacked_address, "data:", "blob:"))
            else heard.append(f"off-site {one.url}")
        ),
    )
    for path in shown:
        page.goto(attacked_address + path, wait_until="load")
        assert page.url.startswith(attacked_address), path
        framed = unquote(path).endswith("/page")  # an id may end so as well
        assert len(page.frames) == 1 + framed, path
        for frame in page.frames:
            assert "chrome-error" not in frame.url, f"{path}: the archived page is not shown"
            assert frame.evaluate("typeof window.pwned") == "undefined", path
        assert page.evaluate("document.querySelectorAll('pwned, [pwned]').length") == 0, path
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{path} is {width} pixels wide"
        faults = [one for one in heard if not (framed and _is_guard(one))]
        assert not faults, f"{path}: {faults[:3]}"
        heard.clear()
    context.close()


def _is_guard(told: str) -> bool:
    """The browser says that it has kept the archived page from doing something."""
    return "sandbox" in told or "Content Security Policy" in told
