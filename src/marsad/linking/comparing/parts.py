"""Parts: statements that links hold together, never so many that one more document costs all.

Links of a score tie statements to larger and larger parts as the score sinks; at the lowest, most
of an archive hangs together. So a part is as large as it gets below `MOST` statements: all that
links of some score or a higher one tie together, with that score as low as it may be. What has the
highest score stays together, however many they are. Parts depend on the links alone, and a new link
changes only the parts that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

MOST = 200  # statements of a part: those of a day's story in fifty reports; grouped in 3 ms
STEPS = 20  # scores are told apart in twentieths
HIGHEST = STEPS
_ROUNDING = 1e-9  # scores have three places: 0.55 * 20 is less than 11


class Tied(NamedTuple):
    """What ties a statement: others with the score; ``least`` is a step that its part has."""

    others: Mapping[int, float]
    least: int = 0


Ties = Callable[[Collection[int]], Mapping[int, Tied]]
_ALONE = Tied({})


class Part(NamedTuple):
    """Statements that are grouped by themselves, and the step of score that ties them."""

    step: int
    members: frozenset[int]


def step_of(score: float) -> int:
    """The step that a score has reached."""
    return min(HIGHEST, int(score * STEPS + _ROUNDING))


class Parter:
    """Finds the parts of statements, given what ties each.

    ``ties`` is asked for many statements at once, and never twice for one.
    """

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self._known: dict[int, Tied] = {}
        self._large: list[set[int]] = [set() for _ in range(STEPS + 1)]
        self._made: dict[int, Part] = {}

    def parts(self, wanted: Iterable[int]) -> list[Part]:
        """The parts of some statements, each once."""
        return list(dict.fromkeys(map(self._part, wanted)))

    def _part(self, one: int) -> Part:
        if one not in self._made:
            found = self._find(one)
            self._made.update(dict.fromkeys(found.members, found))
        return self._made[one]

    def _find(self, one: int) -> Part:
        for step in range(HIGHEST):
            if one not in self._large[step]:
                members = self._reach(one, step, MOST)
                if members is not None:
                    return Part(step, frozenset(members))
        return Part(HIGHEST, frozenset(self._reach(one, HIGHEST, None) or ()))

    def _reach(self, one: int, step: int, most: int | None) -> set[int] | None:
        """All that is tied to a statement at a step; ``None`` where they are too many."""
        seen, rim = {one}, {one}
        while rim:
            self._ask(rim)
            if most is not None and self._too_many(seen, rim, step):
                return None
            rim = {
                other
                for at in rim
                for other, score in self._known[at].others.items()
                if step_of(score) >= step
            } - seen
            seen |= rim
        return seen

    def _too_many(self, seen: set[int], rim: set[int], step: int) -> bool:
        if len(seen) > MOST:
            lowest = self._lowest(seen, step)
            for same in range(step, lowest + 1):  # no tie is lost up to there
                self._large[same] |= seen
            return True
        if self._large[step].isdisjoint(rim) and all(self._known[at].least <= step for at in rim):
            return False
        self._large[step] |= seen
        return True

    def _lowest(self, seen: set[int], step: int) -> int:
        """The lowest step, from one on, of the ties between those that were seen."""
        steps = (
            step_of(score)
            for at in seen
            if at in self._known
            for other, score in self._known[at].others.items()
            if other in seen
        )
        return min((one for one in steps if one >= step), default=step)

    def _ask(self, wanted: Collection[int]) -> None:
        new = [one for one in wanted if one not in self._known]
        if new:
            found = self._ties(new)
            for one in new:
                self._known[one] = found.get(one, _ALONE)
