"""Names looked up, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from marsad.archive.documents import Stored
from marsad.archive.search.lookup import look_up

TEXT = "قالت وزارة الدفاع الروسية إن القوات دخلت مدينة الرقة. وقال سامر الحلبي إن الجسر مغلق."


@pytest.mark.parametrize(
    ("typed", "kinds", "first"),
    [
        ("الرقة", ("place",), "Raqqa"),
        ("raqqa", ("place",), "Raqqa"),
        ("وزارة الدفاع الروسية", ("actor",), "Russian Ministry of Defence"),
        ("الحلبي", ("actor",), "Samer al-Halabi"),
        ("سامر الحلبي", ("actor", "place"), "Samer al-Halabi"),
    ],
)
def test_a_name_is_found_as_people_type_it(
    archive: Engine,
    keep: Callable[..., Stored],
    typed: str,
    kinds: tuple[str, ...],
    first: str,
) -> None:
    keep(TEXT)
    with archive.connect() as connection:
        found = look_up(connection, typed, kinds=kinds)
    assert found[0].name == first and found[0].merged is None
    assert found[0].kind in kinds


@pytest.mark.parametrize("typed", ["", "\0", "…", "nobody of this name"])
def test_what_names_nobody_finds_nothing(
    archive: Engine, keep: Callable[..., Stored], typed: str
) -> None:
    keep(TEXT)
    with archive.connect() as connection:
        assert look_up(connection, typed) == []
