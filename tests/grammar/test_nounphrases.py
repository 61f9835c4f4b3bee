"""Noun phrases of subject-first sentences: brackets hold what is read from either side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.clauses import Clauses
from marsad.grammar.phrases import Phrase
from marsad.model import Kind

Classed = Callable[[str], Clauses]


def tokens(clauses: Classed, row: str) -> tuple[Clauses, int, int]:
    """The page of a row without its brackets, and the tokens that they held."""
    plain = row.replace("[", "").replace("]", "")
    made = clauses(plain)
    first = made.page.token_at(row.index("["))
    stop = row.index("]") - 1
    end = next((i for i, at in enumerate(made.page.starts) if at >= stop), len(made.words))
    return made, first, end


def words(made: Clauses, phrase: Phrase) -> str:
    return made.page.clean[phrase.start : phrase.stop]


def bracketed(row: str) -> str:
    return row[row.index("[") + 1 : row.index("]")]


BOTH = [
    "[The mayor] left.",
    "[The mayor of Nablus] left.",
    "[Two port engineers] left.",
    "[Mr. Mansour] left.",
    "[Dr. Rana Haddad] left.",
    "[J. R. Haddad] left.",
    "[The U.S. envoy] left.",
    "[The mayor’s brother] left.",
    "[The workers' union] left.",
    "[The co-founder of the Delta Herald] left.",
    "[The fishermen and farmers] left.",
    "[Sami Mansour and Rana Haddad] left.",
    "[Some of the engineers] left.",
    "[The group “River Watch”] left.",
    "[The mayor (an engineer)] left.",
    "[The port (in Basra)] left.",
    "[#RiverWatch] left.",
]
BACK = [
    "[The engineer who lives in Basra] left.",
    "[The engineer who inspected the bridge] left.",
    "[The report that angered drivers] failed.",
    "[People briefed on the plan] say it failed.",
    "[The men accused of the theft] say it failed.",
    "[The mayor, the governor and the envoy] left.",
    "He said [the mayor] left.",
    "In Basra, [the mayor] left.",
    "She left, but [the mayor] stayed.",
    "[No official] left.",
    "In May [no official] left.",
    "“Go,” [the mayor] said.",
]
FORWARD = [
    "said [the mayor of Nablus], who left.",
    "said [Rana Haddad], an engineer.",
    "said [she] on Monday.",
    "said [the mayor] on Monday.",
    "said [retired pilot Sami Mansour].",
]


def back(made: Clauses, end: int) -> Phrase:
    phrase = made.back(end, 0)
    assert phrase is not None
    return phrase


@pytest.mark.parametrize("row", [*BOTH, *BACK])
def test_a_phrase_is_read_backwards(clauses: Classed, row: str) -> None:
    made, _, end = tokens(clauses, row)
    assert words(made, back(made, end)) == bracketed(row)


@pytest.mark.parametrize("row", [*BOTH, *FORWARD])
def test_a_phrase_is_read_forwards(clauses: Classed, row: str) -> None:
    made, first, end = tokens(clauses, row)
    assert made.forward(first, len(made.words)) == end


def test_a_phrase_without_what_its_prepositions_add(clauses: Classed) -> None:
    made, first, end = tokens(clauses, "[the mayor] of Nablus left")
    assert made.forward(first, len(made.words), of=False) == end


def test_a_phrase_ends_at_its_limit(clauses: Classed) -> None:
    made = clauses("the mayor of Nablus left")
    assert made.forward(0, 2) == 2
    assert made.forward(0, 0) == 0


@pytest.mark.parametrize("text", ["and said", "and quickly said", "“we said"])
def test_no_phrase_stands_before_a_verb(clauses: Classed, text: str) -> None:
    made = clauses(text)
    assert made.back(len(made.words) - 1, 0) is None


def test_what_a_preposition_governs_is_no_subject(clauses: Classed) -> None:
    made = clauses("In Basra left")
    assert made.back(2, 0) is None


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ("[The mayor of Nablus] left.", "mayor"),
        ("[The engineer who lives in Basra] left.", "engineer"),
        ("[Some of the engineers] left.", "engineers"),
        ("[People briefed on the plan] left.", "People"),
        ("[The mayor’s brother] left.", "brother"),
        ("[Rana Haddad] left.", "Haddad"),
    ],
)
def test_the_head_is_what_is_described(clauses: Classed, row: str, head: str) -> None:
    made, first, end = tokens(clauses, row)
    assert made.words[made.phrase(first, end).head] == head


@pytest.mark.parametrize(
    ("row", "kind", "known"),
    [
        ("[Rana Haddad] left.", Kind.PERSON, False),
        ("[The mayor] left.", Kind.OFFICE, True),
        ("[Reuters] left.", Kind.OUTLET, True),
        ("[The ministry] left.", Kind.ORGANISATION, True),
        ("[She] left.", Kind.PERSON, True),
        ("[The bridge] fell.", Kind.UNKNOWN, False),
        ("[Mayor Rana Haddad] left.", Kind.PERSON, False),
    ],
)
def test_a_phrase_has_a_kind(clauses: Classed, row: str, kind: Kind, *, known: bool) -> None:
    made, first, end = tokens(clauses, row)
    phrase = made.phrase(first, end)
    assert (phrase.kind, phrase.known) == (kind, known)


@pytest.mark.parametrize(
    ("text", "named", "definite"),
    [("Rana Haddad", True, False), ("the mayor", False, True), ("two engineers", False, False)],
)
def test_a_phrase_is_named_or_definite(
    clauses: Classed, text: str, *, named: bool, definite: bool
) -> None:
    made = clauses(text)
    phrase = made.phrase(0, len(made.words))
    assert (phrase.named, phrase.definite) == (named, definite)


@pytest.mark.parametrize(
    ("row", "belongs"),
    [("Mr[.] Mansour left.", True), ("J[.] Haddad left.", True), ("She left[.] He stayed.", False)],
)
def test_a_stop_belongs_to_an_abbreviation(clauses: Classed, row: str, *, belongs: bool) -> None:
    made, at, _ = tokens(clauses, row)
    assert made.abbreviates(at) is belongs


def test_marks_of_a_quotation_know_each_other(clauses: Classed) -> None:
    made = clauses("She said “go” twice, twice")
    assert (made.quoted(2), made.opens(4)) == (4, 2)
    assert (made.quoted(3), made.opens(3)) == (0, -1)
    assert made.comma(6) and not made.comma(5) and not made.comma(99)
