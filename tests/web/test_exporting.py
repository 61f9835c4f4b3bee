"""Exports from pages and for programs: links that work, files that are whole, no harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from marsad.archive.lists import put
from marsad.archive.observatory import Observatory
from marsad.publishing.exports import extras
from marsad.publishing.exports.formats import FORMATS, KINDS
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor
from tests.publishing.exports.conftest import build

for library in ("duckdb", "icalendar", "networkx", "stix2"):
    pytest.importorskip(library, reason="pip install 'marsad[exports]'")
EVERY = [(kind, format) for kind, formats in KINDS.items() for format in formats]
PAGES = ("/search?q=سد", "/search?of=documents", "/propositions?standing=contested", "/sources")


@pytest.fixture
def hidden(tmp_path: Path) -> Iterator[TestClient]:
    """An archive that suppresses one of its speakers."""
    with build(tmp_path) as made:
        with made.writing() as connection:
            entry = '[[person]]\nid = "samer-qandil"\nname = "Samer Qandil"\nsuppress = true\n'
            put(connection, "suppressed", entry, "Nadia")
        yield TestClient(create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",)))


def links(client: TestClient, path: str) -> list[str]:
    page = client.get(path).text
    return [one.replace("&amp;", "&") for one in re.findall(r'href="(/exports/[^"]+)"', page)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_files_of_what_it_shows(client: TestClient, path: str) -> None:
    found = links(client, path)
    assert found
    for link in found:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["content-disposition"].startswith('attachment; filename="marsad-')


def test_a_proposition_and_its_story_have_their_own_files(client: TestClient) -> None:
    id = client.get("/api/v1/propositions?standing=contested").json()["items"][0]["id"]
    own = links(client, f"/propositions/{id}")
    [review] = [link for link in own if "/claimreview" in link]
    made = json.loads(client.get(review).content)
    assert [one["@id"] for one in made["@graph"]] == [f"urn:marsad:proposition:{id}"]
    story = links(client, client.get(f"/stories/{id}", follow_redirects=False).headers["location"])
    [rows] = [link for link in story if "/propositions/jsonl" in link]
    told = [json.loads(line)["proposition"] for line in client.get(rows).text.splitlines()]
    assert id in told and len(told) > 1
    [events] = [link for link in story if "/events/jsonl" in link]
    of = {json.loads(line)["proposition"] for line in client.get(events).text.splitlines()}
    assert of <= set(told)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_page_names_the_formats_in_its_language(client: TestClient, lang: str) -> None:
    page = client.get(f"/propositions?lang={lang}").text
    told = {"ar": "صيغ لبرامج أخرى", "en": "Formats for other programs"}
    assert f"<summary>{told[lang]}</summary>" in page


@pytest.mark.parametrize(("kind", "format"), EVERY)
def test_the_interface_has_every_kind_in_every_format(
    client: TestClient, kind: str, format: str
) -> None:
    answer = client.get(f"/api/v1/exports/{kind}?format={format}&limit=5")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[format].media
    assert "etag" not in answer.headers and "no-store" in answer.headers["cache-control"]


def test_the_interface_chooses_and_bounds(client: TestClient) -> None:
    some = client.get("/api/v1/exports/claims?format=jsonl&q=stance:deny&limit=2")
    stances = [json.loads(line)["stance"] for line in some.text.splitlines()]
    assert stances == ["deny", "deny"]
    assert client.get("/api/v1/exports/claims?format=csv&limit=10001").status_code == 422
    assert client.get("/api/v1/exports/claims?format=csv&q=stance:maybe").status_code == 400
    wrong = client.get("/api/v1/exports/claims?format=gexf").json()
    assert wrong["status"] == 400 and "there are csv, jsonl, parquet, ftm" in wrong["detail"]
    assert client.get("/api/v1/exports/propositions?format=csv&id=ffffffff").status_code == 404


def test_a_server_without_a_library_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", refuse)
    answer = client.get("/api/v1/exports/events?format=icalendar")
    assert answer.status_code == 503 and "marsad[exports]" in answer.json()["detail"]
    assert client.get("/exports/events/icalendar").status_code == 503


@pytest.mark.slow
def test_who_is_suppressed_is_in_no_file(hidden: TestClient) -> None:
    paths = [f"/api/v1/exports/{kind}?format={format}" for kind, format in EVERY]
    paths += ["/search.csv", "/search.jsonl?of=documents", "/propositions.csv", "/sources.jsonl"]
    for path in [*paths, "/stories.jsonl"]:
        answer = hidden.get(path)
        assert answer.status_code == 200, path
        assert "Qandil" not in answer.content.decode("utf-8", "replace"), path
    assert "Northbank" in hidden.get("/search.csv").text


def test_an_export_is_for_those_who_may_read(observatory: Observatory) -> None:
    app = create_app(observatory, None, hosts=("testserver",))
    stranger = TestClient(app, follow_redirects=False)
    assert stranger.get("/exports/claims/csv").status_code in (303, 401, 403)
    assert stranger.get("/api/v1/exports/claims?format=csv").status_code in (401, 403)
