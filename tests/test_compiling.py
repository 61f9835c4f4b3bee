"""What MARSAD_COMPILE=1 does to a build: modules of Python become modules of C that do the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler here")
def test_a_module_is_compiled_and_does_the_same(tmp_path: Path) -> None:
    for name in ("mypyc", "setuptools"):
        pytest.importorskip(name, reason=f"{name} compiles; pip install -e .[dev] brings mypy")
    room = tmp_path / "marsad" / "text"
    room.mkdir(parents=True)
    for folder in (room.parent, room):
        (folder / "__init__.py").write_text("", encoding="utf-8")
    told = "def twice(word: str) -> str:\n    return word + word\n"
    (room / "words.py").write_text(told, encoding="utf-8")
    (room / "other.py").write_text(told, encoding="utf-8")
    script = [
        sys.executable,
        str(ROOT / "hatch_compile.py"),
        str(tmp_path / "marsad"),
        str(tmp_path),
    ]
    subprocess.run(script, check=True, capture_output=True)
    assert (room / f"words{EXTENSION_SUFFIXES[0]}").is_file()
    ask = (
        "import marsad.text.words as words; print(words.__file__); "
        "print(words.twice('\u0646\u0639')); words.twice(3)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        capture_output=True,
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert done.stdout.count(b"\n") == 2, done.stderr
    where, twice = done.stdout.decode().split()
    assert where.endswith(EXTENSION_SUFFIXES[0]) and twice == "نعنع"
    assert b"TypeError" in done.stderr  # what is compiled holds its words on types
