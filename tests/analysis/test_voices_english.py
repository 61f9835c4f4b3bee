"""Relations inside relations, and relations found twice, where cues stand behind and before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.analysis.analyse import analyse
from marsad.analysis.voices import DEEPEST
from marsad.model import Attribution, Document
from marsad.packs.pack import Pack

Told = Callable[[str], list[str]]


def tree(english: Pack, text: str) -> list[str]:
    """A line each, indented by dots: who says what inside whose words."""
    analysis = analyse(Document(id="d1", text=text), english)
    by_id = {one.id: one for one in analysis.attributions}

    def depth(one: Attribution) -> int:
        return 1 + depth(by_id[one.parent]) if one.parent else 0

    rows = []
    for one in analysis.attributions:
        source = text[slice(*one.source.span)] if one.source else "?"
        rows.append("·" * depth(one) + f"{source}/{text[slice(*one.cue[-1])]}")
    return rows


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The mayor said that the governor had said that the port was closed.",
            ["The mayor/said", "·the governor/had said"],
        ),
        (
            "The governor has said that the port is closed, the mayor said.",
            ["·The governor/has said", "the mayor/said"],
        ),
        (
            "The union, Haddad said, has claimed that the port is unsafe.",
            ["Haddad/said", "·The union/has claimed"],
        ),
        (
            "The mayor said the port was closed. She said that the governor had said it was open.",
            ["The mayor/said", "She/said", "·the governor/had said"],
        ),
    ],
)
def test_voices_nest(english: Pack, text: str, wanted: list[str]) -> None:
    assert tree(english, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Haddad said the union feared a strike.",
        "Haddad said the union was wary of the plan.",
        "The union feared a strike, Haddad said.",
        "Haddad said the ministry had announced the closure of the port.",
        "“I fear a strike,” Haddad said.",
        "“They said the port was closed,” Haddad said.",
        "“The mayor told me ‘nobody was hurt,’ and I believed him,” Haddad said.",
    ],
)
def test_what_is_loose_or_quoted_is_no_relation_of_its_own(english: Pack, text: str) -> None:
    assert tree(english, text) == ["Haddad/said"]


def test_the_same_words_alone_are_a_relation(english: Pack) -> None:
    assert tree(english, "The union feared a strike.") == ["The union/feared"]
    assert tree(english, "The ministry announced the closure of the port.") == [
        "The ministry/announced"
    ]


def test_a_noun_behind_its_verb_is_one_relation(told: Told) -> None:
    assert len(told("The mayor expressed confidence in the plan.")) == 1


def test_what_a_medium_reports_of_a_speaker_is_one_relation(told: Told) -> None:
    assert told("Reuters reported that the mayor said that the port was closed.") == [
        "Reuters | the mayor | reported … said | that the port was closed | neutral"
    ]


def test_a_medium_alone_speaks(told: Told) -> None:
    assert told("Reuters reported that the port was closed.") == [
        "| Reuters | reported | that the port was closed | neutral"
    ]


def test_chains_are_followed_to_a_depth(english: Pack) -> None:
    text = "The mayor said that " + "the governor had said that " * 30 + "the port was closed."
    assert max(row.count("·") for row in tree(english, text)) <= DEEPEST
