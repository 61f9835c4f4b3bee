"""The glyphs of a PDF: which letters they stand for, and where on the page they stand.

Lengths are points (1/72 inch), from the lower left corner of the page as people see it.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from marsad.intake.failures import Unreadable

# A day's newspaper has 60 pages, a long report 500; 2,000 pages take two minutes or three.
MAX_PAGES = 2_000
# A letter takes 540 bytes until the text is put together (docs/intake-pdf.md): 800 MB in all, less
# than ``pdf.py`` allows; 600 full pages of Arabic.
MAX_GLYPHS = 1_500_000

_FORMS = re.compile(r"[\ufb00-\ufdff\ufe70-\ufefc]")
# No font joins alef to a lam behind it: such a glyph is lam-alef, written down backwards.
_BACKWARDS = re.compile("([اأإآٱ])(ل)")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
MISSING = "\ufffd"
_ARABIC = re.compile("[\u0620-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_SPACES = re.compile(r"\s+")

Matrix = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """One glyph, or several that the PDF itself gives one text.

    ``text`` is in the order of reading; ``x0`` and ``x1`` are the edges of its advance, ``y`` its
    baseline, ``size`` the height of the font. ``told``: the text is the PDF's own (``ActualText``),
    not what the shape looks like. ``nth`` is its place in the order of painting.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    told: bool
    nth: int


class Sheet(NamedTuple):
    """One page: its height in points, and its glyphs in the order in which they are painted."""

    height: float
    glyphs: list[Glyph]


class Book(NamedTuple):
    """What a PDF holds; ``broken`` are the pages that could not be read, counted from 1."""

    sheets: list[Sheet]
    broken: list[int]
    title: str | None
    author: str | None


def spell(text: str) -> str:
    """What a glyph stands for: presentation forms taken apart, lam-alef in the right order."""
    plain = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]).strip(), text)
    plain = _CONTROLS.sub("", _SPACES.sub(" ", plain))
    if len(plain) == 2:
        plain = _BACKWARDS.sub(r"\2\1", plain)
    return plain


def read_glyphs(data: bytes) -> Book:
    """All glyphs of a PDF. Raises ``Unreadable`` for what is no PDF, is locked or too large."""
    # The library looks up its own version in a file when it is imported.
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    start = data.find(b"%PDF-", 0, 1024)
    if start < 0:
        raise Unreadable("no PDF: it does not begin with %PDF-; check how the file was saved")
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data[start:])))
        return _read_book(document)
    except PDFEncryptionError as error:
        raise Unreadable(
            "the PDF is locked by a password; save a copy without it and add that"
        ) from error
    except (PDFException, PSException, *_BREAKAGES) as error:
        raise Unreadable(f"broken PDF ({_reason(error)}); download or export it again") from error


# What the library raises over damaged files, beside its own exceptions.
_BREAKAGES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


def _reason(error: Exception) -> str:
    message = " ".join(str(error).split()).rstrip(".")
    return message[:80] or type(error).__name__


def _read_book(document: Any) -> Book:
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    device = _Device()
    interpreter = PDFPageInterpreter(PDFResourceManager(), device)  # type: ignore[arg-type]
    sheets: list[Sheet] = []
    broken: list[int] = []
    for number, page in enumerate(_pages(PDFPage.create_pages(document)), 1):
        try:
            interpreter.process_page(page)
        except (Unreadable, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - a broken page never costs the others
            broken.append(number)
        sheets.append(device.take())
    if broken and len(broken) == len(sheets):
        raise Unreadable("broken PDF (no page can be read); download or export it again")
    return Book(sheets, broken, _told(document, "Title"), _told(document, "Author"))


def _pages(pages: Iterable[Any]) -> Iterator[Any]:
    for number, page in enumerate(pages):
        if number == MAX_PAGES:
            raise Unreadable(f"more than {MAX_PAGES:,} pages; split the PDF and add the parts")
        yield page


def _told(document: Any, key: str) -> str | None:
    """A text of the PDF's own description of itself."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    for info in document.info:
        value = resolve1(info.get(key))
        if isinstance(value, bytes):
            return " ".join(_CONTROLS.sub(" ", decode_text(value)).split()) or None
    return None


class _Device:
    """What the interpreter of the pages paints on: it keeps letters and their places only."""

    def __init__(self) -> None:
        self._glyphs: list[Glyph] = []
        self._height = 0.0
        self._count = 0
        self._ctm: Matrix = (1, 0, 0, 1, 0, 0)
        self._tags: list[tuple[str | None, int]] = []

    def take(self) -> Sheet:
        """The glyphs since the last call."""
        sheet = Sheet(self._height, self._glyphs)
        self._glyphs, self._tags = [], []
        return sheet

    def set_ctm(self, ctm: Matrix) -> None:
        self._ctm = ctm

    def begin_page(self, page: Any, _ctm: Matrix) -> None:
        x0, y0, x1, y1 = page.mediabox
        self._height = abs(x1 - x0) if page.rotate in (90, 270) else abs(y1 - y0)

    def end_page(self, _page: Any) -> None:
        pass

    def begin_figure(self, _name: str, _box: Any, _matrix: Matrix) -> None:
        pass

    def end_figure(self, _name: str) -> None:
        pass

    def paint_path(self, *_: Any) -> None:
        pass

    def render_image(self, _name: str, _stream: Any) -> None:
        pass

    def do_tag(self, _tag: Any, _props: Any = None) -> None:
        pass

    def begin_tag(self, _tag: Any, props: Any = None) -> None:
        from pdfminer.utils import decode_text

        told = props.get("ActualText") if isinstance(props, dict) else None
        text = decode_text(told) if isinstance(told, bytes) else None
        self._tags.append((text, len(self._glyphs)))

    def end_tag(self) -> None:
        """The glyphs inside a tag that tells their text become one."""
        if not self._tags:
            return
        text, start = self._tags.pop()
        inside = self._glyphs[start:]
        outer = any(told is not None for told, _ in self._tags)
        if text is None or outer or not inside:
            return
        widest = max(inside, key=lambda glyph: glyph.x1 - glyph.x0)
        self._glyphs[start:] = [
            Glyph(
                spell(text.removeprefix("\ufeff")),
                min(glyph.x0 for glyph in inside),
                max(glyph.x1 for glyph in inside),
                widest.y,
                widest.size,
                True,
                inside[0].nth,
            )
        ]

    def render_string(self, state: Any, pieces: Any, _ncs: Any, _graphics: Any) -> None:
        """Places the glyphs of one string (ISO 32000-1, 9.4.4); vertical writing is left out."""
        font, size, scaling = state.font, state.fontsize, state.scaling * 0.01
        if font is None or font.is_vertical():
            return
        matrix = _multiply(state.matrix, self._ctm)
        space = 0 if font.is_multibyte() else state.wordspace * scaling
        between = state.charspace * scaling
        x, y = state.linematrix
        for piece in pieces:
            if isinstance(piece, int | float):
                x -= piece * 0.001 * size * scaling
            elif isinstance(piece, bytes):
                for code in font.decode(piece):
                    width = font.char_width(code) * size * scaling
                    self._place(_letters(font, code), matrix, (x, y + state.rise, width, size))
                    x += width + between + (space if code == 32 else 0)
        state.linematrix = (x, y)

    def _place(self, text: str, matrix: Matrix, box: tuple[float, float, float, float]) -> None:
        self._count += 1
        if self._count > MAX_GLYPHS:
            raise Unreadable(f"more than {MAX_GLYPHS:,} letters; split the PDF and add the parts")
        a, b, c, d, e, f = matrix
        x, y, width, size = box
        # Letters that stand aslant or on end are stamps and marks of the margin, not the report.
        if a <= 0 or abs(b) > 0.1 * a or not text:
            return
        left, base = a * x + c * y + e, b * x + d * y + f
        self._glyphs.append(
            Glyph(text, left, left + a * width, base, abs(d) * size, False, self._count)
        )


def _letters(font: Any, code: int) -> str:
    """The text of one code of a font; U+FFFD where the font does not say."""
    from pdfminer.pdffont import PDFUnicodeNotDefined

    try:
        text = font.to_unichr(code)
    except (PDFUnicodeNotDefined, KeyError, TypeError, ValueError):
        return MISSING
    if not isinstance(text, str) or text == "\x00" or _is_guessed(font, code):
        return MISSING
    return spell(text)


def _is_guessed(font: Any, code: int) -> bool:
    """Whether the library took the number of a glyph for a letter.

    It does so where a font has a table of its letters and this glyph is not in it, which is right
    for Latin letters alone.
    """
    table = getattr(getattr(font, "unicode_map", None), "cid2unichr", None)
    if not table or code in table:
        return False
    return any(_ARABIC.search(letters) for letters in table.values() if isinstance(letters, str))


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    a1, b1, c1, d1, e1, f1 = one
    a0, b0, c0, d0, e0, f0 = two
    return (
        a0 * a1 + c0 * b1,
        b0 * a1 + d0 * b1,
        a0 * c1 + c0 * d1,
        b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0,
        b0 * e1 + d0 * f1 + f0,
    )
