"""The calendar words of a pack: what is refused, and how a form becomes keys."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.packs import times
from marsad.packs.times import Kind, MonthWord, TimeWords, UnitWord, load_times
from marsad.text.fold import Folding

FOLDING = Folding(["marks", "tatweel", "digits"], ["alef", "hamza", "ya", "ta-marbuta"])
TOML = Path(times.__file__).parent / "ar" / "times.toml"
TABLE = tomllib.loads(TOML.read_text(encoding="utf-8"))
WORDS = load_times(TABLE, FOLDING)


def senses(words: TimeWords, key: str) -> dict[Kind, Any]:
    return {entry.kind: entry.value for entry in words.table.get(key, ()) if not entry.rest}


@pytest.mark.parametrize(
    ("key", "kind", "value"),
    [
        ("يناير", Kind.MONTH, MonthWord(1, False, "forms")),
        ("مارس", Kind.MONTH, MonthWord(3, False, "led")),
        ("رمضان", Kind.MONTH, MonthWord(9, True, "beside")),
        ("الاربعاء", Kind.WEEKDAY, 3),
        ("بالاربعاء", Kind.WEEKDAY, 3),
        ("للشهر", Kind.UNIT, UnitWord("M", 1, "one")),
        ("وسنتين", Kind.UNIT, UnitWord("Y", 1, "two")),
        ("عقود", Kind.UNIT, UnitWord("Y", 10, "many")),
        ("خلال", Kind.LINK, "during"),
        ("المقبله", Kind.RELATION, 1),
    ],
)
def test_a_form_is_found_in_every_way_to_write_it(key: str, kind: Kind, value: object) -> None:
    assert senses(WORDS, key)[kind] == value


def test_the_article_and_proclitics_are_told() -> None:
    [entry] = [e for e in WORDS.table["والشهر"] if e.kind is Kind.UNIT]
    assert (entry.definite, entry.clitic) == (True, "و")


def test_a_form_of_several_words_stands_under_its_first() -> None:
    rests = {entry.rest for entry in WORDS.table["كانون"] if entry.kind is Kind.MONTH}
    assert rests == {("الثاني",), ("الاول",)}


def test_an_exact_form_keeps_its_spelling() -> None:
    [entry] = [e for e in WORDS.table["باب"] if e.kind is Kind.MONTH]
    assert entry.exact == "بآب"


def test_words_that_may_begin_an_expression() -> None:
    assert {"يناير", "امس", "كل", "قبل"} <= WORDS.starters
    assert not {"في", "من", "خلالها"} & WORDS.starters


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    table = copy.deepcopy(TABLE)
    *way, last = path
    at: Any = table
    for step in way:
        at = at[step]
    at[last] = value
    return table


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("holidays",), [], "holidays"),
        (("month", 0, "colour"), "red", "colour"),
        (("month", 0, "calendar"), "maya", "maya"),
        (("weekdays", "8"), ["x"], "8"),
        (("unit", 0, "plural"), ["x"], "plural"),
        (("links", "beneath"), ["تحت"], "beneath"),
        (("years", "maybe"), [], "maybe"),
        (("context", "weather"), [], "weather"),
        (("references", "NEVER_REF"), ["أبدا"], "NEVER_REF"),
        (("month",), 3, "month"),
        (("pointer", 0, "steps"), None, "pointer"),
        (("names",), [""], "''"),
    ],
)
def test_what_is_not_known_is_refused_by_name(
    path: tuple[str | int, ...], value: object, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        load_times(changed(path, value), FOLDING)


def test_a_young_pack_may_leave_tables_out() -> None:
    table = {name: data for name, data in TABLE.items() if name != "month"}
    assert FOLDING.key("شباط") in load_times(TABLE, FOLDING).table
    assert FOLDING.key("شباط") not in load_times(table, FOLDING).table
    assert load_times({}, FOLDING).table == {}


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ({"numeric_order": "year-day"}, "numeric_order"),
        ({"leads": {"week": ["in"]}}, "week"),
        ({"leading": [{"steps": 1, "forms": ["next"], "far": True}]}, "far"),
        ({"clock": {"tea": ["tea"]}}, "tea"),
        ({"context": {"tense": "past"}}, "tense"),
    ],
)
def test_a_word_order_that_is_not_known_is_refused(table: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        load_times(table, FOLDING)


def test_an_exact_form_of_several_words_is_spelt_so_throughout() -> None:
    words = load_times({"names": ["This Week"], "exact": ["This Week"]}, Folding([], ["case"]))
    [entry] = words.table["this"]
    assert (entry.exact, entry.rest) == ("This Week", ("week",))
