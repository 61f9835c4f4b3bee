"""Passages by their place, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from marsad.archive.callnames import find_claim, find_number
from marsad.archive.documents import Stored
from marsad.archive.excerpts import excerpt

TEXT = "قالت البلدية إن الماء عاد 😀 إلى حي النهر."


@pytest.mark.parametrize(
    ("start", "end", "around", "told"),
    [
        (5, 12, 0, ("", "البلدية", "")),
        (5, 12, 4, ("الت ", "البلدية", " إن ")),
        (0, 4, 3, ("", "قالت", " ال")),
        (26, 27, 2, ("د ", "😀", " إ")),
        (36, 900, 5, (" حي ا", "لنهر.", "")),
    ],
)
def test_a_passage_has_what_stands_around_it(
    archive: Engine,
    keep: Callable[..., Stored],
    start: int,
    end: int,
    around: int,
    told: tuple[str, ...],
) -> None:
    stored = keep(TEXT, outlet="جريدة النهر", published="2024-03-02")
    with archive.connect() as connection:
        found = excerpt(connection, stored.number, start, end, around=around)
    assert (found.before, found.text, found.after) == told
    assert (found.length, found.end, found.outlet) == (
        len(TEXT),
        min(end, len(TEXT)),
        "جريدة النهر",
    )


@pytest.mark.parametrize(("start", "end"), [(len(TEXT), 900), (9, 9), (9, 4)])
def test_what_is_no_passage_is_refused(
    archive: Engine, keep: Callable[..., Stored], start: int, end: int
) -> None:
    stored = keep(TEXT)
    with archive.connect() as connection, pytest.raises(LookupError, match="no passage"):
        excerpt(connection, stored.number, start, end)


def test_an_id_with_a_control_is_of_nothing(archive: Engine) -> None:
    with archive.connect() as connection:
        with pytest.raises(LookupError, match="no such document"):
            find_number(connection, "abcd\0")
        with pytest.raises(LookupError, match="no such claim"):
            find_claim(connection, "\0")
