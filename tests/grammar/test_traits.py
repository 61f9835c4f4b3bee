"""What a written word tells by itself."""

import pytest

from marsad.grammar.traits import load_traits
from marsad.packs.pack import load_pack

TRAITS = load_traits(load_pack("ar"))


@pytest.mark.parametrize(
    ("word", "definite"), [("الجسر", True), ("والجسر", True), ("بالجسر", True), ("جسر", False)]
)
def test_the_article_behind_proclitics(word: str, definite: bool) -> None:
    assert TRAITS[word].definite is definite


def test_a_verbal_noun_with_and_without_the_article() -> None:
    assert (TRAITS["انسحاب"].eventive, TRAITS["انسحاب"].definite_eventive) == (True, False)
    assert (TRAITS["الانسحاب"].eventive, TRAITS["الانسحاب"].definite_eventive) == (False, True)


@pytest.mark.parametrize(("word", "finite"), [("الوزارة", False), ("وقال", True), ("قال", None)])
def test_whether_a_word_alone_tells_that_it_is_a_verb(word: str, finite: bool | None) -> None:
    assert TRAITS[word].finite is finite


def test_traits_are_read_once() -> None:
    assert TRAITS["الجسر"] is TRAITS["الجسر"]
