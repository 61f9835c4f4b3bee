"""What an archive holds of linking, gathered for those who show it: rows, and one thing in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, select

from marsad.archive.keys import day_of
from marsad.archive.lists import in_force
from marsad.archive.observatory import Observatory
from marsad.archive.schema import bonds, documents, propositions, statements
from marsad.linking.nouns import Bond, Independent, Reason, Relation, Standing, Statement, said_by
from marsad.linking.origins.find import find_origins
from marsad.linking.origins.graph import provenance_graph
from marsad.linking.people.grades import Grade, credibilities, reliability
from marsad.linking.people.grades import history as grades_of
from marsad.linking.people.records import Count, record_of
from marsad.linking.people.sources import Called
from marsad.linking.relations.weighing import propose_for
from marsad.linking.stored.asking import Asked, Asking, Key, find_propositions, find_statements
from marsad.linking.stored.linked import Linked
from marsad.linking.stored.store import chunks, load
from marsad.publishing.linked import (
    BondRow,
    ClaimRow,
    Graded,
    GradeRow,
    PropositionRow,
    PropositionView,
    SourceRow,
    SourceView,
    bond_row,
    claim_row,
    member_of,
    proposition_row,
)
from marsad.publishing.provenance import Picture

_UNDATED = date.min
# Codes of the reasons for a count of origins (linking.origins.find); the rest is of the standing.
_FOLDED = frozenset({"party", "carried", "copy", "cited", "unnamed", "own", "joint", "loop"})


def claim_rows(
    observatory: Observatory, query: str, limit: int
) -> tuple[list[ClaimRow], list[str]]:
    """The newest statements that a query finds, and what of the query was not understood.

    Raises:
        ValueError: the query cannot be meant.
    """
    with observatory.reading() as connection:
        keys, notes = find_statements(connection, query, limit)
        return list(rows_at(connection, keys)), notes


def rows_at(connection: Connection, keys: Sequence[Key]) -> Iterator[ClaimRow]:
    """Statements as rows, in the order of their keys; those that are not there are left out."""
    opened = load(connection, [one.key for one in keys])
    standings: dict[str, Standing] = {}
    for some in chunks(sorted({one.proposition for one in keys if one.proposition})):
        chosen = select(propositions.c.id, propositions.c.standing)
        rows = connection.execute(chosen.where(propositions.c.id.in_(some)))
        standings |= {row.id: Standing(row.standing) for row in rows}
    for one in keys:
        if one.key in opened:
            standing = standings.get(one.proposition or "")
            yield claim_row(opened[one.key].statement, one.proposition, standing)


def proposition_rows(
    observatory: Observatory, asked: Asked, limit: int
) -> tuple[list[PropositionRow], Asking]:
    """Propositions, those last told first, and how many there are.

    Raises:
        ValueError: the query cannot be meant.
    """
    with observatory.reading() as connection:
        found = find_propositions(connection, asked, limit)
        return rows_of(connection, found.ids), found


def rows_of(connection: Connection, ids: Sequence[str]) -> list[PropositionRow]:
    """Propositions as rows, in the order of their ids; those that are not there are left out."""
    rows: dict[str, PropositionRow] = {}
    for some in chunks(ids):
        chosen = select(propositions).where(propositions.c.id.in_(some))
        tellers, deniers = _tellers(connection, some), _deniers(connection, some)
        for row in connection.execute(chosen):
            there = sorted(tellers[row.id])
            days = [day.isoformat() for day, _, _ in there if day is not _UNDATED]
            rows[row.id] = PropositionRow(
                id=row.id,
                gloss=row.gloss,
                standing=Standing(row.standing),
                independent=Independent(row.at_least, row.at_most),
                outlets=tuple(dict.fromkeys(outlet for _, _, outlet in there if outlet)),
                first=days[0] if days else None,
                last=days[-1] if days else None,
                denied_by=tuple(dict.fromkeys(deniers[row.id])),
            )
    return [rows[id] for id in ids if id in rows]


def _tellers(
    connection: Connection, ids: Sequence[str]
) -> defaultdict[str, set[tuple[date, str, str]]]:
    """The documents that tell propositions: day, id and outlet; an unknown day is first."""
    chosen = (
        select(statements.c.proposition, documents.c.key, documents.c.id, documents.c.outlet)
        .join(documents, documents.c.number == statements.c.document)
        .where(statements.c.proposition.in_(ids))
    )
    found: defaultdict[str, set[tuple[date, str, str]]] = defaultdict(set)
    for proposition, key, id, outlet in connection.execute(chosen):
        found[proposition].add((day_of(key) or _UNDATED, id, outlet or ""))
    return found


def _deniers(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[str]]:
    denying = (bonds.c.relation == Relation.DENIES.value, bonds.c.by.is_not(None))
    chosen = select(bonds.c.other, bonds.c.by).where(bonds.c.other.in_(ids), *denying)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for other, by in connection.execute(chosen.order_by(bonds.c.one)):
        found[other] += said_by(by)
    return found


def proposition_view(observatory: Observatory, id: str) -> PropositionView:
    """A proposition with all that it rests on.

    Raises:
        LookupError: none has this id.
    """
    linked = Linked(observatory)
    told, tied = linked.proposition(id), linked.bonds(id)
    members = linked.members(id)
    by_id = {one.id: one for one in members}
    with observatory.reading() as connection:
        glosses = _glosses(connection, tied)
        proposed = propose_for(connection, told.proposition, tied)
        history = tuple(map(_graded, credibilities(connection).get(id, ())))
    grade = None
    if history and history[0].grade is not None:
        grade = Graded(history[0].grade, history[0].person)
    return PropositionView(
        row=proposition_row(told.proposition, by_id, tied),
        reasons=_reasons(told.proposition.reasons, folded=False),
        members=tuple(map(member_of, members)),
        origins=told.proposition.origins,
        folded=_reasons(told.proposition.reasons, folded=True),
        circles=told.circles,
        drift=told.drifts,
        bonds=tuple(_bonds(tied, id, glosses)),
        proposed=None if grade else proposed,
        grade=grade,
        history=history,
    )


def _reasons(reasons: Iterable[Reason], *, folded: bool) -> tuple[Reason, ...]:
    return tuple(one for one in reasons if (one.code in _FOLDED) == folded)


def _bonds(tied: Iterable[Bond], id: str, glosses: dict[str, str]) -> Iterator[BondRow]:
    for bond in tied:
        yield bond_row(bond, id, glosses)


def _glosses(connection: Connection, tied: Iterable[Bond]) -> dict[str, str]:
    ends = sorted({end for bond in tied for end in (bond.one, bond.other)})
    found: dict[str, str] = {}
    for some in chunks(ends):
        chosen = select(propositions.c.id, propositions.c.gloss)
        rows = connection.execute(chosen.where(propositions.c.id.in_(some)))
        found |= {row.id: row.gloss for row in rows}
    return found


def picture_of(observatory: Observatory, id: str) -> Picture:
    """The graph of who has a proposition from whom, ready to be drawn.

    Raises:
        LookupError: none has this id.
    """
    linked = Linked(observatory)
    told, members = linked.proposition(id), linked.members(id)
    with observatory.reading() as connection:
        known = in_force(connection)
    graph = provenance_graph(members, find_origins(members, known.lists), known.lists)
    return Picture(
        graph=graph,
        origins=told.proposition.origins,
        circles=told.circles,
        title=told.proposition.gloss,
        written=tuple(_written(members)),
        lists=known.own,
    )


def _written(members: Iterable[Statement]) -> Iterator[tuple[str, str, str]]:
    """How documents write the voices that have a canonical name."""
    for one in members:
        for voice in one.chain:
            if one.lang and voice.label and voice.name:
                yield one.lang, voice.label, voice.name


def source_rows(observatory: Observatory, sources: Iterable[Called]) -> Iterator[SourceRow]:
    """Sources, each with its record and its grade."""
    for source in sources:
        with observatory.reading() as connection:
            yield _source(connection, source, record_of(connection, source.entity).all)


def source_view(observatory: Observatory, source: Called) -> SourceView:
    """A source with its record by subject, and how people graded it."""
    with observatory.reading() as connection:
        record = record_of(connection, source.entity)
        return SourceView(
            row=_source(connection, source, record.all),
            history=grade_rows(connection, source.entity),
            subjects=tuple(
                (subject, _source(connection, source, count, subject))
                for subject, count in record.subjects.items()
            ),
            whole=record.whole,
        )


def grade_rows(connection: Connection, entity: str) -> tuple[GradeRow, ...]:
    """How people graded a source, the latest first."""
    return tuple(map(_graded, grades_of(connection, entity)))


def _graded(one: Grade) -> GradeRow:
    return GradeRow(
        at=one.at,
        person=one.person,
        subject=one.subject,
        grade=one.grade,
        words=one.words,
        comment=one.comment,
    )


def _source(
    connection: Connection, source: Called, count: Count, subject: str | None = None
) -> SourceRow:
    grade = reliability(connection, [source.entity], subject).get(source.entity)
    return SourceRow(
        id=source.entity,
        name=source.name,
        kind=source.kind,
        claims=count.claims,
        propositions=count.propositions,
        denied=count.denied,
        confirmed=count.confirmed,
        withdrawn=count.withdrawn,
        contradicted=count.contradicted,
        corroborated=count.corroborated,
        grade=grade.grade if grade else None,
        words=grade.words if grade else None,
    )
