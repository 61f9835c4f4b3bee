"""What people said, listed; names merged; places, names and events of a document corrected."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from marsad.archive.documents import load_analysis
from marsad.archive.observatory import Observatory
from marsad.archive.review.record import queue
from marsad.archive.schema import documents, names

Send = Callable[..., Response]
LISTS = ("history", "list", "stats", "unheld", "names")


def first(own: Observatory) -> str:
    with own.reading() as connection:
        return next(queue(connection)).claim


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_list_teaches_when_it_is_empty(client: TestClient, page: str, lang: str) -> None:
    answer = client.get(f"/review/{page}?lang={lang}")
    assert answer.status_code == 200
    assert "<h1>" in answer.text and 'class="record"' not in answer.text


def test_a_decision_stands_in_all_lists(own: Observatory, working: TestClient, send: Send) -> None:
    claim = first(own)
    send(f"/review/{claim}", action="reject", comment="nobody said so")
    for page in (f"/review/history?claim={claim}", "/review/list?state=rejected", "/review"):
        assert f"/review/{claim}" in working.get(page).text
    assert "nobody said so" in working.get("/review/history").text
    assert "0.0 %" in working.get("/review/stats").text
    assert f"/review/{claim}" not in working.get("/review/list?state=accepted").text


def test_undoing_in_the_record_stays_in_the_record(
    own: Observatory, working: TestClient, send: Send
) -> None:
    send(f"/review/{first(own)}", action="accept")
    answer = send("/review/undo", number="1", back="/review/history", follow=False)
    assert answer.headers["location"] == "/review/history"
    assert "undone" in working.get("/review/history").text


@pytest.mark.parametrize(
    "back", ["//elsewhere.example", "https://elsewhere.example", "/\\e.example"]
)
def test_nobody_is_sent_elsewhere(own: Observatory, send: Send, back: str) -> None:
    send(f"/review/{first(own)}", action="accept")
    answer = send("/review/undo", number="1", back=back, follow=False)
    assert answer.headers["location"].startswith("/review/")


def test_two_names_become_one_and_two_again(
    own: Observatory, working: TestClient, send: Send
) -> None:
    with own.reading() as connection:
        chosen = select(names.c.entity).where(names.c.kind == "actor").order_by(names.c.number)
        one, into = connection.execute(chosen.limit(2)).scalars()
    page = send("/review/names/merge", one=one, into=into, kind="actor").text
    assert one in page and into in page
    assert send("/review/names/merge", one=one, into=into, kind="actor").status_code == 422
    send("/review/names/split", name=one, kind="actor")
    assert "Nothing was merged" in working.get("/review/names").text


def test_a_name_that_is_not_there_says_so(send: Send) -> None:
    answer = send("/review/names/merge", one="Nobody at all", into="No one")
    assert answer.status_code == 422 and "no such name" in answer.text


def test_a_place_is_corrected_wherever_it_stands(
    own: Observatory, working: TestClient, send: Send
) -> None:
    with own.reading() as connection:
        rows = connection.execute(select(documents.c.number, documents.c.id)).all()
        number, id = next(row for row in rows if load_analysis(connection, row.number).places)
        analysis = load_analysis(connection, number)
    place = analysis.places[0]
    words = analysis.document.text[slice(*place.span)]
    path = f"/documents/{id}/corrections"
    assert words in working.get(path).text
    page = send(path, sort="place", words=words, means="~Old Quay", everywhere="true")
    assert page.status_code == 200 and "Old Quay" in page.text
    with own.reading() as connection:
        assert load_analysis(connection, number).places[0].name == "Old Quay"
    answer = send(path, sort="place", words="nowhere at all", means="~X")
    assert answer.status_code == 422 and "not in the text" in answer.text


def test_a_document_shows_how_its_claims_stand(
    own: Observatory, working: TestClient, send: Send
) -> None:
    claim = first(own)
    send(f"/review/{claim}", action="accept")
    page = working.get(f"/claims/{claim}").text
    assert re.search(
        rf'class="state accepted">accepted</span><a class="review" href="/review/{claim}"', page
    )
