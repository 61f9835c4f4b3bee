"""Links between the words of a text and their rows: never one inside another, none lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Span
from marsad.publishing.highlight import Point, highlight
from marsad.publishing.links import Links, Target, build_links
from marsad.publishing.parts import Part, Parts

TEXT = "قالت وزارة دفاع\nدولة النهر أمس إنها تنسحب NATO today"
PLACES = st.integers(min_value=0, max_value=len(TEXT))
SPANS = st.tuples(PLACES, PLACES, st.sampled_from(["actor", "place", "event"]))


class Nesting(HTMLParser):
    """Fails on a link inside a link and on an id that stands twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self._inside: str | None = None
        self.feed(html)
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            assert self._inside is None, "a link inside a link"
            fields = dict(attrs)
            self._inside = fields.get("href") or ""
            self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self.texts[self._inside] = self.texts.get(self._inside, "") + data


def target(start: int, end: int, layer: str = "actor", row: str = "r") -> Target:
    return Target(Span(start, end), layer, row, "hint")


def render(links: Links, points: tuple[Point, ...] = ()) -> Nesting:
    return Nesting(
        "".join(highlight(TEXT, links.marks, points, Parts(Part(0, len(TEXT), None, "rtl"))))
    )


def test_the_shortest_mention_has_the_letters() -> None:
    links = build_links("d1", [target(5, 26, row="long"), target(11, 15, row="short")], [])
    assert render(links).texts == {"#long": TEXT[5:11] + TEXT[16:26], "#short": TEXT[11:15]}


def test_of_equal_mentions_the_event_comes_before_the_actor() -> None:
    layers = ["place", "actor", "event"]
    links = build_links("d1", [target(0, 4, layer, layer) for layer in layers], [])
    assert render(links).texts == {"#event": TEXT[0:4]}


def test_every_mention_is_reached_also_behind_another() -> None:
    whole, inner = target(5, 15), target(5, 10, "place")
    links = build_links("d1", [whole, inner], [])
    assert links.at(whole.span) == links.at(inner.span) == "d1-t1"
    assert render(links).ids == ["d1-t1", "d1-t2"]


def test_a_mention_is_cut_where_another_link_stands() -> None:
    points = (Point(10, '<a href="#claim">1</a>'),)
    page = render(build_links("d1", [target(5, 15)], [10]), points)
    assert page.texts == {"#r": TEXT[5:15], "#claim": "1"}


def test_a_mention_over_a_line_end_has_its_id_once() -> None:
    page = render(build_links("d1", [target(11, 20)], []))
    assert page.ids == ["d1-t1"]
    assert page.texts["#r"] == TEXT[11:20].replace("\n", "")


def test_a_hint_is_inert() -> None:
    links = build_links("d1", [Target(Span(0, 4), "actor", "r", '"><script>\u202e')], [])
    opening = links.marks[0].opening
    assert "<script" not in opening and "\u202e" not in opening
    assert re.fullmatch(r'<a id="d1-t1" class="actor" href="#r" title="[^"<>]*">', opening)


@given(st.lists(SPANS, max_size=12), st.lists(PLACES, max_size=5))
def test_any_mentions_give_links_side_by_side(
    found: list[tuple[int, int, str]], cuts: list[int]
) -> None:
    targets = [
        target(start, end, layer, f"r{start}.{end}") for start, end, layer in found if start < end
    ]
    links = build_links("d1", targets, cuts)
    page = render(links, tuple(Point(at, '<a href="#cut">*</a>') for at in cuts))
    covered = {at for one in targets for at in range(*one.span)}
    shown = sum(len(text) for row, text in page.texts.items() if row != "#cut")
    assert shown == sum(TEXT[at] != "\n" for at in covered)
    assert all(links.at(one.span) for one in targets)
