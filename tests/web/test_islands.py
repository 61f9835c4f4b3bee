"""The islands in a real browser: each draws over its server's drawing, and asks nobody else."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient
from jinja2 import Template
from markupsafe import Markup

from marsad.linking.nouns import Standing
from marsad.linking.stories.find import Moment
from marsad.publishing.moments import draw_moments, moments_data
from marsad.web import rendering
from marsad.web.languages import common, language_of
from marsad.web.rendering import STATIC, render

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("loopback"),
    pytest.mark.skipif(
        not (STATIC / "map.js").is_file(),
        reason="the islands were not built; pip install -e . builds them",
    ),
]
_STORY = """{% extends "layout.html" %}{% import "islands.html" as isles with context %}
{% block sheets %}<link rel="stylesheet" href="/assets/figures.css"><link rel="stylesheet"
 href="/assets/islands.css">{% endblock %}
{% block head %}{{ isles.load("timeline") }}{% endblock %}
{% block content %}<h1>Story</h1>{{ isles.days(data, drawn, "Timeline") }}{% endblock %}"""
_MOMENTS = tuple(
    Moment(738_950 + day, f"{day:016x}", gloss, Standing.CONTESTED, day)
    for day, gloss in enumerate(
        ("انسحبت القوات من منبج", "The dam <b>holds</b>", "نفي: الانسحاب"), 1
    )
)


def _story(request: Request) -> Response:
    words = common(language_of(request))
    templates = rendering._environment(language_of(request), None)
    template: Any = templates.from_string(_STORY)
    assert isinstance(template, Template)
    return render(
        request,
        template,  # type: ignore[arg-type]
        data=moments_data(_MOMENTS, words),
        drawn=Markup("".join(draw_moments(_MOMENTS, words))),
    )


@pytest.fixture(scope="module")
def site(app: FastAPI) -> Iterator[str]:
    """The application with a page of a story beside its own, on a free port."""
    app.add_api_route("/a-story", _story)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens a page; fails on any request to elsewhere, refusal of the policy, or fault."""
    faults: list[str] = []
    opened: list[Any] = []

    def open_page(path: str, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1360, "height": 900}, **options)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda told: "404" in told.text or faults.append(told.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((site, "data:", "blob:")) else faults.append(asked.url)
            ),
        )
        page.goto(f"{site}{path}")
        return page

    yield open_page
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture
def contested(client: TestClient) -> str:
    """The page of a proposition that several outlets tell, in a ring."""
    page = client.get("/propositions?q=بوابات&standing=contested").text
    ids = re.findall(r'href="(/propositions/[0-9a-f]+)"', page)
    return next(id for id in ids if "Circular reporting" in client.get(id).text)


def pages(contested: str) -> dict[str, str]:
    return {"graph": contested, "map": "/map?from=2018-01-01", "timeline": "/a-story"}


@pytest.mark.parametrize("island", ["graph", "map", "timeline"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_island_takes_the_place_of_the_drawing(
    visit: Callable[..., Any], contested: str, island: str, lang: str
) -> None:
    path = pages(contested)[island]
    page = visit(
        f"{path}{'&' if '?' in path else '?'}lang={lang}",
        color_scheme="dark" if lang == "ar" else "light",
    )
    figure = page.locator(f'[data-island="{island}"]')
    assert figure.locator(".still svg").count() > 0
    page.wait_for_selector(f'[data-island="{island}"][data-ready]', timeout=60_000)
    assert figure.locator("canvas").first.bounding_box()["height"] > 100
    assert not figure.locator(".still").is_visible()


@pytest.mark.parametrize("island", ["graph", "map", "timeline"])
def test_without_script_the_drawing_of_the_server_stays(
    visit: Callable[..., Any], contested: str, island: str
) -> None:
    page = visit(pages(contested)[island], java_script_enabled=False)
    assert page.locator(".still svg:visible").count() == 1
    assert page.locator(".still svg:visible a").count() > 0


def test_keys_go_through_a_graph_and_open_a_page(visit: Callable[..., Any], contested: str) -> None:
    page = visit(contested)
    page.wait_for_selector("[data-ready]")
    page.focus(".stage")
    page.keyboard.press("ArrowRight")
    first = page.inner_text(".told")
    page.keyboard.press("ArrowRight")
    assert first and page.inner_text(".told") != first
    page.keyboard.press("ArrowLeft")
    assert page.inner_text(".told") == first
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")


@pytest.mark.parametrize(("lang", "key"), [("ar", "ArrowLeft"), ("en", "ArrowRight")])
def test_keys_go_through_the_days_as_they_are_read(
    visit: Callable[..., Any], lang: str, key: str
) -> None:
    page = visit(f"/a-story?lang={lang}")
    page.wait_for_selector("[data-ready]")
    page.focus(".stage")
    page.keyboard.press(key)
    page.keyboard.press(key)
    assert "The dam <b>holds</b>" in page.inner_text(".told")
    assert page.locator(".hint b").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/propositions/0000000000000002")


def test_a_slider_narrows_the_period_of_a_map(visit: Callable[..., Any]) -> None:
    page = visit("/map?from=2018-01-01&lang=en")
    page.wait_for_selector("[data-ready]")
    every = page.inner_text(".period output")
    page.focus(".period label:nth-of-type(2) input")
    page.keyboard.press("Home")
    assert page.inner_text(".period output") != every


def test_a_search_follows_what_is_typed_and_keeps_its_address(visit: Callable[..., Any]) -> None:
    page = visit("/search?lang=en")
    box = page.locator("main input[type=search]")
    box.fill("سد")
    page.wait_for_url("**/search?q=%D8%B3%D8%AF*")
    box.fill("stance:maybe")
    page.wait_for_selector("[role=alert]")
    page.go_back()
    page.wait_for_selector(".hits li")
    assert box.input_value() == "سد"


def test_a_narrow_window_keeps_the_list_of_a_graph(browser: Any, site: str, contested: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{site}{contested}")
    page.wait_for_selector(".stage", state="detached")
    assert page.locator(".pv-narrow").is_visible()
    page.close()
