"""Folding: both levels, and the way back from every letter to the text as read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.text.fold import CLEANINGS, FOLDINGS, Folding, origin, origins

ARABIC = Folding(
    ["forms", "marks", "tatweel", "unseen", "digits", "detached"],
    ["alef", "hamza", "ya", "kaf", "ta-marbuta"],
)
LATIN = Folding([], ["case", "accents"])
PIECES = st.sampled_from(
    [
        *(" و ", "و ", "و"),
        *(
            "ا",
            "ل",
            "سد",
            "ة",
            "ى",
            "ﻻ",
            "ﷺ",
            "ﷲ",
            "ﻢ",
            "ﹰ",
            "ﱠ",
            "ـ",
            "ـــ",
            "\u064b",
            "\u0651\u064f",
        ),
        *("\u200c", "\u200d", "\u200e", "\u200f", "\u202b", "\u202c", "\u2066", "\u2069", "\ufeff"),
        *(" ", "\n", "٣", "۷", "5", "٫", "a", "É", "😀", "\x00", "\ud800", "«", '"', "."),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def letters_back(text: str) -> list[str]:
    """What every letter of the clean text was read from."""
    clean, steps = ARABIC.clean(text)
    return [text[slice(*ARABIC.span(text, steps, i, i + 1))] for i in range(len(clean))]


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("السّدُّ", "السد"),
        ("ممراً", "ممرا"),
        ("الســـد", "السد"),
        ("ﻻ", "لا"),
        ("ﺍﻟﺴﺪ", "السد"),
        ("ﷲ", "الله"),
        ("ﷺ", "صلى الله عليه وسلم"),
        ("سﹰد", "سد"),
        ("٢٠١٧", "2017"),
        ("۲۰۱۷", "2017"),
        ("٣٫٥", "3٫5"),
        ("\u202bسد\u202c", "سد"),
        ("\ufeffسد", "سد"),
        ("نیم\u200cفاصله", "نیمفاصله"),
        ("س\u00adد", "سد"),
        ("لا\u200fيمكن", "لا يمكن"),
        ("لا\u200eيمكن", "لا يمكن"),
        ("لا\u200bيمكن", "لا يمكن"),
        ("لا \u200fيمكن", "لا يمكن"),
        ("سد\u200f.", "سد."),
        ("و قال", "وقال"),
        ("قال: «و أضاف»", "قال: «وأضاف»"),
        ("نحو الجسر", "نحو الجسر"),
        ("أ، و 3 سدود", "أ، و 3 سدود"),
        ("السد", "السد"),
        ("the dam", "the dam"),
        ("", ""),
    ],
)
def test_level_one(written: str, clean: str) -> None:
    assert ARABIC.clean(written).text == clean


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("أإآٱ", "اااا"),
        ("مؤسسة", "موسسه"),
        ("هيئة", "هييه"),
        ("على", "علي"),
        ("کرمان", "كرمان"),
        ("گیلان", "كيلان"),
        ("إِلى", "الي"),
        ("ﻵ", "لا"),
    ],
)
def test_level_two(written: str, key: str) -> None:
    assert ARABIC.key(written) == key


@pytest.mark.parametrize(
    ("written", "key"), [("École", "ecole"), ("ÉTÉ", "ete"), ("Łódź", "łodz"), ("السد", "السد")]
)
def test_latin_case_and_accents(written: str, key: str) -> None:
    assert LATIN.key(written) == key


@pytest.mark.parametrize(
    ("written", "back"),
    [
        ("ﻻ", ["ﻻ", "ﻻ"]),
        ("ﷲ", ["ﷲ"] * 4),
        ("ﷺ.", [*["ﷺ"] * 18, "."]),
        ("سّدُ", ["سّ", "دُ"]),
        ("ســد", ["ســ", "د"]),
        ("٢٠", ["٢", "٠"]),
        ("\u202bسد\u202c", ["س", "د"]),
        ("لا\u200fي", ["ل", "ا", "\u200f", "ي"]),
        ("ی\u200cر", ["ی", "ر"]),
        ("ﻻﻻ", ["ﻻ", "ﻻ", "ﻻ", "ﻻ"]),
        ("و ﻻ", ["و", "ﻻ", "ﻻ"]),
        ("وَ سّد", ["وَ", "سّ", "د"]),
        ("و و سد", ["و", "و", "س", "د"]),
    ],
)
def test_every_letter_leads_back(written: str, back: list[str]) -> None:
    assert letters_back(written) == back


def test_a_span_takes_the_marks_of_its_last_letter() -> None:
    text = "عبر ممرّاً آمناً"
    clean, steps = ARABIC.clean(text)
    at = clean.index("ممرا")
    assert text[slice(*ARABIC.span(text, steps, at, at + 4))] == "ممرّاً"


def test_an_empty_span_stays_empty() -> None:
    text = "ﻻ سد"
    steps = ARABIC.clean(text).steps
    assert ARABIC.span(text, steps, 3, 3) == (2, 2)


def test_a_text_without_oddities_needs_no_steps() -> None:
    assert ARABIC.clean("قال الوزير إن السد آمن").steps == []


def test_steps_are_few() -> None:
    assert len(ARABIC.clean("السد " * 100 + "سّد").steps) == 1


@pytest.mark.parametrize(
    "names", [(["glitter"], []), ([], ["glitter"]), (["alef"], []), ([], ["marks"])]
)
def test_an_unknown_name_is_refused_and_the_known_are_listed(
    names: tuple[list[str], list[str]],
) -> None:
    with pytest.raises(ValueError, match=f"{(names[0] or names[1])[0]}.*there are .*alef"):
        Folding(*names)


@pytest.mark.parametrize("name", sorted(CLEANINGS))
def test_every_cleaning_can_be_chosen_alone(name: str) -> None:
    assert Folding([name], []).clean("سد").text == "سد"


@pytest.mark.parametrize("name", sorted(FOLDINGS))
@given(text=TEXTS)
def test_level_two_keeps_every_position(name: str, text: str) -> None:
    clean = ARABIC.clean(text).text
    assert len(Folding([], [name]).fold(clean)) == len(clean)


@given(TEXTS)
def test_positions_lead_back_in_order(text: str) -> None:
    clean, steps = ARABIC.clean(text)
    back = [origin(steps, position) for position in range(len(clean))]
    assert back == sorted(back)
    assert all(0 <= position < len(text) for position in back)


@given(TEXTS)
def test_a_letter_stands_in_what_it_was_read_from(text: str) -> None:
    clean, steps = ARABIC.clean(text)
    for i, letter in enumerate(clean):
        start, end = ARABIC.span(text, steps, i, i + 1)
        assert 0 <= start < end <= len(text)
        assert letter.isspace() or letter in ARABIC.clean(text[start:end]).text


@given(TEXTS, st.data())
@example("ﷺ", None)
@example("سﻻد", None)
def test_a_slice_stands_in_the_slice_it_was_read_from(
    text: str, data: st.DataObject | None
) -> None:
    clean, steps = ARABIC.clean(text)
    solid = [i for i, letter in enumerate(clean) if not letter.isspace()]
    if not solid:
        return
    first = data.draw(st.sampled_from(solid)) if data else solid[0]
    last = data.draw(st.sampled_from([i for i in solid if i >= first])) if data else solid[-1]
    start, end = ARABIC.span(text, steps, first, last + 1)
    assert clean[first : last + 1] in ARABIC.clean(text[start:end]).text


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = ARABIC.clean(text).text
    assert ARABIC.clean(once).text == once


def test_an_elided_word_is_looked_up_without_its_apostrophe() -> None:
    french = Folding([], ["case"], ["l", "d", "qu"])
    assert french.split("D’après l'avis qu'on") == ["d", "après", "l", "avis", "qu", "on"]
    assert french.key("L'") == "l" and french.key("'") == "'"
    assert LATIN.split("d'après") == ["d'apres"] and not LATIN.elides


@given(TEXTS)
def test_all_origins_at_once_are_those_of_each_letter(text: str) -> None:
    clean, steps = ARABIC.clean(text)
    each = [origin(steps, at) for at in range(len(clean))]
    assert origins(steps, len(clean)) == (each if steps else [])


@given(TEXTS)
def test_a_long_text_is_folded_as_its_letters_are(text: str) -> None:
    clean = ARABIC.clean(text * 20).text
    assert ARABIC.fold(clean) == "".join(map(ARABIC.fold, clean))
