"""Likeness: how much two statements have in common, feature by feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    pairs = list(_common(one.terms, other.terms))
    whole, lesser = _weights(one.terms, other.terms)
    twice = sum(weight for _, _, weight in pairs)
    ours, theirs = {a for a, _, _ in pairs}, {b for _, b, _ in pairs}
    lent = sum(w for t, w in one.terms.items() if t not in ours and t in other.around)
    lent += sum(w for t, w in other.terms.items() if t not in theirs and t in one.around)
    return Likeness(
        shared=twice / whole,
        contained=min(1.0, twice / 2 / lesser),
        mass=min(1.0, twice / 2 / _WHOLE),
        lent=lent / whole,
        numbers=_numbers(one.terms, other.terms),
        voice=float(same_voice(one, other)),
        acts_differ=float(_acts_differ(one, other)),
        intend_differs=float((one.stance is Stance.INTEND) != (other.stance is Stance.INTEND)),
        both_negative=float(one.negative and other.negative),
        days=min(_FAR, abs((one.day or 0) - (other.day or 0))) / _FAR
        if one.day and other.day
        else 0,
        head=float(not set(one.head).isdisjoint(other.head)),
        opposed=float(_opposed(one.head, other.head)),
        terms=tuple(sorted(a for a, b, _ in pairs)),
    )


def _acts_differ(one: Statement, other: Statement) -> bool:
    """Whether both tell events, and none of one type."""
    if not one.acts or not other.acts:
        return False
    return {act.type for act in one.acts}.isdisjoint(act.type for act in other.acts)


def _weights(one: Mapping[str, int], other: Mapping[str, int]) -> tuple[int, int]:
    """The weight of both, and of the lighter; at least one."""
    ours, theirs = sum(one.values()), sum(other.values())
    return max(1, ours + theirs), max(1, min(ours, theirs))


def _common(one: Mapping[str, int], other: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """The terms that both have, with the weight of both; each term once."""
    common = one.keys() & other.keys()
    yield from ((term, term, one[term] + other[term]) for term in common)
    theirs = {term for term in other if term[0] in "cw" and term not in common}
    ours = [term for term in one if term[0] in "cw" and term not in common] if theirs else ()
    leaning: Mapping[str, str] | None = None
    for term in sorted(ours):
        if term[0] == "c":
            found = _kin(term, theirs)
        else:
            leaning = _leaned(theirs) if leaning is None else leaning
            found = _leans(term, leaning, theirs)
        if found is not None:
            theirs.discard(found)
            weight = one[term] + other[found]
            yield term, found, weight // _NEAR if term[0] == "c" else weight


def _leaned(terms: set[str]) -> dict[str, str]:
    """Words by their stem, and by what is left of it without a letter that may lean on it."""
    found: dict[str, str] = {}
    for term in sorted(terms):
        if term[0] == "w":
            found.setdefault(term[2:], term)
            if term[2] in _LEANING and len(term) - 3 >= _LEANED:
                found.setdefault(term[3:], term)
    return found


def _leans(term: str, leaning: Mapping[str, str], left: set[str]) -> str | None:
    tried = [term[2:]]
    if term[2] in _LEANING and len(term) - 3 >= _LEANED:
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


def _numbers(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The share of equal numbers among all that both have."""
    ours = {term for term in one if term[0] in "#d"}
    theirs = {term for term in other if term[0] in "#d"}
    both = ours & theirs
    return len(both) / len(ours | theirs) if both else 0.0


def same_voice(one: Statement, other: Statement) -> bool:
    """Whether the same speaks, or the same state or body; never of two outlets' own words."""
    if len(one.chain) == 1 or len(other.chain) == 1:
        return False
    if one.voice and other.voice:
        return not set(one.voice).isdisjoint(other.voice)
    return bool(one.source.name) and one.source.name == other.source.name


def copied(one: Statement, other: Statement) -> float:
    """The share of runs of three words of the shorter that both have."""
    ours, theirs = set(_runs(one.words)), set(_runs(other.words))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(_RUN)), strict=False)
