"""One page that needs nothing else: the text with its marks, and beside it who says what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from marsad.model import Analysis, Attribution
from marsad.publishing.atlas import atlas_for
from marsad.publishing.figures import show_figures
from marsad.publishing.headings import heading_of
from marsad.publishing.highlight import Mark, Point, highlight
from marsad.publishing.links import build_links
from marsad.publishing.panel import show_panel
from marsad.publishing.parts import find_parts
from marsad.publishing.register import build_register
from marsad.publishing.roster import find_targets
from marsad.publishing.view import Pages, View
from marsad.publishing.visible import one_line, show_controls
from marsad.publishing.words import Words, words_for

# A page of many documents is written in pieces; above this it waits on disk, not in memory.
_SPOOL = 16 << 20
# Claims of one document beyond this light up by their number only, not by their words.
_LIT = 120
_SHEETS = ("tokens.css", "page.css", "figures.css")
# The word joiner keeps the corner on the line of the word that it touches.
_EDGE = '<i class="edge {}">\u2060</i>'


class _Entry(NamedTuple):
    """A line of the index."""

    anchor: str
    title: str
    facts: str
    direction: str


def render_page(analyses: Iterable[Analysis]) -> Iterator[str]:
    """The page in pieces. Memory holds one document and the index, however many there are."""
    entries: list[_Entry] = []
    most, words, direction = 0, words_for(None), words_for(None).direction
    with SpooledTemporaryFile(_SPOOL, "w+", encoding="utf-8", newline="") as spool:
        for number, analysis in enumerate(analyses, 1):
            view = _view(analysis, f"d{number}")
            if number == 1:
                words, direction = view.words, view.direction
            spool.writelines(_article(view))
            entries.append(_entry(view))
            most = max(most, len(analysis.attributions))
        title = _title(entries, words)
        yield f'<!doctype html>\n<html lang="{words.lang}" dir="{direction}">\n<head>\n'
        yield '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, '
        yield f'initial-scale=1">\n<meta name="referrer" content="no-referrer">\n<title>{title}'
        yield f"</title>\n<style>\n{_css()}{light_claims(most)}</style>\n</head>\n"
        yield '<body id="top">\n<div class="page">\n'
        if len(entries) > 1:
            yield from _index(entries, words)
        yield "<main>\n"
        spool.seek(0)
        while piece := spool.read(1 << 16):
            yield piece
    yield "</main>\n</div>\n</body>\n</html>\n"


def render_reading(
    analysis: Analysis,
    anchor: str,
    lang: str | None,
    pages: Pages | None = None,
    beside: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The article of one document, for a page that has the style sheets; told in ``lang``.

    Args:
        pages: where actors, sources and the outlet have pages of their own.
        beside: markup for the lines of claims, by the id of the attribution; it is trusted.
    """
    view = _view(analysis, anchor, lang)._replace(pages=pages, beside=beside or {})
    yield from _article(view, lang)


def _view(analysis: Analysis, anchor: str, lang: str | None = None) -> View:
    doc = analysis.document
    words = words_for(lang or doc.lang)
    register = build_register(analysis)
    cuts = [_reference_at(doc.text, found) for found in analysis.attributions]
    links = build_links(anchor, find_targets(register, anchor, words), cuts)
    return View(analysis, anchor, words, find_parts(doc), register, links)


def _title(entries: list[_Entry], words: Words) -> str:
    return entries[0].title if len(entries) == 1 else escape(words.word["page"])


@cache
def _css() -> str:
    sheets = files("marsad.publishing").joinpath("templates")
    return "".join(sheets.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS)


def light_claims(count: int = _LIT) -> str:
    """Rules that light all words of a claim when its number or its entry is chosen."""
    count = min(count, _LIT)
    if count == 0:
        return ""
    chosen = ", ".join(
        f"article:has(.ref.k{n}:target, .claims > .k{n}:is(:target, :hover)) .text span.k{n}"
        for n in range(1, count + 1)
    )
    return f"@media screen {{ {chosen} {{ background: var(--aim); color: inherit; }} }}\n"


def _entry(view: View) -> _Entry:
    doc = view.analysis.document
    facts = [fact for fact in (doc.outlet, doc.published) if fact]
    return _Entry(
        anchor=view.anchor,
        title=escape(heading_of(doc)),
        facts=" · ".join(f"<bdi>{escape(one_line(fact))}</bdi>" for fact in facts),
        direction=view.direction,
    )


def _index(entries: list[_Entry], words: Words) -> Iterator[str]:
    yield f'<nav class="index">\n<h1>{escape(words.word["contents"])}</h1>\n<ol>\n'
    for entry in entries:
        yield f'<li><a href="#{entry.anchor}"><bdi dir="{entry.direction}">{entry.title}</bdi></a>'
        yield f"<small>{entry.facts}</small></li>\n"
    yield "</ol>\n</nav>\n"


def _article(view: View, lang: str | None = None) -> Iterator[str]:
    atlas = atlas_for(lang or view.analysis.document.lang)
    yield f'<article id="{view.anchor}" {view.parts.whole.attributes}>\n'
    yield from _header(view)
    yield from _legend(view)
    yield '<div class="body">\n<div class="text">\n'
    yield from _text(view)
    yield f'</div>\n<aside class="panel" lang="{view.words.lang}" '
    yield f'dir="{view.words.direction}">\n'
    figures = "".join(show_figures(view, atlas))
    yield from show_panel(view, atlas, figures=bool(figures))
    yield "</aside>\n</div>\n"
    yield figures
    yield f'<footer class="foot" lang="{view.words.lang}" dir="{view.words.direction}">\n'
    yield f"<p>{view.word('disclaimer')}</p>\n<p>{view.word('engine')}: "
    yield f'<bdi>{escape(view.analysis.engine)}</bdi> · <a href="#top">{view.word("to_top")}</a>'
    yield "</p>\n</footer>\n</article>\n"


def _header(view: View) -> Iterator[str]:
    doc = view.analysis.document
    yield f'<header class="head">\n<h2>{view.say(heading_of(doc))}</h2>\n<dl class="facts" '
    yield f'lang="{view.words.lang}" dir="{view.words.direction}">\n'
    facts = [
        ("outlet", doc.outlet),
        ("published", doc.published),
        ("byline", doc.author if doc.byline is None else view.cut(doc.byline)),
        ("views", None if doc.views is None else str(doc.views)),
        ("degraded", doc.degraded),
    ]
    for key, fact in facts:
        if fact:
            shown = f"<bdi>{escape(one_line(fact))}</bdi>"
            if key == "outlet" and view.pages is not None:
                shown = view.lead(shown, view.pages.outlet, fact)
            yield f"<div><dt>{view.word(key)}</dt><dd>{shown}</dd></div>\n"
    if doc.url:
        yield f"<div><dt>{view.word('address')}</dt><dd>{_link(doc.url)}</dd></div>\n"
    yield "</dl>\n</header>\n"


def _link(url: str) -> str:
    """A link to a web address; anything else, which might do something, is only shown."""
    shown = f"<bdi>{escape(one_line(url))}</bdi>"
    if not url.startswith(("https://", "http://")):
        return shown
    return f'<a href="{escape(show_controls(url))}" rel="noreferrer nofollow">{shown}</a>'


def _legend(view: View) -> Iterator[str]:
    yield f'<ul class="legend" aria-label="{view.word("legend")}" lang="{view.words.lang}">\n'
    for kind in ("source", "via", "cue"):
        yield f'<li><span class="{kind}">{view.word(kind)}</span></li>\n'
    yield f'<li>{_EDGE.format("begin")}<span class="content">{view.word("content")}</span>'
    yield f"{_EDGE.format('end')}</li>\n"
    yield f'<li><span class="time">{view.word("time")}</span></li>\n'
    register = view.register
    layers = {"actor": register.actors, "place": register.places, "event": register.events}
    for layer, rows in layers.items():
        if rows:
            yield f'<li><span class="{layer}">{view.word(layer)}</span></li>\n'
    yield "</ul>\n"


def _text(view: View) -> Iterator[str]:
    doc = view.analysis.document
    marks = [*view.links.marks]
    for span in (doc.title, doc.byline, doc.references):
        if span is not None:
            marks.append(Mark(4, *span, '<span class="asread">'))
    points: list[Point] = []
    for number, found in enumerate(view.analysis.attributions, 1):
        marks += _marks(found, number)
        points += _edges(doc.text, found)
        points.append(_reference(view, found, number))
    for time in view.analysis.times:
        value = escape(time.value or view.words.word["unresolved"])
        marks.append(Mark(3, *time.span, f'<span class="time" title="{value}">'))
    yield from highlight(doc.text, marks, points, view.parts)


def _marks(found: Attribution, number: int) -> Iterator[Mark]:
    for span in found.content:
        yield Mark(1, *span, f'<span class="content k{number}">')
    for span in found.cue:
        yield Mark(2, *span, f'<span class="cue k{number} {found.stance.value}">')
    for carrier in found.via:
        yield Mark(2, *carrier.span, f'<span class="via k{number}">')
    if found.source is not None:
        yield Mark(2, *found.source.span, f'<span class="source k{number}">')


def _edges(text: str, found: Attribution) -> Iterator[Point]:
    """A corner where a content begins and where it ends."""
    if found.content:
        for at, side in ((found.content[0].start, "begin"), (found.content[-1].end, "end")):
            if _parts_words(text, at):
                yield Point(at, _EDGE.format(side))


def _parts_words(text: str, at: int) -> bool:
    """Whether a border can be drawn here without cutting joined letters."""
    return not (0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha())


def _reference_at(text: str, found: Attribution) -> int:
    """Behind the word that holds the cue, or where the content begins."""
    at = found.cue[0].end if found.cue else found.content[0].start if found.content else 0
    while not _parts_words(text, at):
        at += 1
    return at


def _reference(view: View, found: Attribution, number: int) -> Point:
    """The number of a claim in the text."""
    label = f"{view.word('to_claim')} {number}"
    return Point(
        _reference_at(view.analysis.document.text, found),
        f'<a class="ref k{number}" id="{view.anchor}-a{number}" href="#{view.anchor}-c{number}" '
        f'aria-label="{label}">{number}</a>',
    )
