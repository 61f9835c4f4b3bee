"""How far long work on an archive is: told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

# Called with what is being done, how many are done, and how many there are (0: not known).
Advance = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _total: int) -> None:
    """Tells nobody."""
