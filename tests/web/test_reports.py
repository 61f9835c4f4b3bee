"""Reports in the browser: drafted, changed, refused with reasons, published, flagged."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from marsad.archive.callnames import find_number
from marsad.archive.observatory import Observatory
from marsad.linking.people.withdrawals import withdraw
from marsad.publishing.reports import keeping, press
from marsad.publishing.reports.house import keep_theme
from marsad.publishing.reports.press import FONTS
from marsad.publishing.reports.theme import Theme
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor


@pytest.fixture
def archive(observatory: Observatory, tmp_path: Path) -> Iterator[Observatory]:
    """The examples, for one test to change."""
    shutil.copy(observatory.address, tmp_path / "a.db")
    with Observatory(tmp_path / "a.db") as made:
        yield made


@pytest.fixture
def desk(archive: Observatory) -> TestClient:
    app = create_app(archive, Visitor("Nadia", "admin"), hosts=("testserver",))
    return TestClient(app, headers={"accept-language": "en"})


def hidden(page: str) -> dict[str, str]:
    """The fields of the first form that the browser fills in by itself."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def begin(desk: TestClient, **fields: str) -> str:
    """The address of a new draft."""
    given = {"title": "سد الموصل", "author": "Nadia", "lang": "ar", "since": "2024-03-01"}
    token = hidden(desk.get("/reports").text)
    answer = desk.post("/reports", data={**token, **given, **fields}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def act(desk: TestClient, address: str, do: str, **fields: str) -> str:
    """What the page says after a button."""
    page = desk.get(address).text
    answer = desk.post(address, data={**hidden(page), "do": do, **fields})
    return answer.text


def texts(page: str) -> list[str]:
    return re.findall(r'<textarea name="text\.[^>]*>([^<]*)<', page)


def test_a_report_is_drafted_and_published(desk: TestClient) -> None:
    address = begin(desk)
    page = desk.get(address).text
    assert "All sentences are held" in page and len(texts(page)) >= 6
    answer = desk.post("/reports/1/publish", data=hidden(page))
    assert "Sources" in answer.text or "المصادر" in answer.text
    assert "The evidence is as it was" in answer.text
    assert desk.get("/reports/1/file.html").text.startswith("<!doctype html>")
    assert "sandbox" in desk.get("/reports/1/file.md").headers["content-security-policy"]


def test_a_sentence_that_says_too_much_is_refused_beside_it(desk: TestClient) -> None:
    address = begin(desk)
    page = desk.get(address).text
    name = re.search(r'name="(text\.[\d.]+)"[^>]*>([^<]*ثلاث بوابات[^<]*)<', page)
    assert name is not None
    changed = act(desk, address, "save", **{name[1]: name[2].replace("ثلاث", "تسع")})
    assert "words in quotation marks that no passage has" in changed
    assert "disabled" in changed
    answer = desk.post("/reports/1/publish", data=hidden(changed))
    assert answer.status_code == 422 and "It was not published" in answer.text
    assert desk.get("/reports/1/file.json").json().get("version") is None


def test_sentences_are_put_in_order_by_buttons_and_by_dragging(
    desk: TestClient, archive: Observatory
) -> None:
    address = begin(desk)
    before = texts(desk.get(address).text)
    moved = texts(act(desk, address, "down:0.2"))  # behind 0.1, which is counted and has no field
    assert moved[:3] == [before[0], before[2], before[1]]
    with archive.reading() as connection:
        draft = keeping.load(connection, 1)
    places = [
        [f"{at}.{n}" for n, _ in enumerate(s.sentences)] for at, s in enumerate(draft.sections)
    ]
    places[0].reverse()
    order = ";".join(map(",".join, places))
    act(desk, address, "save", order=order)
    with archive.reading() as connection:
        after = keeping.load(connection, 1)
    assert after.sections[0].sentences == draft.sections[0].sentences[::-1]
    assert "load the page again" in act(desk, address, "save", order="0.0,0.0")


def test_a_judgement_is_marked_and_a_sentence_can_go(desk: TestClient) -> None:
    address = begin(desk)
    count = len(texts(desk.get(address).text))
    page = act(desk, address, "judge:0", **{"judgement.0": "الأمر يستحق المتابعة."})
    assert "your judgement" in page and len(texts(page)) == count + 1
    assert len(texts(act(desk, address, "remove:0.0"))) == count
    desk.post("/reports/1/publish", data=hidden(desk.get(address).text))
    assert "تقدير المحلل" in desk.get("/reports/1").text


def test_two_people_do_not_write_over_each_other(desk: TestClient) -> None:
    address = begin(desk)
    seen = hidden(desk.get(address).text)
    act(desk, address, "save", title="first")
    answer = desk.post(address, data={**seen, "do": "save", "title": "second"})
    assert answer.status_code == 409 and "Somebody else changed the draft" in answer.text
    assert 'value="first"' in desk.get(address).text


def test_a_withdrawn_source_flags_the_report(desk: TestClient, archive: Observatory) -> None:
    address = begin(desk)
    desk.post("/reports/1/publish", data=hidden(desk.get(address).text))
    with archive.judging() as connection:
        passage = keeping.load_edition(connection, 1).passages[0]
        withdraw(connection, "Nadia", find_number(connection, passage.document))
    assert "the outlet has taken it back" in desk.get("/reports/1").text
    assert "changes in its evidence" in desk.get("/reports").text


def test_forms_from_elsewhere_are_refused(desk: TestClient) -> None:
    begin(desk)
    forged = {"form_token": "0" * 64, "title": "x", "author": "x", "lang": "ar"}
    assert desk.post("/reports", data=forged).status_code == 403
    assert desk.post("/reports/1/publish", data={}).status_code == 403


def test_what_cannot_be_drafted_says_why(desk: TestClient) -> None:
    token = hidden(desk.get("/reports").text)
    fields = {"title": "x", "author": "x", "lang": "ar", "until": "1999-01-01"}
    answer = desk.post("/reports", data={**token, **fields})
    assert answer.status_code == 422 and "nothing was told then" in answer.text
    assert desk.post("/reports", data={**token, **fields, "lang": "xx"}).status_code == 404
    assert desk.get("/reports/77").status_code == 404
    assert desk.get("/reports/0").status_code == 422


def test_a_report_is_a_word_document_and_a_pdf_too(desk: TestClient) -> None:
    address = begin(desk)
    desk.post("/reports/1/publish", data=hidden(desk.get(address).text))
    page = desk.get("/reports/1").text
    assert "/reports/1/file.pdf" in page and "/reports/1/file.docx" in page
    answer = desk.get("/reports/1/file.docx")
    assert answer.content.startswith(b"PK") and "wordprocessingml" in answer.headers["content-type"]
    printed = desk.get("/reports/1/file.pdf")
    if (FONTS / "amiri-arabic-400.ttf").is_file():
        assert printed.content.startswith(b"%PDF-")
    else:
        assert printed.status_code == 501 and "MARSAD_SKIP_WEB" in printed.text


def test_without_fonts_a_pdf_is_refused_in_one_line(
    desk: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk)
    monkeypatch.setattr(press, "FONTS", tmp_path)
    answer = desk.get("/reports/1/file.pdf")
    assert answer.status_code == 501 and "MARSAD_SKIP_WEB=1" in answer.text


def test_a_report_shows_its_drawings_and_the_theme_of_the_archive(
    desk: TestClient, archive: Observatory
) -> None:
    begin(desk)
    assert "<figure" in desk.get("/reports/1").text
    with archive.judging() as connection:
        keep_theme(connection, Theme(name="مرصد الضفاف", drawings=False))
    page = desk.get("/reports/1").text
    assert "مرصد الضفاف" in page and '<figure class="drawing' not in page


def test_versions_stand_side_by_side(desk: TestClient) -> None:
    address = begin(desk)
    assert "is not published yet" in desk.get("/reports/1/diff").text
    desk.post("/reports/1/publish", data=hidden(desk.get(address).text))
    assert "There is no difference" in desk.get("/reports/1/diff").text
    act(desk, address, "save", title="سد الموصل، مصححا")
    page = desk.get("/reports/1/diff").text
    assert re.search(r"<del>.*سد الموصل", page) and re.search(r"<ins>.*سد الموصل، مصححا", page)
