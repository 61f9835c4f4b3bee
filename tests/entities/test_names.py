"""The forms of the lists by language: names count everywhere, adjectives in their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.entities.knowledge import load_knowledge
from marsad.entities.lists import read_list
from marsad.packs.pack import load_pack


def sorts(lang: str, words: str, *extra: Path) -> set[tuple[str, str]]:
    """What the words are for a language: pairs of an id and a sort."""
    pack = load_pack(lang)
    keys = [pack.folding.key(word) for word in words.split()]
    found = load_knowledge(pack, *extra).names.find(keys, 0, len(keys))
    if found is None or found.end < len(keys):
        return set()
    return {(use.entity, use.sort) for use in found.values}


def test_an_adjective_is_a_word_of_its_language() -> None:
    assert ("TR", "adjective") in sorts("en", "Turkish")
    assert sorts("ar", "Turkish") == set()
    assert ("TR", "adjective") in sorts("ar", "التركية")
    assert sorts("en", "التركية") == set()


def test_a_name_counts_in_every_language() -> None:
    for lang in ("ar", "en"):
        assert ("TR", "full") in sorts(lang, "Turkey")


def test_a_surname_comes_from_the_english_name_where_none_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[person]]\nid = "x"\nname = "Mary Harlow"\n', encoding="utf-8")
    assert ("x", "last") in sorts("en", "Harlow", path)
    assert sorts("ar", "Harlow", path) == set()


def test_a_name_that_is_guarded_is_no_plain_one() -> None:
    assert {sort for _, sort in sorts("en", "Time")} == {"guarded"}


@pytest.mark.parametrize("key", ["en", "last_en", "guarded_ar", "short_en", "parliament_en"])
def test_forms_may_be_listed_for_each_language(tmp_path: Path, key: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f'[[state]]\nid = "x"\nname = "X"\n{key} = ["Xenia"]\n', encoding="utf-8")
    assert read_list(path)["state"][0][key] == ["Xenia"]


@pytest.mark.parametrize("key", ["qq", "last_qq", "people", "colour_en"])
def test_forms_of_a_language_without_a_pack_are_refused(tmp_path: Path, key: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f'[[actor]]\nid = "x"\nname = "X"\n{key} = ["Xenia"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=f"no key called {key}"):
        read_list(path)
