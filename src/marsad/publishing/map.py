"""A map of a document's places, drawn from the gazetteer alone: no tiles, no fonts, no scripts.

The projection is equirectangular, true to scale along the middle parallel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import atan2, ceil, cos, degrees, floor, radians, sqrt
from typing import NamedTuple

from marsad.entities.gazetteer import kilometres
from marsad.model import Place, Point, Precision
from marsad.publishing.atlas import Atlas, Bounds, Town
from marsad.publishing.drawing import (
    Box,
    Letters,
    draw_dots,
    draw_letters,
    draw_line,
    frame,
    lead,
    measure,
    number,
)
from marsad.publishing.register import Row
from marsad.publishing.words import Words

_DEGREE = 111.2  # kilometres, of latitude
_MARGIN = 0.13  # of the drawing, on each side
_LEAST = 1.6  # degrees that are shown at least, so that one village does not fill the map
_STEPS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 45)  # degrees between two lines of the graticule
_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # kilometres of a scale bar
# A place belongs to the view while it is no farther than this many times the last one, or near
# enough in kilometres: three towns should not shrink to one dot for the sake of a far capital.
_LEAP, _NEARBY = 2.2, 600.0
_TRIED = 400  # towns for whose names room is sought
MOST = 150  # places that are drawn; labels are sought for so many
_ARROWS = "↑↗→↘↓↙←↖"


class Paper(NamedTuple):
    """A size of the drawing: its letters, and how much of the background it bears."""

    style: str
    width: float
    height: float
    letters: float
    dots: int
    names: int


PAPERS = (Paper("map wide", 760, 430, 14, 1500, 12), Paper("map narrow", 340, 330, 13, 500, 5))


class Site(NamedTuple):
    """A place as the map shows it; ``address`` is where something tells of it."""

    point: Point
    label: str
    hint: str
    address: str
    mentions: int
    precision: Precision


class Away(NamedTuple):
    """A place too far for the view, with its distance from the middle and an arrow towards it.

    A country has neither: it begins nearer than its middle.
    """

    site: Site
    kilometres: int | None
    arrow: str


class Scene(NamedTuple):
    """What is on the map, and what lies outside; ``core`` is what the view is drawn to hold."""

    centre: Point
    core: tuple[Site, ...]
    sites: tuple[Site, ...]
    outside: tuple[Away, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to units of the drawing; ``scale`` is units for one degree of latitude."""

    centre: Point
    scale: float
    paper: Paper

    @property
    def shrink(self) -> float:
        return max(0.1, cos(radians(self.centre.lat)))

    def place(self, point: Point) -> tuple[float, float]:
        east = _turn(point.lon - self.centre.lon) * self.shrink * self.scale
        north = (point.lat - self.centre.lat) * self.scale
        return self.paper.width / 2 + east, self.paper.height / 2 - north

    @property
    def bounds(self) -> Bounds:
        tall = self.paper.height / 2 / self.scale
        wide = min(180.0, self.paper.width / 2 / self.scale / self.shrink)
        lat, lon = self.centre
        return Bounds(max(-90, lat - tall), lon - wide, min(90, lat + tall), lon + wide)


def build_scene(rows: Iterable[tuple[str, Row[Place], str]]) -> Scene | None:
    """The view of the places that lie together; ``None`` where no place has a point.

    A row comes with its id in the page and what it is called.
    """
    sites = [
        Site(
            row.first.point, label, row.first.name, f"#{id}", len(row.mentions), row.first.precision
        )
        for id, row, label in rows
        if row.first.point is not None
    ]
    return arrange(sites[:MOST])


def arrange(sites: Sequence[Site], *, share: float = 0.0) -> Scene | None:
    """The same of places that are known; at most ``MOST`` of them can be drawn.

    The view holds that ``share`` of all mentions, however far apart they lie.
    """
    if not sites:
        return None
    # Countries have no say in the view while anything smaller is known: their middle is nowhere
    # that a report tells of.
    small = [site for site in sites if site.precision is not Precision.COUNTRY] or sites
    heart = max(small, key=lambda site: site.mentions).point
    kept: list[Site] = []
    reach, told = 0.0, 0
    enough = share * sum(site.mentions for site in small)
    for site in sorted(small, key=lambda site: kilometres(heart, site.point)):
        distance = kilometres(heart, site.point)
        if distance > max(_NEARBY, _LEAP * reach) and told >= enough:
            break
        kept.append(site)
        told += site.mentions
        reach = distance
    lats = [site.point.lat for site in kept]
    lons = [_turn(site.point.lon - heart.lon) for site in kept]
    centre = Point((min(lats) + max(lats)) / 2, heart.lon + (min(lons) + max(lons)) / 2)
    bounds = _fit(centre, kept, PAPERS[0]).bounds
    inside = [site for site in sites if site in kept or _holds(bounds, site.point)]
    away = [_away(centre, site) for site in sites if site not in inside]
    return Scene(
        centre,
        tuple(kept),
        tuple(inside),
        tuple(sorted(away, key=lambda one: one.kilometres or 1e9)),
    )


def draw_map(
    scene: Scene, atlas: Atlas, words: Words, papers: Iterable[Paper] = PAPERS
) -> Iterator[str]:
    """The map for wide columns and for narrow ones; the style sheet shows one of them."""
    for paper in papers:
        sheet = _Sheet(_fit(scene.centre, scene.core, paper), words)
        parts = sheet.draw(scene, atlas)
        yield frame(paper.width, paper.height, paper.style, words.direction, parts)


def _turn(degrees_east: float) -> float:
    """A difference of longitudes the short way round."""
    return (degrees_east + 180) % 360 - 180


def _holds(bounds: Bounds, point: Point) -> bool:
    east = _turn(point.lon - (bounds.west + bounds.east) / 2)
    inside = abs(east) <= (bounds.east - bounds.west) / 2
    return inside and bounds.south <= point.lat <= bounds.north


def _fit(centre: Point, sites: Iterable[Site], paper: Paper) -> Projection:
    """The largest scale at which all of them stand inside the margins."""
    shrink = max(0.1, cos(radians(centre.lat)))
    tall = wide = _LEAST / 2
    for site in sites:
        tall = max(tall, abs(site.point.lat - centre.lat))
        wide = max(wide, abs(_turn(site.point.lon - centre.lon)) * shrink)
    room = 0.5 - _MARGIN
    return Projection(centre, min(paper.height * room / tall, paper.width * room / wide), paper)


def _away(centre: Point, site: Site) -> Away:
    if site.precision is Precision.COUNTRY:
        return Away(site, None, "")
    east = _turn(site.point.lon - centre.lon) * cos(radians(centre.lat))
    bearing = degrees(atan2(east, site.point.lat - centre.lat)) % 360
    arrow = _ARROWS[round(bearing / 45) % 8]
    return Away(site, round(kilometres(centre, site.point) / 10) * 10, arrow)


class _Sheet:
    """Draws one map; keeps where something stands, so that no label covers another."""

    def __init__(self, projection: Projection, words: Words) -> None:
        self._to = projection
        self._paper = projection.paper
        self._words = words
        self._taken: list[Box] = []
        self._inside = Box(3, 3, self._paper.width - 3, self._paper.height - 3)

    def draw(self, scene: Scene, atlas: Atlas) -> Iterator[str]:
        shown = [site for site in scene.sites if _holds(self._to.bounds, site.point)]
        self._taken += [self._dot(site) for site in shown]
        grid, degrees_shown = self._graticule()
        bar = self._scale_bar()
        countries = [s for s in shown if s.precision is Precision.COUNTRY]
        others = [s for s in shown if s.precision is not Precision.COUNTRY]
        front = [self._site(site) for site in others]
        behind = [self._country(site) for site in countries]
        towns = atlas.towns(self._to.bounds)
        yield grid
        yield from self._towns(towns)
        yield from self._names(towns, {site.label for site in shown})
        yield from behind
        yield from front
        yield degrees_shown
        yield bar

    # -- the document's places

    def _dot(self, site: Site) -> Box:
        x, y = self._to.place(site.point)
        size = 0.0 if site.precision is Precision.COUNTRY else _radius(site) + 1
        return Box(x - size, y - size, x + size, y + size)

    def _site(self, site: Site) -> str:
        x, y = self._to.place(site.point)
        size = _radius(site)
        parts = [
            f'<circle class="{site.precision.value}" cx="{number(x)}" cy="{number(y)}" '
            f'r="{number(size)}"/>'
        ]
        spot = self._label_spot(site, x, y)
        if spot is not None:
            box, ring, side = spot
            self._taken.append(box)
            if ring > 1:
                near = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
                parts.append(draw_line((x, y), near, "lead"))
            parts.append(self._letters(box, site.label, "label", side))
        return lead(site.address, site.hint, "".join(parts))

    def _country(self, site: Site) -> str:
        """A country is its name: its middle is not where anything happened."""
        x, y = self._to.place(site.point)
        half = measure(site.label, self._paper.letters + 1) / 2
        for down in (0, -24, 24, -48, 48, -72, 72):
            box = Box(x - half, y + down - 11, x + half, y + down + 9)
            if box.within(self._inside) and not self._blocked(box):
                self._taken.append(box)
                return lead(site.address, site.hint, self._letters(box, site.label, "land"))
        return ""

    def _label_spot(self, site: Site, x: float, y: float) -> tuple[Box, int, str] | None:
        """The first free place round a dot, how many steps away it is, and its side at the dot."""
        wide = measure(site.label, self._paper.letters)
        tall = self._paper.letters * 1.3
        for ring in (1, 2, 3, 4):
            gap = _radius(site) + 3 + (ring - 1) * tall
            slant = gap * 0.7
            for side, left, top in (
                ("left", x + gap, y - tall / 2),
                ("right", x - gap - wide, y - tall / 2),
                ("middle", x - wide / 2, y - gap - tall),
                ("middle", x - wide / 2, y + gap),
                ("left", x + slant, y - slant - tall),
                ("left", x + slant, y + slant),
                ("right", x - slant - wide, y - slant - tall),
                ("right", x - slant - wide, y + slant),
            ):
                box = Box(left, top, left + wide, top + tall)
                if box.within(self._inside) and not self._blocked(box):
                    return box, ring, side
        return None

    def _blocked(self, box: Box) -> bool:
        return any(box.meets(other) for other in self._taken)

    def _letters(self, box: Box, text: str, style: str, side: str = "middle") -> str:
        x = {"left": box.left, "right": box.right}.get(side, (box.left + box.right) / 2)
        line = box.bottom - (box.bottom - box.top) * 0.27
        return draw_letters(Letters(x, line, text, style, side), self._words.direction)

    # -- the background

    def _towns(self, towns: Iterable[Town]) -> Iterator[str]:
        """Dots in three sizes, one in each cell of a grid, the largest towns first."""
        sizes: dict[str, list[tuple[float, float]]] = {"town": [], "city": [], "metropolis": []}
        cells: set[tuple[int, int]] = set()
        for town in towns:
            x, y = self._to.place(town.point)
            cell = (floor(x / 6), floor(y / 6))
            if cell in cells:
                continue
            cells.add(cell)
            size = "town" if town.prominence < 4.5 else "city"
            sizes["metropolis" if town.prominence >= 5.7 else size].append((x, y))
            if len(cells) >= self._paper.dots:
                break
        for style, points in sizes.items():
            yield draw_dots(points, style)

    def _names(self, towns: Iterable[Town], shown: set[str]) -> Iterator[str]:
        """The names of the largest towns, where there is room; each name once."""
        left = self._paper.names
        size = self._paper.letters - 3
        for town in islice(towns, _TRIED):
            if left == 0:
                return
            if town.name in shown or town.prominence < 4.5:
                continue
            x, y = self._to.place(town.point)
            half = measure(town.name, size) / 2
            box = Box(x - half - 4, y - size * 1.7, x + half + 4, y - 3)
            if box.within(self._inside) and not self._blocked(box):
                self._taken.append(box)
                shown.add(town.name)
                left -= 1
                yield self._letters(box, town.name, "faint")

    # -- degrees and kilometres

    def _graticule(self) -> tuple[str, str]:
        """The lines, and their degrees at the bottom and on the side where reading begins."""
        bounds, paper = self._to.bounds, self._paper
        rtl = self._words.direction == "rtl"
        edge, anchor = (paper.width - 5, "right") if rtl else (5.0, "left")
        lines: list[str] = []
        labels: list[Letters] = []
        for lat in _ticks(bounds.south, bounds.north, self._step(1)):
            _, y = self._to.place(Point(lat, self._to.centre.lon))
            lines.append(f"M0 {number(y)}H{number(paper.width)}")
            if 14 < y < paper.height - 24:
                text = self._degrees(lat, "north", "south")
                labels.append(Letters(edge, y - 3, text, "degrees", anchor))
        for lon in _ticks(bounds.west, bounds.east, self._step(self._to.shrink)):
            east = (lon - self._to.centre.lon) * self._to.shrink * self._to.scale
            x = paper.width / 2 + east
            lines.append(f"M{number(x)} 0V{number(paper.height)}")
            if 40 < x < paper.width - 40:
                text = self._degrees(_turn(lon), "east", "west")
                labels.append(Letters(x + 3, paper.height - 5, text, "degrees", "left"))
        for one in labels:
            self._reserve(one)
        drawn = "".join(draw_letters(one, self._words.direction) for one in labels)
        return f'<path class="grid" d="{"".join(lines)}"/>', drawn

    def _step(self, shrink: float) -> float:
        """The smallest step that leaves the lines far enough apart to read."""
        least = self._paper.letters * 6
        fit = (step for step in _STEPS if step * self._to.scale * shrink >= least)
        return next(fit, _STEPS[-1])

    def _degrees(self, value: float, positive: str, negative: str) -> str:
        if not value:
            return "0°"
        return f"{abs(value):g}°{self._words.word[positive if value > 0 else negative]}"

    def _scale_bar(self) -> str:
        """A length in kilometres, along the middle parallel, on the side where reading ends."""
        unit = self._to.scale / _DEGREE
        room = self._paper.width / 4
        length = max((one for one in _LENGTHS if one * unit <= room), default=_LENGTHS[0])
        wide, y = length * unit, self._paper.height - 26.0
        left = 12.0 if self._words.direction == "rtl" else self._paper.width - 12 - wide
        text = Letters(
            left + wide / 2, y - 6, f"{length} {self._words.word['kilometres']}", "scale"
        )
        self._taken.append(Box(left - 4, y - 20, left + wide + 4, y + 6))
        bar = f"M{number(left)} {number(y - 4)}v4h{number(wide)}v-4"
        return f'<path class="bar" d="{bar}"/>{draw_letters(text, self._words.direction)}'

    def _reserve(self, letters: Letters) -> None:
        wide = measure(letters.text, self._paper.letters - 3)
        left = letters.x - wide if letters.anchor == "right" else letters.x
        self._taken.append(Box(left, letters.y - 11, left + wide, letters.y + 2))


def _radius(site: Site) -> float:
    if site.precision is Precision.REGION:
        return 9.0
    return 3.5 + min(4.0, sqrt(site.mentions))


def _ticks(low: float, high: float, step: float) -> Iterator[float]:
    for count in range(ceil(low / step), floor(high / step) + 1):
        yield count * step
