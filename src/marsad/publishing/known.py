"""What the lists know of an actor, in the words of a reader: names, country, owner, offices."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from marsad.entities.appellations import name_entity, name_place
from marsad.entities.lists import Entity, Lists, Office, load_lists
from marsad.packs.pack import load_pack, read_table
from marsad.publishing.atlas import atlas_for


class Held(NamedTuple):
    """An office with its days, as precise as they are known; ``ends`` is ``None`` while it lasts.

    ``of_id`` is the id of the state or body, where the lists have it.
    """

    office: str
    of: str
    of_id: str | None
    begins: str | None
    ends: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An entry of the lists, told in a language; ``called`` is its name in that.

    ``countries``, ``owner`` and ``part_of`` are pairs of id and name.
    An id is ``None`` where there is no entry; ``state_affiliated`` where it is not known.
    """

    entity: str
    name: str
    called: str
    table: str
    kind: str
    type: str | None
    sector: str | None
    countries: tuple[tuple[str | None, str], ...]
    part_of: tuple[str | None, str] | None
    owner: tuple[str | None, str] | None
    state_affiliated: bool | None
    domains: tuple[str, ...]
    begins: str | None
    ends: str | None
    aliases: tuple[str, ...]
    offices: tuple[Held, ...]


def known_of(entity: str, lang: str, lists: Lists | None = None) -> Known | None:
    """What the lists know of an id, those of an archive where they are given; else ``None``."""
    lists = lists or load_lists()
    found = lists.entities.get(entity)
    if found is None:
        return None
    about = found.about
    return Known(
        entity=entity,
        name=found.name,
        called=_called(found, lang),
        table=found.table,
        kind=found.kind.value,
        type=about.get("type"),
        sector=found.sector,
        countries=tuple(_country(code, lang) for code in found.countries if code != entity),
        part_of=_entry(about["part_of"], lang, lists) if "part_of" in about else None,
        owner=_entry(str(about["owner"]), lang, lists) if "owner" in about else None,
        state_affiliated=about.get("state_affiliated"),
        domains=tuple(map(str, about.get("domains", ()))),
        begins=found.begins,
        ends=found.ends,
        aliases=_aliases(found),
        offices=tuple(_held(one, lang, lists) for one in _newest_first(found.offices)),
    )


def called_in(lang: str, entity: str | None, name: str, lists: Lists | None = None) -> str:
    """What a reader of a language calls an actor; its canonical name where the lists know none."""
    return name_entity(entity, lang, lists) or name if entity else name


def place_in(lang: str, entity: str, name: str) -> str:
    """What a reader of a language calls a place."""
    return name_place(entity, lang) or name


def outlet_spellings(entity: str, name: str, lists: Lists | None = None) -> tuple[str, ...]:
    """All ways in which the lists write an outlet: what documents may give as theirs."""
    found = (lists or load_lists()).entities.get(entity)
    if found is None:
        return (name.removeprefix("~"),)
    domains = [str(one) for one in found.about.get("domains", ())]
    every = (found.name, *found.names, *domains, *(f"www.{one}" for one in domains), name)
    return tuple(dict.fromkeys(every))


def _aliases(entity: Entity) -> tuple[str, ...]:
    every = dict.fromkeys((entity.name, *entity.names))
    return tuple(one for one in every if one)


def _country(code: str, lang: str) -> tuple[str | None, str]:
    name = atlas_for(lang).country(code)
    return (code, name) if name else (None, code)


def _entry(called: str, lang: str, lists: Lists) -> tuple[str | None, str]:
    """An entry by its id or its name."""
    found = lists.entities.get(called) or lists.entities.get(lists.named.get(called, ""))
    found = found or _outlets(lists).get(called)
    return (None, called) if found is None else (found.id, _called(found, lang))


def _called(entity: Entity, lang: str) -> str:
    """Its name in a language: as all pages call it, else the first of its names in the script."""
    script = load_pack(lang).script
    names = (one for one in (entity.name, *entity.names) if one)
    written = (one for one in names if unicodedata.name(one[0], "").startswith(script))
    return name_entity(entity.id, lang) or next(written, entity.name)


@cache
def _outlets(lists: Lists) -> dict[str, Entity]:
    entities = lists.entities.values()
    return {one.name: one for one in entities if one.table == "outlet"}


def _newest_first(offices: Iterable[Office]) -> list[Office]:
    return sorted(offices, key=lambda one: (one.ends is None, one.begins or ""), reverse=True)


def _held(office: Office, lang: str, lists: Lists) -> Held:
    of_id, of = _entry(office.of, lang, lists)
    return Held(office_word(office.office, office.detail, lang), of, of_id, *_days(office))


def _days(office: Office) -> tuple[str | None, str | None]:
    return office.begins, office.ends


def office_word(office: str, detail: str, lang: str) -> str:
    """What a language calls an office: the first words that its pack has for it."""
    table = _offices(lang)
    portfolio = detail or office.removesuffix("-minister")
    whole = table.get("office", {}).get(office)
    if whole:
        return f"{whole[0]} ({detail})" if detail and office != "minister" else str(whole[0])
    minister = table.get("ministry", {}).get("minister")
    answers = table.get("portfolio", {}).get(portfolio)
    if minister and answers and _verb_first(lang):
        return f"{minister[0]} {answers[0]}"
    title = load_lists().templates["office"].get(office, {}).get("name", "")
    plain = str(title).partition(" of {")[0]
    return plain if plain and "{" not in plain else (portfolio or office).replace("-", " ")


def _verb_first(lang: str) -> bool:
    return load_pack(lang).order == "verb-first"


@cache
def _offices(lang: str) -> dict[str, Any]:
    return read_table(load_pack(lang), "offices")
