"""What the lexicon knows of one word: a row is ``proclitics+rest`` and what the rest is."""

from __future__ import annotations

import pytest

from marsad.packs.lexicon import BIT, CLASSES, Sequences
from marsad.packs.pack import Pack


def peeled(pack: Pack, word: str) -> str:
    key = pack.folding.key(word)
    entry = pack.lexicon.look(key)
    letters = [key[: entry.lead], key[entry.lead : entry.lead + entry.glue], entry.rest]
    return "+".join(letter for letter in letters if letter)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("الوزير", "الوزير"),
        ("والوزير", "و+الوزير"),
        ("فالوزير", "ف+الوزير"),
        ("بالوزير", "ب+الوزير"),
        ("وبالوزير", "و+ب+الوزير"),
        ("لوزير", "ل+وزير"),
        ("للوزير", "ل+الوزير"),
        ("وللوزير", "و+ل+الوزير"),
        ("لوكالة", "ل+وكاله"),
        ("كالوزير", "ك+الوزير"),
        ("وقال", "و+قال"),
        ("فقالت", "ف+قالت"),
        ("وسيقول", "و+سيقول"),
        ("وزير", "وزير"),
        ("وكالة", "وكاله"),
        ("بيان", "بيان"),
        ("لبنان", "لبنان"),
        ("كلينتون", "كلينتون"),
        ("بإغلاق", "ب+اغلاق"),
        ("قسطنطين", "قسطنطين"),
    ],
)
def test_proclitics_are_peeled_from_known_words(pack: Pack, word: str, wanted: str) -> None:
    assert peeled(pack, word) == wanted


@pytest.mark.parametrize("word", ["سامر", "بلقيس", "فلوجة", "كوباني", "وهران"])
def test_an_unknown_name_is_left_whole(pack: Pack, word: str) -> None:
    assert peeled(pack, word) == pack.folding.key(word)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("قال", {"past"}),
        ("سيقول", {"present"}),
        ("بقوله", {"masdar"}),
        ("قائلا", {"participle"}),
        ("لقال", set()),
        ("بقال", set()),
    ],
)
def test_a_glued_preposition_stands_before_nouns_only(
    pack: Pack, word: str, parts: set[str]
) -> None:
    entry = pack.lexicon.look(pack.folding.key(word))
    assert {form.part for form in entry.cues if form.cue.lemma == "قال"} == parts


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("أن", "complementizer"),
        ("في", "preposition"),
        ("الذي", "relative"),
        ("قد", "particle"),
        ("لم", "negation"),
        ("هذا", "demonstrative"),
        ("هل", "question"),
        ("كما", "likewise"),
        ("وقع", "verb"),
        ("إغلاقها", ""),
        ("هجوم", "eventive"),
        ("هجومه", "eventive"),
    ],
)
def test_classes(pack: Pack, word: str, name: str) -> None:
    mask = pack.lexicon.look(pack.folding.key(word)).mask
    assert bool(mask & BIT[name]) if name else mask == 0


def test_every_class_has_a_bit_of_its_own() -> None:
    assert len({*BIT.values()}) == len(CLASSES)


def test_an_answer_is_remembered(pack: Pack) -> None:
    assert pack.lexicon.look("الوزير") is pack.lexicon.look("الوزير")


def test_a_word_without_end_is_unknown(pack: Pack) -> None:
    assert pack.lexicon.look("و" + "ا" * 10_000).cues == ()


@pytest.mark.parametrize("word", ["", "و", "ب", "لل", "وال", "12", "."])
def test_a_scrap_of_a_word_raises_nothing(pack: Pack, word: str) -> None:
    assert pack.lexicon.look(word).roles == ()


@pytest.mark.parametrize(
    ("words", "at", "length"),
    [
        ("من جهته قال", 0, 2),
        ("من جهة أخرى قال", 0, 3),
        ("من هنا", 0, 0),
        ("قال من جهته", 1, 2),
        ("من", 0, 0),
    ],
)
def test_the_longest_sequence_wins(words: str, at: int, length: int) -> None:
    keys = words.split()
    known = Sequences([("من", "جهته"), ("من", "جهة", "أخرى"), ("من", "جهة")])
    assert known.longest(keys, at, keys[at]) == length
