"""Links from the words of a text to the rows that tell of them, and back.

HTML has no link inside a link. So the text is cut into stretches that do not overlap; where several
mentions share letters, the shortest has them, and of equals the event, then the actor.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from html import escape
from typing import NamedTuple

from marsad.model import Span
from marsad.publishing.highlight import Mark
from marsad.publishing.visible import one_line

_LAYERS = ("event", "actor", "place")


class Target(NamedTuple):
    """A mention: where it stands, and the row that it belongs to, with what a pointer shows."""

    span: Span
    layer: str
    row: str
    hint: str


class Links(NamedTuple):
    """The marks of all linked stretches, and the id of the one where a mention begins."""

    marks: tuple[Mark, ...]
    ids: Mapping[int, str]

    def at(self, span: Span) -> str:
        """The id in the text at which a mention stands."""
        return self.ids[span.start]


def build_links(anchor: str, targets: Iterable[Target], cuts: Iterable[int]) -> Links:
    """The marks for these mentions, with a border at each cut, where another link is put in."""
    ordered = sorted(targets)
    stretches = list(_stretches(ordered, sorted(set(cuts))))
    starts = [start for start, _, _ in stretches]
    ids: dict[int, str] = {}
    for target in ordered:
        ids[target.span.start] = f"{anchor}-t{bisect_right(starts, target.span.start)}"
    marks = (_mark(f"{anchor}-t{number}", *stretch) for number, stretch in enumerate(stretches, 1))
    return Links(tuple(marks), ids)


def _mark(id: str, start: int, end: int, target: Target) -> Mark:
    rest = f'class="{target.layer}" href="#{target.row}" title="{escape(one_line(target.hint))}">'
    return Mark(0, start, end, f'<a id="{id}" {rest}', "a", f"<a {rest}")


def _stretches(targets: list[Target], cuts: list[int]) -> Iterator[tuple[int, int, Target]]:
    """Stretches in order, none over another, each with the mention that has it."""
    borders = sorted({at for target in targets for at in target.span})
    over: list[tuple[int, int, int]] = []
    begin, owner, following = 0, -1, 0
    for border in borders:
        while following < len(targets) and targets[following].span.start == border:
            start, end = targets[following].span
            rank = _LAYERS.index(targets[following].layer)
            heappush(over, (end - start, rank, following))
            following += 1
        while over and targets[over[0][2]].span.end <= border:
            heappop(over)
        winner = over[0][2] if over else -1
        if winner != owner:
            if owner >= 0:
                yield from _pieces(begin, border, cuts, targets[owner])
            begin, owner = border, winner


def _pieces(
    start: int, end: int, cuts: list[int], target: Target
) -> Iterator[tuple[int, int, Target]]:
    inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
    for left, right in zip((start, *inside), (*inside, end), strict=True):
        yield left, right, target
