"""A claim in its surroundings: its paragraph and the ones beside it, every word with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from marsad.model import Analysis
from marsad.publishing.passage import claim_passage

PARAGRAPHS = (
    "في المدينة سوق قديم.",
    "فتح الباعة دكاكينهم.",
    "قالت الوزيرة ليلى حداد إن الميناء سيفتح يوم الأحد.",
    "البحر هادئ.",
    "الطريق طويل.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def test_the_paragraph_stands_between_those_beside_it(read: Callable[..., Analysis]) -> None:
    analysis = read(TEXT)
    shown = claim_passage(analysis, analysis.attributions[0])
    assert TEXT[shown.start : shown.end] == "\n\n".join(PARAGRAPHS[1:4])
    assert shown.before and shown.after


def test_every_word_says_where_it_stands(read: Callable[..., Analysis]) -> None:
    analysis = read(TEXT)
    markup = claim_passage(analysis, analysis.attributions[0]).markup
    words = re.findall(r'data-at="(\d+)-(\d+)">([^<]*)<', markup)
    assert ("الميناء") in {word for _, _, word in words}
    whole = [one for one in words if TEXT[int(one[0]) : int(one[1])] == unescape(one[2])]
    assert len(whole) > 10


def test_the_claim_is_marked_and_its_borders_drawn(read: Callable[..., Analysis]) -> None:
    analysis = read(TEXT)
    markup = claim_passage(analysis, analysis.attributions[0]).markup
    for part in ('class="source"', 'class="cue neutral"', 'class="content neutral"', "edge begin"):
        assert part in markup


def test_what_stands_in_a_text_does_nothing(read: Callable[..., Analysis]) -> None:
    analysis = read("قالت <script>alert(1)</script> الوزيرة ليلى حداد إن الميناء سيفتح.")
    if analysis.attributions:
        assert "<script" not in claim_passage(analysis, analysis.attributions[0]).markup


def test_a_paragraph_without_end_is_cut(read: Callable[..., Analysis]) -> None:
    long = "قال الوزير إن الطريق مفتوح. " * 900
    analysis = read(long)
    shown = claim_passage(analysis, analysis.attributions[400])
    assert shown.end - shown.start < 10_000
