"""The provenance graph of a proposition: as text for Mermaid, and as a drawing without script.

Reports stand where reading begins, the voices that they cite behind them, and the origins at the
end: from left to right, or from right to left in a language that is written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.nouns import Circle, Edge, Graph, Node, Origin
from marsad.publishing.drawing import frame, number
from marsad.publishing.naming import Names
from marsad.publishing.provenancenarrow import NARROW, Narrow
from marsad.publishing.provenancesheet import Arrow, Mark, Piece, Sheet
from marsad.publishing.provenancewide import PAPER, WINDOW, Room, Wide
from marsad.publishing.visible import one_line
from marsad.publishing.words import Words, words_for

_DOCUMENT = "document"  # a report of the archive; a voice may be a document too
_VOICE = "voice:"
_TURNED = {"ltr": "LR", "rtl": "RL"}
_SWITCH = 720  # pixels of a window below which the narrow drawing is shown
_LARGEST = 1.25  # how much wider than its own size the drawing grows
_LABEL = 120  # letters of a name in Mermaid; longer ones are cut
# What Mermaid takes for markup inside a label, and what would end the label.
_MARKUP = re.compile(r"[#&<>\"'`{}\[\]()|;%\\*_~]|--")
_UNWRITABLE = re.compile("[\ufffe\uffff]")  # may not stand in XML


class Picture(NamedTuple):
    """What is drawn: the graph, the origins that its nodes point to, and the circles in it.

    ``names`` are what nodes are called, by their id, where it is not their label in the language;
    ``written`` tells how documents write a voice: their language, its canonical name, their words;
    ``links`` are the addresses of the pages that tell of nodes.
    ``lists`` are those that count where there are others than those of the package.
    """

    graph: Graph
    origins: tuple[Origin, ...] = ()
    circles: tuple[Circle, ...] = ()
    title: str = ""
    names: tuple[tuple[str, str], ...] = ()
    written: tuple[tuple[str, str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    lists: Lists | None = None


def provenance_svg(picture: Picture, lang: str | None = None) -> str:
    """The drawing as one SVG file, for wide and for narrow windows; it loads nothing."""
    return _file(_sheet(picture._replace(links=()), words_for(lang)))


def provenance_figure(picture: Picture, lang: str | None = None) -> str:
    """The drawing as a part of a page, which has its words and ``provenance.css``.

    Boxes lead to the ``links`` of the picture. The title stands in the page already.
    """
    return figure_of(_sheet(picture._replace(title=""), words_for(lang)))


def figure_of(sheet: Sheet, room: Room = WINDOW) -> str:
    """A drawing that is laid out already, for wide and for narrow windows."""
    wide, wide_width = Wide(sheet, room).draw()
    narrow = Narrow(sheet).draw()
    return "".join(
        frame(width, piece.height, f"pv {style}", sheet.words.direction, [piece.svg])
        for style, width, piece in (("pv-wide", wide_width, wide), ("pv-narrow", NARROW, narrow))
    )


def paper_figure(sheet: Sheet) -> str:
    """The drawing for a page of paper: the wide one, with less room."""
    piece, wide = Wide(sheet, PAPER).draw()
    return frame(wide, piece.height, "pv", sheet.words.direction, [piece.svg])


def provenance_sheet(picture: Picture, lang: str | None = None) -> Sheet:
    """What is drawn of a graph, in the words of a language, to be kept and drawn later."""
    return _sheet(picture, words_for(lang))


def provenance_data(picture: Picture, lang: str | None = None) -> dict[str, Any]:
    """The graph for a script that draws it: plain values, in the words of the language."""
    words = words_for(lang)
    return {
        "direction": words.direction,
        "words": {"provenance": words.word["provenance"], "rests_on": words.word["rests_on"]},
        "nodes": [
            {
                "id": mark.id,
                "name": mark.name,
                "facts": " · ".join((*mark.facts, *mark.signs)),
                "style": mark.style,
                "href": mark.address,
            }
            for mark in _marks(picture, words)
        ],
        "edges": [
            {
                "source": arrow.start,
                "target": arrow.end,
                "day": arrow.day,
                "hedged": arrow.hedged,
                "copy": arrow.copy,
                "closing": arrow.closing,
            }
            for arrow in _arrows(picture)
        ],
    }


def _sheet(picture: Picture, words: Words) -> Sheet:
    return Sheet(
        marks=tuple(_marks(picture, words)),
        arrows=tuple(_arrows(picture)),
        title=_shown(picture.title),
        words=words,
    )


def provenance_mermaid(picture: Picture, lang: str | None = None) -> str:
    """The graph as a flowchart of Mermaid."""
    words = words_for(lang)
    marks = list(_marks(picture, words))
    number = {mark.id: f"n{at}" for at, mark in enumerate(marks)}
    lines = [f"flowchart {_TURNED[words.direction]}"]
    for mark in marks:
        facts = " · ".join(fact for fact in (*mark.facts, *mark.signs) if fact)
        told = _plain(mark.name) + (f"<br/>{_plain(facts)}" if facts else "")
        left, right = ("[", "]") if mark.style == _DOCUMENT else ("([", "])")
        lines.append(f'  {number[mark.id]}{left}"{told}"{right}:::{mark.style}')
    arrows = list(_arrows(picture))
    lines += (f"  {line}" for line in _lines(arrows, number, words))
    closing = [str(at) for at, arrow in enumerate(arrows) if arrow.closing]
    if closing:
        lines.append(f"  linkStyle {','.join(closing)} stroke:#b3202c,stroke-width:3px")
    lines += (
        "  classDef document fill:#eef2f5,stroke:#44525e,color:#16202a",
        "  classDef voice fill:#ffffff,stroke:#7d8790,color:#16202a",
        "  classDef origin fill:#e6f0ea,stroke:#1d6a48,color:#16202a",
        "  classDef party fill:#fbf0d9,stroke:#8f5d00,color:#16202a,stroke-width:3px",
    )
    return "\n".join(lines) + "\n"


def _file(sheet: Sheet) -> str:
    """Both drawings; the style sheet shows the one that fits."""
    wide, wide_width = Wide(sheet).draw()
    narrow = Narrow(sheet).draw()
    title = escape(sheet.title or sheet.words.word["provenance"])
    height = number(wide.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pv" role="img" lang="{sheet.words.lang}" '
        f'direction="{sheet.words.direction}" width="{number(wide_width)}" height="{height}">\n'
        f"<title>{title}</title>\n<style>{_style(wide, wide_width, narrow)}</style>\n"
        f'<svg class="pv-wide" viewBox="0 0 {number(wide_width)} {height}" '
        f'preserveAspectRatio="xMidYMin meet">{wide.svg}</svg>\n'
        f'<svg class="pv-narrow" viewBox="0 0 {number(NARROW)} {number(narrow.height)}" '
        f'preserveAspectRatio="xMidYMin meet">{narrow.svg}</svg>\n</svg>\n'
    )


def _style(wide: Piece, width: float, narrow: Piece) -> str:
    """The style sheet; heights follow the width of the window, as a file has no column."""
    tall, long = 100 * wide.height / width, 100 * narrow.height / NARROW
    return (
        f"{_css()}.pv{{width:100%;max-width:{number(width * _LARGEST)}px;"
        f"height:min({number(wide.height * _LARGEST)}px,{tall:.2f}vw)}}"
        f"@media(max-width:{_SWITCH}px){{.pv{{height:{long:.2f}vw}}"
        ".pv-wide{display:none}.pv-narrow{display:inline}}"
    )


@cache
def _css() -> str:
    source = files("marsad.publishing").joinpath("templates/provenance.css")
    return source.read_text(encoding="utf-8")


def _lines(arrows: Iterable[Arrow], number: dict[str, str], words: Words) -> Iterator[str]:
    for arrow in arrows:
        signs = [
            *((arrow.day,) if arrow.day else ()),
            *((words.word["hedged"],) if arrow.hedged else ()),
            *((words.word["copied"],) if arrow.copy else ()),
            *((words.word["closes"],) if arrow.closing else ()),
        ]
        line = "==>" if arrow.copy else "-.->" if arrow.hedged else "-->"
        told = f'|"{_plain(" · ".join(signs))}"|' if signs else ""
        yield f"{number[arrow.start]} {line}{told} {number[arrow.end]}"


def _marks(picture: Picture, words: Words) -> Iterator[Mark]:
    names, called = dict(picture.names), Names(words, _written(picture, words.lang), picture.lists)
    links = dict(picture.links)
    cited = {edge.source for edge in picture.graph.edges if not edge.copy}
    for node in _nodes(picture.graph):
        origin = _origin(node, picture.origins)
        last = origin is not None and node.id not in cited
        stated = last and origin is not None and origin.self_stated
        document = node.kind == _DOCUMENT and not node.id.startswith(_VOICE)
        unnamed = last and origin is not None and not origin.named
        style = "party" if stated else "origin" if last else _DOCUMENT if document else "voice"
        signs = [words.word["self_stated"]] if stated else []
        facts = () if document and not unnamed else (words.table["kind"].get(node.kind, node.kind),)
        yield Mark(
            id=node.id,
            name=_shown(names.get(node.id) or called.of(node.label) or "") or words.word["unnamed"],
            facts=(*facts, *((node.day,) if node.day else ())),
            signs=tuple(signs),
            style=style,
            document=document,
            last=last,
            address=links.get(node.id),
        )


def _written(picture: Picture, lang: str) -> dict[str, str]:
    """How documents of a language write voices; of two ways, the first."""
    return {name: own for of, name, own in reversed(picture.written) if of == lang}


def _origin(node: Node, origins: Sequence[Origin]) -> Origin | None:
    if node.origin is None or not 0 <= node.origin < len(origins):
        return None
    return origins[node.origin]


def _nodes(graph: Graph) -> Iterator[Node]:
    """Each node once; one that only an edge names stands with its id."""
    known = {node.id: node for node in reversed(graph.nodes)}
    yield from (node for node in dict.fromkeys(known[node.id] for node in graph.nodes))
    there = dict.fromkeys(end for edge in graph.edges for end in (edge.source, edge.target))
    yield from (Node(id, id, "unknown") for id in there if id not in known)


def _arrows(picture: Picture) -> Iterator[Arrow]:
    closing = set(_closing(picture))
    for edge in picture.graph.edges:
        if edge.source != edge.target:
            yield Arrow(
                start=edge.source,
                end=edge.target,
                day=edge.day,
                hedged=edge.hedged,
                copy=edge.copy,
                closing=edge in closing,
            )


def _closing(picture: Picture) -> Iterator[Edge]:
    """The citations on the day on which a circle closed; all of its ring where no day is known."""
    outlets = {node.id for node in picture.graph.nodes if node.outlet is not None}
    for circle in picture.circles:
        ring = set(circle.statements)
        there = [
            edge
            for edge in picture.graph.edges
            if not edge.copy and edge.target in outlets and ring & set(edge.statements)
        ]
        last = [edge for edge in there if edge.day == circle.closed]
        yield from last or there


def _shown(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", one_line(text))


def _plain(text: str) -> str:
    """Text inside a label: what Mermaid would read as markup is given by its number."""
    cut = text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"
    return _MARKUP.sub(lambda hit: "".join(f"#{ord(char)};" for char in hit[0]), cut)
