"""The provenance graph for narrow windows: a list, with lines in a margin beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.publishing.drawing import Box, number
from marsad.publishing.provenancelayers import place_layers
from marsad.publishing.provenancesheet import EDGE, GAP, HEAD, Arrow, Drawing, Piece, make_body

NARROW = 358.0  # of the column of a page on a telephone
_TRACK = 13.0  # between the lines
_MOST_TRACKS = 96.0  # all of them together; more lie closer
_TURN = 14.0  # how round the corners of the lines are
_DAY = 42.0  # the room of a day in the margin, without its year

_Track = tuple[str, bool, bool, bool, bool]  # a target, whether it lies below, and the kind of line


class Narrow(Drawing):
    """A list from the reports to the origins; lines run in a margin, one track for each target."""

    width = NARROW

    def draw(self) -> Piece:
        marks = {mark.id: mark for mark in self.sheet.marks}
        layers = place_layers(
            [(mark.id, mark.last) for mark in self.sheet.marks],
            [(one.start, one.end) for one in self.sheet.arrows if not one.copy],
        )
        order = [id for column in layers.columns for id in column if id in marks]
        arrows = [one for one in self.sheet.arrows if one.start in marks and one.end in marks]
        tracks = self._tracks(order, arrows)
        count = 1 + max(tracks.values(), default=0)
        self._step = min(_TRACK, _MOST_TRACKS / count)
        self._gutter = _DAY + self._step * count + 14
        title = self.draw_title()
        y = title.height + 6
        bodies, boxes = {}, {}
        for id in order:
            bodies[id] = body = make_body(marks[id], self.width - self._gutter - EDGE / 2)
            ends = sum(one.start == id for one in arrows) + sum(key[0] == id for key in tracks)
            height = max(body.height, 19.0 * ends + 12)
            boxes[id] = Box(self._gutter, y, self.width - EDGE / 2, y + height)
            y += height + GAP
        parts = [*self._lines(arrows, tracks, boxes)]
        parts += (self.draw_box(bodies[id], boxes[id]) for id in order)
        legend = self.draw_legend(y + 8)
        return Piece("".join((title.svg, *parts, legend.svg)), y + 8 + legend.height)

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
                yield self.draw_way(self._turned(x, out[at], stop, last=following is None), arrow)
                if following is None:
                    yield self.draw_head(end.left, stop, arrow)
                if arrow.day:
                    style = "pv-day red" if arrow.closing else "pv-day"
                    day = self.write(self._gutter - 7, out[at] + 4, arrow.day[5:], style, "right")
                    days.append(day)
        yield from days

    def _heights(
        self, arrows: Sequence[Arrow], tracks: dict[_Track, int], boxes: dict[str, Box]
    ) -> tuple[dict[int, float], dict[_Track, float]]:
        """Where at its box each line leaves and each track comes in: first those from above."""
        out: dict[int, float] = {}
        into: dict[_Track, float] = {}
        for id, box in boxes.items():
            above = sorted(
                (key for key in tracks if key[0] == id and key[1]), key=tracks.__getitem__
            )
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
        box, track, bend = (number(self.turn(at)) for at in (self._gutter, x, x + turn))
        path = f"M{box} {number(y0)}L{bend} {number(y0)}"
        path += f"Q{track} {number(y0)} {track} {number(y0 + sign * turn)}"
        if not last:
            return f"{path}L{track} {number(y1 + sign * turn)}"
        end = number(self.turn(self._gutter - HEAD))
        path += f"L{track} {number(y1 - sign * turn)}Q{track} {number(y1)} {bend} {number(y1)}"
        return f"{path}L{end} {number(y1)}"


def _track(arrow: Arrow, *, down: bool) -> _Track:
    return arrow.end, down, arrow.hedged, arrow.copy, arrow.closing
