"""The words of the interface."""

from __future__ import annotations

import pytest

from marsad.model import (
    Calendar,
    EventType,
    Ground,
    Kind,
    Mode,
    Precision,
    Stance,
    Status,
    TimeType,
)
from marsad.packs.pack import load_pack, read_table
from marsad.publishing.words import count, plural_of, words_for


def test_all_languages_have_the_same_words() -> None:
    arabic, english = words_for("ar"), words_for("en")
    assert arabic.word.keys() == english.word.keys()
    assert arabic.table.keys() == english.table.keys()
    for name in arabic.table:
        if name != "number" and not name.startswith("count_"):
            assert arabic.table[name].keys() == english.table[name].keys(), name


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_count_has_a_form_for_each_category_of_the_language(lang: str) -> None:
    words = words_for(lang)
    needed = {plural_of(words, number) for number in range(200)}
    for name, forms in words.table.items():
        if name.startswith("count_"):
            assert needed <= forms.keys(), name
            assert all(count(words, forms, number) for number in range(200))


def test_months_are_those_that_the_packs_read() -> None:
    for lang in ("ar", "en"):
        read = read_table(load_pack(lang), "times")["month"]
        for number, name in words_for(lang).table["month"].items():
            known = [one for one in read if one["calendar"] == "gregorian"]
            forms = [
                form
                for one in known
                if one["number"] == int(number)
                for key in ("forms", "led", "beside")
                for form in one.get(key, ())
            ]
            assert name.lower() in map(str.lower, forms)


def test_every_value_of_the_model_has_a_word() -> None:
    tables = words_for("ar").table
    named = {"kind": Kind, "stance": Stance, "mode": Mode, "time_type": TimeType}
    named |= {"ground": Ground, "precision": Precision, "event_type": EventType, "status": Status}
    for name, values in {**named, "calendar_name": Calendar}.items():
        assert set(tables[name]) == {member.value for member in values}


def test_a_region_takes_its_language_and_others_the_fallback() -> None:
    assert words_for("ar_SY") is not words_for("en")
    assert words_for("ar_SY").lang == "ar"
    assert {words_for(None).lang, words_for("xx").lang, words_for("fallback").lang} == {"en"}
