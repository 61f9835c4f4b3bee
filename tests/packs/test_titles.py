"""The titles of a pack: its schema, and adjectives that agree."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from marsad.entities.lists import COMMON
from marsad.packs.concepts import declare_concepts
from marsad.packs.pack import HOME, Pack, load_pack
from marsad.packs.titles import agree, load_titles

TEMPLATES = tomli.loads((COMMON / "institutions.toml").read_text(encoding="utf-8"))


def test_arabic_has_a_title_for_every_institution_and_office(pack: Pack) -> None:
    titles = load_titles(pack)
    assert titles.institutions.keys() == TEMPLATES["institution"].keys()
    told = {*titles.offices, *titles.bodies}
    assert TEMPLATES["office"].keys() - told == set()
    assert told - TEMPLATES["office"].keys() == set()
    assert TEMPLATES["portfolio"].keys() - titles.portfolios.keys() == set()


def test_every_concept_that_has_a_name_is_declared(pack: Pack) -> None:
    assert load_titles(pack).concepts.keys() - declare_concepts().keys() == set()


@pytest.mark.parametrize(
    ("gender", "form"), [("m", "أمني"), ("f", "أمنية"), ("p", "أمنيون"), ("q", "أمنيون")]
)
def test_an_adjective_agrees_with_its_noun(pack: Pack, gender: str, form: str) -> None:
    assert load_titles(pack).adjectives["security"][gender] == form


def test_each_word_of_an_adjective_agrees(pack: Pack) -> None:
    assert agree("كوري جنوبي", "f", pack) == "كورية جنوبية"


def test_a_pack_without_titles_has_none() -> None:
    titles = load_titles(load_pack("fr"))
    assert not titles.institutions and not titles.nouns and not titles.adjectives


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("[titel]\n", "no section called titel"),
        ("[noun]\nx = { a = 'b' }\n", "no gender called x"),
        ("[adjective]\nold = ['a', 'b']\n", "adjective old needs three forms"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, written: str, fault: str) -> None:
    folder = tmp_path / "ar"
    folder.mkdir()
    for file in (HOME / "ar").glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "titles.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        load_titles(load_pack("ar", tmp_path))
