"""Places of an archive and the events told of them; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from marsad.archive import places
from marsad.archive.places import (
    Span,
    count_events,
    events_at,
    find_places,
    newest_day,
    newest_places,
    place_called,
)
from marsad.archive.schema import names

TEXTS = (
    ("قالت وزارة الدفاع الروسية إن الطائرات قصفت الرقة.", "2017-06-08"),
    ("قالت وزارة الدفاع الروسية إن الطائرات قصفت حلب.", "2017-06-08"),
    ("The Russian Ministry of Defence denied that it had bombed Raqqa.", "2017-06-09"),
    ("وقال شاهد إن الجسر في الرقة مفتوح.", None),
)


@pytest.fixture
def told(archive: Engine, keep: Callable[..., object]) -> Engine:
    """Four texts of two towns."""
    for text, published in TEXTS:
        keep(text, published=published, outlet="Lantern")
    return archive


def ask(archive: Engine, question: Callable[..., object], *asked: object, **how: object) -> Any:
    with archive.connect() as connection:
        return question(connection, *asked, **how)


def id_of(archive: Engine, name: str) -> str:
    with archive.connect() as connection:
        return str(connection.scalar(select(names.c.entity).where(names.c.name == name)))


def test_the_places_that_most_claims_name_come_first(told: Engine) -> None:
    found = ask(told, newest_places)
    assert [(one.name, one.claims) for one in found] == [("Raqqa", 3), ("Aleppo", 1)]


def test_only_the_newest_claims_are_counted(told: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "NEWEST", 1)
    found = ask(told, newest_places)
    assert [(one.name, one.claims) for one in found] == [("Raqqa", 1)]


@pytest.mark.parametrize("typed", ["الرقة", "raqqa", "Raq", "رق"])
def test_a_place_is_found_by_its_names_in_any_language_and_their_beginning(
    told: Engine, typed: str
) -> None:
    found = ask(told, find_places, typed)
    assert [(one.name, one.claims, one.more) for one in found] == [("Raqqa", 3, False)]


@pytest.mark.parametrize("typed", ["", "  ", "%", "Atlantis", "وزارة الدفاع الروسية"])
def test_what_is_no_place_of_the_archive_is_not_found(told: Engine, typed: str) -> None:
    assert ask(told, find_places, typed) == ()


def test_a_place_has_its_events_by_type_status_and_day(told: Engine) -> None:
    found = ask(told, events_at, id_of(told, "Raqqa"))
    assert {(one.type, one.status, one.day, one.events) for one in found.rows} >= {
        ("ASSAULT", "asserted", date(2017, 6, 8), 1)
    }
    assert {one.name for one in found.rows} == {"Raqqa"}
    assert found.whole


def test_a_place_that_nobody_names_is_said_so(told: Engine) -> None:
    with pytest.raises(LookupError, match="no document names"):
        ask(told, place_called, "geonames.0")


def test_events_are_counted_in_a_span_of_days_and_narrowed_down(told: Engine) -> None:
    day = Span(date(2017, 6, 8), date(2017, 6, 8))
    found = ask(told, count_events, day)
    assert sorted((one.name, one.day) for one in found.rows) == [
        ("Aleppo", date(2017, 6, 8)),
        ("Raqqa", date(2017, 6, 8)),
    ]
    everything = ask(told, count_events, Span())
    assert everything.events >= 3
    assert ask(told, count_events, Span(), types=("RETREAT",)).rows == ()
    assert ask(told, count_events, Span(), statuses=("planned",)).rows == ()
    assert ask(told, newest_day) == date(2017, 6, 9)


def test_more_events_than_are_looked_at_are_said(
    told: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "EVENTS", 1)
    found = ask(told, count_events, Span())
    assert (found.events, found.whole) == (1, False)


def test_two_places_of_one_name_are_told_apart_by_the_document(told: Engine) -> None:
    with told.begin() as connection:  # as if both towns bore one name
        connection.execute(update(names).where(names.c.name == "Aleppo").values(name="Raqqa"))
        connection.exec_driver_sql("UPDATE events SET place = 'Raqqa' WHERE place = 'Aleppo'")
    found = ask(told, count_events, Span(date(2017, 6, 8), date(2017, 6, 8)))
    assert len({one.entity for one in found.rows}) == 2
    assert found.events == 2


def test_places_that_people_merged_are_one(told: Engine) -> None:
    with told.begin() as connection:
        number = select(names.c.number).where(names.c.name == "Raqqa").scalar_subquery()
        connection.execute(update(names).where(names.c.name == "Aleppo").values(same_as=number))
    assert [(one.name, one.claims) for one in ask(told, newest_places)] == [("Raqqa", 4)]
    seen = ask(told, place_called, id_of(told, "Aleppo"))
    assert (seen.name, seen.claims) == ("Raqqa", 4)
    assert {one.name for one in ask(told, count_events, Span()).rows} == {"Raqqa"}


def test_an_empty_archive_has_no_places(archive: Engine) -> None:
    assert ask(archive, newest_places) == ()
    assert ask(archive, newest_day) is None
    assert ask(archive, count_events, Span()).rows == ()
