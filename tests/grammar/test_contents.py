"""What is said behind a verb: brackets hold the content of the first cue of a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.clauses import Clauses
from marsad.grammar.contents import Content, Contents

Classed = Callable[[str], Clauses]


def content(clauses: Classed, text: str) -> tuple[Clauses, Content | None]:
    made = clauses(text)
    at = next(i for i, entry in enumerate(made.tagged.entries) if entry.cues)
    said = Contents(made, *made.sentence(at))
    return made, said.after(made.tagged.entries[at].cues[0].cue, at + 1)


def words(made: Clauses, found: Content | None) -> str:
    parts = found.parts if found is not None else ()
    return " … ".join(made.page.clean[slice(*made.page.token_span(*one))] for one in parts)


def bracketed(row: str) -> str:
    return row[row.index("[") + 1 : row.index("]")] if "[" in row else ""


CLAUSES = [
    "She said [that the port was closed].",
    "She said [the port was closed].",
    "She told drivers [that the port was closed].",
    "She told drivers on Monday in Basra [the port was closed].",
    "She said in a statement [that the port was closed].",
    "She said on Monday [that the port was closed].",
    "She said, in a speech in Basra, [that the port was closed].",
    "She asked [whether the port was closed].",
    "She asked [why the port was closed].",
    "She asked [if the port was closed].",
    "She said [the port, which is old, was closed].",
    "She said [the bridge – closed in May – was safe].",
    "She said [the port, according to Mansour, was closed].",
]
ENDS = [
    "She said [the port was closed], adding that it was old.",
    "She said [the port was closed] and added that it was old.",
    "She said [the port was closed], and she added that it was old.",
    "She said [the port was closed], but drivers waited.",
    "She said [the port was closed], according to Mansour.",
    "She said [the port was closed] — a lie.",
    "She said [the port was closed]; drivers waited.",
    "She said [the port was closed and the road was open].",
    "She said [it was “over,”] and left.",
    "She says [the port is closed], the mayor said on Monday.",
]
QUOTATIONS = [
    "She said [“the port is closed”].",
    "She said, [“The port is closed.”]",
    "She said [“the port” was closed].",
    "She said [that “the port” was closed], but left.",
    "She said: [“The port is closed.”]",
    "She told drivers, [“The port is closed.”]",
]
NOUNS = [
    "She announced [the closure of the port].",
    "She announced [the closure of the port], a day after the storm.",
    "She announced [a strike, marches and a rally].",
    "She announced [the closure of the port] and left.",
    "She warned of [a strike in Basra].",
    "She warned of [a strike], Haddad said.",
    "She called for [calm].",
    "She described [the port as a ruin].",
    "She denied [closing the port].",
]
INFINITIVES = [
    "She promised [to reopen the port].",
    "She promised [to reopen the port] and left.",
    "She promised [to reopen the port], saying it was old.",
    "She promised [to reopen the port and to rebuild the road].",
]
NOTHING = ["She said so.", "She said.", "She spoke.", "She said on Monday."]


@pytest.mark.parametrize(
    "row", [*CLAUSES, *ENDS, *QUOTATIONS, *NOUNS, *INFINITIVES, *NOTHING[:2], NOTHING[3]]
)
def test_the_content_is_what_the_brackets_hold(clauses: Classed, row: str) -> None:
    found = content(clauses, row.replace("[", "").replace("]", ""))
    assert words(*found) == bracketed(row)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("She said that the port was closed.", "clause"),
        ("She said “go.”", "quote"),
        ("She said: the port is closed.", "colon"),
        ("She promised to go.", "infinitive"),
        ("She announced a strike.", "noun"),
    ],
)
def test_a_content_has_a_shape(clauses: Classed, text: str, shape: str) -> None:
    found = content(clauses, text)[1]
    assert found is not None and found.shape == shape


@pytest.mark.parametrize(
    ("text", "joined"),
    [("She warned of a strike.", "of"), ("She said: go.", ":"), ("She announced a strike.", "")],
)
def test_what_joins_the_cue(clauses: Classed, text: str, joined: str) -> None:
    made, found = content(clauses, text)
    assert found is not None
    assert " ".join(made.words[at] for at in found.cue) == joined


def test_a_content_ends_with_the_range_that_is_read(clauses: Classed) -> None:
    made = clauses("She said that the port was closed")
    said = Contents(made, 0, 5)
    assert said.after(made.tagged.entries[1].cues[0].cue, 2) == Content(((2, 5),), "clause")
    assert said.after(made.tagged.entries[1].cues[0].cue, 5) is None


def test_behind_when_and_where(clauses: Classed) -> None:
    made = clauses("on Monday in Basra that")
    assert Contents(made, 0, 5).past_times(0) == 4
    assert Contents(made, 0, 5).past_times(4) == 4


def test_a_complement_tells_as_what(clauses: Classed) -> None:
    made = clauses("as a threat")
    assert Contents(made, 0, 3).complement(0) == (0, 3)
    assert Contents(made, 0, 3).complement(1) is None
