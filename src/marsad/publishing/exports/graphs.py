"""Who has a proposition from whom: GEXF for programs of networks, Mermaid for pages of Markdown."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from marsad.entities.lists import load_lists
from marsad.model import Kind
from marsad.publishing.exports.clean import tidy, writable
from marsad.publishing.exports.entries import PropositionEntry, Telling
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.extras import need
from marsad.publishing.exports.propositions import proposition_entries
from marsad.publishing.provenance import Picture, provenance_mermaid
from marsad.publishing.views import picture_of
from marsad.version import __version__

MOST_GRAPHED = 2_000  # propositions of one graph, which is held as a whole: some 200 MB
MOST_DRAWN = 50  # of one page


_UNKNOWN = Kind.UNKNOWN.value
_UNNAMED = frozenset({Kind.ANONYMOUS.value, _UNKNOWN})
_PERSONAL = frozenset({Kind.PERSON.value, Kind.OFFICE.value})


class Drawn(NamedTuple):
    """A proposition and who has it from whom."""

    entry: PropositionEntry
    picture: Picture


def write_gexf(export: Export) -> Iterator[bytes]:
    """One dynamic graph of all propositions: a report or a voice is one node in it.

    Raises:
        MissingExtra: networkx is not installed.
    """
    networkx = need("networkx", "gexf")
    graph = networkx.MultiDiGraph(mode="dynamic", name="Marsad: who has it from whom")
    for drawn in _pictures(export, MOST_GRAPHED):
        _add(graph, drawn)
    writer = networkx.readwrite.gexf.GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(graph)
    meta = writer.xml.find("meta")
    meta.attrib.pop("lastmodifieddate")  # a file made tomorrow is the same
    meta.find("creator").text = f"marsad {__version__}"
    out = io.BytesIO()
    writer.write(out)
    yield out.getvalue()


def write_mermaid(export: Export) -> Iterator[bytes]:
    """A page of Markdown with a flowchart for each proposition."""
    for drawn in _pictures(export, MOST_DRAWN):
        title = tidy(drawn.picture.title).replace("`", "'").lstrip("#")
        chart = provenance_mermaid(drawn.picture, export.lang)
        told = f"`{drawn.entry.proposition}` · {drawn.entry.standing}"
        page = f"## {_plain(title)}\n\n{told}\n\n```mermaid\n{chart}```\n\n"
        yield page.encode("utf-8", "replace")
    yield f"marsad {__version__}\n".encode()


def _plain(title: str) -> str:
    """A heading in which nothing is markup."""
    return "".join(f"\\{sign}" if sign in "\\*_[]<>|~!" else sign for sign in title)


def _pictures(export: Export, most: int) -> Iterator[Drawn]:
    """The graphs of propositions; none that names a suppressed person."""
    limit = most if export.selection.most is None else min(most, export.selection.most)
    drawn = _every(export)
    yield from islice(drawn, limit)
    if limit == most and next(drawn, None) is not None:
        export.note(f"the first {most:,} propositions; --since and --query ask for others")


def _every(export: Export) -> Iterator[Drawn]:
    for entry in proposition_entries(export):
        picture = picture_of(export.observatory, entry.proposition)
        labels = [node.label for node in picture.graph.nodes]
        called = [(node.id.removeprefix("voice:"), node.label) for node in picture.graph.nodes]
        if not export.hidden.hides(called, (picture.title, *labels)):
            yield Drawn(entry, picture)


def _add(graph: Any, drawn: Drawn) -> None:
    """The nodes and edges of a proposition; ``start`` is the day from which one is there."""
    tellings = {one.statement: one for one in drawn.entry.tellings}
    urls = {one.document: one.url for one in drawn.entry.tellings}
    for node in drawn.picture.graph.nodes:
        url = urls.get(node.id.removeprefix("document:"))
        told = {"outlet": node.outlet, "start": node.day, "url": url}
        known = {key: writable(value) for key, value in told.items() if value}
        id = _node(node.id, drawn)
        graph.add_node(id, label=writable(node.label), kind=node.kind, **known)
    for edge in drawn.picture.graph.edges:
        there = [tellings[id] for id in edge.statements if id in tellings]
        days = {"start": edge.day} if edge.day else {}
        graph.add_edge(
            *(_node(edge.source, drawn), _node(edge.target, drawn)),
            id=str(graph.number_of_edges()),
            **_about(drawn.entry, there),
            hedged=edge.hedged,
            copy=edge.copy,
            **days,
        )


def _node(id: str, drawn: Drawn) -> str:
    """The id of a node: one for all propositions, but not of somebody whom no list has.

    Unnamed sources cannot be told apart, and persons of one name need not be one person.
    """
    kind = next((node.kind for node in drawn.picture.graph.nodes if node.id == id), _UNKNOWN)
    lists, name = drawn.picture.lists or load_lists(), id.removeprefix("voice:")
    known = name in lists.entities or "." in name
    if kind in _UNNAMED or (kind in _PERSONAL and not known):
        return writable(f"{id}@{drawn.entry.proposition}")
    return writable(id)


def _about(entry: PropositionEntry, there: Sequence[Telling]) -> dict[str, str]:
    """What an edge tells: the proposition, and its statements with their places."""
    return {
        "proposition": entry.proposition,
        "gloss": writable(tidy(entry.gloss)),
        "standing": entry.standing,
        "statements": " ".join(one.statement for one in there),
        "passages": " ".join(f"{writable(one.document)}:{one.start}-{one.end}" for one in there),
        "stances": " ".join(one.stance for one in there),
        "statuses": " ".join(one.status for one in there),
    }
