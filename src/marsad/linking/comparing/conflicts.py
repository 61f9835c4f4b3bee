"""Conflicts: what two statements of one matter cannot both be right about.

Each is told with what was compared, so that a person can judge it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from marsad.entities.lists import Lists
from marsad.linking.comparing.likeness import DAY, Compared, same_voice
from marsad.linking.nouns import Amount, Reason, Spot, Statement
from marsad.linking.reading.terms import OF_STATE, PART
from marsad.model import Stance, Status
from marsad.packs.concepts import declare_concepts

_APART = 30.0  # km: less may be two names for one place, or the next village
_EARTH = 6371.0  # km, mean radius
_DAYS = 2  # between days that are told apart: one may be the night between, or of another zone
_WEEK = 7
_UNITS = 5_000  # what is counted, remembered
_SO_MUCH_MORE = 1.25  # times the least of a figure: from there on it is another one
AGAIN = frozenset({"ASSAULT", "PROTEST", "MOBILIZE"})  # what happens daily, anywhere
_ABOUT = {"numbers": "#d", "places": "p", "days": "t", "actors": "an"}  # their terms
_BY_WORD = frozenset({"SANCTION", "ACCUSE", "REJECT", "THREATEN", "REQUEST"})  # by governments
SEAT = ".capital"  # the end of the ids of capitals
_PART = f"c:{PART}"
_CHANGED = ("c:increase", "c:decrease", "c:reach", "c:correct")  # a figure is brought up to date
_OTHER_PARTIES = Reason("actors", "")
_NEARLY = 0.7  # of the weight of the longer one, parties aside
_TALKS = frozenset({"c:talks", "c:negotiation", "c:negotiate"})
_AGREED = frozenset({"c:agreement", "c:sign"})
_HURT = "c:wound"
_DEATH = frozenset({"c:kill", "c:die"})
DEEDS = frozenset({"ASSAULT", "COERCE"})
_ONE_WAY = DEEDS | {"ACCUSE", "THREATEN", "SANCTION", "REJECT", "REQUEST"}  # done to another


def conflicts(one: Statement, other: Statement) -> Iterator[Reason]:
    """What the two cannot both be right about, the firmest first."""
    for find in (_harm, _amounts, _doers, _parties, _days, _places, _done, _agreed):
        found = find(one, other)
        if found is not None:
            yield found


def may_conflict(one: Compared, other: Compared) -> bool:
    """Whether any of ``conflicts`` is possible: a quick look, as for most pairs none is."""
    ours, theirs = one.statement, other.statement
    return bool(
        (one.days and other.days)
        or (ours.amounts and theirs.amounts)
        or (ours.spots and theirs.spots)
        or not (_ONE_WAY.isdisjoint(one.acts) and _ONE_WAY.isdisjoint(other.acts))
        or to_come(ours) != to_come(theirs)
        or _TALKS.isdisjoint(ours.head) != _TALKS.isdisjoint(theirs.head)
    )


def besides(statement: Statement, against: Iterable[Reason]) -> Statement:
    """A statement without what it is in conflict over: the matter that is left."""
    classes = {kind for reason in against for kind in _ABOUT.get(reason.code, "")}
    terms = {term: weight for term, weight in statement.terms.items() if term[0] not in classes}
    return replace(statement, terms=terms) if terms else statement


def _harm(one: Statement, other: Statement) -> Reason | None:
    """They count those who died, and those who were hurt."""
    if not one.amounts or not other.amounts:
        return None
    ours, theirs = (suffer(told.amounts[0], told) for told in (one, other))
    if ours is None or theirs is None or ours == theirs:
        return None
    return Reason("events", "harm_against", (ours, theirs))


def is_update(earlier: Statement, later: Statement) -> bool:
    """Whether a later figure takes the place of an earlier one: of one voice, or as it rose."""
    if same_voice(earlier, later):
        return True
    return any(term in later.terms for term in _CHANGED)


def _amounts(one: Statement, other: Statement) -> Reason | None:
    """They count the same things, and no two of the numbers can be the same.

    Of a whole with a part (*14 dead, among them 3 children*) it is not sure which is meant.
    """
    if not one.amounts or not other.amounts or (_PART in one.terms) != (_PART in other.terms):
        return None
    pairs = [(a, b) for a in one.amounts for b in other.amounts]
    sure = [(a, b) for a, b in pairs if comparable(a, b, one, other)]
    open_ = [(a, b) for a, b in pairs if one.lang != other.lang and _untold(a, b)]
    if not sure or any(_overlap(a, b) for a, b in (*sure, *open_)):
        return None
    ours, theirs = (tuple(amount[:2] for amount in told.amounts) for told in (one, other))
    return Reason("numbers", "numbers_against", (ours, theirs))


def unlike_figures(one: Statement, other: Statement) -> bool:
    """Whether both count one thing from other figures on (*at least 30*, *at least 520*).

    Both may be right, and they are two figures all the same.
    """
    if (_PART in one.terms) != (_PART in other.terms):
        return False
    pairs = [(a, b) for a in one.amounts for b in other.amounts if comparable(a, b, one, other)]
    return bool(pairs) and not any(_near_figures(a, b) for a, b in pairs)


def _near_figures(one: Amount, other: Amount) -> bool:
    lower, higher = sorted((one.low, other.low))
    if one.high is not None and other.high is not None:
        return _overlap(one, other)
    return higher <= lower * _SO_MUCH_MORE


def comparable(a: Amount, b: Amount, one: Statement, other: Statement) -> bool:
    if a.unit == b.unit or a.unit is None or b.unit is None:
        return True
    return _persons(a.unit) and _persons(b.unit) and suffer(a, one) == suffer(b, other)


def _untold(a: Amount, b: Amount) -> bool:
    """Whether words of two languages for what is counted may be the same: one is no concept."""
    known = declare_concepts()
    return a.unit not in known or b.unit not in known


def suffer(amount: Amount, of: Statement) -> str | None:
    """Whether those who are counted died or were hurt, by the unit or by the act."""
    for term in (f"c:{amount.unit}", *of.head, *sorted(of.terms)):
        if term in _DEATH:
            return "died"
        if term == _HURT:
            return "hurt"
    return None


@lru_cache(maxsize=_UNITS)
def _persons(unit: str) -> bool:
    known = declare_concepts().get(unit)
    return known is not None and known.persons


def _overlap(one: Amount, other: Amount) -> bool:
    above = one.high is None or other.low <= one.high
    return above and (other.high is None or one.low <= other.high)


def _doers(one: Statement, other: Statement) -> Reason | None:
    """They tell of one deed of force, and name different doers and no party that both know.

    Where they know a party, each names the other one as the doer, or forces of other states.
    """
    if not _is_done_to_another(one, other):
        return None
    if parties(one) & parties(other):
        return _exchanged(one, other) or _bodies(one, other)
    deeds = [
        (act.actors, told.actors)
        for act in one.acts
        for told in other.acts
        if act.type == told.type and act.type in DEEDS and act.actors and told.actors
    ]
    if not deeds or any(set(ours) & set(theirs) for ours, theirs in deeds):
        return None
    return Reason("actors", "names_against", deeds[0])


def _is_done_to_another(one: Statement, other: Statement) -> bool:
    """Whether one of two tells of a deed that has a doer and one to whom it is done."""
    return any(act.type in _ONE_WAY for told in (one, other) for act in told.acts)


def _exchanged(one: Statement, other: Statement) -> Reason | None:
    """The doer of one is the one to whom it is done in the other, and the other way round."""
    for act in one.acts:
        for told in other.acts:
            there = act.type == told.type and act.type in _ONE_WAY
            both = set(act.actors) & set(told.recipients), set(act.recipients) & set(told.actors)
            if there and all(both) and not set(act.actors) & set(told.actors):
                return Reason("actors", "names_against", (act.actors, told.actors))
    return None


def _bodies(one: Statement, other: Statement) -> Reason | None:
    """They tell of one deed between the same states, and name forces of other ones."""
    if not _same_deed(one, other):
        return None
    ours, theirs = (
        {party_of(term) for term in told.terms if term[0] == "a" and "." in term}
        for told in (one, other)
    )
    if not ours or not theirs or ours & theirs:
        return None
    return Reason("actors", "names_against", (_names(ours), _names(theirs)))


def party_of(term: str) -> str:
    """The term of a party for that of one of its parts or voices (`a:unit.spokesperson`)."""
    return term.partition(".")[0]


def state_of(term: str, lists: Lists) -> str | None:
    """The term of the state whose own a body is (`a:SY.army`, `a:syrian-arab-army`)."""
    if term[0] != "a":
        return None
    code, _, body = term[2:].partition(".")
    known = lists.entities.get(term[2:])
    if known is not None and known.sector in OF_STATE and known.about.get("type") != "armed group":
        code, body = next(iter(known.countries), ""), known.id
    return f"n:{code}" if body and code.isupper() else None


def parties(statement: Statement) -> set[str]:
    """The states and actors of a statement, without the states that its places lie in."""
    spots = (spot.entity.split(".") for spot in statement.spots)
    there = {parts[1] for parts in spots if parts[0] == "place"}
    told = {term for term in statement.terms if term[0] in "an"}
    return {party_of(term) for term in told if term[0] == "a" or term[2:] not in there}


def _parties(one: Statement, other: Statement) -> Reason | None:
    """They tell of one deed in nearly the same words, and no party of one is one of the other."""
    if not _same_deed(one, other):
        return None
    ours, theirs = parties(one), parties(other)
    if not ours or not theirs or ours & theirs:
        return None
    left = besides(one, [_OTHER_PARTIES]), besides(other, [_OTHER_PARTIES])
    shared = sum(min(w, left[1].terms.get(t, 0)) for t, w in left[0].terms.items())
    if shared < _NEARLY * max(sum(told.terms.values()) for told in left):
        return None
    return Reason("actors", "names_against", (_names(ours), _names(theirs)))


def _same_deed(one: Statement, other: Statement) -> bool:
    if set(one.head).isdisjoint(other.head):
        return False
    return any(act.type in DEEDS for told in (one, other) for act in told.acts)


def _names(terms: set[str]) -> tuple[str, ...]:
    return tuple(sorted(term[2:] for term in terms))


def swapped(one: Statement, other: Statement) -> bool:
    """Whether both name the same parties, and each another one as the doer."""
    ours, theirs = ({term for term in told.terms if term[0] == "n"} for told in (one, other))
    return len(ours & theirs) > 1


def _days(one: Statement, other: Statement) -> Reason | None:
    """They name days, and none that are the same or next to each other.

    Days a week apart are often one weekday, read once as the last one and once as the next.
    """
    ours, theirs = (
        sorted([term[2:] for term in told.terms if term[0] == DAY]) for told in (one, other)
    )
    if not ours or not theirs:
        return None
    days = [date.fromisoformat(day).toordinal() for day in (*ours, *theirs)]
    near = min(abs(a - b) for a in days[: len(ours)] for b in days[len(ours) :])
    if near < _DAYS or near == _WEEK:
        return None
    return Reason("days", "days_against", (tuple(ours), tuple(theirs)))


def _places(one: Statement, other: Statement) -> Reason | None:
    """They name spots, and none that are near each other.

    Where one government answers another, a capital may stand for it, and is no spot.
    """
    ours, theirs = (one.spots, other.spots)
    if _BY_WORD & {act.type for act in (*one.acts, *other.acts)}:
        ours, theirs = (_no_seats(told) for told in (ours, theirs))
    if not ours or not theirs:
        return None
    if min(_distance(a, b) for a in ours for b in theirs) <= _APART:
        return None
    named = (tuple(spot.entity for spot in told) for told in (ours, theirs))
    return Reason("places", "places_against", tuple(named))


def _no_seats(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if not spot.entity.endswith(SEAT))


def _distance(one: Spot, other: Spot) -> float:
    """Kilometres between two spots over ground (haversine)."""
    a, b = radians(one.lat), radians(other.lat)
    half = sin((b - a) / 2) ** 2
    half += cos(a) * cos(b) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def _done(one: Statement, other: Statement) -> Reason | None:
    """One tells as done what the other tells as to come."""
    coming = to_come(one), to_come(other)
    if coming[0] == coming[1]:
        return None
    done, planned = (other, one) if coming[0] else (one, other)
    stands = done.status is Status.ASSERTED and done.stance is not Stance.BELIEVE
    told = done.verbal and stands and done.head[:1]
    if not told or told[0] not in planned.terms:
        return None
    return Reason("status", "done_against_coming")


def _agreed(one: Statement, other: Statement) -> Reason | None:
    """One tells of talks, the other of what was agreed."""
    talks = [not _TALKS.isdisjoint(told.head) for told in (one, other)]
    if talks[0] == talks[1]:
        return None
    agreed = [not _AGREED.isdisjoint(told.head) for told in (one, other)]
    if (talks == [True, False] and agreed[1]) or (talks == [False, True] and agreed[0]):
        return Reason("status", "talks_against_agreement")
    return None


def to_come(statement: Statement) -> bool:
    """Whether a statement tells of what is planned or wanted."""
    return statement.status is Status.PLANNED or statement.stance is Stance.INTEND
