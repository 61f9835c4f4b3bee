"""What countries and actors are called on a page."""

from __future__ import annotations

import pytest

from marsad.publishing.atlas import atlas_for


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
