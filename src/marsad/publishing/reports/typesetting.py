"""A report as the data that its template for paper takes: words, numbers, and nothing to be run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from marsad.publishing.reports.directions import isolate, lay, lay_part
from marsad.publishing.reports.figures import Figure, of_section, paper_figures
from marsad.publishing.reports.markdown import facts, is_web, tell_address, tell_published, wording
from marsad.publishing.reports.sheet import Line, Note, Sheet, Source
from marsad.publishing.reports.theme import COLOURS, Theme
from marsad.publishing.visible import one_line, show_controls

# Of Amiri the Arabic letters, then the Latin ones, then what Typst itself brings.
AMIRI, AMIRI_LATIN = "Amiri", "Amiri Latin"
FAMILIES = (AMIRI, AMIRI_LATIN, "Libertinus Serif", "DejaVu Sans Mono")


def typeset(sheet: Sheet, theme: Theme) -> dict[str, Any]:
    """All that stands on paper. Lines are laid: parts of the other direction are isolated."""
    draft, words = sheet.draft, wording(sheet.draft.lang)
    side = sheet.direction
    sheet = sheet if theme.drawings else sheet.undrawn()
    figures = list(paper_figures(sheet)) if theme.drawings else []
    correction = sheet.report.note if sheet.report is not None else None
    return {
        "lang": draft.lang,
        "dir": side,
        "words": words,
        "colours": {key: theme.colour(key) for key in COLOURS},
        "fonts": {
            "text": [*filter(None, (theme.text,)), *FAMILIES],
            "headings": [*filter(None, (theme.headings or theme.text,)), *FAMILIES],
        },
        "name": None if theme.name is None else lay(theme.name, side),
        "logo": _logo(theme, words),
        "title": one_line(draft.title),
        "author": one_line(draft.author),
        "shown": lay(draft.title, side),
        "running": lay(draft.title[:90], side),
        "facts": [lay(fact, side) for fact in facts(sheet)],
        "correction": correction and f"{words['correction']}: {lay(correction, side)}",
        "sections": list(_sections(sheet, figures)),
        "figures": [_figure(one, side) for one in of_section(figures, None)],
        "notes": dict(_notes(sheet, words)),
        "sources": [_source(one, draft.lang, words) for one in sheet.sources],
        "missing": None,
        "hash": sheet.report.hash if sheet.report is not None else None,
        "engine": sheet.report.engine if sheet.report is not None else None,
    }


def _sections(sheet: Sheet, figures: Iterable[Figure]) -> Iterator[dict[str, Any]]:
    """Headings with their lines; of each note is told where it is cited first."""
    side = sheet.direction
    cited: set[int] = set()
    for number, part in enumerate(sheet.parts):
        lines = []
        for line in part.lines:
            lines.append(_line(line, cited, side))
            cited |= set(line.notes)
        drawn = [_figure(one, side) for one in of_section(figures, number)]
        yield {"heading": lay(part.heading, side), "lines": lines, "drawings": drawn}


def _figure(figure: Figure, side: str) -> dict[str, str]:
    return {"svg": figure.svg, "caption": lay(figure.caption, side), "alt": one_line(figure.alt)}


def _logo(theme: Theme, words: dict[str, str]) -> dict[str, Any] | None:
    if theme.logo is None:
        return None
    alt = one_line(theme.name or words["logo"])
    return {"kind": theme.logo.kind, "data": list(theme.logo.data), "alt": alt}


def _line(line: Line, cited: set[int], side: str) -> dict[str, Any]:
    kind = "judged" if line.judged else "counted" if line.counted else "told"
    notes = [{"note": one, "first": one not in cited} for one in line.notes]
    return {"kind": kind, "text": lay(line.text, side), "notes": notes}


def _notes(sheet: Sheet, words: dict[str, str]) -> Iterable[tuple[str, dict[str, Any]]]:
    for note in sheet.notes:
        yield str(note.number), _note(note, words)


def _note(note: Note, words: dict[str, str]) -> dict[str, Any]:
    one = note.passage
    voices = words["comma"].join(lay_part(voice) for voice in one.chain if voice)
    return {
        "text": words["quoted"].format(lay_part(one.text, one.lang)),
        "chain": f"{words['chain']}: {voices}" if voices else "",
        "source": note.source,
    }


def _source(source: Source, lang: str, words: dict[str, str]) -> dict[str, Any]:
    one = source.passage
    told = [one.outlet or words["unknown_outlet"], one.title or words["untitled"]]
    told += [one.author] if one.author else []
    named, day = words["comma"].join(map(lay_part, told)), tell_published(one.published, lang)
    url = one.url
    return {
        "number": source.number,
        "text": f"{named}{words['comma']}{day}",
        "named": named,
        "day": day,
        "url": None if url is None else isolate(tell_address(url), "ltr"),
        "web": is_web(url),
        "target": show_controls(url) if url is not None and is_web(url) else None,
        "notes": list(source.notes),
    }
