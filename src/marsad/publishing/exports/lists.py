"""Lists for other programs: CSV for spreadsheets and JSON lines, made as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.archive.observatory import Observatory
from marsad.archive.search.find import Hit
from marsad.linking.people.sources import Called
from marsad.linking.people.speakers import Speaker, list_speakers
from marsad.linking.stored.asking import Asked, find_propositions
from marsad.linking.stories.find import Story
from marsad.linking.stories.telling import Period, recent, stories_of
from marsad.model import Kind
from marsad.publishing.cells import MARK, cell, csv_row
from marsad.publishing.exports.withholding import Withholding, withholding
from marsad.publishing.hits import hit_lines
from marsad.publishing.linked import PropositionRow
from marsad.publishing.propositions import csv_lines, json_lines
from marsad.publishing.views import rows_of

MOST = 10_000  # rows of one list
MOST_SOURCES = 1_000
MOST_TOLD = 2_000  # the newest propositions, among which stories are found
_AT_ONCE = 200  # propositions that are looked up together
_NO_LIST = "~"


def search_lines(
    observatory: Observatory, query: str, format: str, *, of: str, order: str
) -> Iterator[bytes]:
    """What a query finds, ``MOST`` at most; ``format`` is csv or jsonl.

    Raises:
        ValueError: the query cannot be meant.
    """
    observatory.page(query, of=of, order=order, limit=1)  # before the first line is sent
    found = observatory.search(query, of=of, order=order, limit=MOST)
    hidden = _withholding(observatory)
    return hit_lines((hit for hit in found if not _hides(hidden, hit)), format)


def proposition_lines(observatory: Observatory, asked: Asked, format: str) -> Iterator[bytes]:
    """The propositions that are asked for, those last told first, ``MOST`` at most.

    Raises:
        ValueError: the query cannot be meant.
    """
    with observatory.reading() as connection:
        ids = find_propositions(connection, asked, MOST).ids
    hidden = _withholding(observatory)
    shown = (
        row
        for row in _rows(observatory, ids)
        if not hidden.hides([(one, one) for one in row.denied_by], (row.gloss, *row.denied_by))
    )
    return _lines(shown, PropositionRow, format)


def story_lines(observatory: Observatory, period: Period, format: str) -> Iterator[bytes]:
    """The stories among the newest propositions of a period, the latest first."""
    with observatory.reading() as connection:
        newest = recent(connection, Period(None, period.until), MOST_TOLD)
        since = max(period.since or 1, newest.since or 1)
        found = stories_of(connection, Period(since, period.until))[::-1]
    hidden = _withholding(observatory)
    shown = [one for one in found if not hidden.hides((), _told_in(one))]
    return _lines(shown, Story, format)


def source_lines(observatory: Observatory, format: str) -> Iterator[bytes]:
    """The sources with the most of the newest claims, ``MOST_SOURCES`` at most."""
    with observatory.reading() as connection:
        found = list_speakers(connection, MOST_SOURCES)
    hidden = _withholding(observatory)
    found = [one for one in found if not hidden.hides([(one.id, one.name)])]
    if format == "csv":
        yield MARK + csv_row(Speaker._fields)
        yield from (csv_row(map(cell, one)) for one in found)
    else:
        yield from json_lines(found)


def is_public(source: Called) -> bool:
    """Whether a record is kept of a source: not of persons whom no list has."""
    return source.kind != Kind.PERSON.value or not source.entity.startswith(_NO_LIST)


def _withholding(observatory: Observatory) -> Withholding:
    with observatory.reading() as connection:
        return withholding(connection)


def _hides(hidden: Withholding, hit: Hit) -> bool:
    called = [(None, name) for name in (hit.source, hit.written)]
    return hidden.hides(called, (hit.passage, hit.title, hit.source, hit.written))


def _told_in(story: Story) -> Iterator[str]:
    yield from story.labels.values()
    yield from (moment.gloss for moment in story.timeline)


def _rows(observatory: Observatory, ids: tuple[str, ...]) -> Iterator[PropositionRow]:
    for at in range(0, len(ids), _AT_ONCE):
        with observatory.reading() as connection:
            yield from rows_of(connection, ids[at : at + _AT_ONCE])


def _lines(rows: Iterable[object], kind: type, format: str) -> Iterator[bytes]:
    return csv_lines(rows, kind) if format == "csv" else json_lines(rows)
