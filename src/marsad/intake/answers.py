"""What a server answered: whether it is a page to read, and its bytes within the limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from marsad.intake.failures import Busy, Gone, Unreachable, Unreadable

if TYPE_CHECKING:
    import httpx2

_LEAVE = "save the page from your browser and add the file"
_REFUSED = {
    400: "the server does not understand the address (400); check it",
    401: f"the page wants a password (401); {_LEAVE}",
    402: f"the page wants to be paid for (402); {_LEAVE}",
    403: f"the server refuses to show the page (403); {_LEAVE}",
    404: "no such page (404); check the address",
    406: "the server has no form of the page that Marsad reads (406)",
    451: "the page is withheld for legal reasons (451)",
}
_PASSING = frozenset({408, 425})
_BUSY = frozenset({429, 503})

_TOKEN = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}"  # RFC 6838, 4.2
_MEDIA = re.compile(rf"\s*({_TOKEN}/{_TOKEN})\s*(?:;|,|$)", re.IGNORECASE)
_CHARSET = re.compile(rf";\s*charset\s*=\s*[\"']?({_TOKEN})", re.IGNORECASE)
# What Marsad has a reader for, as servers call it. Bytes without a name are looked into later.
_READ = re.compile(
    r"text/.+|application/(?:.+\+(?:xml|json)|xml|json|(?:x-)?(?:ndjson|jsonlines)|jsonl|pdf|x-pdf"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|warc|csv"
    r"|(?:x-)?(?:gzip|zip)|x-zip-compressed|octet-stream|binary)|binary/octet-stream"
)
_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
# Set-Cookie says nothing of the page and may tell who read it.
_PRIVATE = frozenset({"set-cookie", "set-cookie2"})


def check_status(response: httpx2.Response, now: datetime) -> None:
    """Raise what a status other than success means, final or for now."""
    status = response.status_code
    if status in {200, 203}:
        return
    if status in _BUSY:
        message = f"the server is busy ({status}); try again later"
        raise Busy(message, read_wait(response.headers.get("retry-after"), now))
    if status >= 500 or status in _PASSING:
        message = f"the server failed ({status}); try again later"
        raise Unreachable(message, read_wait(response.headers.get("retry-after"), now))
    if status == 410:
        raise Gone("the page was taken away for good (410); remove the address from your list")
    message = f"the server answers {status} and no page; check the address"
    raise Unreadable(_REFUSED.get(status, message))


def read_wait(value: str | None, now: datetime) -> float | None:
    """The seconds that a ``Retry-After`` asks for: a number, or a date of RFC 9110."""
    if value is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - now).total_seconds())


def read_media(value: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a ``Content-Type``, in lower case.

    >>> read_media('text/html; charset="Windows-1256"')
    ('text/html', 'windows-1256')
    """
    media = _MEDIA.match(value or "")
    charset = _CHARSET.search(value or "")
    return media and media[1].lower(), charset and charset[1].lower()


def check_media(media: str | None) -> None:
    """Raise ``Unreadable`` for pictures, films, programs and what else has no reader."""
    if media is not None and not _READ.fullmatch(media):
        raise Unreadable(f"it is {media}, which Marsad does not read; give the address of a text")


def read_body(
    response: httpx2.Response, size: int, check: Callable[[], None], *, cut: bool = False
) -> bytes:
    """The unpacked bytes; ``check`` is called for each piece and may raise.

    Over ``size`` bytes, packed or unpacked, raises ``Unreadable``, or ends there with ``cut``.
    """
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in _PACKINGS:  # twice packed, a small answer could cost hours of unpacking
        raise Unreadable("the page comes packed in a way that was not asked for; try again later")
    told = response.headers.get("content-length", "")
    if not cut and re.fullmatch(r"[0-9]+", told) and (len(told) > 15 or int(told) > size):
        raise _too_large(size)
    body = bytearray()
    for piece in response.iter_bytes():
        check()
        body += piece
        if max(len(body), response.num_bytes_downloaded) > size:
            if cut:
                return bytes(body[:size])
            raise _too_large(size)
    return bytes(body)


def _too_large(size: int) -> Unreadable:
    shown = f"{size >> 20} MiB" if size >= 1 << 20 else f"{size:,} bytes"
    return Unreadable(f"more than {shown}; {_LEAVE}")


def keep_headers(response: httpx2.Response) -> tuple[tuple[str, str], ...]:
    """What the server sent beside the bytes, names in lower case, without cookies."""
    items = response.headers.multi_items()
    return tuple((name.lower(), value) for name, value in items if name.lower() not in _PRIVATE)
