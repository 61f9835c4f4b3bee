"""FEEDS.toml: which feeds to watch, how often, and how politely.

[politeness]
delay = "2s"

[[feed]]
url = "https://sahel.example/rss"
outlet = "صدى الساحل"
every = "30m"
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from marsad.intake.failures import Unreadable
from marsad.intake.guard import check_address

_HALF_HOUR = 1_800.0
_DELAY = 1.0
_UNITS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_DURATION = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([smhd])")
# A minute is the shortest that the busiest outlets' own caches allow for; a week the longest for
# which a feed keeps its entries.
_EVERY = (60.0, 604_800.0)
_PAUSE = (0.0, 3_600.0)
_LARGEST = 1 << 20  # some 5,000 feeds
_LANG = re.compile(r"[a-z]{2,3}")

_TABLES = ("politeness", "feed")
_POLITENESS = ("delay",)
_KEYS = ("url", "outlet", "lang", "every", "full")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to watch.

    ``every`` is the least time between two looks at it, in seconds; ``full`` whether to fetch the
    pages that it names, or to take what it brings itself.
    """

    url: str
    outlet: str | None = None
    lang: str | None = None
    every: float = _HALF_HOUR
    full: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """The feeds of a file; ``delay`` is the least pause between requests to a host, in seconds."""

    feeds: tuple[Feed, ...]
    delay: float = _DELAY


def read_watchlist(path: str | Path) -> Watchlist:
    """The feeds in a file. Raises ``Unreadable`` that names the file, the entry and the key."""
    try:
        with Path(path).open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise Unreadable("over 1 MiB; split it into several files")
        return parse_watchlist(raw.decode("utf-8"))
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}; check the name") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: not in UTF-8; save it so") from error
    except Unreadable as error:
        raise Unreadable(f"{path}: {error}") from error


def parse_watchlist(text: str) -> Watchlist:
    """The feeds in the text of a FEEDS.toml. Raises ``Unreadable``."""
    try:
        table = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(f"no TOML ({error}); correct it there") from error
    _check_keys(table, _TABLES, "the file")
    politeness = table.get("politeness", {})
    if not isinstance(politeness, dict):
        raise Unreadable('"politeness" must be a table; write [politeness]')
    _check_keys(politeness, _POLITENESS, "[politeness]")
    delay = _read_duration(politeness.get("delay", "1s"), "[politeness], delay", _PAUSE)
    return Watchlist(feeds=_read_feeds(table.get("feed", [])), delay=delay)


def _read_feeds(entries: Any) -> tuple[Feed, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable('"feed" must be a list of tables; write [[feed]]')
    if not entries:
        raise Unreadable('no feeds in it; write [[feed]] and below it url = "https://…"')
    feeds = tuple(_read_feed(entry, f"feed {number}") for number, entry in enumerate(entries, 1))
    urls: dict[str, int] = {}
    for number, feed in enumerate(feeds, 1):
        if urls.setdefault(feed.url, number) != number:
            raise Unreadable(f"feed {number}, url: the same as feed {urls[feed.url]}; drop one")
    return feeds


def _read_feed(entry: Mapping[str, Any], place: str) -> Feed:
    _check_keys(entry, _KEYS, place)
    url = _read_string(entry, "url", place)
    if url is None:
        raise Unreadable(f'{place}, url: is missing; write url = "https://…"')
    try:
        check_address(url)
    except Unreadable as error:
        raise Unreadable(f"{place}, url: {error}") from error
    lang = _read_string(entry, "lang", place)
    if lang is not None and not _LANG.fullmatch(lang):
        raise Unreadable(f'{place}, lang: "{lang}" is no code of a language; write "ar"')
    full = entry.get("full", True)
    if not isinstance(full, bool):
        raise Unreadable(f"{place}, full: must be true or false")
    return Feed(
        url=url,
        outlet=_read_string(entry, "outlet", place),
        lang=lang,
        every=_read_duration(entry.get("every", "30m"), f"{place}, every", _EVERY),
        full=full,
    )


def _read_string(entry: Mapping[str, Any], key: str, place: str) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(f'{place}, {key}: must be words in quotation marks; write {key} = "…"')
    return value.strip()


def _read_duration(value: Any, place: str, limits: tuple[float, float]) -> float:
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise Unreadable(f'{place}: no duration; write "90s", "30m", "2h" or "1d"')
    seconds = float(found[1]) * _UNITS[found[2]]
    if not limits[0] <= seconds <= limits[1]:
        low, high = (f"{limit:g}s" for limit in limits)
        raise Unreadable(f'{place}: "{value}" is not between {low} and {high}')
    return seconds


def _check_keys(table: Mapping[str, Any], known: Collection[str], place: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f'did you mean "{near[0]}"?' if near else f"known are {', '.join(known)}"
            raise Unreadable(f'{place}: no key is called "{key}"; {hint}')
