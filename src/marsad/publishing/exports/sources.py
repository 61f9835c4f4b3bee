"""Sources of an archive as entries: who speaks, and how its word fared.

Left out are persons whom no list has, unnamed sources, and those whom the observatory suppresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from marsad.archive.lists import known_lists
from marsad.archive.schema import claim_names, names
from marsad.entities.appellations import name_entity
from marsad.entities.lists import Lists
from marsad.linking.people.grades import Grade, reliability
from marsad.linking.people.ledger import Entry, keep_ledger
from marsad.linking.stored.store import chunks
from marsad.model import Kind
from marsad.packs.pack import languages
from marsad.publishing.exports.entries import SourceEntry
from marsad.publishing.exports.export import Export
from marsad.version import __version__

_AT_ONCE = 1_000


def source_entries(export: Export) -> Iterator[SourceEntry]:
    """The sources of the claims that are asked for, those with the most claims first.

    ``claims`` counts those that are asked for; how propositions fared is counted of all that the
    archive has of a source.
    """
    return export.first(_sources(export))


def _sources(export: Export) -> Iterator[SourceEntry]:
    counted = _count(export)
    with export.observatory.reading() as connection:
        ledger = [one for one in keep_ledger(connection) if counted[one.source.entity]]
        lists = known_lists(connection)
    ledger = [one for one in ledger if one.source.kind != Kind.ANONYMOUS.value]
    ledger.sort(key=lambda one: (-counted[one.source.entity], one.source.entity))
    for some in chunks(ledger, _AT_ONCE):
        with export.observatory.reading() as connection:
            grades = reliability(connection, [one.source.entity for one in some])
        for one in some:
            if not export.hidden.hides([(one.source.entity, one.source.name)]):
                id = one.source.entity
                yield _entry(one, counted[id], grades.get(id), lists)


def _count(export: Export) -> Counter[str]:
    """The claims of each source that are asked for; merged names are one."""
    counted = Counter[str]()
    for keys in export.keys("claims"):
        with export.observatory.reading() as connection:
            counted.update(_speaking(connection, keys))
    return counted


def _speaking(connection: Connection, keys: tuple[int, ...]) -> dict[str, int]:
    above = names.alias("above")
    entity = func.coalesce(above.c.entity, names.c.entity)
    chosen = (
        select(entity, func.count(claim_names.c.claim.distinct()))
        .select_from(claim_names)
        .join(names, names.c.number == claim_names.c.name)
        .outerjoin(above, above.c.number == names.c.same_as)
        .where(claim_names.c.claim.in_(keys), claim_names.c.role == "source")
        .group_by(entity)
    )
    return {id: times for id, times in connection.execute(chosen)}


def _entry(one: Entry, claims: int, grade: Grade | None, lists: Lists) -> SourceEntry:
    id, count = one.source.entity, one.count
    known = lists.entities.get(id)
    called = ((lang, name_entity(id, lang, lists)) for lang in languages())
    return SourceEntry(
        source=id,
        name=one.source.name,
        names=tuple((lang, name) for lang, name in called if name),
        kind=one.source.kind,
        sector=known.sector if known else None,
        countries=known.countries if known else (),
        claims=claims,
        propositions=count.propositions,
        denied=count.denied,
        contradicted=count.contradicted,
        confirmed=count.confirmed,
        corroborated=count.corroborated,
        withdrawn=count.withdrawn,
        grade=grade.grade if grade else None,
        grade_words=grade.words if grade else None,
        engine=f"marsad {__version__}",
    )
