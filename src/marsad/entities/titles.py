"""Titles: what the bodies and offices that words put together are called in a language.

*Iraqi Ministry of Water Resources* stands in no list. Its id tells of what it is composed, and a
pack's ``titles.toml`` how its language says that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from marsad.entities.knowledge import Knowledge, load_knowledge
from marsad.entities.lists import Entity, Lists, load_lists
from marsad.packs.pack import Pack, languages, load_pack
from marsad.packs.titles import Titles, agree, load_titles

_SPEAKS, _MINISTRY, _MINISTER = "spokesperson", "ministry", "minister"
_CANONICAL = "en"  # the language of canonical names
_ANY = "~any"  # the owner of a ministry of an untold state

Names = Callable[[str], str | None]


def title(id: str, lang: str, names: Names, lists: Lists) -> str | None:
    """What a composed body or office is called; ``None`` where the language has no words for it.

    Args:
        id: as ``marsad.entities.knowledge`` composes it (``IQ.ministry.water``).
        names: what entities of the lists are called in the language.
        lists: those that count.
    """
    pack = load_pack(lang)
    titles = load_titles(pack)
    above, _, last = id.rpartition(".")
    owner, _, rest = id.partition(".")
    key, _, detail = rest.partition(".")
    if not rest:
        return None
    if last == _SPEAKS:
        of = names(above) or title(above, lang, names, lists)
        return titles.spokesperson.format(of=of) if of and titles.spokesperson else None
    if owner == _ANY:
        pattern, portfolio = titles.untold.get(key), titles.portfolios.get(detail)
        return pattern.format(portfolio=portfolio) if pattern and portfolio else None
    known = lists.entities.get(owner)
    if known is None:
        return None
    if known.table != "state":
        pattern, of = titles.bodies.get(rest), names(owner)
        return pattern.format(of=of) if pattern and of else None
    return _of_state(known, (key, detail), pack, names)


def _of_state(state: Entity, what: tuple[str, str], pack: Pack, names: Names) -> str | None:
    key, detail = what
    titles, called = load_titles(pack), names(state.id)
    pattern = titles.institutions.get(key) or titles.offices.get(key)
    portfolio = titles.portfolios.get(detail, "")
    if pattern is None or called is None or (detail and not portfolio):
        return None
    forms = _adjectives(state.id, pack)
    without = titles.without.format(state=called)
    return pattern.format(
        m=forms.get("m", without),
        f=forms.get("f", without),
        state=called,
        portfolio=portfolio,
    )


def _adjectives(state: str, pack: Pack) -> dict[str, str]:
    """The adjective of a state with the article in both genders; none where the lists lack it."""
    word = adjectives_of(pack).get(state)
    if word is None:
        return {}
    return {
        gender: " ".join(f"{pack.article}{one}" for one in agree(word, gender, pack).split())
        for gender in "mf"
    }


@cache
def adjectives_of(pack: Pack) -> dict[str, str]:
    """The first adjective of each state in a language, without article, masculine."""
    found: dict[str, str] = {}
    for form, use, lang in load_lists().forms:
        if use.sort == "adjective" and lang == pack.lang:
            found.setdefault(use.entity, form)
    return found


def find_titled(name: str, lang: str, lists: Lists) -> str | None:
    """The id of what a canonical English title names, as far as the language has a word for it."""
    found = _titled_in(lang, lists)
    if name in found:
        return found[name]
    before, behind = _around_speaker()
    if not name.endswith(behind) or not name.startswith(before):
        return None
    of = name[len(before) : len(name) - len(behind)]
    known = found.get(of) or _named(lists).get(of)
    return None if known is None else f"{known}.{_SPEAKS}"


@cache
def _canonical_names(lists: Lists) -> dict[str, str]:
    return {id: name for lang in languages() for name, id in _titled_in(lang, lists).items()}


def canonical_title(id: str, lists: Lists) -> str | None:
    """The English title of a composed body or office, of the lists too; ``None`` if unknown."""
    listed = lists.entities.get(id)
    known = _canonical_names(lists).get(id) if listed is None else listed.name
    above, _, last = id.rpartition(".")
    if known is not None or last != _SPEAKS or not above:
        return known
    of, (before, behind) = canonical_title(above, lists), _around_speaker()
    return None if of is None else f"{before}{of}{behind}"


@cache
def _around_speaker() -> tuple[str, str]:
    before, _, behind = str(load_lists().templates["office"][_SPEAKS]["name"]).partition("{of}")
    return before, behind


@cache
def _named(lists: Lists) -> dict[str, str]:
    return {entity.name: entity.id for entity in lists.entities.values()}


@cache
def _titled_in(lang: str, lists: Lists) -> dict[str, str]:
    """The same with the offices of a user's own groups and bodies behind those of the package."""
    found, package = _titled(lang), load_lists()
    if lists is package or not found:
        return found
    templates = package.templates["office"]
    own = (one for id, one in lists.entities.items() if id not in package.entities)
    bodies = [one for one in own if one.table in ("actor", "body")]
    added = {
        templates[key]["name"].format_map(_of_body(one)): f"{one.id}.{key}"
        for one in bodies
        for key in load_titles(load_pack(lang)).bodies
    }
    return {**added, **found}


@cache
def _titled(lang: str) -> dict[str, str]:
    """Every title that can be composed by its English; of two alike, the first."""
    titles = load_titles(load_pack(lang))
    if not titles.institutions or _CANONICAL not in languages():
        return {}
    know = load_knowledge(load_pack(_CANONICAL))
    found: dict[str, str] = {}
    for name, id in _compose(know, titles):
        found.setdefault(name, id)
    return found


def _compose(know: Knowledge, titles: Titles) -> Iterator[tuple[str, str]]:
    lists = know.lists
    for entity in lists.entities.values():
        if entity.table == "state":
            yield from _institutions(know, titles, entity.id)
            yield from _administrations(lists, entity.id)
            keys = [key for key in titles.offices if key != _MINISTER]
        elif entity.table in ("actor", "body"):
            keys = list(titles.bodies)
        else:
            continue
        templates = lists.templates["office"]
        for key in keys:
            fields = _of(know, entity)
            yield templates[key]["name"].format_map(fields), f"{entity.id}.{key}"
    for sort in (_MINISTRY, _MINISTER):
        for key, words in lists.templates["portfolio"].items():
            yield f"{sort.capitalize()} of {words}", f"{_ANY}.{sort}.{key}"


def _of(know: Knowledge, entity: Entity) -> dict[str, str]:
    return know.fields(entity, "") if entity.table == "state" else _of_body(entity)


def _of_body(body: Entity) -> dict[str, str]:
    """What stands in the title of an office of a body, which has none of what states have."""
    return dict.fromkeys(
        ("adjective", "state", "portfolio", "army", "parliament", "foreign-ministry"), ""
    ) | {"of": body.name}


def _institutions(know: Knowledge, titles: Titles, state: str) -> Iterator[tuple[str, str]]:
    entity = know.lists.entities[state]
    ministries = [f"{_MINISTRY}.{key}" for key in titles.portfolios]
    for key in (*titles.institutions, *ministries):
        if key not in (_MINISTRY, "side", "administration"):
            named = know.institution(key, state, None)
            if named is not None:
                yield named.name, named.entity
    pattern = know.lists.templates["office"][_MINISTER]["name"]
    for key in titles.portfolios:
        yield pattern.format_map(know.fields(entity, key)), f"{state}.{_MINISTER}.{key}"


def _administrations(lists: Lists, state: str) -> Iterator[tuple[str, str]]:
    """An administration is called by its head's surname."""
    pattern = lists.templates["institution"]["administration"]["name"]
    for _, _, person in lists.holders.get(("president", state), ()):
        surname = lists.entities[person].name.split()[-1]
        yield pattern.format(holder=surname), f"{state}.administration"
