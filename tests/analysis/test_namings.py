"""Attributions by *according to* and its like: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]

HEAD = [
    (
        "According to the Delta Herald, the bridge is closed.",
        "| the Delta Herald | According to | the bridge is closed | neutral",
    ),
    (
        "But according to the Delta Herald, the bridge is closed.",
        "| the Delta Herald | according to | the bridge is closed | neutral",
    ),
    (
        "According to the mayor, who toured the port, nobody was hurt.",
        "| the mayor, who toured the port | According to | nobody was hurt | neutral",
    ),
    (
        "According to a person briefed on it, the bridge is closed.",
        "| a person briefed on it | According to | the bridge is closed | neutral",
    ),
]
TAIL = [
    (
        "The bridge is closed, according to the Delta Herald.",
        "| the Delta Herald | according to | The bridge is closed | neutral",
    ),
    (
        "The bridge is closed according to two engineers.",
        "| two engineers | according to | The bridge is closed | neutral",
    ),
    (
        "But the bridge is closed, according to two engineers.",
        "| two engineers | according to | the bridge is closed | neutral",
    ),
    (
        "The bridge is closed, according to the mayor, who left.",
        "| the mayor, who left | according to | The bridge is closed | neutral",
    ),
    (
        "The bridge is closed, according to the Delta Herald, and drivers are waiting.",
        "| the Delta Herald | according to | The bridge is closed | neutral",
    ),
    (
        "“The bridge is closed,” according to the mayor.",
        "| the mayor | according to | “The bridge is closed,” | neutral",
    ),
]
MIDDLE = [
    (
        "The bridge, according to two engineers, is closed.",
        "| two engineers | according to | The bridge … is closed | neutral",
    ),
    (
        "On Monday, according to two engineers, the bridge was closed.",
        "| two engineers | according to | On Monday … the bridge was closed | neutral",
    ),
]


@pytest.mark.parametrize(("text", "row"), [*HEAD, *TAIL, *MIDDLE])
def test_a_source_behind_fixed_words(told: Told, text: str, row: str) -> None:
    assert told(text) == [row]


@pytest.mark.parametrize(
    "text",
    ["According to the mayor.", "According to.", "according to", "According to, according to"],
)
def test_without_a_source_or_a_content_nothing_is_said(told: Told, text: str) -> None:
    assert told(text) == []


def test_a_source_ends_before_a_quotation(told: Told) -> None:
    assert told("According to the mayor “the bridge is closed for all of May.”") == [
        "| the mayor | According to | “the bridge is closed for all of May.” | neutral"
    ]


def test_inside_a_quotation_it_stays_inside(told: Told) -> None:
    assert told("“According to the mayor, it is closed,” Haddad said. She left.") == [
        "| the mayor | According to | it is closed | neutral",
        "| Haddad | said | “According to the mayor, it is closed,” | neutral",
    ]
