"""Stories: propositions that speak of the same actors and places in the same days.

Reports are what ties propositions together: those of one report stand in one story, and reports
come together where they share what tells: actors, places, events, and words that few propositions
of the period have. The outcome depends on the propositions alone, not on their order.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.ids import content_id
from marsad.linking.nouns import Bond, Proposition, Relation, Standing, Statement
from marsad.linking.stories.labels import label

QUIET = 6  # days without a report that a story outlives: news of a week; 5 to 7 come out alike
# The mean likeness of the reports of two stories that become one. This, _POWER, _SMOOTH and the
# weights of _SORTS were swept together on four annotated stories among 400 other reports
# (docs/linking-stories.md); the neighbours of the values come out alike.
LIKE = 0.15
_POWER = 0.75  # of the count of a term in a report: twice as often tells less than twice as much
_SMOOTH = 10  # propositions added to those that have a term, as a rare word may be a chance
_PERIOD = 14  # days on either side in which the propositions that have a term are counted
_LEAST = 2  # reports of a story
_SORTS = {"a": 1.0, "p": 1.0, "n": 0.6, "e": 0.4, "c": 0.8, "w": 0.7, "=": 0.3}
_TOLD = 120  # what a proposition that both reports have tells, as much as an actor
_OPEN = frozenset({Relation.DENIES, Relation.CONTRADICTS})

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A proposition as far as stories are made of it.

    ``terms`` are those of its statements (``reading.terms``), ``reports`` the documents that
    tell it with their days as proleptic Gregorian ordinals; reports without a day are left out.
    """

    id: str
    gloss: str
    standing: Standing | None
    terms: Mapping[str, int]
    reports: tuple[tuple[int, str], ...]

    @property
    def first(self) -> int:
        """Its first day."""
        return min(day for day, _ in self.reports)


class Moment(NamedTuple):
    """An entry of a timeline: the first day on which something was told, and how it stands."""

    day: int
    proposition: str
    gloss: str
    standing: Standing | None
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Propositions of the same actors, places and days.

    ``labels`` are by language, made of the names of the lists and never of a headline. ``first``
    and ``last`` are ordinals of days; ``open`` are the denials and contradictions between its
    propositions. ``id`` is that of its earliest proposition, hashed.
    """

    id: str
    labels: Mapping[str, str]
    first: int
    last: int
    terms: tuple[str, ...]
    reports: tuple[str, ...]
    timeline: tuple[Moment, ...]
    open: tuple[Bond, ...]


def tell(proposition: Proposition, statements: Mapping[str, Statement]) -> Told | None:
    """What stories compare of a proposition; ``None`` where no statement of it has a day."""
    members = [statements[id] for id in proposition.members if id in statements]
    return tell_members(proposition.id, proposition.gloss, proposition.standing, members)


def tell_members(
    id: str, gloss: str, standing: Standing | None, members: Sequence[Statement]
) -> Told | None:
    """The same of a proposition by its statements."""
    reports = {(one.day, one.document) for one in members if one.day is not None}
    if not reports:
        return None
    terms: dict[str, int] = {}
    for one in members:
        for term, weight in (*one.around.items(), *one.terms.items()):
            terms[term] = max(weight, terms.get(term, 0))
    return Told(
        id=id,
        gloss=gloss,
        standing=standing,
        terms=terms,
        reports=tuple(sorted(reports)),
    )


def find_stories(
    many: Iterable[Told],
    bonds: Iterable[Bond] = (),
    *,
    quiet: int = QUIET,
    like: float = LIKE,
    lists: Lists | None = None,
) -> tuple[Story, ...]:
    """The stories, by first day; propositions that stand alone are in none.

    ``quiet`` days without a report end a story at most; ``like`` is the mean likeness (the cosine
    of their weighted terms, 0..1) from which reports come together. Labels are made of the names of
    ``lists``, of those of the package without them.
    """
    told = sorted((one for one in many if one.reports), key=lambda one: (one.first, one.id))
    held = sorted((b for b in bonds if b.relation in _OPEN), key=lambda b: (b.one, b.other))
    parts = _part(_read(told, like), quiet=quiet, like=like)
    home = {report: number for number, part in enumerate(parts) for report in part}
    inside: defaultdict[int, list[Told]] = defaultdict(list)
    for one in told:
        number = _home(one, home)
        if number is not None:
            inside[number].append(one)
    period = _Period(told)
    made = (
        _story(parts[number], members, (held, period), lists) for number, members in inside.items()
    )
    return tuple(sorted(made, key=lambda story: (story.first, story.id)))


def _home(one: Told, home: Mapping[str, int]) -> int | None:
    """The story in which most of its reports stand; of equals, the one of the earliest."""
    there = [home[report] for _, report in one.reports if report in home]
    counts = Counter(there)
    return max(there, key=lambda number: (counts[number], -there.index(number)), default=None)


def _story(
    part: Sequence[str],
    members: Sequence[Told],
    held: tuple[Sequence[Bond], _Period],
    lists: Lists | None,
) -> Story:
    bonds, period = held
    ids, own = {one.id for one in members}, frozenset(part)
    days = [day for one in members for day, report in one.reports if report in own]
    shares: defaultdict[str, float] = defaultdict(float)
    for one in members:
        for term in one.terms:
            shares[term] += period.telling(term, one.first) * (_VAGUE if _is_vague(term) else 1)
    terms = tuple(sorted(shares, key=lambda term: (-round(shares[term], 6), term)))
    moments = (
        Moment(one.first, one.id, one.gloss, one.standing, len(one.reports)) for one in members
    )
    return Story(
        id=content_id(members[0].id, "story"),
        labels=label(terms, lists),
        first=min(days),
        last=max(days),
        terms=terms[:_TERMS],
        reports=tuple(part),
        timeline=tuple(sorted(moments)),
        open=tuple(bond for bond in bonds if bond.one in ids and bond.other in ids),
    )


_NEVER: list[int] = []
_TERMS = 12  # the most telling of a story, enough for a person to see what made it


def _is_vague(term: str) -> bool:
    """Whether a place may be no scene: a capital may mean its government, Europe is everywhere."""
    return term.startswith("p:") and (term.endswith(".capital") or term.startswith(_WORLD))


_VAGUE, _WORLD = 0.5, "p:place.world."  # such a place tells half as much of a story


class _Period:
    """How many propositions of the days around a day have a term."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._days: defaultdict[str, list[int]] = defaultdict(list)
        self._all: list[int] = []
        for one in told:  # sorted by day
            self._all.append(one.first)
            for term in one.terms:
                self._days[term].append(one.first)

    def spread(self, term: str) -> tuple[int, str]:
        """The order of terms from the rarest to the commonest."""
        return len(self._days.get(term, _NEVER)), term

    def telling(self, term: str, day: int) -> float:
        """How much a term tells: the logarithm of how few have it, by its sort."""
        there = self._count(self._days.get(term, _NEVER), day) + _SMOOTH
        return _SORTS.get(term[0], 0.0) * math.log(1 + self._count(self._all, day) / there)

    def _count(self, days: list[int], day: int) -> int:
        return bisect_right(days, day + _PERIOD) - bisect_left(days, day - _PERIOD)


class _Report(NamedTuple):
    """A document with its day and the weights of its terms, of length one."""

    day: int
    id: str
    vector: Vector
    rare: tuple[str, ...]


def _read(told: Sequence[Told], like: float) -> list[_Report]:
    """The reports by day and id, each with what its propositions speak of."""
    period = _Period(told)
    days: dict[str, int] = {}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        own = {**one.terms, **({f"=:{one.id}": _TOLD} if len(one.reports) > 1 else {})}
        for day, report in one.reports:
            days[report] = min(day, days.get(report, day))
            for term, weight in own.items():
                counts[report][term] += weight
    ordered = sorted(days, key=lambda report: (days[report], report))
    return [_report(days[one], one, counts[one], period, like) for one in ordered]


def _report(day: int, id: str, counts: Counter[str], period: _Period, like: float) -> _Report:
    weights = {
        term: (count / 100) ** _POWER * period.telling(term, day)
        for term, count in sorted(counts.items())
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    vector = {term: weight / length for term, weight in weights.items() if weight}
    return _Report(day, id, vector, _rare(vector, period, like))


def _rare(vector: Vector, period: _Period, like: float) -> tuple[str, ...]:
    """The rarest terms, without the common ones that alone make no two reports so like.

    All reports order terms alike, so two that are like enough share one of these.
    """
    terms = sorted(vector, key=period.spread)
    left = 0.0
    while terms and left + vector[terms[-1]] ** 2 < like * like:
        left += vector[terms.pop()] ** 2
    return tuple(terms)


def _pairs(reports: Sequence[_Report], quiet: int) -> Iterator[tuple[int, int]]:
    """Reports that share a rare term within the days that a story outlives."""
    there: defaultdict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        met: set[int] = set()
        for term in report.rare:
            for other in reversed(there[term]):
                if report.day - reports[other].day > quiet + 1:
                    break
                met.add(other)
            there[term].append(number)
        yield from ((other, number) for other in sorted(met))


def _part(reports: Sequence[_Report], *, quiet: int, like: float) -> list[list[str]]:
    """The reports by story, those alone left out: the likest come together first."""
    parts = _Parts(reports, quiet)
    for one, other in _pairs(reports, quiet):
        parts.meet(one, other, like)
    return parts.join(like)


class _Parts:
    """Stories as they grow: the sum of their reports, and the stories near to each."""

    def __init__(self, reports: Sequence[_Report], quiet: int) -> None:
        self._reports, self._quiet = reports, quiet
        self._members = {number: [number] for number in range(len(reports))}
        self._sums = {number: dict(report.vector) for number, report in enumerate(reports)}
        self._near: defaultdict[int, set[int]] = defaultdict(set)
        self._heap: list[tuple[float, int, int]] = []

    def meet(self, one: int, other: int, like: float) -> None:
        """Take note of two that are like enough; without such two, no groups become one."""
        if self._weigh(one, other, like):
            self._near[one].add(other)
            self._near[other].add(one)

    def join(self, like: float) -> list[list[str]]:
        """Join the likest until none are like enough."""
        heapify(self._heap)
        while self._heap:
            score, one, other = heappop(self._heap)
            if one not in self._members or other not in self._members:
                continue
            if -score != self._likeness(one, other):
                continue
            self._merge(one, other, like)
        parts = (sorted(part) for part in self._members.values() if len(part) >= _LEAST)
        return [[self._reports[number].id for number in part] for part in sorted(parts)]

    def _weigh(self, one: int, other: int, like: float) -> bool:
        score = self._likeness(one, other)
        if score >= like:
            heappush(self._heap, (-score, min(one, other), max(one, other)))
        return score >= like

    def _likeness(self, one: int, other: int) -> float:
        """The mean cosine of the reports of one with those of the other."""
        a, b = self._sums[one], self._sums[other]
        if len(a) > len(b):
            a, b = b, a
        pairs = len(self._members[one]) * len(self._members[other])
        return round(
            math.fsum(weight * b[term] for term, weight in a.items() if term in b) / pairs, 9
        )

    def _merge(self, one: int, other: int, like: float) -> None:
        self._members[one] += self._members.pop(other)
        total = self._sums[one]
        for term, weight in self._sums.pop(other).items():
            total[term] = total.get(term, 0.0) + weight
        near = (self._near[one] | self._near.pop(other)) - {one, other}
        for third in near:
            self._near[third].discard(other)
            self._near[third].add(one)
            self._weigh(one, third, like)
        self._near[one] = near
