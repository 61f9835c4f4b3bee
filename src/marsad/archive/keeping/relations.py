"""What has to hold between the tables of an archive, asked of the database alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, exists, func, or_, select

from marsad.archive.keeping.faults import AGAIN, REPAIR, REPORT, RESTORE, Fault
from marsad.archive.keeping.joined import JOINED, alone, miscounted, outside, without_claim
from marsad.archive.keys import MOST_PLACES
from marsad.archive.schema import (
    analyses,
    bonds,
    claim_marks,
    claim_names,
    claims,
    document_marks,
    document_names,
    documents,
    events,
    grades,
    judgements,
    links,
    metadata,
    names,
    originals,
    propositions,
    reviews,
    sketches,
    statement_terms,
    statements,
    withdrawals,
)

_AT_ONCE = 1_000  # rows that are fetched together
_DERIVED = frozenset(
    {
        "claims",
        "claim_names",
        "document_names",
        "events",
        "claim_marks",
        "document_marks",
        *JOINED,
    }
)


class Link(NamedTuple):
    """Each value of a column stands in another column, where it stands at all."""

    what: str
    column: Column[Any]
    target: Column[Any]
    remedy: str


# Links that no foreign key keeps: keys of claims change, and an index has no keys to others.
_LINKS = (
    Link("belongs to a claim that is not there", claim_names.c.claim, claims.c.key, REPAIR),
    Link(
        "belongs to a document that is not there",
        document_names.c.document,
        documents.c.key,
        REPAIR,
    ),
    Link(
        "belongs to a document that is not there", sketches.c.document, documents.c.number, REPAIR
    ),
    Link("has no marks", claims.c.key, claim_marks.c.key, REPAIR),
    Link("has no marks", documents.c.key, document_marks.c.key, REPAIR),
    Link("marks of a claim that is not there", claim_marks.c.key, claims.c.key, REPAIR),
    Link("marks of a document that is not there", document_marks.c.key, documents.c.key, REPAIR),
    Link("has no analysis", documents.c.number, analyses.c.document, "marsad reread makes one"),
    *(
        Link("belongs to a statement that is not there", column, statements.c.key, REPAIR)
        for column in (statement_terms.c.statement, links.c.one, links.c.other)
    ),
    *(
        Link("leads to a proposition that is not there", column, propositions.c.id, REPAIR)
        for column in (statements.c.proposition, bonds.c.one, bonds.c.other)
    ),
    Link("no statement tells it", propositions.c.id, statements.c.proposition, REPAIR),
    Link("no document was read from these bytes", originals.c.hash, documents.c.original, REPORT),
)


class Rule(NamedTuple):
    """What no row of a table may be."""

    what: str
    table: Table
    broken: ColumnElement[bool]
    remedy: str


def _outside(table: Table) -> ColumnElement[bool]:
    first, last = documents.c.key + 1, documents.c.key + MOST_PLACES
    return and_(table.c.document == documents.c.number, ~table.c.key.between(first, last))


def _forwards(table: Table) -> ColumnElement[bool]:
    return table.c.undoes >= table.c.number


_other, _above = documents.alias("other"), names.alias("above")
_RULES = (
    Rule("its key is not one of its document", claims, _outside(claims), REPAIR),
    Rule("its key is not one of its document", events, _outside(events), REPAIR),
    Rule(
        "its words lie outside the text",
        events,
        and_(
            events.c.document == documents.c.number,
            or_(
                events.c.start < 0,
                events.c.end < events.c.start,
                events.c.end > func.length(documents.c.text),
            ),
        ),
        REPAIR,
    ),
    Rule(
        "is a copy of a later document", documents, documents.c.near >= documents.c.number, RESTORE
    ),
    Rule(
        "replaces a later document", documents, documents.c.replaces >= documents.c.number, RESTORE
    ),
    Rule(
        "whether a later text replaces it is noted wrongly",
        documents,
        documents.c.replaced  # by one list: looked up for each document, it has no index
        != documents.c.number.in_(select(_other.c.replaces).where(_other.c.replaces.is_not(None))),
        RESTORE,
    ),
    Rule(
        "is merged into a name that is merged itself, or of another kind",
        names,
        and_(
            names.c.same_as == _above.c.number,
            or_(_above.c.same_as.is_not(None), _above.c.kind != names.c.kind),
        ),
        REPAIR,
    ),
    Rule("its key is not one of its document", statements, outside, REPAIR),
    Rule("belongs to a claim that is not there", statements, without_claim, REPAIR),
    Rule("is of no proposition", statements, alone, REPAIR),
    Rule("has other statements than it counts", propositions, miscounted, REPAIR),
    Rule("undoes a later judgement", judgements, _forwards(judgements), RESTORE),
    Rule("undoes a later withdrawal", withdrawals, _forwards(withdrawals), RESTORE),
    Rule("undoes a later review", reviews, _forwards(reviews), RESTORE),
    *(
        Rule("names no person", table, func.trim(table.c.person) == "", RESTORE)
        for table in (reviews, judgements, grades, withdrawals)
    ),
)


def find_broken(connection: Connection) -> Iterator[Fault]:
    """Rows that lead nowhere, belong to nothing, or contradict their neighbours."""
    for link in _all_links():
        yield from _loose(connection, link)
    for rule in _RULES:
        yield from _told(connection, rule.table, rule.broken, rule)


def _all_links() -> Iterator[Link]:
    yield from _LINKS
    for table in metadata.sorted_tables:
        remedy = REPAIR if table.name in _DERIVED else AGAIN
        for column in table.columns:
            for key in column.foreign_keys:
                what = f"its {column.name} leads to no row of {key.column.table.name}"
                yield Link(what, column, key.column, remedy)


def _loose(connection: Connection, link: Link) -> Iterator[Fault]:
    table, target = link.column.table, link.target
    if table is target.table:  # a table that leads to itself
        target = target.table.alias("there").c[target.name]
    there = exists(select(target).where(target == link.column))
    where = and_(link.column.is_not(None), ~there)
    yield from _told(connection, table, where, link)


def _told(
    connection: Connection, table: Any, where: ColumnElement[bool], of: Link | Rule
) -> Iterator[Fault]:
    keys = list(table.primary_key.columns)
    chosen = select(*keys).where(where)
    for row in connection.execute(chosen, execution_options={"yield_per": _AT_ONCE}):
        yield Fault(of.what, f"{table.name} {' '.join(map(str, row))}", of.remedy)
