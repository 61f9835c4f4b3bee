"""The tables of a lake: their columns, with types of SQL and what they hold.

Positions are code points of the document's text, end exclusive, as everywhere in Marsad. Each table
also has ``day``, the folder that its file lies in: the day of publication, empty where unknown.
"""

from __future__ import annotations

from typing import NamedTuple

MARK = 'STRUCT("start" INTEGER, "end" INTEGER, words VARCHAR)'
VOICE = (
    'STRUCT(kind VARCHAR, name VARCHAR, label VARCHAR, id VARCHAR, "start" INTEGER, "end" INTEGER)'
)
HEADER = "STRUCT(name VARCHAR, value VARCHAR)"


class Column(NamedTuple):
    """A column: its type in DuckDB's SQL, and what it holds."""

    kind: str
    about: str


_SPAN = {
    "start": Column("INTEGER", "where the words begin"),
    "end": Column("INTEGER", "where they end"),
    "words": Column("VARCHAR", "the words of the text"),
}
_SCORE = {"score": Column("DOUBLE", "how firm its ground is, 0 to 1; no probability")}

DOCUMENTS = {
    "id": Column("VARCHAR", "as given, else made from address and text"),
    "lang": Column("VARCHAR", "language"),
    "outlet": Column("VARCHAR", "who published it"),
    "url": Column("VARCHAR", "its address"),
    "title": Column("VARCHAR", "as the page or record says it, else as the text does"),
    "author": Column("VARCHAR", "who signed it"),
    "published": Column("VARCHAR", "ISO date or time of publication"),
    "fetched": Column("VARCHAR", "ISO time at which it was fetched"),
    "views": Column("BIGINT", "the reader counter printed on the page"),
    "source_hash": Column("VARCHAR", "BLAKE2b-256 of the bytes it was read from"),
    "degraded": Column("VARCHAR", "why the text may differ from the page"),
    "text": Column("VARCHAR", "the text, to which all positions point"),
    "source": Column("VARCHAR", "the file it was read from"),
    "place": Column("VARCHAR", "where in it: line, record, member"),
    "shard": Column("VARCHAR", "the shard that read it"),
    "piece": Column("INTEGER", "which piece of the shard, from 0"),
    "number": Column("INTEGER", "which document of the piece, from 0"),
    "engine": Column("VARCHAR", "version of Marsad, with the packs of languages"),
}
# Tables of which a document has many rows, each with ``at``: its place among these, from 0.
PARTS: dict[str, dict[str, Column]] = {
    "attributions": {
        "id": Column("VARCHAR", "made from what it holds"),
        "source": Column(MARK, "the words that name who speaks; empty where nobody is named"),
        "source_kind": Column("VARCHAR", "person, office, organisation, outlet, …"),
        "source_name": Column("VARCHAR", "canonical English name, else the words"),
        "source_id": Column("VARCHAR", "id in the lists"),
        "via": Column(f"{MARK}[]", "carriers, outermost first"),
        "cue": Column(f"{MARK}[]", "the words that tell that somebody speaks"),
        "content": Column(f"{MARK}[]", "what is said, in its parts"),
        "stance": Column("VARCHAR", "neutral, affirm, deny, doubt, intend, believe, ask"),
        "mode": Column("VARCHAR", "direct, indirect, mixed"),
        "parent": Column("VARCHAR", "the attribution inside whose content it stands"),
        "rule": Column("VARCHAR", "the line of the pack that found it"),
        **_SCORE,
    },
    "times": {
        **_SPAN,
        "type": Column("VARCHAR", "DATE, TIME, DURATION, SET (TIMEX3)"),
        "value": Column("VARCHAR", "its TIMEX3 value"),
        "calendar": Column("VARCHAR", "gregorian or hijri, as written"),
        "basis": Column("VARCHAR", "explicit or relative"),
        "anchor": Column("VARCHAR", "the ISO date that it was counted from"),
    },
    "places": {
        **_SPAN,
        "id": Column("VARCHAR", "id in the gazetteer; empty where several may be meant"),
        "name": Column("VARCHAR", "canonical English name"),
        "country": Column("VARCHAR", "ISO 3166-1 code"),
        "level": Column("VARCHAR", "country, region, city, …"),
        "precision": Column("VARCHAR", "exact, near, region, country"),
        "lat": Column("DOUBLE", "degrees, WGS 84"),
        "lon": Column("DOUBLE", "degrees, WGS 84"),
        **_SCORE,
    },
    "actors": {
        **_SPAN,
        "id": Column("VARCHAR", "id in the lists; empty for names that no list has"),
        "name": Column("VARCHAR", "canonical English name; empty while it is open"),
        "kind": Column("VARCHAR", "person, office, organisation, …"),
        "sector": Column("VARCHAR", "code of the sector, such as GOV"),
        "country": Column("VARCHAR", "ISO 3166-1 code"),
        "ground": Column("VARCHAR", "why the words were taken for it"),
        "candidates": Column("VARCHAR[]", "the ids between which it is open"),
        **_SCORE,
    },
    "events": {
        **_SPAN,
        "id": Column("VARCHAR", "made from what it holds"),
        "type": Column("VARCHAR", "PLOVER type"),
        "mode": Column("VARCHAR", "PLOVER mode"),
        "contexts": Column("VARCHAR[]", "PLOVER contexts"),
        "actors": Column("VARCHAR[]", "who did it: canonical names"),
        "recipients": Column("VARCHAR[]", "to whom: canonical names"),
        "place": Column("VARCHAR", "canonical name"),
        "date": Column("VARCHAR", "TIMEX3 value"),
        "status": Column("VARCHAR", "asserted, denied, planned, possible"),
        "rule": Column("VARCHAR", "the line of the pack that found it"),
        **_SCORE,
    },
    "claims": {
        "id": Column("VARCHAR", "made from what it holds"),
        "attribution": Column("VARCHAR", "the attribution that it is of"),
        "content": Column(f"{MARK}[]", "what is claimed, in its parts"),
        "chain": Column(f"{VOICE}[]", "the voices that it passed through, outermost first"),
        "origin": Column("VARCHAR", "the name of the last voice"),
        "origin_id": Column("VARCHAR", "its id in the lists"),
        "stance": Column("VARCHAR", "as in attributions"),
        "actors": Column("VARCHAR[]", "ids, or names without one, in the content"),
        "places": Column("VARCHAR[]", "ids in the content"),
        "times": Column("VARCHAR[]", "TIMEX3 values in the content"),
        "events": Column("VARCHAR[]", "ids of events in the content"),
    },
}
READINGS = {
    "given": Column("VARCHAR", "the document as it came, without its text, as JSON"),
    "findings": Column("VARCHAR", "the whole reading, as JSON: marsad.model.Analysis"),
}
ORIGINALS = {
    "hash": Column("VARCHAR", "BLAKE2b-256 of the bytes"),
    "place": Column("VARCHAR", "what it is called in messages"),
    "url": Column("VARCHAR", "the address that it was fetched from"),
    "media": Column("VARCHAR", "media type, as the server says"),
    "charset": Column("VARCHAR", "encoding, as the server says"),
    "fetched": Column("VARCHAR", "ISO time"),
    "headers": Column(f"{HEADER}[]", "what the server sent"),
    "data": Column("BLOB", "the bytes as they arrived"),
}
# Tables of which each document has one row.
SINGLES = {"readings": READINGS, "originals": ORIGINALS}
TABLES = {"documents": DOCUMENTS, **PARTS, **SINGLES}


def shard_columns() -> dict[str, str]:
    """The types of a row of a shard: a document with all that was found in it."""
    kinds = {"day": "DATE", **{name: one.kind for name, one in DOCUMENTS.items()}}
    for table, columns in PARTS.items():
        kinds[table] = f"{_struct(columns)}[]"
    kinds |= {name: one.kind for name, one in READINGS.items()}
    kinds["original"] = _struct(ORIGINALS).replace('"data" BLOB', '"data" VARCHAR')
    return kinds


def _struct(columns: dict[str, Column]) -> str:
    fields = ", ".join(f'"{name}" {one.kind}' for name, one in columns.items())
    return f"STRUCT({fields})"


KEY = {  # of every table: with these four, rows of two tables are of one document
    "document": Column("VARCHAR", "the id of the document"),
    "shard": Column("VARCHAR", "the shard that read it"),
    "piece": Column("INTEGER", "which piece of the shard, from 0"),
    "number": Column("INTEGER", "which document of the piece, from 0"),
}
_KEYS = "day, id AS document, shard, piece, number"
_ORDER = "ORDER BY day, shard, piece, number"


def select_table(table: str) -> str:
    """The rows of a table out of ``shards``, those of a document together, as SQL."""
    if table in PARTS:
        chosen = ", ".join(f'part."{name}" AS "{name}"' for name in PARTS[table])
        inner = (
            f'SELECT {_KEYS}, unnest("{table}") AS part, '
            f'generate_subscripts("{table}", 1) - 1 AS "at" FROM shards'
        )
        keys = _KEYS.replace("id AS ", "")
        return f'SELECT {keys}, "at", {chosen} FROM ({inner}) {_ORDER}, "at"'
    if table == "documents":
        chosen = ", ".join(f'"{name}"' for name in DOCUMENTS)
        return f"SELECT day, {chosen} FROM shards {_ORDER}"
    if table == "readings":
        return f"SELECT {_KEYS}, {', '.join(READINGS)} FROM shards {_ORDER}"
    plain = [f'original."{name}"' for name in ORIGINALS if name != "data"]
    chosen = ", ".join([*plain, "from_base64(original.data) AS data"])
    return f"SELECT {_KEYS}, {chosen} FROM shards {_ORDER}"
