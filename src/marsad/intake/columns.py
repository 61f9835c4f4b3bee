"""Lines to columns: which lines stand under one another, and which column is read first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from marsad.intake.pdflines import Piece

# A gap between two lines of one column, in shares of the usual one on the page.
_NEAR = 1.5
# Lines of one column do not differ more in size than a line with a word in larger type.
_LIKE = 1.2
# Beyond this many columns a page is a table or a puzzle, and is read from top to bottom.
_MAX_COLUMNS = 150


class Column(NamedTuple):
    """Lines that stand under one another, from top to bottom."""

    pieces: tuple[Piece, ...]

    @property
    def x0(self) -> float:
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)


class _Box(NamedTuple):
    x0: float
    x1: float
    top: float
    bottom: float
    pieces: tuple[Piece, ...]


def find_columns(pieces: Sequence[Piece], *, from_right: bool) -> list[Column]:
    """The columns of a page in the order of reading; ``from_right``: the right one comes first."""
    if not pieces:
        return []
    near = _NEAR * _usual_gap(pieces)
    boxes = [_box(column) for column in _stack(_rows(pieces), near)]
    ordered = _in_order(boxes, from_right=from_right)
    flat = [piece for box in ordered for piece in box.pieces]
    return [Column(tuple(column)) for column in _restack(_fuse(flat), near)]


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in pieces:
        if row and piece.y != row[-1].y:
            yield row
            row = []
        row.append(piece)
    yield row


def _usual_gap(pieces: Sequence[Piece]) -> float:
    """The usual distance of baselines, in shares of the size of the letters."""
    gaps = [
        (upper.y - lower.y) / max(lower.size, 1)
        for upper, lower in pairwise(pieces)
        if upper.y > lower.y and _overlap(upper, lower) and _alike(upper, lower)
    ]
    # Lines of a paragraph are the closest; those between paragraphs do not count.
    return max(median(sorted(gaps)[: len(gaps) * 3 // 4 + 1]), 1.0) if gaps else 1.5


def _overlap(one: Piece | _Box, two: Piece | _Box) -> bool:
    return min(one.x1, two.x1) > max(one.x0, two.x0)


def _alike(one: Piece, two: Piece) -> bool:
    return max(one.size, two.size) <= _LIKE * min(one.size, two.size)


def _follows(upper: Piece, lower: Piece, near: float) -> bool:
    """Whether a line may be the next one of a column that ends with another."""
    gap = upper.y - lower.y
    return 0 < gap <= near * max(upper.size, lower.size) and _alike(upper, lower)


def _stack(rows: Iterator[list[Piece]], near: float) -> list[list[Piece]]:
    """Lines put under the one line over them, where one line over one line is all there is."""
    done: list[list[Piece]] = []
    open_columns: list[list[Piece]] = []
    for row in rows:
        over = [[c for c in open_columns if _overlap(c[-1], piece)] for piece in row]
        begun: list[list[Piece]] = []
        taken: list[list[Piece]] = []
        for piece, columns in zip(row, over, strict=True):
            alone = len(columns) == 1 and sum(columns[0] in one for one in over) == 1
            if alone and _follows(columns[0][-1], piece, near):
                columns[0].append(piece)
                continue
            begun.append([piece])
            taken += columns
        done += [c for c in open_columns if any(c is one for one in taken)]
        open_columns = [c for c in open_columns if not any(c is one for one in taken)] + begun
    return done + open_columns


def _box(column: Sequence[Piece]) -> _Box:
    return _Box(
        min(piece.x0 for piece in column),
        max(piece.x1 for piece in column),
        column[0].y + 0.5 * column[0].size,
        column[-1].y,
        tuple(column),
    )


def _in_order(boxes: list[_Box], *, from_right: bool) -> list[_Box]:
    """Breuel's order (2003): what stands over comes first, and so does the side read first.

    Two boxes side by side are in order of their sides unless a third one parts them, which
    stands between them and over or under both: then the upper part is read before the lower.
    """
    boxes = sorted(boxes, key=lambda box: (-box.top, -box.x1 if from_right else box.x0))
    if len(boxes) > _MAX_COLUMNS:
        return boxes
    ordered: list[_Box] = []
    seen: set[int] = set()

    def visit(index: int) -> None:
        seen.add(index)
        for other in range(len(boxes)):
            if other not in seen and _precedes(boxes, other, index, from_right=from_right):
                visit(other)
        ordered.append(boxes[index])

    for index in range(len(boxes)):
        if index not in seen:
            visit(index)
    return ordered


def _precedes(boxes: list[_Box], one: int, two: int, *, from_right: bool) -> bool:
    a, b = boxes[one], boxes[two]
    if _overlap(a, b):
        return a.top > b.top
    if (a.x0 < b.x0) == from_right:
        return False
    high, low = max(a.bottom, b.bottom), min(a.top, b.top)
    return not any(
        low <= (c.top + c.bottom) / 2 <= high and _overlap(a, c) and _overlap(b, c) for c in boxes
    )


def _fuse(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of one baseline that are read one after the other are one line with a wide gap."""
    lines: list[Piece] = []
    for piece in pieces:
        if lines and lines[-1].y == piece.y:
            left, right = sorted((lines.pop(), piece), key=lambda one: one.x0)
            gap = left.glyphs[-1]._replace(text=" ", x0=left.x1, x1=right.x0)
            piece = left._replace(glyphs=(*left.glyphs, gap, *right.glyphs), x1=right.x1)
        lines.append(piece)
    return lines


def _restack(lines: Sequence[Piece], near: float) -> list[list[Piece]]:
    """Lines read one after the other that stand under one another and share an edge."""
    columns: list[list[Piece]] = []
    for line in lines:
        above = columns[-1][-1] if columns else None
        if above is not None and _follows(above, line, near) and _share_edge(above, line):
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _share_edge(one: Piece, two: Piece) -> bool:
    apart = min(abs(one.x0 - two.x0), abs(one.x1 - two.x1), abs(one.x0 + one.x1 - two.x0 - two.x1))
    return apart < 3 * max(one.size, two.size)
