"""Passages found letter by letter, whatever the spelling, the blanks and the marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.llm.passages import _EDGES, Passages, squeeze

TEXT = (
    "ونقلت وكالة الواحة عن الوزيرِ سالم الزرّوق قوله: «لم نُغلق الميناءَ\n  أبدا».\n"
    "The mayor said: “We’ve closed nothing – yet”, and he left.\tThe mayor said so again."
)


def found(passage: str) -> list[str]:
    return [TEXT[slice(*span)] for span in Passages(TEXT).find(passage)]


@pytest.mark.parametrize(
    ("passage", "there"),
    [
        ("وكالة الواحة", ["وكالة الواحة"]),
        ("وكاله الواحه", ["وكالة الواحة"]),  # another spelling
        ("الوزير سالم الزروق", ["الوزيرِ سالم الزرّوق"]),  # without vowel marks
        ("لم نغلق الميناء أبدا", ["لم نُغلق الميناءَ\n  أبدا"]),  # over the end of a line
        ("نقلت", ["نقلت"]),  # written together with the word before it
        ('"لم نغلق الميناء أبدا"', ["«لم نُغلق الميناءَ\n  أبدا»"]),  # other quotation marks
        ("the MAYOR said", ["The mayor said", "The mayor said"]),
        ("We've closed nothing - yet", ["We’ve closed nothing – yet"]),
        ("“he left.”", ["he left"]),  # marks that the text does not have
        (":", [":", ":"]),
        ("he", ["he"]),  # not inside *The*
        ("e mayor", []),
        ("The mayor denied", []),
        ("mayor The", []),
        ("الوزير قال", []),
        ("", []),
        ("ل", ["ل"]),  # one letter begins a word (لم)
        ("ز", []),
        ("…", []),
    ],
)
def test_where_a_passage_stands(passage: str, there: list[str]) -> None:
    assert found(passage) == there


def test_words_left_out_part_a_passage() -> None:
    [parts] = Passages(TEXT).find_parts(["The mayor … closed nothing"])
    assert [TEXT[slice(*span)] for span in parts] == ["The mayor", "closed nothing"]


def test_a_text_that_repeats_itself_has_an_end() -> None:
    assert len(Passages("said " * 50_000).find("said")) == 200


@given(st.text(alphabet='قالَ ـإأىﷺﻼ« \n\t\u200f\u0301aéÉ’"1٢', min_size=1, max_size=40), st.data())
def test_what_is_found_reads_as_what_was_sought(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    passage = text[start : data.draw(st.integers(start + 1, len(text)))]
    for begin, end in Passages(text).find(passage):
        assert 0 <= begin < end <= len(text)
        assert squeeze(passage).strip(_EDGES) in squeeze(text[begin:end])
