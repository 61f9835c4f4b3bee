"""How far long work is, for people who wait."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

# Below this nobody waits long enough to want a bar.
_LARGE = 4 << 20


class Bar:
    """Shows how far the reading is, or nothing."""

    def __init__(self, progress: Progress | None = None, size: int = 0) -> None:
        self._progress = progress
        self._done = 0
        self._task = None if progress is None else progress.add_task("", total=size, done="0")

    def take(self, size: int) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, size)

    def count(self) -> None:
        self._done += 1
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, done=f"{self._done:,}")


@contextmanager
def show_progress(paths: tuple[Path, ...], *, visible: bool) -> Iterator[Bar]:
    """A bar on the error output, for people who wait: many files, or a large one."""
    from marsad.intake.files import count_bytes

    count, size = count_bytes(*paths) if visible and sys.stderr.isatty() else (0, 0)
    if count < 2 and size < _LARGE:
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[done]} documents"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, size)
