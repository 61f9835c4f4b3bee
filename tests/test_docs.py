"""The documents tell the truth: commands run, keys and codes are explained, nothing is stale."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from marsad.analysis.check import _LAYERS, check_packs
from marsad.cli import commands
from marsad.model import Basis, Calendar, Kind, Mode, Stance, TimeType
from marsad.packs import cues, pack, roles, times
from marsad.packs.lexicon import CLASSES
from marsad.publishing.contract import build_reading

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
READING = (DOCS / "reading.md").read_text(encoding="utf-8")
PACKS = (DOCS / "packs.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
CODE = ROOT / "src" / "marsad"
NOTE = re.compile(r"\"([a-z]+\.[a-z]+)\"")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
FENCE = re.compile(r"```.*?```", re.DOTALL)


def _section(name: str) -> str:
    """The part of docs/packs.md under a heading of the second level."""
    return PACKS.split(f"\n## {name}", 1)[1].split("\n## ", 1)[0]


def _missing(words: Mapping[str, object] | Iterator[str] | set[str], text: str) -> list[str]:
    return sorted(word for word in words if not re.search(rf"\b{re.escape(word)}\b", text))


def test_the_walk_is_what_its_script_writes_now() -> None:
    made = runpy.run_path(str(DOCS / "walk.py"))["render"]()
    stale = made != (DOCS / "walk.md").read_text(encoding="utf-8")
    assert not stale, "docs/walk.md is stale: run python docs/walk.py and look at the difference"


def _leaves(group: click.Group, *before: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _leaves(command, *before, name)
        else:
            yield " ".join((*before, name)), command


@pytest.mark.parametrize(("name", "command"), list(_leaves(commands, "marsad")))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert name in told
    options = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
    assert [option for option in options if f"{option}" not in told] == []


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("`pack.toml`", {*pack._PACK_KEYS, *pack._HEADER_KEYS, *pack._ENDINGS, *CLASSES}),
        ("`cues.toml`", set().union(*cues._KEYS.values()) | set(cues._KEYS) | cues._PARTS),
        ("`roles.toml`", {*roles._KEYS, "relational", "tails"}),
        ("`times.toml`", {*times._TABLES, *times._PLAIN, *times._LINKS}),
        ("`samples.toml`", set(_LAYERS)),
    ],
)
def test_every_key_of_a_pack_is_documented(file: str, keys: set[str]) -> None:
    assert _missing(keys, _section(file)) == []


def _note_codes() -> set[str]:
    """The codes in the modules that make notes."""
    sources = [path.read_text(encoding="utf-8") for path in (CODE / "analysis").glob("*.py")]
    return {code for text in sources if "Note(" in text for code in NOTE.findall(text)}


def test_every_note_code_is_documented() -> None:
    codes = _note_codes()
    assert {"cue.silent", "quotation.unclosed"} <= codes
    assert sorted(code for code in codes if f"| `{code}` |" not in READING) == []


def test_every_key_of_the_reading_is_documented() -> None:
    from marsad.analysis.analyse import analyse
    from marsad.model import Document

    text = 'قال الوزير أمس إن "الطريق مفتوح. وأكد النائب أن المعبر مغلق'
    reading = build_reading(analyse(Document(id="d", text=text, published="2023-03-14")))
    keys = set(reading)
    for name in ("attributions", "claims", "times", "notes"):
        assert reading[name], f"the text of this test shows no {name}"
        keys |= reading[name][0].keys()
    keys |= reading["claims"][0]["chain"][0].keys()
    assert (
        sorted(key for key in keys if f"`{key}`" not in READING and f'"{key}"' not in READING) == []
    )


@pytest.mark.parametrize("values", [Kind, Stance, Mode, TimeType, Calendar, Basis])
def test_every_value_of_a_closed_set_is_documented(values: type[Kind]) -> None:
    assert [value for value in values if f"`{value}`" not in READING] == []


def _examples(text: str) -> Iterator[str]:
    """The commands that the README shows with a prompt."""
    for block in FENCE.findall(text):
        yield from re.findall(r"^\$ (marsad .*)$", block, re.MULTILINE)


@pytest.mark.parametrize("line", sorted(set(_examples(README))))
def test_every_command_of_the_readme_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    command = line.split(" | ")[0]
    result = CliRunner().invoke(commands, shlex.split(command)[1:], input="")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("page", ["README.md", "docs/reading.md"])
def test_the_python_of_a_page_runs(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, page, "exec"), {})
        assert capsys.readouterr().out


def test_the_example_of_a_new_word_holds(tmp_path: Path) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    indented = re.search(r"   ```toml\n(.*?)   ```", guide, re.DOTALL)
    assert indented is not None
    entry = "\n".join(line.strip() for line in indented[1].splitlines())
    folder = shutil.copytree(CODE / "packs" / "ar", tmp_path / "ar")
    with (folder / "cues.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{entry}\n")
    assert check_packs("ar", tmp_path) == []


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\s-]", "", title.lower()).replace(" ", "-") for title in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    dead = []
    for target, anchor in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        other = (page.parent / target).resolve() if target else page
        if not other.exists() or (anchor and anchor not in _anchors(other)):
            dead.append(f"{target}#{anchor}" if anchor else target)
    assert dead == []
