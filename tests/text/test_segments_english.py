"""Apostrophes and single quotation marks, told apart by what they touch."""

from __future__ import annotations

import time

import pytest

from marsad.packs.pack import load_pack
from marsad.text.page import Page, open_page

WRITING = load_pack("en").writing


def quotations(text: str) -> list[str]:
    page = open_page(text, WRITING)
    rows = []
    for one in page.quotations:
        last = one.close + 1 if one.closed else one.close
        shown = page.text[slice(*page.token_span(one.open, last))]
        rows.append("·" * one.depth + shown + ("" if one.closed else "…"))
    return rows


def sentences(page: Page) -> list[str]:
    return [page.text[slice(*page.token_span(one.start, one.end))] for one in page.sentences]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She said ‘no’ twice.", ["‘no’"]),
        ("She said “no” twice.", ["“no”"]),
        ('She said "no" twice.', ['"no"']),
        ("She said ''no'' twice.", ["''no''"]),
        ("She said ``no'' twice.", ["``no''"]),
        ("‘I don’t know,’ she said.", ["‘I don’t know,’"]),
        ("‘It’s the mayor’s,’ she said.", ["‘It’s the mayor’s,’"]),
        ("‘No.’ ‘Yes.’", ["‘No.’", "‘Yes.’"]),
        ("“I don't know,” she said.", ["“I don't know,”"]),
        ("\"It's the workers' port,\" she said.", ["\"It's the workers' port,\""]),
    ],
)
def test_marks_pair(text: str, wanted: list[str]) -> None:
    assert quotations(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "I don’t know.",
        "The workers' port is open.",
        "The workers’ port is open.",
        "The mayor’s brother and the governor's wife left.",
        "They left in the ’90s and the '90s.",
        "Rock ’n’ roll.",
        "O’Brien left.",
        "’",
        "'",
    ],
)
def test_an_apostrophe_opens_and_closes_nothing(text: str) -> None:
    page = open_page(text, WRITING)
    assert page.quotations == [] and page.stray == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”", "·‘no’"]),
        ("“She said: ‘No.’”", ["“She said: ‘No.’”", "·‘No.’"]),
        ("‘He said “no” twice,’ she said.", ["‘He said “no” twice,’", "·“no”"]),
        (
            "“He said ‘they said “no”’ twice.”",
            ["“He said ‘they said “no”’ twice.”", "·‘they said “no”’", "··“no”"],
        ),
        ("“The workers’ port is open.”", ["“The workers’ port is open.”"]),
    ],
)
def test_quotations_nest(text: str, wanted: list[str]) -> None:
    assert quotations(text) == wanted


def test_two_marks_are_one() -> None:
    assert open_page("''No'' ``no''", WRITING).words == ["''", "No", "''", "``", "no", "''"]


def test_a_quotation_that_nothing_closes_ends_with_its_line() -> None:
    assert quotations("She said ‘no and left\nHe stayed") == ["‘no and left…"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "‘We left. They stayed,’ she said. He wept.",
            ["‘We left. They stayed,’ she said.", "He wept."],
        ),
        ("‘We left.’ They stayed.", ["‘We left.’", "They stayed."]),
        ("''We left.'' They stayed.", ["''We left.''", "They stayed."]),
        ("Mr. Mansour left. J. Haddad stayed.", ["Mr. Mansour left.", "J. Haddad stayed."]),
        ("The U.S. envoy left.", ["The U.S. envoy left."]),
        ("It rose 3.5 percent.", ["It rose 3.5 percent."]),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(open_page(text, WRITING)) == wanted


@pytest.mark.parametrize("mark", ["‘", "’", "'", "''", "“", '"', "‘a ", "a’ ", "“‘", "“a ‘b "])
def test_many_marks_take_little_time(mark: str) -> None:
    begun = time.process_time()
    open_page(mark * 5_000, WRITING)
    assert time.process_time() - begun < 1
