"""Likeness: how much two statements have in common, feature by feature."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from functools import cache
from typing import NamedTuple

from marsad.linking.nouns import Statement
from marsad.model import Stance
from marsad.packs.concepts import Concept, declare_concepts

_LEANING = frozenset("وفبلك")  # letters that lean on an Arabic word and may hide in a stem
_LEANED = 4  # letters of a stem that is left without one
_NEAR = 2  # kindred concepts share so many times less than one and the same
_WHOLE = 400  # hundredths: shared terms of four telling words leave no doubt of the matter
_FAR = 10  # days
_RUN = 3  # words of a run that a copy shares
DAY = "t"
COUNTING, _TELLING = "#d", "cw"  # classes of terms
_LASTING = "ecw"  # those that no conflict takes away


class Likeness(NamedTuple):
    """What two statements have in common, each feature in 0..1.

    ``shared`` is the weight of what both speak of, of the weight of all they do (Dice);
    ``contained`` the same of the lighter one; ``mass`` how much that is; ``lent`` what the
    surroundings of one supply that the other says; ``numbers`` the share of equal numbers.
    """

    shared: float
    contained: float
    mass: float
    lent: float
    numbers: float
    voice: float
    acts_differ: float
    intend_differs: float
    both_negative: float
    days: float
    head: float
    opposed: float
    terms: tuple[str, ...]


def liken(one: Statement, other: Statement) -> Likeness:
    """Compare two statements; the order does not matter."""
    return liken_compared(Compared(one), Compared(other))


class Compared:
    """A statement with what each comparison asks of it, found once."""

    __slots__ = (
        "acts", "around", "bare", "days", "heads", "kin", "lasting", "leaning", "negative",
        "numbers", "statement", "telling", "terms", "whole",
    )  # fmt: skip

    def __init__(self, statement: Statement) -> None:
        terms = statement.terms
        self.statement = statement
        self.terms = terms
        self.around = statement.around
        self.whole = sum(terms.values())
        self.telling = frozenset([term for term in terms if term[0] in _TELLING])
        self.lasting = sum([terms[term] for term in terms if term[0] in _LASTING])
        self.numbers = frozenset([term for term in terms if term[0] in COUNTING])
        self.days = any([term[0] == DAY for term in terms])
        words = [term for term in self.telling if term[0] == "w"]
        self.bare = frozenset([term[2:] for term in words])
        self.leaning = frozenset([term[3:] for term in words if _may_lean(term)])
        self.kin = frozenset(
            [kin for term in self.telling if term[0] == "c" for kin in _near(term)]
        )
        self.acts = frozenset([act.type for act in statement.acts])
        self.heads = frozenset(statement.head)
        self.negative = statement.negative


def liken_compared(one: Compared, other: Compared) -> Likeness:
    """``liken`` for statements of which many are compared."""
    ours, theirs, twice = _common(one, other)
    lent = _lent(one, other, ours) + _lent(other, one, theirs)
    return liken_at_sight(one, other, twice, lent)._replace(terms=tuple(sorted(ours)))


def liken_at_sight(one: Compared, other: Compared, twice: int, lent: int) -> Likeness:
    """A likeness without its terms, given the weight of what both have and of what is lent."""
    first, second = one.statement, other.statement
    whole = one.whole + other.whole or 1
    lesser = max(1, min(one.whole, other.whole))
    half = twice / 2
    near = first.day and second.day
    return Likeness(
        twice / whole,
        min(1.0, half / lesser),
        min(1.0, half / _WHOLE),
        lent / whole,
        _numbers(one.numbers, other.numbers),
        float(same_voice(first, second)),
        float(bool(one.acts and other.acts) and one.acts.isdisjoint(other.acts)),
        float((first.stance is Stance.INTEND) != (second.stance is Stance.INTEND)),
        float(one.negative and other.negative),
        min(_FAR, abs((first.day or 0) - (second.day or 0))) / _FAR if near else 0,
        float(not one.heads.isdisjoint(other.heads)),
        float(_opposed(first.head, second.head)),
        (),
    )


def _lent(one: Compared, other: Compared, shared: Collection[str]) -> int:
    """The weight of what one says beyond what both do, and the surroundings of the other have."""
    around, terms = other.around, one.terms
    if not around or one.terms.keys().isdisjoint(around):
        return 0
    return sum(terms[term] for term in terms if term in around and term not in shared)


def _common(one: Compared, other: Compared) -> tuple[Collection[str], Collection[str], int]:
    """The terms of one that both have, those of the other, and the weight of both."""
    ours, theirs = one.terms, other.terms
    common = ours.keys() & theirs.keys()
    twice = sum([ours[term] + theirs[term] for term in common])
    if not may_be_kindred(one, other):
        return common, common, twice
    here, there = set(common), set(common)
    for term, found in _kindred(one, other, common):
        weight = ours[term] + theirs[found]
        twice += weight // _NEAR if term[0] == "c" else weight
        here.add(term)
        there.add(found)
    return here, there, twice


def may_be_kindred(one: Compared, other: Compared) -> bool:
    """Whether a concept of one may be kindred to one of the other, or a word but for its letters
    that lean on it: none is where these have nothing in common."""
    return not (
        one.kin.isdisjoint(other.telling)
        and one.bare.isdisjoint(other.leaning)
        and one.leaning.isdisjoint(other.bare)
        and one.leaning.isdisjoint(other.leaning)
    )


def _kindred(one: Compared, other: Compared, common: Set[str]) -> Iterator[tuple[str, str]]:
    """Terms of one that the other has in another form; each term once."""
    left = set(other.telling - common)
    leaning: Mapping[str, str] | None = None
    for term in sorted(one.telling - common) if left else ():
        if term[0] == "c":
            found = _kin(term, left)
        else:
            leaning = _leaned(left) if leaning is None else leaning
            found = _leans(term, leaning, left)
        if found is not None:
            left.discard(found)
            yield term, found


def _leaned(terms: set[str]) -> dict[str, str]:
    """Words by their stem, and by what is left of it without a letter that may lean on it."""
    found: dict[str, str] = {}
    for term in sorted(terms):
        if term[0] == "w":
            found.setdefault(term[2:], term)
            if _may_lean(term):
                found.setdefault(term[3:], term)
    return found


def _may_lean(term: str) -> bool:
    """Whether the first letter of a word may lean on the rest."""
    return term[2] in _LEANING and len(term) - 3 >= _LEANED


def _leans(term: str, leaning: Mapping[str, str], left: set[str]) -> str | None:
    tried = [term[2:]]
    if _may_lean(term):
        tried.append(term[3:])
    found = (leaning.get(one) for one in tried)
    return next((one for one in found if one in left), None)


def _kin(term: str, left: set[str]) -> str | None:
    """The first of some concepts that is kindred to one."""
    return min(_near(term) & left, default=None)


@cache
def _near(term: str) -> frozenset[str]:
    """The terms of the concepts that are kindred to that of a term."""
    return frozenset(f"c:{name}" for name in _concept(term[2:]).near)


def _opposed(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the acts of two statements cannot hold of one thing at once."""
    if not one or not other or one[0][0] != "c":
        return False
    return other[0][0] == "c" and other[0][2:] in _concept(one[0][2:]).opposite


def is_near(one: str, other: str) -> bool:
    """Whether two concepts are kindred."""
    return other in _concept(one).near


@cache
def _concept(name: str) -> Concept:
    return declare_concepts().get(name) or Concept(name, name)


def _numbers(ours: Set[str], theirs: Set[str]) -> float:
    """The share of equal numbers among all that both have."""
    both = ours & theirs
    return len(both) / len(ours | theirs) if both else 0.0


def same_voice(one: Statement, other: Statement) -> bool:
    """Whether the same speaks, or the same state or body; never of two outlets' own words."""
    if len(one.chain) == 1 or len(other.chain) == 1:
        return False
    if one.voice and other.voice:
        return not set(one.voice).isdisjoint(other.voice)
    name = one.chain[-1].name
    return bool(name) and name == other.chain[-1].name


def copied(one: Statement, other: Statement) -> float:
    """The share of runs of three words of the shorter that both have."""
    ours, theirs = set(_runs(one.words)), set(_runs(other.words))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(_RUN)), strict=False)
