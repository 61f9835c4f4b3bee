"""The reading contract: its keys, its offsets, its speed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import process_time
from typing import Any

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document, Span
from marsad.publishing.contract import build_reading, to_line
from marsad.publishing.headings import title_of

KEYS = ["id", "lang", "outlet", "title", "published", "text", "attributions", "times"]
KEYS += ["places", "actors", "events"]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with offsets and text, however deep."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans(item)


def check_spans(reading: dict[str, Any]) -> int:
    found = list(spans(reading))
    for span in found:
        assert reading["text"][span["start"] : span["end"]] == span["text"]
    return len(found)


def test_the_keys_are_those_of_the_contract(analysis: Analysis) -> None:
    reading = build_reading(analysis)
    assert set(KEYS) <= reading.keys()
    assert {"byline", "views", "references", "url", "claims", "notes", "engine"} <= reading.keys()
    first = reading["attributions"][0]
    assert list(first) == [
        *("id", "source", "cue", "content", "via", "source_kind", "source_name"),
        *("source_id", "stance", "mode", "parent", "rule", "score"),
    ]


def test_values_are_those_of_the_model(analysis: Analysis) -> None:
    reading = build_reading(analysis)
    outer, inner = reading["attributions"]
    assert [span["text"] for span in outer["cue"]] == ["نقلت", " عن "]
    assert [span["text"] for span in outer["via"]] == ['وكالة "سما"']
    assert (outer["source_kind"], outer["source_name"]) == ("anonymous", "مصدر في البلدية")
    assert (inner["parent"], inner["stance"], inner["mode"]) == ("a1", "deny", "indirect")
    assert reading["times"][0] == {
        **reading["times"][0],
        "text": "أمس",
        "value": "2024-03-01",
        "basis": "relative",
        "anchor": "2024-03-02",
        "calendar": "gregorian",
    }
    names = [voice["name"] for voice in reading["claims"][1]["chain"]]
    assert names == ["صحيفة الساحل", 'وكالة "سما"', None, "سامر الحلبي"]


def test_every_offset_cuts_its_text(analysis: Analysis) -> None:
    assert check_spans(build_reading(analysis)) == 13


def test_an_attribution_without_source(reading_of: Callable[..., Analysis]) -> None:
    [found] = build_reading(reading_of("قيل إن الماء عاد"))["attributions"]
    assert (found["source"], found["source_kind"], found["source_name"]) == ([], "unknown", None)


def test_the_title_is_the_given_one_or_that_of_the_text(analysis: Analysis) -> None:
    doc = replace(analysis.document, title=Span(0, 10))
    assert title_of(doc) == "عودة الماء"
    assert title_of(replace(doc, headline="الماء يعود")) == "الماء يعود"


def test_a_line_is_one_line_of_the_same(analysis: Analysis) -> None:
    line = to_line(analysis)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert json.loads(line) == build_reading(analysis)


def test_readings_of_the_engine_hold_the_contract() -> None:
    text = "قال سامر الحلبي إن الماء عاد إلى حي النهر أمس، ونفت البلدية أن يكون الخزان فارغا."
    reading = json.loads(to_line(analyse(Document(id="n", text=text, published="2024-03-02"))))
    assert set(KEYS) <= reading.keys()
    check_spans(reading)


def test_the_contract_is_no_bottleneck(analysis: Analysis) -> None:
    """The budget is 2,000 articles a second; this one is small, so ten times that."""
    begin = process_time()
    for _ in range(1000):
        to_line(analysis)
    assert process_time() - begin < 0.5
