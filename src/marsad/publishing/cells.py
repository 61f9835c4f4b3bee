"""Rows of CSV for spreadsheets, in UTF-8 with the mark by which they know it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

MARK = b"\xef\xbb\xbf"
# What spreadsheets take for a formula, also in wide letters (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_row(cells: Iterable[str]) -> bytes:
    """One row, with its line end."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def cell(value: object) -> str:
    """A value as a cell; a text that a spreadsheet would reckon with is told to be text."""
    if isinstance(value, int | float):
        return str(value)  # -33.9 is a latitude, not a formula
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
