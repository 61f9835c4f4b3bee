"""Compiles the reading and the joining with mypyc; reading then takes two thirds of the time.

usage: hatch_compile.py SOURCES OUT

Every ``.py`` file of the rooms below is made into an extension module; all lie in OUT as they lie
in SOURCES, beside the library that they share. ``hatch_build.py`` runs this where a build was asked
for with ``MARSAD_COMPILE=1``; it needs a C compiler, and the packages that the build brings along.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOMS = (
    *("text", "packs", "entities", "grammar", "naming", "analysis"),
    *("linking/comparing", "linking/reading", "linking/origins", "linking/relations"),
)


def main() -> None:
    """Compile a copy, and keep what came of it."""
    sources, out = (Path(one).absolute() for one in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(sources, work / "marsad", ignore=shutil.ignore_patterns("*.so", "*.pyd"))
        os.chdir(work)
        _compile([one for room in ROOMS for one in _modules(room)])
        for made in (*work.rglob("*.so"), *work.rglob("*.pyd")):
            if "build" not in made.relative_to(work).parts:
                place = out / made.relative_to(work)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made, place)


def _modules(room: str) -> list[str]:
    found = Path("marsad", room).rglob("*.py")
    return sorted(str(one) for one in found if one.name != "__init__.py")


def _compile(files: list[str]) -> None:
    from mypyc.build import mypycify
    from setuptools import setup

    modules = mypycify(
        ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent", *files],
        opt_level="1",  # more takes many times as long, for little
        debug_level="0",
        multi_file=True,
    )
    setup(
        name="marsad",
        packages=[],
        ext_modules=modules,
        script_args=["--quiet", "build_ext", "--inplace"],
    )


if __name__ == "__main__":
    main()
