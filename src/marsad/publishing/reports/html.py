"""A report as one HTML page that needs nothing else: readable without script, in print as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from marsad.publishing.highlight import isolate
from marsad.publishing.reports.figures import Figure, of_section, screen_figures
from marsad.publishing.reports.markdown import facts, tell_address, tell_published, wording
from marsad.publishing.reports.quotations import quotations
from marsad.publishing.reports.sheet import Line, Note, Sheet, Source
from marsad.publishing.reports.theme import PLAIN, Theme
from marsad.publishing.visible import one_line, show_controls
from marsad.publishing.words import direction_of


def write_html(sheet: Sheet, theme: Theme = PLAIN) -> Iterator[str]:
    """The page in pieces."""
    draft = sheet.draft
    yield f'<!doctype html>\n<html lang="{draft.lang}" dir="{sheet.direction}">\n<head>\n'
    yield '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, '
    yield 'initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{escape(one_line(draft.title))}</title>\n"
    yield f"<style>\n{style()}{_colours(theme)}</style>\n</head>\n"
    yield '<body>\n<main class="page">\n'
    yield from write_body(sheet, theme)
    yield "</main>\n</body>\n</html>\n"


def write_body(sheet: Sheet, theme: Theme = PLAIN) -> Iterator[str]:
    """The report itself, for a page that has its style."""
    words = wording(sheet.draft.lang)
    sheet = sheet if theme.drawings else sheet.undrawn()
    figures = list(screen_figures(sheet)) if theme.drawings else []
    yield f'<article class="report" lang="{sheet.draft.lang}" dir="{sheet.direction}">\n'
    yield from _banner(theme, sheet.direction)
    yield f"<header>\n<h1>{_say(sheet.draft.title, sheet.direction)}</h1>\n<p class='facts'>"
    yield " · ".join(f"<span>{_say(fact, sheet.direction)}</span>" for fact in facts(sheet))
    yield "</p>\n"
    if sheet.report is not None and sheet.report.note:
        note = _say(sheet.report.note, sheet.direction)
        yield f"<p class='correction'>{words['correction']}: {note}</p>\n"
    yield "</header>\n"
    count = 0
    for number, part in enumerate(sheet.parts):
        yield f"<section>\n<h2>{_say(part.heading, sheet.direction)}</h2>\n"
        for line in part.lines:
            count += 1
            yield _line(line, count, sheet.direction, words)
        yield from (_figure(one, sheet.direction) for one in of_section(figures, number))
        yield "</section>\n"
    behind = of_section(figures, None)
    if behind:
        yield f"<section>\n<h2>{words['days_places']}</h2>\n"
        yield from (_figure(one, sheet.direction) for one in behind)
        yield "</section>\n"
    yield f'<section class="notes">\n<h2>{words["notes"]}</h2>\n<ol>\n'
    back = _first_lines(sheet)
    yield from (_note(note, back[note.number], words) for note in sheet.notes)
    yield f'</ol>\n</section>\n<section class="sources">\n<h2>{words["sources"]}</h2>\n<ol>\n'
    yield from (_source(source, sheet.draft.lang) for source in sheet.sources)
    yield "</ol>\n"
    if not sheet.sources:
        yield f"<p>{words['no_sources']}</p>\n"
    yield f"</section>\n<footer><p>{words['caution']}</p>\n"
    if sheet.report is not None:
        yield f"<p>{words['fingerprint']}: <code>{sheet.report.hash}</code> · "
        yield f"<bdi>{escape(sheet.report.engine)}</bdi></p>\n"
    yield "</footer>\n</article>\n"


_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")


@cache
def style() -> str:
    """The style sheets of a report."""
    sheets = files("marsad.publishing").joinpath("templates")
    names = ("tokens.css", "provenance.css", "figures.css", "report.css")
    return "".join(sheets.joinpath(name).read_text(encoding="utf-8") for name in names)


def _colours(theme: Theme) -> str:
    """The colours and letters of a theme, on the light page and on paper."""
    given = {key: theme.colours[key] for key in ("ink", "muted", "line") if key in theme.colours}
    if "accent" in theme.colours:
        given |= {"link": theme.colours["accent"], "accent": theme.colours["accent"]}
    told = "".join(f"--{key}: {value}; " for key, value in given.items())
    colours = f"@media (prefers-color-scheme: light), print {{ :root {{ {told}}} }}\n"
    texts = _letters("p, li, blockquote", theme.text)
    return (colours if told else "") + texts + _letters("h1, h2", theme.headings or theme.text)


def _letters(elements: str, font: str | None) -> str:
    if font is None:
        return ""
    return f'.report :is({elements}) {{ font-family: "{font}", var(--serif); }}\n'


def _banner(theme: Theme, direction: str) -> Iterator[str]:
    """Whose report it is."""
    if theme.logo is None and theme.name is None:
        return
    logo = ""
    if theme.logo is not None:
        logo = f'<img src="{theme.logo.address}" alt="{escape(one_line(theme.name or ""))}">'
    name = _say(theme.name, direction) if theme.name is not None else ""
    yield f'<div class="banner">{logo}<span>{name}</span></div>\n'


def _figure(figure: Figure, direction: str) -> str:
    """A drawing; what it shows is told to those who do not see it."""
    caption = _say(figure.caption, direction)
    return (
        f'<figure class="drawing {figure.kind}" role="group" '
        f'aria-label="{escape(one_line(figure.alt))}">\n{figure.svg}'
        f"<figcaption>{caption}</figcaption></figure>\n"
    )


def _line(line: Line, count: int, direction: str, words: dict[str, str]) -> str:
    kind = "judged" if line.judged else "counted" if line.counted else "told"
    notes = "".join(f'<a href="#note-{number}">{number}</a>' for number in line.notes)
    marks = f'<sup class="refs">{notes}</sup>' if notes else ""
    judged = f' <em class="mark">({words["judged"]})</em>' if line.judged else ""
    text = _say(line.text, direction)
    return f'<p id="line-{count}" class="{kind}">{text}{marks}{judged}</p>\n'


def _note(note: Note, line: int, words: dict[str, str]) -> str:
    one = note.passage
    side = direction_of(one.lang, one.text)
    lang = f' lang="{escape(one.lang)}"' if one.lang else ""
    voices = words["comma"].join(f"<bdi>{escape(one_line(v))}</bdi>" for v in one.chain if v)
    return (
        f'<li id="note-{note.number}" value="{note.number}"><a class="to" href="#source-'
        f'{note.source}">[{note.source}]</a> <blockquote{lang} dir="{side}">'
        f"{_say(one.text, side)}</blockquote> <small>{words['chain']}: {voices} · "
        f'<a href="#line-{line}">{words["back"]}</a></small></li>\n'
    )


def _source(source: Source, lang: str) -> str:
    words = wording(lang)
    one = source.passage
    told = [one.outlet or words["unknown_outlet"], one.title or words["untitled"]]
    told += [one.author] if one.author else []
    told.append(tell_published(one.published, lang))
    shown = words["comma"].join(f"<bdi>{escape(one_line(fact))}</bdi>" for fact in told)
    notes = words["comma"].join(f'<a href="#note-{at}">{at}</a>' for at in source.notes)
    where = f"{words['cited']} {notes}" if notes else words["drawn"]
    return (
        f'<li id="source-{source.number}" value="{source.number}">{shown}{_address(one.url)} '
        f"<small>({where})</small></li>\n"
    )


def _address(url: str | None) -> str:
    if url is None:
        return ""
    shown = f'<bdi dir="ltr">{escape(tell_address(url))}</bdi>'
    if not url.startswith(("https://", "http://")):
        return f" {shown}"
    return f' <a href="{escape(show_controls(url))}" rel="noreferrer nofollow">{shown}</a>'


def _first_lines(sheet: Sheet) -> dict[int, int]:
    """The first line that rests on each note."""
    lines = (line for part in sheet.parts for line in part.lines)
    found: dict[int, int] = {}
    for count, line in enumerate(lines, 1):
        for number in line.notes:
            found.setdefault(number, count)
    return found


def _say(text: str, direction: str) -> str:
    """A line in its direction; what is quoted, and days, keep their own."""
    line, pieces, read = one_line(text), [], 0
    spans = dict.fromkeys(span for span, _ in quotations(line))
    for start, end in spans:
        quoted = line[start + 1 : end - 1]
        side = direction_of(None, quoted)
        pieces.append(_outside(line[read : start + 1], direction))
        pieces.append(f'<bdi dir="{side}">{isolate(quoted, side)}</bdi>')
        read = end - 1
    return "".join((*pieces, _outside(line[read:], direction)))


def _outside(text: str, direction: str) -> str:
    parts = _DAY.split(text)  # every other one is a day
    return "".join(
        f'<bdi class="day" dir="ltr">{part}</bdi>' if at % 2 else isolate(part, direction)
        for at, part in enumerate(parts)
    )
