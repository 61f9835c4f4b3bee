"""Tokens: words, numbers and single marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.tokens import elision, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال الوزير", "قال|الوزير"),
        ("السد، والنهر.", "السد|،|والنهر|."),
        ('و"الراية"', 'و|"|الراية|"'),
        ("في 12:30 مساء", "في|12:30|مساء"),
        ("بلغ 1,200.5 طن", "بلغ|1,200.5|طن"),
        ("نسبة 3٫5%", "نسبة|3٫5|%"),
        ("يوم 2017-05-29،", "يوم|2017-05-29|،"),
        ("29/5/2017.", "29/5/2017|."),
        ("عام 2017.", "عام|2017|."),
        ("أ.ف.ب.", "أ|.|ف|.|ب|."),
        ("#وسم_جديد", "#|وسم|_|جديد"),
        ("شبكة 5G", "شبكة|5|G"),
        ("😀سد", "😀|سد"),
        ("...", ".|.|."),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert "|".join(tokenize(text).words) == words


def test_positions_point_into_the_text() -> None:
    starts, ends, words = tokenize("قال: «السد 3.5»")
    assert ["قال: «السد 3.5»"[a:b] for a, b in zip(starts, ends, strict=True)] == words


@given(st.text())
def test_tokens_hold_everything_but_spaces(text: str) -> None:
    starts, ends, words = tokenize(text)
    assert "".join(words) == "".join(text.split())
    assert all(a < b for a, b in zip(starts, ends, strict=True))
    assert all(b <= a for b, a in zip(ends, starts[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'armée", "l'|armée"),
        ("L’eau qu’il n'a", "L’|eau|qu’|il|n'|a"),
        ("il s'agit d'« or »", "il|s|'|agit|d'|«|or|»"),
        ("aujourd'hui", "aujourd|'|hui"),
        ("rock 'n' roll", "rock|'|n|'|roll"),
    ],
)
def test_elided_words_keep_their_apostrophe(text: str, words: str) -> None:
    assert "|".join(tokenize(text, elision(["l", "d", "n", "qu"])).words) == words
