"""The words of offices and names of a pack: where the owner stands, and names without spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from marsad.packs.offices import load_offices
from marsad.packs.pack import HOME, Pack, build_pack, load_pack
from marsad.packs.personnames import load_names


def pack_with(folder: Path, file: str, written: str) -> Pack:
    """The English pack with one file of its own."""
    names = ("pack", "roles", "cues", "times")
    tables = {
        name: tomli.loads((HOME / "en" / f"{name}.toml").read_text(encoding="utf-8"))
        for name in names
    }
    (folder / file).write_text(written, encoding="utf-8")
    return build_pack(tables, folder)


def head(pack: Pack, words: str) -> set[tuple[str, str, str]]:
    keys = words.split()
    found = load_offices(pack).heads.find(keys, 0, len(keys))
    if found is None or found.end < len(keys):
        return set()
    return {(one.sort, one.id, one.of) for one in found.values}


@pytest.mark.parametrize(
    ("words", "sort", "of"),
    [
        ("foreign minister", ("minister", "foreign"), ""),
        ("minister of foreign affairs", ("minister", "foreign"), ""),
        ("ministry for energy", ("ministry", "energy"), ""),
        ("secretary of state", ("office", "foreign-minister"), "US"),
        ("home secretary", ("office", "interior-minister"), "GB"),
    ],
)
def test_a_ministry_stands_around_what_it_answers_for(
    words: str, sort: tuple[str, str], of: str
) -> None:
    assert (*sort, of) in head(load_pack("en"), words)


def test_owners_stand_behind_unless_the_pack_says_so() -> None:
    assert load_offices(load_pack("en")).owners.before
    assert not load_offices(load_pack("ar")).owners.before


def test_an_unknown_place_of_owners_is_refused(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, "offices.toml", '[owner]\nplace = "beside"\n')
    with pytest.raises(ValueError, match="no place called beside"):
        load_offices(pack)


def test_names_may_be_listed_without_a_spelling(tmp_path: Path) -> None:
    names = load_names(pack_with(tmp_path, "names.toml", '[given]\nwords = ["Zoë"]\n'))
    assert names.given == {"zoe"} and names.spelling == {"zoe": "Zoë"} and not names.letters
