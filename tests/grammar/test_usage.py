"""Verb or noun: what a word is at its place, and what its phrase tells of the act."""

from __future__ import annotations

import pytest

from marsad.grammar.tagged import tag
from marsad.grammar.triggers import mark_words
from marsad.grammar.usage import Usage, Use
from marsad.model import Status
from marsad.packs.events import load_events
from marsad.packs.pack import load_pack
from marsad.text.page import open_page

PACK = load_pack("en")


def use_of(text: str, word: str) -> Use:
    page = open_page(text, PACK.writing)
    tagged = tag(page, PACK, frozenset(), None)
    words = load_events(PACK)
    usage = Usage(tagged, words, mark_words(tagged, words), set())
    return usage.of(page.words.index(word))


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The rebels attacked the town.", "attacked", "finite"),
        ("The town was attacked at dawn.", "attacked", "passive"),
        ("A town attacked by rebels is quiet.", "attacked", "passive"),
        ("They have attacked the town.", "attacked", "finite"),
        ("They attack the town.", "attack", "finite"),
        ("Rebels attack the town.", "attack", "finite"),
        ("Rebels plan to attack the town.", "attack", "infinitive"),
        ("The rebels' attack failed.", "attack", "noun"),
        ("The town's attack plan failed.", "attack", "noun"),
        ("An attack failed.", "attack", "noun"),
        ("They fled after attacking the town.", "attacking", "gerund"),
        ("The coast guard seized the boat.", "seized", "finite"),
        ("They freed captured soldiers.", "captured", "noun"),
        ("The rebels met in the Attack room behind the old fort.", "Attack", ""),
    ],
)
def test_the_words_before_and_behind_tell_the_use(text: str, word: str, kind: str) -> None:
    assert use_of(text, word).kind == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They will probably attack the town.", Status.PLANNED),
        ("They might attack the town.", Status.POSSIBLE),
        ("They never attack the town.", Status.DENIED),
        ("They failed to attack the town.", Status.DENIED),
        ("They do attack the town.", None),
    ],
)
def test_the_auxiliaries_tell_of_the_act(text: str, told: Status | None) -> None:
    assert use_of(text, "attack").told is told


def test_an_infinitive_alone_tells_no_act() -> None:
    assert use_of("A town to attack is far.", "attack").void


def test_joined_verbs_are_of_one_use() -> None:
    assert use_of("They will attack and raid the town.", "raid").told is Status.PLANNED


def test_a_long_row_of_verbs_is_no_deep_one() -> None:
    assert use_of("They " + "attack and " * 5000 + "raid the town.", "raid").kind
