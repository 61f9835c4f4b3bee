"""Texts of strangers for formats with a grammar of their own: one line, and nothing that works."""

from __future__ import annotations

import re

from marsad.publishing.visible import CONTROLS, shorten, show_controls

_WEB = re.compile(r"https?://[^\s<>\"'\x00-\x20\\]+", re.IGNORECASE)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in no XML


def tidy(text: str | None) -> str:
    """A text on one line, its controls named: ``[U+202E]``."""
    return show_controls(" ".join((text or "").split()))


def brief(text: str | None, most: int = 120) -> str:
    """The same, cut at a word where it is longer."""
    return shorten(tidy(text), most)


def web_address(url: str | None) -> str | None:
    """An address that a page may lead to; ``None`` for every other."""
    if url is None or _WEB.fullmatch(url) is None or CONTROLS.search(url):
        return None
    return url


def writable(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)
