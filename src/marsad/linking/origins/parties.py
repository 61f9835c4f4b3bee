"""Parties: on whose behalf a voice speaks.

The government of a state, its ministries, its army, its spokesmen, its capital as a metonym and the
state itself are one party: they answer for one another. So are an armed group, a body or an outlet
and whoever leads it or speaks for it. A parliament, a court, an opposition is another party than
the government.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from marsad.entities.lists import Entity, Lists, Office
from marsad.linking.origins.designations import LABELS, Designation, read_designation
from marsad.model import Kind, Voice
from marsad.text.words import fold_form

_EXECUTIVE = frozenset({"GOV", "MIL", "SPY", "COP"})  # sectors of PLOVER that a government commands
_FORCES = "government forces"
_APART = frozenset({"court", "parliament"})  # listed under GOV, yet independent by their task
_OWN = frozenset(  # offices that speak for themselves, or for a house of their own
    {
        *("speaker", "opposition-leader", "attorney-general"),
        *("mayor", "governor", "central-bank-governor"),
    }
)
_LEADING = frozenset(
    {
        *("leader", "secretary-general", "commander", "commissioner"),
        *("spokesperson", "envoy", "president"),
    }
)
_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})
_KEPT = 5_000  # remembered: as many as some days of news have


class Party(NamedTuple):
    """One who answers for what is said.

    ``kin`` is what it may be part of: the state of a public body, the alliance of an armed group;
    else the same as ``key``. It is ``ANYBODY`` for a person of whom nothing is known but the name,
    and for a ministry of an untold state: both may speak for any other party.
    """

    key: str
    kin: str


ANYBODY = ""


class Speaker(NamedTuple):
    """What a voice is when origins are counted.

    ``parties`` has several for a joint source, none for one that nothing is known of. ``named``
    tells whether the voice has a name; ``description`` is what it is called, folded; ``spokesman``
    that it speaks for somebody whom its words do not name.
    """

    parties: tuple[Party, ...]
    named: bool
    description: str
    spokesman: bool = False


def read_speaker(voice: Voice, lang: str | None, day: int | None, lists: Lists) -> Speaker:
    """Whom a voice speaks for, on the day that it was published (a proleptic Gregorian ordinal)."""
    return _read(voice._replace(span=None), lang, day, lists)


@lru_cache(maxsize=_KEPT)
def _read(voice: Voice, lang: str | None, day: int | None, lists: Lists) -> Speaker:
    name = read_designation(voice.name or "", lang, lists)
    label = read_designation(voice.label or "", LABELS, lists)
    description = fold_form(voice.label or voice.name or "")
    named = voice.kind not in _NAMELESS and (bool(voice.entity) or _is_name(voice.label))
    joint = _joint(voice, name, label)
    if joint:
        parties = dict.fromkeys(party_of(one, day, lists) for one in joint)
        return Speaker(tuple(parties), True, description)
    if voice.entity:
        return Speaker((party_of(voice.entity, day, lists),), named, description)
    party = _told(label, voice, day, lists) or _told(name, voice, day, lists)
    if party is None and named and voice.kind is not Kind.DOCUMENT:
        alone = voice.kind is Kind.ORGANISATION and not (label.official or name.official)
        party = Party(description, description if alone else ANYBODY)
    if party is None:
        return Speaker((), False, description, label.spokesman or name.spokesman)
    return Speaker((party,), named, description)


def _is_name(label: str | None) -> bool:
    """Whether a label is a name; descriptions (*military council*) have no capital."""
    return label is not None and any(letter.isupper() for letter in label)


def _joint(voice: Voice, name: Designation, label: Designation) -> tuple[str, ...]:
    """The entities that a voice names side by side, two of them or more."""
    if voice.kind in _NAMELESS:
        return ()
    found = max(name.together, label.together, key=len)
    owner = (voice.entity or found[0] if found else "").partition(".")[0]
    ours = not voice.entity or any(one.partition(".")[0] == owner for one in found)
    return found if len(found) > 1 and ours else ()


def _told(words: Designation, voice: Voice, day: int | None, lists: Lists) -> Party | None:
    """The party that a phrase names: a body, else the state whose official somebody is."""
    if words.body is not None:
        return party_of(words.body, day, lists)
    if words.state is not None and words.official and voice.kind is not Kind.OUTLET:
        return Party(words.state, words.state)
    return None


def party_of(entity: str, day: int | None, lists: Lists) -> Party:
    """The party of an entity, listed or composed (``TR.ministry.defence``), on a day."""
    known = lists.entities.get(entity)
    if known is None:
        return _composed(entity, lists, day)
    if known.table == "person":
        return _of_person(known, lists, day)
    above = lists.entities.get(known.about.get("part_of", ""))
    if above is None or (above.table == "state" and not _executive(known)):
        return _of_body(known, lists)
    whole = party_of(above.id, day, lists)
    same = above.table == "state" or known.about.get("type") == _FORCES
    return whole if same else Party(known.id, whole.kin)


def _executive(body: Entity) -> bool:
    """Whether a body is one that a government commands."""
    return body.sector in _EXECUTIVE and body.about.get("type") not in _APART


def _of_body(body: Entity, lists: Lists) -> Party:
    state = body.countries[0] if len(body.countries) == 1 else ""
    if body.table not in ("actor", "body") or not _executive(body) or state not in lists.entities:
        return Party(body.id, body.id)
    if body.about.get("type") == _FORCES:
        return Party(state, state)
    return Party(body.id, state)


def _composed(entity: str, lists: Lists, day: int | None) -> Party:
    """The party of an institution or an office that the words of a text put together."""
    owner, _, rest = entity.partition(".")
    whole = lists.entities.get(owner)
    if whole is None:
        return Party(entity, entity)
    head = rest.rpartition(".")[0]
    if rest.endswith("spokesperson") and head:
        return party_of(f"{owner}.{head}", day, lists)
    if whole.table != "state":
        return party_of(owner, day, lists)
    key = rest.partition(".")[0]
    sector = lists.templates["institution"].get(key, {}).get("sector")
    if key in _OWN or (sector is not None and sector not in _EXECUTIVE):
        return Party(entity, owner if sector == "JRN" else entity)
    return Party(owner, owner)


def _of_person(person: Entity, lists: Lists, day: int | None) -> Party:
    """Who a person answers for: the state or the body whose office he held on the day."""
    held = [office for office in person.offices if _held(office, day)]
    for office in held:
        whole = lists.entities.get(office.of)
        if whole is not None and whole.table == "state" and office.office not in _OWN:
            return Party(office.of, office.of)
    for office in held:
        body = lists.named.get(office.of)
        if body is not None and office.office in _LEADING:
            return party_of(body, day, lists)
    return Party(person.id, person.id)


def _held(office: Office, day: int | None) -> bool:
    """Whether an office was held on a day; dates known to the month or the year count wholly."""
    if day is None:
        return office.ends is None
    iso = date.fromordinal(day).isoformat()
    begins, ends = office.begins or "", office.ends
    return begins <= iso[: len(begins)] and (ends is None or iso[: len(ends)] <= ends)
