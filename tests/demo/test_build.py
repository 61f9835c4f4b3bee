"""Making the archive of the demonstration: whole or not at all, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from marsad.archive.connection import ArchiveError
from marsad.archive.failures import list_failures
from marsad.archive.feeds import load_states
from marsad.archive.observatory import Observatory
from marsad.archive.schema import metadata
from marsad.demo import build
from marsad.linking.people.grades import credibilities, history
from marsad.linking.people.judgements import current
from marsad.linking.stored.linked import Wanted

from .conftest import Demo


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of an archive, table by table."""
    with Observatory(path) as observatory, observatory.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_all_reports_are_stored_and_joined(demo: Demo) -> None:
    assert demo.built.documents == len(list(demo.observatory.documents())) == 55
    assert demo.built.propositions == len(list(demo.linked.propositions(Wanted())))
    assert demo.built.propositions > 300


def test_progress_is_told_to_the_end(demo: Demo) -> None:
    last = {what: (done, total) for what, done, total in demo.steps}
    assert list(last) == ["reading", "linking", "reviewing"]
    assert all(done == total for done, total in last.values())


def test_all_that_the_analysts_say_has_its_place(demo: Demo) -> None:
    assert demo.built.unsaid == ()


def test_an_archive_without_faults(demo: Demo) -> None:
    assert list(demo.observatory.check()) == []


@pytest.mark.slow
def test_made_again_it_is_the_same_to_the_last_row(demo: Demo, tmp_path: Path) -> None:
    build(tmp_path / "again.db")
    assert content(tmp_path / "again.db") == content(Path(demo.built.address))


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "mine.db"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"mine\.db: is there already; name another file"):
        build(there)
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_server_is_refused() -> None:
    with pytest.raises(ArchiveError, match="is made in a file"):
        build("postgresql://me@host/news")


def test_one_that_was_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "demo.db", advance=stop)
    assert list(tmp_path.iterdir()) == []


def test_pages_of_intake_have_a_feed_that_answers_and_one_that_fails(demo: Demo) -> None:
    with demo.observatory.reading() as connection:
        feeds = load_states(connection)
        failures = {one.place: one for one in list_failures(connection)}
    assert sorted(one.failures for one in feeds.values()) == [0, 3]
    assert failures["https://daftar-alqaim.example/feed.xml"].tries == 3
    assert "anbar-inquiry-scan.pdf" in failures


def test_reviews_judgements_and_grades_are_there(demo: Demo) -> None:
    with demo.observatory.reading() as connection:
        reviews = connection.execute(select(metadata.tables["reviews"])).all()
        judged = current(connection)
        river_guards = list(history(connection, "river-guards"))
    assert {row.action for row in reviews} == {"accept", "reject", "correct", "comment"}
    assert [one.verdict for one in judged.held] == ["same", "different", "different"]
    assert judged.lost == ()
    assert [(one.grade, one.subject) for one in river_guards] == [("D", "ASSAULT")]


def test_a_proposition_has_the_grade_of_a_person(demo: Demo) -> None:
    with demo.observatory.reading() as connection:
        graded = [
            (one.grade, one.person)
            for grades in credibilities(connection).values()
            for one in grades
        ]
    assert sorted(graded) == [("1", "Karim Aziz"), ("5", "Nadia Sabbagh")]


def test_people_spoke_in_the_days_of_the_reports(demo: Demo) -> None:
    with demo.observatory.reading() as connection:
        for name in ("reviews", "judgements", "grades", "withdrawals", "lists"):
            table = metadata.tables[name]
            days = connection.execute(select(table.c.at)).scalars().all()
            assert days and all(day.startswith("2025-05-") for day in days), name
