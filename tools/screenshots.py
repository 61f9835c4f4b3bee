"""The pictures of the README, taken of the demonstration in a real Chromium.

usage: screenshots.py [--out DIR]

Makes the demonstration, serves it on a free port of this machine, and writes four pictures (PNG)
into DIR, ``docs/images``: the overview, a proposition with a circle in Arabic, a text as it was
read, and the map. Needs ``pip install -e '.[test]'`` and a Chromium; ``MARSAD_CHROMIUM`` names one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn
from playwright.sync_api import sync_playwright

from marsad.archive.observatory import Observatory
from marsad.demo import build
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor

IMAGES = Path(__file__).parents[1] / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Shot(NamedTuple):
    """A picture: its file, the page or the list whose first link of a kind leads to it."""

    name: str
    page: str
    link: str | None
    lang: str
    height: int = 900


SHOTS = (
    Shot("overview", "/", None, "en"),
    Shot("proposition", "/propositions?circular=true", "/propositions/", "ar", 1_250),
    Shot("document", "/search?of=documents&q=كوليرا", "/documents/", "ar"),
    Shot("map", "/map", None, "en"),
)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=IMAGES)
    asked = parser.parse_args()
    chromium = os.environ.get("MARSAD_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    if chromium is None:
        sys.exit("no Chromium found; MARSAD_CHROMIUM names one")
    with tempfile.TemporaryDirectory() as home:
        build(Path(home) / "demo.db")
        with Observatory(Path(home) / "demo.db") as observatory, socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{listening.getsockname()[1]}"
            server = uvicorn.Server(
                uvicorn.Config(
                    create_app(observatory, Visitor("Nadia", "admin")), log_level="error"
                )
            )
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            while not server.started:
                time.sleep(0.05)
            try:
                with sync_playwright() as play:
                    flags = [
                        "--no-sandbox",
                        "--use-angle=swiftshader",
                        "--enable-unsafe-swiftshader",
                    ]
                    browser = play.chromium.launch(executable_path=chromium, args=flags)
                    for shot in SHOTS:
                        _take(browser, address, shot, asked.out / f"{shot.name}.png")
                    browser.close()
            finally:
                server.should_exit = True
                thread.join()


def _take(browser: Any, address: str, shot: Shot, target: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": shot.height}, locale=shot.lang)
    page = context.new_page()
    path = shot.page if shot.link is None else _first(f"{address}{shot.page}", shot.link)
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={shot.lang}")
    if page.query_selector(".island script"):  # it draws itself
        page.wait_for_selector(".island[data-ready]", timeout=60_000)
    page.wait_for_timeout(1_000)
    page.screenshot(path=target)
    context.close()
    print(target)


def _first(address: str, link: str) -> str:
    quoted = urllib.parse.quote(address, safe=":/?&=")
    with urllib.request.urlopen(quoted) as answer:
        found = re.search(rf'href="({link}[^"?#]+)', answer.read().decode())
    if found is None:
        sys.exit(f"{address} leads to no {link}")
    return found[1]


if __name__ == "__main__":
    main()
