"""Attributions by verbs in English: via | source | cue | content | stance."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Attribution, Document
from marsad.packs.pack import Pack

Told = Callable[[str], list[str]]

BEHIND = [
    (
        "The council urged the government to open the bridge.",
        "| The council | urged | the government to open the bridge | intend",
    ),
    (
        "The union accused the ministry, which runs the plant, of hiding a report.",
        "| The union | accused | the ministry, which runs the plant, of hiding a report | affirm",
    ),
    (
        "The mayor urged villagers, who fled last week, to return.",
        "| The mayor | urged | villagers, who fled last week, to return | intend",
    ),
    (
        "The mayor of Basra said that the bridge was safe.",
        "| The mayor of Basra | said | that the bridge was safe | neutral",
    ),
    ("She said the bridge was safe.", "| She | said | the bridge was safe | neutral"),
    (
        "They said they would return to Basra.",
        "| They | said | they would return to Basra | neutral",
    ),
    (
        "The mayor, in a letter on Monday, said the bridge was safe.",
        "| The mayor | said | the bridge was safe | neutral",
    ),
    ("She said: “The bridge is safe.”", "| She | said: | “The bridge is safe.” | neutral"),
    (
        "Haddad insisted the bridge was safe.",
        "| Haddad | insisted | the bridge was safe | affirm",
    ),
    (
        "Haddad has denied that the bridge is closed.",
        "| Haddad | has denied | that the bridge is closed | deny",
    ),
    (
        "The union claims that the bridge is unsafe.",
        "| The union | claims | that the bridge is unsafe | doubt",
    ),
    ("Drivers fear the bridge will fall.", "| Drivers | fear | the bridge will fall | believe"),
    (
        "The mayor went on to say that the port was open.",
        "| The mayor | went on to say | that the port was open | neutral",
    ),
    (
        "The mayor seemed to admit that the port was closed.",
        "| The mayor | seemed to admit | that the port was closed | affirm",
    ),
]
SPEAKERS = [
    (
        "The keeper of the al-Nahr crossing, Samir Aslan, said it was safe.",
        "The keeper of the al-Nahr crossing, Samir Aslan",
    ),
    ("The manager of the old crossing said it was safe.", "The manager of the old crossing"),
    (
        "A study released on Monday by the Delta Institute said it was safe.",
        "A study released on Monday by the Delta Institute",
    ),
    (
        "A report that was published in Basra said it was safe.",
        "A report that was published in Basra",
    ),
    ("The engineer who inspected it said it was safe.", "The engineer who inspected it"),
    ("People who knew him said it was safe.", "People who knew him"),
    (
        "Rana Haddad, an engineer from Basra, said it was safe.",
        "Rana Haddad, an engineer from Basra",
    ),
    (
        "Rana Haddad, who inspected it in May, said it was safe.",
        "Rana Haddad, who inspected it in May",
    ),
    ("The engineer who inspected the dam said it was safe.", "The engineer who inspected the dam"),
    ("The engineer who lives in Basra said it was safe.", "The engineer who lives in Basra"),
    ("People briefed on the inspection said it was safe.", "People briefed on the inspection"),
    ("The men accused of the theft said it was safe.", "The men accused of the theft"),
    (
        "The mayor, the governor and the envoy said it was safe.",
        "The mayor, the governor and the envoy",
    ),
    (
        "The governor's spokesman, Sami Mansour, said it was safe.",
        "The governor's spokesman, Sami Mansour",
    ),
    ("Mansour's lawyer said it was safe.", "Mansour's lawyer"),
    ("The workers' union said it was safe.", "The workers' union"),
    ("The workers’ union said it was safe.", "The workers’ union"),
    ("The port-backed union said it was safe.", "The port-backed union"),
    ("The co-founder of the Delta Herald said it was safe.", "The co-founder of the Delta Herald"),
    ("Dr. Rana Haddad said it was safe.", "Dr. Rana Haddad"),
    ("J. R. Haddad said it was safe.", "J. R. Haddad"),
    ("R.K. Mansour, Jr., said it was safe.", "R.K. Mansour, Jr."),
    ("Mr. Mansour of the U.S. Navy said it was safe.", "Mr. Mansour of the U.S. Navy"),
    ("Haddad – an engineer from Basra – said it was safe.", "Haddad – an engineer from Basra"),
    ("Haddad — an engineer from Basra — said it was safe.", "Haddad — an engineer from Basra"),
    ("The group “River Watch” said it was safe.", "The group “River Watch”"),
]
AROUND = [
    (
        "BASRA, Iraq — The bridge is closed, the mayor said.",
        "| the mayor | said | The bridge is closed | neutral",
    ),
    (
        "“The bridge is safe,” said Rana Haddad, a spokeswoman for the port.",
        "| Rana Haddad, a spokeswoman for the port | said | “The bridge is safe,” | neutral",
    ),
    (
        "The bridge is safe, said Rana Haddad.",
        "| Rana Haddad | said | The bridge is safe | neutral",
    ),
    (
        '"The bridge," said the engineer, "is safe."',
        '| the engineer | said | "The bridge," … "is safe." | neutral',
    ),
    (
        "“If the dam fails,” the mayor said, “the valley will flood.”",
        "| the mayor | said | “If the dam fails,” … “the valley will flood.” | neutral",
    ),
    (
        "“We saw every bolt,” Haddad said. “All held. Nothing fell.”",
        "| Haddad | said | “We saw every bolt,” … “All held. Nothing fell.” | neutral",
    ),
    (
        "“We checked every bolt. Nothing was loose,” Haddad said.",
        "| Haddad | said | “We checked every bolt. Nothing was loose,” | neutral",
    ),
    (
        "The mayor said in a statement. “Nobody was hurt.”",
        "| The mayor | said | “Nobody was hurt.” | neutral",
    ),
    (
        "“Who closed the port?” asked the mayor.",
        "| the mayor | asked | “Who closed the port?” | ask",
    ),
    (
        "The bridge – closed since May – is safe, Haddad said.",
        "| Haddad | said | The bridge – closed since May – is safe | neutral",
    ),
    (
        "Haddad said the bridge — closed since May — was safe.",
        "| Haddad | said | the bridge — closed since May — was safe | neutral",
    ),
    (
        "Whether the dam will hold is unclear, Haddad said.",
        "| Haddad | said | Whether the dam will hold is unclear | neutral",
    ),
    (
        "‘Nobody was hurt,’ the mayor said.",
        "| the mayor | said | ‘Nobody was hurt,’ | neutral",
    ),
    (
        "''Nobody was hurt,'' the mayor said.",
        "| the mayor | said | ''Nobody was hurt,'' | neutral",
    ),
]
MEDIA = [
    (
        "Haddad told Reuters on Monday the bridge was closed.",
        "Reuters | Haddad | told | the bridge was closed | neutral",
    ),
    (
        "The mayor told drivers that the bridge was closed.",
        "| The mayor | told | that the bridge was closed | neutral",
    ),
    (
        "The paper quoted Haddad as saying that the bridge was safe.",
        "The paper | Haddad | quoted … as saying | that the bridge was safe | neutral",
    ),
    (
        "The engineer was quoted as saying that the bridge was safe.",
        "| The engineer | was quoted … as saying | that the bridge was safe | neutral",
    ),
    (
        "Reuters, citing two officials, reported that the bridge was closed.",
        "Reuters | two officials | citing … reported | that the bridge was closed | neutral",
    ),
]
PASSIVES = [
    (
        "The bridge is expected to reopen on Friday.",
        "|  | is expected | The bridge … to reopen on Friday | believe",
    ),
    (
        "The engineers were told that the bridge was closed.",
        "|  | were told | that the bridge was closed | neutral",
    ),
    (
        "It is reported that the port is closed.",
        "|  | is reported | that the port is closed | neutral",
    ),
    (
        "The plan that was backed by fishermen failed.",
        "| fishermen | was backed by | The plan | neutral",
    ),
    ("The plan, backed by fishermen, failed.", "| fishermen | backed by | The plan | neutral"),
    (
        "The plan is backed by fishermen in Basra.",
        "| fishermen in Basra | is backed by | The plan | neutral",
    ),
]
ASKED_AND_INTENDED = [
    ("The envoy asked why it was closed.", "| The envoy | asked | why it was closed | ask"),
    ("The envoy asked if it was closed.", "| The envoy | asked | if it was closed | ask"),
    ("The group claimed to have won.", "| The group | claimed | to have won | doubt"),
    ("The union plans to march.", "| The union | plans | to march | intend"),
    ("The union decided to end the strike.", "| The union | decided | to end the strike | intend"),
    ("The mayor refused to answer.", "| The mayor | refused | to answer | deny"),
]
CLAUSES_OF_THEIR_OWN = [
    (
        "The bridge is closed, said a senior officer who asked not to be named.",
        ["| a senior officer | said | The bridge is closed | neutral"],
    ),
    (
        "An aide told Reuters that an opposition commander had said the road was cut.",
        [
            "Reuters | An aide | told | that an opposition commander had said the road was cut "
            "| neutral",
            "| an opposition commander | had said | the road was cut | neutral",
        ],
    ),
    (
        "As the engineer said, the bridge is safe.",
        ["| the engineer | said | the bridge is safe | neutral"],
    ),
    (
        "While Haddad said the bridge was safe, drivers stayed away.",
        ["| Haddad | said | the bridge was safe | neutral"],
    ),
    (
        "While the union said the port was closed, the mayor insisted that it was open.",
        [
            "| the union | said | the port was closed | neutral",
            "| the mayor | insisted | that it was open | affirm",
        ],
    ),
    (
        "Asked whether the bridge was safe, Haddad said she did not know.",
        [
            "|  | Asked | whether the bridge was safe | ask",
            "| Haddad | said | she did not know | neutral",
        ],
    ),
    (
        "When asked about the dam, the mayor refused to answer.",
        ["|  | asked about | the dam | ask", "| the mayor | refused | to answer | deny"],
    ),
    (
        "Nobody was hurt, the mayor said, adding that the port was open.",
        [
            "| the mayor | said | Nobody was hurt | neutral",
            "| the mayor | adding | that the port was open | neutral",
        ],
    ),
    (
        "Haddad says the dam is old and adds that it leaks.",
        ["| Haddad | says | the dam is old | neutral", "| Haddad | adds | that it leaks | neutral"],
    ),
    (
        "The mayor says he will stay, but the union says he must go.",
        [
            "| The mayor | says | he will stay | neutral",
            "| the union | says | he must go | neutral",
        ],
    ),
    (
        "The union, Haddad said, has claimed that the port is unsafe.",
        [
            "| Haddad | said | The union … has claimed that the port is unsafe | neutral",
            "| The union | has claimed | that the port is unsafe | doubt",
        ],
    ),
]
NOTHING = [
    "The mayor did not explain why the bridge was closed.",
    "The mayor would not say whether the bridge was safe.",
    "The mayor never said that the port was closed.",
    "The mayor would deny the report.",
    "No official said the port was closed.",
    "Neither side said that the port was closed.",
    "I think the bridge is safe.",
    "We believe that the bridge is safe.",
    "Haddad said so.",
    "The bridge was closed on Monday.",
]


@pytest.mark.parametrize(
    ("text", "line"), [*BEHIND, *AROUND, *MEDIA, *PASSIVES, *ASKED_AND_INTENDED]
)
def test_one_relation(told: Told, text: str, line: str) -> None:
    assert told(text) == [line]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The mayor denied that the port was closed, a day after the union admitted a strike.",
            "that the port was closed",
        ),
        (
            "The mayor denied that the port was closed, two weeks before he said so himself.",
            "that the port was closed",
        ),
        (
            "The mayor said that the port was closed, a day after the storm.",
            "that the port was closed, a day after the storm",
        ),
    ],
)
def test_when_somebody_else_spoke_is_no_part_of_a_content(
    told: Told, text: str, content: str
) -> None:
    assert told(text)[0].split(" | ")[-2] == content


def test_who_is_counted_speaks_not(told: Told) -> None:
    assert told("The town counts its days.") == []
    line = "|  | blamed | the other | affirm"
    assert told("The papers, each of which blamed the other, were read.") == [line]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_a_speaker_is_whole(told: Told, text: str, speaker: str) -> None:
    assert told(text) == [f"| {speaker} | said | it was safe | neutral"]


@pytest.mark.parametrize(("text", "rows"), CLAUSES_OF_THEIR_OWN)
def test_clauses_beside_the_main_one(told: Told, text: str, rows: list[str]) -> None:
    assert told(text) == rows


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_reported(told: Told, text: str) -> None:
    assert told(text) == []


def test_nobody_is_not_somebody(told: Told) -> None:
    assert told("No official denied the report.") == ["| No official | denied | the report | deny"]


def test_a_denial_that_is_negated_stays_a_denial(told: Told) -> None:
    """What is not denied is not affirmed, either."""
    (row,) = told("The mayor did not deny that the port was closed.")
    assert row == "| The mayor | did not deny | that the port was closed | deny"


def first(english: Pack, text: str) -> Attribution:
    return analyse(Document(id="d1", text=text), english).attributions[0]


def test_a_rule_names_entry_form_and_shape(english: Pack) -> None:
    assert first(english, "Haddad said it was safe.").rule == "verb/say:past:clause"


def test_a_clause_is_firmer_than_a_noun(english: Pack) -> None:
    clause = first(english, "The mayor announced that the port was closed.")
    noun = first(english, "The mayor announced the closure of the port.")
    assert clause.score > noun.score


@pytest.mark.parametrize(
    "text",
    ["“", "”", "“”", "‘’", "'' ''", '"' * 9, "’’’", "“said”", "said", "said that", ", said,", "—"],
)
def test_a_text_of_marks_says_nothing(told: Told, text: str) -> None:
    assert told(text) == []


OPEN = "The mayor of Basra left, and she did not see the old bridge. "


@pytest.mark.parametrize(
    "piece",
    [
        *("said ", "he said ", "he said, ", "the mayor said that ", "“", "“he ", "‘", "’", "'' "),
        *("Rana, ", "Rana and ", "saying, ", "who said ", "to say ", "- said ", "a"),
    ],
)
def test_hostile_text_takes_little_time(told: Told, piece: str) -> None:
    """Twice the text takes twice the time, and not four times."""
    spent = []
    for count in (250, 1_000):
        gc.disable()  # what other tests left behind is not counted
        begun = time.process_time()
        told(OPEN + piece * count)
        spent.append(time.process_time() - begun)
        gc.enable()
    assert spent[1] < 8 * spent[0] + 0.1


@pytest.mark.slow
def test_marks_that_nest_deep_take_little_time(told: Told) -> None:
    begun = time.process_time()
    told(OPEN + "“" * 5_000 + "”" * 5_000)
    told(OPEN + "‘" * 5_000 + "’" * 5_000)
    told(OPEN + "said " * 10_000)
    told(OPEN + "a" * 50_000)
    assert time.process_time() - begun < 5
