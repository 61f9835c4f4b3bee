"""The notebooks and the tour, run on the archive of the demonstration."""

from __future__ import annotations

import json
import runpy
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from marsad.cli import commands
from tests.shown import examples, holds, said

if TYPE_CHECKING:
    from tests.demo.conftest import Demo

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NOTEBOOKS = sorted((DOCS / "notebooks").glob("*.ipynb"))
TOOL = runpy.run_path(str(ROOT / "tools" / "notebooks.py"))


@pytest.fixture(autouse=True)
def in_its_folder(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive lies there as `demo.db`, as the pages call it."""
    home = Path(demo.observatory.address).parent
    assert (home / "demo.db").is_file()
    shutil.copytree(ROOT / "examples", home / "examples", dirs_exist_ok=True)
    monkeypatch.chdir(home)


def test_the_notebooks_and_the_tour_print_what_is_shown() -> None:
    """One test, so that the archive is made once, whatever the number of processes."""
    assert len(NOTEBOOKS) == 3
    for path in NOTEBOOKS:
        _runs(path)
    run: dict[str, str] = {}
    for page in (DOCS / "tour.md", DOCS / "ar" / "tour.md"):
        for line, shown in examples(page.read_text(encoding="utf-8")):
            if line not in run:
                result = CliRunner().invoke(commands, shlex.split(line)[1:])
                assert (result.exit_code, said(result.stderr)) == (0, ""), line
                run[line] = result.stdout
            assert holds(run[line], shown), f"{page.name}: {line}"


def _runs(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))
    printed = TOOL["run"](notebook, path.name)
    stale = printed != TOOL["kept"](notebook)
    assert not stale, f"{path.name} is stale: run python tools/notebooks.py"
    assert printed[0] == "55 documents\n" and len(printed[1]) > 100
