"""Circular reporting: who cites whom, until it comes back."""

from __future__ import annotations

from itertools import permutations

from marsad.entities.lists import load_lists
from marsad.linking.origins.circles import find_circles
from tests.linking.conftest import Make, paper, voice


def test_two_outlets_that_cite_each_other(say: Make) -> None:
    one = say("The Courier", paper("The Lantern"), day="2031-04-02")
    other = say("The Lantern", paper("The Courier"), day="2031-04-05")
    (circle,) = find_circles([other, one], load_lists())
    assert circle.outlets == ("The Courier", "The Lantern")
    assert circle.closed == "2031-04-05"
    assert circle.statements == (one.id, other.id)


def test_a_ring_of_three_whatever_the_order_of_arrival(say: Make) -> None:
    members = [
        say("The Courier", paper("The Lantern"), day="2031-04-02"),
        say("The Lantern", paper("The Tide"), day="2031-04-04"),
        say("The Tide", paper("The Courier"), day="2031-04-03"),
    ]
    found = {find_circles(some, load_lists()) for some in permutations(members)}
    ((circle,),) = found
    assert circle.outlets == ("The Courier", "The Lantern", "The Tide")
    assert circle.closed == "2031-04-04"


def test_an_outlet_that_cites_itself_through_another(say: Make) -> None:
    member = say("The Courier", paper("The Lantern"), paper("The Courier"))
    (circle,) = find_circles([member], load_lists())
    assert circle.outlets == ("The Courier", "The Lantern")
    assert circle.statements == (member.id, member.id)


def test_spellings_of_one_outlet_close_a_circle(say: Make) -> None:
    one = say("France24", paper("The Lantern"))
    other = say("The Lantern", paper("فرانس 24", "france-24"))
    (circle,) = find_circles([one, other], load_lists())
    assert circle.outlets == ("France 24", "The Lantern")


def test_outlets_of_no_list_are_known_by_their_names_not_by_their_class(say: Make) -> None:
    radio = voice("outlet", "إذاعة القنطرة", label="radio")
    newspaper = voice("outlet", "صحيفة دجلة الجديدة", label="newspaper")
    one = say("إذاعة القنطرة", newspaper, day="2031-04-02")
    other = say("صحيفة دجلة الجديدة", radio, day="2031-04-03")
    (circle,) = find_circles([one, other], load_lists())
    assert circle.outlets == ("إذاعة القنطرة", "صحيفة دجلة الجديدة")


def test_citing_one_way_is_no_circle(say: Make) -> None:
    ministry = voice("organisation", "Russian Ministry of Defence", "RU.ministry.defence")
    one = say("The Courier", paper("The Lantern"), ministry)
    assert (
        find_circles([one, say("The Lantern", ministry), say("The Tide", ministry)], load_lists())
        == ()
    )
    assert find_circles([one, one], load_lists()) == ()


def test_a_day_that_is_unknown_leaves_the_closing_day_unknown(say: Make) -> None:
    one = say("The Courier", paper("The Lantern"), day=None)
    (circle,) = find_circles([one, say("The Lantern", paper("The Courier"))], load_lists())
    assert circle.closed is None
