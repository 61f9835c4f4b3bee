"""Places, one place, and the map of events; as a browser without script has them."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient

from marsad.web import rendering


def data_of(page: str, island: str) -> dict[str, object]:
    found = re.search(rf'data-island="{island}".*?application/json">(.*?)</script>', page, re.S)
    assert found is not None
    told: dict[str, object] = json.loads(found[1])
    return told


def test_places_are_listed_with_their_claims(client: TestClient) -> None:
    page = client.get("/places").text
    assert 'href="/places/' in page
    assert "Named most in the newest" in page


def test_a_place_is_found_by_what_is_typed(client: TestClient) -> None:
    page = client.get("/places?q=الموصل").text
    assert "Mosul" in page and 'href="/places/place.IQ.' in page
    assert "No place of this name" in client.get("/places?q=Atlantis").text


def test_a_place_shows_its_claims_events_and_map(client: TestClient) -> None:
    [address] = re.findall(r'href="(/places/[^"]*azaz)"', client.get("/places?q=Azaz").text)
    page = client.get(f"{address}?lang=ar").text
    assert "أعزاز" in page and 'href="/claims/' in page
    assert '<svg class="map wide"' in page and "الأحداث بحسب نوعها" in page
    assert "event%3AASSAULT" in page


def test_the_map_has_the_events_of_a_period(client: TestClient) -> None:
    page = client.get("/map?from=2018-03-01&until=2023-12-31").text
    assert '<svg class="map wide"' in page
    assert 'value="2018-03-01"' in page
    assert "No events with a place" in client.get("/map?from=1990-01-01&until=1990-01-02").text


def test_the_map_is_narrowed_down_by_a_form_whose_fields_may_be_empty(client: TestClient) -> None:
    all_of_it = client.get("/map?from=&until=&type=&status=&lines=coasts")
    assert all_of_it.status_code == 200
    assert client.get("/map?type=AGREE&status=planned&from=2024-03-01").status_code == 200


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/places/geonames.0", 404),
        ("/places/%22%3E%3Cscript%3E", 404),
        ("/map?type=war", 422),
        ("/map?lines=satellite", 422),
        ("/map?from=tomorrow", 422),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, page: str, status: int) -> None:
    answer = client.get(page)
    assert answer.status_code == status and "<script>" not in answer.text


def test_an_empty_archive_teaches(empty: TestClient) -> None:
    for page in ("/places", "/map", "/map?until=0001-01-01"):
        assert "marsad add" in empty.get(page).text


@pytest.mark.parametrize("page", ["/propositions?q=&standing=", "/?day=", "/search?q=&after="])
def test_an_empty_field_says_nothing(client: TestClient, page: str) -> None:
    assert client.get(page).status_code == 200


def test_without_the_build_a_page_asks_for_no_script(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "built", lambda: frozenset[str]())
    for page in ("/", "/places", "/map?from=2018-01-01", "/search?q=سد", "/propositions"):
        text = client.get(page).text
        assert "<script" not in text and "hx-" not in text and "/static/" not in text


def test_with_the_build_a_page_loads_only_what_it_uses(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = frozenset({"map", "graph", "timeline", "pages", "fonts"})
    monkeypatch.setattr(rendering, "built", lambda: every)

    def scripts(page: str) -> set[str]:
        return set(re.findall(r'src="/static/(\w+)\.js"', client.get(page).text))

    proposition = re.findall(r'href="(/propositions/[0-9a-f]+)"', client.get("/propositions").text)
    assert scripts("/") == set()
    assert scripts("/search?q=سد") == scripts("/propositions") == scripts("/places") == {"pages"}
    assert scripts("/map?from=2018-01-01") == {"map"}
    assert scripts(proposition[0]) == {"graph"}
    told = data_of(client.get("/map?from=2018-01-01").text, "map")
    assert told["lines"] == "outlines" and told["sites"]
