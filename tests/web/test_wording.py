"""The words of the pages: the same in every language, and numbers told as the language does."""

from __future__ import annotations

import pytest

from marsad.web.languages import count, languages, wording


def keys(table: object, at: str = "") -> set[str]:
    if not isinstance(table, dict):
        return {at}
    plural = "other" in table and set(table) <= {"zero", "one", "two", "few", "many", "other"}
    return (
        {at}
        if plural
        else {one for key, value in table.items() for one in keys(value, f"{at}.{key}")}
    )


def test_every_word_is_there_in_every_language() -> None:
    told = [{one for one in keys(wording(lang)) if ".examples." not in one} for lang in languages()]
    assert all(one == told[0] for one in told)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (11, "11 نتيجة"),
        (100, "100 نتيجة"),
        (103, "103 نتائج"),
    ],
)
def test_arabic_counts_by_its_own_rules(number: int, told: str) -> None:
    assert count("ar", wording("ar")["search"]["hits"], number) == told


def test_english_counts_by_one_and_more() -> None:
    hits = wording("en")["search"]["hits"]
    assert [count("en", hits, number) for number in (0, 1, 1_200)] == [
        "0 hits",
        "1 hit",
        "1,200 hits",
    ]
