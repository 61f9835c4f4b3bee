"""What comes in by the browser: files, texts, failures, and work beside the server."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from marsad.archive.observatory import Observatory
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor
from marsad.web.work.clerk import Clerk
from marsad.web.work.errands import Errand, Kind, Report, Upload

REPORT = "قالت وزيرة الموانئ ليلى حداد في بيروت إن الميناء سيفتح يوم الأحد."


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Observatory]:
    with Observatory.create(tmp_path / "made.db") as observatory:
        yield observatory


@pytest.fixture
def visitor(made: Observatory) -> Iterator[TestClient]:
    app = create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",))
    with TestClient(app, headers={"accept-language": "en"}) as client:
        yield client


def token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/intake").text)
    assert found is not None
    return found[1]


def wait(client: TestClient, seconds: float = 60) -> str:
    """The page when all work is done."""
    until = time.monotonic() + seconds
    while "data-busy" in client.get("/intake/work").text:
        assert time.monotonic() < until, "the work does not end"
        time.sleep(0.1)
    return client.get("/intake").text


def reports(clerk: Clerk, seconds: float = 60) -> list[Report]:
    until = time.monotonic() + seconds
    while clerk.busy:
        assert time.monotonic() < until, "the work does not end"
        time.sleep(0.05)
    return [one.report for one in clerk.board().past if one.report is not None]


@pytest.mark.slow
def test_files_and_texts_are_read_and_joined(visitor: TestClient, made: Observatory) -> None:
    files = [
        ("files", ("../../etc/خبر.txt", REPORT.encode(), "text/plain")),
        ("files", ("broken.pdf", b"%PDF-1.4 nothing", "application/pdf")),
    ]
    data = {"form_token": token(visitor), "outlet": "صوت المرفأ", "published": "2024-03-01"}
    answer = visitor.post("/intake/files", data=data, files=files)
    assert "It is in the row of work." in answer.text
    text = REPORT.replace("الأحد", "الاثنين")
    visitor.post("/intake/text", data={"form_token": token(visitor), "text": text})
    page = wait(visitor)
    assert "صوت المرفأ" in page and "upload/broken.pdf" in page and "send the file again" in page
    there = list(made.documents())
    assert len(there) == 2
    assert {one.document.outlet for one in there} == {"صوت المرفأ", None}
    places = {made.original(one.document.id).place for one in there}
    assert "upload/خبر.txt" in places
    assert "not joined yet" not in page
    clerk: Clerk = visitor.app.state.clerk  # type: ignore[attr-defined]
    folder = clerk._folder
    assert folder is not None and list(folder.iterdir()) == []  # no upload stays behind
    clerk.close()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        ("/intake/text", {"text": "  \n "}, "first"),
        ("/intake/text", {"text": "https://user:word@example.org/"}, "password"),
        ("/intake/text", {"text": REPORT, "published": "soon"}, "is no date"),
        ("/intake/text", {"text": REPORT, "lang": "xx"}, "no pack"),
        ("/intake/files", {}, "choose a file"),
        ("/intake/stop", {"number": "99"}, "Nothing has this number"),
    ],
)
def test_what_cannot_be_taken_says_why(
    visitor: TestClient, path: str, fields: dict[str, str], told: str
) -> None:
    answer = visitor.post(path, data={"form_token": token(visitor), **fields})
    assert told in answer.text and "data-busy" not in answer.text


def test_more_than_may_be_sent_is_refused(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marsad.web.pages.intake._LARGEST", 10)
    files = [("files", ("a.txt", REPORT.encode(), "text/plain"))]
    answer = visitor.post("/intake/files", data={"form_token": token(visitor)}, files=files)
    assert "more than" in answer.text
    many = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(25)]
    answer = visitor.post("/intake/files", data={"form_token": token(visitor)}, files=many)
    assert answer.status_code == 400


@pytest.mark.slow
def test_an_address_of_a_private_network_becomes_a_failure_with_its_remedy(
    visitor: TestClient,
) -> None:
    text = "http://127.0.0.1:8080/news"
    visitor.post("/intake/text", data={"form_token": token(visitor), "text": text})
    page = wait(visitor)
    assert "http://127.0.0.1:8080/news" in page and "What could not be read" in page
    answer = visitor.post("/intake/retry", data={"form_token": token(visitor)})
    assert answer.status_code == 200
    assert "Another try" in wait(visitor)


@pytest.mark.slow
def test_work_is_stopped_and_what_waits_is_taken_out(made: Observatory, tmp_path: Path) -> None:
    lines = "\n".join(f'{{"id": "d{n}", "text": "{REPORT} {n}"}}' for n in range(20_000))
    (tmp_path / "many.jsonl").write_text(lines, encoding="utf-8")
    clerk = Clerk(made)
    upload = Upload(str(tmp_path / "many.jsonl"), "upload/many.jsonl")
    first = clerk.give(Errand(kind=Kind.FILES, files=(upload,)))
    second = clerk.give(Errand(kind=Kind.LINK))
    until = time.monotonic() + 60
    while (now := clerk.board().now) is None or not now.progress.done:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert clerk.stop(second.number) and clerk.stop(first.number)
    assert [one.stopped for one in reports(clerk)] == [True]
    stored = len(list(made.documents()))
    assert 0 < stored < 20_000
    clerk.close()
    assert list(made.check(deep=False)) == []


def test_a_server_that_stops_leaves_nothing_running(made: Observatory, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    clerk = Clerk(made)
    clerk.give(Errand(kind=Kind.FILES, files=(Upload(str(tmp_path / "a.txt"), "upload/a.txt"),)))
    clerk.give(Errand(kind=Kind.LINK))
    clerk.close()
    assert not clerk.busy or clerk.board().now is None
    assert clerk._process is None
    assert clerk._thread is not None and not clerk._thread.is_alive()


def test_reviews_are_joined_behind_people(
    made: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marsad.web.work.clerk._SOON", 0.1)
    clerk = Clerk(made)
    clerk.link_soon()
    time.sleep(0.3)
    assert [one.fault for one in reports(clerk)] == [None]
    assert clerk.board().past[0].errand.kind is Kind.LINK
    clerk.close()


def test_feeds_are_listed_with_their_state(made: Observatory, tmp_path: Path) -> None:
    feeds = tmp_path / "FEEDS.toml"
    feeds.write_text('[[feed]]\nurl = "https://sahel.example/rss"\noutlet = "صدى الساحل"\n')
    app = create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",), watchlist=feeds)
    page = TestClient(app, headers={"accept-language": "en"}).get("/intake").text
    assert "https://sahel.example/rss" in page and "not looked at yet" in page


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_empty_archive_teaches_what_to_add(visitor: TestClient, lang: str) -> None:
    page = visitor.get(f"/intake?lang={lang}").text
    assert 'type="file"' in page and "marsad serve --watch" in page
