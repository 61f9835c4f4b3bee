"""What pages of sources and stories ask for: records at once, findings kept, periods that fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import propositions
from marsad.archive.search.tallies import numbers_of, plan_of, plan_of_outlets, tally
from marsad.linking.people.actors import find_actors
from marsad.linking.people.ledger import keep_ledger
from marsad.linking.people.records import record_of
from marsad.linking.stored.linked import Linked
from marsad.linking.stored.shelf import Shelf
from marsad.linking.stories.telling import Period, fitting, near, size, stories_between

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    with Observatory.create(tmp_path_factory.mktemp("people") / "examples.db") as made:
        made.add(EXAMPLES)
        Linked(made).update()
        yield made


def test_the_ledger_says_of_each_source_what_its_record_says(observatory: Observatory) -> None:
    with observatory.reading() as connection:
        ledger = keep_ledger(connection)
        assert len(ledger) > 5
        for entry in ledger:
            assert entry.count == record_of(connection, entry.source.entity).all, entry.source
    assert not [one for one in ledger if one.source.kind == "person" and "~" in one.source.entity]


def test_names_beside_a_name_are_counted_in_its_claims_alone(observatory: Observatory) -> None:
    with observatory.reading() as connection:
        source = keep_ledger(connection)[0].source
        plan = plan_of(numbers_of(connection, source.entity), "source")
        assert plan is not None
        found = tally(connection, plan, ("source", "actor"))
    assert found.roles["source"][0].entity == source.entity
    assert found.counted == found.roles["source"][0].hits
    assert sum(one.hits for one in found.outlets) <= found.counted


def test_an_outlet_is_found_by_any_spelling(observatory: Observatory) -> None:
    with observatory.reading() as connection:
        plan = plan_of_outlets(["no such outlet", "إذاعةُ القنطرة"])
        assert plan is not None
        assert tally(connection, plan, ("source",)).counted > 0
    assert plan_of_outlets([]) is None


def test_actors_are_found_by_name_and_by_part(observatory: Observatory) -> None:
    with observatory.reading() as connection:
        whole = find_actors(connection, "تركيا")
        assert whole[0].entity == "TR"
        with pytest.raises(LookupError, match="no actor"):
            find_actors(connection, "قبيلة لا وجود لها")


def test_a_finding_of_another_process_is_kept_until_the_archive_changes(tmp_path: Path) -> None:
    with Observatory.create(tmp_path / "kept.db") as made:
        (tmp_path / "a.txt").write_text("قالت الخارجية التركية إن الجسر مغلق.", encoding="utf-8")
        shelf = Shelf(made)
        try:
            assert shelf.find(keep_ledger, quick=False, wait=60) == ((), True)
            made.add(tmp_path / "a.txt")
            stale = shelf.find(keep_ledger, quick=False, wait=0)
            assert stale == ((), False)
            fresh = shelf.find(keep_ledger, quick=False, wait=60)
            assert fresh is not None and fresh.fresh
            assert [one.count.claims for one in fresh.value] == [1]
            quick = shelf.find(keep_ledger, quick=True)
            assert quick is not None and quick.value is fresh.value
        finally:
            shelf.close()


def test_what_cannot_be_found_is_said_to_everyone_who_asks(observatory: Observatory) -> None:
    shelf = Shelf(observatory)
    try:
        for _ in range(2):
            with pytest.raises(LookupError, match="no actor"):
                shelf.find(find_actors, "قبيلة لا وجود لها", quick=False, wait=60)
    finally:
        shelf.close()


def test_a_period_has_no_more_than_was_asked_for(observatory: Observatory) -> None:
    with observatory.reading() as connection:
        last = connection.scalar(select(func.max(propositions.c.last))) or 0
        wide, narrow = fitting(connection, last), fitting(connection, last, most=3)
        assert (wide.since or 0) < (narrow.since or 0) <= last
        first = connection.scalar(select(propositions.c.id).where(propositions.c.last == last))
        around = near(connection, first or "")
        assert (around.since or 0) <= last <= (around.until or 0)
        assert size(connection, Period(1, last)) > size(connection, Period(last + 1, last + 2))


def test_stories_come_with_the_latest_report_first(observatory: Observatory) -> None:
    with observatory.reading() as connection:
        found = stories_between(connection, 1, 1_000_000)
    assert len(found) > 1
    assert [one.last for one in found] == sorted((one.last for one in found), reverse=True)
