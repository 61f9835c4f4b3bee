"""WCAG 2.2 AA of every page by axe, in a real Chromium: both languages, wide, narrow, dark.

Also: nothing is asked of another site, nothing breaks the policy, and no page scrolls sideways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from marsad.archive.access import passwords
from marsad.archive.access.accounts import add_account
from marsad.archive.observatory import Observatory
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor

pytestmark = pytest.mark.slow
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WINDOWS = [
    pytest.param(("ar", 390, "light"), id="ar-390-light"),
    pytest.param(("en", 1440, "dark"), id="en-1440-dark"),
    pytest.param(("en", 390, "light"), id="en-390-light"),
    pytest.param(("ar", 1440, "dark"), id="ar-1440-dark"),
]
PAGES = {
    "overview": "/",
    "propositions": "/propositions",
    "a proposition": "/propositions > /propositions/",
    "search": "/search?q=سد",
    "search by words that find nothing": "/search?q=لاشيءهنا",
    "a claim": "/search?q=سد > /claims/",
    "a document": "/search?of=documents > /documents/",
    "an archived page": "/search?of=documents > /documents/ + /page",
    "corrections of a document": "/search?of=documents > /documents/ + /corrections",
    "stories": "/stories",
    "a story": "/stories > /stories/",
    "sources": "/sources",
    "unnamed sources": "/sources?of=unnamed",
    "a source": "/sources > /sources/",
    "an outlet": "/search?of=documents > /outlets/",
    "actors": "/actors",
    "an actor": "/actors > /actors/",
    "places": "/places",
    "a place": "/places > /places/",
    "map": "/map",
    "review": "/review",
    "review by its names": "/review/names",
    "review by its rules": "/review/stats",
    "what was reviewed": "/review/history",
    "judgements": "/judgements",
    "intake": "/intake",
    "reports": "/reports",
    "for programs": "/api",
    "settings": "/settings",
    "the log": "/audit",
    "nothing there": "/nowhere",
}
ACCOUNTS = {"accounts": "/accounts", "one's own account": "/account", "the log": "/audit"}
PASSWORD = "a boat at the third gate"
REPORTS = {"a published report": "/reports/1", "a draft": "/reports/2/edit"}


def address_of(client: TestClient, named: str) -> str:
    """``/list > /one/`` is the first link of a list that leads to one, ``+`` adds to it."""
    listed, _, one = named.partition(" > ")
    if not one:
        return listed
    begins, _, more = one.partition(" + ")
    found = re.search(rf'href="({begins}[^"?#]+)', client.get(listed).text)
    assert found is not None, f"{listed} leads to no {begins}"
    return found[1] + more


@pytest.fixture
def window(browser: Any, request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window of a language, a width and a theme."""
    lang, width, theme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, locale=lang
    )
    yield Window(context.new_page(), width)
    context.close()


class Window:
    """A page of the browser that is looked at after each step."""

    def __init__(self, page: Any, width: int) -> None:
        self.page, self.width = page, width
        self.faults: list[str] = []
        page.on("console", self._hear)
        page.on("request", lambda asked: _is_off(asked.url) and self.faults.append(asked.url))
        self.axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def _hear(self, told: Any) -> None:
        if told.type == "error":
            self.faults.append(told.text)

    def open(self, url: str) -> None:
        answer = self.page.goto(url)
        if not answer.ok:  # which the browser tells as well
            self.faults[:] = [one for one in self.faults if str(answer.status) not in one]

    def check(self, name: str) -> None:
        """Nothing that axe finds, nothing off site, nothing that scrolls sideways."""
        found = self.axe.run(
            self.page, options={"runOnly": {"type": "tag", "values": RULES}}
        ).response["violations"]
        told = [
            f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found
        ]
        assert told == [], name
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, name
        assert self.faults == [], name


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("window", WINDOWS, indirect=True)
def test_pages_are_accessible_and_ask_nobody_else(
    window: Window, client: TestClient, address: str
) -> None:
    for name, named in PAGES.items():
        window.open(f"{address}{address_of(client, named)}")
        window.check(name)


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("window", WINDOWS, indirect=True)
def test_the_door_and_the_accounts_are_accessible(
    window: Window, own: Observatory, serve: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    with own.writing() as connection:
        add_account(connection, "أمل", "admin", quick.hash(PASSWORD))
        add_account(connection, "Rana", "reader", quick.hash(PASSWORD))
    with serve(create_app(own, None, hosts=("127.0.0.1",))) as address:
        window.open(f"{address}/accounts")
        assert window.page.url.startswith(f"{address}/login")
        window.check("login")
        window.page.fill("[name=name]", "أمل")
        window.page.fill("[name=password]", PASSWORD)
        window.page.press("[name=password]", "Enter")
        window.page.wait_for_url(f"{address}/accounts")
        for name, path in ACCOUNTS.items():
            window.open(f"{address}{path}")
            window.check(name)


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("window", WINDOWS, indirect=True)
def test_reports_are_accessible(
    window: Window, own: Observatory, serve: Callable[..., Any]
) -> None:
    with serve(create_app(own, Visitor("Nadia", "admin"), hosts=("127.0.0.1",))) as address:
        for title in ("سد الموصل", "The second"):
            window.open(f"{address}/reports")
            window.page.fill("[name=title]", title)
            window.page.fill("[name=author]", "Nadia")
            window.page.fill("[name=since]", "2024-03-01")
            window.page.press("[name=title]", "Enter")
            window.page.wait_for_url("**/edit")
            if title != "The second":
                window.page.click("form[action$='/publish'] button")
                window.page.wait_for_url(f"{address}/reports/1")
        for name, path in REPORTS.items():
            window.open(f"{address}{path}")
            window.check(name)


def _is_off(url: str) -> bool:
    return not re.match(r"(http://127\.0\.0\.1:\d+/|data:|blob:)", url)
