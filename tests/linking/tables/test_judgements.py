"""What people say of two statements: kept, undone, and found again; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, select, update

from marsad.archive.documents import Stored
from marsad.archive.schema import judgements, statements
from marsad.linking.nouns import Verdict
from marsad.linking.people.anchoring import pack
from marsad.linking.people.judgements import current, history, judge, undo
from tests.linking.tables.conftest import Join

COAST = "قال وزير الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة يوم الاثنين."
RIVER = "قالت وكالة النهر إن الجنود دخلوا الرقة. ونفت بلدية الرقة أن يكون الجسر القديم قد دُمّر."

Keep = Callable[..., Stored]
SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


@pytest.fixture
def ids(keep: Keep, join: Join) -> tuple[str, str, str]:
    """Three statements, of two documents."""
    (one,) = join(keep(COAST, outlet="Sahil News"), "p1")
    two, three = join(keep(RIVER, outlet="Echo"), "p2", "p3")
    return one, two, three


def held(connection: Connection) -> list[tuple[str, str, str]]:
    return [(one.one, one.other, one.verdict.value) for one in current(connection).held]


def test_the_latest_judgement_of_a_pair_counts(archive: Engine, ids: tuple[str, ...]) -> None:
    one, two, three = ids
    with archive.begin() as connection:
        judge(connection, "سلمى", (one, two), SAME, "الخبر نفسه")
        judge(connection, "سلمى", (one, three), DIFFERENT)
        judge(connection, "نادر", (two, one), UNSURE)
        assert held(connection) == [(one, three, "different"), (two, one, "unsure")]
        said = [(s.number, s.person, s.verdict) for s in history(connection)]
        assert said == [(3, "نادر", UNSURE), (2, "سلمى", DIFFERENT), (1, "سلمى", SAME)]
        assert [s.number for s in history(connection, three)] == [2]


def test_a_judgement_keeps_the_words_that_it_was_said_of(
    archive: Engine, ids: tuple[str, ...]
) -> None:
    with archive.begin() as connection:
        said = judge(connection, "سلمى", ids[:2], SAME)
        (words,) = said.one.words
        assert words.endswith("القوات دخلت مدينة الرقة يوم الاثنين")
        assert said.at.endswith("Z") and said.other.id == ids[1]


def test_an_undo_brings_the_earlier_judgement_back_and_can_be_undone(
    archive: Engine, ids: tuple[str, ...]
) -> None:
    one, two, _ = ids
    with archive.begin() as connection:
        judge(connection, "سلمى", (one, two), SAME)
        judge(connection, "سلمى", (one, two), DIFFERENT)
        back = undo(connection, "نادر", 2)
        assert (back.verdict, back.undoes) == (None, 2)
        assert held(connection) == [(one, two, "same")]
        with pytest.raises(ValueError, match="2 is undone already, by 3"):
            undo(connection, "نادر", 2)
        undo(connection, "سلمى", 3)
        assert held(connection) == [(one, two, "different")]
        undo(connection, "سلمى", 4)
        undo(connection, "سلمى", 1)
        assert held(connection) == []
        assert len(list(history(connection))) == 6


def test_what_cannot_be_said_is_refused(archive: Engine, ids: tuple[str, ...]) -> None:
    one, two, _ = ids
    with archive.begin() as connection:
        with pytest.raises(LookupError, match="0000: no such statement"):
            judge(connection, "سلمى", (one, "0000"), SAME)
        with pytest.raises(ValueError, match="a statement is not judged against itself"):
            judge(connection, "سلمى", (one, one), SAME)
        with pytest.raises(ValueError, match="needs the name of a person"):
            judge(connection, " ", (one, two), SAME)
        with pytest.raises(LookupError, match="7: nothing in judgements has this number"):
            undo(connection, "سلمى", 7)
        assert list(history(connection)) == []


def cut_anew(connection: Connection, number: int, start: int, end: int) -> None:
    """A judgement as if it had been said of another cutting of the text, with another id."""
    said = next(one for one in history(connection) if one.number == number)
    text = COAST[start:end]
    anchor = replace(said.one, id="gone", spans=((start, end),), words=(text,))
    connection.execute(
        update(judgements).where(judgements.c.number == number).values(one=pack(anchor))
    )


def test_a_judgement_is_found_again_by_its_words_where_half_of_them_are_left(
    archive: Engine, ids: tuple[str, ...]
) -> None:
    one, two, _ = ids
    start = COAST.index("القوات")
    with archive.begin() as connection:
        judge(connection, "سلمى", (one, two), SAME)
        cut_anew(connection, 1, start, start + len("القوات دخلت مدينة الرقة"))
        assert held(connection) == [(one, two, "same")]
        assert [said.number for said in history(connection, one)] == [1]
        cut_anew(connection, 1, start, start + len("القوات دخلت"))
        found = current(connection)
        assert found.held == () and [said.number for said in found.lost] == [1]


def test_two_statements_that_became_one_are_no_pair(archive: Engine, ids: tuple[str, ...]) -> None:
    one, two, _ = ids
    start = COAST.index("القوات")
    with archive.begin() as connection:
        judge(connection, "سلمى", (one, two), DIFFERENT)
        whole = select(judgements.c.one).where(judgements.c.number == 1)
        connection.execute(update(judgements).values(other=connection.scalar(whole)))
        cut_anew(connection, 1, start, start + len("القوات دخلت مدينة الرقة"))
        assert len(current(connection).lost) == 1


def test_it_holds_before_its_document_is_joined_again(
    archive: Engine, ids: tuple[str, ...]
) -> None:
    one, two, _ = ids
    with archive.begin() as connection:
        judge(connection, "سلمى", (one, two), SAME)
        connection.execute(statements.delete())
        assert held(connection) == [(one, two, "same")]
