"""Events on a map: places counted, drawn, and handed to a script."""

from __future__ import annotations

import json
from datetime import date

from marsad.archive.places import Happening
from marsad.model import Precision
from marsad.publishing.atlas import atlas_for
from marsad.publishing.map import draw_map
from marsad.publishing.sites import count_places, find_place, map_data, map_scene
from marsad.publishing.words import words_for

MOSUL, IRAQ, NOWHERE = "place.IQ.mosul", "place.IQ", "geonames.0"
DAY = date(2024, 3, 2)
TOLD = (
    Happening(IRAQ, "Iraq", "ACCUSE", "asserted", DAY, 1),
    Happening(MOSUL, "Mosul", "ASSAULT", "asserted", DAY, 2),
    Happening(MOSUL, "Mosul", "ASSAULT", "denied", date(2024, 3, 5), 1),
    Happening(NOWHERE, "Atlantis (lost)", "PROTEST", "asserted", None, 9),
)


def test_places_are_counted_and_called_as_the_language_does() -> None:
    found = count_places(TOLD, atlas_for("ar"))
    assert [(one.name, one.events) for one in found] == [
        ("Atlantis (lost)", 9),
        ("الموصل", 3),
        ("العراق", 1),
    ]
    assert [one.precision for one in found] == [None, Precision.EXACT, Precision.COUNTRY]
    assert found[1].address == "/places/place.IQ.mosul"


def test_an_id_is_one_part_of_an_address() -> None:
    assert find_place("a/b?c", "x", atlas_for("en")).address == "/places/a%2Fb%3Fc"


def test_the_map_leads_to_the_pages_of_places() -> None:
    atlas, words = atlas_for("ar"), words_for("ar")
    scene = map_scene(count_places(TOLD, atlas))
    assert scene is not None
    wide = next(iter(draw_map(scene, atlas, words)))
    assert 'href="/places/place.IQ.mosul"' in wide
    assert "Atlantis" not in wide  # nobody knows where it lies


def test_a_view_holds_most_of_the_events_however_far_apart() -> None:
    far = (*TOLD, Happening("place.US", "United States", "AID", "asserted", DAY, 5))
    far += (Happening("geonames.5128581", "New York City", "AID", "asserted", DAY, 5),)
    scene = map_scene(count_places(far, atlas_for("en")))
    assert scene is not None
    assert {site.label for site in scene.core} >= {"New York City", "Mosul"}


def test_nothing_known_is_nothing_drawn() -> None:
    assert map_scene(count_places(TOLD[3:], atlas_for("en"))) is None


def test_a_script_is_handed_places_and_days() -> None:
    found = count_places(TOLD, atlas_for("en"))
    told = json.loads(json.dumps(map_data(found, TOLD, "coasts", words_for("en"))))
    assert (told["direction"], told["lines"]) == ("ltr", "coasts")
    assert told["days"] == ["2024-03-02", "2024-03-05"]
    assert [site["name"] for site in told["sites"]] == ["Mosul", "Iraq"]
    assert told["counts"] == [[0, 0, 2], [0, 1, 1], [1, 0, 1]]
    lon, lat = told["sites"][0]["at"]
    assert (round(lon), round(lat)) == (43, 36)
