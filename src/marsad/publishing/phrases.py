"""Phrases in the language of a reader: days, counts, ranges, lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marsad.publishing.visible import is_rtl
from marsad.publishing.words import Words, count


def tell_day(words: Words, day: int) -> str:
    """A day by its proleptic Gregorian ordinal (*3 March 2018*)."""
    known = date.fromordinal(day)
    month = words.table["month"][str(known.month)]
    return words.phrase("day", known.day, month, known.year)


def tell_iso(words: Words, iso: str) -> str:
    """A day by its ISO form; what is none stands as it is."""
    try:
        return tell_day(words, date.fromisoformat(iso).toordinal())
    except ValueError:
        return iso


def tell_count(words: Words, noun: str, number: int) -> str:
    """So many of something, by its table: *one outlet*, *three outlets*."""
    return count(words, words.table[f"count_{noun}"], number)


def tell_range(words: Words, noun: str, least: int, most: int) -> str:
    """So many at least and at most: *one to three independent origins*."""
    if least == most:
        return tell_count(words, noun, least)
    low = words.table["number"].get(str(least), f"{least:,}")
    return words.phrase("between", low, tell_count(words, f"to_{noun}", most))


def tell_list(words: Words, names: Sequence[str], more: int = 0) -> str:
    """Some names, and how many more there are."""
    comma = words.word["comma"]
    if more:
        return words.phrase("list_more", comma.join(names), f"{more:,}")
    if len(names) < 2:
        return "".join(names)
    own = is_rtl(names[-1]) == (words.direction == "rtl")
    joint = "list_and" if own else "list_and_foreign"
    return words.phrase(joint, comma.join(names[:-1]), names[-1])


def tell_amount(words: Words, low: float, high: float | None) -> str:
    """A number, a range of numbers, or a least one."""
    if high is None:
        return words.phrase("at_least", f"{low:g}")
    return f"{low:g}" if low == high else words.phrase("between", f"{low:g}", f"{high:g}")
