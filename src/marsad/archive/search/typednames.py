"""Names as people type them: what they are in the archive, in any language, merged or not.

Those whom the observatory suppresses are found by none of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from marsad.archive.schema import name_forms, names
from marsad.archive.suppressed import suppressed
from marsad.text.stems import without_article

LONGEST_NAME = 6  # words of a name that is typed without quotation marks
_ARTICLE = "ال"
_ACTOR = "actor"
_AT_ONCE = 5_000  # values in one statement; SQLite takes 32,766
_CANDIDATES = 5_000  # forms that a name unknown is compared with
_PARTIAL = 50  # names that a part of a name may mean
_LIKE = 0.7  # of 1: how like a name has to be that is offered; 0.6 offers names of other people


class Known(NamedTuple):
    """A name of the archive."""

    number: int
    kind: str
    name: str


def variants(form: str) -> tuple[str, ...]:
    """A folded name as typed, without its article, and with one."""
    bare = without_article(form)
    return tuple(dict.fromkeys((form, bare, _ARTICLE + bare)))


def find_names(connection: Connection, forms: Iterable[str]) -> dict[str, list[Known]]:
    """The names that are called so, by any of these folded forms or a variant of it."""
    asked = defaultdict[str, list[str]](list)
    for one in dict.fromkeys(forms):
        for variant in variants(one):
            asked[variant].append(one)
    found = defaultdict[str, list[Known]](list)
    looked, hidden = list(asked), find_hidden(connection)
    for at in range(0, len(looked), _AT_ONCE):
        rows = connection.execute(
            select(name_forms.c.form, names.c.number, names.c.kind, names.c.name)
            .join(names, names.c.number == name_forms.c.name)
            .where(name_forms.c.form.in_(looked[at : at + _AT_ONCE]), names.c.number.not_in(hidden))
        )
        for called, *known in rows:
            for form in asked[called]:
                found[form].append(Known(*known))
    return found


def find_entity(connection: Connection, kinds: Sequence[str], value: str) -> list[Known]:
    """The names with an id of the lists, however it is cased."""
    if "\0" in value:  # PostgreSQL takes it in no text
        return []
    ids = {value, value.upper(), value.lower()}
    chosen = select(names.c.number, names.c.kind, names.c.name).where(
        names.c.kind.in_(kinds),
        names.c.entity.in_(ids),
        names.c.number.not_in(find_hidden(connection)),
    )
    rows = connection.execute(chosen)
    return [Known(*row) for row in rows]


def find_partly(connection: Connection, kinds: Sequence[str], form: str) -> list[Known]:
    """The names that hold all the words of a folded form."""
    words = form.split()
    rows = connection.execute(
        select(name_forms.c.form, names.c.number, names.c.kind, names.c.name)
        .join(names, names.c.number == name_forms.c.name)
        .where(names.c.kind.in_(kinds), *(name_forms.c.form.contains(word) for word in words))
        .where(names.c.number.not_in(find_hidden(connection)))
        .order_by(names.c.number)
        .limit(_CANDIDATES)
    )
    held = {Known(*known): None for found, *known in rows if set(words) <= set(found.split())}
    return list(held)[:_PARTIAL]


def find_near(connection: Connection, kinds: Sequence[str], form: str) -> list[str]:
    """The names, three at most, that are spelled much like a folded form."""
    begins = [func.substr(name_forms.c.form, 1, 2) == one[:2] for one in variants(form)]
    rows = connection.execute(
        select(name_forms.c.form, names.c.name)
        .join(names, names.c.number == name_forms.c.name)
        .where(names.c.kind.in_(kinds), or_(*begins))
        .where(names.c.number.not_in(find_hidden(connection)))
        .order_by(name_forms.c.form)
        .limit(_CANDIDATES)
    )
    called: dict[str, str] = {found: name for found, name in rows}
    near = get_close_matches(form, called, n=3, cutoff=_LIKE)
    return list(dict.fromkeys(called[one] for one in near))


def find_hidden(connection: Connection) -> frozenset[int]:
    """The names of those who are suppressed, and all that people merged with them."""
    persons = suppressed(connection)
    if not persons:
        return frozenset()
    meant = names.c.entity.in_(persons.ids) | name_forms.c.form.in_(persons.forms)
    chosen = (
        select(names.c.number, names.c.entity, names.c.name)
        .select_from(names.outerjoin(name_forms, name_forms.c.name == names.c.number))
        .where(names.c.kind == _ACTOR, meant)
        .distinct()
    )
    found = [one.number for one in connection.execute(chosen) if persons.holds(one[1], one[2])]
    return frozenset().union(*find_families(connection, found).values())


def find_families(connection: Connection, numbers: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each name all names that people merged with it, itself among them."""
    edges = defaultdict[int, set[int]](set)
    seen: set[int] = set()
    new = set(numbers)
    asked = tuple(new)
    while new:
        seen |= new
        pairs = connection.execute(
            select(names.c.number, names.c.same_as).where(
                names.c.same_as.is_not(None),
                or_(names.c.number.in_(new), names.c.same_as.in_(new)),
            )
        ).all()
        for number, other in pairs:
            edges[number].add(other)
            edges[other].add(number)
        new = {number for pair in pairs for number in pair} - seen
    return {number: _reached(edges, number) for number in asked}


def _reached(edges: Mapping[int, set[int]], number: int) -> frozenset[int]:
    reached, waiting = {number}, [number]
    while waiting:
        for other in edges.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return frozenset(reached)


def find_forms(connection: Connection, numbers: Iterable[int]) -> list[str]:
    """The folded forms of names."""
    chosen = select(name_forms.c.form).where(name_forms.c.name.in_(set(numbers)))
    return list(connection.execute(chosen.limit(_AT_ONCE)).scalars())


def find_merged(connection: Connection) -> dict[int, int]:
    """For each name that people merged into another: the one that stands for all of them."""
    pairs = connection.execute(
        select(names.c.number, names.c.same_as).where(names.c.same_as.is_not(None))
    )
    into = {number: other for number, other in pairs}
    return {number: _last(into, number) for number in into}


def _last(into: Mapping[int, int], number: int) -> int:
    seen = {number}
    while number in into and into[number] not in seen:
        number = into[number]
        seen.add(number)
    return number
