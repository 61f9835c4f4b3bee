"""References: read back by a library of BibTeX and by the schema of CSL, Arabic intact."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.publishing.exports.conftest import Making

database = pytest.importorskip("pybtex.database", reason="pip install 'marsad[test]'")
jsonschema = pytest.importorskip("jsonschema", reason="pip install 'marsad[test]'")

WHEN = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        }
    },
    "additionalProperties": False,
}
# The items of CSL-JSON 1.0.2, as far as they are used.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "properties": {
            "type": {"enum": ["article-newspaper", "webpage"]},
            "id": {"type": "string"},
            "title": {"type": "string"},
            "author": {"type": "array", "items": {"type": "object", "required": ["literal"]}},
            "container-title": {"type": "string"},
            "issued": WHEN,
            "accessed": WHEN,
            "URL": {"type": "string", "pattern": "^https?://"},
            "language": {"type": "string"},
            "note": {"type": "string"},
        },
        "additionalProperties": False,
    },
}


def entries(data: bytes) -> list[Any]:
    return list(database.parse_string(data.decode(), "bibtex").entries.values())


def test_bibtex_is_read_back_with_its_arabic(make: Making) -> None:
    found = entries(make("documents", "bibtex"))
    assert len(found) == 4
    [south] = [one for one in found if "south" in one.fields["note"]]
    assert south.fields["title"].strip("{}") == "الجيش ينفي"
    assert south.fields["organization"].strip("{}") == "صحيفة الضفاف"
    assert south.fields["date"] == "2024-03-02"
    assert (
        south.fields["url"] == "https://south.example/1?a=1&b=%20"
    )  # biblatex escapes nothing here
    assert all(one.type == "online" and one.key.isascii() for one in found)


def test_no_title_ends_its_entry(make: Making) -> None:
    found = entries(make("documents", "bibtex"))
    [hostile] = [one for one in found if "@" in one.fields["title"]]
    assert "\\{x\\}\\textbackslash{}" in hostile.fields["title"]
    assert "url" not in hostile.fields and "date" not in hostile.fields
    assert "\u202e" not in hostile.fields["title"] and "[U+202E]" in hostile.fields["title"]


def test_csl_keeps_to_its_schema(make: Making) -> None:
    items = json.loads(make("documents", "csl"))
    jsonschema.validate(items, CSL)
    [north] = [one for one in items if one["id"] == "north-1"]
    assert north["issued"] == {"date-parts": [[2024, 3, 2]]}
    assert north["container-title"] == "Northbank Times" and north["accessed"]["date-parts"]
    [hostile] = [one for one in items if one["id"] == "=1+1"]
    assert "URL" not in hostile and "issued" not in hostile


def test_a_query_chooses_documents_by_their_text(make: Making) -> None:
    assert [
        one.fields["title"].strip("{}")
        for one in entries(make("documents", "bibtex", query="Aleppo"))
    ]
    assert len(json.loads(make("documents", "csl", query="artillery"))) == 1
