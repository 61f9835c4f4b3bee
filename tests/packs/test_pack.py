"""A pack is loaded from its folder, checked for shape, and frozen."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from marsad.packs.pack import HOME, Pack, build_pack, languages, load_pack

SMALL = """
lang = "xx"
name = "Small"
script = "ARABIC"
direction = "rtl"
clean = ["marks"]
fold = ["alef"]
enders = ["."]
quotes = [["«", "»"]]
"""


def tables(**changes: Any) -> dict[str, dict[str, Any]]:
    return {"pack": tomllib.loads(SMALL) | changes}


def put(home: Path, name: str, text: str, lang: str = "xx") -> Path:
    folder = home / lang
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_arabic_pack_is_there(pack: Pack) -> None:
    assert "ar" in languages()
    assert (pack.lang, pack.direction) == ("ar", "rtl")


def test_a_pack_is_loaded_once(pack: Pack) -> None:
    assert load_pack("ar") is pack


@pytest.mark.parametrize("lang", ["ar-SY", "ar_EG", "AR"])
def test_a_region_reads_with_the_pack_of_its_language(pack: Pack, lang: str) -> None:
    assert load_pack(lang).lang == pack.lang


@pytest.mark.parametrize("lang", ["xx", "", "../ar", "arabic"])
def test_a_missing_pack_is_named_with_those_there_are(lang: str) -> None:
    with pytest.raises(LookupError, match=r"there are: .*ar"):
        load_pack(lang)


def test_a_pack_can_live_elsewhere(tmp_path: Path) -> None:
    put(tmp_path, "pack.toml", SMALL)
    assert languages(tmp_path) == ("xx",)
    assert load_pack("xx", tmp_path).name == "Small"


def test_a_folder_without_a_pack_file_is_no_pack(tmp_path: Path) -> None:
    put(tmp_path, "cues.toml", "")
    assert languages(tmp_path) == ()


def test_a_pack_of_a_few_lines_has_empty_lexicons() -> None:
    pack = build_pack(tables())
    assert pack.cues.cues == () and not pack.roles.words
    assert not pack.verbal_noun("إغلاق") and not pack.looks_present("ينهار")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "pack.toml: no key called colour"),
        ({"classes": {"hat": ["قبعة"]}}, "pack.toml: classes: no key called hat"),
        ({"header": {"price": ["السعر"]}}, "pack.toml: header: no key called price"),
        ({"endings": {"tail": ["ة"]}}, "pack.toml: endings: no key called tail"),
        ({"clean": ["glitter"]}, "no folding called glitter"),
        ({"fold": ["glitter"]}, "no folding called glitter"),
    ],
)
def test_an_unknown_key_is_refused_with_its_file(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_pack(tables(**changes))


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("pack.toml", "lang = ", r"xx/pack\.toml: "),
        ("cues.toml", "[[verb]\n", r"xx/cues\.toml: "),
        ("roles.toml", '[[role]]\nkind = "ghost"\nwords = []\n', r"roles\.toml: role 1: .*ghost"),
        ("roles.toml", "[[role]]\nwords = []\n", r"roles\.toml: role 1: .*kind"),
        ("cues.toml", "[[adverb]]\n", "unknown table adverb"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, text: str, message: str) -> None:
    put(tmp_path, "pack.toml", SMALL)
    put(tmp_path, file, text)
    with pytest.raises(ValueError, match=message):
        load_pack("xx", tmp_path)


def test_bytes_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    folder = put(tmp_path, "pack.toml", SMALL)
    (folder / "roles.toml").write_bytes(b"# \xff\n")
    with pytest.raises(ValueError, match=r"xx/roles\.toml"):
        load_pack("xx", tmp_path)


def test_a_pack_is_frozen(pack: Pack) -> None:
    with pytest.raises(FrozenInstanceError):
        pack.name = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "word", ["إغلاق", "إصلاح", "تدمير", "انسحاب", "استقالة", "مغادرة", "إغلاقها"]
)
def test_shapes_of_verbal_nouns(pack: Pack, word: str) -> None:
    assert pack.verbal_noun(word)


@pytest.mark.parametrize("word", ["وزير", "سد", "الإغلاق", "مدينة"])
def test_other_words_have_no_such_shape(pack: Pack, word: str) -> None:
    assert not pack.verbal_noun(word)


def test_proclitics_are_made_of_conjunctions_and_prepositions(pack: Pack) -> None:
    assert {"و", "ف", "ب", "وب", "ال", "وال", "بال"} <= pack.writing.proclitics


def test_header_labels_are_folded_words(pack: Pack) -> None:
    assert ("عدد", "المشاهدات") in pack.header["views"]


def test_the_home_of_packs_holds_the_arabic_one() -> None:
    assert (HOME / "ar" / "pack.toml").is_file()
