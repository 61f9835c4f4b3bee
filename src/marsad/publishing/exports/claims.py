"""Claims of an archive as entries: what somebody is quoted with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, select

from marsad.archive.keys import number_of
from marsad.archive.rows import passage_parts
from marsad.archive.schema import claims
from marsad.model import Attribution, Claim
from marsad.publishing.exports.entries import ClaimEntry
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.readings import (
    Reading,
    Readings,
    named,
    parts_of,
    said,
    words_of,
)


def claim_entries(export: Export) -> Iterator[ClaimEntry]:
    """The claims that are asked for, the newest reports first, in the order of their texts."""
    entries = (
        entry
        for reading, claim in read_claims(export)
        for entry in (_entry(reading, claim),)
        if not _hidden(export, entry, reading.analysis.document.text)
    )
    return export.first(entries)


def read_claims(export: Export) -> Iterator[tuple[Reading, Claim]]:
    """All claims that are asked for, with the readings that they stand in."""
    readings = Readings()
    for keys in export.keys("claims"):
        with export.observatory.reading() as connection:
            found = list(_read(connection, readings, keys))
        yield from found


def _read(
    connection: Connection, readings: Readings, keys: Sequence[int]
) -> Iterator[tuple[Reading, Claim]]:
    chosen = select(claims.c.key, claims.c.id).where(claims.c.key.in_(keys))
    ids = {row.key: row.id for row in connection.execute(chosen)}
    opened = readings.open(connection, [number_of(key) for key in keys])
    for number, some in groupby(keys, key=number_of):
        if number in opened:
            known = {claim.id: claim for claim in opened[number].analysis.claims}
            told = (known.get(ids.get(key, "")) for key in sorted(some))
            yield from ((opened[number], claim) for claim in told if claim is not None)


def _entry(reading: Reading, claim: Claim) -> ClaimEntry:
    analysis = reading.analysis
    text = analysis.document.text
    found = attribution_of(reading, claim)
    source = (found.source.span,) if found.source else ()
    parts = passage_parts((*source, *found.cue, *claim.content))
    start = parts[0].start if parts else 0
    end = parts[-1].end if parts else start
    return ClaimEntry(
        report=reading.report,
        claim=claim.id,
        start=start,
        end=end,
        passage=words_of(text, parts),
        content=words_of(text, claim.content),
        source_spans=source,
        cue_spans=found.cue,
        content_spans=claim.content,
        chain=said(claim.chain),
        stance=claim.stance.value,
        parts=parts_of(reading, claim),
        actors=claim.actors,
        places=claim.places,
        times=claim.times,
        events=claim.events,
        rule=found.rule,
        score=found.score,
        review=reading.states.get(claim.id),
    )


def attribution_of(reading: Reading, claim: Claim) -> Attribution:
    """The relation that a claim was read from."""
    return next(one for one in reading.analysis.attributions if one.id == claim.attribution)


def _hidden(export: Export, entry: ClaimEntry, text: str) -> bool:
    report = entry.report
    called = [*named(entry.chain), *((actor, actor) for actor in entry.actors)]
    texts = (entry.passage, entry.content, report.title, report.author)
    return export.hidden.hides(called, texts, (report.id, text))
