"""Lines that begin with a speaker and a colon: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]


@pytest.mark.parametrize("one", ["HADDAD", "Haddad", "Mr. Haddad", "Rana Haddad", "Al-Haddad"])
def test_who_begins_several_lines_speaks(told: Told, one: str) -> None:
    text = f"{one}: The bridge is safe.\n{one}: You can see it from here."
    assert told(text) == [
        f"| {one} | : | The bridge is safe | neutral",
        f"| {one} | : | You can see it from here | neutral",
    ]


def test_who_speaks_elsewhere_speaks_in_a_line(told: Told) -> None:
    assert told("Haddad: The bridge is safe\n\nOn Monday, Haddad said that it was safe.") == [
        "| Haddad | : | The bridge is safe | neutral",
        "| Haddad | said | that it was safe | neutral",
    ]


def test_a_question_keeps_its_mark(told: Told) -> None:
    rows = told("HADDAD: Who closed it?\nHADDAD: Who knows?")
    assert rows[0] == "| HADDAD | : | Who closed it? | neutral"


@pytest.mark.parametrize(
    "text",
    [
        "The dam: The bridge is safe, and the road is open.",
        "the mayor: it is safe\nthe mayor: it is open",
        "Note: The port is closed.\nNote: The road is closed.",
        "Monday: The port is closed.\nMonday: The road is closed.",
        "The mayor left, and then: The port.\nThe mayor left, and then: The road.",
        "“Haddad”: The port is closed.\n“Haddad”: The road is closed.",
        "He left: The port is closed.\nHe left: The road is closed.",
        "Haddad:\nHaddad:",
        ":::\n:::",
    ],
)
def test_a_topic_or_a_label_says_nothing(told: Told, text: str) -> None:
    assert told(text) == []
