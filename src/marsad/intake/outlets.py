"""Which outlet an address belongs to, by the list of domains."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from marsad.entities.lists import COMMON, read_list

_WEB = re.compile(r"https?://[^\s\\\x00-\x20]+", re.IGNORECASE)


def find_outlet(url: str | None, *extra: Path) -> str | None:
    """The canonical name of the outlet at an address; the longest domain of the list wins.

    ``arabic.rt.com`` belongs to ``rt.com``; ``notreuters.com`` and ``reuters.com.example`` belong
    to nobody. ``extra`` are lists of a user's own, laid over those of the package.
    """
    host = host_of(url)
    labels = host.split(".") if host else []
    domains = _domains(*extra)
    for start in range(len(labels) - 1):
        name = domains.get(".".join(labels[start:]))
        if name is not None:
            return name
    return None


def host_of(url: str | None) -> str | None:
    """The host of a web address in lower case; ``None`` for all else."""
    if url is None or not _WEB.fullmatch(url):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.rstrip(".") or None if host else None


def is_address(text: str) -> bool:
    """Whether a text is one address of the web and nothing else."""
    return host_of(text) is not None


@cache
def _domains(*extra: Path) -> dict[str, str]:
    entries = {
        entry["id"]: entry
        for path in (COMMON / "outlets.toml", *extra)
        for entry in read_list(path).get("outlet", ())
    }
    return {
        domain.lower().removeprefix("www."): entry["name"]
        for entry in entries.values()
        for domain in entry.get("domains", ())
    }
