"""Origins: who stands behind a proposition, and how many of them are independent.

Counted are parties that answer for what they say, not outlets that carry it. What cannot be told
apart gives a range (docs/linking-origins.md has the rules with examples).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.entities.lists import Lists
from marsad.linking.nouns import Independent, Origin, Provenance, Reason, Statement
from marsad.linking.origins.accounts import Account, Footing, take_accounts
from marsad.linking.origins.parties import ANYBODY, Party
from marsad.linking.origins.publishers import outlet_owner
from marsad.linking.origins.seats import CARRIED, Seat, Seating, name_of, seat
from marsad.linking.origins.selfstated import is_self_stated
from marsad.linking.origins.trails import follow_trails, order
from marsad.model import Kind

_Seated = dict[Seat, list[Account]]


def find_origins(members: Sequence[Statement], lists: Lists) -> Provenance:
    """The origins of the members of one proposition, and the range of the independent ones.

    The same for the members in any order. No members, no origins: the range is 0 to 0.
    """
    ordered = sorted({member.id: member for member in members}.values(), key=order)
    trails = follow_trails(ordered, lists)
    accounts = take_accounts(ordered, trails, lists)
    seating = seat(accounts, lists)
    seated = _seated(accounts, seating)
    return Provenance(
        origins=tuple(_origin(there, some, lists) for there, some in seated.items()),
        independent=_independent(seated),
        trails=trails,
        reasons=(*seating.reasons, *_reasons(accounts, seated, lists)),
    )


def _seated(accounts: Sequence[Account], seating: Seating) -> _Seated:
    """The accounts of each seat; own words that somebody else carries come last."""
    found: _Seated = {}
    for account, seats in zip(accounts, seating.seats, strict=True):
        for one in seats:
            found.setdefault(one, []).append(account)
    if CARRIED in found:
        found[CARRIED] = found.pop(CARRIED)
    return found


def _origin(there: Seat, accounts: Sequence[Account], lists: Lists) -> Origin:
    speaking = _speaking(there, accounts)
    first = speaking[0]
    names = tuple(dict.fromkeys(name_of(one, lists) for one in speaking))
    own = there.footing is Footing.OWN
    party = there.footing is Footing.PARTY
    return Origin(
        name=None if own else _name(there, speaking, lists),
        kind=Kind.UNKNOWN if own else _kind(speaking),
        entity=_entity(there, first, lists),
        statements=tuple(dict.fromkeys(one.member.id for one in accounts)),
        named=not own and any(one.named for one in speaking),
        self_stated=party and any(_of_itself(one, there, lists) for one in speaking),
        party=there.key if party else None,
        names=names,
        owner=outlet_owner(first.outlet, lists) if first.outlet else None,
    )


def _speaking(there: Seat, accounts: Sequence[Account]) -> list[Account]:
    """Those who gave a seat its footing; all who sit there where these have moved on."""
    return [one for one in accounts if one.footing is there.footing] or list(accounts)


def _name(there: Seat, speaking: Sequence[Account], lists: Lists) -> str:
    """What an origin is called: its only voice, or the party of several."""
    known = lists.entities.get(there.key)
    names = {name_of(one, lists) for one in speaking}
    if there.footing is not Footing.PARTY or known is None:
        return name_of(speaking[0], lists)
    several = len(names) > 1 or speaking[0].joint
    return known.name if several else name_of(speaking[0], lists)


def _kind(speaking: Sequence[Account]) -> Kind:
    """The kind of the first voice with a name, of the first voice where none has one."""
    return next((one for one in speaking if one.named), speaking[0]).voice.kind


def _entity(there: Seat, first: Account, lists: Lists) -> str | None:
    if there.footing is Footing.PARTY and not first.joint and first.voice.entity:
        return first.voice.entity
    key = first.outlet if there.footing is Footing.CITED else there.key
    return key if key in lists.entities else None


def _of_itself(account: Account, there: Seat, lists: Lists) -> bool:
    ours = [party for party in account.parties if party.key == there.key]
    return any(is_self_stated(account.member, party, lists) for party in ours)


def _independent(seated: _Seated) -> Independent:
    """At least: parties that must be distinct; at most: everybody who may be."""
    least = _parties(seated)
    sourced = any(there.footing is not Footing.OWN for there in seated)
    most = sum(not there.carried for there in seated)
    return Independent(max(least, int(sourced)), most)


def _parties(seated: _Seated) -> int:
    """How many parties spoke, at the least.

    A joint statement shows no more than one voice, unless its parties spoke alone too; no more does
    what is heard of a party only through another one. A body that may be part of a government is
    counted with it.
    """
    speaking = [
        one
        for there, some in seated.items()
        for one in some
        if there.key in {party.key for party in one.parties}
    ]
    mouths = {frozenset(party.kin for party in _mouth(one)) for one in speaking}
    count, covered = 0, set[str]()
    for mouth in sorted(mouths, key=lambda kin: (len(kin), sorted(kin))):
        count += ANYBODY not in mouth and covered.isdisjoint(mouth)
        covered |= mouth
    return count


def _mouth(account: Account) -> Iterator[Party]:
    """Those of whom at least one has spoken."""
    yield from account.parties
    yield from account.carriers


def _reasons(accounts: Sequence[Account], seated: _Seated, lists: Lists) -> Iterator[Reason]:
    """Why voices were put together, and what was left open."""
    for there, some in seated.items():
        names = tuple(dict.fromkeys(name_of(one, lists) for one in _speaking(there, some)))
        if there.footing is Footing.PARTY and len(names) > 1:
            yield Reason("party", "one_party", (names, _name(there, some, lists)))
        if there.footing is Footing.UNNAMED:
            yield Reason("unnamed", "may_be_same", names[:1])
        if there.footing is Footing.CITED:
            yield Reason("cited", "tells_no_source", names[:1])
        if there.footing is Footing.OWN and not there.carried:
            outlets = dict.fromkeys(one.member.outlet or one.member.document for one in some)
            yield Reason("own", "no_source", (tuple(outlets),))
    yield from _by_account(accounts, lists)


def _by_account(accounts: Sequence[Account], lists: Lists) -> Iterator[Reason]:
    found: dict[Reason, None] = {}
    for one in accounts:
        if one.trail.through:
            found[Reason("cited", "followed", (one.member.outlet, name_of(one, lists)))] = None
        if one.trail.looped:
            found[Reason("loop", "comes_back", (one.member.outlet,))] = None
        if one.joint:
            found[Reason("joint", "joint_voice", (name_of(one, lists),))] = None
    yield from found
