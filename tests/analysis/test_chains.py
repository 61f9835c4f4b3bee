"""Voices inside voices, and attributions as frozen values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.analysis.voices import DEEPEST
from marsad.model import Analysis, Attribution, Stance

Read = Callable[..., Analysis]


def tree(text: str, analysis: Analysis) -> list[str]:
    """A line each, indented by dots: who says what inside whose words."""
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
            "قال الوزير إن المدير أكد أن البلدية نفت أن الجسر انهار.",
            ["الوزير/قال", "·المدير/أكد", "··البلدية/نفت"],
        ),
        (
            "أكد الناطق أن الخبراء يعتقدون أن الجدار سليم.",
            ["الناطق/أكد", "·الخبراء/يعتقدون"],
        ),
        (
            "قال الوزير: «قال لي المدير إن السد آمن».",
            ["الوزير/قال", "·المدير/قال"],
        ),
        (
            "ذكرت صحيفة الضفاف أن مصدرا في الميناء أكد أن الشركة تنوي بيع السفن.",
            ["مصدرا في الميناء/أكد", "·الشركة/تنوي"],
        ),
        (
            "قال الوزير إن السد آمن. وأضاف أن المدير أكد أن العمل بدأ.",
            ["الوزير/قال", "الوزير/أضاف", "·المدير/أكد"],
        ),
    ],
)
def test_voices_nest(read: Read, text: str, wanted: list[str]) -> None:
    assert tree(text, read(text)) == wanted


def test_the_content_of_the_outer_voice_holds_the_inner_relation(read: Read) -> None:
    outer, inner = read("قال الوزير إن المدير أكد أن السد آمن.").attributions
    assert inner.parent == outer.id
    assert outer.content[0].start <= inner.cue[0].start
    assert inner.content[0].end <= outer.content[0].end


def test_chains_are_followed_to_a_depth(read: Read) -> None:
    text = "قال الوزير إن " + "المدير أكد أن " * 30 + "السد آمن."
    analysis = read(text)
    assert max(row.count("·") for row in tree(text, analysis)) <= DEEPEST
    assert "nesting.deep" in {note.code for note in analysis.notes}


def test_attributions_stand_in_the_order_of_their_cues(read: Read) -> None:
    text = "قال الوزير إن السد آمن، مضيفا أن العمل بدأ. وأكد المدير أن الجسر سليم، بحسب البلدية."
    starts = [one.cue[0].start for one in read(text).attributions]
    assert starts == sorted(starts)


def test_a_rule_names_entry_and_construction(read: Read) -> None:
    (one,) = read("قال الوزير إن السد آمن.").attributions
    assert one.rule == "verb/قال:past:clause"


def test_a_score_lies_between_zero_and_one(read: Read) -> None:
    text = "قال الوزير إن السد آمن. وبحسب المدير، فإن العمل بدأ. وهدد الصيادون بالإضراب."
    assert all(0 < one.score <= 1 for one in read(text).attributions)


def test_a_clause_is_firmer_than_a_noun(read: Read) -> None:
    (clause,) = read("أعلنت الوزارة أن الميناء أغلق.").attributions
    (noun,) = read("أعلنت الوزارة إغلاق الميناء.").attributions
    assert clause.score > noun.score


@pytest.mark.parametrize(
    ("text", "stance", "content"),
    [
        (
            "نقلت سانا عن مصدر مسؤول نفيه للادعاءات حول إغلاق المعبر.",
            Stance.DENY,
            "للادعاءات حول إغلاق المعبر",
        ),
        ("نقلت الوكالة عن مصدر عسكري نفيه إغلاق المعبر.", Stance.DENY, "إغلاق المعبر"),
        ("نقلت الوكالة عن الوزير تأكيده أن المعبر مغلق.", Stance.AFFIRM, "أن المعبر مغلق"),
    ],
)
def test_a_noun_of_saying_behind_the_origin_gives_the_stance(
    read: Read, text: str, stance: Stance, content: str
) -> None:
    (one,) = read(text).attributions
    assert (one.stance, [text[slice(*span)] for span in one.content]) == (stance, [content])
    assert len(one.via) == 1
