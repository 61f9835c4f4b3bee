"""Lines of a table in a terminal: wrapped to a width, words of documents in their own direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from marsad.publishing.visible import is_rtl, one_line

_ISOLATES = {True: "\u2067", False: "\u2066"}
_POP = "\u2069"
_LEAST = 20  # cells that a line has at least, however far it is put in


class Lines:
    """A table as it grows. On a screen each line of text is an isolate of its own; there a table
    with words that run from right to left (``rtl``) begins at the right.
    """

    def __init__(
        self, width: int, comma: str = ", ", *, screen: bool = False, rtl: bool = False
    ) -> None:
        self._width, self._comma, self._screen, self._rtl = width, comma, screen, rtl
        self._console = Console(width=width, no_color=True, highlight=False, legacy_windows=False)
        self._made: list[str] = []

    def text(self, text: str, indent: int = 0) -> None:
        """Words of a document, or a name, each line in the direction of the whole."""
        shown = one_line(text)
        rtl = is_rtl(shown)
        for line in self._wrapped(shown, indent):
            self._add(self._isolate(line, rtl=rtl), indent)

    def facts(self, facts: Iterable[str | None], indent: int = 0) -> None:
        """Facts side by side, as many on a line as fit; what is unknown is left out."""
        self._side_by_side([fact for fact in facts if fact], " · ", indent)

    def names(self, word: str, names: Iterable[str], indent: int = 0) -> None:
        """Names behind a word of the interface."""
        self._side_by_side(list(names), self._comma, indent, f"{word}: ")

    def chain(self, names: Iterable[str], arrow: str, indent: int = 0) -> None:
        """Names in their order, with arrows between them."""
        self._side_by_side(list(names), f" {arrow} ", indent)

    def gap(self) -> None:
        """An empty line, never two."""
        if self._made and self._made[-1]:
            self._made.append("")

    def done(self) -> str:
        """The table, each line ended."""
        while self._made and not self._made[-1]:
            self._made.pop()
        return "".join(f"{line}\n" for line in self._made)

    def _side_by_side(self, parts: list[str], between: str, indent: int, line: str = "") -> None:
        """Parts that each keep their direction; a line breaks between them where it can."""
        long, empty, room = self._cells(line), True, self._room(indent)
        room -= self._cells(between.rstrip())
        for part in parts:
            rtl = is_rtl(one_line(part))
            first, *rest = [*self._wrapped(one_line(part), indent + 2)] or [""]
            joint = "" if empty else between
            if line and long + self._cells(joint + first) > room:
                self._add(line + joint.rstrip(), indent)
                line, long, joint = "  ", 2, ""
            line += joint + self._isolate(first, rtl=rtl)
            long += self._cells(joint + first)
            for one in rest:
                self._add(line, indent)
                line, long = f"  {self._isolate(one, rtl=rtl)}", 2 + self._cells(one)
            empty = False
        self._add(line, indent)

    def _wrapped(self, text: str, indent: int) -> Iterator[str]:
        for line in Text(text).wrap(self._console, self._room(indent)):
            line.rstrip()
            yield line.plain

    def _room(self, indent: int) -> int:
        return max(_LEAST, self._width - indent)

    def _cells(self, text: str) -> int:
        return Text(text).cell_len

    def _isolate(self, line: str, *, rtl: bool) -> str:
        return f"{_ISOLATES[rtl]}{line}{_POP}" if self._screen and line.strip() else line

    def _add(self, line: str, indent: int) -> None:
        if not (self._rtl and self._screen and line.strip()):
            self._made.append(f"{' ' * indent}{line}".rstrip())
            return
        begun = len(line) - len(line.lstrip(" "))
        bare = line.strip(" ")
        room = max(0, self._width - indent - begun - self._cells(bare))
        self._made.append(f"{' ' * room}{_ISOLATES[True]}{bare}{_POP}")
