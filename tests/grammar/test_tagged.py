"""What the pack knows of the words of a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.tagged import Tagged


def marked(tagged: Callable[[str], Tagged], row: str) -> tuple[Tagged, int]:
    """The page of a row, and the token behind ``*``."""
    page = tagged(row.replace("*", ""))
    return page, page.page.token_at(row.index("*"))


@pytest.mark.parametrize("row", ["*قال الوزير", "*ويقول الوزير", "*سيعلن الوزير", "إنه *ينهار"])
def test_finite_verbs(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = marked(tagged, row)
    assert page.finite(at)


@pytest.mark.parametrize("row", ["*الوزير", "في *قتل الصياد", "*تأكيد الوزير", "*قائلا إن"])
def test_words_that_are_no_finite_verb(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = marked(tagged, row)
    assert not page.finite(at)


@pytest.mark.parametrize("row", ["*الوزير", "*والوزير", "*بالوزير", "*للوزير", "*وللوزير"])
def test_the_article_is_seen_behind_proclitics(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = marked(tagged, row)
    assert page.definite(at)


@pytest.mark.parametrize("row", ["*وزير", "*بسد", "*لوزير"])
def test_words_without_the_article(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = marked(tagged, row)
    assert not page.definite(at)


@pytest.mark.parametrize("row", ["*إغلاق الميناء", "*وقوع هجوم", "*استقالته", "*تدمير الجسر"])
def test_verbal_nouns(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = marked(tagged, row)
    assert page.eventive(at)


@pytest.mark.parametrize("row", ["*الإغلاق", "*الوزير", "*سد", "*أن"])
def test_words_that_are_no_bare_verbal_noun(tagged: Callable[[str], Tagged], row: str) -> None:
    page, at = marked(tagged, row)
    assert not page.eventive(at)


@pytest.mark.parametrize(
    ("row", "passive"), [("*ذُكر أن", True), ("*ذَكر أن", False), ("*ذكر أن", False)]
)
def test_a_written_vowel_marks_the_passive(
    tagged: Callable[[str], Tagged], row: str, passive: bool
) -> None:
    page, at = marked(tagged, row)
    assert page.marked_passive(at) is passive


@pytest.mark.parametrize(("row", "adverb"), [("قال *علناً", True), ("قال *علنا", False)])
def test_a_written_mark_tells_an_adverb(
    tagged: Callable[[str], Tagged], row: str, adverb: bool
) -> None:
    page, at = marked(tagged, row)
    assert page.adverb(at) is adverb


def test_a_name_that_folds_to_a_preposition_is_none(tagged: Callable[[str], Tagged]) -> None:
    page = tagged("على علي")
    assert page.entries[0].mask and not page.entries[1].mask


def test_a_fixed_cue_knows_where_its_source_begins(tagged: Callable[[str], Tagged]) -> None:
    tail = tagged("السد آمن وفقا لوزارة المياه").tails[2]
    assert (tail.at, tail.then) == (2, 3)


def test_the_longest_fixed_cue_wins(tagged: Callable[[str], Tagged]) -> None:
    assert tagged("السد آمن بحسب تصريحات الوزير").tails[2].then == 4


def test_a_fixed_cue_may_end_in_a_pronoun(tagged: Callable[[str], Tagged]) -> None:
    assert tagged("السد آمن على حد قوله").tails[2].pronoun == "ه"
