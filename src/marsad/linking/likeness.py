"""Likeness: how much two statements have in common, feature by feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from marsad.linking.nouns import Amount, Statement
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
    conflict: float
    voice: float
    acts_differ: float
    intend_differs: float
    both_negative: float
    days: float
    head: float
    copied: float
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
    acts = {act.type for act in one.acts}, {act.type for act in other.acts}
    return Likeness(
        shared=twice / whole,
        contained=min(1.0, twice / 2 / lesser),
        mass=min(1.0, twice / 2 / _WHOLE),
        lent=lent / whole,
        numbers=_numbers(one.terms, other.terms),
        conflict=float(amounts_differ(one, other)),
        voice=float(same_voice(one, other)),
        acts_differ=float(all(acts) and not acts[0] & acts[1]),
        intend_differs=float((one.stance is Stance.INTEND) != (other.stance is Stance.INTEND)),
        both_negative=float(one.negative and other.negative),
        days=min(_FAR, abs((one.day or 0) - (other.day or 0))) / _FAR
        if one.day and other.day
        else 0,
        head=float(not set(one.head).isdisjoint(other.head)),
        copied=_copied(one.words, other.words),
        opposed=float(_opposed(one.head, other.head)),
        terms=tuple(sorted(a for a, b, _ in pairs)),
    )


def _weights(one: Mapping[str, int], other: Mapping[str, int]) -> tuple[int, int]:
    """The weight of both, and of the lighter; at least one."""
    ours, theirs = sum(one.values()), sum(other.values())
    return max(1, ours + theirs), max(1, min(ours, theirs))


def _common(one: Mapping[str, int], other: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """The terms that both have, with the weight of both; each term once."""
    yield from ((term, term, one[term] + other[term]) for term in one if term in other)
    ours = sorted(term for term in one if term not in other and term[0] in "cw")
    theirs = {term for term in other if term not in one and term[0] in "cw"}
    if not ours or not theirs:
        return
    leaning = _leaned(theirs)
    for term in ours:
        found = _kin(term, theirs) if term[0] == "c" else _leans(term, leaning, theirs)
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
    near = _concept(term[2:]).near
    return next((one for one in sorted(left) if one[0] == "c" and one[2:] in near), None)


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
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def amounts_differ(one: Statement, other: Statement) -> bool:
    """Whether they count the same things, and no two of the numbers can be the same."""
    compared = [(a, b) for a in one.amounts for b in other.amounts if _comparable(a, b)]
    return bool(compared) and not any(_overlap(a, b) for a, b in compared)


def _comparable(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit or one.unit is None or other.unit is None


def _overlap(one: Amount, other: Amount) -> bool:
    above = one.high is None or other.low <= one.high
    return above and (other.high is None or one.low <= other.high)


def same_voice(one: Statement, other: Statement) -> bool:
    """Whether the same speaks, or the same state or body; never of two outlets' own words."""
    if len(one.chain) == 1 or len(other.chain) == 1:
        return False
    if one.voice and other.voice:
        return not set(one.voice).isdisjoint(other.voice)
    return bool(one.source.name) and one.source.name == other.source.name


def _copied(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of runs of three words of the shorter that both have."""
    ours, theirs = set(_runs(one)), set(_runs(other))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(_RUN)), strict=False)
