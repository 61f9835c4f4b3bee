"""What is found, counted; on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, update

from marsad.archive.keys import key_of
from marsad.archive.schema import names
from marsad.archive.search import facets as counting
from marsad.archive.search import timeline
from marsad.archive.search.facets import Facets, count_facets
from marsad.archive.search.index import CLAIMS, Entry, put

TEXTS = (
    ("قالت وزارة الدفاع الروسية إن الطائرات قصفت الرقة.", "2017-06-08", "النهار الجديد"),
    ("قالت وزارة الدفاع الروسية إن الطائرات قصفت حلب.", "2017-06-08", "النهار الجديد"),
    ("The Russian Ministry of Defence denied that it had bombed Raqqa.", "2017-06-09", "Lantern"),
    ("وقال شاهد إن الجسر في الرقة مفتوح.", None, None),
)


@pytest.fixture
def counted(archive: Engine, keep: Callable[..., object]) -> Callable[..., Facets]:
    """Counts what a query finds among four texts: ``counted("الرقة")``."""
    for text, published, outlet in TEXTS:
        keep(text, published=published, outlet=outlet)

    def ask(typed: str, **options: object) -> Facets:
        with archive.connect() as connection:
            return count_facets(connection, typed, **options)  # type: ignore[arg-type]

    return ask


def test_all_sorts_are_counted_the_largest_first(counted: Callable[..., Facets]) -> None:
    found = counted("")
    assert (found.total, found.counted, found.by, found.undated) == (4, 4, "day", 1)
    assert found.days == (("2017-06-08", 2), ("2017-06-09", 1))
    assert found.outlets == (("النهار الجديد", 2), ("Lantern", 1))
    assert found.sources == (("Russian Ministry of Defence", 3), ("eyewitness", 1))
    assert found.places == (("Raqqa", 3), ("Aleppo", 1))
    assert found.events == (("ASSAULT", 3),)
    assert found.stances == (("neutral", 3), ("deny", 1))


def test_only_what_a_query_finds_is_counted(counted: Callable[..., Facets]) -> None:
    found = counted("حلب")
    assert found.places == (("Aleppo", 1),)
    assert found.days == (("2017-06-08", 1),)
    assert counted("لاشيء").days == ()
    assert counted("on:2017-06-09").total == 1


def test_as_many_of_each_sort_as_are_wanted(counted: Callable[..., Facets]) -> None:
    assert counted("", most=1).places == (("Raqqa", 3),)


def test_documents_are_counted_too(counted: Callable[..., Facets]) -> None:
    found = counted("Raqqa", of="documents")
    assert (found.total, found.places[0]) == (3, ("Raqqa", 3))
    assert found.outlets == (("Lantern", 1), ("النهار الجديد", 1))


def test_merged_names_count_as_one(counted: Callable[..., Facets], archive: Engine) -> None:
    with archive.begin() as connection:
        numbers = {
            name: number
            for number, name in connection.execute(select(names.c.number, names.c.name))
        }
        merged = update(names).where(names.c.number == numbers["eyewitness"])
        connection.execute(merged.values(same_as=numbers["Russian Ministry of Defence"]))
    assert counted("").sources == (("Russian Ministry of Defence", 4),)


@pytest.mark.parametrize(
    ("days", "by", "periods"),
    [
        (("2020-01-01", "2020-03-30"), "day", ["2020-01-01", "2020-03-30"]),
        (("2020-01-01", "2020-12-31"), "month", ["2020-01", "2020-12"]),
        (("1990-05-05", "2020-12-31"), "year", ["1990", "2020"]),
    ],
)
@pytest.mark.parametrize("few", [0, 100])
def test_long_stretches_are_told_by_months_and_years(
    archive: Engine, monkeypatch: pytest.MonkeyPatch, days: tuple[str, str], by: str,
    periods: list[str], few: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(timeline, "_FEW", few)
    with archive.begin() as connection:
        keys = [key_of(day, number) for number, day in enumerate((*days, None), 1)]
        put(connection, CLAIMS, [Entry(key + 1, "جسر", "جسر", "") for key in keys])
        found = count_facets(connection, "جسر")
    assert (found.by, [period.value for period in found.days]) == (by, periods)
    assert (found.total, found.undated) == (3, 1)


def test_of_very_many_hits_the_newest_are_counted(
    counted: Callable[..., Facets], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "COUNTED", 1)
    found = counted("")
    assert (found.total, found.counted) == (4, 1)
    assert found.stances == (("deny", 1),)
    assert sum(period.hits for period in found.days) + found.undated == 4
