"""Who does what a verb says: the verb stands behind ``*``, brackets hold its subject."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.clauses import Clauses, Subject

Classed = Callable[[str], Clauses]


def opened(clauses: Classed, row: str) -> tuple[Clauses, int]:
    """The page of a row without its marks, and the token behind ``*``."""
    plain = row.replace("[", "").replace("]", "")
    made = clauses(plain.replace("*", ""))
    return made, made.page.token_at(plain.index("*"))


def subject(clauses: Classed, row: str) -> tuple[Clauses, Subject]:
    made, at = opened(clauses, row)
    return made, made.subject(at, made.sentence(at)[0])


def words(made: Clauses, found: Subject) -> str:
    phrase = found.phrase
    return made.page.clean[phrase.start : phrase.stop] if phrase is not None else ""


def bracketed(row: str) -> str:
    return row[row.index("[") + 1 : row.index("]")] if "[" in row else ""


OWN = [
    "[The mayor] *said it.",
    "[She] *said it.",
    "[The mayor] has repeatedly *said it.",
    "[The mayor] didn't *say it.",
    "[The mayor] on Tuesday *said it.",
    "[The mayor] went on to *say it.",
    "The envoy, [who] *said it, left.",
    "The report [that] *said it is old.",
    "Haddad knew [the mayor] *said it.",
    "If [the mayor] *says it, she will leave.",
    "[A statement] *saying it was sent.",
]
ASIDES = [
    "[Rana Haddad, an engineer], *said it.",
    "[Rana Haddad, who lives in Basra], *said it.",
    "[The envoy], in a speech, *said it.",
    "[Haddad – an engineer] – *said it.",
    "[R.K. Mansour, Jr.], *said it.",
    "On Monday, [the mayor] *said it.",
    "[The union], Haddad said, *denied it.",
]
SHARED = [
    "[The mayor] left and *said it.",
    "[The mayor] left, and later *said it.",
    "[The mayor] left, *saying it was late.",
    "[The mayor] wants to *say it.",
    "[The mayor] wants to come and *say it.",
    "[The mayor] left without *saying it.",
    "*Speaking in Basra, [the mayor] left.",
    "Drivers who left and [the mayor] *said it.",
]
NOBODY = ["And *said it.", "In Basra *said it.", "People *briefed on the plan say so."]


@pytest.mark.parametrize("row", [*OWN, *ASIDES, *SHARED, *NOBODY])
def test_the_subject_of_a_verb(clauses: Classed, row: str) -> None:
    assert words(*subject(clauses, row)) == bracketed(row)


@pytest.mark.parametrize("row", [*OWN, *ASIDES])
def test_a_subject_is_its_own(clauses: Classed, row: str) -> None:
    assert not subject(clauses, row)[1].shared


@pytest.mark.parametrize("row", SHARED[:-1])
def test_a_subject_is_that_of_an_earlier_verb(clauses: Classed, row: str) -> None:
    assert subject(clauses, row)[1].shared


@pytest.mark.parametrize(
    ("row", "begins"),
    [
        ("The mayor *said it.", "said"),
        ("The mayor has repeatedly *said it.", "has"),
        ("The mayor didn't *say it.", "didn"),
        ("The mayor went on to *say it.", "went"),
        ("The mayor seemed to *say it.", "seemed"),
        ("The mayor's *said it.", "said"),
    ],
)
def test_a_verb_begins_with_its_auxiliaries(clauses: Classed, row: str, begins: str) -> None:
    made, found = subject(clauses, row)
    assert made.words[found.start] == begins


def test_an_office_in_an_apposition_leaves_the_name_its_head(clauses: Classed) -> None:
    made, found = subject(clauses, "Rana Haddad, a spokeswoman, *said it.")
    assert found.phrase is not None and made.words[found.phrase.head] == "Haddad"
    assert found.phrase.named


@pytest.mark.parametrize(
    ("row", "passive"),
    [
        ("The mayor was *told it.", True),
        ("The mayor was not officially *told it.", True),
        ("The mayor has *told it.", False),
        ("The mayor *told it.", False),
        ("He's *said it.", False),
    ],
)
def test_a_passive_stands_behind_to_be(clauses: Classed, row: str, *, passive: bool) -> None:
    made, at = opened(clauses, row)
    assert made.passive(at) is passive


@pytest.mark.parametrize(
    ("row", "adjective"),
    [
        ("The mayor is *wary of it.", True),
        ("The mayor is not *wary of it.", True),
        ("A *wary mayor left.", False),
        ("The mayor *said it.", False),
    ],
)
def test_an_adjective_stands_behind_to_be(clauses: Classed, row: str, *, adjective: bool) -> None:
    made, at = opened(clauses, row)
    assert made.adjective(at) is adjective


@pytest.mark.parametrize(
    ("row", "colours"),
    [
        ("She went on to *say it.", "went"),
        ("She seemed to *admit it.", "seemed"),
        ("She wants to *say it.", ""),
        ("She will *say it.", ""),
    ],
)
def test_a_verb_only_colours_an_infinitive(clauses: Classed, row: str, colours: str) -> None:
    made, at = opened(clauses, row)
    raised = made.raised(at, 0)
    assert (made.words[raised] if raised >= 0 else "") == colours


@pytest.mark.parametrize(
    ("row", "inside"),
    [
        ("She *left. He stayed.", "She left"),
        ("Who *left?!", "Who left"),
        ("She *met Mansour Jr.", "She met Mansour Jr."),
    ],
)
def test_a_sentence_without_its_stop(clauses: Classed, row: str, inside: str) -> None:
    made, at = opened(clauses, row)
    first, end = made.sentence(at)
    assert made.page.clean[slice(*made.page.token_span(first, end))] == inside


def test_a_verb_in_a_quotation_is_read_inside_it(clauses: Classed) -> None:
    made, at = opened(clauses, "She said “he *left in May” twice.")
    first, end = made.bounds(at, 0)
    assert made.words[first:end] == ["he", "left", "in", "May"]
