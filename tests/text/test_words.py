"""Words of a text as the index holds them, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.words import (
    LONGEST_WORD,
    MOST_WORDS,
    fold_form,
    index_words,
    placed_words,
)

FOLDED = [
    ("قالتْ وزارةُ الدِّفاع", "قالت وزاره الدفاع"),
    ("الدفـــــاع", "الدفاع"),
    ("أحمد إلى آخر", "احمد الي اخر"),
    ("مؤتمر رئيس", "موتمر رييس"),
    ("ﻻ ﷺ", "لا صلي الله عليه وسلم"),
    ("لا\u200fيمكن", "لا يمكن"),
    ("می\u200cخواهد", "ميخواهد"),
    ("٢٠١٧ و۱۲", "2017 و12"),
    ("1,200.5", "1 200 5"),
    ("Müller’s Straße", "muller strasse"),
    ("e\u0301tat ÉTAT", "etat etat"),
    ("Ａ１", "a1"),
    ("state-owned U.N.", "state owned u n"),
    ("…!؟«»", ""),
    ("\ud800\x00", ""),
]


@pytest.mark.parametrize(("text", "norm"), FOLDED)
def test_words_are_folded_alike_however_they_are_typed(text: str, norm: str) -> None:
    assert index_words(text).norm == norm
    assert fold_form(text) == norm


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("قالتْ وزارةُ الدِّفاع أمس", "الدفاع", "الدِّفاع"),
        ("في ﷺ هنا", "الله", "ﷺ"),
        ("Mr Müller’s house", "muller", "Müller’s"),
        ("عام ٢٠١٧م", "2017م", "٢٠١٧م"),
    ],
)
def test_a_word_leads_back_to_its_letters(text: str, word: str, there: str) -> None:
    [found] = [text[one.start : one.end] for one in placed_words(text) if one.norm == word]
    assert found == there


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("اأةىوالـًّ\u200fﷺﻻ '’s")), max_size=80
    )
)
def test_words_hold_letters_and_digits_only_and_stems_stand_beside_them(text: str) -> None:
    words = index_words(text)
    norms, stems = words.norm.split(), words.stem.split()
    assert len(norms) == len(stems)
    assert all(word.isalnum() and len(word) <= LONGEST_WORD for word in (*norms, *stems))
    assert [one.norm for one in placed_words(text)] == norms
    assert all(text[one.start : one.end].strip() for one in placed_words(text))


def test_so_many_words_are_taken_as_both_databases_hold() -> None:
    assert len(index_words("كلمة " * 20_000).norm.split()) == MOST_WORDS
    assert len(index_words("ك" * 5_000_000).norm) == LONGEST_WORD
    wide = " ".join("𐌰" * 60 + str(number) for number in range(16_000))
    assert len(index_words(wide).norm.encode()) < 310_000
