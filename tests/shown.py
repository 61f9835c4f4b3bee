"""What a page of the documents shows: commands with a prompt, and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHOWN = re.DOTALL | re.MULTILINE
FENCE = re.compile(r"```.*?```", re.DOTALL)


def examples(text: str) -> Iterator[tuple[str, str]]:
    """The commands that a page shows with a prompt, and what stands below them."""
    for block in FENCE.findall(text):
        yield from re.findall(r"^\$ (marsad [^\n]*)\n(.*?)^(?=\$|```)", block, SHOWN)


def holds(output: str, shown: str) -> bool:
    """Whether the lines shown stand in the output, in this order.

    «…» stands for any lines, and at the end of a line for the rest of it.
    """
    lines = iter([line.rstrip() for line in output.splitlines()])
    wanted = (line.rstrip() for line in shown.splitlines() if line != "…")
    return all(any(_is_shown(line, one) for line in lines) for one in wanted)


def _is_shown(line: str, shown: str) -> bool:
    return line == shown or (shown.endswith("…") and line.startswith(shown[:-1]))


def said(errors: str) -> str:
    """What stands on the error output but the number of hits."""
    return re.sub(r"^([\d,]+ of )?[\d,]+ [a-z]+\n", "", errors)
