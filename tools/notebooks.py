"""Runs the notebooks of ``docs/notebooks`` and writes their output into them: no Jupyter is needed.

usage: python tools/notebooks.py

Each runs in an empty folder, so that it makes the archive of the demonstration itself. A test runs
the same cells, and compares what they print with what is kept.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parents[1] / "docs" / "notebooks"


def run(notebook: dict[str, Any], name: str = "notebook") -> list[str]:
    """What each code cell prints, run in order in one set of names, in the folder where we are."""
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            screen = io.StringIO()
            with contextlib.redirect_stdout(screen):
                exec(compile("".join(cell["source"]), name, "exec"), names)
            printed.append(screen.getvalue())
    return printed


def kept(notebook: dict[str, Any]) -> list[str]:
    """What each code cell printed when it was last run."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ["".join("".join(out["text"]) for out in cell["outputs"]) for cell in cells]


def refresh(path: Path) -> None:
    """Run one notebook and keep what its cells print."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    printed = iter(run(notebook, path.name))
    number = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            lines = next(printed).splitlines(keepends=True)
            stream = {"name": "stdout", "output_type": "stream", "text": lines}
            cell |= {"execution_count": number, "outputs": [stream] if lines else []}
    told = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{told}\n", encoding="utf-8")


if __name__ == "__main__":
    home = Path.cwd()
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                refresh(path)
            finally:
                os.chdir(home)
        print(path)
