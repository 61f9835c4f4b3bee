"""Journeys at the desk in a real browser, by the keyboard, in both languages."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from socket import socket
from typing import TYPE_CHECKING

import pytest
import uvicorn

from marsad.archive.observatory import Observatory
from marsad.archive.review.record import history, queue, show
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loopback")]
LANGS = pytest.mark.parametrize("lang", ["ar", "en"])
Open = Callable[..., "Page"]


@pytest.fixture
def desk(own: Observatory) -> Iterator[str]:
    """A server of this machine over an archive of this test alone."""
    app = create_app(own, Visitor("Nadia", "admin"), hosts=("127.0.0.1",))
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def look(browser: Browser, desk: str) -> Iterator[Open]:
    """Opens a page: ``look("/review", lang="ar")``; nothing may fail or come from elsewhere."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    faults: list[str] = []

    def looked(path: str, lang: str) -> Page:
        page = context.new_page()
        page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith(desk) else faults.append(sent.url),
        )
        page.goto(f"{desk}{path}{'&' if '?' in path else '?'}lang={lang}")
        return page

    yield looked
    context.close()
    assert faults == []


def shown_on(page: Page) -> str:
    action = page.locator("form.verdict").get_attribute("action") or ""
    return action.rsplit("/", 1)[1]


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def states(own: Observatory, claims: list[str]) -> list[str | None]:
    with own.reading() as connection:
        return [show(connection, one).corrected.states.get(one) for one in claims]


def waiting(own: Observatory, count: int) -> list[str]:
    with own.reading() as connection:
        return [one.claim for one in queue(connection, "score", count)]


@LANGS
def test_a_row_of_claims_is_decided_by_keys(own: Observatory, look: Open, lang: str) -> None:
    first, second, third, fourth = waiting(own, 4)
    page = look("/review", lang)
    on, back = ("ArrowLeft", "ArrowRight") if lang == "ar" else ("ArrowRight", "ArrowLeft")
    press(page, "a")
    assert shown_on(page) == second
    press(page, on)
    assert shown_on(page) == third
    press(page, back)
    assert shown_on(page) == second
    press(page, "r")
    assert shown_on(page) == third
    press(page, "n")
    assert shown_on(page) == fourth
    assert states(own, [first, second, third]) == ["accepted", "rejected", None]
    press(page, "u")
    assert shown_on(page) == second
    assert states(own, [first, second]) == ["accepted", None]


@LANGS
def test_no_key_decides_while_someone_types(own: Observatory, look: Open, lang: str) -> None:
    (first,) = waiting(own, 1)
    page = look("/review", lang)
    page.locator(".commenting summary").click()
    page.locator(".commenting textarea").focus()
    page.keyboard.type("a r n u f ? صحيح")
    page.locator('select[name="order"]').focus()
    page.keyboard.press("r")
    assert shown_on(page) == first and states(own, [first]) == [None]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    press(page, "a")
    assert states(own, [first]) == ["accepted"]
    with own.reading() as connection:
        assert next(history(connection, claim=first)).comment == "a r n u f ? صحيح"


def test_keys_work_on_an_arabic_keyboard_and_can_be_switched_off(
    own: Observatory, look: Open
) -> None:
    first, second = waiting(own, 2)
    page = look("/review", "ar")
    strike = """key => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key, code: "KeyA", bubbles: true, cancelable: true}))"""
    page.locator("#keys-on").uncheck()
    page.evaluate(strike, "ش")
    assert shown_on(page) == first
    page.locator("#keys-on").check()
    with page.expect_navigation():
        page.evaluate(strike, "ش")
    assert shown_on(page) == second


@LANGS
def test_a_content_is_chosen_word_by_word(own: Observatory, look: Open, lang: str) -> None:
    (claim,) = waiting(own, 1)
    with own.reading() as connection:
        before = show(connection, claim)
    text, content = before.machine.document.text, before.attribution.content[0]
    page = look("/review", lang)
    page.keyboard.press("f")
    assert page.locator("#fix").get_attribute("open") is not None
    page.locator('[data-pick="content"]').first.focus()
    page.keyboard.press("Enter")
    ahead = "ArrowLeft" if page.locator("#text").get_attribute("dir") == "rtl" else "ArrowRight"
    for key in ("Enter", ahead, "Enter"):
        page.keyboard.press(key)
    chosen = page.locator('textarea[name="content"]').input_value()
    assert len(chosen.split()) == 2
    page.locator("#fix form > p button").focus()
    press(page, "Enter")
    with own.reading() as connection:
        after = show(connection, claim).attribution.content
    assert len(after) == 1 and text[slice(*after[0])] == chosen
    assert after[0].start == content.start


def test_a_pasted_text_comes_in_while_the_page_is_open(own: Observatory, look: Open) -> None:
    page = look("/intake", "ar")
    page.locator("textarea[name=text]").fill("قالت الوزيرة ليلى حداد إن المرفأ الجديد سيفتح غدا.")
    with page.expect_navigation():
        page.locator('form[action="/intake/text"] button').press("Enter")
    page.wait_for_selector(".task:not(.now) time", timeout=60_000)
    page.wait_for_selector("#lately li a", timeout=60_000)
    assert own.page("المرفأ الجديد").total >= 1
    assert not page.locator("#work[data-busy]").count()


@LANGS
def test_dark_pages_are_chosen_and_stay(look: Open, lang: str) -> None:
    page = look("/settings", lang)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator('input[value="dark"]').check()
    with page.expect_navigation():
        page.locator('form[action="/settings/theme"] button').press("Enter")
    dark = page.evaluate(paper)
    assert dark != light
    page.locator('.rooms a[href="/review"]').click()
    page.wait_for_url(re.compile("/review"))
    assert page.evaluate(paper) == dark
