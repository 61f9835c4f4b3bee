"""The gazetteer: its towns, its overlay, and its size."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.entities.gazetteer import Gazetteer, kilometres, load_gazetteer
from marsad.entities.knowledge import Knowledge
from marsad.entities.lists import COMMON
from marsad.model import Point
from marsad.packs.pack import Pack


@pytest.fixture(scope="module")
def gazetteer(knowledge: Knowledge, arabic: Pack) -> Gazetteer:
    return load_gazetteer(knowledge.lists, arabic)


def countries(gazetteer: Gazetteer, arabic: Pack, name: str) -> set[str | None]:
    keys = arabic.folding.key(name).split()
    found = gazetteer.forms.find(keys, 0, len(keys))
    assert found is not None, name
    return {gazetteer.reading(number).spot.country for number in found.values}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("الرقة", "SY"),
        ("كوباني", "SY"),
        ("الغوطة الشرقية", "SY"),
        ("الحديدة", "YE"),
        ("الخرطوم", "SD"),
        ("البوكمال", "SY"),
        ("واشنطن", "US"),
        ("خان يونس", "PS"),
        ("نصيب", "SY"),
        ("البحر المتوسط", None),
    ],
)
def test_names_of_the_news_are_there(
    gazetteer: Gazetteer, arabic: Pack, name: str, country: str | None
) -> None:
    assert country in countries(gazetteer, arabic, name)


def test_washington_is_not_in_utah(gazetteer: Gazetteer, arabic: Pack) -> None:
    keys = [arabic.folding.key("واشنطن")]
    found = gazetteer.forms.find(keys, 0, 1)
    assert found is not None
    best = max(map(gazetteer.reading, found.values), key=lambda one: one.spot.prominence).spot
    assert kilometres(best.point, Point(38.9, -77.04)) < 30


def test_a_name_of_two_countries_has_both(gazetteer: Gazetteer, arabic: Pack) -> None:
    assert {"LY", "LB"} <= countries(gazetteer, arabic, "طرابلس")


def test_the_files_are_small_and_say_whose_they_are() -> None:
    packed = sum(path.stat().st_size for path in COMMON.glob("towns-*.xz"))
    assert packed < 2_000_000
    told = (COMMON / "gazetteer.md").read_text(encoding="utf-8")
    assert "GeoNames" in told and "CC BY 4.0" in told and "Unicode" in told


def test_distances_are_those_of_a_sphere() -> None:
    damascus, raqqa = Point(33.51, 36.29), Point(35.95, 39.01)
    assert 360 < kilometres(damascus, raqqa) < 380
    assert kilometres(damascus, damascus) == 0.0


def test_every_listed_place_lies_on_the_globe(gazetteer: Gazetteer) -> None:
    assert all(
        -90 <= spot.point.lat <= 90 and -180 <= spot.point.lon <= 180 for spot in gazetteer.listed
    )
    assert Path(COMMON / "places.toml").is_file()
