"""Events for maps, timelines, calendars and coders: never a denied one as one that happened."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from marsad.model import EventType
from marsad.publishing.exports.coded import ACLED, POLECAT, QUADS
from marsad.publishing.exports.dates import Day, day_of
from tests.publishing.exports.conftest import Making

icalendar = pytest.importorskip("icalendar", reason="pip install 'marsad[exports]'")
jsonschema = pytest.importorskip("jsonschema", reason="pip install 'marsad[test]'")

POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
# RFC 7946, as far as points go.
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                    },
                    "properties": {"type": "object"},
                },
            },
        },
    },
}
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
    "additionalProperties": False,
}
TEXT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
# What TimelineJS says of its JSON: knightlab's documentation, "JSON format".
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "scale": {"enum": ["human", "cosmological"]},
        "title": {"type": "object", "required": ["text"], "properties": {"text": TEXT}},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text"],
                "properties": {
                    "start_date": DATE,
                    "end_date": DATE,
                    "text": TEXT,
                    "media": {"type": "object", "required": ["url"]},
                    "group": {"type": "string"},
                    "unique_id": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
    },
}


def features(data: bytes) -> list[dict[str, Any]]:
    found = json.loads(data)
    jsonschema.validate(found, GEOJSON)
    return [one["properties"] for one in found["features"]]


def rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter))


def test_a_map_has_a_point_with_its_precision_and_who_says_so(make: Making) -> None:
    there = features(make("events", "geojson"))
    [told] = [one for one in there if one["document"] == "north-1"]
    assert (told["place"], told["precision"], told["area"]) == ("Raqqa", "exact", None)
    assert told["chain"] == ["Northbank Times", "The Syrian Defence Ministry"]
    assert told["standing"] == "contested" and told["status"] == "asserted"
    wide = [one for one in there if one["precision"] == "country"]
    assert wide and "middle of an area" in wide[0]["area"]


def test_a_denied_event_is_on_a_map_only_where_it_is_asked_for(make: Making) -> None:
    assert {one["status"] for one in features(make("events", "geojson"))} == {"asserted"}
    [denied] = features(make("events", "geojson", statuses=("denied",)))
    assert (denied["document"], denied["status"]) == ("south-1", "denied")
    assert denied["sentence"].startswith("أن تكون قواته")


def test_an_announcement_is_on_no_map_and_in_the_calendar(make: Making) -> None:
    assert not [one for one in features(make("events", "geojson")) if one["type"] == "CONCEDE"]
    calendar = icalendar.Calendar.from_ical(make("events", "icalendar"))
    [event] = calendar.walk("VEVENT")
    assert event["dtstart"].dt == date(2024, 4, 5) and event["dtend"].dt == date(2024, 4, 6)
    assert str(event["status"]) == "TENTATIVE" and str(event["uid"]).endswith("@marsad")
    told = str(event["description"])
    assert "Northbank Times > The Turkish Defence Ministry (north-1 " in told
    assert "صحيفة الضفاف > وزارة الدفاع التركية (south-1 " in told  # two reports, one entry
    assert str(event["url"]) == "https://north.example/1" and str(event["location"]) == "Raqqa"


def test_a_calendar_speaks_the_language_of_its_reader(make: Making) -> None:
    arabic = icalendar.Calendar.from_ical(make("events", "icalendar", lang="ar"))
    english = icalendar.Calendar.from_ical(make("events", "icalendar", lang="en"))
    assert str(arabic.walk("VEVENT")[0]["summary"]).startswith("[مقبل] ")
    assert str(english.walk("VEVENT")[0]["summary"]).startswith("[planned] ")


def test_a_timeline_keeps_to_its_format_and_nothing_in_it_works(make: Making) -> None:
    made = json.loads(make("events", "timelinejs"))
    jsonschema.validate(made, TIMELINE)
    [first, *_] = [one for one in made["events"] if one["unique_id"].startswith("north-1")]
    assert first["start_date"] == {"year": 2024, "month": 3, "day": 1}
    assert first["media"]["url"] == "https://north.example/1"
    for one in made["events"]:
        assert "<script" not in one["text"]["text"] and "javascript:" not in str(one)
    arabic = json.loads(make("events", "timelinejs", lang="ar", statuses=("denied",)))
    [denied] = arabic["events"]
    assert denied["text"]["headline"].startswith('[منفي] <span dir="rtl">')
    assert denied["text"]["text"].startswith('<div dir="rtl">')


def test_polecat_has_its_columns_and_behind_them_who_says_so(make: Making) -> None:
    data = make("events", "polecat")
    assert data.decode().splitlines()[0].split("\t") == list(POLECAT)
    [row] = [one for one in rows(data, "\t") if one["Document ID"] == "north-1"]
    assert (row["Event Type"], row["Event Mode"]) == ("ASSAULT", "heavy-weapons")
    assert (row["Event Date"], row["Intensity"]) == ("2024-03-01", "-9")
    assert row["Quad Code"] == "MATERIAL CONFLICT" and row["Actor Name"] == "Turkish Armed Forces"
    assert row["Status"] == "asserted" and row["Told By"] == "The Syrian Defence Ministry"
    assert row["Recipient Name"] == "" and row["GeoNames ID"] == ""  # what nobody knows is empty
    assert set(QUADS) == set(EventType)


def test_acled_like_rows_are_events_and_not_tellings(make: Making) -> None:
    table = rows(make("events", "acled"))
    assert list(table[0]) == list(ACLED)
    [shelling] = [one for one in table if one["marsad_document"] == "north-1"]
    assert shelling["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (shelling["event_date"], shelling["time_precision"]) == ("2024-03-01", "1")
    assert (shelling["location"], shelling["geo_precision"]) == ("Raqqa", "1")
    assert shelling["country"] == "Syria" and shelling["fatalities"] == ""
    assert shelling["marsad_standing"] == "contested"
    assert {one["marsad_status"] for one in table} == {"asserted"}
    [march] = [one for one in table if one["event_type"] == "Protests"]
    assert march["disorder_type"] == "Demonstrations" and march["marsad_told_by"]


def test_tellings_of_one_event_are_one_row(tmp_path_factory: pytest.TempPathFactory) -> None:
    from marsad.publishing.exports.catalogue import write
    from marsad.publishing.exports.export import Export
    from marsad.publishing.exports.selection import Selection
    from tests.publishing.exports.conftest import REPORTS, build

    again = {**REPORTS[0], "id": "west-1", "outlet": "West Post", "url": "https://west.example/1"}
    with build(tmp_path_factory.mktemp("twice"), (REPORTS[0], again)) as made:
        data = b"".join(write(Export(made, Selection()), "events", "acled"))
    [row] = rows(data)
    assert row["marsad_tellings"] == "2" and row["source"] == "Northbank Times; West Post"
    assert row["marsad_document"] == "north-1; west-1"


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("2024", [2024]),
        ("2024-03", [2024, 3]),
        ("2024-03-01TNI", [2024, 3, 1]),
        ("2024-03-01T10:00:00+03:00", [2024, 3, 1]),
        ("2024-W09", None),
        ("2024-WI", None),
        ("202X", None),
        ("PRESENT_REF", None),
        ("2024-13-01", None),
        (None, None),
    ],
)
def test_no_day_is_made_of_less(value: str | None, known: Sequence[int] | None) -> None:
    found = day_of(value)
    assert (found and found.parts()) == known
    assert found is None or isinstance(found, Day)
