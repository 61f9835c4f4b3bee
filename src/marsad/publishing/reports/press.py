"""Typst as a press: templates of ours and data become pages, with the fonts of the build alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

FONTS = Path(str(files("marsad.publishing"))) / "fonts"  # made by hatch_build.py, or absent
_STAMP = 0  # the time in a file, in seconds; the report itself says when it was published
_DOTS = 200  # an inch: sharp in print, and a drawing of a page's width stays below 200 kB


def has_fonts() -> bool:
    """Whether the build made its fonts."""
    return FONTS.is_dir() and any(FONTS.glob("*.ttf"))


def families(folder: str | None) -> frozenset[str]:
    """The names of all fonts that are there: of the build, of a folder, and those of Typst."""
    return frozenset(_fonts(folder).families())


class Panicked(Exception):
    """Typst broke off at a fault of its own."""


def press_pdf(template: bytes, data: Mapping[str, Any], folder: str | None = None) -> bytes:
    """A tagged PDF (PDF/UA-1).

    Raises:
        typst.TypstError: a letter is in no font, or the template is wrong.
        Panicked: Typst has a fault with these letters in these fonts.
    """
    try:
        return typst.compile(
            template,
            sys_inputs={"report": json.dumps(data)},
            font_paths=_fonts(folder),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=_STAMP,
        )
    except BaseException as broken:
        if type(broken).__name__ == "PanicException":  # it has no name that could be imported
            raise Panicked(str(broken)) from broken
        raise


def press_png(template: bytes, data: Mapping[str, Any]) -> bytes:
    """The first page as a picture.

    Raises:
        typst.TypstError: the template is wrong.
    """
    return typst.compile(
        template,
        sys_inputs={"report": json.dumps(data)},
        font_paths=_fonts(None),
        ignore_system_fonts=True,
        format="png",
        ppi=_DOTS,
    )


def _fonts(folder: str | None) -> typst.Fonts:
    there = (str(one) for one in (FONTS, folder and Path(folder)) if one and one.is_dir())
    return typst.Fonts(include_system_fonts=False, font_paths=list(there))
