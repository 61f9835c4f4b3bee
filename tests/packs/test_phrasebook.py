"""Written forms of one or several words, found in pages."""

from collections.abc import Iterable

import pytest

from marsad.packs import phrasebook
from marsad.packs.pack import load_pack
from marsad.packs.phrasebook import Phrasebook

PACK = load_pack("ar")
PAGE = ["قال", "وزير", "الري", "ان", "سد", "النهر", "امن", "وبسد", "النهر", "محطه"]


def rivers() -> Phrasebook[str]:
    return Phrasebook([("سد النهر", "dam"), ("سد", "a dam"), ("وزير الري", "minister")], PACK)


def test_the_longest_form_is_found_with_its_proclitics_peeled() -> None:
    book = rivers()
    found = [book.find(PAGE, at, len(PAGE)) for at in book.positions(PAGE)]
    assert [(one.first, one.end, one.cut, one.values) for one in found if one] == [
        (1, 3, 0, ("minister",)),
        (4, 6, 0, ("dam",)),
        (7, 9, 2, ("dam",)),
    ]


def test_a_limit_cuts_the_form_short() -> None:
    found = rivers().find(PAGE, 4, 5)
    assert found is not None and (found.end, found.values) == (5, ("a dam",))


def test_words_that_begin_nothing_without_the_next_one_are_passed_over() -> None:
    assert rivers().positions(["وزير", "الدفاع"]) == []


def test_books_are_looked_up_together_and_each_finds_its_own() -> None:
    book, other = rivers(), Phrasebook([("محطه", "station")], PACK)
    assert (book.positions(PAGE), other.positions(PAGE)) == ([1, 4, 7], [9])
    late = Phrasebook([("امن", "safe")], PACK)  # these words are all known by now
    assert late.positions(PAGE) == [6]


def test_words_of_a_later_page_are_learnt() -> None:
    book = rivers()
    assert book.positions(["محطه"]) == []
    assert book.positions(["محطه", "سد"]) == [1]


def test_forms_that_come_as_they_are_asked_for() -> None:
    asked: list[str] = []

    def further(words: Iterable[str]) -> Iterable[tuple[str, str]]:
        asked.extend(words)
        return [("قناطر", "barrage")] if "قناطر" in asked else []

    book = Phrasebook([("سد", "a dam")], PACK, further)
    assert book.positions(["سد", "قناطر"]) == [0, 1]
    assert "قناطر" in asked


def test_a_full_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasebook, "_KEPT", 4)
    book = rivers()
    for _ in range(3):
        assert book.positions(PAGE) == [1, 4, 7]
        assert book.positions(["سد", "اخر", "سدود", "نهر", "بحر"]) == [0]
