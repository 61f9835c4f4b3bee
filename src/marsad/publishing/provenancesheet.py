"""The drawing of a provenance graph: columns for wide windows, a list with lines for narrow ones.

Both stand in one file; its own style sheet shows the one that fits, in light and dark. Positions
run in the direction of reading, and are turned when drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from marsad.publishing.drawing import (
    Box,
    Letters,
    draw_letters,
    draw_line,
    measure,
    number,
    run,
    shorten,
)
from marsad.publishing.provenancelayers import Layers, place_layers
from marsad.publishing.visible import is_rtl
from marsad.publishing.words import Words

_EDGE, _GAP = 18.0, 16.0
_NAME, _FACT = 15.0, 12.5  # sizes of letters
_LINE = 21.0  # between lines of a name
_MOST_LINES = 3
_BOX, _BETWEEN = 230.0, 120.0  # the widest box, and the room between columns, of the wide drawing
_WIDE, _NARROW = 1140.0, 358.0
_SWITCH = 720  # pixels of a window below which the narrow drawing is shown
_TRACK = 13.0  # between the lines of the narrow drawing
_MOST_TRACKS = 96.0  # all of them together; more lie closer
_TURN = 14.0  # how round the corners of its lines are
_PALE = 9.0  # of an arrow's head


class Mark(NamedTuple):
    """A box of the drawing."""

    id: str
    name: str
    facts: tuple[str, ...]
    signs: tuple[str, ...]
    style: str
    document: bool
    last: bool


class Arrow(NamedTuple):
    """A line of the drawing: one rests on another."""

    start: str
    end: str
    day: str | None
    hedged: bool
    copy: bool
    closing: bool


class Sheet(NamedTuple):
    """All that is drawn, and the words of the legend."""

    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    title: str
    words: Words


class _Piece(NamedTuple):
    """A part of a drawing with its height."""

    svg: str
    height: float


def draw_sheet(sheet: Sheet) -> str:
    """The whole file."""
    wide, wide_width = _Wide(sheet).draw()
    narrow = _Narrow(sheet).draw()
    title = escape(sheet.title or sheet.words.word["provenance"])
    height = number(wide.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pv" role="img" lang="{sheet.words.lang}" '
        f'direction="{sheet.words.direction}" width="{number(wide_width)}" height="{height}">\n'
        f"<title>{title}</title>\n<style>{_style(wide, wide_width, narrow)}</style>\n"
        f'<svg class="pv-wide" viewBox="0 0 {number(wide_width)} {height}" '
        f'preserveAspectRatio="xMidYMin meet">{wide.svg}</svg>\n'
        f'<svg class="pv-narrow" viewBox="0 0 {number(_NARROW)} {number(narrow.height)}" '
        f'preserveAspectRatio="xMidYMin meet">{narrow.svg}</svg>\n</svg>\n'
    )


def _style(wide: _Piece, width: float, narrow: _Piece) -> str:
    """The style sheet; heights follow the width of the window, as a file has no column."""
    tall, long = wide.height / width, narrow.height / _NARROW
    return (
        f".pv{{width:100%;max-width:{number(width * 1.25)}px;"
        f"height:min({number(wide.height * 1.25)}px,{tall * 100:.2f}vw);{_LIGHT}"
        "background:var(--pv-sheet);font-family:'Noto Sans Arabic','Noto Sans','Segoe UI',"
        "'Geeza Pro',Tahoma,system-ui,sans-serif}"
        ".pv-narrow{display:none}"
        f"@media(max-width:{_SWITCH}px){{.pv{{height:{long * 100:.2f}vw}}"
        ".pv-wide{display:none}.pv-narrow{display:inline}}"
        f"@media(prefers-color-scheme:dark){{.pv{{{_DARK}}}}}{_RULES}"
    )


_LIGHT = (
    "--pv-sheet:#fff;--pv-ink:#1c2026;--pv-muted:#565d66;--pv-line:#5d6873;--pv-document:#eef2f5;"
    "--pv-voice:#fff;--pv-origin:#e3f1e9;--pv-origin-edge:#17643a;--pv-party:#fdf0d2;"
    "--pv-party-edge:#8a4300;--pv-closing:#b3202c;"
)
_DARK = (
    "--pv-sheet:#1b1f23;--pv-ink:#e8e6e0;--pv-muted:#a7adb5;--pv-line:#98a2ac;"
    "--pv-document:#2a3138;--pv-voice:#1b1f23;--pv-origin:#1c3529;--pv-origin-edge:#7fd3a0;"
    "--pv-party:#3d3013;--pv-party-edge:#f5b070;--pv-closing:#ff8d8d;"
)
_RULES = (
    ".pv-name{font-size:15px;font-weight:600;fill:var(--pv-ink)}"
    ".pv-fact{font-size:12.5px;fill:var(--pv-muted)}"
    ".pv-sign{font-size:12.5px;font-weight:600;fill:var(--pv-party-edge)}"
    ".pv-title{font-size:17px;font-weight:600;fill:var(--pv-ink)}"
    ".pv-day{font-size:12.5px;fill:var(--pv-muted);stroke:var(--pv-sheet);stroke-width:5px;"
    "paint-order:stroke;stroke-linejoin:round}"
    ".pv-day.red{fill:var(--pv-closing);font-weight:600}"
    ".pv-box{stroke:var(--pv-line);stroke-width:1.2}"
    ".document{fill:var(--pv-document)}.voice{fill:var(--pv-voice)}"
    ".origin{fill:var(--pv-origin);stroke:var(--pv-origin-edge);stroke-width:2}"
    ".party{fill:var(--pv-party);stroke:var(--pv-party-edge);stroke-width:2.4}"
    ".pv-way{fill:none;stroke:var(--pv-line);stroke-width:1.7}"
    ".pv-way.hedged{stroke-dasharray:7 5}"
    ".pv-way.copy{stroke-width:5.4}.pv-way.inner{stroke:var(--pv-sheet);stroke-width:2.2;"
    "stroke-dasharray:none}"
    ".pv-way.red{stroke:var(--pv-closing)}.pv-way.red:not(.copy){stroke-width:2.8}"
    ".pv-head{fill:var(--pv-line)}.pv-head.red{fill:var(--pv-closing)}"
    ".pv-rule{stroke:var(--pv-muted);stroke-width:.6;fill:none}"
)


class _Body(NamedTuple):
    """The words of a box, in lines that fit, and its size."""

    mark: Mark
    lines: tuple[str, ...]
    under: tuple[tuple[str, str], ...]
    width: float
    height: float


def _body(mark: Mark, room: float) -> _Body:
    inner = room - 22
    lines = tuple(wrap(mark.name, inner, _NAME, _MOST_LINES))
    facts = " · ".join(_kept(fact) for fact in mark.facts)
    under = [(line, "pv-fact") for line in wrap(facts, inner, _FACT, 2)] if facts else []
    for sign in mark.signs:
        under += [(line, "pv-sign") for line in wrap(sign, inner, _FACT, 2)]
    height = 18 + _LINE * len(lines) + 17 * len(under)
    return _Body(mark, lines, tuple(under), room, height)


def wrap(text: str, room: float, size: float, most: int) -> Iterator[str]:
    """Lines that fit, at most so many; a word that is too long is cut, as is what is left over."""
    words = text.split(" ")
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


class _Route(NamedTuple):
    """A line with its head, and the points where its day may stand, the best first."""

    path: str
    head: str
    arrow: Arrow
    spots: tuple[tuple[float, float], ...]


class _Drawing:
    """What both drawings have in common."""

    width: float

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._words = sheet, sheet.words
        self._rtl = sheet.words.direction == "rtl"

    def _x(self, at: float) -> float:
        return self.width - at if self._rtl else at

    def _text(self, at: float, y: float, text: str, style: str, anchor: str = "middle") -> str:
        """Words at a place counted in the direction of reading; ``left`` is where reading begins.

        The drawing runs in the direction of the words, so its anchors need no turning of theirs.
        """
        direction = "rtl" if is_rtl(text) else "ltr"
        side = {"left": "right", "right": "left"}.get(anchor, anchor) if self._rtl else anchor
        letters = Letters(self._x(at), y, run(text, direction), style, side)
        return draw_letters(letters, self._words.direction)

    def _title(self) -> _Piece:
        """The proposition, over the drawing."""
        if not self._sheet.title:
            return _Piece("", _EDGE)
        lines = list(wrap(self._sheet.title, self.width - 2 * _EDGE, 17, 3))
        svg = "".join(
            self._text(_EDGE, 32 + 25 * at, line, "pv-title", "left")
            for at, line in enumerate(lines)
        )
        return _Piece(svg, 32 + 25 * len(lines))

    def _box(self, body: _Body, box: Box) -> str:
        left = min(self._x(box.left), self._x(box.right))
        radius = 5 if body.mark.document else 20
        hint = " · ".join((body.mark.name, *body.mark.facts, *body.mark.signs))
        middle, y = (box.left + box.right) / 2, box.top + 9
        parts = [
            f'<rect class="pv-box {body.mark.style}" x="{number(left)}" y="{number(box.top)}" '
            f'width="{number(box.right - box.left)}" height="{number(box.bottom - box.top)}" '
            f'rx="{radius}"/>'
        ]
        for line in body.lines:
            parts.append(self._text(middle, y + 15, line, "pv-name"))
            y += _LINE
        for line, style in body.under:
            parts.append(self._text(middle, y + 12, line, style))
            y += 17
        return f"<g><title>{escape(hint)}</title>{''.join(parts)}</g>"

    def _way(self, path: str, arrow: Arrow) -> str:
        """A line: dashed where hedged, double where a copy, red where a circle closes."""
        signs = (("hedged", arrow.hedged), ("copy", arrow.copy), ("red", arrow.closing))
        style = " ".join(("pv-way", *(name for name, there in signs if there)))
        drawn = f'<path class="{style}" d="{path}"/>'
        return drawn + (f'<path class="pv-way inner" d="{path}"/>' if arrow.copy else "")

    def _head(self, at: float, y: float, arrow: Arrow, *, back: bool = False) -> str:
        """The point of an arrow that runs in the direction of reading, or back."""
        tail = at + _PALE * 1.3 if back else at - _PALE * 1.3
        red = " red" if arrow.closing else ""
        x, tail = self._x(at), self._x(tail)
        return (
            f'<path class="pv-head{red}" d="M{number(x)} {number(y)}L{number(tail)} '
            f'{number(y - _PALE / 1.7)}L{number(tail)} {number(y + _PALE / 1.7)}Z"/>'
        )

    def _legend(self, top: float) -> _Piece:
        """What the boxes and lines mean."""
        parts = [draw_line((_EDGE, top), (self.width - _EDGE, top), "pv-rule")]
        x, y = _EDGE, top + 24
        for sample, word in self._samples():
            long = 52 + measure(word, _FACT) + 22
            if x > _EDGE and x + long > self.width - _EDGE / 2:
                x, y = _EDGE, y + 25
            parts.append(self._sample(sample, x, y))
            parts.append(self._text(x + 52, y + 4.5, word, "pv-fact", "left"))
            x += long
        return _Piece("".join(parts), y + 22 - top)

    def _samples(self) -> Iterator[tuple[str, str]]:
        word = self._words.word
        yield from (("document", word["report"]), ("voice", word["voice"]))
        yield from (("origin", word["origin"]), ("party", word["self_stated"]))
        yield from (("", word["rests_on"]), ("hedged", word["hedged"]))
        yield from (("copy", word["copied"]), ("red", word["closes"]))

    def _sample(self, sample: str, x: float, y: float) -> str:
        if sample in {"document", "voice", "origin", "party"}:
            radius = 3 if sample == "document" else 8
            left = min(self._x(x), self._x(x + 40))
            return (
                f'<rect class="pv-box {sample}" x="{number(left)}" y="{number(y - 9)}" width="40" '
                f'height="18" rx="{radius}"/>'
            )
        arrow = Arrow("", "", None, sample == "hedged", sample == "copy", sample == "red")
        path = f"M{number(self._x(x))} {number(y)}L{number(self._x(x + 36))} {number(y)}"
        return self._way(path, arrow) + self._head(x + 42, y, arrow)


class _Wide(_Drawing):
    """Columns from the reports to the origins."""

    def draw(self) -> tuple[_Piece, float]:
        marks = {mark.id: mark for mark in self._sheet.marks}
        layers = place_layers(
            [(mark.id, mark.last) for mark in self._sheet.marks],
            [(one.start, one.end) for one in self._sheet.arrows if not one.copy],
        )
        columns = max(1, len(layers.columns))
        self.width = max(_WIDE, 2 * _MARGIN + columns * 170 + (columns - 1) * _BETWEEN)
        free = self.width - 2 * _MARGIN - (columns - 1) * _BETWEEN
        room = min(_BOX, free / columns)
        self._between = (self.width - 2 * _MARGIN - columns * room) / max(1, columns - 1)
        bodies = {id: _body(mark, room) for id, mark in marks.items()}
        title = self._title()
        top = title.height + 8
        boxes, bottom = self._stack(layers, bodies, top)
        arrows = self._arrows_in_order(boxes)
        ports = self._ports(arrows, boxes)
        routes = [
            self._route(arrow, layers, boxes, (ports[at, _OUT], ports[at, _INTO]))
            for at, arrow in enumerate(arrows)
        ]
        ways = [self._way(one.path, one.arrow) + one.head for one in routes]
        days = self._days(routes, list(boxes.values()))
        drawn = [self._box(bodies[id], boxes[id]) for id in bodies]
        legend = self._legend(bottom + 20)
        svg = "".join((title.svg, *ways, *drawn, *days, legend.svg))
        return _Piece(svg, bottom + 20 + legend.height), self.width

    def _stack(
        self, layers: Layers, bodies: dict[str, _Body], top: float
    ) -> tuple[dict[str, Box], float]:
        """Where each box stands; a line that passes a column has a place of its own in it."""
        heights = [
            sum(bodies[id].height if id in bodies else 10 for id in column)
            + _GAP * max(0, len(column) - 1)
            for column in layers.columns
        ]
        tallest = max(heights, default=0.0)
        room = next(iter(bodies.values())).width if bodies else _BOX
        boxes: dict[str, Box] = {}
        for at, column in enumerate(layers.columns):
            left = _MARGIN + at * (room + self._between)
            spare = (tallest - heights[at]) / (len(column) + 1)
            y = top + spare
            for id in column:
                height = bodies[id].height if id in bodies else 10
                boxes[id] = Box(left, y, left + room, y + height)
                y += height + _GAP + spare
        return boxes, top + tallest

    def _arrows_in_order(self, boxes: dict[str, Box]) -> list[Arrow]:
        """The red ones last, so that they lie over the others."""
        there = [one for one in self._sheet.arrows if one.start in boxes and one.end in boxes]
        return sorted(there, key=lambda one: one.closing)

    def _route(
        self, arrow: Arrow, layers: Layers, boxes: dict[str, Box], ports: tuple[float, float]
    ) -> _Route:
        """An arrow from its height at one box to that at the other."""
        start, end = boxes[arrow.start], boxes[arrow.end]
        out, into = ports
        if end.left <= start.left:
            return self._return(arrow, (start, out), (end, into))
        points = [(start.right, out)]
        for id in layers.between.get((arrow.start, arrow.end), ()):
            middle = (boxes[id].top + boxes[id].bottom) / 2
            points += [(boxes[id].left, middle), (boxes[id].right, middle)]
        points.append((end.left - _PALE, into))
        path, spots = f"M{number(self._x(points[0][0]))} {number(points[0][1])}", []
        for at in range(1, len(points)):
            (x0, y0), (x1, y1) = points[at - 1], points[at]
            path += self._curve(x0, y0, x1, y1)
            if at % 2 == 1:
                spots += [_bezier(x0, y0, x1, y1, t) for t in (0.5, 0.38, 0.62, 0.27, 0.74)]
        return _Route(path, self._head(end.left, into, arrow), arrow, tuple(spots))

    def _curve(self, x0: float, y0: float, x1: float, y1: float) -> str:
        middle = self._x((x0 + x1) / 2)
        return (
            f"C{number(middle)} {number(y0)} {number(middle)} {number(y1)} "
            f"{number(self._x(x1))} {number(y1)}"
        )

    def _return(
        self, arrow: Arrow, start: tuple[Box, float], end: tuple[Box, float]
    ) -> _Route:
        """A line inside a column or back: round the side where reading ends, or begins for copies.

        It bows out the more the further it goes.
        """
        (one, y0), (other, y1) = start, end
        same = one.left == other.left
        bow = min(_MARGIN * 0.9, 30 + abs(y1 - y0) / 6)
        if arrow.copy and same:
            x0, x1, peak = one.left, other.left - _PALE, one.left - bow
            head = self._head(other.left, y1, arrow)
        elif same:
            x0, x1, peak = one.right, other.right + _PALE, one.right + bow
            head = self._head(other.right, y1, arrow, back=True)
        else:
            x0, x1 = one.left, other.right + _PALE
            path = f"M{number(self._x(x0))} {number(y0)}{self._curve(x0, y0, x1, y1)}"
            head = self._head(other.right, y1, arrow, back=True)
            spots = tuple(_bezier(x0, y0, x1, y1, t) for t in (0.3, 0.2, 0.5, 0.7, 0.8))
            return _Route(path, head, arrow, spots)
        path = (
            f"M{number(self._x(x0))} {number(y0)}C{number(self._x(peak))} {number(y0)} "
            f"{number(self._x(peak))} {number(y1)} {number(self._x(x1))} {number(y1)}"
        )
        out = x0 + (_MARGIN / 2 if peak > x0 else -_MARGIN / 2)
        spots = tuple((out, y0 + (y1 - y0) * t) for t in (0.5, 0.35, 0.65, 0.2, 0.8))
        return _Route(path, head, arrow, spots)

    def _ports(self, arrows: Sequence[Arrow], boxes: dict[str, Box]) -> dict[tuple[int, str], float]:
        """The heights at which lines leave and reach a side of a box, by number and end.

        Those of one side stand in the order of their other ends.
        """
        sides: dict[tuple[str, bool], list[tuple[float, int, str]]] = {}
        for at, arrow in enumerate(arrows):
            start, end = boxes[arrow.start], boxes[arrow.end]
            around = arrow.copy and start.left == end.left
            out = start.left < end.left or (start.left == end.left and not around)
            into = start.left < end.left or around
            sides.setdefault((arrow.start, out), []).append((end.top, at, _OUT))
            sides.setdefault((arrow.end, not into), []).append((start.top, at, _INTO))
        found: dict[tuple[int, str], float] = {}
        for (id, _), there in sides.items():
            box = boxes[id]
            for place, (_, at, way) in enumerate(sorted(there), 1):
                found[at, way] = box.top + (box.bottom - box.top) * place / (len(there) + 1)
        return found

    def _days(
        self,
        routes: Iterable[_Route],
        boxes: list[Box],
    ) -> Iterator[str]:
        """The day of each line, where it meets no box and no other day if there is such a place."""
        taken: list[Box] = []
        for _, _, arrow, spots in sorted(routes, key=lambda one: not one.arrow.closing):
            if not arrow.day or not spots:
                continue
            half = measure(arrow.day, _FACT) / 2 + 2

            def around(spot: tuple[float, float], half: float = half) -> Box:
                return Box(spot[0] - half, spot[1] - 9, spot[0] + half, spot[1] + 9)

            free = (s for s in spots if not any(around(s).meets(b) for b in (*taken, *boxes)))
            spot = next(free, spots[0])
            taken.append(around(spot))
            style = "pv-day red" if arrow.closing else "pv-day"
            yield self._text(spot[0], spot[1] + 4, arrow.day, style)


_MARGIN = 94.0  # beside the columns of the wide drawing: room for lines round a column


def _bezier(x0: float, y0: float, x1: float, y1: float, t: float) -> tuple[float, float]:
    """A point of the curve between two boxes, which leaves and arrives level."""
    middle, rest = (x0 + x1) / 2, 1 - t
    x = rest**3 * x0 + 3 * rest * t * (rest + t) * middle + t**3 * x1
    y = rest**2 * (rest + 3 * t) * y0 + t**2 * (t + 3 * rest) * y1
    return x, y


_Track = tuple[str, bool, bool, bool, bool]  # a target, whether it lies below, and the kind of line


class _Narrow(_Drawing):
    """A list from the reports to the origins; lines run in a margin, one track for each target."""

    width = _NARROW

    def draw(self) -> _Piece:
        marks = {mark.id: mark for mark in self._sheet.marks}
        layers = place_layers(
            [(mark.id, mark.last) for mark in self._sheet.marks],
            [(one.start, one.end) for one in self._sheet.arrows if not one.copy],
        )
        order = [id for column in layers.columns for id in column if id in marks]
        arrows = [one for one in self._sheet.arrows if one.start in marks and one.end in marks]
        tracks = self._tracks(order, arrows)
        count = 1 + max(tracks.values(), default=0)
        self._step = min(_TRACK, _MOST_TRACKS / count)
        self._gutter = _DAY + self._step * count + 14
        title = self._title()
        y = title.height + 6
        bodies, boxes = {}, {}
        for id in order:
            bodies[id] = body = _body(marks[id], self.width - self._gutter - _EDGE / 2)
            ends = sum(one.start == id for one in arrows) + sum(key[0] == id for key in tracks)
            height = max(body.height, 19.0 * ends + 12)
            boxes[id] = Box(self._gutter, y, self.width - _EDGE / 2, y + height)
            y += height + _GAP
        parts = [*self._lines(arrows, tracks, boxes)]
        parts += (self._box(bodies[id], boxes[id]) for id in order)
        legend = self._legend(y + 8)
        return _Piece("".join((title.svg, *parts, legend.svg)), y + 8 + legend.height)

    def _tracks(self, order: Sequence[str], arrows: Sequence[Arrow]) -> dict[_Track, int]:
        """The track of the lines of one kind to one target: the shortest nearest to the boxes."""
        place = {id: at for at, id in enumerate(order)}
        spans: dict[_Track, tuple[int, int]] = {}
        for arrow in arrows:
            ends = place[arrow.start], place[arrow.end]
            key = _track(arrow, down=ends[0] < ends[1])
            first, last = spans.get(key, (min(ends), max(ends)))
            spans[key] = (min(first, *ends), max(last, *ends))
        tracks: dict[_Track, int] = {}
        taken: list[list[tuple[int, int]]] = []
        for key in sorted(spans, key=lambda key: (spans[key][1] - spans[key][0], spans[key], key)):
            low, high = spans[key]
            free = (
                at
                for at, there in enumerate(taken)
                if all(high < first or last < low for first, last in there)
            )
            at = next(free, len(taken))
            if at == len(taken):
                taken.append([])
            taken[at].append((low, high))
            tracks[key] = at
        return tracks

    def _lines(
        self, arrows: Sequence[Arrow], tracks: dict[_Track, int], boxes: dict[str, Box]
    ) -> Iterator[str]:
        """Each line leaves its box, and runs to where the next on its track comes in."""
        out, into = self._heights(arrows, tracks, boxes)
        days: list[str] = []
        for key, track in tracks.items():
            many = [at for at, one in enumerate(arrows) if self._key(one, boxes) == key]
            down = key[1]
            many.sort(key=lambda at: out[at], reverse=not down)
            x = self._gutter - 14 - _DAY - self._step * track
            for at, following in zip(many, (*many[1:], None), strict=True):
                arrow, end = arrows[at], boxes[key[0]]
                stop = into[key] if following is None else out[following]
                yield self._way(self._turned(x, out[at], stop, last=following is None), arrow)
                if following is None:
                    yield self._head(end.left, stop, arrow)
                if arrow.day:
                    style = "pv-day red" if arrow.closing else "pv-day"
                    day = self._text(self._gutter - 7, out[at] + 4, arrow.day[5:], style, "right")
                    days.append(day)
        yield from days

    def _heights(
        self, arrows: Sequence[Arrow], tracks: dict[_Track, int], boxes: dict[str, Box]
    ) -> tuple[dict[int, float], dict[_Track, float]]:
        """Where at its box each line leaves, and each track comes in: from above, out, from below."""
        out: dict[int, float] = {}
        into: dict[_Track, float] = {}
        for id, box in boxes.items():
            above = sorted((key for key in tracks if key[0] == id and key[1]), key=tracks.__getitem__)
            below = sorted(
                (key for key in tracks if key[0] == id and not key[1]), key=tracks.__getitem__
            )
            leaving = [at for at, one in enumerate(arrows) if one.start == id]
            leaving.sort(key=lambda at: (boxes[arrows[at].end].top, at))
            step = (box.bottom - box.top) / (len(above) + len(below) + len(leaving) + 1)
            y = box.top
            for key in reversed(above):
                into[key] = y = y + step
            for at in leaving:
                out[at] = y = y + step
            for key in below:
                into[key] = y = y + step
        return out, into

    def _key(self, arrow: Arrow, boxes: dict[str, Box]) -> _Track:
        return _track(arrow, down=boxes[arrow.start].top < boxes[arrow.end].top)

    def _turned(self, x: float, y0: float, y1: float, *, last: bool) -> str:
        """A path from a box to its track and along it, and at the end to a box."""
        turn = min(_TURN, abs(y1 - y0) / 2, self._step)
        sign = 1 if y1 > y0 else -1
        path = (
            f"M{number(self._x(self._gutter))} {number(y0)}"
            f"L{number(self._x(x + turn))} {number(y0)}"
            f"Q{number(self._x(x))} {number(y0)} {number(self._x(x))} {number(y0 + sign * turn)}"
        )
        if not last:
            return f"{path}L{number(self._x(x))} {number(y1 + sign * turn)}"
        return (
            f"{path}L{number(self._x(x))} {number(y1 - sign * turn)}"
            f"Q{number(self._x(x))} {number(y1)} {number(self._x(x + turn))} {number(y1)}"
            f"L{number(self._x(self._gutter - _PALE))} {number(y1)}"
        )


def _track(arrow: Arrow, *, down: bool) -> _Track:
    return arrow.end, down, arrow.hedged, arrow.copy, arrow.closing


_OUT, _INTO = "out", "into"
_DAY = 42.0  # the room of a day in the margin, without its year
