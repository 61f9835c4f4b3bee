"""Accounts: what each member of a proposition rests on, before origins are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from marsad.entities.lists import Lists
from marsad.linking.nouns import Statement, Trail
from marsad.linking.origins.parties import ANYBODY, Party, read_speaker
from marsad.linking.origins.publishers import outlet_key, publisher_key
from marsad.model import Kind, Voice


class Footing(StrEnum):
    """What a member rests on: a party, an unnamed source, another outlet's report, or its own."""

    PARTY = "party"
    UNNAMED = "unnamed"
    CITED = "cited"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A member with the voice that it comes to. ``outlet`` is the key of the outlet that it rests
    on: the cited one, or for ``Footing.OWN`` the publisher; ``carriers`` are the parties through
    which its word came."""

    member: Statement
    trail: Trail
    footing: Footing
    voice: Voice
    parties: tuple[Party, ...] = ()
    named: bool = False
    description: str = ""
    spokesman: bool = False
    outlet: str | None = None
    carriers: frozenset[Party] = frozenset()

    @property
    def joint(self) -> bool:
        """Whether several parties speak with one voice."""
        return len(self.parties) > 1


def take_accounts(
    members: Sequence[Statement], trails: Sequence[Trail], lists: Lists
) -> list[Account]:
    """What each member rests on; an unlisted person gets the party that any member gives him."""
    found = [_take(member, trail, lists) for member, trail in zip(members, trails, strict=True)]
    return _tie(_credit(found))


def _take(member: Statement, trail: Trail, lists: Lists) -> Account:
    publisher = publisher_key(member.outlet, lists)
    if len(trail.voices) < 2 or trail.looped:
        voice = trail.voices[0] if trail.voices else Voice(Kind.OUTLET, member.outlet, None)
        return Account(
            member=member, trail=trail, footing=Footing.OWN, voice=voice, outlet=publisher
        )
    voice = trail.voices[-1]
    cited = outlet_key(voice, lists)
    if cited is not None:
        return Account(
            member=member, trail=trail, footing=Footing.CITED, voice=voice, named=True, outlet=cited
        )
    speaker = read_speaker(voice, member.lang, member.day, lists)
    return Account(
        member=member,
        trail=trail,
        footing=Footing.PARTY if speaker.parties else Footing.UNNAMED,
        voice=voice,
        parties=speaker.parties,
        named=speaker.named,
        description=speaker.description,
        spokesman=speaker.spokesman,
        carriers=_carriers(member, trail, speaker.parties, lists),
    )


def _carriers(
    member: Statement, trail: Trail, own: Sequence[Party], lists: Lists
) -> frozenset[Party]:
    """The parties, no outlets, in the middle of a trail; a nameless one may be anybody."""
    voices = [voice for voice in trail.voices[1:-1] if outlet_key(voice, lists) is None]
    read = [read_speaker(voice, member.lang, member.day, lists).parties for voice in voices]
    some = {parties[0] if len(parties) == 1 else Party(ANYBODY, ANYBODY) for parties in read}
    return frozenset(some.difference(own))


def _credit(accounts: Sequence[Account]) -> list[Account]:
    """An outlet's own telling is the report that another outlet rests on when citing it."""
    cited = {one.outlet for one in accounts if one.footing is Footing.CITED}
    return [
        replace(one, footing=Footing.CITED, named=True)
        if one.footing is Footing.OWN and one.outlet in cited and not one.trail.looped
        else one
        for one in accounts
    ]


def _tie(accounts: Sequence[Account]) -> list[Account]:
    """Give unlisted persons the party that the words of another member tell of them."""
    told: dict[str, Party] = {}
    for one in accounts:
        if one.named and len(one.parties) == 1 and one.parties[0].key != one.description:
            told.setdefault(one.description, one.parties[0])
    full = {one.description for one in accounts if one.named and " " in one.description}
    return [_settle(one, told, full) for one in accounts]


def _settle(account: Account, told: dict[str, Party], full: Iterable[str]) -> Account:
    if not _unlisted(account):
        return account
    name = account.description
    if " " not in name:  # a surname alone, of the only one who is named in full with it
        whole = [one for one in full if one.endswith(f" {name}")]
        name = whole[0] if len(whole) == 1 else name
    return replace(account, parties=(told.get(name, Party(name, account.parties[0].kin)),))


def _unlisted(account: Account) -> bool:
    return account.named and [one.key for one in account.parties] == [account.description]
