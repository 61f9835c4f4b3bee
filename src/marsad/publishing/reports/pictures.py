"""Drawings as pictures of dots, for what takes no SVG."""

from __future__ import annotations

from marsad.publishing.reports.press import press_png
from marsad.publishing.reports.typesetting import FAMILIES

_PAGE = b"""#let asked = json(bytes(sys.inputs.report))
#set page(width: 165mm, height: auto, margin: 0pt, fill: none)
#set text(font: asked.fonts, fallback: false)
#image(bytes(asked.svg), format: "svg", width: 100%)
"""


def to_png(svg: bytes) -> bytes:
    """An SVG as PNG, as wide as the lines of a report."""
    return press_png(_PAGE, {"svg": svg.decode(), "fonts": FAMILIES})
