"""Publishers: one outlet, however its name is written."""

from __future__ import annotations

import pytest

from marsad.entities.lists import load_lists
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
    found = find_publisher(name, load_lists())
    assert found is not None and found.entity == entity


def test_owner_country_and_state_come_from_the_lists() -> None:
    found = find_publisher("سانا", load_lists())
    assert found is not None
    assert (found.owner, found.country, found.state_affiliated) == ("Syrian state", "SY", True)


def test_an_outlet_of_no_list_is_known_by_its_folded_name() -> None:
    assert find_publisher("The Salt Gazette", load_lists()) is None
    assert publisher_key("The Salt Gazette", load_lists()) == publisher_key(
        "the  salt gazette", load_lists()
    )
    assert publisher_key("صَحيفة الخَيال", load_lists()) == publisher_key(
        "صحيفة الخيال", load_lists()
    )
    assert find_publisher(None, load_lists()) is None and publisher_key(None, load_lists()) is None


def test_the_owner_of_an_outlet_may_be_an_outlet() -> None:
    assert outlet_owner("bbc-arabic", load_lists()) == "bbc"
    assert outlet_owner("sky-news", load_lists()) is None


def test_a_document_of_an_outlet_is_its_report() -> None:
    report = Voice(Kind.DOCUMENT, "تقرير لرويترز", None, None, "Reuters report")
    assert outlet_key(report, load_lists()) == "reuters"
    assert outlet_key(Voice(Kind.DOCUMENT, "بيان", None, None, "statement"), load_lists()) is None
    assert outlet_key(Voice(Kind.PERSON, "Reuters", None), load_lists()) is None
