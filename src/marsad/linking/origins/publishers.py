"""Publishers: the outlet of a document as an entity of the lists, whatever way its name is written.

Two names are one outlet when the lists have both for it, capitals, spaces and signs apart
(*France24*, *France 24*, «فرانس 24»), with or without a class word before or behind («قناة»,
*newspaper*). An outlet of no list is known by its folded name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.entities.lists import Entity, Lists
from marsad.linking.origins.designations import LABELS, read_designation
from marsad.model import Kind, Voice
from marsad.packs.offices import load_offices
from marsad.packs.pack import languages, load_pack
from marsad.text.words import fold_form

_KEPT = 20_000  # names remembered; a year of news of some hundred feeds has fewer
_OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An outlet of the lists. ``country`` is an ISO 3166-1 code; ``state_affiliated`` is ``None``
    where the lists do not say."""

    entity: str
    name: str
    owner: str | None
    country: str | None
    state_affiliated: bool | None


@lru_cache(maxsize=_KEPT)
def find_publisher(name: str | None, lists: Lists) -> Publisher | None:
    """The outlet of the lists that a name or a domain means; ``None`` where they have none."""
    if not name:
        return None
    known = _known(lists)
    found = known.get(_squeeze(name)) or known.get(_squeeze(_bare(name)))
    return _publisher(lists.entities[found]) if found else None


@lru_cache(maxsize=_KEPT)
def publisher_key(name: str | None, lists: Lists) -> str | None:
    """By what an outlet is told from others: its id, else its folded name; ``None`` without one."""
    found = find_publisher(name, lists)
    return found.entity if found else _squeeze(name or "") or None


def outlet_key(voice: Voice, lists: Lists) -> str | None:
    """The same for an outlet that a chain names; ``None`` for a voice that is no outlet."""
    entity = lists.entities.get(voice.entity or "")
    if entity is not None and entity.table == _OUTLET:
        return entity.id
    if voice.kind is Kind.DOCUMENT:  # *the report of Reuters*
        return read_designation(voice.label or "", LABELS, lists).outlet
    if voice.kind is not Kind.OUTLET:
        return None
    listed = find_publisher(voice.label, lists) or find_publisher(voice.name, lists)
    if listed is not None:
        return voice.entity or listed.entity
    # The label of an outlet of no list may be its class alone: *newspaper*.
    return voice.entity or publisher_key(voice.name, lists) or publisher_key(voice.label, lists)


def outlet_owner(key: str, lists: Lists) -> str | None:
    """Who owns an outlet, as the lists have it; the outlet's id where the owner is an outlet."""
    entity = lists.entities.get(key)
    owner = entity.about.get("owner") if entity is not None else None
    if not owner:
        return None
    found = find_publisher(str(owner), lists)
    return found.entity if found else str(owner)


def owner_key(key: str, lists: Lists) -> str:
    """By what outlets of one owner are told: the last owner there is, else the outlet itself."""
    passed = [key]
    while (owner := outlet_owner(passed[-1], lists)) is not None and owner not in passed:
        passed.append(owner)
    return passed[-1]


def _publisher(entity: Entity) -> Publisher:
    return Publisher(
        entity=entity.id,
        name=entity.name,
        owner=entity.about.get("owner"),
        country=entity.countries[0] if entity.countries else None,
        state_affiliated=entity.about.get("state_affiliated"),
    )


@cache
def _known(lists: Lists) -> dict[str, str]:
    """Squeezed names and domains of the outlets of the lists, full names before guarded ones."""
    outlets = [one for one in lists.entities.values() if one.table == _OUTLET]
    found: dict[str, str] = {}
    for outlet in outlets:
        found.setdefault(_squeeze(outlet.name), outlet.id)
    for form in lists.forms:
        entity = lists.entities.get(form.use.entity)
        if entity is not None and entity.table == _OUTLET:
            found.setdefault(_squeeze(form.form), entity.id)
    for outlet in outlets:
        for domain in outlet.about.get("domains", ()):
            found.setdefault(_squeeze(str(domain)), outlet.id)
    found.pop("", None)
    return found


def _squeeze(name: str) -> str:
    return fold_form(name).replace(" ", "")


def _bare(name: str) -> str:
    """A name without the class words before and behind it."""
    words = fold_form(name.removeprefix("www.")).split()
    classes = _classes()
    while len(words) > 1 and words[0] in classes:
        del words[0]
    while len(words) > 1 and words[-1] in classes:
        del words[-1]
    return " ".join(words)


@cache
def _classes() -> frozenset[str]:
    """What outlets are called in the languages that have a pack, with and without the article."""
    found: set[str] = set()
    for lang in languages():
        pack = load_pack(lang)
        words = load_offices(pack).classes.get(_OUTLET, frozenset())
        found |= {fold_form(word) for word in words}
        found |= {fold_form(pack.article + word) for word in words}
    return frozenset(found)
