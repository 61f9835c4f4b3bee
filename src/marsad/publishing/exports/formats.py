"""The kinds of exports and their formats by name: what stands in help, in links and in answers.

Nothing is loaded here: how a format is written stands in ``catalogue``.
"""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A format: the ending of its files, its media type, and what it is in one line."""

    name: str
    suffix: str
    media: str
    told: str


FORMATS = {
    one.name: one
    for one in (
        Format(
            "csv", ".csv", "text/csv; charset=utf-8; header=present", "a table for spreadsheets"
        ),
        Format("jsonl", ".jsonl", "application/x-ndjson", "one JSON object a line, with a schema"),
        Format(
            "parquet", ".parquet", "application/vnd.apache.parquet", "a table with typed columns"
        ),
        Format(
            "claimreview", ".jsonld", "application/ld+json", "ClaimReview of schema.org, unrated"
        ),
        Format(
            "stix", ".stix.json", "application/stix+json;version=2.1", "STIX 2.1: reports, notes"
        ),
        Format("ftm", ".ftm.jsonl", "application/x-ndjson", "FollowTheMoney, one entity a line"),
        Format("geojson", ".geojson", "application/geo+json", "a map: points with their precision"),
        Format("timelinejs", ".timeline.json", "application/json", "slides for TimelineJS"),
        Format("icalendar", ".ics", "text/calendar; charset=utf-8", "planned events, tentative"),
        Format(
            "polecat",
            ".polecat.tsv",
            "text/tab-separated-values; charset=utf-8",
            "an event table with the columns of POLECAT",
        ),
        Format(
            "acled",
            ".acled.csv",
            "text/csv; charset=utf-8; header=present",
            "an event table with columns like ACLED's",
        ),
        Format("bibtex", ".bib", "application/x-bibtex; charset=utf-8", "references for LaTeX"),
        Format(
            "csl", ".csl.json", "application/vnd.citationstyles.csl+json", "references, CSL-JSON"
        ),
        Format("gexf", ".gexf", "application/gexf+xml", "a network for Gephi, with days"),
        Format(
            "mermaid", ".md", "text/markdown; charset=utf-8", "flowcharts in a page of Markdown"
        ),
    )
}
_TABLES = ("csv", "jsonl", "parquet")
KINDS: dict[str, tuple[str, ...]] = {
    "claims": (*_TABLES, "ftm"),
    "propositions": (*_TABLES, "claimreview", "stix"),
    "events": (*_TABLES, "geojson", "timelinejs", "icalendar", "polecat", "acled", "ftm"),
    "sources": _TABLES,
    "documents": (*_TABLES, "bibtex", "csl"),
    "provenance": ("gexf", "mermaid"),
}


def by_name(kind: str, file: str) -> str | None:
    """The format of a kind that the name of a file says: that with the longest fitting ending."""
    fitting = [name for name in KINDS[kind] if file.lower().endswith(FORMATS[name].suffix)]
    return max(fitting, key=lambda name: len(FORMATS[name].suffix), default=None)
