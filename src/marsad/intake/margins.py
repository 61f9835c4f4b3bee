"""What stands on every page and belongs to none: running heads, page numbers, addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from marsad.intake.pdflines import Piece

# The share of the page's height at the top and at the bottom where running heads stand: 12 % of a
# page of 297 mm are 36 mm, the widest margin of common letter templates.
_MARGIN = 0.12
# A head that changes with left and right pages stands on half of them, less the first of a chapter.
_SHARE = 0.3
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*\d{1,4}\W*(?:/\W*\d{1,4}\W*)?")
_COARSE = 4.0
# What browsers print over and under a page: the hour of printing, the address.
_PRINTED = re.compile(
    r"(?:https?|file)://\S+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}(?: ?[AP]M)?",
    re.IGNORECASE,
)


def drop_margins(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> list[list[Piece]]:
    """The lines of pages without those that repeat at the top or bottom, and page numbers."""
    found: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        for piece in page:
            if _in_margin(piece, height):
                for place in _places(piece):
                    found[_pattern(piece), place].add(number)
    enough = max(2, _SHARE * len(pages))
    repeated = {key for key, numbers in found.items() if len(numbers) >= enough}
    return [_without(page, height, repeated) for page, height in zip(pages, heights, strict=True)]


def _without(page: Sequence[Piece], height: float, repeated: set[tuple[str, int]]) -> list[Piece]:
    """What shares a line with an hour of printing or an address of the margin goes with it."""
    printed = {
        piece.y for piece in page if _in_margin(piece, height) and _PRINTED.fullmatch(_look(piece))
    }
    return [
        piece
        for piece in page
        if piece.y not in printed and not _is_marginal(piece, height, repeated)
    ]


def _is_marginal(piece: Piece, height: float, repeated: set[tuple[str, int]]) -> bool:
    if not _in_margin(piece, height):
        return False
    if any((_pattern(piece), place) in repeated for place in _places(piece)):
        return True
    return piece.y < _MARGIN * height and _NUMBER.fullmatch(_look(piece)) is not None


def _in_margin(piece: Piece, height: float) -> bool:
    return piece.y > (1 - _MARGIN) * height or piece.y < _MARGIN * height


def _places(piece: Piece) -> tuple[int, int]:
    """Its height on the page, coarsely; two, so that neighbours share one."""
    place = int(piece.y // _COARSE)
    return place, place + 1


def _look(piece: Piece) -> str:
    return "".join(glyph.text for glyph in piece.glyphs).strip()


def _pattern(piece: Piece) -> str:
    return _DIGITS.sub("#", _look(piece))
