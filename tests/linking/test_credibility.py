"""The credibility that is proposed: the table of docs/grades.md, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.linking.nouns import Independent, Origin, Standing
from marsad.linking.relations.credibility import _RULES, CREDIBILITY, RELIABILITY, Case, propose
from marsad.model import Kind
from marsad.publishing.reasons import tell_proposed
from marsad.publishing.words import words_for

PAGE = (Path(__file__).parents[2] / "docs" / "grades.md").read_text(encoding="utf-8")


def voice(name: str, *, party: bool = False, named: bool = True) -> Origin:
    kind = Kind.ORGANISATION if named else Kind.ANONYMOUS
    return Origin(name=name, kind=kind, entity=name, statements=(), named=named, self_stated=party)


A, B, C = voice("a"), voice("b"), voice("c")
PARTY, OTHER = voice("army", party=True), voice("ministry", party=True)
SOMEBODY = voice("source", named=False)
NOBODY = Origin(name=None, kind=Kind.UNKNOWN, entity=None, statements=())
SINGLE, MANY, CONTESTED = Standing.SINGLE_ORIGIN, Standing.CORROBORATED, Standing.CONTESTED


def case(standing: Standing, *origins: Origin, least: int = 1, **said: object) -> Case:
    return Case(standing=standing, origins=origins, independent=Independent(least, 9), **said)


CASES = [
    ("6", case(Standing.WITHDRAWN, A, B, least=2)),
    ("6", case(Standing.UNKNOWN, NOBODY, least=0)),
    ("3", case(CONTESTED, A, B, least=2, objectors=(PARTY,))),
    ("4", case(CONTESTED, A, B, least=2, objectors=(PARTY, C))),
    ("5", case(CONTESTED, A, objectors=(B,))),
    ("5", case(CONTESTED, PARTY, objectors=(B,))),
    ("4", case(CONTESTED, A, objectors=(PARTY,))),
    ("1", case(MANY, A, B, C, least=3)),
    ("2", case(MANY, A, B, least=2)),
    ("2", case(MANY, A, B, C, least=2)),
    ("2", case(SINGLE, A, admitted=True)),
    ("3", case(SINGLE, A)),
    ("3", case(SINGLE, A, SOMEBODY)),
    ("6", case(SINGLE, SOMEBODY)),
    ("4", case(SINGLE, A, reliability={"a": "E"})),
    ("3", case(Standing.SELF_STATED, PARTY)),
    ("3", case(Standing.SELF_STATED, PARTY, OTHER, least=2)),
]


@pytest.mark.parametrize(("grade", "given"), CASES)
def test_each_row_of_the_table(grade: str, given: Case) -> None:
    found = propose(given)
    assert (found.grade, found.words) == (grade, CREDIBILITY[grade])


def test_every_rule_is_reached_by_a_case() -> None:
    reached = {propose(given).rule for _, given in CASES}
    assert {rule for _, rule, _ in _RULES} == reached


def test_a_party_and_an_unreliable_source_add_no_support() -> None:
    assert propose(case(MANY, A, PARTY, least=2)).grade == "3"
    assert propose(case(MANY, A, B, least=2, reliability={"b": "D"})).grade == "3"
    assert propose(case(CONTESTED, A, objectors=(B,), reliability={"b": "E"})).grade == "4"


def test_a_good_source_raises_nothing() -> None:
    assert propose(case(SINGLE, A, reliability={"a": "A"})).grade == "3"


def test_it_is_shown_as_proposed() -> None:
    proposed = propose(case(MANY, A, B, least=2))
    assert tell_proposed(proposed, words_for("en")) == (
        "2 (probably true), proposed until a person sets it: "
        "two independent origins say so, and nobody says otherwise"
    )


def test_one_origin_of_which_a_second_is_uncertain_is_not_called_the_only_one() -> None:
    told = tell_proposed(propose(case(CONTESTED, A, SOMEBODY, objectors=(B,))), words_for("en"))
    assert told.endswith(
        "it is not certain that two independent origins say so, and one that is no party says "
        "otherwise"
    )


def test_it_is_told_in_arabic_as_arabic_counts() -> None:
    told = tell_proposed(propose(case(MANY, A, B, least=2)), words_for("ar"))
    assert told == (
        "2 (صحيح على الأرجح)، مقترحة إلى أن يحددها شخص: "
        "يقولها مصدران أصليان مستقلان، ولا يقول أحد خلافها"
    )


def test_the_page_has_the_words_and_every_rule() -> None:
    english = words_for("en").table
    assert {**english["reliability"], **english["credibility"]} == {**RELIABILITY, **CREDIBILITY}
    for code, words in {**RELIABILITY, **CREDIBILITY}.items():
        assert re.search(rf"\| {code} \| {words} \|", PAGE), code
    rows = re.findall(r"^\| (.+) \| ([1-6]) \|$", PAGE, re.MULTILINE)
    assert [(grade, _plain(rule)) for grade, rule, _ in _RULES] == [
        (grade, rule) for rule, grade in rows
    ]


def _plain(rule: str) -> str:
    return words_for("en").table["rule"][rule].replace("{}", "so many independent origins")
