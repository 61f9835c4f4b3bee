"""Joining in memory: readings in, statements and how they stand to each other out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marsad.entities.lists import Lists
from marsad.linking.comparing.compare import relate
from marsad.linking.comparing.parts import Parter, Tied
from marsad.linking.comparing.propositions import Said, group, weigh
from marsad.linking.comparing.window import Window, list_one, place
from marsad.linking.nouns import Judgement, Link, Statement
from marsad.linking.reading.bounds import within_bounds
from marsad.linking.reading.statements import read_statements
from marsad.model import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Statements by id, the links between them, and the groups that say one thing each."""

    statements: dict[str, Statement]
    links: tuple[Link, ...]
    groups: tuple[tuple[str, ...], ...]


def join(
    analyses: Iterable[Analysis], lists: Lists, judgements: Sequence[Judgement] = ()
) -> Groups:
    """Join what documents say, whatever the order in which they come."""
    read = (read_statements(analysis, lists) for analysis in analyses)
    many = [one for some in read for one in within_bounds(some)]
    statements = {one.id: one for one in sorted(many, key=place)}
    links = tuple(find_links(statements.values(), lists))
    groups = part_and_group(sorted(statements), links, judgements)
    ordered = [tuple(sorted(one, key=lambda id: place(statements[id]))) for one in groups]
    ordered.sort(key=lambda one: place(statements[one[0]]))
    return Groups(statements=statements, links=links, groups=tuple(ordered))


def find_links(statements: Iterable[Statement], lists: Lists) -> Iterator[Link]:
    """All links between statements that have something in common."""
    window = Window()
    for key, statement in enumerate(statements):
        listed = list_one(key, statement)
        for other, pair in window.promising(listed):
            link = relate(listed.held, other.held, lists, pair)
            if link is not None:
                yield link
        window.add(listed)


def part_and_group(
    ids: Sequence[str], links: Iterable[Link], judgements: Sequence[Judgement]
) -> list[tuple[str, ...]]:
    """The groups that statements fall into: found part by part (`linking.comparing.parts`)."""
    said = weigh(links, judgements)
    numbers = {id: number for number, id in enumerate(ids)}
    ties: defaultdict[int, dict[int, float]] = defaultdict(dict)
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for pair, score in said.same.items():
        one, other = (numbers.get(id) for id in pair)
        if one is not None and other is not None:
            ties[one][other] = ties[other][one] = score
    for pair in said.apart:
        one_id, other_id = sorted(pair)
        apart[one_id].add(other_id)

    def tied(wanted: Collection[int]) -> Mapping[int, Tied]:
        return {one: Tied(ties[one]) for one in wanted if one in ties}

    made: list[tuple[str, ...]] = []
    for part in Parter(tied).parts(range(len(ids))):
        members = sorted(ids[one] for one in part.members)
        there = set(members)
        pairs = {
            frozenset((ids[one], ids[other])): score
            for one in part.members
            for other, score in ties.get(one, {}).items()
            if one < other and other in part.members
        }
        parted = frozenset(
            frozenset((one, other)) for one in members for other in apart[one] & there
        )
        firm = frozenset(pair for pair in pairs if pair in said.firm)
        made += group(members, Said(pairs, parted, firm)) if pairs else [(one,) for one in members]
    return made
