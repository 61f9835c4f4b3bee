"""RSS, Atom and sitemaps: what a site says that it has published.

content = read_feed(original.data, original.url)
for entry in content.entries:
    print(entry.published, entry.title, entry.url)
"""

from __future__ import annotations

import codecs
import html
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from marsad.intake.decoding import decode, make_inert
from marsad.intake.failures import Unreadable

# feedparser takes 7 s for each MB of the worst markup found (a million open tags), and 2 s for a
# MB of usual items; 5 MiB hold over a thousand whole articles.
_LARGEST = 5 << 20
_HEAD = 4_096  # where the declaration and the root stand

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["'][^>]*>""")
_MARKUP = re.compile(rb"<[^<>]*>")
# Encodings of words, not of files: some of them take the square of the time.
_NO_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OFFERED = re.compile(
    rb"<link\b[^<>]{0,500}?\btype=[\"']?application/(?:rss|atom)\+xml[^<>]{0,500}>"
)
_HREF = re.compile(rb"\bhref=[\"']?([!-~]{1,300}?)[\"'\s>]")

# References to characters that do not exist; feedparser stumbles over them.
_NO_CHARACTER = re.compile(rb"&#(?:[0-9]{8,}|x0*[0-9a-f]{7,}|x?);?", re.IGNORECASE)
# What feedparser was seen to raise over random damage, and its like (60 s, 120,000 feeds).
_STUMBLES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)

_BEFORE_NAME = re.compile(r".*[}:]")
_TAG = re.compile(r"<[^<>]*>")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LANG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed.

    ``published`` is an ISO 8601 date or time in the feed's own zone, ``content`` the HTML of the
    whole article where the feed brings it, ``summary`` plain text, ``id`` what the feed calls the
    entry, or its address.
    """

    url: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    content: str | None = None
    summary: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """A feed as it was read; ``ttl`` is how long it wants to be left alone, in minutes."""

    title: str | None = None
    link: str | None = None
    lang: str | None = None
    ttl: int | None = None
    entries: tuple[Entry, ...] = ()


def read_feed(data: bytes, base: str | None, *, charset: str | None = None) -> FeedContent:
    """The entries of an RSS or Atom feed, or of a sitemap, also of broken ones.

    Args:
        data: the bytes of the feed.
        base: its own address, from which relative links are followed.
        charset: the encoding that the server names; taken where the feed names none.

    Raises ``Unreadable`` for what is no feed, is larger than 5 MiB, or declares entities, which
    feeds do not need and XML bombs do.
    """
    if len(data) > _LARGEST:
        raise Unreadable(f"more than {_LARGEST >> 20} MiB, too large for a feed; add its pages")
    data = _recode(data, charset)
    if _ENTITY.search(data):
        raise Unreadable(
            "the feed declares entities, as XML bombs do; ask its makers to leave them"
        )
    sitemap = _SITEMAP.search(data[:_HEAD])
    if sitemap is not None:
        return _read_sitemap(data, sitemap[1], base)
    return _read_entries(data, base)


def _read_entries(data: bytes, base: str | None) -> FeedContent:
    # Loaded for feeds alone: a twentieth of the time of a start.
    import feedparser  # type: ignore[import-untyped]

    try:
        parsed = feedparser.parse(
            io.BytesIO(_NO_CHARACTER.sub(b"\xef\xbf\xbd", data)),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # the reader of pages takes the text out and runs no script
            resolve_relative_uris=False,
        )
    except _STUMBLES as error:
        raise Unreadable("the feed is too broken to be read; tell its makers") from error
    if not parsed.get("version") and not parsed.entries:
        raise _no_feed(data, base)
    feed = parsed.feed
    read = (_read_entry(entry, base) for entry in parsed.entries)
    return FeedContent(
        title=_text(feed.get("title")),
        link=_link(feed.get("link"), base),
        lang=_lang(feed.get("language")),
        ttl=_minutes(feed.get("ttl")),
        entries=tuple(entry for entry in read if entry is not None),
    )


def _read_entry(entry: Any, base: str | None) -> Entry | None:
    """An entry; None where it brings neither an address nor any words."""
    url = _link(entry.get("link"), base)
    contents = entry.get("content") or ()
    content = next((one.value for one in contents if one.get("value", "").strip()), None)
    read = Entry(
        url=url,
        title=_text(entry.get("title")),
        published=read_date(entry.get("published")),
        author=_text(entry.get("author")),
        content=content and make_inert(content),
        summary=_text(entry.get("summary")),
        id=_text(entry.get("id")) or url,
    )
    return read if read.url or read.content or read.summary or read.title else None


def _read_sitemap(data: bytes, root: bytes, base: str | None) -> FeedContent:
    if root == b"sitemapindex":
        raise Unreadable("a list of sitemaps; give the address of the one that holds the news")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"a broken sitemap ({error}); check the address") from error
    entries: list[Entry] = []
    langs: set[str | None] = set()
    for node in () if tree is None else tree.iterfind("{*}url"):
        told = {_BEFORE_NAME.sub("", one.tag): one.text for one in node.iter("{*}*")}
        url = _link(told.get("loc"), base)
        if url is None:
            continue
        langs.add(_lang(told.get("language")))
        entry = Entry(
            url=url,
            title=_text(told.get("title")),
            published=read_date(told.get("publication_date")),
            id=url,
        )
        entries.append(entry)
    return FeedContent(lang=langs.pop() if len(langs) == 1 else None, entries=tuple(entries))


def _no_feed(data: bytes, base: str | None) -> Unreadable:
    if not _PAGE.search(data[:_HEAD]):
        return Unreadable("no RSS, no Atom and no sitemap; check the address of the feed")
    offered = _OFFERED.search(data)
    place = _HREF.search(offered[0]) if offered is not None else None
    link = _link(place[1].decode("ascii"), base) if place is not None else None
    if link is None:
        return Unreadable("a web page, no feed; look in it for the address of its feed")
    return Unreadable(f"a web page, no feed; its feed is {link}")


def _recode(data: bytes, charset: str | None) -> bytes:
    """The feed in UTF-8, whatever it was in; what is UTF-8 stays so, also if it says otherwise."""
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError:
        declared = _DECLARED.match(data[:_HEAD])
    named = declared[1].decode("ascii") if declared is not None else charset
    if named is None or _codec_of(named) in {None, "utf-8"}:
        return _recode_undeclared(data)
    return data.decode(named, "replace").encode("utf-8", "replace")


def _recode_undeclared(data: bytes) -> bytes:
    """Windows-1256 by the look of the words between the tags. Raises ``Unreadable``."""
    words = _MARKUP.sub(b" ", data)
    arabic = decode(words) == words.decode("cp1256")
    return data.decode("cp1256" if arabic else "utf-8", "replace").encode()


def _codec_of(name: str) -> str | None:
    """How Python calls an encoding of files; None for what is none."""
    try:
        found = codecs.lookup(name)
        "".encode(name)  # raises LookupError for codecs that are not of text
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if found.name.replace("_", "-") in _NO_FILES else found.name


def read_date(value: str | None) -> str | None:
    """The ISO 8601 form of a date as feeds write it, in its own zone; None if it is none.

    >>> read_date("08 Jun 2017 00:00 +0300"), read_date("2017-06-07T21:00:00Z")
    ('2017-06-08T00:00:00+03:00', '2017-06-07T21:00:00+00:00')
    """
    value = (value or "").strip()[:100]
    try:
        if _ISO.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        if _ISO.match(value):
            return datetime.fromisoformat(value).isoformat(timespec="seconds")
        return parsedate_to_datetime(value).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def _text(value: Any) -> str | None:
    """Words without markup, on one line; None where there are none."""
    if not isinstance(value, str):
        return None
    bare = html.unescape(_TAG.sub(" ", value)) if "<" in value or "&" in value else value
    return " ".join(make_inert(bare).split()) or None


def _link(value: Any, base: str | None) -> str | None:
    """A link in full; None for one that is not of the web."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        link = urljoin(base or "", value.strip())
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in {"http", "https"} and parts.netloc else None


def _lang(value: Any) -> str | None:
    """The language of a tag of BCP 47, without its region."""
    found = _LANG.fullmatch(value.strip()) if isinstance(value, str) else None
    return found and found[1].lower()


def _minutes(value: Any) -> int | None:
    """The ``ttl`` of RSS; what is longer than a week is a mistake."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,5}\s*", value):
        return int(value) if 0 < int(value) <= 10_080 else None
    return None
