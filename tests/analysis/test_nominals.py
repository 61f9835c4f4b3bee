"""Attributions by nouns and adjectives in English: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]

OWNERS = [
    (
        "Haddad's claim that the bridge was safe",
        "| Haddad | 's claim | that the bridge was safe | doubt",
    ),
    (
        "The mayor’s warning of a strike came late.",
        "| The mayor | ’s warning of | a strike | intend",
    ),
    (
        "The workers' criticism of the plan grew.",
        "| The workers | ' criticism of | the plan | neutral",
    ),
    (
        "The workers’ demand for pay was refused.",
        "| The workers | ’ demand for | pay | intend",
    ),
    ("They printed his call for calm.", "| his | call for | calm | intend"),
    (
        "They printed her repeated denial that it was closed.",
        "| her | repeated denial | that it was closed | deny",
    ),
]
LIGHT_VERBS = [
    (
        "The union voiced concern that the port would close.",
        "| The union | voiced concern | that the port would close | believe",
    ),
    (
        "The union has made a complaint about the port.",
        "| The union | has made a complaint about | the port | neutral",
    ),
]
ADJECTIVES = [
    ("The union is wary of the plan.", "| The union | is wary of | the plan | believe"),
    (
        "The union is still wary of the plan.",
        "| The union | is still wary of | the plan | believe",
    ),
    (
        "The mayor was confident that it would hold.",
        "| The mayor | was confident | that it would hold | believe",
    ),
    ("The mayor is eager to leave.", "| The mayor | is eager | to leave | intend"),
    (
        "It is clear that the bridge will close.",
        "|  | It is clear | that the bridge will close | affirm",
    ),
]
NOBODY = [
    (
        "Complaints that the port is unsafe",
        "|  | Complaints | that the port is unsafe | neutral",
    ),
]


@pytest.mark.parametrize(("text", "row"), [*OWNERS, *LIGHT_VERBS, *ADJECTIVES, *NOBODY])
def test_a_noun_tells_what_is_said(told: Told, text: str, row: str) -> None:
    assert told(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "I am wary of the plan.",
        "The claim failed.",
        "Criticism of the plan grew.",
        "A wary driver left.",
        "The mayor is clear.",
    ],
)
def test_a_noun_that_tells_nothing(told: Told, text: str) -> None:
    assert told(text) == []


def test_a_noun_before_the_first_verb_ends_at_its_comma(told: Told) -> None:
    rows = told("In his remarks about the dam, the mayor said that it leaks.")
    assert rows[0] == "| his | remarks about | the dam | neutral"
    assert rows[-1] == "| the mayor | said | that it leaks | neutral"


def test_a_noun_inside_what_somebody_says_is_his(told: Told) -> None:
    assert told("Haddad said the union was wary of the plan.") == [
        "| Haddad | said | the union was wary of the plan | neutral"
    ]
