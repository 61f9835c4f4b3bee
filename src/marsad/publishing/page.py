"""One page that needs nothing else: the text with its marks, and beside it who says what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from marsad.model import Analysis, Attribution, Claim, Span, TimeExpression, Voice
from marsad.publishing.headings import heading_of
from marsad.publishing.highlight import Mark, Point, highlight, isolate
from marsad.publishing.visible import one_line, show_controls
from marsad.publishing.words import Words, direction_of, words_for

# A page of many documents is written in pieces; above this it waits on disk, not in memory.
_SPOOL = 16 << 20
# Claims of one document beyond this light up by their number only, not by their words.
_LIT = 120
# The word joiner keeps the corner on the line of the word that it touches.
_EDGE = '<i class="edge {}">\u2060</i>'


class _Entry(NamedTuple):
    """A line of the index."""

    anchor: str
    title: str
    facts: str
    direction: str


class _View(NamedTuple):
    """What all parts of an article's markup need."""

    analysis: Analysis
    anchor: str
    words: Words
    direction: str

    def say(self, text: str) -> str:
        """One line of the document, escaped, in its own direction."""
        return isolate(" ".join(text.split()), self.direction)

    @property
    def lang(self) -> str:
        """The document's language for an attribute; ``und`` where it is not known."""
        return escape(show_controls(self.analysis.document.lang or "und"))

    def cut(self, span: Span) -> str:
        return self.analysis.document.text[span.start : span.end]

    def word(self, key: str) -> str:
        return escape(self.words.word[key])

    def table(self, name: str, key: str) -> str:
        return escape(self.words.table[name][key])


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
        yield f"</title>\n<style>\n{_css()}{_lights(min(most, _LIT))}</style>\n</head>\n"
        yield '<body id="top">\n<div class="page">\n'
        if len(entries) > 1:
            yield from _index(entries, words)
        yield "<main>\n"
        spool.seek(0)
        while piece := spool.read(1 << 16):
            yield piece
    yield "</main>\n</div>\n</body>\n</html>\n"


def _view(analysis: Analysis, anchor: str) -> _View:
    doc = analysis.document
    return _View(analysis, anchor, words_for(doc.lang), direction_of(doc.lang, doc.text))


def _title(entries: list[_Entry], words: Words) -> str:
    return entries[0].title if len(entries) == 1 else escape(words.word["page"])


@cache
def _css() -> str:
    source = files("marsad.publishing").joinpath("templates/page.css")
    return source.read_text(encoding="utf-8")


def _lights(count: int) -> str:
    """Rules that light all words of a claim when its number or its entry is chosen."""
    if count == 0:
        return ""
    chosen = ", ".join(
        f"article:has(.ref.k{n}:target, .claims > .k{n}:is(:target, :hover)) .text span.k{n}"
        for n in range(1, count + 1)
    )
    return f"@media screen {{ {chosen} {{ background: var(--aim); color: inherit; }} }}\n"


def _entry(view: _View) -> _Entry:
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


def _article(view: _View) -> Iterator[str]:
    yield f'<article id="{view.anchor}" lang="{view.lang}" dir="{view.direction}">\n'
    yield from _header(view)
    yield from _legend(view)
    yield '<div class="body">\n<div class="text">\n'
    yield from _text(view)
    yield f'</div>\n<aside class="panel" lang="{view.words.lang}" '
    yield f'dir="{view.words.direction}">\n'
    yield from _claims(view)
    yield from _times(view)
    yield from _notes(view)
    yield "</aside>\n</div>\n"
    yield f'<footer class="foot" lang="{view.words.lang}" dir="{view.words.direction}">\n'
    yield f"<p>{view.word('disclaimer')}</p>\n<p>{view.word('engine')}: "
    yield f'<bdi>{escape(view.analysis.engine)}</bdi> · <a href="#top">{view.word("to_top")}</a>'
    yield "</p>\n</footer>\n</article>\n"


def _header(view: _View) -> Iterator[str]:
    doc = view.analysis.document
    yield f'<header class="head">\n<h2>{view.say(heading_of(doc))}</h2>\n<dl class="facts" '
    yield f'lang="{view.words.lang}" dir="{view.words.direction}">\n'
    facts = [
        ("outlet", doc.outlet),
        ("published", doc.published),
        ("byline", None if doc.byline is None else view.cut(doc.byline)),
        ("views", None if doc.views is None else str(doc.views)),
    ]
    for key, fact in facts:
        if fact:
            shown = f"<bdi>{escape(one_line(fact))}</bdi>"
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


def _legend(view: _View) -> Iterator[str]:
    yield f'<ul class="legend" aria-label="{view.word("legend")}" lang="{view.words.lang}">\n'
    for kind in ("source", "via", "cue"):
        yield f'<li><span class="{kind}">{view.word(kind)}</span></li>\n'
    yield f'<li>{_EDGE.format("begin")}<span class="content">{view.word("content")}</span>'
    yield f"{_EDGE.format('end')}</li>\n"
    yield f'<li><span class="time">{view.word("time")}</span></li>\n</ul>\n'


def _text(view: _View) -> Iterator[str]:
    doc = view.analysis.document
    marks = [
        Mark(4, *span, '<span class="asread">')
        for span in (doc.title, doc.byline, doc.references)
        if span is not None
    ]
    points: list[Point] = []
    for number, found in enumerate(view.analysis.attributions, 1):
        marks += _marks(found, number)
        points += _edges(doc.text, found)
        points.append(_reference(view, found, number))
    for time in view.analysis.times:
        value = escape(time.value or view.words.word["unresolved"])
        marks.append(Mark(3, *time.span, f'<span class="time" title="{value}">'))
    yield from highlight(doc.text, marks, points, view.direction)


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


def _reference(view: _View, found: Attribution, number: int) -> Point:
    """The number behind the word that holds the cue, or where the content begins."""
    text = view.analysis.document.text
    at = found.cue[0].end if found.cue else found.content[0].start if found.content else 0
    while not _parts_words(text, at):
        at += 1
    label = f"{view.word('to_claim')} {number}"
    return Point(
        at,
        f'<a class="ref k{number}" id="{view.anchor}-a{number}" href="#{view.anchor}-c{number}" '
        f'aria-label="{label}">{number}</a>',
    )


def _claims(view: _View) -> Iterator[str]:
    yield f"<section>\n<h3>{view.word('claims')}</h3>\n"
    if not view.analysis.attributions:
        yield f"<p>{view.word('no_claims')}</p>\n</section>\n"
        return
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in view.analysis.claims:
        claims[claim.attribution].append(claim)
    yield '<ol class="claims">\n'
    for number, found in enumerate(view.analysis.attributions, 1):
        yield f'<li id="{view.anchor}-c{number}" class="k{number} {found.stance.value}">\n'
        yield f'<div class="line"><span class="number">{number}</span>'
        yield f'<span class="stance">{view.table("stance", found.stance.value)}</span>'
        yield f'<span class="mode">{view.table("mode", found.mode.value)}</span>'
        yield f'<a class="go" href="#{view.anchor}-a{number}" aria-label="'
        yield f'{view.word("to_passage")} {number}">{view.word("passage")}</a></div>\n'
        chains = [claim.chain for claim in claims[found.id]] or [_chain_of(view, found)]
        for chain in dict.fromkeys(chains):
            yield _chain(view, chain)
        said = " … ".join(view.cut(span) for span in found.content)
        yield f'<p class="said" lang="{view.lang}" '
        yield f'dir="{view.direction}">{view.say(said)}</p>\n</li>\n'
    yield "</ol>\n</section>\n"


def _chain_of(view: _View, found: Attribution) -> tuple[Voice, ...]:
    """The voices that the words name, for a relation that became no claim."""
    mentions = [*found.via, *([] if found.source is None else [found.source])]
    return tuple(Voice(m.kind, m.name or view.cut(m.span), m.span) for m in mentions)


def _chain(view: _View, chain: tuple[Voice, ...]) -> str:
    items: list[str] = []
    arrow = view.word("arrow")
    for voice in chain:
        name = voice.name or (view.cut(voice.span) if voice.span is not None else None)
        if name is not None:
            shown = f"<bdi>{view.say(name)}</bdi>"
        else:
            shown = view.word("unnamed" if items else "publisher")
        if voice.span is not None or name is None:
            shown += f' <span class="kind">{view.table("kind", voice.kind.value)}</span>'
        items.append(f'<li data-arrow="{arrow}"><span class="voice">{shown}</span></li>')
    return f'<ol class="chain" aria-label="{view.word("voices")}">{" ".join(items)}</ol>\n'


def _times(view: _View) -> Iterator[str]:
    if not view.analysis.times:
        return
    yield f'<section>\n<h3>{view.word("times")}</h3>\n<ul class="times">\n'
    for time in view.analysis.times:
        yield from _time(view, time)
    yield "</ul>\n</section>\n"


def _time(view: _View, time: TimeExpression) -> Iterator[str]:
    value = view.word("unresolved") if time.value is None else escape(time.value)
    yield f'<li><bdi dir="{view.direction}">{view.say(view.cut(time.span))}</bdi>'
    yield f'<bdi class="value">{value}</bdi>'
    facts = [view.table("time_type", time.type.value)]
    facts.append(view.table("calendar_name", time.calendar.value))
    if time.anchor is not None:
        facts.append(f"{view.word('anchor')} <bdi>{escape(time.anchor)}</bdi>")
    yield f"<small>{' · '.join(facts)}</small></li>\n"


def _notes(view: _View) -> Iterator[str]:
    if not view.analysis.notes:
        return
    yield f'<section>\n<h3>{view.word("notes")}</h3>\n<ul class="notes">\n'
    for note in view.analysis.notes:
        yield f"<li><bdi>{escape(one_line(note.message))}</bdi>"
        yield f'<small><bdi dir="{view.direction}">{view.say(view.cut(note.span))}</bdi></small>'
        yield "</li>\n"
    yield "</ul>\n</section>\n"
