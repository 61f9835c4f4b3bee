"""The review queue: one claim at a time, decided, fixed, commented, undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from marsad.archive.observatory import Observatory
from marsad.archive.review.record import history, queue, show

Send = Callable[..., Response]


def first(own: Observatory, order: str = "score", at: int = 0) -> str:
    with own.reading() as connection:
        return list(queue(connection, order, at + 1))[at].claim


def state(own: Observatory, claim: str) -> str | None:
    with own.reading() as connection:
        return show(connection, claim).corrected.states.get(claim)


def on_page(page: str) -> str:
    """The claim that a page shows."""
    found = re.search(r'class="verdict" method="post" action="/review/([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def test_a_claim_stands_with_its_passage_chain_and_reason(client: TestClient) -> None:
    page = client.get("/review").text
    assert 'class="w" data-at="' in page and 'class="content' in page
    assert "On whose word?" in page and "Why was this found?" in page
    assert "nobody has reviewed it yet" in page
    assert re.search(r"\d+ claims wait", page)


def test_deciding_leads_to_the_next_and_tells_what_was_done(
    own: Observatory, working: TestClient, send: Send
) -> None:
    claim, following = first(own), first(own, at=1)
    assert on_page(working.get("/review").text) == claim
    answer = send(f"/review/{claim}", action="accept", order="score")
    assert on_page(answer.text) == following
    assert "accepted" in answer.text and f"/review/{claim}" in answer.text
    assert state(own, claim) == "accepted"


def test_passing_by_and_coming_back(own: Observatory, working: TestClient) -> None:
    claim, following = first(own, "newest"), first(own, "newest", 1)
    page = working.get(f"/review?order=newest&after={claim}").text
    assert on_page(page) == following
    assert f'href="/review/{claim}?order=newest" data-way="back"' in page


def test_undoing_goes_back_step_by_step(own: Observatory, send: Send) -> None:
    claims = [first(own), first(own, at=1)]
    for claim in claims:
        page = send(f"/review/{claim}", action="reject").text
    for claim in reversed(claims):
        number = re.findall(r'name="number" value="(\d+)".{0,120}?data-key="u"', page, re.DOTALL)
        page = send("/review/undo", number=number[-1]).text
        assert on_page(page) == claim
        assert state(own, claim) is None


def test_a_comment_alone_stays(own: Observatory, send: Send) -> None:
    claim = first(own)
    page = send(f"/review/{claim}", action="comment", comment="ask the desk").text
    assert on_page(page) == claim
    assert "ask the desk" in page and state(own, claim) is None


def test_fixing_by_typed_words(own: Observatory, send: Send) -> None:
    with own.reading() as connection:
        claim = next(
            one.claim for one in queue(connection, "newest", 50) if len(one.content.split()) > 3
        )
        shown = show(connection, claim)
    text = shown.machine.document.text
    start, end = shown.attribution.content[0]
    shorter = " ".join(text[start:end].split()[:3])
    send(f"/review/{claim}/fix", content=shorter, stance="doubt")
    with own.reading() as connection:
        there = show(connection, claim)
        fields = {one.field for one in history(connection, claim=claim)}
    assert fields == {"content", "stance"}
    assert there.attribution.stance.value == "doubt"
    assert text[slice(*there.attribution.content[0])] == shorter


def test_fixing_by_chosen_words(own: Observatory, send: Send) -> None:
    claim = first(own)
    with own.reading() as connection:
        shown = show(connection, claim)
    text = shown.machine.document.text
    start = shown.attribution.content[0].start
    end = start + len(text[start:].split(None, 2)[0])
    send(f"/review/{claim}/fix", content_at=f"{start}-{end}", nobody="true")
    with own.reading() as connection:
        there = show(connection, claim)
    assert there.attribution.content[0] == (start, end)
    assert there.attribution.source is None


def test_a_fix_that_cannot_be_says_why_and_keeps_what_was_typed(
    own: Observatory, send: Send
) -> None:
    claim = first(own)
    answer = send(f"/review/{claim}/fix", source="words that stand nowhere", stance="ask")
    assert answer.status_code == 422
    assert "not in the text" in answer.text
    assert 'value="words that stand nowhere"' in answer.text
    with own.reading() as connection:
        assert list(history(connection, claim=claim)) == []


def test_a_form_as_it_stands_changes_nothing(
    own: Observatory, working: TestClient, send: Send
) -> None:
    claim = first(own)
    page = working.get(f"/review/{claim}").text
    source = re.search(r'name="source"[^>]*value="([^"]*)"', page)
    content = re.search(r'<textarea name="content"[^>]*>([^<]*)<', page)
    stance = re.search(r'name="stance".*?value="(\w+)" selected', page, re.DOTALL)
    assert source and content and stance
    fields = {"source": source[1], "content": content[1], "stance": stance[1]}
    answer = send(f"/review/{claim}/fix", **{k: unescape(v) for k, v in fields.items()})
    assert answer.status_code == 422 and "change a field first" in answer.text


@pytest.mark.parametrize("path", ["/review/undo", "/review/ffff"])
def test_a_form_from_elsewhere_is_refused(working: TestClient, path: str) -> None:
    answer = working.post(path, data={"form_token": "guess", "number": "1", "action": "accept"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [("/review/ffffffffffffffff", 404), ("/review?order=oldest", 422), ("/review?said=x", 200)],
)
def test_what_is_not_there_is_said(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_an_empty_queue_teaches(empty: TestClient) -> None:
    page = empty.get("/review", headers={"accept-language": "en"}).text
    assert "Nothing waits here" in page and "The archive is empty" in page
