"""What is new, as an Atom feed (RFC 4287): of any search, and of propositions.

Ids are made of what they name, so that an entry is the same at every address of the server. When an
entry was last changed is when the newest of its reports came into the archive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from lxml import etree  # type: ignore[import-untyped]
from sqlalchemy import Connection, func, select

from marsad.archive.schema import documents, statements
from marsad.archive.search.find import Hit
from marsad.publishing.linked import PropositionRow
from marsad.publishing.propositions import tell_origins
from marsad.publishing.visible import one_line, shorten, show_controls
from marsad.publishing.words import direction_of, words_for
from marsad.version import __version__

MEDIA = "application/atom+xml"
ENTRIES = 50  # of a feed: what comes in an hour fits
_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0
_NEVER = "1970-01-01T00:00:00Z"
_LONGEST = 120  # letters of a title
_FIRST, _POP = "\u2068", "\u2069"  # each part of a title in its own direction


Element: TypeAlias = Any  # of lxml, which has no types


class Entry(NamedTuple):
    """One thing in a feed; ``path`` is its page, ``facts`` stand below its ``words``."""

    key: str
    path: str
    title: str
    lang: str | None
    words: str
    updated: str
    published: str | None = None
    outlet: str | None = None
    facts: tuple[str, ...] = ()


class Feed(NamedTuple):
    """A feed: ``key`` names what it is of, ``path`` and ``page`` are its own and its page's."""

    key: str
    title: str
    lang: str
    site: str
    path: str
    page: str


def hit_entries(connection: Connection, hits: Iterable[Hit], lang: str) -> Iterator[Entry]:
    """Claims or documents as entries, in the words of a language."""
    found = list(hits)
    added = _added(connection, {hit.document for hit in found})
    stances = words_for(lang).table["stance"]
    for hit in found:
        kind, id = ("claims", hit.claim) if hit.claim else ("documents", hit.document)
        said = shorten(one_line(hit.passage), _LONGEST)
        told = f"{_FIRST}{one_line(hit.source)}{_POP}: {_FIRST}{said}{_POP}" if hit.source else said
        yield Entry(
            key=f"{kind} {id}",
            path=f"/{kind}/{_quoted(id)}",
            title=told if hit.claim else one_line(hit.title or "") or said,
            lang=hit.lang,
            words=hit.passage,
            updated=added.get(hit.document, _NEVER),
            published=_instant(hit.published),
            outlet=hit.outlet,
            facts=tuple(one for one in (stances.get(hit.stance or ""), hit.title) if one),
        )


def proposition_entries(
    connection: Connection, rows: Iterable[PropositionRow], lang: str
) -> Iterator[Entry]:
    """Propositions as entries, in the words of a language."""
    found = list(rows)
    told = _last_added(connection, {row.id for row in found})
    words = words_for(lang)
    for row in found:
        facts = [words.table["standing"][row.standing.value], tell_origins(row.independent, lang)]
        if row.denied_by:
            facts.append(f"{words.word['denied_by']}: {words.word['comma'].join(row.denied_by)}")
        if row.outlets:
            facts.append(f"{words.word['outlets']}: {words.word['comma'].join(row.outlets)}")
        yield Entry(
            key=f"propositions {row.id}",
            path=f"/propositions/{row.id}",
            title=shorten(one_line(row.gloss), _LONGEST),
            lang=None,
            words=row.gloss,
            updated=told.get(row.id, _NEVER),
            published=_instant(row.first),
            facts=tuple(facts),
        )


def render_feed(connection: Connection, feed: Feed, entries: Iterable[Entry]) -> bytes:
    """A feed as XML. Words of documents are text in it, whatever they hold."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set(_LANG, feed.lang)
    made = list(entries)
    newest = max((one.updated for one in made), default=_newest(connection))
    _add(root, "id", _id(feed.key))
    _add(root, "title", feed.title)
    _add(root, "updated", newest)
    _add(_add(root, "author"), "name", "Marsad")
    _add(root, "generator", "Marsad").set("version", __version__)
    _link(root, "self", feed.site + feed.path, MEDIA)
    _link(root, "alternate", feed.site + feed.page, "text/html")
    for one in made:
        _entry(root, feed, one)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, feed: Feed, one: Entry) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _id(one.key))
    title = _add(entry, "title", one.title)
    if one.lang:
        title.set(_LANG, _clean(one.lang))
    _add(entry, "updated", one.updated)
    if one.published:
        _add(entry, "published", one.published)
    if one.outlet:
        _add(_add(entry, "author"), "name", one_line(one.outlet))
    _link(entry, "alternate", feed.site + one.path, "text/html")
    content = _add(entry, "content")
    content.set("type", "xhtml")
    page = etree.SubElement(content, f"{{{_XHTML}}}div", nsmap={None: _XHTML})
    _paragraph(page, one.words, one.lang)
    for fact in one.facts:
        _paragraph(page, fact, None)


def _paragraph(page: Element, text: str, lang: str | None) -> None:
    made = etree.SubElement(page, f"{{{_XHTML}}}p")
    made.set("dir", direction_of(lang, text))
    if lang:
        made.set(_LANG, _clean(lang))
    made.text = _clean(show_controls(text))


def _add(parent: Element, name: str, text: str | None = None) -> Element:
    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text is not None:
        made.text = _clean(text)
    return made


def _link(parent: Element, rel: str, href: str, media: str) -> None:
    link = _add(parent, "link")
    for name, value in (("rel", rel), ("type", media), ("href", href)):
        link.set(name, _clean(value))


def _id(key: str) -> str:
    """The same for the same thing on every server, and of nothing else."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'marsad {key}')}"


def _clean(text: str) -> str:
    """Text without what XML has no place for."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def _instant(date: str | None) -> str | None:
    """A date of publication as RFC 3339 has it; one without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    return zoned.isoformat(timespec="seconds").replace("+00:00", "Z")


def _quoted(id: str | None) -> str:
    return quote(id or "", safe="")


def _added(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """When documents came into the archive."""
    chosen = select(documents.c.id, documents.c.added).where(documents.c.id.in_(ids))
    return {row.id: row.added for row in connection.execute(chosen)}


def _last_added(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """When the newest report of each proposition came into the archive."""
    chosen = (
        select(statements.c.proposition, func.max(documents.c.added).label("added"))
        .join(documents, documents.c.number == statements.c.document)
        .where(statements.c.proposition.in_(ids))
        .group_by(statements.c.proposition)
    )
    return {row.proposition: row.added for row in connection.execute(chosen)}


def _newest(connection: Connection) -> str:
    """When the archive last took a document; of an empty one the beginning of time."""
    chosen = select(documents.c.added).order_by(documents.c.number.desc()).limit(1)
    return connection.scalar(chosen) or _NEVER
