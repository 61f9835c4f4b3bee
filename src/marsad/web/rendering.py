"""Pages from templates: every value is escaped, every page has its language and its way home."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError

from marsad.archive.connection import ArchiveError
from marsad.archive.search.find import Hit
from marsad.entities.lists import Lists
from marsad.linking.nouns import said_by
from marsad.publishing.highlight import isolate
from marsad.publishing.known import called_in, place_in
from marsad.publishing.propositions import tell_origins
from marsad.publishing.visible import one_line, shorten, show_controls
from marsad.publishing.words import direction_of, drop_opener
from marsad.version import __version__
from marsad.web.desk import Desk
from marsad.web.guard.forms import token_for
from marsad.web.guard.visitors import visitor_of
from marsad.web.languages import COOKIE, common, count, language_of, languages, wording
from marsad.web.notices import done_of
from marsad.web.telling import telling

_HERE = Path(str(files("marsad.web")))
STATIC = _HERE / "static"  # made by hatch_build.py, or absent
# What the menu leads to, in its order, by the words of the layout.
ROOMS = (
    ("overview", "/"),
    ("propositions", "/propositions"),
    ("stories", "/stories"),
    ("sources", "/sources"),
    ("actors", "/actors"),
    ("places", "/places"),
    ("map", "/map"),
    ("search", "/search"),
    ("reports", "/reports"),
    ("review", "/review"),
    ("intake", "/intake"),
    ("settings", "/settings"),
)
# How pages look: as the system does, or always light, or always dark; kept in a cookie.
THEME, THEMES = "marsad-theme", ("auto", "light", "dark")
BASEMAP, BASEMAPS = "marsad-basemap", ("outlines", "coasts")
_YEAR = 365 * 24 * 3600  # seconds
_KEPT = 16  # sets of templates: a language with the lists of a time
_LONGEST = 2_000  # letters of a name or a saying; its document has it whole
_CARRIED = 2_000  # letters of an address that a link repeats


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the language of the visitor.

    In templates stand ``w`` (the words of all pages), ``words`` and ``table`` (those shared with
    drawings), ``here(**changes)`` (this address with other parameters), ``n(words, number)`` (a
    number with its noun), ``call(entity, name)`` and ``call_place(entity, name)`` (what the
    language calls them), ``islands`` (the scripts that were built), ``form_token``, the filters of
    ``_FILTERS`` and those of ``marsad.web.telling``.
    """
    lang = language_of(request)
    shared = common(lang)
    lists = _own_lists(request)
    page = _environment(lang, lists).get_template(template)
    told = {
        "request": request,
        "lang": lang,
        "languages": languages(),
        "direction": shared.direction,
        "w": wording(lang),
        "words": shared.word,
        "table": shared.table,
        "wording": wording,
        "here": partial(here, request),
        "n": partial(count, lang),
        "origins": partial(tell_origins, lang=lang),
        "form_token": partial(token_for, request),
        "direction_of": direction_of,
        "call": partial(called_in, lang, lists=lists),
        "call_place": partial(place_in, lang),
        "version": __version__,
        "rooms": ROOMS,
        "islands": built(),
        "done": done_of(request),
        "theme": theme_of(request),
        "basemap": basemap_of(request),
        "visitor": visitor_of(request),
    }
    response = HTMLResponse(page.render({**told, **values}), status_code=status)
    response.headers["vary"] = "accept-language, cookie"
    if request.query_params.get("lang") == lang != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, lang, max_age=_YEAR, samesite="lax", httponly=True)
    return response


@cache
def built() -> frozenset[str]:
    """The scripts that this install was built with, and ``fonts``; pages do without any."""
    if not STATIC.is_dir():
        return frozenset()
    return frozenset(one.stem for one in STATIC.iterdir() if one.suffix == ".js") | {"fonts"}


def theme_of(request: Request) -> str:
    """How the visitor wants pages to look; without a choice as the system does."""
    chosen = request.cookies.get(THEME)
    return chosen if chosen in THEMES else THEMES[0]


def basemap_of(request: Request) -> str:
    """What a map is drawn on for this visitor; without a choice on borders and coasts."""
    chosen = request.cookies.get(BASEMAP)
    return chosen if chosen in BASEMAPS else BASEMAPS[0]


def here(request: Request, **changes: Any) -> str:
    """The address of this page with some parameters changed; ``None`` takes one away."""
    query = dict(parse_qsl(request.url.query[:_CARRIED], keep_blank_values=False))
    query |= {name: str(value) for name, value in changes.items() if value is not None}
    kept = {name: value for name, value in query.items() if changes.get(name, value) is not None}
    path = "/" + quote(request.url.path.lstrip("/"))  # two at the beginning lead to another site
    return f"{path}?{urlencode(kept)}" if kept else path


def own(text: str | None, lang: str | None = None) -> Markup:
    """Words of a document on one line, in their own direction, with controls named."""
    if not text:
        return Markup("")
    direction = direction_of(lang, text)
    shown = isolate(shorten(one_line(text), _LONGEST), direction)
    return Markup(f'<bdi dir="{direction}">{shown}</bdi>')


def passage(hit: Hit) -> Markup:
    """The words of a hit with what was found marked."""
    pieces: list[str] = []
    read = 0
    for start, end in hit.marked:
        pieces += escape(show_controls(hit.passage[read:start])), Markup("<mark>")
        pieces += escape(show_controls(hit.passage[start:end])), Markup("</mark>")
        read = end
    return Markup("").join([*pieces, escape(show_controls(hit.passage[read:]))])


def gloss(text: str) -> Markup:
    """What a proposition says, without the *that* that opened it in a report."""
    said, opened = drop_opener(one_line(text))
    return own(said[:1].upper() + said[1:] if opened else said)


def part(name: str) -> str:
    """A name as one part of an address, whatever is in it."""
    return quote(name, safe="")


def line(text: str | None, most: int | None = None) -> str:
    """Text on one line, cut to ``most`` letters."""
    told = one_line(text or "")
    return told if most is None else shorten(told, most)


_FILTERS: Mapping[str, Any] = {
    "own": own,
    "said_by": said_by,
    "gloss": gloss,
    "line": line,
    "part": part,
    "passage": passage,
}


def _own_lists(request: Request) -> Lists | None:
    """The archive's own lists; none where it cannot be asked: the page of a fault is to come."""
    with suppress(AttributeError, ArchiveError, OSError, SQLAlchemyError):
        desk: Desk = request.app.state.desk
        return desk.own_lists()
    return None


@lru_cache(maxsize=_KEPT)
def _environment(lang: str, lists: Lists | None) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update({**_FILTERS, **telling(lang, lists)})
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # Arabic stays as it is
    return made
