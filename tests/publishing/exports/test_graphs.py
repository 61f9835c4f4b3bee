"""Who has it from whom: GEXF read back by its library, Mermaid in a page of Markdown."""

from __future__ import annotations

import io
import json

import pytest

from tests.publishing.exports.conftest import Making

networkx = pytest.importorskip("networkx", reason="pip install 'marsad[exports]'")


def test_a_graph_is_read_back_with_days_and_passages(make: Making) -> None:
    data = make("provenance", "gexf")
    assert b"lastmodified" not in data
    graph = networkx.read_gexf(io.BytesIO(data))
    assert graph.is_directed() and graph.nodes["document:south-1"]["label"] == "صحيفة الضفاف"
    assert graph.nodes["document:north-1"]["url"] == "https://north.example/1"
    edges = [
        about
        for source, target, about in graph.edges(data=True)
        if source == "document:north-1" and "ministry" in target
    ]
    assert {one["start"] for one in edges} == {"2024-03-02"}
    assert {"contested"} <= {one["standing"] for one in edges}
    assert all(one["passages"].startswith("north-1:") for one in edges)


def test_one_voice_of_the_lists_is_one_node(make: Making) -> None:
    graph = networkx.read_gexf(io.BytesIO(make("provenance", "gexf")))
    nodes = [node for node in graph if "TR.ministry.defence" in node]
    assert nodes == ["voice:TR.ministry.defence"]
    assert {source for source, _ in graph.in_edges(nodes[0])} == {
        "document:north-1",
        "document:south-1",
    }


def test_a_page_has_a_chart_for_each_proposition(make: Making) -> None:
    [told] = [
        row
        for row in map(json.loads, make("propositions", "jsonl").splitlines())
        if row["denied_by"]
    ]
    page = make("provenance", "mermaid", propositions=(told["proposition"],), lang="ar").decode()
    assert page.count("```mermaid\nflowchart RL\n") == page.count("\n```\n") == 1
    assert f"`{told['proposition']}` · contested" in page
    whole = make("provenance", "mermaid").decode()
    assert whole.count("```mermaid") > 4 and "<script" not in whole.replace("\\<script", "")
