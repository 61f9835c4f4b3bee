"""What a web page says of itself: title, author, date, language, address, site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from marsad.intake.dates import local_time, read_date
from marsad.intake.outlets import is_address

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished"),
    *("publication_date", "publishdate", "publish_date", "publish-date", "pubdate", "pub_date"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date"),
    *("dc.date", "cxenseparse:recs:publishtime", "article.published", "date", "dcterms.issued"),
)
_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|VideoObject|WebPage)$")
_SUFFIX = re.compile(r"\s+[-|–—•·»:]\s+")
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]|$)")
_SPACE = re.compile(r"\s+")
# Of JSON in a page; the articles of large sites have 40 objects and 300 kB.
_MOST_DATA, _MOST_OBJECTS, _DEEPEST = 2 << 20, 2_000, 12
_LONGEST = 500
_MOST_AUTHORS = 10
_MOST_TIMES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page says; ``None`` where it says nothing or contradicts itself."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    site: str | None = None


def find_facts(tree: Any) -> Facts:
    """The facts in a page's head, in its JSON-LD, and in elements that are marked as such."""
    meta, articles = _read_meta(tree), _read_linked(tree)
    site = _first(meta, _SITES) or _publisher(articles)
    return Facts(
        title=_find_title(tree, meta, articles, site),
        author=_find_author(tree, meta, articles, site),
        published=_find_date(tree, meta, articles),
        lang=_find_language(tree, meta, articles),
        url=_find_address(tree, meta),
        site=site,
    )


def _read_meta(tree: Any) -> dict[str, list[str]]:
    """The values of all meta elements, by their name in lower case."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = _tidy(element.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if value and element.get(key):
                meta.setdefault(element.get(key).strip().lower(), []).append(value)
    return meta


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _read_linked(tree: Any) -> list[dict[str, Any]]:
    """The objects of JSON-LD that speak of an article, the most special type first."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        kind, data = script.get("type", ""), script.text or ""
        if "ld+json" not in kind.lower() or not 0 < len(data) <= _MOST_DATA:
            continue
        try:
            value = json.loads(data, strict=False)
        except (ValueError, RecursionError):
            continue
        found += _objects(value)
    marked = [(rank, one) for one in found if (rank := _rank(one)) is not None]
    return [one for _, one in sorted(marked, key=lambda pair: pair[0])]


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects at the top of a value, in its lists, and in what it says the page is about."""
    found: list[dict[str, Any]] = []
    open_values = [(value, 0)]
    while open_values and len(found) < _MOST_OBJECTS:
        one, depth = open_values.pop(0)
        if isinstance(one, list) and depth < _DEEPEST:
            open_values += [(inner, depth + 1) for inner in one[:_MOST_OBJECTS]]
        elif isinstance(one, dict):
            found.append(one)
            below = (one.get(key) for key in ("@graph", "mainEntity"))
            open_values += [(inner, depth + 1) for inner in below if inner and depth < _DEEPEST]
    return found


def _rank(one: dict[str, Any]) -> int | None:
    """0 for an article, 1 for a page about one; ``None`` for what else a page may speak of."""
    kinds = one.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]
    matches = [str(name) for name in names if _ARTICLE.match(str(name).rsplit("/", 1)[-1])]
    if not matches:
        return None
    return min(int(name.endswith(("WebPage", "VideoObject"))) for name in matches)


def _words(value: Any) -> str | None:
    return _tidy(value) if isinstance(value, str) else None


def _tidy(value: str | None) -> str | None:
    """Spaces and line ends to one space; ``None`` where nothing or far too much is left."""
    if value is None or len(value) > 4 * _LONGEST:
        return None
    tidy = _SPACE.sub(" ", value).strip()
    return tidy if 0 < len(tidy) <= _LONGEST else None


def _names(value: Any) -> list[str]:
    """The names in what JSON-LD gives as an author or a publisher: words, objects, or lists."""
    values = value if isinstance(value, list) else [value]
    named = (one.get("name") if isinstance(one, dict) else one for one in values[:_MOST_AUTHORS])
    flat = (part for one in named for part in (one if isinstance(one, list) else [one]))
    return [name for one in flat if (name := _words(one))]


def _publisher(articles: list[dict[str, Any]]) -> str | None:
    names = [name for one in articles for name in _names(one.get("publisher"))]
    return names[0] if names else None


def _find_title(
    tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]], site: str | None
) -> str | None:
    """The headline as the page prints it, where head or JSON-LD confirm that it is one."""
    linked = [title for one in articles if (title := _words(one.get("headline")))]
    told = [*(meta[name][0] for name in _TITLES if name in meta), *linked]
    window: str | None = _tidy(next((one.text_content() for one in tree.iter("title")), None))
    printed = [title for one in tree.iter("h1") if (title := _tidy(one.text_content()))]
    for title in printed[:_MOST_AUTHORS]:
        confirmed = any(
            title in one and len(one) <= 2 * len(title) for one in (*told, window or "")
        )
        if confirmed and title != site:
            return title
    if told:
        return _without_site(told[0], site)
    if len(printed) == 1 and printed[0] != site:
        return printed[0]
    return None if window is None else _without_site(window, site)


def _without_site(title: str, site: str | None) -> str:
    """A title without the name of the site that closes or opens it behind a dash or a bar."""
    parts = _SUFFIX.split(title)
    if site is None or len(parts) < 2:
        return title
    if parts[-1].casefold() == site.casefold():
        return title[: -len(parts[-1])].rstrip(" -|–—•·»:\t")
    if parts[0].casefold() == site.casefold():
        return title[len(parts[0]) :].lstrip(" -|–—•·»:\t")
    return title


def _find_author(
    tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]], site: str | None
) -> str | None:
    """Who signed the article; not an address, and not the site itself."""
    linked = [_names(one.get("author")) for one in articles]
    marked = [
        name
        for element in tree.xpath("//*[@rel='author' or @itemprop='author']")[:_MOST_AUTHORS]
        if (name := _tidy(element.text_content()))
    ]
    told = [meta[name] for name in _AUTHORS if name in meta]
    for names in (*linked, *told, marked):
        kept = dict.fromkeys(
            name
            for name in names[:_MOST_AUTHORS]
            if "://" not in name and "@" not in name and name != site
        )
        if kept:
            return ", ".join(kept)
    return None


def _find_date(tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]]) -> str | None:
    """When the article was published, in the time zone of the page where it tells it."""
    linked = [_words(one.get("datePublished")) for one in articles]
    told = [value for name in _DATES for value in meta.get(name, ())]
    marked = [
        element.get("datetime") or element.get("content") or element.get("title")
        for element in tree.xpath("//*[@itemprop='datePublished' or (self::time and @pubdate)]")
    ]
    shown = [element.get("datetime") for element in islice(tree.iter("time"), _MOST_TIMES)]
    sure = [found for value in (*told, *linked, *marked) if (found := read_date(value))]
    times = [found for value in dict.fromkeys(shown) if (found := read_date(value))]
    if sure:
        return local_time(max(_same_day(sure), key=len), [*sure, *times])
    return _only_time(tree, times)


def _same_day(dates: list[str]) -> list[str]:
    """The first date and those that tell more of the same day (its hour)."""
    return [one for one in dates if one[:10] == dates[0][:10]]


def _only_time(tree: Any, times: list[str]) -> str | None:
    """The first time of the element that holds the headline; else the only day of the page."""
    for heading in tree.iter("h1"):
        for holder in heading.iterancestors("article", "header", "main"):
            inside = [one.get("datetime") for one in holder.iter("time")]
            dates = [found for value in inside if (found := read_date(value))]
            if dates:
                return dates[0]
    return times[0] if len({one[:10] for one in times}) == 1 else None


def _find_language(
    tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]]
) -> str | None:
    """The language by its two or three letters, without the country."""
    told: Iterator[str | None] = iter(
        (
            tree.get("lang"),
            tree.get("xml:lang"),
            _first(meta, ("og:locale", "content-language", "dc.language", "language")),
            *(_words(one.get("inLanguage")) for one in articles),
        )
    )
    for value in told:
        letters = _LOCALE.match(value.strip()) if value else None
        if letters:
            return letters[1].lower()
    return None


def _find_address(tree: Any, meta: dict[str, list[str]]) -> str | None:
    """The canonical address; the front page of a site is nobody's."""
    links = (
        element.get("href", "").strip()
        for element in tree.iter("link")
        if "canonical" in element.get("rel", "").lower().split()
    )
    told: list[str] = [*links, *meta.get("og:url", ())]
    for url in told:
        if is_address(url) and re.fullmatch(r"https?://[^/]+/?", url) is None:
            return url
    return None
