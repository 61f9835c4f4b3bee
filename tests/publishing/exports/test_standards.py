"""ClaimReview, STIX and FollowTheMoney: valid by their own rules, and no verdict in any."""

from __future__ import annotations

import json
from typing import Any

import pytest

from marsad.archive.observatory import Observatory
from marsad.publishing.exports.followthemoney import PROPERTIES
from tests.publishing.exports.conftest import Making

stix2 = pytest.importorskip("stix2", reason="pip install 'marsad[exports]'")
jsonschema = pytest.importorskip("jsonschema", reason="pip install 'marsad[test]'")

ARTICLE = {
    "type": "object",
    "required": ["@type", "identifier"],
    "properties": {"@type": {"const": "NewsArticle"}, "url": {"pattern": "^https?://"}},
}
QUOTATION = {
    "type": "object",
    "required": ["@type", "text", "creditText", "identifier", "isPartOf"],
    "properties": {"@type": {"const": "Quotation"}, "isPartOf": ARTICLE},
}
# What schema.org has of ClaimReview and Claim, as far as it is used; a rating may not be there.
REVIEWS = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "@id", "claimReviewed", "reviewAspect", "itemReviewed"],
                "properties": {
                    "@type": {"const": "ClaimReview"},
                    "itemReviewed": {
                        "type": "object",
                        "required": ["@type", "appearance"],
                        "properties": {
                            "@type": {"const": "Claim"},
                            "appearance": {"type": "array", "items": QUOTATION},
                        },
                    },
                    "reviewRating": False,
                },
            },
        },
    },
}
NEUTRAL = {"report", "identity", "note", "opinion"}


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_a_claim_review_has_no_rating(make: Making) -> None:
    made = json.loads(make("propositions", "claimreview"))
    jsonschema.validate(made, REVIEWS)
    [told] = [one for one in made["@graph"] if "denied by" in one["reviewBody"]]
    assert told["reviewBody"].endswith("This is no verdict on truth.")
    assert told["keywords"] == ["standing: contested"]
    [quotation] = told["itemReviewed"]["appearance"]
    assert quotation["creditText"] == "Northbank Times > The Syrian Defence Ministry"
    assert quotation["isPartOf"]["url"] == "https://north.example/1"
    start, end = map(int, quotation["identifier"]["value"].split("-"))
    assert end - start > 40
    assert "javascript:" not in json.dumps(made)


def test_every_object_of_a_bundle_is_stix(make: Making) -> None:
    bundle = stix2.parse(make("propositions", "stix").decode(), version="2.1")
    assert bundle.type == "bundle"
    types = {one.type for one in bundle.objects}
    assert types == NEUTRAL  # nothing is a threat, an incident or an indicator
    ids = [one.id for one in bundle.objects]
    assert len(ids) == len(set(ids))
    refs = {ref for one in bundle.objects for ref in one.get("object_refs", ())}
    assert refs <= set(ids)


def test_a_denial_is_an_opinion_on_a_report(make: Making) -> None:
    bundle = stix2.parse(make("propositions", "stix").decode(), version="2.1")
    [denial] = [one for one in bundle.objects if one.type == "opinion"]
    assert denial.opinion == "strongly-disagree" and denial.authors == ["Turkish Armed Forces"]
    [report] = [one for one in bundle.objects if one.id == denial.object_refs[0]]
    assert report.labels == ["contested"] and "no verdict on truth" in report.description
    notes = [one for one in bundle.objects if one.id in report.object_refs]
    assert notes[0].external_references[0].url == "https://north.example/1"
    assert "code points 7" in notes[0].external_references[0].description or notes


def test_an_empty_bundle_is_stix(make: Making, empty: Observatory) -> None:
    assert stix2.parse(make("propositions", "stix", empty).decode()).type == "bundle"


@pytest.mark.parametrize("kind", ["claims", "events"])
def test_entities_have_the_properties_of_their_schemata(make: Making, kind: str) -> None:
    entities = lines(make(kind, "ftm"))
    ids = {one["id"] for one in entities}
    assert len(ids) == len(entities)
    for one in entities:
        assert set(one) == {"id", "schema", "properties"}
        assert set(one["properties"]) <= set(PROPERTIES[one["schema"]])
        for name, values in one["properties"].items():
            assert values and all(isinstance(value, str) and value for value in values)
            if name in ("document", "resolved", "entity", "proof", "involved"):
                assert set(values) <= ids  # what is pointed to stands in the file


def test_a_note_is_a_claim_with_its_chain_and_its_place(make: Making) -> None:
    entities = lines(make("claims", "ftm"))
    notes = [one["properties"] for one in entities if one["schema"] == "Note"]
    [denial] = [one for one in notes if "stance: deny" in one["keywords"]]
    assert denial["summary"][0].startswith("صحيفة الضفاف > الجيش التركي (")
    by_id = {one["id"]: one for one in entities}
    assert [by_id[id]["schema"] for id in denial["entity"]] == ["Article", "PublicBody"]


def test_an_event_is_one_that_is_told_as_done(make: Making) -> None:
    events = [one for one in lines(make("events", "ftm")) if one["schema"] == "Event"]
    assert all("status: asserted" in one["properties"]["keywords"] for one in events)
    [shelling] = [
        one["properties"] for one in events if "heavy" in str(one) or "artillery" in str(one)
    ]
    assert shelling["date"] == ["2024-03-01"] and shelling["location"] == ["Raqqa"]
    assert shelling["country"] == ["sy"] and len(shelling["involved"]) == 1
