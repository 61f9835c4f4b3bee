"""What documents are read from: the bytes as they arrived, and what was told about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from marsad.ids import bytes_hash
from marsad.model import Document


@dataclass(frozen=True, kw_only=True)
class Original:
    """The bytes of one file, page, record or row, as they arrived.

    ``place`` is what it is called in messages (``news.zip: a/b.html``), ``url`` the address it was
    fetched from, after redirects; ``media`` its media type as the server or the archive says
    (``text/html``), without parameters; ``charset`` the encoding as they say; ``fetched`` the ISO
    8601 time in UTC at which it was; ``headers`` what the server sent, names in lower case.
    """

    data: bytes
    place: str
    url: str | None = None
    media: str | None = None
    charset: str | None = None
    fetched: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def hash(self) -> str:
        """The BLAKE2b-256 of ``data``: the ``source_hash`` of the documents read from it."""
        return bytes_hash(self.data)


class Item(NamedTuple):
    """A document and the bytes that it was read from."""

    document: Document
    original: Original


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page named by a list or a feed and not fetched; what the list says of it.

    ``published`` is an ISO 8601 date or time as the list gives it, in its own time zone.
    """

    url: str
    place: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text taken out of a page or a file, and what it says of itself.

    ``published`` is an ISO 8601 date or time in the page's own time zone. ``degraded`` says in one
    line why the text may differ from what people see.
    """

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    outlet: str | None = None
    url: str | None = None
    degraded: str | None = None
