"""Publishers: one outlet, however its name is written."""

from __future__ import annotations

import pytest

from marsad.linking.origins.publishers import (
    find_publisher,
    outlet_key,
    outlet_owner,
    publisher_key,
)
from marsad.model import Kind, Voice


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("BBC", "bbc"),
        ("France24", "france-24"),
        ("FRANCE 24", "france-24"),
        ("فرانس 24", "france-24"),
        ("SkyNews", "sky-news"),
        ("قناة سكاي نيوز عربية", "sky-news-arabia"),
        ("صحيفة هآرتس", "haaretz"),
        ("Haaretz newspaper", "haaretz"),
        ("www.reuters.com", "reuters"),
    ],
)
def test_an_outlet_of_the_lists_by_any_spelling(name: str, entity: str) -> None:
    found = find_publisher(name)
    assert found is not None and found.entity == entity


def test_owner_country_and_state_come_from_the_lists() -> None:
    found = find_publisher("سانا")
    assert found is not None
    assert (found.owner, found.country, found.state_affiliated) == ("Syrian state", "SY", True)


def test_an_outlet_of_no_list_is_known_by_its_folded_name() -> None:
    assert find_publisher("The Salt Gazette") is None
    assert publisher_key("The Salt Gazette") == publisher_key("the  salt gazette")
    assert publisher_key("صَحيفة الخَيال") == publisher_key("صحيفة الخيال")
    assert find_publisher(None) is None and publisher_key(None) is None


def test_the_owner_of_an_outlet_may_be_an_outlet() -> None:
    assert outlet_owner("bbc-arabic") == "bbc"
    assert outlet_owner("sky-news") is None


def test_a_document_of_an_outlet_is_its_report() -> None:
    report = Voice(Kind.DOCUMENT, "تقرير لرويترز", None, None, "Reuters report")
    assert outlet_key(report) == "reuters"
    assert outlet_key(Voice(Kind.DOCUMENT, "بيان", None, None, "statement")) is None
    assert outlet_key(Voice(Kind.PERSON, "Reuters", None)) is None
