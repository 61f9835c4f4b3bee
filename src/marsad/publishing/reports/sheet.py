"""A report as its readers see it: sentences with the numbers of their notes, and the sources.

All forms of a report (HTML, Markdown, PDF, …) are made from this one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from marsad.publishing.reports.evidence import documents_of
from marsad.publishing.reports.nouns import Basis, Draft, Drawn, Passage, Report, Work
from marsad.publishing.words import words_for

_NOTHING = Drawn()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the numbers of its passages; ``judged`` marks the analyst's."""

    text: str
    notes: tuple[int, ...]
    judged: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A passage under its number, and the number of its source in the list of sources."""

    number: int
    source: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Source:
    """A document under its number, with the notes that cite it; none where it is drawn alone."""

    number: int
    passage: Passage | Work
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report or a draft; ``report`` is ``None`` of a draft. The list of sources is complete."""

    draft: Draft
    report: Report | None
    number: int | None
    direction: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    drawn: Drawn

    def undrawn(self) -> Sheet:
        """The same without drawings, and without the sources that only these show."""
        return replace(
            self, drawn=_NOTHING, sources=tuple(one for one in self.sources if one.notes)
        )

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of sources by the ids of their documents."""
        return {one.passage.document: one.number for one in self.sources}


def lay_out(
    draft: Draft,
    passages: Iterable[Passage],
    drawn: Drawn = _NOTHING,
    *,
    report: Report | None = None,
    number: int | None = None,
) -> Sheet:
    """Number the notes and the sources of a report in the order in which they are first cited.

    Behind these come the documents that only its drawings show.
    """
    by_statement = {one.statement: one for one in passages}
    cited = dict.fromkeys(id for one in draft.sentences for id in one.statements)
    numbers = {id: at for at, id in enumerate((id for id in cited if id in by_statement), 1)}
    documents = documents_of(by_statement[id] for id in numbers)
    places = {document: at for at, document in enumerate(documents, 1)}
    notes = tuple(
        Note(at, places[by_statement[id].document], by_statement[id]) for id, at in numbers.items()
    )
    return Sheet(
        draft=draft,
        report=report,
        number=number if report is None else report.number,
        direction=words_for(draft.lang).direction,
        parts=tuple(
            Part(
                section.heading,
                tuple(
                    Line(
                        one.text,
                        tuple(numbers[id] for id in one.statements if id in numbers),
                        one.basis is Basis.JUDGED,
                        one.basis is Basis.COUNTED,
                    )
                    for one in section.sentences
                ),
            )
            for section in draft.sections
        ),
        notes=notes,
        sources=tuple(_sources(notes, drawn)),
        drawn=drawn,
    )


def of_report(report: Report) -> Sheet:
    """A published report laid out."""
    return lay_out(report.draft, report.passages, report.drawn or _NOTHING, report=report)


def _sources(notes: Iterable[Note], drawn: Drawn) -> Iterator[Source]:
    cited: dict[int, list[Note]] = {}
    for note in notes:
        cited.setdefault(note.source, []).append(note)
    for number, some in sorted(cited.items()):
        yield Source(number, some[0].passage, tuple(one.number for one in some))
    there = {some[0].passage.document for some in cited.values()}
    others = (work for work in drawn.works if work.document not in there)
    yield from (Source(number, work, ()) for number, work in enumerate(others, len(cited) + 1))
