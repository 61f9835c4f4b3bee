"""The text of a PDF, put together from its glyphs; run by ``pdf.py`` in a process of its own.

What is written from right to left stands in a PDF as it looks, letter by letter: the order of
reading is found again, line by line, then columns, pages and paragraphs.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from statistics import median

from marsad.intake.bidi import MIRRORED, PAIRS, Read, class_of, is_rightward, order_line
from marsad.intake.columns import Column, find_columns
from marsad.intake.failures import Unreadable
from marsad.intake.glyphs import MISSING, Book, Glyph, read_glyphs
from marsad.intake.margins import drop_margins
from marsad.intake.originals import Extract
from marsad.intake.paragraphs import Line, join_lines
from marsad.intake.pdflines import Piece, find_pieces

_GLYPHS = (
    "the text was put together from the glyphs of a PDF; letters, marks and numbers "
    "may be out of order"
)
# Above this share of signs that no font explains, what is left is no text; a logo or a list of
# symbols stays under 5 %.
_UNKNOWN = 0.3
_UNKNOWN_WORTH_SAYING = 0.01
# A headline is set larger than the text by a third at least, and is no longer than two lines.
_LARGER = 1.3
_MAX_TITLE = 250
_TATWEEL = re.compile("(?<=[\u0620-\u064a\u064b-\u065f])\u0640+(?=[\u0620-\u063f\u0641-\u065f])")
_SPACES = re.compile(r" +")
_LETTERS = re.compile(r"\W+")


def extract_pdf(data: bytes) -> Extract:
    """The text of a PDF. Raises ``Unreadable`` with the remedy."""
    return put_together(read_glyphs(data))


def put_together(book: Book) -> Extract:
    """The text of the glyphs of a PDF. Raises ``Unreadable`` if there are none to read."""
    count = sum(len(sheet.glyphs) for sheet in book.sheets)
    if not count:
        raise Unreadable(
            "the PDF holds pictures of pages and no text; let a program recognise the text (OCR) "
            "and add what it saves"
        )
    unknown = sum(MISSING in glyph.text for sheet in book.sheets for glyph in sheet.glyphs)
    if unknown > _UNKNOWN * count:
        raise Unreadable(
            "the PDF does not say which letters its shapes are; let a program recognise the text "
            "(OCR) and add what it saves"
        )
    lines, right = _read_lines(book)
    paragraphs = join_lines(lines)
    text = "\n".join(paragraph for paragraph, _ in paragraphs)
    return Extract(
        text=text,
        title=_find_title(book.title, paragraphs),
        author=book.author if book.author and _stands_in(book.author, text) else None,
        degraded=_say_degraded(book, unknown / count, right=right),
    )


def _say_degraded(book: Book, unknown: float, *, right: bool) -> str | None:
    faults = [_GLYPHS] if right else []
    if unknown > _UNKNOWN_WORTH_SAYING:
        faults.append(f"{unknown:.0%} of the glyphs are of unknown letters")
    if book.broken:
        numbers = ", ".join(map(str, book.broken[:5]))
        faults.append(f"{len(book.broken)} pages are missing or cut short (first: {numbers})")
    return "; ".join(faults) or None


def _read_lines(book: Book) -> tuple[list[Line], bool]:
    """The lines of all pages in the order of reading, and whether any reads from the right."""
    pieces = [find_pieces(sheet.glyphs) for sheet in book.sheets]
    pages = drop_margins(pieces, [sheet.height for sheet in book.sheets])
    classes = [class_of(glyph.text) for page in pages for piece in page for glyph in piece.glyphs]
    from_right = not is_rightward(classes)
    columns = [find_columns(page, from_right=from_right) for page in pages]
    sides = [[_reads_from_right(column, from_right) for column in page] for page in columns]
    orders = [
        [_order(column, side) for column, side in zip(page, page_sides, strict=True)]
        for page, page_sides in zip(columns, sides, strict=True)
    ]
    mirrored = _mirrored_brackets(
        spelled for page in orders for column in page for spelled in column
    )
    lines: list[Line] = []
    number = 0
    for page, page_sides, page_orders in zip(columns, sides, orders, strict=True):
        for index, column in enumerate(page):
            number += 1
            under = index > 0 and page[index - 1].pieces[-1].y > column.pieces[0].y
            wide = _width_of(page, index)
            texts = [_spell(order, mirrored) for order in page_orders[index]]
            made = _measure(column, texts, page_sides[index], wide)
            lines += [
                line._replace(column=number, under=under) for line in made if line.text.strip()
            ]
    return lines, "R" in classes


def _reads_from_right(column: Column, otherwise: bool) -> bool:
    classes = [class_of(glyph.text) for piece in column.pieces for glyph in piece.glyphs]
    if "R" not in classes and "L" not in classes:
        return otherwise
    return not is_rightward(classes)


def _order(column: Column, from_right: bool) -> list[list[tuple[Glyph, bool]]]:
    """The glyphs of each line as they are read, and whether each stands in a turned stretch."""
    return [
        [(piece.glyphs[read.at], read.turned) for read in _order_piece(piece, from_right)]
        for piece in column.pieces
    ]


def _order_piece(piece: Piece, from_right: bool) -> list[Read]:
    return order_line([glyph.text for glyph in piece.glyphs], from_right=from_right)


def _mirrored_brackets(lines: Iterable[Sequence[tuple[Glyph, bool]]]) -> frozenset[str]:
    """The brackets that a document gives by their looks, so that they have to be turned round.

    Some producers write what a bracket looks like, others what it means: the reading in which more
    of them close what was opened is the right one, each kind of bracket by itself.
    """
    looks = [
        glyph.text
        for line in lines
        for glyph, turned in line
        if turned and not glyph.told and glyph.text in MIRRORED
    ]
    turned_round: set[str] = set()
    for opening, closing in PAIRS.items():
        kind = [look for look in looks if look in (opening, closing)]
        if _pairs(kind, closing, opening) >= _pairs(kind, opening, closing):
            turned_round |= {opening, closing}
    return frozenset(turned_round)


def _pairs(looks: Sequence[str], opening: str, closing: str) -> int:
    """How many brackets are closed, if these two are what opens and closes."""
    depth = pairs = 0
    for look in looks:
        if look == opening:
            depth += 1
        elif look == closing and depth:
            depth -= 1
            pairs += 1
    return pairs


def _spell(order: Sequence[tuple[Glyph, bool]], mirrored: frozenset[str]) -> str:
    letters = [
        MIRRORED[glyph.text] if turned and not glyph.told and glyph.text in mirrored else glyph.text
        for glyph, turned in order
    ]
    return _SPACES.sub(" ", _TATWEEL.sub("", "".join(letters))).strip()


def _width_of(page: Sequence[Column], index: int) -> tuple[float, float]:
    """The edges of a column; one of a single line has those of a wider one above or below."""
    column = page[index]
    if len(column.pieces) > 2:
        return column.x0, column.x1
    beside = [
        other
        for other in page[max(index - 1, 0) : index + 2]
        if other.x0 <= column.x0 + 1 and other.x1 >= column.x1 - 1
    ]
    return min(one.x0 for one in beside), max(one.x1 for one in beside)


def _measure(
    column: Column, texts: Sequence[str], from_right: bool, wide: tuple[float, float]
) -> list[Line]:
    x0, x1 = wide
    lines: list[Line] = []
    for piece, text in zip(column.pieces, texts, strict=True):
        left, right = piece.x0 - x0, x1 - piece.x1
        first = (piece.x1 - piece.x0) * len(text.split(" ", 1)[0]) / max(len(text), 1)
        start, end = (right, left) if from_right else (left, right)
        lines.append(Line(text, piece.size, piece.y, start, end, first, 0, False))
    return lines


def _find_title(told: str | None, paragraphs: Sequence[tuple[str, float]]) -> str | None:
    """The title that the PDF tells, if it stands in the text; else what is set as a headline."""
    text = " ".join(paragraph for paragraph, _ in paragraphs[:10])
    if told and _stands_in(told, text):
        return told
    first, size = paragraphs[0]
    body = median(size for paragraph, size in paragraphs for _ in range(0, len(paragraph), 20))
    return first if size >= _LARGER * body and len(first) <= _MAX_TITLE else None


def _stands_in(words: str, text: str) -> bool:
    plain = _LETTERS.sub(" ", words).strip()
    return bool(plain) and f" {plain} " in f" {_LETTERS.sub(' ', text)} "


def main() -> None:
    """Reads a PDF from standard input and writes its extract, or the reason why not, as JSON."""
    logging.disable(logging.CRITICAL)
    try:
        answer = asdict(extract_pdf(sys.stdin.buffer.read()))
    except Unreadable as error:
        answer = {"unreadable": str(error)}
    except MemoryError:
        answer = {"unreadable": "the PDF needs too much memory; split it or export it again"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
