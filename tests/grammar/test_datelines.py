"""Datelines: the text of a row begins at ``*``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.datelines import behind_dateline
from marsad.grammar.tagged import Tagged


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
