"""What a hostile text hides: controls made visible, and the direction that a text runs in."""

from __future__ import annotations

import re
import unicodedata

# Line ends and tabs stay; left-to-right and right-to-left marks only nudge and are common in news.
CONTROLS = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
_STRONG = frozenset({"L", "R", "AL"})


def show_control(char: str) -> str:
    """The name of a control in place of its effect: ``[U+202E]``."""
    return f"[U+{ord(char):04X}]"


def show_controls(text: str) -> str:
    """The text with every control named instead of working."""
    return CONTROLS.sub(lambda hit: show_control(hit[0]), text)


def one_line(text: str) -> str:
    """The text on one line, with controls named."""
    return show_controls(" ".join(text.split()))


def shorten(line: str, most: int = 90) -> str:
    """A line cut at a word, where it is longer than ``most`` letters."""
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in _STRONG:
            return direction != "L"
    return False
