"""A source and an actor in full: what an archive has of them, and what the lists know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.keys import MOST_PLACES, day_of, keys_within
from marsad.archive.lists import known_lists
from marsad.archive.private import is_private, kind_of
from marsad.archive.schema import claims, documents, events, propositions, statements
from marsad.archive.search.find import FIRST_PAGE, Hits, Page, show_newest
from marsad.archive.search.matching import Plan
from marsad.archive.search.tallies import (
    Tallies,
    entities_of,
    newest_documents,
    numbers_of,
    plan_of,
    plan_of_outlets,
    tally,
)
from marsad.codec import from_json
from marsad.linking.nouns import Standing
from marsad.linking.people.grades import reliability
from marsad.linking.people.records import Record, record_of
from marsad.linking.people.sources import Called
from marsad.model import Kind
from marsad.publishing.known import outlet_spellings
from marsad.publishing.linked import GradeRow
from marsad.publishing.views import grade_rows

_LOOKED = 2_000  # claims of which a record by subject is counted within the time of a page
_MOST = 16  # names of a list
_DOCUMENTS = 400  # documents that are looked through for events, the newest
_EVENTS = 30
_MIDDLE = "via"


class Fate(NamedTuple):
    """The proposition that a claim is joined to, and how it stands."""

    proposition: str
    standing: Standing


class Party(NamedTuple):
    """A party of an event; ``entity`` is ``None`` where the archive knows no such actor."""

    entity: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in which an actor takes part; ``claim`` is that which tells it, else the outlet."""

    day: str | None
    type: str
    mode: str | None
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    date: str | None
    claim: str | None
    document: str
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDossier:
    """A source: what it claims, through whom it comes, and how people grade it.

    ``subjects`` are counted of its newest claims, all of them where ``record.whole``. ``cites`` is
    ``None`` for a source that publishes nothing here; ``grade`` and ``history`` are people's.
    """

    source: Called
    hits: Hits | None
    fates: Mapping[str, tuple[Fate, ...]]
    carriers: Tallies | None
    cites: Tallies | None
    spelling: str | None
    record: Record
    grade: tuple[str, str | None] | None
    history: tuple[GradeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorDossier:
    """An actor: what is claimed of it and by whom, its events, and who is named with it.

    ``speakers`` are the ids of those whose claims ``hits`` are, by their names. Events are those of
    the newest ``looked`` documents that name it.
    """

    entity: str
    name: str
    kind: Kind
    hits: Hits | None
    fates: Mapping[str, tuple[Fate, ...]]
    speakers: Mapping[str, str]
    around: Tallies | None
    events: tuple[EventRow, ...]
    looked: int
    speaks: bool


def source_dossier(
    connection: Connection,
    source: Called,
    *,
    page: Page = FIRST_PAGE,
) -> SourceDossier:
    """A source with what its page shows."""
    plan = plan_of(numbers_of(connection, source.entity), "source")
    hits = show_newest(connection, plan, page=page) if plan is not None else None
    outlet, spelling = published_by(connection, source.entity, source.name)
    grade = reliability(connection, [source.entity]).get(source.entity)
    around = tally(connection, plan, (_MIDDLE,), most=_MOST) if plan is not None else None
    cites = tally(connection, outlet, ("source",), most=_MOST) if outlet is not None else None
    return SourceDossier(
        source=source,
        hits=hits,
        fates=fates_of(connection, [hit.claim for hit in hits or () if hit.claim]),
        carriers=around,
        cites=_without(cites, source.entity),
        spelling=spelling,
        record=record_of(connection, source.entity, most=_LOOKED),
        grade=(grade.grade or "", grade.words) if grade is not None else None,
        history=grade_rows(connection, source.entity),
    )


def published_by(connection: Connection, entity: str, name: str) -> tuple[Plan | None, str | None]:
    """What finds the claims that an outlet publishes, and how its newest document calls it."""
    plan = plan_of_outlets(outlet_spellings(entity, name, known_lists(connection)))
    newest = newest_documents(connection, plan, 1) if plan is not None else []
    if not newest:
        return None, None
    chosen = select(documents.c.outlet).where(documents.c.key == newest[0])
    return plan, connection.scalar(chosen)


def actor_dossier(
    connection: Connection,
    called: tuple[str, str],
    *,
    page: Page = FIRST_PAGE,
) -> ActorDossier:
    """An actor, by entity and name, with what its page shows."""
    entity, name = called
    numbers = numbers_of(connection, entity)
    plan = plan_of(numbers, "actor")
    hits = show_newest(connection, plan, page=page) if plan is not None else None
    roles = ("source", "actor", "place", "event")
    around = tally(connection, plan, roles, most=_MOST) if plan is not None else None
    keys = newest_documents(connection, plan, _DOCUMENTS) if plan is not None else []
    return ActorDossier(
        entity=entity,
        name=name,
        kind=kind_of(connection, entity, name),
        hits=hits,
        fates=fates_of(connection, [hit.claim for hit in hits or () if hit.claim]),
        speakers=entities_of(connection, [hit.source for hit in hits or () if hit.source]),
        around=_public(connection, _without(around, entity)),
        events=_events(connection, keys, name),
        looked=len(keys),
        speaks=plan_of(numbers, "source") is not None,
    )


def fates_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Fate, ...]]:
    """The propositions that claims are joined to, by the id of the claim."""
    first = claims.c.document * (MOST_PLACES + 1)
    near = statements.c.key.between(first, first + MOST_PLACES)
    chosen = (
        select(claims.c.id, propositions.c.id, propositions.c.standing)
        .join(statements, near & (statements.c.claim == claims.c.id))
        .join(propositions, propositions.c.id == statements.c.proposition)
        .where(claims.c.id.in_(ids))
        .order_by(statements.c.key)
    )
    found: dict[str, dict[Fate, None]] = {}
    for claim, proposition, standing in connection.execute(chosen) if ids else ():
        found.setdefault(claim, {})[Fate(proposition, Standing(standing))] = None
    return {claim: tuple(fates) for claim, fates in found.items()}


def _without(found: Tallies | None, itself: str) -> Tallies | None:
    """The same without the one that is asked for."""
    if found is None:
        return None
    roles = {
        role: tuple(one for one in names if one.entity != itself)
        for role, names in found.roles.items()
    }
    return found._replace(roles=roles)


def _public(connection: Connection, found: Tallies | None) -> Tallies | None:
    """The same without persons whom no list has beside an actor: who is named with whom."""
    if found is None:
        return None
    beside = found.roles["actor"]
    known = tuple(one for one in beside if not is_private(connection, one.entity, one.name))
    return found._replace(roles={**found.roles, "actor": known})


def _events(connection: Connection, keys: Iterable[int], name: str) -> tuple[EventRow, ...]:
    """The events in which an actor takes part, the newest first."""
    rows = []
    for key in keys:
        chosen = (
            select(events, documents.c.id.label("of"), documents.c.outlet)
            .join(documents, documents.c.number == events.c.document)
            .where(events.c.key.between(*keys_within(key)))
            .order_by(events.c.key)
        )
        for row in connection.execute(chosen):
            parties = from_json(row.actors), from_json(row.recipients)
            if name in parties[0] or name in parties[1]:
                rows.append((row, *parties))
        if len(rows) >= _EVENTS:
            break
    named = {one for _, actors, recipients in rows for one in (*actors, *recipients)}
    entities = entities_of(connection, named)

    def parties_of(names: Iterable[str]) -> tuple[Party, ...]:
        return tuple(Party(entities.get(one), one) for one in names)

    return tuple(
        EventRow(
            day=day.isoformat() if (day := day_of(row.key)) else None,
            type=row.type,
            mode=row.mode,
            status=row.status,
            actors=parties_of(actors),
            recipients=parties_of(recipients),
            place=row.place,
            date=row.date,
            claim=row.claim,
            document=row.of,
            outlet=row.outlet,
        )
        for row, actors, recipients in rows[:_EVENTS]
    )
