"""WCAG 2.2 AA of every page by axe, in a real Chromium: both languages, wide, narrow, dark.

Also: nothing is asked of another site, nothing breaks the policy, and no page scrolls sideways.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WINDOWS = [
    ("ar", 390, "light"),
    pytest.param("en", 1440, "dark", marks=pytest.mark.slow),
    pytest.param("en", 390, "light", marks=pytest.mark.slow),
    pytest.param("ar", 1440, "dark", marks=pytest.mark.slow),
]
PAGES = {
    "overview": "/",
    "propositions": "/propositions",
    "search": "/search?q=سد",
    "search by words that find nothing": "/search?q=لاشيءهنا",
    "reports": "/reports",
    "for programs": "/api",
    "review": "/review",
    "review by its names": "/review/names",
    "review by its rules": "/review/stats",
    "judgements": "/judgements",
    "corrections of a document": "/search?of=documents > /documents/ + /corrections",
    "intake": "/intake",
    "settings": "/settings",
    "nothing there": "/nowhere",
    "a proposition": "/propositions > /propositions/",
    "a document": "/search?of=documents > /documents/",
    "an archived page": "/search?of=documents > /documents/ + /page",
}


def address_of(client: TestClient, named: str) -> str:
    """``/list > /one/`` is the first link of a list that leads to one, ``+`` adds to it."""
    listed, _, one = named.partition(" > ")
    if not one:
        return listed
    begins, _, more = one.partition(" + ")
    found = re.search(rf'href="({begins}[^"?#]+)', client.get(listed).text)
    assert found is not None, f"{listed} leads to no {begins}"
    return found[1] + more


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(("lang", "width", "theme"), WINDOWS)
def test_pages_are_accessible_and_ask_nobody_else(
    client: TestClient, browser: Any, address: str, lang: str, width: int, theme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, locale=lang
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("request", lambda asked: faults.append(asked.url) if _is_off(asked.url) else None)
    for name, named in PAGES.items():
        answer = page.goto(f"{address}{address_of(client, named)}")
        if not answer.ok:  # which the browser tells as well
            faults[:] = [one for one in faults if str(answer.status) not in one]
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        told = [
            f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found.response["violations"]
        ]
        assert told == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert faults == [], name
    context.close()


def _is_off(url: str) -> bool:
    return not re.match(r"(http://127\.0\.0\.1:\d+/|data:|blob:)", url)
