"""Documents stored, found the same, replaced, and brought back to the last byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select

from marsad.analysis.analyse import analyse
from marsad.archive.callnames import find_number
from marsad.archive.documents import (
    Outcome,
    Stored,
    load_analysis,
    load_given,
    load_original,
    refresh,
)
from marsad.archive.listing import entries_of
from marsad.archive.schema import claim_names, claims, documents, events, names
from marsad.model import Document

RAQQA = (
    "قال وزير الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة يوم الاثنين، "
    "وأضاف أن الجسر القديم دُمّر. ونفت وكالة النهر أن يكون الجسر قد دُمّر."
)
LATER = RAQQA.replace("دُمّر", "تضرر")

Keep = Callable[..., Stored]


def test_a_reading_comes_back_as_it_was(archive: Engine, keep: Keep) -> None:
    kept = keep(RAQQA, published="2024-03-01", outlet="صحيفة الساحل")
    document = Document(id=kept.id, text=RAQQA, published="2024-03-01", outlet="صحيفة الساحل")
    with archive.begin() as connection:
        found = load_analysis(connection, kept.number)
        given = load_given(connection, kept.number)
    wanted = analyse(document)
    assert found.claims == wanted.claims
    assert (found.actors, found.places, found.events) == (
        wanted.actors,
        wanted.places,
        wanted.events,
    )
    assert given.document.text == RAQQA
    assert given.original.data == RAQQA.encode()
    assert len(found.claims) >= 3


def test_the_same_again_changes_nothing(archive: Engine, keep: Keep) -> None:
    first = keep(RAQQA, published="2024-03-01")
    again = keep(RAQQA, published="2024-03-01")
    assert (first.outcome, again.outcome) == (Outcome.NEW, Outcome.SAME)
    assert again.number == first.number
    with archive.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(documents)) == 1


def test_another_text_at_an_address_replaces_the_earlier_one(archive: Engine, keep: Keep) -> None:
    first = keep(RAQQA, url="https://sahil.example/1", published="2024-03-01")
    later = keep(LATER, url="https://sahil.example/1", published="2024-03-01")
    assert later.outcome is Outcome.CHANGED
    assert later.near == first.number
    with archive.begin() as connection:
        rows = connection.execute(
            select(documents.c.replaced, documents.c.replaces).order_by(documents.c.number)
        ).all()
        marks = [one.marks.split() for one in entries_of(connection, first.number)[0]]
    assert [tuple(row) for row in rows] == [(True, None), (False, first.number)]
    assert marks and all("x1" in one for one in marks)
    assert keep(LATER, url="https://sahil.example/1").outcome is Outcome.SAME


def test_another_text_under_a_given_id_gets_an_id_of_its_own(keep: Keep) -> None:
    first, later = keep(RAQQA, id="a-1"), keep(LATER, id="a-1")
    assert first.id == "a-1"
    assert later.outcome is Outcome.CHANGED and later.id != "a-1"
    assert keep(LATER, id="a-1").outcome is Outcome.SAME


def test_near_copies_name_the_first_of_them(keep: Keep) -> None:
    words = [f"كلمة{number}" for number in range(200)]
    first = keep(" ".join(words))
    words[50] = "أخرى"
    copy = keep(" ".join(words))
    words[150] = "ثالثة"
    assert copy.near == first.number
    assert keep(" ".join(words)).near == first.number
    assert keep(" ".join(reversed(words))).near is None


def test_rows_tell_who_says_what(archive: Engine, keep: Keep) -> None:
    keep(RAQQA, published="2024-03-01")
    with archive.begin() as connection:
        stances = connection.execute(select(claims.c.stance).order_by(claims.c.key)).scalars()
        places = connection.execute(
            select(names.c.name)
            .join(claim_names, claim_names.c.name == names.c.number)
            .where(claim_names.c.role == "place")
        ).scalars()
        assert "deny" in stances.all()
        assert "Raqqa" in places.all()
        assert connection.scalar(select(func.count()).select_from(events)) > 0


def test_listing_anew_changes_nothing(archive: Engine, keep: Keep) -> None:
    kept = keep(RAQQA, published="2024-03-01")
    with archive.begin() as connection:
        before = connection.execute(select(claims)).all(), entries_of(connection, kept.number)
        refresh(connection, kept.number)
        after = connection.execute(select(claims)).all(), entries_of(connection, kept.number)
    assert before == after


def test_documents_are_called_by_the_beginning_of_their_id(archive: Engine, keep: Keep) -> None:
    kept = keep(RAQQA)
    keep(LATER)
    with archive.begin() as connection:
        assert find_number(connection, kept.id[:8]) == kept.number
        with pytest.raises(LookupError, match="no such document"):
            find_number(connection, "zzzz")
        with pytest.raises(LookupError):
            load_original(connection, "00")
