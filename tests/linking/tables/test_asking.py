"""Lists of propositions page by page, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from marsad.archive.documents import Stored
from marsad.archive.failures import list_failures, note_failures
from marsad.intake.failures import Failure
from marsad.linking.stored.asking import Asked, Place, find_propositions
from tests.linking.tables.conftest import Join

DAYS = ("2024-03-02", "2024-03-01", "2024-03-02", None, "2024-03-03", "2024-03-02")


@pytest.fixture
def six(keep: Callable[..., Stored], join: Join) -> None:
    for number, day in enumerate(DAYS):
        words = f"قالت بلدية الرقة إن الجسر رقم {number} مغلق."
        join(keep(words, published=day), f"p{number}")


@pytest.mark.usefixtures("six")
@pytest.mark.parametrize("query", ["", "الجسر"])
@pytest.mark.parametrize("size", [1, 2, 5, 6])
def test_pages_hold_every_proposition_once(archive: Engine, query: str, size: int) -> None:
    asked, found = Asked(query=query), list[str]()
    with archive.connect() as connection:
        while True:
            page = find_propositions(connection, asked, size)
            found += page.ids
            assert page.total == 6
            if page.behind is None:
                break
            asked = replace(asked, behind=page.behind)
    assert found == ["p4", "p0", "p2", "p5", "p1", "p3"]


@pytest.mark.usefixtures("six")
def test_a_place_that_is_gone_still_parts_the_list(archive: Engine) -> None:
    with archive.connect() as connection:
        day = find_propositions(connection, Asked(), 2).behind
        assert day is not None
        behind = Place(day.last, "p1")
        assert find_propositions(connection, Asked(behind=behind), 9).ids == (
            "p2",
            "p5",
            "p1",
            "p3",
        )


def test_failures_are_told_page_by_page(archive: Engine) -> None:
    with archive.begin() as connection:
        many = [Failure(f"file{number}.txt", "empty") for number in range(5)]
        note_failures(connection, many, {"input": "files"})
        first = list(list_failures(connection, limit=2))
        rest = list(list_failures(connection, behind=(first[-1].last, first[-1].place)))
        assert [one.place for one in (*first, *rest)] == [one.place for one in many]
