"""The nouns of reports: frozen values, kept as JSON, whose numbers and hashes never change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from marsad.model import Span, Stance


class Basis(StrEnum):
    """What a sentence rests on.

    ``told``: on passages, which hold its names, numbers and polarity; ``counted``: on how a
    proposition stands, told by the program; ``judged``: on the analyst, and is marked so.
    """

    TOLD = "told"
    COUNTED = "counted"
    JUDGED = "judged"


class Since(NamedTuple):
    """An edition of an earlier report, and what changed since (``marsad…reports.since``)."""

    report: int
    version: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with what it rests on: ids of statements, or of a proposition where counted.

    ``since`` tells that what is counted is a change, and since when.
    """

    text: str
    basis: Basis
    statements: tuple[str, ...] = ()
    proposition: str | None = None
    since: Since | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its sentences; ``kind`` is why a draft has it, ``None`` where it has not."""

    heading: str
    sentences: tuple[Sentence, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report that is being written. ``day`` is its ISO day, ``lang`` its language."""

    title: str
    author: str
    lang: str
    day: str
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in their order."""
        return tuple(one for section in self.sections for one in section.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A copy of the words that a sentence rests on, and where they stood.

    ``text`` is ``document.text[span.start:span.end]``, ``hash`` the BLAKE2b-256 of it in UTF-8,
    ``source_hash`` that of the bytes that the document was read from. ``chain`` are the voices from
    the publisher to the source, ``content`` the words that are attributed to them.
    """

    statement: str
    claim: str | None
    document: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    lang: str | None
    span: Span
    text: str
    hash: str
    source_hash: str | None
    chain: tuple[str | None, ...]
    stance: Stance
    content: str


class DrawnBox(NamedTuple):
    """A box of a graph: a voice, or a document, whose ``id`` is ``document:`` and its own."""

    id: str
    name: str
    facts: tuple[str, ...]
    signs: tuple[str, ...]
    style: str
    document: bool
    last: bool


class DrawnWay(NamedTuple):
    """A line of a graph: the box ``start`` rests on ``end``, since the ISO ``day``."""

    start: str
    end: str
    day: str | None
    hedged: bool
    copy: bool
    closing: bool


class Diagram(NamedTuple):
    """The graph of a proposition on which a section rests; ``section`` counts from 0."""

    section: int
    proposition: str
    gloss: str
    boxes: tuple[DrawnBox, ...]
    ways: tuple[DrawnWay, ...]


class Spot(NamedTuple):
    """A place that passages name, in degrees (WGS 84); ``precision`` is that of the gazetteer."""

    entity: str
    name: str
    lat: float
    lon: float
    precision: str
    documents: tuple[str, ...]


class Work(NamedTuple):
    """A document that stands in a drawing, as the list of sources names it."""

    document: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    lang: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the drawings of a report show; ``works`` are all documents of its graphs."""

    diagrams: tuple[Diagram, ...] = ()
    spots: tuple[Spot, ...] = ()
    works: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A published report: what was drafted, the passages as they were, and what made it.

    ``version`` counts from 1; a correction is the next one of the same ``number``. ``published`` is
    the time in UTC, ``note`` says why there is another version. ``hash`` is that of all the rest.
    ``drawn`` are its drawings, ``seen`` is the number of the last document of the archive then;
    both are ``None`` of editions from before they were kept.
    """

    number: int
    version: int
    published: str
    person: str
    draft: Draft
    passages: tuple[Passage, ...]
    engine: str
    hash: str
    note: str | None = None
    drawn: Drawn | None = None
    seen: int | None = None


class Fault(NamedTuple):
    """Why a sentence cannot be published; ``sentence`` counts from 1 through the whole report.

    ``code`` is stable: actor, place, number, day, polarity, quotation, content, evidence, counted,
    empty. ``detail`` names what the passages do not hold.
    """

    sentence: int
    code: str
    detail: str
