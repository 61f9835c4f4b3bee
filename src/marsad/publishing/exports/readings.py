"""Documents of an archive opened for an export: the report, its reading, what it is joined to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.documents import load_corrected
from marsad.archive.schema import analyses, documents, originals, propositions, statements
from marsad.linking.stored.store import chunks, keys_of
from marsad.model import Analysis, Claim, Kind, Span, Voice
from marsad.publishing.exports.entries import Part, Report, Said

_KEPT = 200  # readings that are kept open: some ten megabytes


class Joined(NamedTuple):
    """What a statement of a document is joined to."""

    proposition: str | None
    standing: str | None


class Reading(NamedTuple):
    """A document as people have corrected it; ``states`` tells how reviewed claims stand."""

    report: Report
    analysis: Analysis
    states: Mapping[str, str]
    joined: Mapping[str, Joined]


class Readings:
    """Opens documents by their numbers, and keeps the last ones open."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Reading] = OrderedDict()

    def open(self, connection: Connection, numbers: Sequence[int]) -> dict[int, Reading]:
        """The readings of some documents; those that are gone are left out."""
        wanted = list(dict.fromkeys(numbers))
        found = {number: self._kept[number] for number in wanted if number in self._kept}
        for some in chunks(number for number in wanted if number not in found):
            for number, report in _reports(connection, some).items():
                found[number] = _open(connection, number, report)
        for number, reading in found.items():
            self._kept[number] = reading
            self._kept.move_to_end(number)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def reports_of(connection: Connection, numbers: Sequence[int]) -> dict[int, Report]:
    """The reports of some documents, without their readings."""
    found: dict[int, Report] = {}
    for some in chunks(dict.fromkeys(numbers)):
        found |= _reports(connection, some)
    return found


def _open(connection: Connection, number: int, report: Report) -> Reading:
    corrected = load_corrected(connection, number)
    chosen = (
        select(statements.c.id, statements.c.proposition, propositions.c.standing)
        .outerjoin(propositions, propositions.c.id == statements.c.proposition)
        .where(statements.c.key.between(*keys_of(number)))
    )
    joined = {row.id: Joined(row.proposition, row.standing) for row in connection.execute(chosen)}
    return Reading(report, corrected.analysis, corrected.states, joined)


_FIRST = documents.alias("first")  # the one of which another is a near copy
_REPORT = (
    select(
        *(documents.c[name] for name in ("number", "id", "url", "outlet", "lang", "title")),
        *(documents.c[name] for name in ("author", "published", "added", "degraded", "replaced")),
        _FIRST.c.id.label("near"),
        originals.c.fetched,
        originals.c.hash,
        analyses.c.engine,
    )
    .join(originals, originals.c.hash == documents.c.original)
    .join(analyses, analyses.c.document == documents.c.number)
    .outerjoin(_FIRST, _FIRST.c.number == documents.c.near)
)


def _reports(connection: Connection, numbers: Sequence[int]) -> dict[int, Report]:
    rows = connection.execute(_REPORT.where(documents.c.number.in_(numbers)))
    return {row.number: _report(row) for row in rows}


def _report(row: Any) -> Report:
    told = dict(row._mapping)
    del told["number"]
    return Report(**told)


def said(chain: Sequence[Voice]) -> tuple[Said, ...]:
    """The voices of a chain, outermost first."""
    return tuple(
        Said(
            voice.kind.value,
            voice.name,
            voice.label,
            voice.entity,
            None if voice.span is None else voice.span.start,
            None if voice.span is None else voice.span.end,
        )
        for voice in chain
    )


def own_words(report: Report) -> tuple[Said, ...]:
    """The chain of what an outlet says on its own word."""
    return (Said(Kind.OUTLET.value, report.outlet, None, None, None, None),)


def parts_of(reading: Reading, claim: Claim) -> tuple[Part, ...]:
    """The clauses that a claim was cut into, and what they are joined to."""
    return tuple(
        Part(
            one.id,
            one.status.value,
            one.hedged,
            *reading.joined.get(one.id, Joined(None, None)),
        )
        for one in reading.analysis.assertions
        if one.claim == claim.id
    )


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of spans on one line."""
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


def named(chain: Sequence[Said]) -> list[tuple[str | None, str | None]]:
    """Id and name of the voices of a chain, by all that they are called."""
    return [(voice.id, name) for voice in chain for name in (voice.name, voice.label)]


def call(voice: Said) -> str | None:
    """What a voice is called in a chain: as the report calls it, else by its English name."""
    return voice.name or voice.label
