"""How reasons are worded: days, counts and lists, in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)
# fmt: on
_LISTED = 5  # names in a list that a person still reads


def tell_day(day: int | None) -> str | None:
    """A day by its proleptic Gregorian ordinal (*3 March 2018*); ``None`` where it is unknown."""
    if not day:
        return None
    known = date.fromordinal(day)
    return f"{known.day} {_MONTHS[known.month - 1]} {known.year}"


def tell_number(number: int) -> str:
    """A number, in a word up to ten."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def tell_count(number: int, noun: str) -> str:
    """So many of something: *one outlet*, *three outlets*."""
    return f"{tell_number(number)} {noun}{'' if number == 1 else 's'}"


def tell_range(least: int, most: int, noun: str) -> str:
    """So many at least and at most: *one to three independent origins*."""
    if least == most:
        return tell_count(least, noun)
    return f"{tell_number(least)} to {tell_number(most)} {noun}s"


def tell_list(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    more = len(names) - _LISTED
    listed = ", ".join(names[:_LISTED])
    return f"{listed} and {more:,} more" if more > 0 else listed
