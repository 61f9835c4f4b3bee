"""The provenance graph: as Mermaid, and as a drawing that any viewer shows."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from marsad.linking.nouns import Circle, Edge, Graph, Node, Origin
from marsad.model import Kind
from marsad.publishing.drawing import measure
from marsad.publishing.provenance import (
    Picture,
    provenance_data,
    provenance_figure,
    provenance_mermaid,
    provenance_svg,
)
from marsad.publishing.provenancelayers import place_layers
from marsad.publishing.provenancesheet import wrap

SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str = "صحيفة المرفأ") -> Picture:
    """Two outlets that quote each other, a copy, a ministry on itself and an unnamed source."""
    graph = Graph(
        (
            Node("document:a", "وكالة الساحل", "document", "2024-03-01", "وكالة الساحل"),
            Node("document:b", name, "document", "2024-03-02", name),
            Node("document:c", "Hill TV", "document", "2024-03-03", "Hill TV"),
            Node("voice:mod", "وزارة الدفاع", "organisation", None, None, 0),
            Node("voice:source", "مصدر أمني", "anonymous", None, None, 1),
        ),
        (
            Edge("document:a", "voice:mod", "2024-03-01", False, False, ("s1",)),
            Edge("document:b", "document:a", "2024-03-02", False, False, ("s2",)),
            Edge("document:a", "document:b", "2024-03-03", False, False, ("s3",)),
            Edge("document:c", "voice:source", "2024-03-03", True, False, ("s4",)),
            Edge("document:c", "document:b", "2024-03-03", False, True, ("s4",)),
        ),
    )
    origins = (
        Origin(
            name="وزارة الدفاع",
            kind=Kind.ORGANISATION,
            entity=None,
            statements=("s1",),
            self_stated=True,
        ),
        Origin(name=None, kind=Kind.ANONYMOUS, entity=None, statements=("s4",), named=False),
    )
    circles = (Circle(("صحيفة المرفأ", "وكالة الساحل"), "2024-03-03", ("s2", "s3")),)
    return Picture(graph, origins, circles, "انسحبت القوات من منبج")


def drawing(svg: str, style: str) -> ElementTree.Element:
    """The wide or the narrow drawing of a file."""
    found = ElementTree.fromstring(svg).find(f"{SVG}svg[@class='pv-{style}']")
    assert found is not None
    return found


def boxes(svg: str) -> dict[str, tuple[float, float]]:
    """Where the boxes of the wide drawing begin and end, by the name that a pointer shows."""
    found = {}
    for group in drawing(svg, "wide").iter(f"{SVG}g"):
        title, rect = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        assert title is not None and rect is not None and title.text is not None
        left = float(rect.attrib["x"])
        found[title.text.split(" · ")[0]] = (left, left + float(rect.attrib["width"]))
    return found


def test_reports_stand_left_and_origins_at_the_right_end() -> None:
    there = boxes(provenance_svg(picture(), "en"))
    assert there["Hill TV"][1] < there["مصدر أمني"][0]
    assert there["وكالة الساحل"][1] < there["وزارة الدفاع"][0]
    assert there["وزارة الدفاع"][0] == there["مصدر أمني"][0]


def test_arabic_is_drawn_from_right_to_left() -> None:
    svg = provenance_svg(picture(), "ar")
    there = boxes(svg)
    assert 'direction="rtl"' in svg
    assert there["Hill TV"][0] > there["مصدر أمني"][1]
    assert there["وكالة الساحل"][0] > there["وزارة الدفاع"][1]


@pytest.mark.parametrize("style", ["wide", "narrow"])
def test_kinds_of_lines_can_be_told_apart(style: str) -> None:
    lines = [
        path.attrib["class"]
        for path in drawing(provenance_svg(picture(), "en"), style).iter(f"{SVG}path")
        if path.attrib["class"].startswith("pv-way")
    ]
    # one of each in the drawing, and one in the legend
    assert lines.count("pv-way hedged") == 2
    assert lines.count("pv-way copy") == lines.count("pv-way inner") == 2
    assert lines.count("pv-way red") == 2
    assert lines.count("pv-way") == 3


@pytest.mark.parametrize("style", ["wide", "narrow"])
def test_days_self_statements_and_a_legend_are_written(style: str) -> None:
    told = "".join(drawing(provenance_svg(picture(), "en"), style).itertext())
    assert told.count("03-03") >= 3
    assert told.count("a party about itself") >= 2  # at the box and in the legend
    for word in ("published report", "voice cited", "origin", "hedged", "copy", "closes a circle"):
        assert word in told


def test_everything_lies_inside_the_drawing() -> None:
    for lang in ("ar", "en"):
        svg = provenance_svg(picture("منبر " * 40), lang)
        for style in ("wide", "narrow"):
            found = drawing(svg, style)
            width, height = map(float, found.attrib["viewBox"].split()[2:])
            for rect in found.iter(f"{SVG}rect"):
                x, y = float(rect.attrib["x"]), float(rect.attrib["y"])
                assert x >= 0 and x + float(rect.attrib["width"]) <= width
                assert y >= 0 and y + float(rect.attrib["height"]) <= height


HOSTILE = [
    '<script>alert(1)</script>"&amp;',
    "\u202eevil\x00\ud800\ufffe",
    "ك" * 3000,
    "]]>--%%{init: {}}%%\nend",
    "",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    svg = provenance_svg(picture(name)._replace(title=name), "ar")
    assert ElementTree.fromstring(svg.encode()) is not None
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert " on" not in re.sub(r">[^<]*<", "><", svg)
    lines = provenance_mermaid(picture(name), "ar").splitlines()
    assert lines[0] == "flowchart RL"
    assert [line for line in lines if line.startswith("  n1[")] == [lines[2]]
    assert re.fullmatch(r'  n1\["[^"<>\[\]{}()]*(<br/>[^"<>\[\]{}()]*)?"\]:::document', lines[2])


def test_the_file_loads_nothing_and_runs_nothing() -> None:
    svg = provenance_svg(picture(), "en")
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|image|foreignObject|use|a)\b|@import|url\(", svg)


def test_mermaid_tells_the_same() -> None:
    lines = provenance_mermaid(picture(), "en").splitlines()
    assert lines[0] == "flowchart LR"
    assert '  n3(["وزارة الدفاع<br/>organisation · a party about itself"]):::party' in lines
    assert '  n2 -.->|"2024-03-03 · hedged"| n4' in lines
    assert '  n2 ==>|"2024-03-03 · copy"| n1' in lines
    assert '  n0 -->|"2024-03-03 · closes a circle"| n1' in lines
    assert "  linkStyle 2 stroke:#b3202c,stroke-width:3px" in lines


def test_a_node_may_be_called_otherwise() -> None:
    named = picture()._replace(names=(("voice:mod", "Ministry of Defence"),))
    assert "Ministry of Defence" in boxes(provenance_svg(named, "en"))


def test_an_empty_graph_is_a_legend() -> None:
    svg = provenance_svg(Picture(Graph((), ())), "ar")
    assert boxes(svg) == {}
    assert "مصدر أصلي" in svg


def test_a_long_line_passes_columns_in_a_place_of_its_own() -> None:
    nodes = [("a", False), ("b", False), ("c", True)]
    layers = place_layers(nodes, [("a", "b"), ("b", "c"), ("a", "c")])
    assert [len(column) for column in layers.columns] == [1, 2, 1]
    assert len(layers.between["a", "c"]) == 1


def test_a_ring_has_columns_too() -> None:
    layers = place_layers([("a", False), ("b", False)], [("a", "b"), ("b", "a")])
    assert layers.columns == (("a",), ("b",))


def test_columns_are_put_in_the_order_in_which_few_lines_cross() -> None:
    nodes = [("a", False), ("b", False), ("x", True), ("y", True)]
    layers = place_layers(nodes, [("a", "y"), ("b", "x")])
    assert layers.columns in {(("a", "b"), ("y", "x")), (("b", "a"), ("x", "y"))}


def test_a_long_name_is_wrapped_at_words_and_cut_at_a_word() -> None:
    lines = list(wrap("موقع البادية الإخباري المستقل للشؤون المحلية والدولية", 120, 15, 3))
    assert len(lines) == 3
    assert all(measure(line, 15) <= 120 for line in lines)
    assert lines[-1].endswith(" …")


def test_in_a_page_boxes_lead_to_what_they_stand_for() -> None:
    linked = picture()._replace(
        links=(("document:a", "/documents/a"), ("voice:mod", '/sources/"<x>'))
    )
    figure = ElementTree.fromstring(f"<div>{provenance_figure(linked, 'ar')}</div>")
    assert [svg.get("class") for svg in figure] == ["pv pv-wide", "pv pv-narrow"]
    for svg in figure:
        assert sorted(one.attrib["href"] for one in svg.iter("a")) == [
            "/documents/a",
            '/sources/"<x>',
        ]
        assert svg.attrib["direction"] == "rtl"
    assert "<style" not in provenance_figure(linked, "ar")
    assert "<a " not in provenance_svg(linked, "ar")  # a file stands alone


def test_a_script_is_handed_the_same_graph() -> None:
    linked = picture()._replace(links=(("document:a", "/documents/a"),))
    told = json.loads(json.dumps(provenance_data(linked, "ar")))
    assert told["direction"] == "rtl"
    assert [node["style"] for node in told["nodes"]] == [
        *("document", "document", "document", "party", "origin")
    ]
    assert told["nodes"][0]["href"] == "/documents/a" and told["nodes"][1]["href"] is None
    assert told["edges"][2] == {
        "source": "document:a",
        "target": "document:b",
        "day": "2024-03-03",
        "hedged": False,
        "copy": False,
        "closing": True,
    }
    assert [edge["copy"] for edge in told["edges"]].count(True) == 1
