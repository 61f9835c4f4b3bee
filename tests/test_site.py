"""The documents as a site: all pages are led to, and a browser fetches nothing from elsewhere."""

from __future__ import annotations

import importlib.util
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import tomli

from marsad.version import __version__

ROOT = Path(__file__).parents[1]
TOOL = runpy.run_path(str(ROOT / "tools" / "site.py"))
LANGUAGES = [("zensical.toml", ROOT / "docs"), ("zensical.ar.toml", ROOT / "docs" / "ar")]
BESIDE = {"contributing.md", "changelog.md"}


def _pages(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        for value in entry.values():
            if isinstance(value, list):
                yield from _pages(value)
            else:
                yield value


@pytest.mark.parametrize(("config", "folder"), LANGUAGES)
def test_every_page_stands_in_the_navigation_once(config: str, folder: Path) -> None:
    project = tomli.loads((ROOT / config).read_text(encoding="utf-8"))["project"]
    named = list(_pages(project["nav"]))
    assert sorted(named) == sorted(set(named))
    assert set(named) - BESIDE == {path.name for path in folder.glob("*.md")}


@pytest.mark.parametrize(
    ("page", "written", "on_the_site"),
    [
        ("docs/tour.md", "[limits](limits.md#known-errors)", "[limits](limits.md#known-errors)"),
        ("docs/index.md", "[بالعربية](ar/index.md)", "[بالعربية](ar/index.html)"),
        ("docs/ar/tour.md", "[search](../search.md)", "[search](../search.html)"),
        ("docs/ar/tour.md", "![صورة](../images/map.png)", "![صورة](../images/map.png)"),
        ("docs/packs.md", "[how](../CONTRIBUTING.md)", "[how](contributing.md)"),
        ("docs/cite.md", "the file [CITATION.cff](../CITATION.cff)", "the file CITATION.cff"),
        ("CONTRIBUTING.md", "[packs](docs/packs.md)", "[packs](packs.md)"),
        ("CONTRIBUTING.md", "[log](CHANGELOG.md)", "[log](changelog.md)"),
        ("docs/cite.md", "[x](https://example.org/a.md)", "[x](https://example.org/a.md)"),
    ],
)
def test_links_are_made_fit_for_the_site(page: str, written: str, on_the_site: str) -> None:
    assert TOOL["relink"](written, ROOT / page) == on_the_site


def test_days_among_arabic_words_are_not_turned_about() -> None:
    output = "$ marsad x 2024-03-02 سد\nأُغلقت في 2024-03-04\non 2024-03-05\n"
    page = f"في 2024-03-02\n```text\n{output}```\n"
    assert TOOL["keep_days"](page) == page.replace("2024-03-04", "\u20662024-03-04\u2069")


@pytest.mark.parametrize(
    ("text", "fetched"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', True),
        ("@import 'https://cdn.example/x.css';", True),
        ("a { background: url(https://cdn.example/x.png) }", True),
        ('<a href="https://example.org">elsewhere</a>', False),
        ('<link rel="stylesheet" href="assets/x.css"><img src="images/map.png">', False),
    ],
)
def test_what_a_browser_would_fetch_from_elsewhere_is_found(
    text: str, fetched: bool, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    assert bool(TOOL["find_fetched"](tmp_path)) == fetched


def _links(site: Path) -> Iterator[tuple[Path, str]]:
    """Every link of every page to another file of the site, also across the languages."""
    for page in site.rglob("*.html"):
        if page.name != "404.html":
            found = re.findall(r'(?:href|src)="?([^"\s>#?]+)', page.read_text(encoding="utf-8"))
            yield from ((page, link) for link in found if not re.match(r"[a-z]+:", link))


def _leads(page: Path, link: str) -> bool:
    there = page.parent / unquote(link)
    return there.is_file() or (there / "index.html").is_file()


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="no marsad[docs] here")
def test_the_site_is_built_in_both_languages(tmp_path: Path) -> None:
    site = tmp_path / "site"
    TOOL["build"](site)  # every link and anchor that leads nowhere ends it
    english = (site / "tour.html").read_text(encoding="utf-8")
    arabic = (site / "ar" / "tour.html").read_text(encoding="utf-8")
    assert re.search(r'<html[^>]* lang="?en', english)
    assert re.search(r'<html[^>]* lang="?ar', arabic)
    assert re.search(r'dir="?rtl', arabic) and not re.search(r'<body[^>]*dir="?rtl', english)
    assert 'href="ar/index.html"' in english.replace("./", "")
    assert TOOL["find_fetched"](site) == []
    assert [f"{page.name}: {link}" for page, link in _links(site) if not _leads(page, link)] == []
    assert (site / "images" / "overview.png").is_file()


def test_the_citation_names_this_version() -> None:
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    keys = dict(re.findall(r"^([a-z-]+): *(.*)$", written, re.MULTILINE))
    assert keys["cff-version"] == "1.2.0" and keys["version"] == __version__
    assert {"message", "title", "authors", "license"} <= keys.keys()
    for page in ("docs/cite.md", "docs/ar/cite.md"):
        assert __version__ in (ROOT / page).read_text(encoding="utf-8")


def test_the_container_asks_for_nothing_that_is_not_there() -> None:
    from marsad.cli import commands

    written = (ROOT / "Containerfile").read_text(encoding="utf-8")
    command = re.search(r"^CMD \[(.*)\]$", written, re.MULTILINE)
    assert command is not None and "\nUSER marsad\n" in written
    name, *words = [word.strip(' "') for word in command[1].split(",")]
    commands.commands[name].make_context(name, words)  # every option is known
    copied = re.search(r"^COPY (?!--from)(.*) /tmp/$", written, re.MULTILINE)
    assert copied is not None
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [f"!{one}" for one in copied[1].split() if f"!{one}" not in let_in] == []
