"""The documents tell the truth: commands run, keys and codes are explained, nothing is stale."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import tomli
from click.testing import CliRunner

from marsad.analysis.check import _LAYERS, check_packs
from marsad.cli import commands
from marsad.entities import lists
from marsad.model import (
    Basis,
    Calendar,
    EventType,
    Ground,
    Kind,
    Mode,
    Precision,
    Stance,
    Status,
    TimeType,
)
from marsad.packs import (
    clausewords,
    concepts,
    counts,
    cues,
    events,
    glosses,
    offices,
    pack,
    personnames,
    roles,
    times,
    titles,
)
from marsad.packs.lexicon import CLASSES
from marsad.publishing.contract import build_reading
from tests.shown import FENCE, SHOWN, examples, holds, said

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
READING = (DOCS / "reading.md").read_text(encoding="utf-8")
PACKS = (DOCS / "packs.md").read_text(encoding="utf-8")
ACTORS = (DOCS / "actors.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("ar/*.md")])
CODE = ROOT / "src" / "marsad"
NOTE = re.compile(r"\"([a-z]+\.[a-z]+)\"")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


PACK_KEYS = {*pack._PACK_KEYS, *pack._HEADER_KEYS, *pack._ENDINGS, *pack._IDENTITY_KEYS, *CLASSES}


def _section(name: str) -> str:
    """The part of docs/packs.md under a heading of the second level."""
    return PACKS.split(f"\n## {name}", 1)[1].split("\n## ", 1)[0]


def _missing(words: Mapping[str, object] | Iterator[str] | set[str], text: str) -> list[str]:
    return sorted(word for word in words if not re.search(rf"\b{re.escape(word)}\b", text))


def test_the_walk_is_what_its_script_writes_now() -> None:
    made = runpy.run_path(str(DOCS / "walk.py"))["render"]()
    stale = made != (DOCS / "walk.md").read_text(encoding="utf-8")
    assert not stale, "docs/walk.md is stale: run python docs/walk.py and look at the difference"


def _all_commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from _all_commands(inner, f"{name} {word}")


@pytest.mark.parametrize(("name", "command"), list(_all_commands(commands, "marsad")))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert name in told
    options = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
    assert [option for option in options if option not in told] == []


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("`pack.toml`", PACK_KEYS),
        ("`cues.toml`", set().union(*cues._KEYS.values()) | set(cues._KEYS) | cues._PARTS),
        ("`roles.toml`", {*roles._KEYS, "relational", "tails"}),
        ("`times.toml`", {*times._TABLES, *times._PLAIN, *times._LINKS}),
        ("`offices.toml`", set(offices._SECTIONS)),
        ("`names.toml`", set(personnames._SECTIONS)),
        ("`events.toml`", {*events._KEYS, *events.WORDS, "event", "light", "promise", "contexts"}),
        ("`clauses.toml`", set(clausewords.LISTS)),
        ("`glosses.toml`", set(glosses._SECTIONS)),
        ("`titles.toml`", set(titles._SECTIONS)),
        ("`counts.toml`", counts._KEYS | counts._DUAL | counts._SIDES),
        ("`concepts/`", {*concepts._DECLARED, *concepts._GIVEN}),
        ("`samples.toml`", set(_LAYERS)),
    ],
)
def test_every_key_of_a_pack_is_documented(file: str, keys: set[str]) -> None:
    assert _missing(keys, _section(file)) == []


def test_every_inner_key_of_offices_and_events_is_documented() -> None:
    folder = CODE / "packs" / "ar"
    table = tomli.loads((folder / "offices.toml").read_text(encoding="utf-8"))
    fixed = table.keys() - {"institution", "portfolio", "office"}
    inner = {key for name in fixed for key in table[name]}
    assert _missing(inner, _section("`offices.toml`")) == []
    table = tomli.loads((folder / "events.toml").read_text(encoding="utf-8"))
    inner = {key for verb in table["light"]["verbs"] for key in verb}
    assert _missing(inner, _section("`events.toml`")) == []


def test_every_key_of_the_lists_is_documented() -> None:
    undocumented = _missing(lists._KEYS, ACTORS)
    assert undocumented == []
    assert [table for table in lists.TABLES if f"`[[{table}]]`" not in ACTORS] == []
    entries = [
        entry
        for path in lists.list_files()
        for table in lists.read_list(path).values()
        for entry in table
    ]
    inner = {key for entry in entries for one in entry.get("offices", ()) for key in one}
    inner |= {key for entry in entries for one in entry.get("bodies", ()) for key in one}
    assert _missing(inner, ACTORS) == []
    sectors = {entry["sector"] for entry in entries if "sector" in entry}
    assert [sector for sector in sectors if f"`{sector}`" not in ACTORS] == []


def test_every_key_of_the_institutions_is_documented() -> None:
    table = tomli.loads((lists.COMMON / "institutions.toml").read_text(encoding="utf-8"))
    keys = {
        key for name in ("institution", "office") for one in table[name].values() for key in one
    }
    told = ACTORS.split("\n### `institutions.toml`", 1)[1].split("\n### ", 1)[0]
    assert _missing(table.keys() | keys, told) == []


def _places() -> list[dict[str, Any]]:
    table = tomli.loads((lists.COMMON / "places.toml").read_text(encoding="utf-8"))
    return [*table.get("places", ()), *table.get("place", ())]


def test_every_key_of_the_overlay_of_places_is_documented() -> None:
    gazetteer = ACTORS.split("\n## The gazetteer", 1)[1]
    assert _missing({key for place in _places() for key in place}, gazetteer) == []


def test_every_level_of_a_place_is_documented() -> None:
    levels = {"country", *(place["level"] for place in _places())}
    told = READING.split("\n### Levels", 1)[1].split("\n### ", 1)[0]
    assert [level for level in levels if f"`{level}`" not in told] == []


@pytest.mark.slow
def test_the_example_of_own_actors_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = re.search(r"```toml\n(.*?)```", ACTORS, re.DOTALL)
    assert written is not None
    (tmp_path / "my.toml").write_text(written[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "--actors my.toml" in ACTORS
    for line, shown in examples(ACTORS):
        _runs(line, shown)


@pytest.mark.slow
def test_every_command_of_the_reading_prints_what_is_shown() -> None:
    shown_commands = list(examples(READING))
    assert shown_commands
    for line, shown in shown_commands:
        _runs(line, shown)


def _runs(line: str, shown: str) -> None:
    result = CliRunner().invoke(commands, shlex.split(line)[1:])
    assert (result.exit_code, result.stderr) == (0, ""), line
    assert holds(result.stdout, shown), line


def _fill(file: Path, written: str) -> None:
    """Write what the guide gives into a file of a new pack: tables before those of the model, lists
    in place of empty ones."""
    text = file.read_text(encoding="utf-8")
    tables, _, lists_of_words = written.partition("[classes]\n")
    for line in lists_of_words.splitlines():
        empty = f"\n{line.partition(' = ')[0]} = []\n"
        assert empty in text
        text = text.replace(empty, f"\n{line}\n")
    head, mark, rest = text.partition("[[paradigms.verb]]")
    file.write_text(f"{head}\n{tables}\n{mark}{rest}", encoding="utf-8")


def test_the_first_hour_of_a_language_prints_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = PACKS.split("\n### The first hour", 1)[1].split("\n### ", 1)[0]
    monkeypatch.chdir(tmp_path)
    files, step = iter(("cues", "pack")), 0
    for sort, block in re.findall(r"```(toml|text)\n(.*?)```", hour, re.DOTALL):
        if sort == "toml":
            _fill(tmp_path / "packs" / "it" / f"{next(files)}.toml", block)
            continue
        for line, shown in examples(f"```\n{block}```"):
            args = shlex.split(line)[1:]
            if args[1] == "check":  # a pack is read once: each state of it has a folder of its own
                step += 1
                shutil.copytree("packs", f"packs{step}")
                args[-1] += str(step)
            assert CliRunner().invoke(commands, args).output == shown
    assert step == 3


def _note_codes() -> set[str]:
    """The codes in the modules that make notes."""
    sources = [path.read_text(encoding="utf-8") for path in (CODE / "analysis").glob("*.py")]
    return {code for text in sources if "Note(" in text for code in NOTE.findall(text)}


def test_every_note_code_is_documented() -> None:
    codes = _note_codes()
    assert {"cue.silent", "quotation.unclosed"} <= codes
    assert sorted(code for code in codes if f"| `{code}` |" not in READING) == []


def _keys(value: Any) -> Iterator[str]:
    """Every key of a reading, at any depth."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _keys(one)


def test_every_key_of_the_reading_is_documented() -> None:
    from marsad.analysis.analyse import analyse
    from marsad.model import Document

    text = 'قال الرئيس التركي أمس إن "الجيش الروسي قصف الرقة. وأكد النائب أن المعبر مغلق'
    reading = build_reading(analyse(Document(id="d", text=text, published="2017-06-08")))
    layers = ("attributions", "claims", "times", "places", "actors", "events", "notes")
    assert [name for name in layers if not reading[name]] == []
    for name in layers:
        told = _told_of(name)
        for key in {key for one in reading[name] for key in _keys(one)}:
            assert f"`{key}`" in told or f'"{key}"' in READING, f"{name}: {key}"
    assert [key for key in reading if f"`{key}`" not in READING] == []


def _told_of(layer: str) -> str:
    """What docs/reading.md says under the heading of a layer."""
    return READING.split(f"\n### `{layer}`", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]


@pytest.mark.parametrize(
    "values",
    [Kind, Stance, Mode, TimeType, Calendar, Basis, Ground, Precision, EventType, Status],
)
def test_every_value_of_a_closed_set_is_documented(values: type[Kind]) -> None:
    assert [value for value in values if f"`{value}`" not in READING] == []


def _jq(words: str, reading: list[dict[str, Any]]) -> str:
    """What jq makes of what was read or joined, for the filters of the pages."""
    if ".relations[1]" in words:
        chosen = {key: reading[0]["relations"][1][key] for key in ("from", "to", "type", "by")}
        return json.dumps(chosen, ensure_ascii=False, indent=2)
    if "attributions[0]" in words:
        return json.dumps(reading[0]["attributions"][0], ensure_ascii=False, indent=2)
    claims = [claim for document in reading for claim in document["claims"]]
    chains = [" → ".join(voice["name"] or "" for voice in claim["chain"]) for claim in claims]
    return "\n".join(f"{c['stance']}\t{chain}" for c, chain in zip(claims, chains, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/observatory.md",
        "docs/linking.md",
        "docs/analysts.md",
        "docs/ar/analysts.md",
    ],
)
def test_the_commands_of_a_page_run_in_its_order_and_print_what_is_shown(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    # One processor: the packs, which are loaded here, are not loaded again by other processes.
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0}, raising=False)
    told = list(examples((ROOT / page).read_text(encoding="utf-8")))
    assert told
    for line, shown in told:
        command, _, otherwise = line.partition(" || echo ")
        command, _, words = command.partition(" | jq ")
        result = CliRunner().invoke(commands, shlex.split(command)[1:])
        assert (result.exit_code, said(result.stderr)) == (1 if otherwise else 0, ""), line
        output = result.stdout + otherwise
        if words:
            output = _jq(words, [json.loads(one) for one in output.splitlines()])
        assert holds(output, shown), line


@pytest.mark.parametrize(
    "page",
    ["README.md", "docs/reading.md", "docs/observatory.md", "docs/linking.md", "docs/coders.md"],
)
def test_the_python_of_a_page_runs(
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for code, shown in re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", text, SHOWN):
        exec(compile(code, page, "exec"), {})
        output = capsys.readouterr().out
        assert output and holds(output, shown)


@pytest.mark.slow
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    dead = []
    for target, anchor in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        other = (page.parent / target).resolve() if target else page
        if not other.exists() or (anchor and anchor not in _anchors(other)):
            dead.append(f"{target}#{anchor}" if anchor else target)
    assert dead == []
