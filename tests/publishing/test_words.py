"""The words of the interface."""

from __future__ import annotations

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
from marsad.publishing.words import words_for


def test_all_languages_have_the_same_words() -> None:
    arabic, english = words_for("ar"), words_for("en")
    assert arabic.word.keys() == english.word.keys()
    assert {k: t.keys() for k, t in arabic.table.items()} == {
        k: t.keys() for k, t in english.table.items()
    }


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
