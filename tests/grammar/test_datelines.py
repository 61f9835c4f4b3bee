"""Datelines: the text of a row begins at ``*``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.datelines import behind_dateline
from marsad.grammar.tagged import Tagged, tag
from marsad.packs.pack import Pack
from marsad.text.page import open_page


@pytest.mark.parametrize(
    "row",
    [
        "بيروت (النسيم) - *انهار الجسر",
        "بيروت، لبنان (CNN) — *انهار الجسر",
        "*انهار الجسر (أمس) ثم أصلح",
        "*انهار الجسر",
    ],
)
def test_the_text_begins_behind_a_dateline(tagged: Callable[[str], Tagged], row: str) -> None:
    page = tagged(row.replace("*", ""))
    at = page.page.token_at(row.index("*"))
    assert behind_dateline(page, 0, len(page.page.words)) == at


@pytest.mark.parametrize(
    "row",
    [
        "BASRA, Iraq — *The bridge fell",
        "BASRA, Iraq, March 3 - *The bridge fell",
        "AL-QURNA, Iraq (AP) -- *The bridge fell",
        "*UN monitors — three of them — left",
        "*The bridge — an old one — fell",
        "*The BASRA bridge — an old one — fell",
    ],
)
def test_a_dateline_may_be_told_by_its_capitals(english: Pack, row: str) -> None:
    page = open_page(row.replace("*", ""), english.writing)
    made = tag(page, english, frozenset(), None)
    assert behind_dateline(made, 0, len(page.words)) == page.token_at(row.index("*"))
