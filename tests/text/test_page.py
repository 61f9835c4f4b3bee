"""A page: every position leads back into the text as read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.packs.pack import load_pack
from marsad.text.page import Page, open_page

WRITING = load_pack("ar").writing
PIECES = st.sampled_from(
    [
        *("قال", "الوزير", "إنّ", "ﻻ", "ﷺ", "الســد", "أُجرت", "٢٠١٧", "لا\u200fيمكن", "می\u200cرود"),
        *(
            " ",
            " ",
            "\n",
            ".",
            "«",
            "»",
            '"',
            "،",
            "\u200f",
            "\u202b",
            "\u202c",
            "\ufeff",
            "\u064b",
        ),
        *(
            "\x00",
            "\ud83d",
            "\udc00",
            "😀",
            "Ħé",
            "漢字",
            "한",
            "\U0010ffff",
            "\x85",
            "\u2028",
            "_",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS, st.data())
def test_a_range_of_tokens_is_a_slice_of_the_text(text: str, data: st.DataObject) -> None:
    page = open_page(text, WRITING)
    if page.words:
        first = data.draw(st.integers(0, len(page.words) - 1))
        last = data.draw(st.integers(first + 1, len(page.words)))
        start, end = page.token_span(first, last)
        assert 0 <= start < end <= len(text)
        folded = WRITING.folding.key(text[start:end])
        clean = page.clean[page.starts[first] : page.ends[last - 1]]
        assert WRITING.folding.fold(clean) in folded


@given(TEXTS.filter(lambda text: "ﷺ" not in text))
@example("لا\u200fيمكن الســـدُّ ﻻ")
def test_the_slice_of_a_token_folds_to_its_key(text: str) -> None:
    page = open_page(text, WRITING)
    for token, key in enumerate(page.keys):
        assert WRITING.folding.key(text[slice(*page.token_span(token, token + 1))]) == key


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_raises(text: str) -> None:
    assert open_page(text, WRITING).text == text


@given(TEXTS)
def test_opening_twice_gives_the_same_page(text: str) -> None:
    assert open_page(text, WRITING) == open_page(text, WRITING)


@given(TEXTS)
def test_every_token_stands_in_its_line_and_its_sentence(text: str) -> None:
    page = open_page(text, WRITING)
    for token in range(len(page.words)):
        first, end = page.line(token)
        sentence = page.sentences[page.sentence_at(token)]
        assert first <= token < end
        assert sentence.start <= token < sentence.end


@given(TEXTS)
def test_a_position_finds_its_token(text: str) -> None:
    page = open_page(text, WRITING)
    for token, (start, end) in enumerate(zip(page.starts, page.ends, strict=True)):
        assert page.token_at(start) == page.token_at(end - 1) == token


@pytest.mark.parametrize(
    ("text", "word", "slice_"),
    [
        ("قال الســـدّ", "السد", "الســـدّ"),
        ("في ﻻهاي", "لاهاي", "ﻻهاي"),
        ("\u202bقال\u202c الوزير", "قال", "قال"),
        ("عام ٢٠١٧م", "2017", "٢٠١٧"),
        ("لا\u200fيمكن", "يمكن", "يمكن"),
    ],
)
def test_a_word_leads_back(
    opened: Callable[[str], Page], text: str, word: str, slice_: str
) -> None:
    page = opened(text)
    at = page.words.index(word)
    assert text[slice(*page.token_span(at, at + 1))] == slice_


def test_a_position_between_words_finds_the_word_behind(opened: Callable[[str], Page]) -> None:
    assert opened("قال الوزير").token_at(3) == 1


def test_an_empty_text_is_an_empty_page(opened: Callable[[str], Page]) -> None:
    page = opened("")
    assert (page.words, page.sentences, page.quotations, page.breaks) == ([], [], [], [])


def test_lines_end_at_breaks(opened: Callable[[str], Page]) -> None:
    page = opened("السد يفيض\nبدأ العمل\nأمس")
    assert [page.line(token) for token in range(5)] == [(0, 2), (0, 2), (2, 4), (2, 4), (4, 5)]
