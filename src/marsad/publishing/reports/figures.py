"""The drawings of a report, for the screen and for paper, each with what it shows in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from marsad.model import Point, Precision
from marsad.publishing.atlas import atlas_for
from marsad.publishing.map import PAPERS, Scene, Site, arrange, draw_map
from marsad.publishing.provenance import figure_of, paper_figure
from marsad.publishing.provenancesheet import Sheet as Graph
from marsad.publishing.provenancewide import PAPER as ROOM
from marsad.publishing.reports.drawn import sheet_of
from marsad.publishing.reports.markdown import wording
from marsad.publishing.reports.nouns import Diagram
from marsad.publishing.reports.sheet import Sheet
from marsad.publishing.reports.strip import PAPER, SCREEN, dated_sources, draw_strip
from marsad.publishing.visible import one_line, shorten
from marsad.publishing.words import words_for

_GLOSS = 200  # letters of a proposition under its graph
_NUMBERS = 4  # of the sources of a place that are told on the map
_MARKS = re.compile('text-anchor="(start|end)"')


class Figure(NamedTuple):
    """A drawing as SVG; ``section`` is where it stands, ``None`` behind all sections.

    ``alt`` tells those who do not see it what it shows.
    """

    section: int | None
    kind: str
    svg: str
    caption: str
    alt: str


def screen_figures(sheet: Sheet) -> Iterator[Figure]:
    """Drawings for a page with its style sheets; each in a wide and a narrow form."""
    for diagram in sheet.drawn.diagrams:
        yield _graph(sheet, diagram, figure_of(_sheet(sheet, diagram), ROOM))
    words = words_for(sheet.draft.lang)
    yield from _strip(sheet, "".join(draw_strip(dated_sources(sheet), words, SCREEN)))
    scene = _scene(sheet)
    if scene is not None:
        yield _map(sheet, "".join(draw_map(scene, atlas_for(sheet.draft.lang), words)))


def paper_figures(sheet: Sheet) -> Iterator[Figure]:
    """Drawings as files of their own, with their colours, for what prints them."""
    for diagram in sheet.drawn.diagrams:
        drawn = paper_figure(_sheet(sheet, diagram))
        yield _printed(_graph(sheet, diagram, drawn))
    words = words_for(sheet.draft.lang)
    strips = "".join(draw_strip(dated_sources(sheet), words, (PAPER,)))
    yield from map(_printed, _strip(sheet, strips))
    scene = _scene(sheet)
    if scene is not None:
        drawn = "".join(draw_map(scene, atlas_for(sheet.draft.lang), words, PAPERS[:1]))
        yield _printed(_map(sheet, drawn))


def _sheet(sheet: Sheet, diagram: Diagram) -> Graph:
    """A graph to be drawn; the first of a report tells what its boxes and lines mean."""
    first = diagram == sheet.drawn.diagrams[0]
    return sheet_of(diagram, sheet.numbers, sheet.draft.lang, legend=first)


def _graph(sheet: Sheet, diagram: Diagram, svg: str) -> Figure:
    words = wording(sheet.draft.lang)
    caption = words["graph"].format(shorten(one_line(diagram.gloss), _GLOSS))
    names = {one.id: one.name for one in diagram.boxes}
    ways = (
        words["rests"].format(one_line(names[way.start]), one_line(names[way.end]))
        for way in diagram.ways
        if way.start in names and way.end in names
    )
    return Figure(diagram.section, "graph", svg, caption, f"{caption} {'; '.join(ways)}.")


def _strip(sheet: Sheet, svg: str) -> Iterator[Figure]:
    if svg:
        words = wording(sheet.draft.lang)
        days = "; ".join(f"{one.number}: {one.hint}" for one in dated_sources(sheet))
        yield Figure(None, "strip", svg, words["strip"], f"{words['strip']} {days}.")


def _map(sheet: Sheet, svg: str) -> Figure:
    words = wording(sheet.draft.lang)
    places = words["comma"].join(one_line(spot.name) for spot in sheet.drawn.spots)
    return Figure(None, "map", svg, words["map"], f"{words['map']} {places}.")


def _scene(sheet: Sheet) -> Scene | None:
    """The places of the passages, with the numbers of their sources."""
    comma = wording(sheet.draft.lang)["comma"]
    sites = []
    for spot in sheet.drawn.spots:
        numbers = sorted(sheet.numbers[one] for one in spot.documents if one in sheet.numbers)
        if not numbers:
            continue
        told = comma.join(map(str, numbers[:_NUMBERS])) + ("…" if len(numbers) > _NUMBERS else "")
        label = f"{spot.name} ({told})"
        point, how = Point(spot.lat, spot.lon), Precision(spot.precision)
        sites.append(Site(point, label, label, f"#source-{numbers[0]}", len(numbers), how))
    return arrange(sites)


def _printed(figure: Figure) -> Figure:
    """A drawing with its colours in it, which what prints it can read.

    It counts anchors of letters from the left in every direction, and knows no variables.
    """
    svg = figure.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    if 'direction="rtl"' in svg:
        svg = _MARKS.sub(lambda hit: f'text-anchor="{_TURNED[hit[1]]}"', svg)
    start = svg.index(">") + 1
    return figure._replace(svg=f"{svg[:start]}<style>{_paper_style()}</style>{svg[start:]}")


_TURNED = {"start": "end", "end": "start"}


@cache
def _paper_style() -> str:
    source = files("marsad.publishing").joinpath("templates/paper.css")
    return source.read_text(encoding="utf-8")


def of_section(figures: Iterable[Figure], section: int | None) -> list[Figure]:
    """Those that stand in a section, or behind all of them."""
    return [one for one in figures if one.section == section]
