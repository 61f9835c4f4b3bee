"""The gazetteer: its towns, its overlay, and its size."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from marsad.entities.gazetteer import Gazetteer, kilometres, load_gazetteer
from marsad.entities.knowledge import Knowledge, load_knowledge
from marsad.entities.lists import COMMON
from marsad.model import Point
from marsad.packs.pack import Pack, load_pack
from marsad.text.tokens import tokenize


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
    packed += len(lzma.compress((COMMON / "places.toml").read_bytes()))
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


@pytest.fixture(scope="module")
def english() -> Gazetteer:
    pack = load_pack("en")
    return load_gazetteer(load_knowledge(pack).lists, pack)


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("Paris", "US.TX"),
        ("Springfield", "US.IL"),
        ("Collin County", "US.TX"),
        ("Rapides Parish", "US.LA"),
        ("Fla.", "US.FL"),
        ("St. Louis", "US.MO"),
        ("Ontario", "CA.08"),
        ("Wales", "GB.WLS"),
        ("Leeds", "GB.ENG"),
    ],
)
def test_places_of_latin_script_have_their_division(
    english: Gazetteer, name: str, division: str
) -> None:
    pack = load_pack("en")
    keys = [pack.folding.key(word) for word in tokenize(name).words]
    found = english.forms.find(keys, 0, len(keys))
    assert found is not None, name
    assert division in {english.reading(number).spot.division for number in found.values}


def test_a_reader_opens_the_file_of_its_script_only(
    gazetteer: Gazetteer, english: Gazetteer
) -> None:
    rows = {one.script: len(one.towns) for one in (gazetteer, english)}
    assert rows["ARABIC"] < 30_000 < 90_000 < rows["LATIN"]


def test_every_place_is_told_once(english: Gazetteer) -> None:
    towns = [spot.id for spot in english.spots if spot.id.startswith("geonames.")]
    assert len(towns) == len(set(towns))
