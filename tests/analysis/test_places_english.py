"""Where, in a language that writes names with capitals: commas, divisions, persons and streets."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.entities.gazetteer import kilometres
from marsad.model import Actor, Document, Place, Point, Precision

PARIS_TEXAS, PARIS = Point(33.66, -95.56), Point(48.86, 2.35)


def read(text: str) -> tuple[Place, ...]:
    return analyse(Document(id="d", text=text, lang="en", published="2017-06-08")).places


def found(text: str) -> list[str]:
    return [text[p.span.start : p.span.end] for p in read(text)]


def actors(text: str) -> tuple[Actor, ...]:
    return analyse(Document(id="d", text=text, lang="en")).actors


def near(place: Place, point: Point) -> bool:
    return place.point is not None and kilometres(place.point, point) < 30


@pytest.mark.parametrize("behind", ["Texas", "TX", "Tex."])
def test_what_follows_the_comma_tells_the_town(behind: str) -> None:
    town, state = read(f"The fair opens in Paris, {behind}, on Monday.")
    assert near(town, PARIS_TEXAS)
    assert (state.name, state.precision) == ("Texas", Precision.REGION)


def test_a_capital_without_company_is_the_capital() -> None:
    (town,) = read("The ministers met in Paris on Monday.")
    assert near(town, PARIS)


def test_a_name_has_one_sense_in_a_document() -> None:
    places = read("Paris council votes. The council of Paris, Texas, met. It left Paris later.")
    towns = [place for place in places if place.name == "Paris"]
    assert len(towns) == 3
    assert all(near(place, PARIS_TEXAS) for place in towns)


def test_the_state_in_play_decides() -> None:
    text = "Voters across Oregon went to the polls. Turnout was high in Portland and in Salem."
    assert {p.name: p.entity for p in read(text)}["Salem"] == "geonames.5750162"


def test_the_other_towns_of_a_text_decide_where_no_state_is_named() -> None:
    text = "The storm reached Bossier City and Natchitoches. Roads in Alexandria were flooded."
    (town,) = [place for place in read(text) if place.name == "Alexandria"]
    assert near(town, Point(31.31, -92.45))  # Louisiana


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ballots were counted in Iowa and New York.", "New York State"),
        ("The road runs between New York and Chicago.", "New York City"),
        ("Envoys of France, Jordan and Turkey met.", "Jordan"),
    ],
)
def test_names_in_a_list_are_of_one_kind(text: str, name: str) -> None:
    assert name in {place.name for place in read(text)}


def test_a_county_lies_in_the_state_that_is_in_play() -> None:
    county = read("Kentucky police searched Laurel County.")[-1]
    assert (county.name, county.level) == ("Laurel County", "district")
    assert near(county, Point(37.13, -84.08))


def test_districts_stand_together() -> None:
    text = "In Minnesota, crews closed roads in Becker, Otter Tail and Grant counties."
    assert found(text) == ["Minnesota", "Becker", "Otter Tail", "Grant"]
    assert [p.level for p in read(text)] == ["region", "district", "district", "district"]


def test_a_name_that_nothing_tells_apart_stays_open() -> None:
    (town,) = read("A fire broke out in Springfield.")
    assert (town.name, town.entity, town.point) == ("Springfield", None, None)


def test_a_town_that_no_list_has_is_not_taken_for_another() -> None:
    assert [p.name for p in read("He was born in Meridian, Vt., in May.")] == ["Vermont"]


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton sang.",
        "Yesterday Jordan Spieth won again.",
        "Critics praised Mr. Lincoln for it.",
        "The lawyer Dana Jackson spoke. Later Jackson said little.",
        "They live at 12 Memphis Avenue.",
        "Reading is a joy, and nice people enjoy it.",
        "Mobile phones were banned.",
        "The team beat Houston Texans fans in a quiz.",
        "We asked them in the car or at home.",
        "It was cold at Lake Vermont.",
    ],
)
def test_what_is_no_place_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She studied at the University of Texas.", ["Texas"]),
        ("Rep. Ana Doe (D-N.Y.) agreed.", ["N.Y."]),
        ("BAGHDAD — The road was open.", ["BAGHDAD"]),
        ("Iraq's army entered al-Bab in northern Syria.", ["Iraq", "al-Bab", "Syria"]),
        ("The man was arrested in St. Louis, Mo., on Friday.", ["St. Louis", "Mo"]),
        ("Troops left Winston-Salem for Coeur d'Alene.", ["Winston-Salem", "Coeur d'Alene"]),
    ],
)
def test_places_are_found(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops left the West Bank.", "West Bank"),  # no body
        ("Yesterday Moscow police arrested him.", "Moscow"),  # no government
        ("The president met Paris Mayor Anne Harlow.", "Paris"),
        ("Iraqi forces retook Palmyra.", "Palmyra"),
    ],
)
def test_a_place_has_the_better_right_than_a_guess(text: str, name: str) -> None:
    assert found(text) == [name]
    assert all(text[a.span.start : a.span.end] != name for a in actors(text))


def test_a_government_is_no_place() -> None:
    assert found("Moscow also refused.") == []


def test_what_is_called_after_a_place_is_no_person() -> None:
    text = "Officials in Kentucky toured the Henry County Detention Facility."
    assert [one.name for one in actors(text)] == []
