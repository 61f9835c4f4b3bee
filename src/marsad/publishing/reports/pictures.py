"""Drawings as pictures of dots, for what takes no SVG."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from marsad.publishing.reports.typesetting import FAMILIES

_DOTS = 200  # an inch: sharp in print, and a drawing of a page's width stays below 200 kB
_PAGE = b"""#let asked = json(bytes(sys.inputs.report))
#set page(width: 165mm, height: auto, margin: 0pt, fill: none)
#set text(font: asked.fonts, fallback: false)
#image(bytes(asked.svg), format: "svg", width: 100%)
"""


def to_png(svg: bytes, fonts: Path | None = None) -> bytes:
    """An SVG as PNG, as wide as the lines of a report."""
    made = typst.compile(
        _PAGE,
        sys_inputs={"report": json.dumps({"svg": svg.decode(), "fonts": FAMILIES})},
        font_paths=[str(fonts)] if fonts is not None and fonts.is_dir() else [],
        ignore_system_fonts=True,
        format="png",
        ppi=_DOTS,
    )
    assert isinstance(made, bytes)
    return made
