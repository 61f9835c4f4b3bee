"""The lists of known actors: states, persons with dated offices, groups, bodies and outlets.

They stand in ``packs/common`` as TOML; a user's own file of the same tables is laid over them. An
entry that has the id of an earlier one takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from marsad.model import Kind, Point
from marsad.packs.pack import HOME, languages

COMMON = HOME / "common"
TABLES = ("state", "actor", "body", "outlet", "person")
NO_LISTS = frozenset({"institutions.toml", "places.toml", "plover.toml"})
_THESAURUS = "concepts"
_ABOUT = ("type", "owner", "domains", "state_affiliated", "part_of", "lang", "example", "gender")
_NEEDED = {"id", "name"}
# Keys that list forms, with the sort of their use. Each may end in the code of a language that has
# a pack (``last_en``); the code alone (``en``) lists names.
_SORTS = {
    "guarded": "guarded",
    "short": "short",
    "last": "last",
    "adjective": "adjective",
    "people": "people",
    "capital": "capital",
}
_ANY = frozenset({"guarded", "short", "last"})  # also without a language: for all of them
_PARTS = ("army", "parliament")  # institutions of which a state lists names by language
_NAMED = frozenset({*_SORTS, *_PARTS})
_KEYS = {
    *_NEEDED,
    *("guarded", "short", "last", "domains", "suppress"),
    *("kind", "sector", "country", "from", "to", "part_of", "type", "owner", "lang", "example"),
    *("state_affiliated", "famous", "gender", "offices", "capital", "lat", "lon", "capital_lat"),
    *("capital_lon", "government", "army", "air_force", "parliament"),
    *("bodies", "foreign_ministry", "defence_ministry", "interior_ministry", "head", "gender_ar"),
    *("iso", "police", "intelligence", "supreme_court", "presidency", "electoral_commission"),
}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Office(NamedTuple):
    """An office that a person holds: from and to as ISO dates, as precise as they are known.

    ``of`` is the ISO code of a state or the name of a body; ``detail`` a minister's portfolio or
    where an ambassador is posted. ``ends`` is ``None`` while it lasts.
    """

    office: str
    of: str
    begins: str | None
    ends: str | None
    detail: str = ""


class Use(NamedTuple):
    """How a written form stands for an entity.

    ``sort`` is one of full, part, last, guarded, short, adjective, people, capital. In letters with
    case, ``capitals`` counts the words with a capital, and ``upper`` marks initials (*US*).
    """

    entity: str
    sort: str
    capitals: int = 0
    upper: bool = False


class Written(NamedTuple):
    """A form with its use, and the code of the language whose word it is; none for any."""

    form: str
    use: Use
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A known actor.

    ``names`` are its forms by script, the most usual first; ``table`` is the kind of list it
    stands in. ``point`` is where a state lies, ``capital`` where it is governed. ``own`` are a
    state's own names for its institutions, by their key.
    """

    id: str
    name: str
    table: str
    kind: Kind
    sector: str | None = None
    countries: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    famous: bool = False
    offices: tuple[Office, ...] = ()
    begins: str | None = None
    ends: str | None = None
    point: Point | None = None
    capital: Point | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lists:
    """All entities by id, every written form with its uses, and who held which office.

    ``named`` leads from the canonical name of a group or a body to its id, so that what the words
    put together (*the Israeli army*) is the entry of the lists, where there is one.

    ``holders`` is keyed by office and state (or body); its values are (begin, end, person), the
    earliest first. ``persons`` are the ids of all persons.
    """

    entities: Mapping[str, Entity]
    forms: tuple[Written, ...]
    holders: Mapping[tuple[str, str], tuple[tuple[str, str | None, str], ...]]
    templates: Mapping[str, Any]
    named: Mapping[str, str]
    persons: frozenset[str]

    def __hash__(self) -> int:
        return id(self)

    def holder(self, office: str, of: str, day: str | None) -> str | None:
        """The id of the one who held an office on a day; ``None`` if nobody, or more than one.

        Dates known to the month or the year count from the beginning of it, and to the end of it.
        """
        if day is None:
            return None
        there = [
            (begins, ends, person)
            for begins, ends, person in self.holders.get((office, of), ())
            if begins[: len(day)] <= day[: len(begins)]
            and (ends is None or day[: len(ends)] <= ends)
        ]
        persons = {person for _, _, person in there}
        if len(persons) < 2:
            return next(iter(persons), None)
        (_, left, _), (came, _, successor) = there[-2:]
        changed = len(persons) == 2 and left is not None and left[: len(came)] <= came[: len(left)]
        return successor if changed else None  # in the period of a change, the one who came


@cache
def load_lists(*extra: Path) -> Lists:
    """The lists of ``packs/common``, with a user's own files laid over them.

    Raises:
        ValueError: an entry breaks the schema; the message names file and entry.
        OSError: a file cannot be read.
    """
    tables: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in TABLES}
    for path in (*list_files(), *extra):
        for table, entries in read_list(path).items():
            for entry in entries:
                tables[table][entry["id"]] = entry
    templates = tomli.loads((COMMON / "institutions.toml").read_text(encoding="utf-8"))
    return build_lists(tables, templates)


def list_files() -> list[Path]:
    """The files of ``packs/common`` that list actors, by name."""
    found = (path for path in sorted(COMMON.glob("*.toml")) if path.name not in NO_LISTS)
    return [path for path in found if not path.name.startswith(_THESAURUS)]


def read_list(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The entries of one file by their table, checked.

    Raises:
        ValueError: an entry breaks the schema; the message names file and entry.
        OSError: the file cannot be read.
    """
    try:
        found = tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    unknown = found.keys() - set(TABLES)
    if unknown:
        known = ", ".join(f"[[{table}]]" for table in TABLES)
        raise ValueError(f"{path.name}: no table called {', '.join(unknown)}; there are {known}")
    for table, entries in found.items():
        for number, entry in enumerate(entries, 1):
            _check(f"{path.name}: {table} {entry.get('id', number)}", entry)
    return found


def _check(where: str, entry: dict[str, Any]) -> None:
    form_keys = _form_keys(tuple(entry))
    listed = [*(key for key, _, _ in form_keys), *(["domains"] if "domains" in entry else ())]
    missing, unknown = _NEEDED - entry.keys(), entry.keys() - _KEYS - set(listed)
    if missing or unknown:
        fault = f"needs {', '.join(sorted(missing))}" if missing else ""
        raise ValueError(f"{where}: {fault or 'no key called ' + ', '.join(sorted(unknown))}")
    for key in listed:
        value = entry[key]
        if not (isinstance(value, list) and all(map(_is_word, value))):
            raise ValueError(f"{where}: {key} has to be a list of words")
    for office in entry.get("offices", ()):
        if not {"office", "of"} <= office.keys():
            raise ValueError(f"{where}: an office needs what it is and of whom")
        for key in ("from", "to"):
            if not _DATE.fullmatch(office.get(key, "2000")):
                raise ValueError(f"{where}: {office[key]} is no ISO date")


@cache
def _languages() -> tuple[str, ...]:
    return languages()


@cache
def _form_key(key: str) -> tuple[str, str] | None:
    """The sort of use and the language of a key that lists forms; ``None`` for another key."""
    if key in _languages():
        return "full", key
    sort, _, lang = key.partition("_")
    if sort not in _NAMED or (lang and lang not in _languages()):
        return None
    if not lang and sort not in _ANY:
        return None
    return _SORTS.get(sort, sort), lang


@cache
def _form_keys(keys: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """The keys of an entry that list forms, with sort and language; many entries have the same."""
    known = ((key, _form_key(key)) for key in keys)
    return tuple((key, *found) for key, found in known if found is not None)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def build_lists(
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]], templates: Mapping[str, Any]
) -> Lists:
    """The lists from parsed tables, by kind and id."""
    entities: dict[str, Entity] = {}
    forms: list[Written] = []
    for table, entries in tables.items():
        for entry in entries.values():
            if entry.get("suppress"):
                continue
            entity = _entity(table, entry)
            entities[entity.id] = entity
            forms += _forms(entry)
            for body in entry.get("bodies", ()):
                part = _part(entity, body)
                entities[part.id] = part
                forms += [Written(form, Use(part.id, "full")) for form in part.names]
    named = {one.name: one.id for one in entities.values() if one.table in ("actor", "body")}
    persons = frozenset(one.id for one in entities.values() if one.table == "person")
    return Lists(entities, tuple(forms), _holders(entities), templates, named, persons)


def _entity(table: str, entry: Mapping[str, Any]) -> Entity:
    kinds = {"person": Kind.PERSON, "outlet": Kind.OUTLET}
    country = entry.get("country", ())
    codes = (country,) if isinstance(country, str) else tuple(country)
    if table == "state":
        codes = (entry.get("iso", entry["id"]),)
    return Entity(
        id=entry["id"],
        name=entry["name"],
        table=table,
        kind=Kind(entry.get("kind", kinds.get(table, Kind.ORGANISATION))),
        sector=entry.get("sector", "JRN" if table == "outlet" else None),
        countries=codes,
        names=(*_names(entry), *entry.get("guarded", ())),
        famous=entry.get("famous", False),
        offices=tuple(map(_office, entry.get("offices", ()))),
        point=_point(entry, "lat", "lon"),
        capital=_point(entry, "capital_lat", "capital_lon"),
        begins=entry.get("from"),
        ends=entry.get("to"),
        about={key: entry[key] for key in _ABOUT if key in entry},
        own=_own(entry) if table == "state" else {},
    )


def _point(entry: Mapping[str, Any], lat: str, lon: str) -> Point | None:
    return Point(entry[lat], entry[lon]) if lat in entry and lon in entry else None


def _own(entry: Mapping[str, Any]) -> dict[str, str]:
    """A state's own names for its institutions, and its adjective."""
    own = {key: value for key, value in entry.items() if isinstance(value, str)}
    adjectives = entry.get("adjective_en", ())
    own["adjective"] = adjectives[0] if adjectives else entry["name"]
    return own


def _office(given: Mapping[str, str]) -> Office:
    detail = given.get("portfolio") or given.get("at") or given.get("for") or ""
    return Office(given["office"], given["of"], given.get("from"), given.get("to"), detail)


def _part(state: Entity, body: Mapping[str, Any]) -> Entity:
    """A building or a service that stands for a part of a state."""
    return Entity(
        id=f"{state.id}.{re.sub(r'[^a-z0-9]+', '-', body['name'].lower()).strip('-')}",
        name=body["name"],
        table="body",
        kind=Kind.ORGANISATION,
        sector="GOV",
        countries=state.countries,
        names=tuple(_names(body)),
        about={"type": body.get("kind", "state institution"), "part_of": state.id},
    )


def names_in(entry: Mapping[str, Any]) -> Iterator[str]:
    """All full names of an entry, the canonical one first."""
    yield entry["name"]
    yield from _names(entry)
    yield from entry.get("guarded", ())


def _names(entry: Mapping[str, Any]) -> Iterator[str]:
    """The names of an entry in every language."""
    for lang in _languages():
        yield from entry.get(lang, ())


def _forms(entry: Mapping[str, Any]) -> list[Written]:
    """Every written form of an entry with what it says."""
    plain = entry["name"] not in entry.get("guarded", ())
    made = [Written(entry["name"], Use(entry["id"], "full"))] if plain else []
    for key, sort, lang in _form_keys(tuple(entry)):
        use = Use(f"{entry['id']}.{sort}", "part") if sort in _PARTS else Use(entry["id"], sort)
        made += [Written(form, use, lang) for form in entry[key]]
    return made


def _holders(
    entities: Mapping[str, Entity],
) -> dict[tuple[str, str], tuple[tuple[str, str | None, str], ...]]:
    held: dict[tuple[str, str], list[tuple[str, str | None, str]]] = {}
    for entity in entities.values():
        for office in entity.offices:
            span = (office.begins or "", office.ends, entity.id)
            held.setdefault((office.office, office.of), []).append(span)
            if office.detail:
                held.setdefault((f"{office.office}:{office.detail}", office.of), []).append(span)
    return {key: tuple(sorted(spans, key=lambda s: s[0])) for key, spans in held.items()}
