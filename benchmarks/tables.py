"""Tables on the standard output, and a bar on the error output for those who wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

_NUMBER = frozenset("0123456789.,+-%x ")
Item = TypeVar("Item")


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns of numbers to the right, others to the left; what is Arabic belongs last."""
    lines = [list(head), *map(list, rows)]
    columns = list(zip(*lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    right = [all(set(cell) <= _NUMBER for cell in column[1:]) for column in columns]
    for line in lines:
        cells = zip(line, widths, right, strict=True)
        print(
            "  ".join(
                cell.rjust(width) if number else cell.ljust(width) for cell, width, number in cells
            ).rstrip()
        )
    print()


def share(part: int, whole: int) -> str:
    """A part in percent, with one digit behind the point."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def watch(items: Iterable[Item], of: Collection[object], what: str) -> Iterable[Item]:
    """The items, with a bar on the error output when that is a terminal."""
    console = Console(stderr=True)
    return track(
        items, what, len(of), console=console, transient=True, disable=not console.is_terminal
    )
