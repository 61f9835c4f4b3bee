"""Contents around their speaker: brackets hold them, and ``*`` stands before the verb."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.clauses import Clauses
from marsad.grammar.contents import Content, Contents
from marsad.grammar.frames import Frames
from marsad.grammar.phrases import Phrase
from marsad.packs.cues import Cue

Classed = Callable[[str], Clauses]


def frames(clauses: Classed, row: str) -> tuple[Clauses, Frames, Cue, int]:
    plain = row.replace("[", "").replace("]", "")
    made = clauses(plain.replace("*", ""))
    at = made.page.token_at(plain.index("*"))
    number = made.page.sentence_at(at)
    said = Contents(made, *made.bounds(at, made.sentence(at)[0]))
    return made, Frames(made, said, at, number), made.tagged.entries[at].cues[0].cue, at


def words(made: Clauses, found: Content | None) -> list[str]:
    parts = found.parts if found is not None else ()
    return [made.page.clean[slice(*made.page.token_span(*one))] for one in parts]


def bracketed(row: str) -> list[str]:
    return [part.split("]")[0].replace("*", "") for part in row.split("[")[1:]]


def before(clauses: Classed, row: str) -> list[str]:
    """What is read around a speaker who stands before his verb."""
    made, around, cue, at = frames(clauses, row)
    subject = made.subject(at, made.sentence(at)[0])
    return words(made, around.before(cue, subject.phrase, subject.start))


def inverted(clauses: Classed, row: str) -> tuple[str, list[str]] | None:
    """Who speaks behind his verb, and what."""
    made, around, cue, _ = frames(clauses, row)
    found = around.inverted(cue)
    if found is None:
        return None
    phrase: Phrase = found[0]
    return made.page.clean[phrase.start : phrase.stop], words(made, found[1])


@pytest.mark.parametrize(
    "row",
    [
        "[“The port is closed,”] she *said.",
        "[“The port is closed,”] she *said. [“Nobody can leave.”]",
        "[“The port,”] she *said, [“is closed.”]",
        "[“The port is closed,”] she *said on Monday.",
        "[“Who closed it?”] she *asked.",
        "[“Go!”] she *shouted. [“Now!”]",
        "[The port is closed], she *said.",
        "[The port], she *said, [is closed].",
        "[The port is closed], she *said, [and nobody can leave].",
        "[The port “is closed,”] she *said.",
        "But [the port is closed], she *said.",
        "[The port is closed], the mayor of Basra *said on Monday.",
        "[“The port is closed. Nobody can leave,”] she *said.",
        "[‘The port is closed,’] she *said.",
        '["The port is closed,"] she *said.',
    ],
)
def test_what_stands_around_a_speaker(clauses: Classed, row: str) -> None:
    assert before(clauses, row) == bracketed(row)


@pytest.mark.parametrize(
    "row",
    [
        "On Monday, she *said nothing.",
        "In Basra, she *said.",
        "But, she *said.",
        "Haddad, who *said it, left.",
        "She *said the port was closed.",
    ],
)
def test_nothing_is_said_before(clauses: Classed, row: str) -> None:
    assert before(clauses, row) == []


@pytest.mark.parametrize(
    ("row", "speaker"),
    [
        ("[“The port is closed,”] *said Rana Haddad.", "Rana Haddad"),
        ("[“The port is closed,”] *said the mayor. [“Go.”]", "the mayor"),
        ("[“The port,”] *said the mayor, [“is closed.”]", "the mayor"),
        (
            "[“The port is closed,”] *said Rana Haddad, an engineer.",
            "Rana Haddad, an engineer",
        ),
        (
            "[“The port is closed,”] *said Rana Haddad, who runs it.",
            "Rana Haddad, who runs it",
        ),
        ("[The port is closed], *said Rana Haddad.", "Rana Haddad"),
        ("[“Who closed it?”] *asked the mayor.", "the mayor"),
        ("[“The port is closed,”] *said the mayor on Monday.", "the mayor"),
    ],
)
def test_a_speaker_behind_his_verb(clauses: Classed, row: str, speaker: str) -> None:
    assert inverted(clauses, row) == (speaker, bracketed(row))


@pytest.mark.parametrize(
    "row",
    [
        "Rana Haddad, an engineer, *said the mayor left.",
        "“The port is closed,” she *said the mayor told her.",
        "*said the mayor.",
        "The port is closed, *told Rana Haddad.",
        "“The port is closed,” *said on Monday.",
    ],
)
def test_no_speaker_stands_behind(clauses: Classed, row: str) -> None:
    assert inverted(clauses, row) is None


def test_a_quotation_that_fills_the_next_sentence(clauses: Classed) -> None:
    made, around, _, _ = frames(clauses, "She *said in a statement. “Nobody can leave.”")
    assert words(made, around.following()) == ["“Nobody can leave.”"]


@pytest.mark.parametrize(
    "row",
    [
        "She *spoke in Basra. “Nobody can leave,” Mansour said.",
        "She *spoke in Basra.\n\n“Nobody can leave.”",
        "She *spoke in Basra. Nobody can leave.",
    ],
)
def test_a_quotation_of_somebody_else_or_of_another_line(clauses: Classed, row: str) -> None:
    plain = row.replace("*", "")
    made = clauses(plain)
    around = Frames(made, Contents(made, *made.sentence(1)), 1, 0)
    assert around.following() is None


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("But ultimately", True),
        ("On Monday", True),
        ("In Basra", True),
        ("The port is closed", False),
        ("If it rains", True),
    ],
)
def test_idle_words_are_not_said(clauses: Classed, text: str, *, idle: bool) -> None:
    made = clauses(text)
    around = Frames(made, Contents(made, 0, len(made.words)), 0, 0)
    assert around.idle(0, len(made.words)) is idle
