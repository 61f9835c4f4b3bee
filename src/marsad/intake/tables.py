"""Tables of articles (CSV, TSV), row by row: a document where there is a text, else an address."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import tomli

from marsad.intake import limits
from marsad.intake.articles import Given, build_item, clean
from marsad.intake.charsets import decode_piece, is_utf16
from marsad.intake.dates import read_date
from marsad.intake.decoding import decode
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.gdelt import find_form, read_gdelt
from marsad.intake.lines import skip_line
from marsad.intake.originals import Address, Extract
from marsad.intake.outlets import find_outlet, is_address
from marsad.intake.sources import EMPTY, Found, Source, Stream, open_bytes, read_whole

TABLES = frozenset({".csv", ".tsv", ".tab"})
_TABBED = frozenset({".tsv", ".tab"})
_DELIMITERS = ",;\t|"
_CHOSEN = re.compile(r"sep=(.)\s*")  # the first line that Excel writes
_NAMES = Path(__file__).with_name("columns.toml")
_NO_COLUMNS = (
    'a table without a column of texts or of addresses; call one of them "text" or "url" in its '
    "first row"
)
_SPACES = re.compile(r"[\s_.\-]+")
# The text of a book has 50,000 lines; a mark that never closes would take the whole file.
_MOST_LINES = 100_000
_CODE = re.compile(r"[A-Za-z]{2}(?:[-_]\w+)?")


class Row(NamedTuple):
    """A row as it stands in the file, and its cells."""

    number: int
    raw: bytes
    cells: list[str]


def read_table(stream: Stream, source: Source, given: Given) -> Iterator[Found]:
    """The rows of a table with a header, or of one of GDELT's, which have none."""
    lines = _Lines(stream, source)
    try:
        first = next(lines, None)
    except _TooLong:
        raise Unreadable(_NO_COLUMNS) from None
    if first is None or not first.strip():
        yield Failure(source.place, EMPTY)
        return
    form = find_form(first)
    if form is not None:
        yield from read_gdelt(chain([(1, first)], lines.numbered()), form, source.place)
        return
    chosen = _CHOSEN.fullmatch(first)
    delimiter = chosen[1] if chosen else _find_delimiter(first, source)
    rows = _read_rows(lines, [] if chosen else [first], delimiter, source.place)
    yield from _read_body(rows, source, given)


def is_header(line: str) -> bool:
    """Whether a line names columns, one of them of texts or of addresses."""
    columns = _find_columns(_cells(line, _most_columns(line)))
    return len(columns) > 1 and ("text" in columns or "url" in columns)


def _read_body(rows: Iterator[Row | Failure], source: Source, given: Given) -> Iterator[Found]:
    header = next(rows, None)
    if not isinstance(header, Row):
        raise Unreadable(_NO_COLUMNS if header is None else header.message)
    columns = _find_columns(header.cells)
    if not {"text", "url"} & columns.keys():
        columns = _find_addresses(header.cells)
        rows = chain([header], rows)
    for row in rows:
        if isinstance(row, Failure):
            yield row
        else:
            yield from _read_row(row, columns, source, given)


def _read_row(row: Row, columns: dict[str, int], source: Source, given: Given) -> Iterator[Found]:
    told = {
        key: value
        for key, column in columns.items()
        if column < len(row.cells) and (value := clean(row.cells[column]))
    }
    place, url = f"{source.place}:{row.number}", told.get("url", "").strip()
    published = read_date(told.get("published"))
    if published is None and "published" in told:
        day = told["published"][:40]
        yield Failure(place, f'the date "{day}" was left out; write it as 2017-06-08')
    lang, outlet, title = _language(told.get("lang")), told.get("outlet"), told.get("title")
    if "text" in told:
        extract = Extract(
            text=told["text"],
            title=title,
            author=told.get("author"),
            published=published,
            lang=lang,
            outlet=outlet,
            url=url or None,
        )
        yield build_item(extract, source.piece(row.raw, place), given, told.get("id"))
    elif is_address(url):
        yield Address(
            url=url,
            place=place,
            title=title,
            published=published,
            outlet=outlet or find_outlet(url),
            lang=lang,
        )
    elif told:
        yield Failure(place, "a row without text and without an address; give it one of them")


def _language(told: str | None) -> str | None:
    """A code of a language; its name in words tells nothing here."""
    return told if told and _CODE.fullmatch(told) else None


def _read_rows(
    lines: _Lines, taken: list[str], delimiter: str, place: str
) -> Iterator[Row | Failure]:
    """The rows as the csv module finds them. One that is too long costs itself only."""
    # The csv module has one limit for all of a program, and its own is too small for a long text.
    csv.field_size_limit(max(csv.field_size_limit(), limits.MAX_ROW))
    while True:
        yield from _rows_until_broken(lines, taken, delimiter, place)
        if lines.ended:
            return
        taken = []


def _rows_until_broken(
    lines: _Lines, taken: list[str], delimiter: str, place: str
) -> Iterator[Row | Failure]:
    reader = csv.reader(chain(taken, lines), delimiter=delimiter)
    while True:
        number = lines.number + (0 if lines.taken else 1)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
            lines.take_row()
            lines.skip_cell()
            size = limits.mebibytes(limits.MAX_ROW)
            yield Failure(
                f"{place}:{number}", f"a row of more than {size} or {_MOST_LINES:,} lines; split it"
            )
            return
        except csv.Error as error:
            lines.take_row()
            yield Failure(f"{place}:{number}", f"a broken row ({error}); write it anew as CSV")
            return
        yield Row(number, lines.take_row(), cells)


class _TooLong(Exception):
    """A row goes beyond the limit."""


class _Lines:
    """The lines of a table as text, their numbers, and their bytes since the last row."""

    def __init__(self, stream: Stream, source: Source) -> None:
        self.number = 0
        self.taken: list[bytes] = []
        self.ended = False
        self._size = 0
        self._open = False  # a cell of several lines has gone beyond the limit
        if is_utf16(stream.peek(4096)[:4096]):
            text = decode(read_whole(stream, source))
            stream = open_bytes(text.encode("utf-8"))
        self._stream = stream

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(limits.MAX_ROW + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if self._size > limits.MAX_ROW or len(self.taken) > _MOST_LINES:
            self._open = len(self.taken) > 0
            skip_line(self._stream, line)
            raise _TooLong
        self.taken.append(line)
        return decode_piece(line.removeprefix(codecs.BOM_UTF8) if self.number == 1 else line)

    def numbered(self) -> Iterator[tuple[int, str]]:
        """The lines that are left, one by one; those that are too long are passed over."""
        while not self.ended:
            self.take_row()
            try:
                for line in self:
                    yield self.number, line
                    self.take_row()
            except _TooLong:
                continue

    def take_row(self) -> bytes:
        """The bytes of the row that ends here."""
        raw = b"".join(self.taken).strip(b"\r\n")
        self.taken, self._size = [], 0
        return raw

    def skip_cell(self) -> None:
        """Pass over the rest of a cell of many lines, up to the line whose mark closes it."""
        while (
            self._open
            and (line := self._stream.readline(limits.MAX_ROW))
            and line.count(b'"') % 2 == 0
        ):
            self.number += line.endswith(b"\n")


def _find_delimiter(line: str, source: Source) -> str:
    if source.suffix in _TABBED:
        return "\t"
    return _most_columns(line)


def _most_columns(line: str) -> str:
    """The delimiter by which most names of columns are found, or else most cells."""
    return max(
        _DELIMITERS,
        key=lambda mark: (len(_find_columns(cells := _cells(line, mark))), len(cells)),
    )


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _find_columns(header: list[str]) -> dict[str, int]:
    """Which column holds what, by the names in the header."""
    called = [_SPACES.sub(" ", cell).strip().lower() for cell in header]
    columns: dict[str, int] = {}
    for key, names in _names().items():
        place = next((called.index(name) for name in names if name in called), None)
        if place is not None and place not in columns.values():
            columns[key] = place
    return columns


def _find_addresses(cells: list[str]) -> dict[str, int]:
    """The column of addresses of a table without a header. Raises ``Unreadable`` without one."""
    for column, cell in enumerate(cells):
        if is_address(cell.strip()):
            return {"url": column}
    raise Unreadable(_NO_COLUMNS)


@cache
def _names() -> dict[str, list[str]]:
    return tomli.loads(_NAMES.read_text(encoding="utf-8"))
