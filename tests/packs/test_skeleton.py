"""The writing of a pack's files, and the skeleton of a new pack."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner

from marsad.cli import commands
from marsad.packs.pack import HOME, Pack, load_pack
from marsad.packs.skeleton import FILES, check_spelling, new_pack


@pytest.fixture
def persian(tmp_path: Path) -> Path:
    return new_pack("fa", "ar", tmp_path)


def test_a_new_pack_loads(persian: Path) -> None:
    assert load_pack("fa", persian.parent).lang == "fa"


def test_a_new_pack_keeps_behaviours_and_no_words(persian: Path, pack: Pack) -> None:
    made = load_pack("fa", persian.parent)
    assert (made.direction, made.script) == (pack.direction, pack.script)
    assert made.cues.cues == () and not made.roles.words and not made.conjunctions
    assert not any(made.header.values()) and not made.purpose


@pytest.mark.parametrize("source", ["en", "fr"])
def test_a_new_pack_keeps_how_words_are_formed(tmp_path: Path, source: str) -> None:
    new_pack("xx", source, tmp_path)
    made, model = load_pack("xx", tmp_path), load_pack(source)
    assert (made.order, made.cased, made.shapes) == (model.order, model.cased, model.shapes)
    assert made.writing.quotes == model.writing.quotes and made.writing.apostrophes
    verb = {"lemma": "visiter"}
    forms = made.inflection.verb(verb, objects=False, third=True)
    assert forms == model.inflection.verb(verb, objects=False, third=True) and forms


@pytest.mark.parametrize("source", ["en", "fr"])
def test_a_new_pack_of_a_subject_first_language_holds_no_words(tmp_path: Path, source: str) -> None:
    folder = new_pack("xx", source, tmp_path)
    made = load_pack("xx", tmp_path)
    assert not made.verbs and not made.starting and not made.writing.abbreviations
    assert not made.folding.elides and not any(made.header.values())
    table = tomli.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    assert not any(table["classes"].values()) and not any(table["identity"].values())
    assert all(len(one) < 8 for verb in table["paradigms"]["verb"] for one in verb.get("when", ()))


def test_a_new_pack_holds_no_word_of_its_model(persian: Path) -> None:
    lines = (persian / "pack.toml").read_text(encoding="utf-8").splitlines()
    entries = [line.partition("#")[0] for line in lines]
    assert not any("الذي" in entry or "المشاهدات" in entry for entry in entries)


def test_a_new_pack_has_every_file_that_its_model_has(persian: Path) -> None:
    model = {path.stem for path in (HOME / "ar").glob("*.toml")} & {*FILES}
    assert {path.stem for path in persian.iterdir()} == model


def test_a_new_pack_is_spelt_well(persian: Path) -> None:
    assert check_spelling(persian) == []


def test_a_pack_that_is_there_is_not_overwritten(persian: Path) -> None:
    with pytest.raises(FileExistsError, match="is there already"):
        new_pack("fa", "ar", persian.parent)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="'xx'"):
        new_pack("fa", "xx", tmp_path)


@pytest.mark.parametrize("lang", ["", "f", "farsi", "../x", "F1"])
def test_what_is_no_language_code_is_refused(tmp_path: Path, lang: str) -> None:
    with pytest.raises(ValueError, match="no language code"):
        new_pack(lang, "ar", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("قا\u0640ل", "tatweel"),
        ("قال\u200f", "invisible letter"),
        ("قا\u200cل", "invisible letter"),
        ("\ufeffقال", "invisible letter"),
        ("ﻗﺎﻝ", "presentation form"),
        ("ﷺ", "presentation form"),
        ("قا\u0627\u0653ل", "normal form C"),
    ],
)
def test_a_letter_that_no_reader_sees_is_named_with_its_place(
    tmp_path: Path, word: str, fault: str
) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "roles.toml").write_text(f'[[role]]\nwords = ["وزير", "{word}"]\n', encoding="utf-8")
    (found,) = check_spelling(folder)
    assert found.startswith("xx/roles.toml: roles.role[1].words[2]: ") and fault in found


def test_samples_may_hold_what_newspapers_print(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "samples.toml").write_text('[[sample]]\ntext = "قــال"\n', encoding="utf-8")
    assert check_spelling(folder) == []


def test_a_pack_of_another_folder_is_checked_by_the_command(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        commands, ["pack", "new", "fa", "--from", "ar", "--folder", str(tmp_path)]
    )
    assert made.output.strip().endswith(f"marsad pack check fa --folder {tmp_path}")
    checked = CliRunner().invoke(commands, ["pack", "check", "fa", "--folder", str(tmp_path)])
    assert (checked.exit_code, checked.output) == (0, "fa: no faults\n")
    missing = CliRunner().invoke(commands, ["pack", "check", "fa"])
    assert missing.exit_code == 1
