"""Lists as files and feeds: whole, harmless in a spreadsheet, valid in a feed reader."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "\u202e<script>alert(1)</script> & ]]>"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[TestClient]:
    """An archive whose outlet, title and words want to do harm."""
    files = tmp_path / "news"
    files.mkdir()
    said = f"قال سامر الحلبي إن {HOSTILE} الجسر مغلق منذ أمس."
    record = {"id": "=1+1", "outlet": '=HYPERLINK("x")', "title": f"@{HOSTILE}", "text": said}
    (files / "one.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with Observatory.create(tmp_path / "hostile.db") as made:
        made.add(files)
        Linked(made).update()
        yield TestClient(create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",)))


def table(answer_text: bytes) -> list[dict[str, str]]:
    assert answer_text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer_text.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=سد",
        "/search?of=documents",
        "/propositions?standing=contested",
        "/propositions?q=سد&standing=",
        "/stories",
        "/stories?since=2024-01-01",
        "/sources",
    ],
)
def test_a_list_is_the_same_as_csv_and_as_json_lines(client: TestClient, path: str) -> None:
    name, _, query = path.partition("?")
    answer = client.get(f"{name}.csv?{query}")
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert answer.headers["content-disposition"].startswith("attachment;")
    rows = table(answer.content)
    lines = client.get(f"{name}.jsonl?{query}").text.splitlines()
    assert len(rows) == len(lines) > 0
    key = "document" if "of=documents" in path else "claim" if name == "/search" else "id"
    assert [row[key].lstrip("'") for row in rows] == [json.loads(line)[key] for line in lines]


def test_a_list_page_leads_to_its_files(client: TestClient) -> None:
    for path in ("/search?q=سد&order=relevance", "/propositions?standing=contested"):
        links = re.findall(r'href="(/[a-z]+\.(?:csv|jsonl|atom)[^"]*)"', client.get(path).text)
        assert len(links) == 4  # the feed is told to readers of feeds too
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_all_rows_are_there_not_only_those_of_a_page(client: TestClient) -> None:
    whole = client.get("/api/v1/propositions?limit=1").json()["total"]
    assert len(table(client.get("/propositions.csv").content)) == whole > 20


def test_private_persons_are_no_sources_of_a_list(client: TestClient) -> None:
    ids = [json.loads(line)["id"] for line in client.get("/sources.jsonl").text.splitlines()]
    assert "IQ.ministry.water" in ids and "~Nadim al-Haddad" not in ids


def test_no_cell_is_a_formula(hostile: TestClient) -> None:
    for path in ("/search.csv", "/search.csv?of=documents", "/propositions.csv"):
        for row in table(hostile.get(path).content):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@"))
    assert table(hostile.get("/search.csv?of=documents").content)[0]["document"] == "'=1+1"


@pytest.mark.parametrize("path", ["/search.csv", "/propositions.jsonl", "/search.atom"])
def test_a_query_that_cannot_be_meant_makes_no_file(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"q": "stance:maybe"})
    assert answer.status_code == 422 and "maybe" in answer.text


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(
    "path", ["/search.atom?q=سد", "/search.atom?of=documents", "/propositions.atom?q=سد"]
)
def test_a_feed_is_valid_and_stays_the_same(client: TestClient, path: str, lang: str) -> None:
    answer = client.get(f"{path}&lang={lang}")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    told = feedparser.parse(answer.content)
    assert not told.bozo and told.version == "atom10"
    root = etree.fromstring(answer.content)
    check(root)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert told.feed.links[0].rel == "self" and told.feed.links[0].href.startswith("http://tests")
    ids = [entry.id for entry in told.entries]
    assert len(ids) == len(set(ids)) > 2
    again = feedparser.parse(client.get(f"{path}&lang=en").content)
    assert [entry.id for entry in again.entries] == ids and again.feed.id == told.feed.id
    for entry in told.entries:
        page = client.get(entry.link.removeprefix("http://testserver"))
        assert page.status_code == 200 and "<main" in page.text
    assert b'dir="rtl"' in answer.content


def check(root: etree._Element) -> None:
    """What RFC 4287 demands of a feed and of each entry."""
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1 and one.findtext(ATOM + name)
        assert INSTANT.fullmatch(one.findtext(f"{ATOM}updated") or "")
        assert (one.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        for published in one.findall(f"{ATOM}published"):
            assert INSTANT.fullmatch(published.text or "")
        assert [link.get("rel") for link in one.findall(f"{ATOM}link")].count("alternate") == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name")


def test_nothing_in_a_feed_works(hostile: TestClient) -> None:
    for path in ("/search.atom", "/search.atom?of=documents", "/propositions.atom"):
        made = hostile.get(path).content
        told = feedparser.parse(made)
        assert not told.bozo and len(told.entries) >= 1
        assert b"<script" not in made and "\u202e".encode() not in made
        check(etree.fromstring(made))


def test_an_empty_archive_has_an_empty_feed(empty: TestClient) -> None:
    told = feedparser.parse(empty.get("/search.atom?q=%00x").content)
    assert not told.bozo and told.entries == [] and told.feed.updated == "1970-01-01T00:00:00Z"
    assert table(empty.get("/search.csv").content) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_for_programs_tells_every_call(client: TestClient, lang: str) -> None:
    page = client.get(f"/api?lang={lang}").text
    made = client.get("/api/v1/openapi.json").json()["paths"]
    for path, calls in made.items():
        for method in calls:
            assert f"{method.upper()} /api{path}</code>" in page
    assert 'href="/api/v1/openapi.json"' in page
