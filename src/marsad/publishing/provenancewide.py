"""The provenance graph for wide windows: columns from the reports to the origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from marsad.publishing.drawing import Box, measure, number
from marsad.publishing.provenancelayers import Layers, place_layers
from marsad.publishing.provenancesheet import (
    FACT,
    GAP,
    HEAD,
    Arrow,
    Body,
    Drawing,
    Piece,
    Sheet,
    make_body,
)

_BOX = 230.0  # the widest box
_LANE = 10.0  # the height of the place of a line that passes a column
_OUT, _INTO = "out", "into"


class Room(NamedTuple):
    """What a drawing has: its width, which more columns make wider, and how narrow a box may be.

    ``margin`` is beside the columns, for lines round a column; ``between`` parts columns.
    """

    width: float
    margin: float
    between: float
    box: float


WINDOW = Room(1140, 94, 120, 170)
PAPER = Room(760, 60, 64, 104)  # its letters are on A4 as large as those of a footnote


class _Route(NamedTuple):
    """A line with its head, and the points where its day may stand, the best first."""

    path: str
    head: str
    arrow: Arrow
    spots: tuple[tuple[float, float], ...]


class Wide(Drawing):
    """Columns from the reports to the origins, in a window or on paper."""

    def __init__(self, sheet: Sheet, room: Room = WINDOW) -> None:
        super().__init__(sheet)
        self._room = room

    def draw(self) -> tuple[Piece, float]:
        marks = {mark.id: mark for mark in self.sheet.marks}
        layers = place_layers(
            [(mark.id, mark.last) for mark in self.sheet.marks],
            [(one.start, one.end) for one in self.sheet.arrows if not one.copy],
        )
        columns = max(1, len(layers.columns))
        least, margin, between, box = self._room
        self.width = max(least, 2 * margin + columns * box + (columns - 1) * between)
        free = self.width - 2 * margin - (columns - 1) * between
        room = min(_BOX, free / columns)
        self._between = (self.width - 2 * margin - columns * room) / max(1, columns - 1)
        bodies = {id: make_body(mark, room) for id, mark in marks.items()}
        title = self.draw_title()
        top = title.height + 8
        boxes, bottom = self._stack(layers, bodies, top)
        arrows = self._arrows_in_order(boxes)
        ports = self._ports(arrows, boxes)
        routes = [
            self._route(arrow, layers, boxes, (ports[at, _OUT], ports[at, _INTO]))
            for at, arrow in enumerate(arrows)
        ]
        ways = [self.draw_way(one.path, one.arrow) + one.head for one in routes]
        days = self._days(routes, list(boxes.values()))
        drawn = [self.draw_box(bodies[id], boxes[id]) for id in bodies]
        legend = self.draw_legend(bottom + 20)
        svg = "".join((title.svg, *ways, *drawn, *days, legend.svg))
        return Piece(svg, bottom + 20 + legend.height), self.width

    def _stack(
        self, layers: Layers, bodies: dict[str, Body], top: float
    ) -> tuple[dict[str, Box], float]:
        """Where each box stands; a line that passes a column has a place of its own in it."""
        heights = [
            sum(bodies[id].height if id in bodies else _LANE for id in column)
            + GAP * max(0, len(column) - 1)
            for column in layers.columns
        ]
        tallest = max(heights, default=0.0)
        room = next(iter(bodies.values())).width if bodies else _BOX
        boxes: dict[str, Box] = {}
        for at, column in enumerate(layers.columns):
            left = self._room.margin + at * (room + self._between)
            spare = (tallest - heights[at]) / (len(column) + 1)
            y = top + spare
            for id in column:
                height = bodies[id].height if id in bodies else _LANE
                boxes[id] = Box(left, y, left + room, y + height)
                y += height + GAP + spare
        return boxes, top + tallest

    def _arrows_in_order(self, boxes: dict[str, Box]) -> list[Arrow]:
        """The red ones last, so that they lie over the others."""
        there = [one for one in self.sheet.arrows if one.start in boxes and one.end in boxes]
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
        points.append((end.left - HEAD, into))
        path, spots = f"M{number(self.turn(points[0][0]))} {number(points[0][1])}", []
        for at in range(1, len(points)):
            (x0, y0), (x1, y1) = points[at - 1], points[at]
            path += self._curve(x0, y0, x1, y1)
            if at % 2 == 1:
                spots += [_bezier(x0, y0, x1, y1, t) for t in (0.5, 0.38, 0.62, 0.27, 0.74)]
        return _Route(path, self.draw_head(end.left, into, arrow), arrow, tuple(spots))

    def _curve(self, x0: float, y0: float, x1: float, y1: float) -> str:
        middle = self.turn((x0 + x1) / 2)
        return (
            f"C{number(middle)} {number(y0)} {number(middle)} {number(y1)} "
            f"{number(self.turn(x1))} {number(y1)}"
        )

    def _return(self, arrow: Arrow, start: tuple[Box, float], end: tuple[Box, float]) -> _Route:
        """A line inside a column or back: round the side where reading ends, or begins for copies.

        It bows out the more the further it goes.
        """
        (one, y0), (other, y1) = start, end
        same = one.left == other.left
        margin = self._room.margin
        bow = min(margin * 0.9, 30 + abs(y1 - y0) / 6)
        if arrow.copy and same:
            x0, x1, peak = one.left, other.left - HEAD, one.left - bow
            head = self.draw_head(other.left, y1, arrow)
        elif same:
            x0, x1, peak = one.right, other.right + HEAD, one.right + bow
            head = self.draw_head(other.right, y1, arrow, back=True)
        else:
            x0, x1 = one.left, other.right + HEAD
            path = f"M{number(self.turn(x0))} {number(y0)}{self._curve(x0, y0, x1, y1)}"
            head = self.draw_head(other.right, y1, arrow, back=True)
            spots = tuple(_bezier(x0, y0, x1, y1, t) for t in (0.3, 0.2, 0.5, 0.7, 0.8))
            return _Route(path, head, arrow, spots)
        path = (
            f"M{number(self.turn(x0))} {number(y0)}C{number(self.turn(peak))} {number(y0)} "
            f"{number(self.turn(peak))} {number(y1)} {number(self.turn(x1))} {number(y1)}"
        )
        out = x0 + (margin / 2 if peak > x0 else -margin / 2)
        spots = tuple((out, y0 + (y1 - y0) * t) for t in (0.5, 0.35, 0.65, 0.2, 0.8))
        return _Route(path, head, arrow, spots)

    def _ports(
        self, arrows: Sequence[Arrow], boxes: dict[str, Box]
    ) -> dict[tuple[int, str], float]:
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
            half = measure(arrow.day, FACT) / 2 + 2

            def around(spot: tuple[float, float], half: float = half) -> Box:
                return Box(spot[0] - half, spot[1] - 9, spot[0] + half, spot[1] + 9)

            free = (s for s in spots if not any(around(s).meets(b) for b in (*taken, *boxes)))
            spot = next(free, spots[0])
            taken.append(around(spot))
            style = "pv-day red" if arrow.closing else "pv-day"
            yield self.write(spot[0], spot[1] + 4, arrow.day, style)


def _bezier(x0: float, y0: float, x1: float, y1: float, t: float) -> tuple[float, float]:
    """A point of the curve between two boxes, which leaves and arrives level."""
    middle, rest = (x0 + x1) / 2, 1 - t
    x = rest**3 * x0 + 3 * rest * t * (rest + t) * middle + t**3 * x1
    y = rest**2 * (rest + 3 * t) * y0 + t**2 * (t + 3 * rest) * y1
    return x, y
