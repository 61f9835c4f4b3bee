"""What people judge changes propositions, and the page after it says how."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import func, select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import documents, propositions, statements

Send = Callable[..., Response]


def joined(own: Observatory) -> tuple[str, list[str]]:
    """A proposition of several statements, with their ids."""
    with own.reading() as connection:
        id = connection.scalar(
            select(propositions.c.id).order_by(propositions.c.members.desc()).limit(1)
        )
        chosen = select(statements.c.id).where(statements.c.proposition == id)
        members = list(connection.execute(chosen.order_by(statements.c.key)).scalars())
    assert id is not None and len(members) > 1
    return id, members


def test_parting_two_statements_tells_what_changed_and_can_be_undone(
    own: Observatory, working: TestClient, send: Send
) -> None:
    id, members = joined(own)
    page = send(
        f"/propositions/{id}/judge", statement=[members[0], members[-1]], verdict="different"
    ).text
    assert "Kept: they say two things." in page and "Propositions that changed" in page
    number = re.search(r'action="/judgements/undo">.*?name="number" value="(\d+)"', page, re.DOTALL)
    assert number is not None
    assert "Nobody has judged" not in working.get("/judgements").text
    page = send("/judgements/undo", number=number[1]).text
    assert "Undone." in page
    assert joined(own)[1] == members


def test_two_propositions_become_one(own: Observatory, send: Send) -> None:
    with own.reading() as connection:
        before = connection.scalar(select(func.count()).select_from(propositions)) or 0
        one, two = connection.execute(
            select(propositions.c.id).order_by(propositions.c.members, propositions.c.id).limit(2)
        ).scalars()
    page = send(f"/propositions/{one}/judge", statement=[one], other=two, verdict="same")
    assert page.status_code == 200 and "not there" in page.text
    with own.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(propositions)) == before - 1


@pytest.mark.parametrize("chosen", [[], ["one"], ["ffffffff", "eeeeeeee"]])
def test_a_pair_that_is_none_says_so(own: Observatory, send: Send, chosen: list[str]) -> None:
    id, members = joined(own)
    named = [members[0] if one == "one" else one for one in chosen]
    page = send(f"/propositions/{id}/judge", statement=named, verdict="same").text
    assert 'class="done fault" role="alert"' in page


def test_a_grade_of_credibility_is_kept_and_taken_back(own: Observatory, send: Send) -> None:
    id, _ = joined(own)
    page = send(f"/propositions/{id}/grade", grade="5", comment="one letter seen").text
    assert "5 (improbable)" in page and "another credibility" in page
    assert '<input type="hidden" name="grade" value="none">' in page
    page = send(f"/propositions/{id}/grade", grade="none").text
    assert "proposed" in page
    told = page[page.index('class="grades"') :].split("</ol>")[0]
    assert told.count("<li>") == 2 and told.index("taken back") < told.index("improbable")
    assert "one letter seen" in told


def test_a_source_is_graded_and_the_page_says_what_that_changes(
    own: Observatory, send: Send
) -> None:
    with own.reading() as connection:
        source = connection.exec_driver_sql(
            "SELECT n.entity FROM names n JOIN claim_names c ON c.name = n.number "
            "WHERE c.role = 'source' AND n.kind = 'actor' AND n.entity NOT LIKE '~%' LIMIT 1"
        ).scalar()
    answer = send("/sources/grade", source=source, grade="E", back="/search")
    assert "The grade is kept." in answer.text and "E (unreliable)" in answer.text
    assert answer.url.path == "/search"
    answer = send("/sources/grade", source="nobody of that name", grade="A", back="//x.example")
    assert answer.url.path == "/" and "Not kept" in answer.text
    answer = send("/sources/grade", source=source, grade="B", subject="weather", back="/search")
    assert "no subject" in answer.text


def test_a_document_is_withdrawn_and_is_not_after_all(own: Observatory, send: Send) -> None:
    with own.reading() as connection:
        id = connection.scalar(select(documents.c.id).limit(1))
    page = send(f"/documents/{id}/withdraw", reason="taken down without a word").text
    assert "Its outlet took it away." in page and "taken down without a word" in page
    assert "Propositions that changed" in page
    assert 'class="done fault"' in send(f"/documents/{id}/withdraw").text
    page = send(f"/documents/{id}/restore").text
    assert "Its outlet took it away." not in page
    assert 'class="done fault"' in send(f"/documents/{id}/restore").text


def test_a_notice_that_is_gone_is_left_out(client: TestClient) -> None:
    assert 'role="status"' not in client.get("/propositions?done=long-ago").text
