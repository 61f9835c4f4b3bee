"""A report as PDF: tagged (PDF/UA-1), with links both ways, the same bytes whenever it is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from marsad.publishing.reports.directions import mark
from marsad.publishing.reports.markdown import wording
from marsad.publishing.reports.press import Panicked, families, press_pdf
from marsad.publishing.reports.sheet import Sheet
from marsad.publishing.reports.theme import PLAIN, Theme
from marsad.publishing.reports.typesetting import AMIRI, AMIRI_LATIN, FAMILIES, typeset

_REFUSED = re.compile(r'text `("(?:[^"\\]|\\.)*")` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 4  # the first look finds all but marks that only fail beside others
_STAND_IN = "□"
_NAMED = 12  # letters that are named at the end
_JOINERS = re.compile("[\u200d\ufe00-\ufe0f]")  # between the parts of pictures, and behind them
# What is no line of the page: codes, drawings, addresses in lines of their own.
_NO_LINES = frozenset(
    {
        *("lang", "dir", "colours", "fonts", "logo", "title", "author", "kind"),
        *("svg", "alt", "url", "target", "hash", "engine"),
    }
)
_PLAIN = re.compile("[ -~\u0621-\u064a\u0660-\u0669]")  # what Amiri is known to have


class PrintError(ValueError):
    """A report cannot be made into PDF; the text says what to do."""


def write_pdf(sheet: Sheet, theme: Theme = PLAIN) -> bytes:
    """The report on A4 paper.

    Raises:
        PrintError: there are no fonts, or not those that the theme names.
    """
    check_fonts(theme)
    data = {**typeset(sheet, theme), "mark": ""}
    if theme.text is None and theme.headings is None:  # fonts of others have no glyph for the mark
        with suppress(Panicked):
            return _press(_mark(data, sheet.direction), sheet, theme)
    try:
        return _press(data, sheet, theme)
    except Panicked as error:
        raise PrintError("it cannot be set in type; use --format docx or html") from error


def _press(data: dict[str, Any], sheet: Sheet, theme: Theme) -> bytes:
    """The pages, with a sign for each letter that no font has."""
    lacking = _lacking(data, theme)
    for _ in range(_TRIES):
        shown = replaced(data, lacking)
        if lacking:
            told = _tell(lacking, wording(sheet.draft.lang))
            shown["missing"] = mark(told, sheet.direction)
        try:
            return press_pdf(_template(), shown, theme.folder)
        except typst.TypstError as error:
            more = set(_refused(error)) - lacking
            if not more:
                raise PrintError(f"it cannot be set in type: {error}") from error
            lacking |= more
    raise PrintError("it has too many letters that no font has; use --format html")


def check_fonts(theme: Theme) -> None:
    """See that the letters are there: Arabic in a font taken by chance cannot be found or copied.

    Raises:
        PrintError: they are not there.
    """
    there = families(theme.folder)
    if not {AMIRI, AMIRI_LATIN} <= there:
        raise PrintError(
            "the fonts of PDF reports are not installed, as the web build was skipped; install "
            "marsad without MARSAD_SKIP_WEB=1, or use --format docx or html"
        )
    for name in filter(None, (theme.text, theme.headings)):
        if name not in there:
            where = theme.folder or "no folder"
            raise PrintError(
                f"the theme names the font {name}, and there is none in {where}; "
                "put its files there and name the folder by fonts.folder"
            )


# -- words that are found again


def _mark(data: dict[str, Any], side: str) -> dict[str, Any]:
    """The same data with marks of direction in all that stands in lines of the page."""

    def change(value: Any, key: str = "") -> Any:
        if key in _NO_LINES:
            return value
        if isinstance(value, str):
            return mark(value, side)
        if isinstance(value, dict):
            return {name: change(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [change(one, key) for one in value]
        return value

    marked = {key: change(value, key) for key, value in data.items()}
    return marked | {"mark": mark("1", side)[1:]}  # what the numbers of the page end with


# -- letters that no font has


def _lacking(data: dict[str, Any], theme: Theme) -> set[str]:
    """Letters of a report that its fonts lack; all rare ones are tried at once."""
    rare = sorted({one for text in _texts(data) for one in text if not _PLAIN.match(one)})
    seen = [one for one in rare if unicodedata.category(one)[0] not in "CMZ"]
    if not seen:
        return set()
    asked = {"fonts": [*filter(None, (theme.text,)), *FAMILIES], "letters": seen}
    try:
        press_pdf(_PROBE, asked, theme.folder)
    except typst.TypstError as error:
        return set(_refused(error))
    return set()


_PROBE = b"""#let asked = json(bytes(sys.inputs.report))
#set document(title: "letters")
#set text(font: asked.fonts, fallback: false)
#for one in asked.letters [#one #parbreak()]
"""


def _refused(error: typst.TypstError) -> Iterator[str]:
    """The letters of the texts that could not be displayed."""
    for hit in _REFUSED.finditer(getattr(error, "diagnostic", "") or str(error)):
        text = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), hit[1][1:-1])
        yield from (one for one in text if not _PLAIN.match(one))


def replaced(data: Any, lacking: Iterable[str]) -> Any:
    """The same data with a sign in place of each letter that is lacking."""
    signs = str.maketrans(dict.fromkeys(lacking, _STAND_IN))

    def change(value: Any) -> Any:
        if isinstance(value, str):
            told = value.translate(signs)
            return told if told == value else _JOINERS.sub("", told)
        if isinstance(value, dict):
            return {key: change(one) for key, one in value.items()}
        if isinstance(value, list):
            return [change(one) for one in value]
        return value

    return change(data)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _tell(lacking: set[str], words: dict[str, str]) -> str:
    """That letters stand here as a sign, and which."""
    named = [f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in sorted(lacking)]
    told = ", ".join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "")
    return f"{words['missing']} \u2066{told}\u2069"


@cache
def _template() -> bytes:
    return files("marsad.publishing").joinpath("templates/report.typ").read_bytes()
