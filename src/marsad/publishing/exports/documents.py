"""Documents of an archive as entries: the reports that are cited."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.archive.keys import number_of
from marsad.publishing.exports.entries import Report
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.readings import reports_of


def document_entries(export: Export) -> Iterator[Report]:
    """The documents that are asked for, by title and text, the newest first."""
    return export.first(_documents(export))


def _documents(export: Export) -> Iterator[Report]:
    for keys in export.keys("documents"):
        numbers = list(map(number_of, keys))
        with export.observatory.reading() as connection:
            found = reports_of(connection, numbers)
        for number in numbers:
            if number in found:
                report = found[number]
                if not export.hidden.hides((), (report.title, report.author)):
                    yield report
