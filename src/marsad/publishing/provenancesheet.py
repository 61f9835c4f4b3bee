"""What both drawings of a provenance graph have in common: boxes, lines, words and the legend.

Positions run in the direction of reading, and are turned when drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from marsad.publishing.drawing import (
    LONGEST,
    Box,
    Letters,
    draw_letters,
    draw_line,
    lead,
    measure,
    number,
    run,
    shorten,
)
from marsad.publishing.visible import is_rtl
from marsad.publishing.words import Words

EDGE, GAP = 18.0, 16.0  # round the drawing, and between boxes
_NAME, FACT = 15.0, 12.5  # sizes of letters
_LINE = 21.0  # between lines of a name
_MOST_LINES = 3
HEAD = 9.0  # of an arrow's head


class Mark(NamedTuple):
    """A box of the drawing; ``address`` is what it leads to."""

    id: str
    name: str
    facts: tuple[str, ...]
    signs: tuple[str, ...]
    style: str
    document: bool
    last: bool
    address: str | None = None


class Arrow(NamedTuple):
    """A line of the drawing: one rests on another."""

    start: str
    end: str
    day: str | None
    hedged: bool
    copy: bool
    closing: bool


class Sheet(NamedTuple):
    """All that is drawn, and the words of the legend, where there is to be one."""

    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    title: str
    words: Words
    legend: bool = True


class Piece(NamedTuple):
    """A part of a drawing with its height."""

    svg: str
    height: float


class Body(NamedTuple):
    """The words of a box, in lines that fit, and its size."""

    mark: Mark
    lines: tuple[str, ...]
    under: tuple[tuple[str, str], ...]
    width: float
    height: float


def make_body(mark: Mark, room: float) -> Body:
    inner = room - 22
    lines = tuple(wrap(mark.name, inner, _NAME, _MOST_LINES))
    facts = " · ".join(_kept(fact) for fact in mark.facts)
    under = [(line, "pv-fact") for line in wrap(facts, inner, FACT, 2)] if facts else []
    for sign in mark.signs:
        under += [(line, "pv-sign") for line in wrap(sign, inner, FACT, 2)]
    height = 18 + _LINE * len(lines) + 17 * len(under)
    return Body(mark, lines, tuple(under), room, height)


def wrap(text: str, room: float, size: float, most: int) -> Iterator[str]:
    """Lines that fit, at most so many; a word that is too long is cut, as is what is left over."""
    words = text[: most * LONGEST].split(" ")
    for count in range(most):
        if not words:
            return
        if count == most - 1:
            yield _cut(words, room, size)
            return
        taken = 1
        while taken < len(words) and measure(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        line, words = " ".join(words[:taken]), words[taken:]
        if measure(line, size) > room:
            head = shorten(line, room, size).removesuffix("…")
            words.insert(0, line[len(head) :])
            line = head
        yield line


def _cut(words: Sequence[str], room: float, size: float) -> str:
    """Words on one line, without those at the end that do not fit."""
    kept = list(words)
    while len(kept) > 1 and measure(" ".join((*kept, "…")), size) > room:
        kept.pop()
    line = " ".join(kept)
    return shorten(line if len(kept) == len(words) else f"{line} …", room, size)


def _kept(text: str) -> str:
    """A fact that keeps its own direction among others."""
    return run(text, "rtl" if is_rtl(text) else "ltr")


class Drawing:
    """What both drawings have in common."""

    width: float

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.words = sheet, sheet.words
        self.rtl = sheet.words.direction == "rtl"

    def turn(self, at: float) -> float:
        return self.width - at if self.rtl else at

    def write(self, at: float, y: float, text: str, style: str, anchor: str = "middle") -> str:
        """Words at a place counted in the direction of reading; ``left`` is where reading begins.

        The drawing runs in the direction of the words, so its anchors need no turning of theirs.
        """
        direction = "rtl" if is_rtl(text) else "ltr"
        side = {"left": "right", "right": "left"}.get(anchor, anchor) if self.rtl else anchor
        letters = Letters(self.turn(at), y, run(text, direction), style, side)
        return draw_letters(letters, self.words.direction)

    def draw_title(self) -> Piece:
        """The proposition, over the drawing."""
        if not self.sheet.title:
            return Piece("", EDGE)
        lines = list(wrap(self.sheet.title, self.width - 2 * EDGE, 17, 3))
        turned = is_rtl(self.sheet.title) != self.rtl  # it begins where its own reading does
        start, side = (self.width - EDGE, "right") if turned else (EDGE, "left")
        svg = "".join(
            self.write(start, 32 + 25 * at, line, "pv-title", side) for at, line in enumerate(lines)
        )
        return Piece(svg, 32 + 25 * len(lines))

    def draw_box(self, body: Body, box: Box) -> str:
        left = min(self.turn(box.left), self.turn(box.right))
        radius = 5 if body.mark.document else 20
        hint = " · ".join((body.mark.name, *body.mark.facts, *body.mark.signs))
        middle = (box.left + box.right) / 2
        y = (box.top + box.bottom - body.height) / 2 + 9
        parts = [
            f'<rect class="pv-box {body.mark.style}" x="{number(left)}" y="{number(box.top)}" '
            f'width="{number(box.right - box.left)}" height="{number(box.bottom - box.top)}" '
            f'rx="{radius}"/>'
        ]
        for line in body.lines:
            parts.append(self.write(middle, y + 15, line, "pv-name"))
            y += _LINE
        for line, style in body.under:
            parts.append(self.write(middle, y + 12, line, style))
            y += 17
        if body.mark.address is not None:
            return lead(body.mark.address, hint, "".join(parts))
        return f"<g><title>{escape(hint)}</title>{''.join(parts)}</g>"

    def draw_way(self, path: str, arrow: Arrow) -> str:
        """A line: dashed where hedged, double where a copy, red where a circle closes."""
        signs = (("hedged", arrow.hedged), ("copy", arrow.copy), ("red", arrow.closing))
        style = " ".join(("pv-way", *(name for name, there in signs if there)))
        drawn = f'<path class="{style}" d="{path}"/>'
        return drawn + (f'<path class="pv-way inner" d="{path}"/>' if arrow.copy else "")

    def draw_head(self, at: float, y: float, arrow: Arrow, *, back: bool = False) -> str:
        """The point of an arrow that runs in the direction of reading, or back."""
        tail = at + HEAD * 1.3 if back else at - HEAD * 1.3
        red = " red" if arrow.closing else ""
        x, tail = self.turn(at), self.turn(tail)
        return (
            f'<path class="pv-head{red}" d="M{number(x)} {number(y)}L{number(tail)} '
            f'{number(y - HEAD / 1.7)}L{number(tail)} {number(y + HEAD / 1.7)}Z"/>'
        )

    def draw_legend(self, top: float) -> Piece:
        """What the boxes and lines mean."""
        if not self.sheet.legend:
            return Piece("", 0)
        parts = [draw_line((EDGE, top), (self.width - EDGE, top), "pv-rule")]
        x, y = EDGE, top + 24
        for sample, word in self._samples():
            long = 52 + measure(word, FACT) + 22
            if x > EDGE and x + long > self.width - EDGE / 2:
                x, y = EDGE, y + 25
            parts.append(self._sample(sample, x, y))
            parts.append(self.write(x + 52, y + 4.5, word, "pv-fact", "left"))
            x += long
        return Piece("".join(parts), y + 22 - top)

    def _samples(self) -> Iterator[tuple[str, str]]:
        word = self.words.word
        yield from (("document", word["report"]), ("voice", word["voice"]))
        yield from (("origin", word["origin"]), ("party", word["self_stated"]))
        yield from (("", word["rests_on"]), ("hedged", word["hedged"]))
        yield from (("copy", word["copied"]), ("red", word["closes"]))

    def _sample(self, sample: str, x: float, y: float) -> str:
        if sample in {"document", "voice", "origin", "party"}:
            radius = 3 if sample == "document" else 8
            left = min(self.turn(x), self.turn(x + 40))
            return (
                f'<rect class="pv-box {sample}" x="{number(left)}" y="{number(y - 9)}" width="40" '
                f'height="18" rx="{radius}"/>'
            )
        arrow = Arrow("", "", None, sample == "hedged", sample == "copy", sample == "red")
        path = f"M{number(self.turn(x))} {number(y)}L{number(self.turn(x + 36))} {number(y)}"
        return self.draw_way(path, arrow) + self.draw_head(x + 42, y, arrow)
