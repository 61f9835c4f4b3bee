"""What readers do, from page to page, in a real Chromium and in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

LANGS = pytest.mark.parametrize("lang", ["ar", "en"])
Open = Callable[..., Any]


@pytest.fixture
def look(browser: Any, address: str, loopback: None) -> Iterator[Open]:  # noqa: ARG001
    """Opens a page in a language; with ``script=False`` no script runs."""
    made: list[Any] = []

    def open_page(path: str, lang: str, *, script: bool = True) -> Any:
        made.append(browser.new_context(locale=lang, java_script_enabled=script))
        page = made[-1].new_page()
        page.goto(f"{address}{path}")
        return page

    yield open_page
    for one in made:
        one.close()


@LANGS
def test_from_the_overview_to_the_passage(look: Open, lang: str) -> None:
    page = look("/?day=2024-03-05", lang)
    page.click("#contested .gloss")
    page.wait_for_url("**/propositions/*")
    said = page.locator("table.members td:last-child a").first
    words = said.inner_text()
    said.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("html").get_attribute("lang") == lang
    assert re.sub(r"\W", "", words)[:20] in re.sub(r"\W", "", page.locator("main").inner_text())


@LANGS
def test_the_language_changes_and_the_place_stays(look: Open, lang: str) -> None:
    other = {"ar": "en", "en": "ar"}[lang]
    page = look("/search?q=سد&of=documents", lang)
    found = page.locator(".hits > li").count()
    page.click(f'.tongues a[lang="{other}"]')
    page.wait_for_selector(f'html[lang="{other}"]')
    assert page.locator("html").get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[other]
    assert page.input_value('main input[name="q"]') == "سد"
    assert page.locator(".hits > li").count() == found > 0
    page.click('.rooms a[href="/propositions"]')
    page.wait_for_url("**/propositions")
    assert page.locator("html").get_attribute("lang") == other


@LANGS
def test_a_search_is_narrowed_and_saved(look: Open, lang: str) -> None:
    page = look("/search?q=سد", lang)
    before = page.locator(".hits > li").count()
    page.locator(".facets details").nth(1).locator("a").first.click()
    page.wait_for_url("**outlet**")
    assert 0 < page.locator(".hits > li").count() < before
    with page.expect_download() as saved:
        page.click('a[href*="/search.csv"]')
    rows = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) > 1 and "," in rows[0]


@LANGS
def test_without_script_a_source_is_followed_to_what_it_said(look: Open, lang: str) -> None:
    page = look("/propositions?q=بوابات&standing=contested", lang, script=False)
    page.locator(".cards .gloss").first.click()
    page.locator('.origins a[href^="/sources/"]').first.click()
    assert "/sources/" in page.url
    page.go_back()
    page.locator('table.members a[href^="/outlets/"]').first.click()
    assert "/sources/" in page.url and page.locator("h1").inner_text().strip()


@LANGS
def test_the_archived_page_stands_in_a_frame_in_which_nothing_runs(look: Open, lang: str) -> None:
    page = look("/search?of=documents&q=سد", lang)
    page.locator(".hits a.passage").first.click()
    page.locator('.tools a[href$="/page"]').click()
    frame = page.wait_for_selector("iframe.original")
    assert frame.get_attribute("sandbox") == ""
    assert "سد" in frame.content_frame().inner_text("body")


@LANGS
def test_the_content_is_reached_by_two_keys(look: Open, lang: str) -> None:
    page = look("/propositions", lang)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(inside)
