"""The proof of a pack: whatever no longer holds is named by file and entry."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.analysis.check import check_packs, claim_line
from marsad.model import Analysis
from marsad.packs.pack import HOME

SAID = """
[[verb]]
lemma = "قال"
form = "I"
imperfect = "يقول"
stance = "neutral"
complementizers = ["إن"]
speech = true
example = "قال الوزير إن السد آمن"
content = "إن السد آمن"
"""
RIGHT = """
[[sample]]
text = "قال الوزير أمس إن السد آمن."
published = "2017-06-08"
claims = [{ source = "الوزير", cue = "قال", content = "إن السد آمن" }]
times = ["أمس=DATE:2017-06-07"]
"""
Home = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Writes a pack of one verb with these files, and gives the folder of packs."""

    def write(**files: str) -> Path:
        folder = tmp_path / "ar"
        folder.mkdir()
        for name in ("pack", "roles", "times"):
            shutil.copy(HOME / "ar" / f"{name}.toml", folder)
        for name, text in ({"cues": SAID} | files).items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.slow
def test_the_packs_hold() -> None:
    assert check_packs() == []


def test_a_small_pack_holds(home: Home) -> None:
    assert check_packs("ar", home(samples=RIGHT)) == []


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"cues": SAID.replace('"قال الوزير إن السد آمن"', '"غادر الوزير السد"')},
            "ar/cues.toml: verb/قال: its example fires no entry: غادر الوزير السد",
        ),
        (
            {"cues": SAID.replace('content = "إن السد آمن"', 'content = "السد آمن"')},
            "ar/cues.toml: verb/قال: content is «إن السد آمن», not «السد آمن»",
        ),
        (
            {"cues": SAID + 'source = "المدير"\n'},
            "ar/cues.toml: verb/قال: source is «الوزير», not «المدير»",
        ),
        (
            {"samples": RIGHT.replace('source = "الوزير"', 'source = "المدير"')},
            "ar/samples.toml: sample 1: not found:  | المدير | قال | إن السد آمن | neutral",
        ),
        (
            {"samples": RIGHT.replace("claims = [{", "claims = [] #")},
            "ar/samples.toml: sample 1: found too:  | الوزير | قال | إن السد آمن | neutral",
        ),
        (
            {"samples": RIGHT.replace("06-07", "06-06")},
            "ar/samples.toml: sample 1: times are ['أمس=DATE:2017-06-07'], "
            "not ['أمس=DATE:2017-06-06']",
        ),
        (
            {"samples": RIGHT + "colour = 1\n"},
            "ar/samples.toml: sample 1: no key called colour",
        ),
        (
            {"known": RIGHT},
            "ar/known.toml: sample 1: reads right now; move it to samples.toml",
        ),
    ],
)
def test_what_no_longer_holds_is_named(home: Home, files: dict[str, str], fault: str) -> None:
    assert fault in "\n".join(check_packs("ar", home(**files)))


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ('{ source = "الوزير", content = "إن السد آمن" }', "a claim needs a cue and a content"),
        ('{ cue = "قال", content = "إن السد آمن", voice = "x" }', "no key called voice in a claim"),
        (
            '{ via = ["الوكالة"], cue = "قال", content = "إن" }',
            "each value of a claim is one string",
        ),
    ],
)
def test_a_claim_of_another_form_is_named(home: Home, claim: str, fault: str) -> None:
    sample = f'[[sample]]\ntext = "قال الوزير إن السد آمن."\nclaims = [{claim}]\n'
    (found,) = check_packs("ar", home(known=sample))
    assert found.startswith(f"ar/known.toml: sample 1: {fault}")


def test_an_invisible_letter_is_named(home: Home) -> None:
    folder = home(cues=SAID.replace('["إن"]', '["إن\u200f"]'))
    assert check_packs("ar", folder) == [
        "ar/cues.toml: cues.verb[1].complementizers[1]: «إن\u200f» "
        "holds an invisible letter or a tatweel"
    ]


def test_a_known_fault_that_is_still_wrong_is_silent(home: Home) -> None:
    wrong = RIGHT.replace('source = "الوزير"', 'source = "المدير"')
    assert check_packs("ar", home(known=wrong)) == []


def test_a_pack_that_does_not_load_is_one_fault(home: Home) -> None:
    (fault,) = check_packs("ar", home(cues=SAID + 'colour = "red"\n'))
    assert "verb/قال: unknown key colour" in fault


def test_the_second_sample_is_counted(home: Home) -> None:
    second = '[[sample]]\ntext = "وصل الوفد."\nclaims = [{ cue = "قال", content = "إن" }]\n'
    (fault,) = check_packs("ar", home(samples=RIGHT + second))
    assert fault.startswith("ar/samples.toml: sample 2: not found: ")


def test_a_language_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="'xx'"):
        check_packs("xx", tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("قال الوزير إن السد آمن.", " | الوزير | قال | إن السد آمن | neutral"),
        ("قيل إن السد آمن.", " |  | قيل | إن السد آمن | neutral"),
        (
            "أعلنت الوزارة إغلاق السد، وفقا لوكالة النسيم.",
            "وكالة النسيم | الوزارة | أعلنت … وفقا ل | إغلاق السد | neutral",
        ),
    ],
)
def test_a_claim_is_one_line(read: Callable[..., Analysis], text: str, line: str) -> None:
    assert [claim_line(text, one) for one in read(text).attributions] == [line]
