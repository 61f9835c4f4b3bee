"""Every kind and format with its writer: the one door for commands, pages and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from marsad.publishing.exports import followthemoney, tables
from marsad.publishing.exports.calendars import write_icalendar
from marsad.publishing.exports.citations import write_bibtex, write_csl
from marsad.publishing.exports.claims import claim_entries
from marsad.publishing.exports.coded import write_acled, write_polecat
from marsad.publishing.exports.documents import document_entries
from marsad.publishing.exports.events import event_entries
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.graphs import write_gexf, write_mermaid
from marsad.publishing.exports.maps import write_geojson
from marsad.publishing.exports.propositions import proposition_entries
from marsad.publishing.exports.reviews import write_claimreview
from marsad.publishing.exports.rows import Entry
from marsad.publishing.exports.sources import source_entries
from marsad.publishing.exports.stix import write_stix
from marsad.publishing.exports.timelines import write_timelinejs

Writer = Callable[[Export], Iterator[bytes]]

_ENTRIES: dict[str, Callable[[Export], Iterator[Entry]]] = {
    "claims": claim_entries,
    "propositions": proposition_entries,
    "events": event_entries,
    "sources": source_entries,
    "documents": document_entries,
}
_TABLES = {
    "csv": tables.write_csv,
    "jsonl": tables.write_jsonl,
    "parquet": tables.write_parquet,
}
_OTHERS: dict[tuple[str, str], Writer] = {
    ("claims", "ftm"): followthemoney.write_claims,
    ("propositions", "claimreview"): write_claimreview,
    ("propositions", "stix"): write_stix,
    ("events", "geojson"): write_geojson,
    ("events", "timelinejs"): write_timelinejs,
    ("events", "icalendar"): write_icalendar,
    ("events", "polecat"): write_polecat,
    ("events", "acled"): write_acled,
    ("events", "ftm"): followthemoney.write_events,
    ("documents", "bibtex"): write_bibtex,
    ("documents", "csl"): write_csl,
    ("provenance", "gexf"): write_gexf,
    ("provenance", "mermaid"): write_mermaid,
}


def write(export: Export, kind: str, format: str) -> Iterator[bytes]:
    """What is asked for in a format, in pieces, as it is read.

    Raises:
        MissingExtra: a library is not installed; before the first piece.
    """
    return writer_of(kind, format)(export)


def writer_of(kind: str, format: str) -> Writer:
    """How a kind is written in a format.

    Raises:
        KeyError: it is not.
    """
    if format in _TABLES and kind in _ENTRIES:
        return partial(_write_table, kind, format)
    return _OTHERS[kind, format]


def _write_table(kind: str, format: str, export: Export) -> Iterator[bytes]:
    return _TABLES[format](kind, export.first(_ENTRIES[kind](export)))
