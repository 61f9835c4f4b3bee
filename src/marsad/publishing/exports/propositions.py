"""Propositions of an archive as entries: what reports say together, and who denies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from marsad.archive.schema import bonds, propositions, statements
from marsad.codec import from_json
from marsad.linking.nouns import Relation, said_by
from marsad.linking.people.grades import Grade, credibility
from marsad.linking.reasons import read_reasons
from marsad.linking.stored.asking import SEEN, Asked, find_propositions
from marsad.linking.stored.store import PLACES, chunks
from marsad.model import Assertion, Claim, Stance, Status
from marsad.publishing.exports.entries import PropositionEntry, Source, Telling, Tie
from marsad.publishing.exports.export import AT_ONCE, Export
from marsad.publishing.exports.readings import (
    Reading,
    Readings,
    named,
    own_words,
    said,
    words_of,
)
from marsad.publishing.reasons import plainly, tell_reason

_ALL_FOUND = 1_000_000  # more than the claims that a query looks at can be cut into


def proposition_entries(export: Export) -> Iterator[PropositionEntry]:
    """The propositions that are asked for, those last told first.

    A query finds claims, and here what these are joined to: of its newest 5,000 claims.
    """
    return export.first(_propositions(export))


def proposition_ids(export: Export) -> Iterator[tuple[str, ...]]:
    """The same by ids, in parts."""
    chosen = export.selection
    if chosen.propositions:
        yield from (tuple(some) for some in chunks(chosen.propositions, AT_ONCE))
        return
    asked = Asked(
        query=chosen.query,
        since=chosen.since,
        until=chosen.until,
        standing=chosen.standing,
        origins=chosen.origins,
        circular=chosen.circular,
    )
    # With a query all are looked up at once, as they are found by their claims.
    size = _ALL_FOUND if chosen.query.strip() else AT_ONCE
    done, behind = 0, None
    while True:
        with export.observatory.reading() as connection:
            found = find_propositions(connection, replace(asked, behind=behind), size)
        export.note(*found.notes)
        if found.more:
            export.note(
                f"of the newest {SEEN:,} claims that the query finds; --since asks for others"
            )
        for some in chunks(found.ids, AT_ONCE):
            yield tuple(some)
            done += len(some)
            export.tell("propositions", done, found.total)
        behind = found.behind
        if behind is None:
            return


class _Member(NamedTuple):
    """A statement of a proposition, as the archive lists it."""

    id: str
    document: int
    claim: str | None


def _propositions(export: Export) -> Iterator[PropositionEntry]:
    readings = Readings()
    with export.observatory.reading() as connection:
        grades = credibility(connection)
    for ids in proposition_ids(export):
        with export.observatory.reading() as connection:
            found = list(_gather(connection, readings, ids))
        for row, tellings, ties in found:
            entry = _entry(row, tellings, ties, grades.get(row.id))
            shown = _shown(export, entry, {one.report.id: one for one, _ in tellings})
            if shown is not None:
                yield shown


def _gather(
    connection: Connection, readings: Readings, ids: Sequence[str]
) -> Iterator[tuple[Any, list[tuple[Reading, Telling]], list[Tie]]]:
    """Rows of propositions in the order of their ids, with their statements and bonds."""
    chosen = select(propositions).where(propositions.c.id.in_(ids))
    rows = {row.id: row for row in connection.execute(chosen)}
    members, ties = _members(connection, ids), _ties(connection, ids)
    opened = readings.open(connection, [one.document for many in members.values() for one in many])
    for id in ids:
        if id in rows:
            there = [
                (opened[one.document], _telling(opened[one.document], one))
                for one in members[id]
                if one.document in opened
            ]
            yield rows[id], sorted(there, key=_place), ties[id]


def _place(told: tuple[Reading, Telling]) -> tuple[str, str, int]:
    """By day, those without one first; then by document and place in it."""
    return told[1].published or "", told[1].document, told[1].start


def _members(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[_Member]]:
    columns = (statements.c.proposition, statements.c.id, statements.c.key, statements.c.claim)
    chosen = select(*columns).where(statements.c.proposition.in_(ids))
    found: defaultdict[str, list[_Member]] = defaultdict(list)
    for of, id, key, claim in connection.execute(chosen.order_by(statements.c.key)):
        found[of].append(_Member(id, key >> PLACES, claim))
    return found


def _ties(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[Tie]]:
    chosen = select(bonds.c.one, bonds.c.other, bonds.c.relation, bonds.c.by)
    there = chosen.where(or_(bonds.c.one.in_(ids), bonds.c.other.in_(ids)))
    rows = connection.execute(there.order_by(bonds.c.one, bonds.c.other, bonds.c.relation)).all()
    ends = {end for row in rows for end in (row.one, row.other)}
    glosses: dict[str, str] = {}
    for some in chunks(sorted(ends)):
        told = select(propositions.c.id, propositions.c.gloss).where(propositions.c.id.in_(some))
        glosses |= {row.id: row.gloss for row in connection.execute(told)}
    found: defaultdict[str, list[Tie]] = defaultdict(list)
    wanted = set(ids)
    for row in rows:
        for of, end in ((row.one, row.other), (row.other, row.one)):
            if of in wanted:
                gloss = glosses.get(end, "")
                found[of].append(Tie(row.relation, of == row.other, end, gloss, row.by))
    return found


def _telling(reading: Reading, member: _Member) -> Telling:
    """A statement with its words; one that a reading cuts no more has those of its claim."""
    analysis, report = reading.analysis, reading.report
    clause = next((one for one in analysis.assertions if one.id == member.id), None)
    claim = next((one for one in analysis.claims if one.id == member.claim), None)
    spans = clause.content if clause else claim.content if claim else ()
    return Telling(
        statement=member.id,
        claim=member.claim,
        document=report.id,
        url=report.url,
        outlet=report.outlet,
        lang=report.lang,
        title=report.title,
        published=report.published,
        start=min((span.start for span in spans), default=0),
        end=max((span.end for span in spans), default=0),
        words=words_of(analysis.document.text, spans),
        chain=said(claim.chain) if claim else own_words(report),
        **_stand(claim, clause),
        withdrawn=report.replaced,
        engine=report.engine,
    )


def _stand(claim: Claim | None, clause: Assertion | None) -> dict[str, Any]:
    return {
        "stance": (claim.stance if claim else Stance.NEUTRAL).value,
        "status": (clause.status if clause else Status.ASSERTED).value,
        "hedged": clause.hedged if clause else False,
    }


def _entry(
    row: Any, told: Sequence[tuple[Reading, Telling]], ties: Sequence[Tie], grade: Grade | None
) -> PropositionEntry:
    found = from_json(row.found)
    tellings = tuple(telling for _, telling in told)
    denying = (
        name
        for one in ties
        if one.relation == Relation.DENIES.value and one.here
        for name in said_by(one.by)
    )
    return PropositionEntry(
        proposition=row.id,
        gloss=row.gloss,
        standing=row.standing,
        at_least=row.at_least,
        at_most=row.at_most,
        first=_iso(row.day),
        last=_iso(row.last),
        added=max((reading.report.added for reading, _ in told), default=""),
        outlets=_each(one.outlet for one in tellings),
        denied_by=_each(denying),
        reasons=tuple(tell_reason(one, plainly()) for one in read_reasons(found["reasons"])),
        circles=row.circles,
        grade=grade.grade if grade else None,
        graded_by=grade.person if grade else None,
        tellings=tellings,
        origins=tuple(_origins(found["origins"])),
        ties=tuple(ties),
        engines=tuple(sorted({one.engine for one in tellings})),
    )


def _origins(found: Iterable[dict[str, Any]]) -> Iterator[Source]:
    for one in found:
        yield Source(
            one["name"],
            one["kind"],
            one["entity"],
            one["named"],
            one["self_stated"],
            one["party"],
            tuple(one["statements"]),
        )


def _each(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _iso(day: int) -> str | None:
    return date.fromordinal(day).isoformat() if day else None


def _shown(
    export: Export, entry: PropositionEntry, readings: Mapping[str, Reading]
) -> PropositionEntry | None:
    """A proposition as it is shown; ``None`` for one that names a suppressed person."""
    hides = export.hidden.hides
    if hides((), (entry.gloss, *entry.reasons)):
        return None
    tellings = tuple(
        one
        for one in entry.tellings
        if not hides(named(one.chain), (one.words, one.title), _within(readings[one.document]))
    )
    if not tellings or len(tellings) < len(entry.tellings):
        return None  # what is told of all of them, the origins, would lead to those left out
    return replace(
        entry,
        tellings=tellings,
        denied_by=tuple(one for one in entry.denied_by if not hides([(one, one)], [one])),
        origins=tuple(one for one in entry.origins if not hides([(one.id, one.name)], [one.name])),
        ties=tuple(one for one in entry.ties if not hides([(one.by, one.by)], [one.gloss, one.by])),
    )


def _within(reading: Reading) -> tuple[str, str]:
    return reading.report.id, reading.analysis.document.text
