"""The map: what is in view, where it stands, and that nothing covers anything."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from marsad.model import Place, Point, Precision, Span
from marsad.publishing.atlas import Atlas, Bounds, Town, atlas_for
from marsad.publishing.drawing import Box
from marsad.publishing.map import PAPERS, Scene, build_scene, draw_map
from marsad.publishing.register import Row
from marsad.publishing.words import words_for

BARE = Atlas(None)


class Crowded(Atlas):
    """An atlas that has a town every tenth of a degree."""

    __slots__ = ()

    def towns(self, bounds: Bounds) -> list[Town]:
        steps = 120
        return [
            Town(6.0 - row / 100, Point(bounds.south + row / 10, bounds.west + column / 10), "قرية")
            for row in range(steps)
            for column in range(steps)
        ]


def place(
    name: str, lat: float, lon: float, precision: Precision = Precision.EXACT
) -> tuple[str, Row[Place], str]:
    found = Place(
        span=Span(0, 1),
        name=name,
        entity=name,
        country=None,
        point=Point(lat, lon),
        level="town",
        precision=precision,
    )
    return f"d1-{name}", Row((found,)), name


def scene(*places: tuple[str, Row[Place], str]) -> Scene:
    built = build_scene(places)
    assert built is not None
    return built


def draw(built: Scene, atlas: Atlas = BARE, lang: str = "en") -> tuple[str, str]:
    wide, narrow = draw_map(built, atlas, words_for(lang))
    return wide, narrow


def dots(svg: str) -> dict[str, tuple[float, float]]:
    """Where the dot of each place stands, by the row that it leads to."""
    found = re.findall(r'<a href="#d1-(\w+)">(?:(?!</a>).)*?cx="([\d.-]+)" cy="([\d.-]+)"', svg)
    return {name: (float(x), float(y)) for name, x, y in found}


TOWNS = (place("A", 36, 38), place("B", 35, 40), place("C", 34, 38))


def test_no_located_place_makes_no_map() -> None:
    id, row, label = place("A", 0, 0)
    nowhere = Row((replace(row.first, point=None),))
    assert build_scene([(id, nowhere, label)]) is None
    assert build_scene([]) is None


def test_north_is_up_and_east_is_right() -> None:
    for svg in draw(scene(*TOWNS)):
        at = dots(svg)
        assert at["A"][1] < at["B"][1] < at["C"][1]
        assert at["A"][0] == at["C"][0] < at["B"][0]


def test_every_place_stands_inside_the_margins() -> None:
    for paper, svg in zip(PAPERS, draw(scene(*TOWNS)), strict=True):
        for x, y in dots(svg).values():
            assert paper.width * 0.12 < x < paper.width * 0.88
            assert paper.height * 0.12 < y < paper.height * 0.88


def test_degrees_of_longitude_shrink_towards_the_pole() -> None:
    north = dots(draw(scene(place("A", 61, 10), place("B", 59, 12)))[0])
    assert abs(north["A"][0] - north["B"][0]) == pytest.approx(
        abs(north["A"][1] - north["B"][1]) / 2, rel=0.01
    )


def test_a_far_capital_does_not_shrink_the_view() -> None:
    built = scene(*TOWNS, place("Far", 55.75, 37.62))
    assert [site.label for site in built.sites] == ["A", "B", "C"]
    [away] = built.outside
    assert (away.site.label, away.arrow) == ("Far", "↑")
    assert away.kilometres == pytest.approx(2290, abs=30)


def test_countries_have_no_say_in_the_view_and_no_dot() -> None:
    land = place("Land", 33.9, 38.5, Precision.COUNTRY)
    other = place("Other", 61, 99, Precision.COUNTRY)
    built = scene(*TOWNS, land, other)
    assert built.centre == scene(*TOWNS).centre
    assert [(away.site.label, away.kilometres) for away in built.outside] == [("Other", None)]
    svg, _ = draw(built)
    assert "Land" not in dots(svg) and 'class="land"' in svg
    assert dots(svg) == dots(draw(scene(*TOWNS))[0])


def test_countries_alone_make_a_map() -> None:
    built = scene(place("X", 35, 38, Precision.COUNTRY), place("Y", 33, 44, Precision.COUNTRY))
    assert len(built.sites) == 2


def test_places_on_both_sides_of_the_date_line_stand_together() -> None:
    at = dots(draw(scene(place("A", 10, 179), place("B", 10, -179)))[0])
    assert 0 < at["B"][0] - at["A"][0] < PAPERS[0].width


def test_one_village_does_not_fill_the_map() -> None:
    svg, _ = draw(scene(place("A", 35, 39)))
    assert dots(svg)["A"] == (PAPERS[0].width / 2, PAPERS[0].height / 2)
    assert "100 km" in svg


def test_precision_shows_in_the_dot() -> None:
    for precision in (Precision.EXACT, Precision.NEAR, Precision.REGION):
        assert f'<circle class="{precision.value}"' in draw(scene(place("A", 1, 1, precision)))[0]


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    svg, _ = draw(scene(*TOWNS))
    length = int(re.search(r">(\d+) km<", svg)[1])  # type: ignore[index]
    drawn = float(re.search(r'class="bar" d="M[\d. ]+v4h([\d.]+)', svg)[1])  # type: ignore[index]
    at = dots(svg)
    degree = (at["C"][1] - at["A"][1]) / 2
    assert drawn / degree * 111.2 == pytest.approx(length, rel=0.01)


def test_degrees_are_written_in_the_language_of_the_page() -> None:
    assert "35°N" in draw(scene(*TOWNS))[0]
    assert "35°ش" in draw(scene(*TOWNS), lang="ar")[0]
    assert "35°S" in draw(scene(place("A", -34, -38), place("B", -36, -40)))[0]


def test_towns_of_the_background_are_thinned_and_named_once() -> None:
    svg, narrow = draw(scene(*TOWNS), Crowded(None))
    for paper, drawn in zip(PAPERS, (svg, narrow), strict=True):
        assert 0 < drawn.count("h0") <= paper.dots
        assert drawn.count(">قرية<") == 1


def test_labels_do_not_cover_each_other() -> None:
    crowd = [place(f"Town{n}", 35 + (n % 5) / 20, 39 + (n // 5) / 20) for n in range(25)]
    svg, _ = draw(scene(*crowd, place("A", 36, 40), place("B", 34, 38)))
    found = re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)" class="label" text-anchor="(\w+)"', svg)
    boxes = []
    for x, y, anchor in found:
        left = float(x) - {"start": 0, "middle": 20, "end": 40}[anchor]
        boxes.append(Box(left, float(y) - 8, left + 40, float(y)))
    assert len(boxes) > 10
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_a_hostile_name_is_inert() -> None:
    id, row, _ = place("A", 1, 1)
    bad = '"><script>alert(1)</script>\u202e'
    svg = "".join(draw(scene((id, Row((replace(row.first, name=bad),)), bad))))
    assert "<script" not in svg and "\u202e" not in svg


def test_the_atlas_knows_towns_and_names_of_countries() -> None:
    atlas = atlas_for("ar")
    towns = atlas.towns(Bounds(33, 36, 34, 37))
    assert towns == sorted(towns, reverse=True) and len(towns) > 3
    assert atlas.country("SY") == "سوريا"
    assert atlas.country("XX") is None and atlas.called("nobody") == "nobody"


@pytest.mark.parametrize("lang", [None, "xx", "../ar", ""])
def test_a_language_without_a_pack_has_a_bare_atlas(lang: str | None) -> None:
    atlas = atlas_for(lang)
    assert atlas.towns(Bounds(-90, -180, 90, 180)) == []
    assert atlas.country("SY") == "Syria"
