"""Tables: every row keeps to its schema, opens its passage, and does no harm in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from marsad.archive.observatory import Observatory
from marsad.publishing.exports.fields import KINDS, columns_of, json_schema
from tests.publishing.exports.conftest import REPORTS, Making, build

duckdb = pytest.importorskip("duckdb", reason="pip install 'marsad[exports]'")
jsonschema = pytest.importorskip("jsonschema", reason="pip install 'marsad[test]'")
TEXTS = {str(one["id"]): str(one["text"]).replace("\x00", "\ufffd") for one in REPORTS}


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_keeps_to_its_schema(make: Making, kind: str) -> None:
    schema = json_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    rows = lines(make(kind, "jsonl"))
    assert rows
    for row in rows:
        validator.validate(row)
        assert list(row) == [column.name for column in columns_of(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_the_same_rows_in_each_format(make: Making, kind: str, tmp_path: Path) -> None:
    rows = lines(make(kind, "jsonl"))
    (tmp_path / "rows.parquet").write_bytes(make(kind, "parquet"))
    with duckdb.connect() as database:
        made = database.read_parquet(str(tmp_path / "rows.parquet"))
        names, found = made.columns, made.fetchall()
    assert names == list(rows[0])
    key = names[0]
    assert [row[0] for row in found] == [row[key] for row in rows]
    cells = [row[key].removeprefix("'") for row in table(make(kind, "csv"))]
    assert cells == [row[key] for row in rows]


def test_numbers_and_lists_have_their_types_in_parquet(make: Making, tmp_path: Path) -> None:
    (tmp_path / "claims.parquet").write_bytes(make("claims", "parquet"))
    asked = "SELECT typeof(start), typeof(score), typeof(chain) FROM read_parquet(?) LIMIT 1"
    with duckdb.connect() as database:
        start, score, chain = database.execute(asked, [str(tmp_path / "claims.parquet")]).fetchone()
    assert (start, score) == ("BIGINT", "DOUBLE")
    assert (
        chain.startswith("STRUCT(")
        and chain.endswith("[]")
        and "label VARCHAR" in chain.replace('"', "")
    )


def test_offsets_open_the_passage_in_the_text_as_read(make: Making) -> None:
    rows = lines(make("claims", "jsonl"))
    assert {row["lang"] for row in rows} == {"ar", "en"}
    for row in rows:
        text = TEXTS[row["document"]]
        content = " ".join(text[s["start"] : s["end"]] for s in row["content_spans"])
        assert " ".join(content.split()) == row["content"]
        assert row["start"] <= row["content_spans"][0]["start"] < row["end"]
    for row in lines(make("events", "jsonl")):
        assert TEXTS[row["document"]][row["start"] : row["end"]] == row["word"]
    for row in lines(make("propositions", "jsonl")):
        for one in row["tellings"]:
            told = TEXTS[one["document"]][one["start"] : one["end"]]
            assert " ".join(told.split()).startswith(one["words"][:20])


def test_a_claim_says_on_whose_word_and_how_the_source_stands(make: Making) -> None:
    [denial] = [one for one in lines(make("claims", "jsonl")) if one["stance"] == "deny"]
    assert denial["outlet"] == "صحيفة الضفاف" and denial["url"].startswith("https://south")
    assert [one["name"] for one in denial["chain"]] == ["صحيفة الضفاف", "الجيش التركي"]
    assert denial["source_name"] == "Turkish Armed Forces" and denial["source_id"] == "TR.army"
    assert denial["parts"][0]["status"] == "asserted" and denial["engine"].startswith("marsad ")
    [row] = [one for one in table(make("claims", "csv")) if one["stance"] == "deny"]
    assert row["chain"] == "صحيفة الضفاف > الجيش التركي"


def test_a_denied_proposition_names_who_denies_it(make: Making) -> None:
    rows = lines(make("propositions", "jsonl"))
    [told] = [row for row in rows if row["denied_by"]]
    assert "Turkish forces shelled Raqqa" in told["gloss"] and told["standing"] == "contested"
    assert told["ties"][0]["relation"] == "denies" and told["ties"][0]["here"]
    joined = [row for row in rows if len(row["outlets"]) == 2]
    assert joined and {one["lang"] for one in joined[0]["tellings"]} == {"ar", "en"}


def test_no_cell_is_a_formula(make: Making) -> None:
    for kind in KINDS:
        for row in table(make(kind, "csv")):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    [hostile] = [row for row in table(make("documents", "csv")) if "1+1" in row["document"]]
    assert hostile["document"] == "'=1+1" and hostile["outlet"] == '\'=HYPERLINK("x")'


def test_a_cell_is_one_that_spreadsheets_take(make: Making, tmp_path: Path) -> None:
    long = {"id": "long", "text": "The bridge is open.", "title": "open " * 8_000}
    with build(tmp_path, (long, *REPORTS[:2])) as made:
        titles = [row["title"] for row in table(make("documents", "csv", made))]
        told = table(make("propositions", "csv", made))
        whole = [row["title"] for row in lines(make("documents", "jsonl", made))]
    assert max(map(len, titles)) == 32_767 and max(map(len, whole)) > 39_000
    assert max(titles, key=len).endswith("…")
    [contested] = [row for row in told if row["denied_by"]]
    assert contested["tellings"].startswith("north-1:") and "{" not in contested["tellings"]
    assert contested["ties"].startswith("denies from ")
    assert contested["origins"] == "Syrian Ministry of Defence"


def test_a_query_and_days_choose_rows(make: Making) -> None:
    def documents(**asked: Any) -> set[str]:
        return {row["document"] for row in lines(make("claims", "jsonl", **asked))}

    assert documents(query="stance:deny") == {"south-1"}
    march_3 = 738_948  # date(2024, 3, 3).toordinal()
    assert documents(since=march_3) == {"east-1"}
    assert documents(until=march_3 - 1) == {"north-1", "south-1"}
    assert len(lines(make("claims", "jsonl", most=1))) == 1
    with pytest.raises(ValueError, match="maybe"):
        make("claims", "jsonl", query="stance:maybe")


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_archive_has_empty_tables(make: Making, kind: str, empty: Observatory) -> None:
    assert make(kind, "jsonl", empty) == b""
    assert table(make(kind, "csv", empty)) == []
    assert make(kind, "parquet", empty).startswith(b"PAR1")
