"""An archive is linked the same in any order, in any number of goes, by one writer or by two."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from marsad.archive.documents import load_analysis, store
from marsad.archive.namebook import NameBook
from marsad.archive.observatory import Observatory
from marsad.archive.prepare import Prepared, prepare
from marsad.archive.readers import Engines
from marsad.archive.review.record import Verdict as Said
from marsad.archive.review.record import record
from marsad.archive.schema import (
    bonds,
    linked,
    links,
    metadata,
    propositions,
    statement_terms,
    statements,
)
from marsad.entities.lists import load_lists
from marsad.linking.joining import join
from marsad.linking.nouns import Verdict
from marsad.linking.people import judgements, withdrawals
from marsad.linking.stored import updating
from marsad.linking.stored.dumping import dump, dump_groups
from marsad.linking.stored.updating import rebuild
from tests.archive.conftest import document_item

OUTLETS = ("The Harbour Post", "Oasis Agency", "راديو الجبل", "صحيفة الساحل")
TOLD = (
    "The water ministry said that the dam near Derna had collapsed and killed twelve people.",
    "The water ministry denied that the dam near Derna had collapsed.",
    "The mayor of Tobruk said that soldiers withdrew from the old airport.",
    "Witnesses said soldiers had withdrawn from the old airport in Tobruk.",
    "According to the water ministry, the dam near Derna collapsed and killed fifteen people.",
    "قالت وزارة المياه إن السد قرب درنة انهار وقتل اثنا عشر شخصا.",
    "نفت وزارة المياه أن يكون السد قرب درنة قد انهار.",
    "قال رئيس بلدية طبرق إن الجنود انسحبوا من المطار القديم.",
    "The union announced a strike in the port of Benghazi on Sunday.",
)
DAYS = ("2031-04-02", "2031-04-03", "2031-04-12", "2031-05-30", None)


@cache
def pool() -> tuple[Prepared, ...]:
    """Twenty read reports that tell the same few things."""
    chance = random.Random(7)
    made = []
    for number in range(20):
        text = "\n\n".join([f"Report {number}", *chance.sample(TOLD, 3)])
        item = document_item(
            text,
            lang="ar" if number % 4 == 3 else "en",
            outlet=chance.choice(OUTLETS),
            published=DAYS[number % len(DAYS)],
        )
        made.append(prepare(item))
    return tuple(made)


def put(engines: Engines, *some: Prepared) -> None:
    """Store reports, without linking them."""
    with engines.writing.begin() as connection:
        for one in some:
            store(connection, one, NameBook())


def dumped(engines: Engines) -> list[bytes]:
    with engines.reading.connect() as connection:
        return list(dump(connection))


def joined(engines: Engines) -> list[bytes]:
    """What joining in memory finds in the archive."""
    with engines.reading.connect() as connection:
        numbers = connection.execute(select(metadata.tables["documents"].c.number)).scalars().all()
        return list(
            dump_groups(
                join([load_analysis(connection, one) for one in numbers], load_lists()),
                load_lists(),
            )
        )


def linked_again(engines: Engines, numbers: Sequence[int]) -> None:
    """What happens when documents are read again."""
    with engines.writing.begin() as connection:
        connection.execute(delete(linked).where(linked.c.document.in_(numbers)))


@pytest.fixture
def emptied(engines: Engines) -> Callable[[], Engines]:
    """Empties the archive, for one example after the other."""

    def empty() -> Engines:
        with engines.writing.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                if table.name != "facts":
                    connection.execute(delete(table))
            updating.forget_all(connection)
            for index in ("claim_index", "document_index"):
                _empty_index(connection, index)
        return engines

    return empty


def _empty_index(connection: object, name: str) -> None:
    dialect = connection.dialect.name  # type: ignore[attr-defined]
    if dialect == "postgresql":
        connection.exec_driver_sql(f"TRUNCATE {name}")  # type: ignore[attr-defined]
    else:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('delete-all')")  # type: ignore[attr-defined]


def test_reports_are_joined_across_outlets_and_a_denial_stands_apart(engines: Engines) -> None:
    put(engines, *pool())
    updating.update(engines)
    with engines.reading.connect() as connection:
        sizes = connection.execute(select(propositions.c.documents)).scalars().all()
        relations = connection.execute(select(bonds.c.relation)).scalars().all()
    assert max(sizes) > 2
    assert "denies" in relations


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_outcome_is_the_same_in_any_order_and_any_number_of_goes(
    emptied: Callable[[], Engines], data: st.DataObject
) -> None:
    engines = emptied()
    some = data.draw(st.permutations(pool()))[:9]
    ways = data.draw(st.lists(st.booleans(), min_size=9, max_size=9))
    with pytest.MonkeyPatch.context() as patched:
        for one, many in zip(some, ways, strict=True):
            put(engines, one)
            patched.setattr(updating, "_FEW", 0 if many else 24)
            if data.draw(st.booleans()):
                updating.update(engines)
            if data.draw(st.booleans()):
                linked_again(engines, data.draw(st.lists(st.integers(1, 9), max_size=3)))
        updating.update(engines)
    step_by_step = dumped(engines)
    assert step_by_step == joined(engines)
    rebuild(engines)
    assert dumped(engines) == step_by_step


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_that_grow_too_large_and_shrink_again_leave_no_trace(
    emptied: Callable[[], Engines], data: st.DataObject
) -> None:
    engines = emptied()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("marsad.linking.comparing.parts.MOST", data.draw(st.integers(1, 6)))
        for one in data.draw(st.permutations(pool()))[:8]:
            put(engines, one)
            updating.update(engines)
            if data.draw(st.booleans()):
                linked_again(engines, data.draw(st.lists(st.integers(1, 8), max_size=3)))
        updating.update(engines)
        assert dumped(engines) == joined(engines)


def test_nothing_is_done_twice(engines: Engines) -> None:
    put(engines, *pool()[:4])
    assert updating.update(engines).documents == 4
    before = dumped(engines)
    assert updating.update(engines).documents == 0
    assert dumped(engines) == before


@pytest.mark.slow
def test_several_processes_find_what_one_finds(engines: Engines) -> None:
    put(engines, *pool())
    updating.update(engines)
    alone = dumped(engines)
    rebuild(engines, workers=2)
    assert dumped(engines) == alone


def test_another_version_links_everything_anew(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engines, *pool()[:4])
    updating.update(engines)
    monkeypatch.setattr(updating, "VERSION", "next")
    assert updating.update(engines).documents == 4
    assert dumped(engines) == joined(engines)


def test_a_rejected_claim_leaves_its_proposition(engines: Engines) -> None:
    put(engines, *pool()[:6])
    updating.update(engines)
    with engines.writing.begin() as connection:
        chosen = select(statements.c.claim).where(statements.c.claim.is_not(None)).limit(1)
        claim = connection.scalar(chosen)
        record(connection, "Nadia", Said(claim=claim, action="reject"))
    updating.update(engines)
    with engines.reading.connect() as connection:
        told = connection.execute(select(statements.c.claim)).scalars().all()
    assert claim not in told
    before = dumped(engines)
    rebuild(engines)
    assert dumped(engines) == before


def test_what_a_person_parted_stays_apart_until_it_is_undone(engines: Engines) -> None:
    put(engines, *pool())
    updating.update(engines)
    machine = dumped(engines)
    with engines.writing.begin() as connection:
        big = select(propositions.c.id).order_by(propositions.c.members.desc()).limit(1)
        of = select(statements.c.id).where(statements.c.proposition == connection.scalar(big))
        one, other = connection.execute(of.order_by(statements.c.id)).scalars().all()[:2]
        said = judgements.judge(connection, "Nadia", (one, other), Verdict.DIFFERENT)
    updating.update(engines)
    with engines.reading.connect() as connection:
        stand = select(statements.c.proposition).where(statements.c.id.in_([one, other]))
        assert len(set(connection.execute(stand).scalars())) == 2
    parted = dumped(engines)
    rebuild(engines)
    assert dumped(engines) == parted
    with engines.writing.begin() as connection:
        judgements.undo(connection, "Nadia", said.number)
    updating.update(engines)
    assert dumped(engines) == machine


def test_withdrawn_documents_keep_their_statements_and_are_marked(engines: Engines) -> None:
    put(engines, pool()[0])
    updating.update(engines)
    with engines.writing.begin() as connection:
        withdrawals.withdraw(connection, "Nadia", 1, "taken down")
    updating.update(engines)
    with engines.reading.connect() as connection:
        assert set(connection.execute(select(propositions.c.standing)).scalars()) == {"withdrawn"}


def test_a_document_that_changes_while_it_is_read_is_left_for_the_next_time(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engines, pool()[0])
    honest = updating.stamps
    monkeypatch.setattr(updating, "stamps", lambda *_: {1: b"changed"})
    assert updating.update(engines).documents == 0
    monkeypatch.setattr(updating, "stamps", honest)
    assert updating.update(engines).documents == 1


def test_what_cannot_be_read_costs_nothing_else(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engines, *pool()[:3])
    bad = pool()[1].given.id

    def broken(analysis: object, _: object) -> object:
        if analysis.document.id == bad:  # type: ignore[attr-defined]
            raise RecursionError
        return ()

    monkeypatch.setattr("marsad.linking.stored.gathering.read_statements", broken)
    done = updating.update(engines)
    assert [failure.place for failure in done.failures] == ["2"]
    with engines.reading.connect() as connection:
        assert connection.execute(select(linked.c.document)).scalars().all() == [1, 3]


def test_two_linkers_at_once_leave_what_one_leaves(engines: Engines) -> None:
    put(engines, *pool())
    both = [threading.Thread(target=updating.update, args=(engines,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert dumped(engines) == joined(engines)


def test_nothing_is_left_of_a_document_that_says_nothing_any_more(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engines, *pool()[:5])
    updating.update(engines)
    linked_again(engines, range(1, 6))
    monkeypatch.setattr("marsad.linking.stored.gathering.read_statements", lambda *_: ())
    updating.update(engines)
    with engines.reading.connect() as connection:
        for table in (statements, statement_terms, links, propositions, bonds):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


_CHILD = """
import sys
from marsad.archive.observatory import Observatory
from marsad.linking.stored import updating

updating._BATCH = updating._CHUNK = 1
with Observatory(sys.argv[1]) as observatory:
    updating.update(observatory.engines, advance=lambda *_: print("one", flush=True))
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_linker_that_is_killed_loses_nothing_and_leaves_nothing_half(
    tmp_path: Path, after: int
) -> None:
    path = tmp_path / "killed.db"
    with Observatory.create(path) as observatory:
        put(observatory.engines, *pool())
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(after)]
    child.kill()
    child.communicate()
    with Observatory(path) as observatory:
        with observatory.reading() as connection:
            done = connection.execute(select(linked.c.document)).scalars().all()
            there = set(connection.execute(select(statements.c.document)).scalars())
            alone = select(func.count()).where(statements.c.proposition.is_(None))
            assert connection.scalar(alone) == 0
        assert len(done) >= len(told)
        assert there == set(done)
        updating.update(observatory.engines)
        assert dumped(observatory.engines) == joined(observatory.engines)
