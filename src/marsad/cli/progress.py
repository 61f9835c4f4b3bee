"""How far long work is, for people who wait."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

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


@contextmanager
def show_steps() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on the error output for each sort of work, as it is told of: what, done, total."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def advance(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=None)
            progress.update(tasks[what], completed=done, total=total or None)

        yield advance
