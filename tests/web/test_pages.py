"""Every page answers in both languages, in its direction, and with nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from marsad.archive.observatory import Observatory
from marsad.web.desk import Desk

PAGES = (
    "/",
    "/propositions",
    "/search",
    "/search?q=سد",
    "/search?of=documents",
    "/api",
    "/nowhere",
)


def first(client: TestClient, page: str, path: str) -> str:
    found = re.search(rf'href="({path}/[^"?#]+)', client.get(page).text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_direction(
    client: TestClient, page: str, lang: str, direction: str
) -> None:
    answer = client.get(
        page, params={"lang": lang} if "?" not in page else None, headers={"accept-language": lang}
    )
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r'(src|href|action)="(https?:)?//', answer.text)
    assert " style=" not in answer.text and "<style" not in answer.text


def test_a_choice_of_language_is_kept(client: TestClient) -> None:
    assert 'lang="ar"' in client.get("/?lang=ar").text
    assert '<html lang="ar"' in client.get("/propositions").text


def test_the_overview_counts_a_day_beside_the_week_before(client: TestClient) -> None:
    page = client.get("/?day=2024-03-04").text
    assert 'value="2024-03-04"' in page
    assert "usual in the seven days before" in page
    assert "أن تكون قد أغلقت بوابات في سد الموصل" in page


def test_a_proposition_shows_origins_denials_and_circles(client: TestClient) -> None:
    page = client.get("/propositions?q=بوابات&standing=contested").text
    ids = re.findall(r'href="(/propositions/[0-9a-f]+)"', page)
    pages = [client.get(id).text for id in ids]
    whole = next(page for page in pages if "Circular reporting" in page)
    assert "denied by" in whole or "denies" in whole
    assert "إذاعة القنطرة" in whole
    drawn = client.get(re.search(r'href="(/propositions/[^"]+svg[^"]*)"', whole)[1])  # type: ignore[index]
    assert drawn.text.startswith("<svg") and drawn.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in drawn.headers["content-security-policy"]


def test_a_claim_leads_to_its_passage(client: TestClient) -> None:
    claim = first(client, "/search?q=سد", "/claims")
    answer = client.get(claim, follow_redirects=False)
    assert answer.status_code == 303
    path, anchor = answer.headers["location"].split("#")
    assert f'id="{anchor}"' in client.get(path).text


def test_the_archived_page_is_shown_with_nothing_in_it_that_works(client: TestClient) -> None:
    document = first(client, "/search?of=documents", "/documents")
    assert "sandbox" in client.get(f"{document}/page").text
    raw = client.get(f"{document}/original")
    assert "sandbox" in raw.headers["content-security-policy"]
    assert "script-src" not in raw.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/propositions/ffffffffffffffff", 404),
        ("/documents/ffffffffffffffff", 404),
        ("/propositions?standing=true", 422),
        ("/?day=yesterday", 422),
        ("/search?after=-1", 422),
        ("/assets/../application.py", 404),
    ],
)
def test_what_is_not_there_is_said_on_a_page(client: TestClient, page: str, status: int) -> None:
    answer = client.get(page)
    assert answer.status_code == status
    assert str(status) in answer.text and "<main" in answer.text


def test_a_query_that_cannot_be_meant_says_why(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "stance:maybe"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_an_empty_archive_teaches(empty: TestClient) -> None:
    assert "marsad add" in empty.get("/").text
    assert empty.get("/propositions").status_code == 200


def test_another_name_of_the_server_is_refused(app: object) -> None:
    other = TestClient(app, base_url="http://elsewhere.example")  # type: ignore[arg-type]
    assert other.get("/").status_code == 400


def test_counts_of_a_search_are_kept_until_something_comes(observatory: Observatory) -> None:
    desk = Desk(observatory)
    first = desk.facets("سد", "claims")
    assert desk.facets("سد", "claims") is first
    assert desk.facets("سد", "documents") is not first


def test_counts_are_taken_anew_when_a_document_comes(tmp_path: Path) -> None:
    with Observatory.create(tmp_path / "a.db") as made:
        desk = Desk(made)
        assert desk.facets("", "claims").total == 0
        (tmp_path / "a.txt").write_text("قال الوزير إن الجسر مغلق.", encoding="utf-8")
        made.add(tmp_path / "a.txt")
        assert desk.facets("", "claims").total == 1


@pytest.mark.parametrize("path", ["/", "/search?q=سد", "/api/v1/sources", "/assets/site.css"])
def test_a_head_is_answered_without_its_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert head.status_code == whole.status_code == 200 and head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert client.head("/nowhere").status_code == 404
