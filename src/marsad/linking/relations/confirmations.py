"""Whether one statement confirms another: seldom, and only for two reasons.

*Admission*: a party affirms a harmful deed that others lay to it. *Independence*: a voice that the
lists know, of another side and with no part in what happened, asserts what covers most of one of
the two statements. What is hedged, planned, doubted or denied confirms nothing, and neither does a
copy, another number or another place.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.entities.lists import Lists
from marsad.linking.nouns import Amount, Link, Reason, Statement
from marsad.linking.origins.selfstated import is_self_stated
from marsad.linking.relations.sides import Side, doers, parties, side_of
from marsad.model import EventType, Stance, Status
from marsad.text.words import placed_words

CONFIRMATION = "confirmation"
ADMITS, SAYS_TOO = "admits", "says_too"
_HARM = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.CONCEDE})
_PLAIN = frozenset({Stance.NEUTRAL, Stance.AFFIRM})
# Of the weight of the lighter statement's terms; few who say as much say another thing. Not swept:
# the gold stories have too few confirmations across propositions to set it by.
_COVERED = 0.8
_SHARED = 3  # terms in common, an actor, a state or a place among them: less is a topic
_NAMES = frozenset("anp")


def confirm(
    one: Statement, other: Statement, others: Sequence[Statement], link: Link, lists: Lists
) -> Reason | None:
    """Why a statement confirms another; ``None`` where it does not.

    ``others`` are all statements of the proposition that would be confirmed.
    """
    if not (_plain(one) and _plain(other)) or _copied(link):
        return None
    types = _harmful(one) & _harmful(other)
    if not types and not _later_elsewhere(one, other):
        return None
    side = side_of(one, lists)
    if not side.named:
        return None
    told = _why(one, other, side, lists)
    if told is None or any(side.keys & side_of(one, lists).keys for one in others):
        return None
    return told


def _why(one: Statement, other: Statement, side: Side, lists: Lists) -> Reason | None:
    if _harmed_by_saying(one, other, side, lists):
        return Reason(CONFIRMATION, ADMITS, (side.name,))
    if _independent(one, other, side, lists):
        return Reason(CONFIRMATION, SAYS_TOO, (side.name,))
    return None


def _plain(statement: Statement) -> bool:
    """Whether a statement says without reserve that something is so."""
    return (
        statement.status is Status.ASSERTED
        and statement.stance in _PLAIN
        and not (statement.hedged or statement.withdrawn)
    )


def _copied(link: Link) -> bool:
    return any(reason.code == "copy" for reason in link.reasons)


def _harmed_by_saying(one: Statement, other: Statement, side: Side, lists: Lists) -> bool:
    """Whether a voice says of itself what the other statement lays to it, an act of one type."""
    types = _harmful(one) & _harmful(other)
    return any(
        side.keys & doers(one.acts, (type,), one.day, lists)
        and side.keys & doers(other.acts, (type,), other.day, lists)
        for type in types
    )


def _harmful(statement: Statement) -> set[str]:
    """The types of the harmful deeds that a statement tells."""
    return {act.type for act in statement.acts if act.type in _HARM}


def _later_elsewhere(one: Statement, other: Statement) -> bool:
    """Whether a statement came with another document, not before, and covers most of the other."""
    if one.document == other.document:
        return False
    if one.day is None or other.day is None or one.day < other.day:
        return False
    return _covers(one, other)


def _independent(one: Statement, other: Statement, side: Side, lists: Lists) -> bool:
    """Whether a voice has no part in what it says too, and came with another document, not before.

    What costs least is looked at first.
    """
    if not side.answering or not _later_elsewhere(one, other):
        return False
    return not any(_about(told, side, one, lists) for told in (one, other))


def _about(told: Statement, side: Side, speaking: Statement, lists: Lists) -> bool:
    """Whether a statement tells of a side: by an event, its subject, or all words of its name."""
    if side.keys & parties(told.acts, told.day, lists):
        return True
    if any(is_self_stated(told, party, lists) for party in side.answering):
        return True
    name = {word.stem for word in placed_words(speaking.source.name or "")}
    return bool(name) and name <= set(told.words)


def _covers(one: Statement, other: Statement) -> bool:
    shared = one.terms.keys() & other.terms.keys()
    if len(shared) < _SHARED or not any(term[0] in _NAMES for term in shared):
        return False
    lighter = min((one, other), key=lambda told: sum(told.terms.values()))
    held = sum(weight for term, weight in lighter.terms.items() if term in shared)
    return held >= _COVERED * sum(lighter.terms.values()) and _agree(one, other)


def _agree(one: Statement, other: Statement) -> bool:
    """Whether numbers, places and days leave both standing."""
    if one.places and other.places and not set(one.places) & set(other.places):
        return False
    if one.days and other.days and not set(one.days) & set(other.days):
        return False
    return all(_meet(a, b) for a in one.amounts for b in other.amounts if a.unit == b.unit)


def _meet(one: Amount, other: Amount) -> bool:
    return one.low <= (other.high if other.high is not None else one.low) and other.low <= (
        one.high if one.high is not None else other.low
    )
