"""All that a reader of one language knows of actors, and what their designations come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from marsad.entities.lists import Entity, Lists, Use, load_lists
from marsad.entities.names import index_names
from marsad.model import Ground, Kind
from marsad.packs.offices import Head, OfficeWords, load_offices
from marsad.packs.pack import Pack
from marsad.packs.personnames import PersonNames, load_names
from marsad.packs.phrasebook import Phrasebook

_MINISTRY, _SIDE = "ministry", "side"
_DETAILED = frozenset({"minister", "envoy"})  # offices that only with their detail are one


class Named(NamedTuple):
    """An actor as it is published: its id, its canonical English name, and what it is.

    ``state`` is the id of the state that it belongs to.
    """

    entity: str
    name: str
    kind: Kind
    ground: Ground
    sector: str | None = None
    country: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The lists, and how one language writes what stands in them."""

    lists: Lists
    names: Phrasebook[Use]
    offices: OfficeWords
    people: PersonNames

    def named(self, entity: Entity) -> Named:
        """An entity of the lists."""
        state = entity.id if entity.table == "state" else entity.about.get("part_of")
        return Named(
            entity=entity.id,
            name=entity.name,
            kind=entity.kind,
            ground=Ground.NAME,
            sector=entity.sector,
            country=entity.countries[0] if entity.countries else None,
            state=state if state in self.lists.entities else None,
        )

    def adjective_at(self, keys: Sequence[str]) -> Callable[[int], str | None]:
        """The English adjective of the state whose adjective stands at a token."""

        def find(at: int) -> str | None:
            found = self.names.find(keys, at, len(keys))
            for use in found.values if found is not None and not found.cut else ():
                if use.sort == "adjective":
                    return self.lists.entities[use.entity].own.get("adjective")
            return None

        return find

    def designate(
        self, head: Head, owner: str, day: str | None, *, past: bool, detail: str = ""
    ) -> Named | None:
        """Whom an institution or an office of ``owner`` is, on a day.

        ``detail`` is the state that an envoy is sent to.

        A former office names nobody by itself. ``None`` where the owner has no such thing.
        """
        if head.sort == "institution":
            return self.institution(head.id, owner, day)
        if head.sort in ("ministry", "portfolio"):
            return self.institution(f"{_MINISTRY}.{head.id}", owner, day)
        if past:
            return None
        if head.sort == "minister":
            return self._minister(head.id, owner, day)
        return self._office(head.id, owner, day, detail)

    def of_some_state(self, head: Head) -> Named | None:
        """A ministry or a minister where nothing tells of which state: a name without an id."""
        titles = self.lists.templates["portfolio"]
        if head.sort not in ("ministry", "minister") or head.id not in titles:
            return None
        ministry = head.sort == "ministry"
        return Named(
            entity="",
            name=f"{'Ministry' if ministry else 'Minister'} of {titles[head.id]}",
            kind=Kind.ORGANISATION if ministry else Kind.OFFICE,
            ground=Ground.COMPOSED,
            sector="GOV",
        )

    def spokesperson(self, of: Named) -> Named:
        """Whoever speaks for an actor."""
        return of._replace(
            entity=f"{of.entity}.spokesperson",
            name=f"{of.name} spokesperson",
            kind=Kind.OFFICE,
            ground=Ground.COMPOSED,
        )

    def institution(
        self, key: str, owner: str, day: str | None, head: str | None = None
    ) -> Named | None:
        """An institution of a state: by the state's own name for it, else by the template.

        ``head`` is the surname of the one who heads it, where the words tell.
        """
        state = self.lists.entities.get(owner)
        if state is None:
            return None
        kind, _, portfolio = key.partition(".")
        template = self.lists.templates["institution"].get(kind)
        if template is None:
            return None
        if state.table != "state":
            return self._of_body(kind, state)
        own = self._own_name(state, template, portfolio)
        fields = self.fields(state, portfolio)
        if "{holder}" in template["name"]:
            holder = self.lists.holder("president", owner, day)
            known = self._surname(holder) if holder else state.own["adjective"]
            fields["holder"] = head or known
        name = own or template["name"].format_map(fields)
        made = owner if kind == _SIDE else f"{owner}.{key}"
        return Named(
            entity=self.lists.named.get(name, made),
            name=name,
            kind=Kind.ORGANISATION,
            ground=Ground.COMPOSED,
            sector=template.get("sector"),
            country=state.countries[0],
            state=owner,
        )

    def _of_body(self, kind: str, owner: Entity) -> Named | None:
        """An institution of something that is no state: an administration by its head's name."""
        country = owner.countries[0] if owner.countries else None
        if kind == "administration" and owner.kind is Kind.PERSON and country:
            name = f"{self._surname(owner.id)} administration"
            state = country if country in self.lists.entities else None
            return Named(
                f"{country}.administration",
                name,
                Kind.ORGANISATION,
                Ground.COMPOSED,
                "GOV",
                country,
                state,
            )
        if kind == "government" and owner.kind is Kind.PERSON and country:
            return self.institution(kind, country, None)
        governs = owner.table != "outlet" and owner.sector != "BUS"
        return self.named(owner) if governs else None

    def _own_name(self, state: Entity, template: dict[str, Any], portfolio: str) -> str | None:
        keys = self.lists.templates.get("portfolio_keys", {})
        key = keys.get(portfolio) if portfolio else template.get("key")
        return state.own.get(key) if key else None

    def fields(self, state: Entity, portfolio: str) -> dict[str, str]:
        titles = self.lists.templates["portfolio"]
        return {
            "adjective": state.own["adjective"],
            "state": state.name,
            "of": state.name,
            "portfolio": titles.get(portfolio, portfolio),
            "army": state.own.get("army", f"{state.own['adjective']} Armed Forces"),
            "parliament": state.own.get("parliament", f"Parliament of {state.name}"),
            "foreign-ministry": state.own.get(
                "foreign_ministry", f"{state.own['adjective']} Ministry of Foreign Affairs"
            ),
        }

    def _surname(self, person: str) -> str:
        return self.lists.entities[person].name.split()[-1]

    def _minister(self, portfolio: str, owner: str, day: str | None) -> Named | None:
        office = f"{portfolio}-minister"
        known = office in self.lists.templates["office"]
        return self._office(office if known else "minister", owner, day, portfolio)

    def _office(self, office: str, owner: str, day: str | None, detail: str = "") -> Named | None:
        entity = self.lists.entities.get(owner)
        if entity is None:
            return None
        templates = self.lists.templates["office"]
        if entity.table == "state" and templates[office].get("bodies"):
            return None
        of = owner if entity.table == "state" else entity.name
        for one in (office, *templates[office].get("also", ())):
            key = f"{one}:{detail}" if one in _DETAILED else one
            holder = self.lists.holder(key, of, day)
            if holder is not None:
                found = self.named(self.lists.entities[holder])
                return found._replace(ground=Ground.OFFICE, state=owner)
        if entity.table != "state":
            name = templates[office]["name"].format_map(_Plain(of=entity.name))
            state = None
        else:
            fields = self.fields(entity, detail)
            name, state = templates[office]["name"].format_map(fields), owner
        return Named(
            entity=f"{owner}.{office}" + (f".{detail}" if office == "minister" else ""),
            name=name,
            kind=Kind.OFFICE,
            ground=Ground.COMPOSED,
            sector="GOV",
            country=entity.countries[0] if entity.countries else None,
            state=state,
        )


class _Plain(dict[str, str]):
    """Fields of a template, empty where they are not known."""

    def __missing__(self, key: str) -> str:
        return ""


@cache
def load_knowledge(pack: Pack, *extra: Path) -> Knowledge:
    """What the lists and a language pack know together; a user's own lists come on top.

    Raises:
        ValueError: a list breaks its schema; the message names file and entry.
        OSError: a list cannot be read.
    """
    lists = load_lists(*extra)
    return Knowledge(
        lists=lists,
        names=index_names(lists, pack),
        offices=load_offices(pack),
        people=load_names(pack),
    )
