"""What sentences rest on: passages of the archive, and what these hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.documents import load_analysis
from marsad.archive.schema import statements
from marsad.ids import bytes_hash
from marsad.linking.nouns import Statement
from marsad.linking.stored.store import chunks, load
from marsad.model import Analysis, Attribution, Mode, Span, Voice
from marsad.publishing.headings import title_of
from marsad.publishing.linked import name_of
from marsad.publishing.reports.nouns import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, the statement that it makes, and the reading of its document."""

    passage: Passage
    statement: Statement
    analysis: Analysis

    @property
    def direct(self) -> bool:
        """Whether the words are the source's own, in quotation marks."""
        mine = next(_attributions(self.analysis, self.statement), None)
        return mine is not None and mine.mode is not Mode.INDIRECT

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Who speaks, from the publisher to the source."""
        return self.statement.chain


class _Place(NamedTuple):
    key: int
    document: int


def gather(connection: Connection, ids: Collection[str]) -> dict[str, Evidence]:
    """The evidence of statements by their ids; those that are not there are left out."""
    places: dict[str, _Place] = {}
    for some in chunks(sorted(set(ids))):
        chosen = select(statements.c.id, statements.c.key, statements.c.document)
        for id, key, document in connection.execute(chosen.where(statements.c.id.in_(some))):
            places[id] = _Place(key, document)
    opened = load(connection, [place.key for place in places.values()])
    by_document: defaultdict[int, list[str]] = defaultdict(list)
    for id, place in places.items():
        by_document[place.document].append(id)
    found: dict[str, Evidence] = {}
    for number, there in sorted(by_document.items()):
        analysis = load_analysis(connection, number)
        for id in there:
            found[id] = _evidence(analysis, opened[places[id].key].statement)
    return found


def _evidence(analysis: Analysis, statement: Statement) -> Evidence:
    document = analysis.document
    span = extent(analysis, statement)
    text = document.text[span.start : span.end]
    passage = Passage(
        statement=statement.id,
        claim=statement.claim,
        document=document.id,
        outlet=document.outlet,
        title=title_of(document),
        author=document.author,
        published=document.published,
        url=document.url,
        lang=document.lang,
        span=span,
        text=text,
        hash=bytes_hash(text.encode("utf-8", "surrogatepass")),
        source_hash=document.source_hash,
        chain=tuple(map(name_of, statement.chain)),
        stance=statement.stance,
        content=content_of(analysis, statement),
    )
    return Evidence(passage, statement, analysis)


def extent(analysis: Analysis, statement: Statement) -> Span:
    """From the first to the last word of a statement with all that says who says it."""
    spans = list(statement.content)
    for one in _attributions(analysis, statement):
        spans += one.cue
        spans += (carrier.span for carrier in one.via)
        if one.source is not None:
            spans.append(one.source.span)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def content_of(analysis: Analysis, statement: Statement) -> str:
    """The words that are attributed, or that the outlet says itself, on one line."""
    text = analysis.document.text
    return " … ".join(" ".join(text[start:end].split()) for start, end in statement.content)


def _attributions(analysis: Analysis, statement: Statement) -> Iterator[Attribution]:
    """That of the claim, and those in whose contents it stands."""
    by_id = {one.id: one for one in analysis.attributions}
    of_claim = {claim.id: claim.attribution for claim in analysis.claims}
    at: str | None = of_claim.get(statement.claim or "")
    while at is not None and at in by_id:
        found = by_id.pop(at)
        yield found
        at = found.parent


def documents_of(passages: Iterable[Passage]) -> Sequence[str]:
    """The documents in the order in which they are first cited."""
    return tuple(dict.fromkeys(one.document for one in passages))
