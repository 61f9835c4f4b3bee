"""Seats: which accounts of a proposition count as one origin.

A party has one seat, however many of its voices speak. An unnamed source has one for each
description; outlets that are cited, or that speak in their own voice, one for each owner. Whoever
says it in nearly the same words as somebody better known sits with him.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.nouns import Reason
from marsad.linking.origins.accounts import Account, Footing
from marsad.linking.origins.copies import Groups, like_documents, like_words
from marsad.linking.origins.publishers import owner_key, publisher_key
from marsad.linking.origins.trails import reaches

_FIRMNESS = tuple(Footing)  # parties, unnamed sources, cited outlets, outlets' own words


class Seat(NamedTuple):
    """What one origin is known by; ``carried`` are own words of an outlet that names its source
    elsewhere, for the same proposition."""

    footing: Footing
    key: str
    carried: bool = False


class Seating(NamedTuple):
    """The seats of each account, in order, and why some were put together."""

    seats: tuple[tuple[Seat, ...], ...]
    reasons: tuple[Reason, ...]


CARRIED = Seat(Footing.OWN, "", carried=True)


def seat(accounts: Sequence[Account], lists: Lists) -> Seating:
    """The seats of all accounts of a proposition."""
    if len(accounts) == 1:  # most propositions: none to be put with
        return Seating((_own_seat(accounts[0], Groups([accounts[0].description]), lists),), ())
    members = [one.member for one in accounts]
    words = like_words(members)
    seats = _first(accounts, words, lists)
    documents = like_documents(members)
    reasons = _attach(accounts, seats, documents, lists)
    reasons += _pass_on(accounts, seats, lists) + _lend(accounts, seats, words, lists)
    reasons += _carry(accounts, seats, documents, lists)
    reasons += _fold_own(accounts, seats, words, documents)
    return Seating(tuple(seats), tuple(dict.fromkeys(reasons)))


def _first(
    accounts: Sequence[Account], words: dict[str, str], lists: Lists
) -> list[tuple[Seat, ...]]:
    """The seat that each account has by itself."""
    described = Groups(one.description for one in accounts)
    holder: dict[str, str] = {}
    for one in accounts:
        if one.footing is Footing.UNNAMED:
            described.join(
                one.description, holder.setdefault(words[one.member.id], one.description)
            )
    return [_own_seat(one, described, lists) for one in accounts]


def _own_seat(one: Account, described: Groups, lists: Lists) -> tuple[Seat, ...]:
    if one.footing is Footing.PARTY:
        return tuple(Seat(Footing.PARTY, party.key) for party in one.parties)
    if one.footing is Footing.UNNAMED:
        return (Seat(Footing.UNNAMED, described.find(one.description)),)
    return (Seat(one.footing, owner_key(one.outlet, lists) if one.outlet else one.member.document),)


def _attach(
    accounts: Sequence[Account],
    seats: list[tuple[Seat, ...]],
    documents: dict[str, str],
    lists: Lists,
) -> list[Reason]:
    """Put *a spokesman* with the only party that his document quotes for the same thing."""
    parties: dict[str, set[tuple[Seat, ...]]] = {}
    for one, there in zip(accounts, seats, strict=True):
        if one.footing is Footing.PARTY:
            parties.setdefault(documents[one.member.document], set()).add(there)
    reasons: list[Reason] = []
    for at, one in enumerate(accounts):
        near = parties.get(documents[one.member.document], set())
        if one.spokesman and len(near) == 1:
            seats[at] = next(iter(near))
            reasons.append(Reason("party", "only_party", (name_of(one, lists), _outlet(one))))
    return reasons


def _pass_on(
    accounts: Sequence[Account], seats: list[tuple[Seat, ...]], lists: Lists
) -> list[Reason]:
    """Put a party that elsewhere only carries this word with the one whose word it is."""
    behind: dict[str, int] = {}
    for at, one in enumerate(accounts):
        if one.footing in (Footing.PARTY, Footing.UNNAMED):
            for party in one.carriers:
                behind.setdefault(party.key, at)
    reasons: list[Reason] = []
    for at, there in enumerate(list(seats)):
        told = behind.get(there[0].key) if there[0].footing is Footing.PARTY else None
        if told is None or len(there) > 1 or there[0] in seats[told]:
            continue
        if {one.key for one in accounts[told].carriers} & {one.key for one in seats[told]}:
            continue  # two who quote each other
        seats[at] = seats[told]
        both = (name_of(accounts[at], lists), name_of(accounts[told], lists))
        reasons.append(Reason("carried", "has_it_from", both))
    return reasons


def _lend(
    accounts: Sequence[Account],
    seats: list[tuple[Seat, ...]],
    words: dict[str, str],
    lists: Lists,
) -> list[Reason]:
    """Put who says it in nearly the same words as somebody better known with him."""
    firmest: dict[str, int] = {}
    for at, one in enumerate(accounts):
        group = words[one.member.id]
        best = firmest.setdefault(group, at)
        if _FIRMNESS.index(one.footing) < _FIRMNESS.index(accounts[best].footing):
            firmest[group] = at
    reasons: list[Reason] = []
    for at, one in enumerate(accounts):
        best = firmest[words[one.member.id]]
        if one.footing is accounts[best].footing or seats[at] == seats[best]:
            continue
        seats[at] = seats[best]
        both = (_outlet(one), name_of(accounts[best], lists))
        reasons.append(Reason("copy", "words_of", both))
    return reasons


def _carry(
    accounts: Sequence[Account],
    seats: list[tuple[Seat, ...]],
    documents: dict[str, str],
    lists: Lists,
) -> list[Reason]:
    """Own words of an outlet that cites somebody for the same thing stand on what it cites."""
    behind: dict[str, set[tuple[Seat, ...]]] = {}
    sourced: dict[str, list[Account]] = {}
    for one, there in zip(accounts, seats, strict=True):
        if one.footing is not Footing.OWN:
            behind.setdefault(documents[one.member.document], set()).add(there)
            sourced.setdefault(_owner(one, lists), []).append(one)
    reasons: list[Reason] = []
    for at, one in enumerate(accounts):
        if seats[at][0].footing is not Footing.OWN:
            continue
        near = behind.get(documents[one.member.document], set())
        if near or any(_before(told, one) for told in sourced.get(_owner(one, lists), ())):
            seats[at] = next(iter(near)) if len(near) == 1 else (CARRIED,)
            reasons.append(Reason("own", "named_elsewhere", (_outlet(one),)))
    return reasons


def _before(told: Account, one: Account) -> bool:
    """Whether an outlet had named its source when it said it on its own."""
    return reaches(one.member.day, told.member.day)


def _fold_own(
    accounts: Sequence[Account],
    seats: list[tuple[Seat, ...]],
    words: dict[str, str],
    documents: dict[str, str],
) -> list[Reason]:
    """Outlets that assert the same alike have it from one desk: common agency copy."""
    own = [at for at, there in enumerate(seats) if there[0].footing is Footing.OWN]
    own = [at for at in own if not seats[at][0].carried]
    groups = Groups(seats[at][0].key for at in own)
    first: dict[str, int] = {}
    reasons: list[Reason] = []
    for at in own:
        member = accounts[at].member
        for copy in (f"w{words[member.id]}", f"d{documents[member.document]}"):
            other = first.setdefault(copy, at)
            if groups.find(seats[at][0].key) != groups.find(seats[other][0].key):
                groups.join(seats[at][0].key, seats[other][0].key)
                both = (_outlet(accounts[other]), _outlet(accounts[at]))
                reasons.append(Reason("copy", "agency_copy", (both,)))
    for at in own:
        seats[at] = (Seat(Footing.OWN, groups.find(seats[at][0].key)),)
    return reasons


def _owner(one: Account, lists: Lists) -> str:
    """The owner of the outlet that published an account."""
    key = publisher_key(one.member.outlet, lists)
    return owner_key(key, lists) if key else one.member.document


def _outlet(one: Account) -> str:
    return one.member.outlet or one.member.document


def name_of(one: Account, lists: Lists) -> str:
    """What the voice of an account is called; a joint one by all its parties that have a name."""
    known = lists.entities
    if one.joint and all(party.key in known for party in one.parties):
        return "; ".join(known[party.key].name for party in one.parties)
    return one.voice.label or one.voice.name or "an unnamed source"
