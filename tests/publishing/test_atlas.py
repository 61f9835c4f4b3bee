"""What countries and actors are called on a page."""

from __future__ import annotations

import pytest

from marsad.publishing.atlas import Bounds, atlas_for


@pytest.mark.parametrize(
    ("lang", "code", "name"),
    [
        ("en", "DE", "Germany"),
        ("en", "SY", "Syria"),
        ("ar", "DE", "ألمانيا"),
        (None, "DE", "Germany"),
    ],
)
def test_a_country_has_its_canonical_name_in_a_script_that_writes_it(
    lang: str | None, code: str, name: str
) -> None:
    assert atlas_for(lang).country(code) == name


def test_a_place_is_known_by_its_id_and_called_as_the_language_does() -> None:
    known = atlas_for("ar").known("place.IQ.mosul")
    assert known is not None
    assert (known.name, known.level, known.country) == ("الموصل", "city", "IQ")
    assert atlas_for("ar").known("place.IQ.nowhere") is None


def test_a_wide_view_has_large_towns_only_the_largest_first() -> None:
    world = atlas_for("en").towns(Bounds(-60, -180, 75, 180))
    assert 100 < len(world) < 10_000
    assert world == sorted(world, reverse=True)
    across = atlas_for("en").towns(Bounds(-60, 100, 75, 250))  # over the 180th meridian
    assert any(town.name == "Tokyo" for town in across)
    assert any(town.name == "Los Angeles" for town in across)
    assert not any(town.name == "London" for town in across)
