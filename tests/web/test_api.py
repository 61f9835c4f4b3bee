"""The interface for programs: what it answers, page by page, and how it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from marsad.archive.observatory import Observatory
from marsad.publishing.contract import build_reading

PROBLEM = "application/problem+json"


def ask(client: TestClient, path: str, **query: object) -> Any:
    answer = client.get(f"/api/v1/{path}", params=query)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


def walk(client: TestClient, path: str, **query: object) -> list[Any]:
    """All items of a list, page by page."""
    found: list[Any] = []
    after: dict[str, str] = {}
    while True:
        told = ask(client, path, **query, **after)
        found += told["items"]
        if told["next"] is None:
            return found
        after = {"after": told["next"]}


@pytest.fixture
def dam(client: TestClient) -> str:
    """The id of the proposition of which outlets make a circle."""
    found = ask(client, "propositions", q="بوابات", standing="contested")["items"]
    return str(next(one["id"] for one in found if len(one["outlets"]) > 3))


@pytest.mark.parametrize("order", ["newest", "relevance"])
def test_a_search_goes_on_where_its_cursor_says(client: TestClient, order: str) -> None:
    whole = ask(client, "claims", q="سد", order=order, limit=100)
    pages = walk(client, "claims", q="سد", order=order, limit=3)
    assert pages == whole["items"] and len(pages) == whole["total"] > 3
    first = whole["items"][0]
    start, end = first["marked"][0].values()
    assert "سد" in first["passage"][start:end]


def test_the_header_leads_to_the_next_page(client: TestClient) -> None:
    query = {"q": "سد OR الجسر OR " + "ا" * 400, "limit": "2"}
    answer = client.get("/api/v1/claims", params=query)
    link, rel = answer.headers["link"].split("; ")
    assert rel == 'rel="next"'
    assert client.get(link[1:-1]).json()["items"] != answer.json()["items"]
    assert client.get(link[1:-1]).json()["total"] == answer.json()["total"]


def test_a_document_is_told_by_the_reading_contract(
    client: TestClient, observatory: Observatory
) -> None:
    ids = [one["document"] for one in walk(client, "documents", limit=7)]
    assert len(ids) == len(set(ids)) == 17
    for id in ids:
        assert ask(client, f"documents/{id}") == build_reading(observatory.document(id))


def test_a_passage_is_given_by_its_place(client: TestClient) -> None:
    (hit, *_) = ask(client, "claims", q="نقيب المزارعين")["items"]
    place = {"start": hit["start"] + 4, "end": hit["start"] + 8, "around": 4}
    found = ask(client, f"documents/{hit['document']}/passage", **place)
    text = ask(client, f"documents/{hit['document']}")["text"]
    assert found["text"] == text[place["start"] : place["end"]] == "نقيب"
    assert found["before"] + found["text"] + found["after"] == text[: place["end"] + 4]
    assert found["length"] == len(text)


def test_a_claim_has_its_voices_and_its_proposition(client: TestClient, dam: str) -> None:
    claims = [one["claim"] for one in walk(client, "claims", q="سد")]
    told = [ask(client, f"claims/{one}") for one in claims]
    of = {one["proposition"] for claim in told for one in claim["statements"]}
    assert dam in of
    assert told[0]["claim"]["chain"][0]["name"] == told[0]["document"]["outlet"]
    assert ask(client, f"propositions/{claims[0]}")["id"] in of


def test_a_proposition_has_origins_denials_and_circles(client: TestClient, dam: str) -> None:
    told = ask(client, f"propositions/{dam}")
    assert told["standing"] == "contested" and told["independent"] == {"at_least": 1, "at_most": 3}
    assert told["circles"][0]["outlets"] and told["origins"][0]["kind"] == "anonymous"
    assert "denies" in {bond["relation"] for bond in told["bonds"]}
    assert told["reasons"] and all(set(one) == {"code", "detail"} for one in told["reasons"])
    members = walk(client, f"propositions/{dam}/members", limit=2)
    assert members == told["members"] and len(members) == told["members_total"]
    graph = ask(client, f"propositions/{dam}/provenance")
    ends = {end for edge in graph["edges"] for end in (edge["source"], edge["target"])}
    assert ends <= {node["id"] for node in graph["nodes"]} and ends


def test_propositions_are_narrowed_down_and_paged(client: TestClient) -> None:
    whole = ask(client, "propositions", limit=200)
    assert walk(client, "propositions", limit=5) == whole["items"]
    assert len(whole["items"]) == whole["total"]
    some = walk(client, "propositions", q="سد", limit=2)
    assert some == ask(client, "propositions", q="سد")["items"] and len(some) > 2
    days = {"since": "2024-03-04", "until": "2024-03-04"}
    assert {one["last"] >= "2024-03-04" for one in walk(client, "propositions", **days)} == {True}
    (ring,) = walk(client, "propositions", circular=True)
    assert ask(client, f"propositions/{ring['id']}")["circles"]
    told = walk(client, "propositions", origins=1)
    assert {one["independent"]["at_least"] for one in told} == {1} and len(told) < whole["total"]


def test_a_story_is_told_by_day(client: TestClient, dam: str) -> None:
    heads = walk(client, "stories", limit=1)
    assert [one["labels"]["en"] for one in heads] == ["Mosul Dam · Iraq", "Sfax · accusations"]
    told = ask(client, f"stories/{heads[0]['id']}")
    assert dam in {moment["proposition"] for moment in told["timeline"]}
    assert ask(client, f"stories/{dam}") == told and told["open"]


def test_sources_have_a_record(client: TestClient) -> None:
    many = walk(client, "sources", limit=5)
    assert len({one["id"] for one in many}) == len(many) > 5
    (water,) = (one for one in many if one["id"] == "IQ.ministry.water")
    told = ask(client, "sources/IQ.ministry.water")
    assert told["name"] == water["name"] == "Iraqi Ministry of Water Resources"
    assert told["claims"] == water["claims"] > 0 and told["history"] == []
    assert ask(client, "sources/وزارة الموارد المائية العراقية")["id"] == water["id"]


def test_of_private_persons_no_record_is_kept(client: TestClient) -> None:
    assert "~Nadim al-Haddad" not in {one["id"] for one in walk(client, "sources")}
    answer = client.get("/api/v1/sources/~Nadim al-Haddad")
    assert answer.status_code == 404 and "private" in answer.json()["detail"]


def test_names_are_found_in_any_language(client: TestClient) -> None:
    for typed in ("الموصل", "Mosul", "place.IQ.mosul"):
        found = ask(client, "names", q=typed, kind="place")["items"]
        assert "place.IQ.mosul" in {one["id"] for one in found}
    assert ask(client, "names", q="الموصل", kind="event")["items"] == []


def test_facets_overview_and_failures(client: TestClient) -> None:
    assert ask(client, "facets", q="سد")["total"] == ask(client, "claims", q="سد")["total"]
    day = ask(client, "overview", day="2024-03-04")
    assert [one["kind"] for one in day["kinds"]][:2] == ["new", "contested"]
    assert all(one["days"][-1] == one["today"] for one in day["kinds"])
    assert day["documents"] == 17 and day["waiting"] == 0
    assert ask(client, "failures") == {
        "items": [],
        "next": None,
        "total": None,
        "more": False,
        "notes": [],
    }


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/propositions")
    tag = first.headers["etag"]
    assert tag.startswith('"') and client.get("/api/v1/propositions").headers["etag"] == tag
    for given in (tag, f'"other", W/{tag}', "*"):
        again = client.get("/api/v1/propositions", headers={"if-none-match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    other = client.get("/api/v1/propositions?limit=1", headers={"if-none-match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("claims/ffffffff", 404, "no such claim"),
        ("documents/nowhere/passage?start=0&end=4", 404, "no such document"),
        ("documents/dam-1/passage?start=9000&end=9001", 404, "no passage"),
        ("documents/dam-1/passage?start=0&end=900000", 400, "20,000"),
        ("propositions/ffffffff", 404, "ffffffff"),
        ("stories/ffffffff", 404, "no such story"),
        ("sources/Nobody At All", 404, "no source"),
        ("claims/%00", 404, "no such claim"),
        ("propositions/abcd%00", 404, "linked"),
        ("sources/%00", 404, "no source"),
        ("documents/%ED%A0%80", 404, "no such document"),
        ("stories/a%0Ab", 404, None),
        ("claims?q=stance:maybe", 400, "maybe"),
        ("propositions?q=stance:maybe", 400, "maybe"),
        ("claims?after=x", 400, "cursor"),
        ("claims?order=relevance&after=WyJjbGFpbXMgbmV3ZXN0IiwxXQ", 400, "cursor"),
        ("propositions?after=WyJwcm9wb3NpdGlvbnMiLFsxLCJhXHUwMDAwIl1d", 400, "cursor"),
        ("claims?after=WyJjbGFpbXMgbmV3ZXN0IiwxZTk5XQ", 400, "cursor"),
        ("claims?limit=0", 422, "query/limit"),
        ("claims?limit=100000", 422, "query/limit"),
        ("propositions?since=0", 422, "2018-05-01"),
        ("propositions?standing=true", 422, "query/standing"),
        ("claims?q=" + "x" * 501, 422, "query/q"),
        ("nothing", 404, None),
    ],
)
def test_a_refusal_is_a_problem_that_says_why(
    client: TestClient, path: str, status: int, told: str | None
) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    assert problem["status"] == status and problem["title"]
    assert problem["instance"].startswith("/api/v1/")
    assert told in problem["detail"] if told else "detail" not in problem


@pytest.mark.parametrize("path", ["/api/v1/claims", "/api/v1/openapi.json"])
def test_another_method_is_refused_and_told_which_there_is(client: TestClient, path: str) -> None:
    answer = client.put(path)
    assert (answer.status_code, answer.headers["content-type"]) == (405, PROBLEM)
    assert "GET" in answer.headers["allow"]


def test_what_is_beside_the_interface_is_a_problem_too(client: TestClient) -> None:
    for path in ("/api/", "/api/v2/claims", "/api/v1/claims/"):
        assert client.get(path).headers["content-type"] == PROBLEM


def test_a_query_may_hold_any_letters(client: TestClient) -> None:
    for typed in ("%00", "سد%00", "%ED%A0%80", "%E2%80%AE", "source:%22%00x%22", '"', "(((", "-"):
        assert client.get(f"/api/v1/claims?q={typed}").status_code in (200, 400)
        assert client.get(f"/api/v1/names?q={typed}").status_code == 200


def test_an_empty_archive_answers_with_empty_lists(empty: TestClient) -> None:
    for path in ("documents", "claims", "propositions", "stories", "sources", "failures"):
        assert ask(empty, path)["items"] == []
    assert ask(empty, "overview")["day"] is None


def test_the_description_is_whole(client: TestClient) -> None:
    made = client.get("/api/v1/openapi.json").json()
    assert made["openapi"].startswith("3.1")
    calls = [call for path in made["paths"].values() for call in path.values()]
    assert len(calls) >= 20
    for call in calls:
        assert call["summary"] and call["description"] and call["tags"]
        assert all(one.get("description") for one in call.get("parameters", ()))
        assert call["responses"]["422"]["content"].keys() == {PROBLEM}
    for schema in made["components"]["schemas"].values():
        assert schema.get("description") or schema["type"] == "string"
