"""Whom the observatory suppresses: found as words, never as a name that is counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, update

from marsad.archive.lists import put, remove
from marsad.archive.schema import names
from marsad.archive.search.facets import count_facets
from marsad.archive.search.find import search
from marsad.archive.search.lookup import look_up
from marsad.archive.search.tallies import numbers_of, plan_of, tally
from marsad.linking.people.sources import find_sources, list_sources
from marsad.linking.people.speakers import list_speakers

ENTRY = """[[person]]
id = "sergey-lavrov"
name = "Sergey Lavrov"
suppress = true
"""
REPORT = "قال وزير الخارجية الروسي سيرغي لافروف إن تركيا أغلقت الجسر في الموصل."


@pytest.fixture
def told(archive: Engine, keep: Callable[..., object]) -> Engine:
    keep(REPORT, published="2018-06-03", outlet="الساحل")
    return archive


def test_who_is_not_suppressed_is_counted_and_found(told: Engine) -> None:
    with told.begin() as connection:
        assert "Sergey Lavrov" in [one.value for one in count_facets(connection, "").sources]
        assert [one.entity for one in find_sources(connection, "لافروف")] == ["sergey-lavrov"]
        assert [one.entity for one in list_sources(connection, 9)] == ["sergey-lavrov"]


def test_who_is_suppressed_is_in_no_count_and_no_look_up(told: Engine) -> None:
    with told.begin() as connection:
        speaking = plan_of(numbers_of(connection, "sergey-lavrov"), "source")
        assert speaking is not None
        put(connection, "suppressed", ENTRY, "Nadia")
        facets = count_facets(connection, "")
        assert facets.sources == () and "Sergey Lavrov" not in [one.value for one in facets.actors]
        assert tally(connection, speaking, ("source",)).roles["source"] == ()
        assert numbers_of(connection, "sergey-lavrov") == frozenset()
        assert look_up(connection, "Lavrov") == look_up(connection, "sergey-lavrov") == []
        assert list_sources(connection, 9) == () and list_speakers(connection, 9) == []
        with pytest.raises(LookupError) as told_so:
            find_sources(connection, "لافروف")
        assert "Sergey" not in str(told_so.value)
        remove(connection, "suppressed", "Nadia")
        assert [one.name for one in list_speakers(connection, 9)] == ["Sergey Lavrov"]


def test_the_words_of_a_report_are_still_found(told: Engine) -> None:
    with told.begin() as connection:
        put(connection, "suppressed", ENTRY, "Nadia")
        assert len(search(connection, "الجسر")) == 1
        notes = search(connection, 'source:"Sergey Lavrov"').notes
        assert any("no such name here" in note for note in notes)


def test_names_that_people_merged_with_theirs_are_hidden_too(told: Engine) -> None:
    with told.begin() as connection:
        number = connection.scalar(select(names.c.number).where(names.c.entity == "sergey-lavrov"))
        other = select(names.c.number).where(names.c.kind == "actor", names.c.entity == "TR")
        merged = connection.scalar(other)
        connection.execute(update(names).where(names.c.number == merged).values(same_as=number))
        put(connection, "suppressed", ENTRY, "Nadia")
        assert numbers_of(connection, "TR") == frozenset()


def test_another_person_of_another_name_stays(told: Engine) -> None:
    with told.begin() as connection:
        put(
            connection,
            "suppressed",
            ENTRY.replace("Sergey Lavrov", "Salma al-Bahri").replace(
                "sergey-lavrov", "salma-al-bahri"
            ),
            "Nadia",
        )
        assert [one.name for one in list_speakers(connection, 9)] == ["Sergey Lavrov"]
