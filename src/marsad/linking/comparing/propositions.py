"""Which statements make one proposition: from links between two to groups that hold together.

Within each connected part, the firmest link is taken first; two groups become one where the mean
of what links them is high enough, and never where a statement of one denies, contradicts or updates
one of the other, or tells what cannot be said of the same, unless a person joins two of them. The
outcome depends on statements, links and judgements alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.ids import content_id
from marsad.linking.nouns import Judgement, Link, Relation, Verdict

_MEAN = 0.18  # of the scores between two groups that become one; pairs not linked count as _FAR
_FAR = 0.03
_APART = frozenset({Relation.DENIES, Relation.CONTRADICTS, Relation.UPDATES, Relation.DIFFERENT})

Pair = frozenset[str]


class Said(NamedTuple):
    """What links and judgements say of pairs: joined with a score, kept apart, or left open."""

    same: Mapping[Pair, float]
    apart: frozenset[Pair]
    firm: frozenset[Pair]  # a person says that they are the same

    def within(self, part: Sequence[str]) -> Said:
        """What is said of the pairs of some statements."""
        there = frozenset(part)
        return Said(
            {pair: score for pair, score in self.same.items() if pair <= there},
            frozenset(pair for pair in self.apart if pair <= there),
            frozenset(pair for pair in self.firm if pair <= there),
        )


def weigh(links: Iterable[Link], judgements: Iterable[Judgement] = ()) -> Said:
    """What is said of each pair; a person's latest judgement outranks the machine."""
    latest: dict[Pair, Verdict] = {}
    for judgement in sorted(judgements, key=lambda one: one.number):
        latest[frozenset((judgement.one, judgement.other))] = judgement.verdict
    same: dict[Pair, float] = {}
    apart: set[Pair] = set()
    for link in links:
        pair = frozenset((link.one, link.other))
        if pair in latest:
            continue
        if link.relation is Relation.SAME:
            same[pair] = link.score
        elif link.relation in _APART:
            apart.add(pair)
    firm = frozenset(pair for pair, verdict in latest.items() if verdict is Verdict.SAME)
    apart |= {pair for pair, verdict in latest.items() if verdict is Verdict.DIFFERENT}
    return Said({**same, **dict.fromkeys(firm, 1.0)}, frozenset(apart), firm)


def connected(statements: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The parts of the statements that links hold together, each sorted, in order."""
    top = {one: one for one in statements}

    def find(one: str) -> str:
        while top[one] != one:
            top[one] = top[top[one]]
            one = top[one]
        return one

    for pair in pairs:
        one, other = sorted(pair)
        if one in top and other in top:
            first, second = sorted((find(one), find(other)))
            top[second] = first
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(top):
        parts[find(one)].append(one)
    return [parts[one] for one in sorted(parts)]


def group(statements: Sequence[str], said: Said) -> list[tuple[str, ...]]:
    """The groups that a set of statements falls into, each sorted by id."""
    groups = _Groups(statements, said)
    for one, other in _firmest_first(said):
        groups.join(one, other)
    return groups.made()


def _firmest_first(said: Said) -> Iterator[tuple[str, str]]:
    ordered = sorted(
        (pair not in said.firm, -score, sorted(pair)) for pair, score in said.same.items()
    )
    yield from ((one, other) for _, _, (one, other) in ordered)


class _Groups:
    """Groups as they grow, with the sums of the scores between them."""

    def __init__(self, statements: Sequence[str], said: Said) -> None:
        self._said = said
        self._group = {one: number for number, one in enumerate(sorted(statements))}
        self._members = {number: [one] for one, number in self._group.items()}
        self._linked: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        self._apart: dict[int, set[int]] = defaultdict(set)
        for pair, score in said.same.items():
            a, b = (self._group[one] for one in sorted(pair))
            self._linked[a][b] = self._linked[b][a] = (score, 1)
        for pair in said.apart:
            numbers = [self._group[one] for one in sorted(pair) if one in self._group]
            if len(numbers) == 2:
                self._apart[numbers[0]].add(numbers[1])
                self._apart[numbers[1]].add(numbers[0])

    def join(self, one: str, other: str) -> None:
        """Make two groups one, where they hold together."""
        a, b = sorted((self._group[one], self._group[other]))
        if a == b:
            return
        firm = frozenset((one, other)) in self._said.firm
        if not firm and (b in self._apart[a] or not self._hold(a, b)):
            return
        self._merge(a, b)

    def _hold(self, a: int, b: int) -> bool:
        total, count = self._linked[a].get(b, (0.0, 0))
        pairs = len(self._members[a]) * len(self._members[b])
        return total + _FAR * (pairs - count) >= _MEAN * pairs

    def _merge(self, a: int, b: int) -> None:
        for one in self._members[b]:
            self._group[one] = a
        self._members[a] += self._members.pop(b)
        for other, (total, count) in self._linked.pop(b, {}).items():
            self._linked[other].pop(b, None)
            if other != a:
                there = self._linked[a].get(other, (0.0, 0))
                both = (there[0] + total, there[1] + count)
                self._linked[a][other] = self._linked[other][a] = both
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            if other != a:
                self._apart[a].add(other)
                self._apart[other].add(a)

    def made(self) -> list[tuple[str, ...]]:
        """The groups, in order."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def proposition_id(first: str) -> str:
    """The id of a proposition, by the id of its earliest statement."""
    return content_id(first, "proposition")
