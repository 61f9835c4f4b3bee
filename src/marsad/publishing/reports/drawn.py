"""What a report draws, gathered when it is published: graphs, places, and the documents in them.

Kept with the report, so that its drawings never change. The days are those of its passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import documents, statements
from marsad.linking.stored.store import chunks
from marsad.publishing.naming import Names
from marsad.publishing.phrases import tell_iso
from marsad.publishing.provenance import provenance_sheet
from marsad.publishing.provenancesheet import Arrow, Mark, Sheet
from marsad.publishing.reports.evidence import Evidence
from marsad.publishing.reports.holding import within
from marsad.publishing.reports.nouns import (
    Diagram,
    Draft,
    Drawn,
    DrawnBox,
    DrawnWay,
    Section,
    Spot,
    Work,
)
from marsad.publishing.views import picture_of
from marsad.publishing.words import words_for

# A section draws so many graphs, those of most reports; a larger graph is no drawing for a page.
_GRAPHS, _BOXES = 2, 14
_DOCUMENT = "document:"  # how a graph calls a document


class _Found(NamedTuple):
    """A graph of a section, with what it is chosen by."""

    circles: int
    documents: int
    diagram: Diagram


def gather_drawn(observatory: Observatory, draft: Draft, evidence: Iterable[Evidence]) -> Drawn:
    """What can be drawn of a report as the archive is now."""
    diagrams = tuple(_diagrams(observatory, draft))
    ids = dict.fromkeys(id for one in diagrams for id in documents_in(one))
    with observatory.reading() as connection:
        works = tuple(_works(connection, list(ids)))
    return Drawn(diagrams=diagrams, spots=tuple(_spots(evidence, draft.lang)), works=works)


def documents_in(diagram: Diagram) -> Iterator[str]:
    """The documents that a graph shows, by their ids."""
    for box in diagram.boxes:
        if box.document and box.id.startswith(_DOCUMENT):
            yield box.id.removeprefix(_DOCUMENT)


def sheet_of(diagram: Diagram, numbers: dict[str, int], lang: str, *, legend: bool = True) -> Sheet:
    """A graph to be drawn, its documents under their numbers in the list of sources.

    Its lines have no days: the boxes where they begin tell them.
    """
    marks = tuple(
        _numbered(_told(box, lang), numbers.get(box.id.removeprefix(_DOCUMENT)))
        for box in diagram.boxes
    )
    ways = tuple(Arrow(*way._replace(day=None)) for way in diagram.ways)
    return Sheet(marks=marks, arrows=ways, title="", words=words_for(lang), legend=legend)


def _told(box: DrawnBox, lang: str) -> Mark:
    """A box as a reader sees it: its days told, as they are kept in their ISO form."""
    words = words_for(lang)
    return Mark(*box._replace(facts=tuple(tell_iso(words, fact) for fact in box.facts)))


def _numbered(mark: Mark, number: int | None) -> Mark:
    if number is None or not mark.document:
        return mark
    return mark._replace(name=f"{number}. {mark.name}", address=f"#source-{number}")


def _diagrams(observatory: Observatory, draft: Draft) -> Iterator[Diagram]:
    seen: set[str] = set()
    counted = [{one.proposition for one in section.sentences} for section in draft.sections]
    for number, section in enumerate(draft.sections):
        elsewhere = set().union(*counted) - counted[number]  # drawn where they are counted
        with observatory.reading() as connection:
            ids = [id for id in _propositions(connection, section) if id not in seen | elsewhere]
        seen |= set(ids)
        found = [one for id in ids for one in _graph(observatory, id, draft.lang, number)]
        found.sort(key=lambda one: (-one.circles, -one.documents))
        yield from (one.diagram for one in found[:_GRAPHS])


def _propositions(connection: Connection, section: Section) -> list[str]:
    """What a section rests on: propositions that are counted, and those of its statements."""
    cited = {id for one in section.sentences for id in one.statements}
    of: dict[str, str] = {}
    for some in chunks(sorted(cited)):
        chosen = select(statements.c.id, statements.c.proposition)
        rows = connection.execute(chosen.where(statements.c.id.in_(some)))
        of |= {row.id: row.proposition for row in rows if row.proposition}
    found = (
        id
        for one in section.sentences
        for id in (one.proposition, *(of.get(s) for s in one.statements))
    )
    return list(dict.fromkeys(id for id in found if id is not None))


def _graph(observatory: Observatory, id: str, lang: str, section: int) -> Iterator[_Found]:
    """The graph of a proposition, where it tells more than that one outlet has one source."""
    try:
        picture = picture_of(observatory, id)
    except LookupError:
        return
    if len(picture.graph.nodes) > _BOXES:
        return
    sheet = provenance_sheet(picture, lang)
    many = sum(mark.document for mark in sheet.marks)
    if many < 2:
        return
    boxes = tuple(DrawnBox(*mark[:-1]) for mark in sheet.marks)
    ways = tuple(DrawnWay(*arrow) for arrow in sheet.arrows)
    yield _Found(
        len(picture.circles),
        many,
        Diagram(section, id, " ".join(picture.title.split()), boxes, ways),
    )


def _spots(evidence: Iterable[Evidence], lang: str) -> Iterator[Spot]:
    """The places that passages name, each once, where the gazetteer has a point for them."""
    names = Names(words_for(lang))
    found: dict[str, Spot] = {}
    for one in evidence:
        for place in within(one.analysis, one.passage.span).places:
            if place.point is None or place.entity is None:
                continue
            told = found.get(place.entity) or Spot(
                place.entity,
                names.place(place.name, place.entity),
                place.point.lat,
                place.point.lon,
                place.precision.value,
                (),
            )
            cited = dict.fromkeys((*told.documents, one.passage.document))
            found[place.entity] = told._replace(documents=tuple(cited))
    yield from found.values()


def _works(connection: Connection, ids: list[str]) -> Iterator[Work]:
    columns = [documents.c[name] for name in Work._fields if name != "document"]
    rows = {}
    for some in chunks(ids):
        chosen = select(documents.c.id.label("document"), *columns)
        for row in connection.execute(chosen.where(documents.c.id.in_(some))):
            rows[row.document] = Work(**row._mapping)
    yield from (rows[id] for id in ids if id in rows)
