"""What holds of all formats: the same bytes twice, no harm, nothing of whom the lists suppress."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, update

from marsad.archive.lists import put
from marsad.archive.observatory import Observatory
from marsad.archive.schema import names
from marsad.publishing.exports import extras
from marsad.publishing.exports.catalogue import writer_of
from marsad.publishing.exports.formats import FORMATS, KINDS, by_name
from tests.publishing.exports.conftest import REPORTS, Making, build

for library in ("duckdb", "icalendar", "networkx", "stix2"):
    pytest.importorskip(library, reason="pip install 'marsad[exports]'")
EVERY = [(kind, format) for kind, formats in KINDS.items() for format in formats]


@pytest.mark.parametrize(("kind", "format"), EVERY)
def test_an_export_has_the_same_bytes_twice(make: Making, kind: str, format: str) -> None:
    first = make(kind, format)
    assert first == make(kind, format)
    if format != "parquet":
        first.decode()  # UTF-8, nothing cut in its middle


@pytest.mark.parametrize(("kind", "format"), EVERY)
def test_an_empty_archive_makes_a_whole_file(
    make: Making, empty: Observatory, kind: str, format: str
) -> None:
    assert b"Traceback" not in make(kind, format, empty)


@pytest.mark.parametrize(("kind", "format"), EVERY)
def test_a_suppressed_person_is_in_no_export(
    make: Making, without: Observatory, kind: str, format: str
) -> None:
    told = make(kind, format, without, statuses=()).decode("utf-8", "replace")
    assert "Qandil" not in told and "qandil" not in told


def test_the_person_is_told_of_where_nobody_suppresses_him(make: Making) -> None:
    for kind, format in (("claims", "csv"), ("propositions", "stix"), ("provenance", "gexf")):
        assert b"Qandil" in make(kind, format)


def test_what_is_left_out_is_counted(without: Observatory) -> None:
    from marsad.publishing.exports.catalogue import write
    from marsad.publishing.exports.export import Export
    from marsad.publishing.exports.selection import Selection

    export = Export(without, Selection())
    rows = list(write(export, "claims", "jsonl"))
    assert export.hidden.rows == 1 and len(rows) >= 5


def test_a_name_merged_with_a_suppressed_one_is_left_out_too(make: Making, tmp_path: Path) -> None:
    reports = ({**REPORTS[2], "id": "west-1", "text": REPORTS[2]["text"]}, REPORTS[0])
    other = {**REPORTS[2], "id": "hill-1"}
    other["text"] = "Karim Darwish, a miller, said that the road to Aleppo is open."
    with build(tmp_path, (*reports, other)) as made:
        with made.writing() as connection:
            entry = '[[person]]\nid = "samer-qandil"\nname = "Samer Qandil"\nsuppress = true\n'
            put(connection, "suppressed", entry, "Nadia")
            numbers = {row.name: row.number for row in connection.execute(select(names)).all()}
            merged = update(names).where(names.c.number == numbers["Karim Darwish"])
            connection.execute(merged.values(same_as=numbers["Samer Qandil"]))
        told = make("claims", "jsonl", made)
    assert b"Darwish" not in told and b"Qandil" not in told and b"north-1" in told


def test_nobody_is_an_entity_whom_no_list_has(make: Making) -> None:
    for kind, format in (("claims", "ftm"), ("events", "ftm")):
        assert b'"schema":"Person"' not in make(kind, format)
    assert b'"individual"' not in make("propositions", "stix")
    assert b'"@type":"Person"' not in make("propositions", "claimreview")
    assert b"qandil@" in make("provenance", "gexf")  # of one proposition, joined with nobody


def test_every_format_has_a_writer_and_a_name_of_files() -> None:
    for kind, format in EVERY:
        writer_of(kind, format)
        assert by_name(kind, f"Raqqa{FORMATS[format].suffix}") == format
    assert by_name("events", "map.png") is None


def test_a_missing_library_is_told_with_the_remedy(
    make: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", refuse)
    for kind, format in (
        ("claims", "parquet"),
        ("events", "icalendar"),
        ("propositions", "stix"),
        ("provenance", "gexf"),
    ):
        with pytest.raises(extras.MissingExtra, match=r"pip install 'marsad\[exports\]'"):
            make(kind, format)
