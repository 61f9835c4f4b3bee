"""What a search found: for a terminal, as JSON lines, or as a table of CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import BinaryIO, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from marsad.archive.search.find import Hit
from marsad.codec import to_json, to_plain
from marsad.publishing.cells import MARK, cell, csv_row
from marsad.publishing.visible import is_rtl, one_line

_ISOLATES = {True: "\u2067", False: "\u2066"}
_POP = "\u2069"
_PLAIN_WIDTH = 100
_COLUMNS = (
    *("claim", "document", "published", "outlet", "lang", "title", "source", "stance", "review"),
    *("start", "end", "passage"),
)
# Line ends and controls, also those that turn the direction of all that stands behind them.
_UNSEEN = re.compile("[\\s\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write_hits(hits: Iterable[Hit], format: str, out: BinaryIO) -> None:
    """Write hits as they come: ``jsonl``, or ``csv`` in UTF-8 with the mark of spreadsheets."""
    for line in hit_lines(hits, format):
        out.write(line)


def hit_lines(hits: Iterable[Hit], format: str) -> Iterator[bytes]:
    """The same, line by line."""
    if format == "csv":
        return _csv(hits)
    return (to_json(hit_line(hit)) + b"\n" for hit in hits)


def hit_line(hit: Hit) -> dict[str, object]:
    """A hit as plain data; ``marked`` are positions in the passage."""
    return {str(key): value for key, value in to_plain(asdict(hit)).items() if key != "key"}


def _csv(hits: Iterable[Hit]) -> Iterator[bytes]:
    yield MARK + csv_row(_COLUMNS)
    for hit in hits:
        yield csv_row([cell(getattr(hit, name)) for name in _COLUMNS])


def print_hits(hits: Iterable[Hit], out: TextIO) -> None:
    """Print hits for people: a line on each, and its passage with the words that were found."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(
            file=out, width=_PLAIN_WIDTH, highlight=False, markup=False, no_color=True
        )
    for hit in hits:
        _print(console, hit)


def _print(console: Console, hit: Hit) -> None:
    head = Text()
    parts = (
        (hit.published or "no date", "dim"),
        (hit.outlet or "no outlet", ""),
        (hit.source if hit.claim else hit.title, "bold"),
        (hit.stance, "yellow"),
        (hit.review, "green"),
        (hit.claim or hit.document, "dim"),
    )
    for value, style in parts:
        if value:
            head.append(" · " if head else "")
            head.append(_isolate(one_line(value), console.is_terminal), style)
    console.print(head)
    console.print(Padding(_passage(hit, console.is_terminal), (0, 0, 1, 3), expand=False))


def _passage(hit: Hit, isolated: bool) -> Text:
    """The passage with its hits: bold on a screen, in brackets elsewhere."""
    plain = _UNSEEN.sub(" ", hit.passage)  # one for one, so that the marks stay in their places
    if isolated:
        text = Text(plain)
        for start, end in hit.marked:
            text.stylize("bold reverse", start, end)
        return Text(_ISOLATES[is_rtl(plain)]) + text + Text(_POP)
    shown: list[str] = []
    at = 0
    for start, end in hit.marked:
        shown += [plain[at:start], "[", plain[start:end], "]"]
        at = end
    return Text("".join((*shown, plain[at:])))


def _isolate(value: str, isolated: bool) -> str:
    return f"{_ISOLATES[is_rtl(value)]}{value}{_POP}" if isolated else value
