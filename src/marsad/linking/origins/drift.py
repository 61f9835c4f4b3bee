"""Drift: what changes while a statement is passed on.

Compared are a statement and the one of another document that it cites; where it cites none that is
known, the earliest of the same origin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.entities.lists import Lists
from marsad.linking.nouns import Amount, Drift, Drifting, Origin, Provenance, Statement, Trail
from marsad.linking.origins.copies import like_pairs
from marsad.linking.origins.publishers import owner_key, publisher_key
from marsad.linking.origins.trails import order
from marsad.model import Kind, Stance, Status, Voice

_DISTANT = frozenset({Stance.DOUBT, Stance.BELIEVE})
_OPEN = frozenset({Status.POSSIBLE, Status.PLANNED})
_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP})


def find_drift(
    members: Sequence[Statement], provenance: Provenance, lists: Lists
) -> tuple[Drift, ...]:
    """What drifted among the members of one proposition, in the order of the later telling."""
    if len({member.document for member in members}) < 2:
        return ()
    by_id = {member.id: member for member in members}
    trails = {trail.statement: trail for trail in provenance.trails}
    found: set[Drift] = set()
    for origin in provenance.origins:
        tellings = sorted((by_id[one] for one in origin.statements), key=order)
        for earlier, later in _pairs(tellings, trails, by_id):
            found.update(_hedge(earlier, later))
            found.update(_number(earlier, later))
        found.update(_named(tellings, trails))
    changed: dict[object, Drift] = {}  # the first of those that tell the same
    for one in _sources(by_id, provenance.origins, lists):
        changed.setdefault(one.values, one)
    found.update(changed.values())
    return tuple(
        sorted(found, key=lambda one: (order(by_id[one.later]), one[:4], repr(one.values)))
    )


def _pairs(
    tellings: Sequence[Statement], trails: dict[str, Trail], by_id: dict[str, Statement]
) -> Iterator[tuple[Statement, Statement]]:
    """Each telling with the one that it comes from, of another document."""
    for later in tellings:
        through = trails[later.id].through
        earlier = by_id[through[0]] if through else tellings[0]
        if earlier.document != later.document and order(earlier) < order(later):
            yield earlier, later


def is_hedged(statement: Statement) -> bool:
    """Whether a statement keeps a distance, or tells of what may come or is to come."""
    return statement.hedged or statement.stance in _DISTANT or statement.status in _OPEN


def _hedge(earlier: Statement, later: Statement) -> Iterator[Drift]:
    if is_hedged(earlier) and not is_hedged(later):
        values = (_told(earlier), _how(earlier), _told(later))
        yield Drift(Drifting.HEDGE_DROPPED, earlier.id, later.id, "as_fact", values)


def _how(statement: Statement) -> str:
    """The status or the stance that keeps a distance, or only that there is a hedge."""
    if statement.status in _OPEN:
        return statement.status.value
    if statement.stance in _DISTANT:
        return statement.stance.value
    return "hedged"


def _number(earlier: Statement, later: Statement) -> Iterator[Drift]:
    """A number of one unit that no number of the other telling agrees with."""
    for unit in dict.fromkeys(amount.unit for amount in earlier.amounts):
        before = [one for one in earlier.amounts if one.unit == unit]
        behind = [one for one in later.amounts if one.unit == unit]
        if not behind or any(_agree(one, other) for one in before for other in behind):
            continue
        values = (tuple(one[:2] for one in before), tuple(one[:2] for one in behind), unit)
        yield Drift(Drifting.NUMBER_CHANGED, earlier.id, later.id, "other_number", values)


def _agree(one: Amount, other: Amount) -> bool:
    """Whether two numbers may be the same: where no upper end is set, any higher one may be."""
    first = float("inf") if one.high is None else one.high
    second = float("inf") if other.high is None else other.high
    return one.low <= second and other.low <= first


def _named(tellings: Sequence[Statement], trails: dict[str, Trail]) -> Iterator[Drift]:
    """An unnamed source whose words somebody with a name says elsewhere, later or the same day."""
    by_id = {one.id: one for one in tellings}
    for pair in like_pairs(tellings):
        earlier, later = sorted((by_id[one] for one in pair), key=order)
        before, behind = trails[earlier.id].voices[-1], trails[later.id].voices[-1]
        apart = earlier.document != later.document and not _passes(before, trails[later.id])
        if apart and before.kind in _NAMELESS and behind.kind not in {*_NAMELESS, Kind.OUTLET}:
            values = (before.label or before.name, behind.label or behind.name)
            yield Drift(Drifting.SOURCE_NAMED, earlier.id, later.id, "got_a_name", values)


def _passes(voice: Voice, trail: Trail) -> bool:
    """Whether a trail goes through a voice of this name."""
    return any(one.kind is voice.kind and one.name == voice.name for one in trail.voices)


def _sources(
    by_id: dict[str, Statement], origins: Sequence[Origin], lists: Lists
) -> Iterator[Drift]:
    """An outlet that on a later day says it on the word of others only than it did before."""
    behind: dict[str, dict[str, set[int]]] = {}
    for at, origin in enumerate(origins):
        for one in origin.statements if origin.kind is not Kind.UNKNOWN else ():
            behind.setdefault(_outlet(by_id[one], lists), {}).setdefault(one, set()).add(at)
    for told in behind.values():
        tellings = sorted((by_id[one] for one in told), key=order)
        heard: set[int] = set()
        for later in tellings:
            earlier = [one for one in tellings if _days_before(one, later)]
            heard = set().union(*(told[one.id] for one in earlier))
            if heard and heard.isdisjoint(told[later.id]):
                names = _names(heard, origins), _names(told[later.id], origins)
                values = (_told(later), *names)
                yield Drift(Drifting.SOURCE_CHANGED, earlier[0].id, later.id, "other_word", values)


def _days_before(one: Statement, later: Statement) -> bool:
    return one.day is not None and later.day is not None and one.day < later.day


def _names(places: set[int], origins: Sequence[Origin]) -> tuple[str | None, ...]:
    return tuple(origins[at].name for at in sorted(places))


def _outlet(statement: Statement, lists: Lists) -> str:
    key = publisher_key(statement.outlet, lists)
    return owner_key(key, lists) if key else statement.document


def _told(statement: Statement) -> str:
    return statement.outlet or statement.document
