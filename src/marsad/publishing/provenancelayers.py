"""Columns for the nodes of a graph, and their order in them, so that few lines cross.

Each node stands one column behind the last of those that cite it (the longest way, rings cut at the
line that comes back); the last ones stand in the last column. A line over several columns has a
place of its own in each that it passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_SWEEPS = 6  # back and forth over the columns; more change nothing in graphs of this size


class Layers(NamedTuple):
    """The columns from first to last; ``between`` are the places of a line that passes columns."""

    columns: tuple[tuple[str, ...], ...]
    between: dict[tuple[str, str], tuple[str, ...]]


def place_layers(nodes: Sequence[tuple[str, bool]], lines: Sequence[tuple[str, str]]) -> Layers:
    """The columns for nodes, each with whether it stands last, and the lines between them."""
    ids = [id for id, _ in nodes]
    forward = _without_rings(ids, lines)
    depth = _depths(ids, forward)
    last = max(depth.values(), default=0)
    for id, ends in nodes:
        if ends and depth[id]:
            depth[id] = last
    columns: list[list[str]] = [[] for _ in range(last + 1)] if ids else []
    for id in ids:
        columns[depth[id]].append(id)
    between: dict[tuple[str, str], tuple[str, ...]] = {}
    links: list[tuple[str, str]] = []
    for one, other in forward:
        passed = tuple(f"{one}\x1f{other}\x1f{at}" for at in range(depth[one] + 1, depth[other]))
        for at, id in enumerate(passed, depth[one] + 1):
            columns[at].append(id)
        between[one, other] = passed
        links += zip((one, *passed), (*passed, other), strict=True)
    return Layers(tuple(map(tuple, _order(columns, links))), between)


def _without_rings(ids: Sequence[str], lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lines, in order, without those that close a ring."""
    ahead: defaultdict[str, list[str]] = defaultdict(list)
    kept: list[tuple[str, str]] = []
    known = frozenset(ids)
    for one, other in dict.fromkeys(lines):
        if one not in known or other not in known or _reaches(other, one, ahead):
            continue
        ahead[one].append(other)
        kept.append((one, other))
    return kept


def _reaches(one: str, other: str, ahead: dict[str, list[str]]) -> bool:
    seen, waiting = {one}, [one]
    for at in waiting:
        if at == other:
            return True
        further = [id for id in ahead.get(at, ()) if id not in seen]
        seen.update(further)
        waiting += further
    return False


def _depths(ids: Sequence[str], lines: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many lines the longest way to each has."""
    ahead: defaultdict[str, list[str]] = defaultdict(list)
    left = dict.fromkeys(ids, 0)
    for one, other in lines:
        ahead[one].append(other)
        left[other] += 1
    depth = dict.fromkeys(ids, 0)
    waiting = [id for id in ids if not left[id]]
    for one in waiting:
        for other in ahead[one]:
            depth[other] = max(depth[other], depth[one] + 1)
            left[other] -= 1
            if not left[other]:
                waiting.append(other)
    return depth


def _order(columns: list[list[str]], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The columns with each node at the mean height of those that it is linked with."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    behind: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in links:
        behind[one].append(other)
        before[other].append(one)
    best, fewest = columns, _crossings(columns, behind)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        many = [list(column) for column in best]
        steps = range(1, len(many)) if forward else range(len(many) - 2, -1, -1)
        for at in steps:
            beside = many[at - 1] if forward else many[at + 1]
            height = {id: (place + 0.5) / len(beside) for place, id in enumerate(beside)}
            many[at] = _settle(many[at], before if forward else behind, height)
        crossed = _crossings(many, behind)
        if crossed <= fewest:
            best, fewest = many, crossed
    return best


def _settle(column: list[str], linked: dict[str, list[str]], height: dict[str, float]) -> list[str]:
    def mean(place: int) -> float:
        ends = [height[id] for id in linked.get(column[place], ()) if id in height]
        return sum(ends) / len(ends) if ends else (place + 0.5) / len(column)

    order = sorted(range(len(column)), key=lambda place: (round(mean(place), 6), place))
    return [column[place] for place in order]


def _crossings(columns: Sequence[Sequence[str]], behind: dict[str, list[str]]) -> int:
    """How many pairs of lines cross between neighbouring columns."""
    count = 0
    for column, following in pairwise(columns):
        place = {id: at for at, id in enumerate(following)}
        ends = [
            place[other] for id in column for other in sorted(behind.get(id, ())) if other in place
        ]
        count += sum(a > b for at, a in enumerate(ends) for b in ends[at + 1 :])
    return count
