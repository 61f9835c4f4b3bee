"""Keys carry the day, the document and the place, and keep their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive.keys import (
    DAY,
    MOST_DOCUMENTS,
    MOST_PLACES,
    day_of,
    document_key,
    first_key,
    key_of,
    keys_within,
    number_of,
)

DAYS = st.dates().map(date.isoformat)
NUMBERS = st.integers(1, MOST_DOCUMENTS)


@given(DAYS, NUMBERS, st.integers(1, MOST_PLACES))
def test_a_key_gives_back_what_it_was_made_of(day: str, number: int, place: int) -> None:
    key = key_of(day, number) + place
    assert (str(day_of(key)), number_of(key)) == (day, number)
    assert document_key(key) == key_of(day, number)
    assert key // DAY == date.fromisoformat(day).toordinal()
    assert 0 < key < 1 << 63


@given(DAYS, DAYS, NUMBERS, NUMBERS)
def test_later_days_have_larger_keys(one: str, other: str, a: int, b: int) -> None:
    if one < other:
        assert keys_within(key_of(one, a))[1] < key_of(other, b)


def test_a_document_without_a_date_lies_before_all_dates() -> None:
    assert day_of(key_of(None, 7)) is None
    assert keys_within(key_of(None, MOST_DOCUMENTS))[1] < first_key(date.min)


def test_a_time_of_the_day_does_not_matter() -> None:
    assert key_of("2024-03-01T23:59:00+03:00", 7) == key_of("2024-03-01", 7)


@pytest.mark.parametrize("number", [0, MOST_DOCUMENTS + 1])
def test_numbers_beyond_the_keys_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="documents at most"):
        key_of("2024-03-01", number)
