"""What people say through the interface: recorded under their name, and by them alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from marsad.archive.observatory import Observatory
from marsad.web.application import create_app
from marsad.web.guard import forms
from marsad.web.guard.visitors import Visitor

OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def copy(observatory: Observatory, tmp_path: Path) -> Iterator[Observatory]:
    """An archive of the examples that only this test has."""
    observatory.backup(tmp_path / "copy.db")
    with Observatory(tmp_path / "copy.db") as made:
        yield made


def visit(observatory: Observatory, role: str) -> TestClient:
    """A page of ours with its token, at which somebody sits."""
    app = create_app(observatory, Visitor("Nadia", role), hosts=("testserver",))
    client = TestClient(app, headers=OURS)
    client.get("/")
    cookie = client.cookies[forms.COOKIE]
    client.headers["x-form-token"] = forms._sign(app.state.secret, f"form {cookie}")
    return client


@pytest.fixture
def caller(copy: Observatory) -> TestClient:
    """A page at which an analyst sits."""
    return visit(copy, "analyst")


def say(client: TestClient, path: str, body: object = None, status: int = 201) -> Any:
    answer = client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    if status == 201:
        assert client.get(answer.headers["location"]).status_code == 200
    return answer.json()


def claims(client: TestClient, query: str) -> list[str]:
    found = client.get("/api/v1/claims", params={"q": query}).json()["items"]
    return [one["claim"] for one in found]


def test_a_review_counts_at_once_and_can_be_taken_back(caller: TestClient) -> None:
    one, *_ = claims(caller, "سد")
    said = say(caller, "reviews", {"claim": one, "action": "reject", "comment": "مقتبس خطأ"})
    assert (said["person"], said["waiting"]) == ("Nadia", 1)
    assert one not in claims(caller, "سد")
    told = caller.get(f"/api/v1/claims/{one}").json()
    assert told["state"] == "rejected" and told["reviews"][0]["comment"] == "مقتبس خطأ"
    say(caller, f"reviews/{said['number']}/undo")
    assert one in claims(caller, "سد")
    assert "undone already" in say(caller, f"reviews/{said['number']}/undo", status=409)["detail"]


def test_a_claim_is_corrected_in_words_of_its_text(caller: TestClient) -> None:
    one, *_ = claims(caller, "نقيب المزارعين")
    say(caller, "reviews", {"claim": one, "action": "correct", "correct": {"stance": "affirm"}})
    assert caller.get(f"/api/v1/claims/{one}").json()["claim"]["stance"] == "affirm"
    wrong = {"claim": one, "action": "correct", "correct": {"source": "words of nowhere"}}
    assert "words of nowhere" in say(caller, "reviews", wrong, 409)["detail"]
    say(caller, "reviews", {"claim": one, "action": "correct"}, 409)


def test_a_judgement_joins_at_once_and_lets_go_again(caller: TestClient) -> None:
    many = caller.get("/api/v1/propositions", params={"limit": 200}).json()["items"]
    one, other = [one["id"] for one in many if len(one["outlets"]) == 1 and one["first"]][:2]
    pair = [caller.get(f"/api/v1/propositions/{id}").json()["members"][0] for id in (one, other)]
    ids = {"one": pair[0]["id"], "other": pair[1]["id"]}
    said = say(caller, "judgements", {**ids, "verdict": "same"})
    joined = caller.get(f"/api/v1/propositions/{ids['one']}").json()
    assert ids["other"] in {member["id"] for member in joined["members"]}
    say(caller, f"judgements/{said['number']}/undo")
    apart = caller.get(f"/api/v1/propositions/{ids['one']}").json()
    assert ids["other"] not in {member["id"] for member in apart["members"]}
    say(caller, "judgements", {**ids, "other": ids["one"], "verdict": "same"}, 409)


def test_sources_and_propositions_are_graded(caller: TestClient) -> None:
    say(caller, "grades", {"source": "IQ.ministry.water", "grade": "C", "subject": "assault"})
    say(caller, "grades", {"source": "IQ.ministry.water", "grade": "B"})
    told = caller.get("/api/v1/sources/IQ.ministry.water").json()
    assert told["grade"] == "B"
    assert [one["subject"] for one in told["history"]] == [None, "ASSAULT"]
    (one, *_) = caller.get("/api/v1/propositions").json()["items"]
    say(caller, "grades", {"proposition": one["id"], "grade": "2"})
    assert caller.get(f"/api/v1/propositions/{one['id']}").json()["grade"].startswith("2 (")
    for wrong in (
        {"grade": "A"},
        {"source": "IQ.ministry.water", "grade": "1"},
        {"source": "IQ.ministry.water", "grade": "A", "subject": "weather"},
        {"proposition": one["id"], "grade": "A"},
        {"proposition": one["id"], "grade": "1", "subject": "AID"},
    ):
        say(caller, "grades", wrong, 409)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-form-token": "0" * 64},
        {"x-form-token": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "", "origin": "https://elsewhere.example"},
    ],
)
def test_a_call_from_elsewhere_is_refused(caller: TestClient, headers: dict[str, str]) -> None:
    one, *_ = claims(caller, "سد")
    body = {"claim": one, "action": "accept"}
    answer = caller.post("/api/v1/reviews", json=body, headers=headers)
    assert answer.status_code == 403
    assert caller.get(f"/api/v1/claims/{one}").json()["reviews"] == []


def test_an_older_browser_is_known_by_its_origin(caller: TestClient) -> None:
    one, *_ = claims(caller, "سد")
    del caller.headers["sec-fetch-site"]
    body = {"claim": one, "action": "accept"}
    assert caller.post("/api/v1/reviews", json=body).status_code == 403
    caller.headers["origin"] = "http://testserver"
    say(caller, "reviews", body)


def test_a_reader_only_reads(copy: Observatory) -> None:
    reader = visit(copy, "reader")
    one, *_ = claims(reader, "سد")
    assert (
        "Your role does not allow"
        in say(reader, "reviews", {"claim": one, "action": "accept"}, 403)["detail"]
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"claim": "abcd", "action": "comment", "comment": "\\u0000"}', 422),
        (b'{"claim": "\\ud800", "action": "accept"}', 422),
        (b'{"claim": "abcd", "action": "destroy"}', 422),
        (b'{"claim": "abcd", "action": "accept", "also": 1}', 422),
        (b"{", 422),
        (b"[" * 100_000, 400),
        (b'"' + b"a" * 600_000 + b'"', 413),
    ],
)
def test_a_body_that_is_no_review_is_a_problem(
    caller: TestClient, body: bytes, status: int
) -> None:
    sent = {"content": body, "headers": {"content-type": "application/json"}}
    answer = caller.post("/api/v1/reviews", **sent)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
