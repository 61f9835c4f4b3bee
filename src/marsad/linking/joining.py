"""Joining in memory: readings in, statements and how they stand to each other out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from marsad.linking.candidates import Postings
from marsad.linking.compare import compare
from marsad.linking.nouns import Judgement, Link, Relation, Statement
from marsad.linking.propositions import connected, group, weigh
from marsad.linking.statements import read_statements
from marsad.model import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Statements by id, the links between them, and the groups that say one thing each."""

    statements: dict[str, Statement]
    links: tuple[Link, ...]
    groups: tuple[tuple[str, ...], ...]


def join(analyses: Iterable[Analysis], judgements: Sequence[Judgement] = ()) -> Groups:
    """Join what documents say, whatever the order in which they come."""
    many = [one for analysis in analyses for one in read_statements(analysis)]
    statements = {one.id: one for one in sorted(many, key=place)}
    links = tuple(find_links(statements.values()))
    said = weigh(links, judgements)
    groups = [
        made
        for part in connected(statements, said.same)
        for made in (group(part, said.within(part)) if len(part) > 1 else [tuple(part)])
    ]
    ordered = sorted(tuple(sorted(one, key=lambda id: place(statements[id]))) for one in groups)
    ordered.sort(key=lambda one: place(statements[one[0]]))
    return Groups(statements=statements, links=links, groups=tuple(ordered))


def place(statement: Statement) -> tuple[int, str, int, str]:
    """Where a statement stands in time: by day of publication, document and place in it."""
    return statement.day or 0, statement.document, statement.content[0].start, statement.id


def find_links(statements: Iterable[Statement]) -> Iterator[Link]:
    """All links between statements that have something in common."""
    postings = Postings()
    for statement in statements:
        for other in postings.candidates(statement):
            link = compare(other, statement)
            if link.relation is not Relation.DIFFERENT:
                yield link
        postings.add(statement)
