"""Relations placed whole or not at all; repeated passages by their company."""

from __future__ import annotations

import time

import pytest

from marsad.llm.aligning import place
from marsad.llm.answers import Said, parse
from marsad.model import Relation, Span, Stance

TEXT = (
    "Harbour reopens\n"
    "The mayor said the harbour was open. A diver said the harbour was closed.\n"
    "Later the mayor said the harbour was open, and the harbour was quiet."
)


def said(
    source: str, cue: str, content: str, *, via: tuple[str, ...] = (), parent: int | None = None
) -> Said:
    return Said(source or None, (cue,) if cue else (), (content,), via, Stance.NEUTRAL, parent)


def starts(*told: Said, text: str = TEXT) -> list[tuple[int | None, int, int]]:
    placed = place(text, told)
    return [
        (one.source.start if one.source else None, one.cue[0].start, one.content[0].start)
        for one in placed.relations
    ]


MAYOR, DIVER = (
    said("The mayor", "said", "the harbour was open"),
    said("A diver", "said", "the harbour was closed"),
)


def test_parts_stand_beside_each_other() -> None:
    assert starts(DIVER) == [(53, 61, 66)]


def test_the_same_words_again_are_placed_in_their_order() -> None:
    again = said("the mayor", "said", "the harbour was open")
    assert starts(MAYOR, DIVER, again) == [(16, 26, 31), (53, 61, 66), (96, 106, 111)]


def test_what_was_told_more_often_than_it_stands_is_one() -> None:
    placed = place(TEXT, [MAYOR] * 5)
    assert len(placed.relations) == 2 and not placed.refused


def test_what_stands_inside_another_is_placed_there() -> None:
    text = 'He left. She said "he said he left." Then he said he left.'
    outer = said("She", "said", '"he said he left."')
    inner = said("he", "said", "he left", parent=0)
    assert [one.content[0] for one in place(text, [outer, inner]).relations] == [
        Span(18, 36),
        Span(27, 34),
    ]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (said("The mayor", "said", "the harbour was mined"), "content"),
        (said("The mayor", "confessed", "the harbour was open"), "cue"),
        (said("The minister", "said", "the harbour was open"), "source"),
        (said("The mayor", "said", "the harbour was open", via=("Al-Waha",)), "via"),
    ],
)
def test_a_relation_with_words_that_are_not_there_is_refused(told: Said, why: str) -> None:
    placed = place(TEXT, [told, DIVER])
    assert dict(placed.refused) == {why: 1}
    assert [one.content[0].start for one in placed.relations] == [66]
    [note] = placed.notes
    assert note.code == "model.refused" and TEXT[slice(*note.span)] == "Harbour reopens"


def test_parts_that_stand_far_apart_are_no_relation() -> None:
    text = "The mayor spoke." + " The road is long." * 300 + " It rained."
    assert dict(place(text, [said("The mayor", "spoke", "It rained")]).refused) == {"place": 1}


def test_a_preposition_that_is_glued_to_the_content_is_the_one_beside_it() -> None:
    text = "كتب البيان بحبر. وأمرت الحكومة بعد الحرب بإغلاق الميناء، وبدأ العمل بسرعة."
    told = Said("الحكومة", ("أمرت", "ب"), ("إغلاق الميناء",), (), Stance.INTEND, None)
    [one] = place(text, [told]).relations
    assert [text[slice(*span)] for span in (*one.cue, *one.content)] == [
        "أمرت",
        "ب",
        "إغلاق الميناء",
    ]
    assert one.cue[1].end == one.content[0].start


def test_places_count_from_the_beginning_of_the_document() -> None:
    [one] = place(TEXT, [DIVER], offset=100).relations
    assert one == Relation(Span(153, 160), (), (Span(161, 165),), (Span(166, 188),), Stance.NEUTRAL)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ('{"relations": [{"source": "x", "cue": "y", "content": "z"}]}', 1),
        ('{"attributions": [{"source": "x", "content": ["z"]}]}', 1),
        ('[{"source": "x", "content": "z"}, {"source": "x", "content": "w"}]', 2),
        ('{"source": "x", "content": "z"}', 1),
        ('<think>{"relations": 1}</think> Here:\n```json\n{"relations": []}\n```', 0),
        ('{"relations": [{"source": "x", "content": "z"}, {"source": "x", "con', 1),
        ('{"relations": [{"source": "", "cue": [], "content": "z"}, 7, null, {"content": []}]}', 0),
        ('{"relations": [{"source": 1, "cue": {"a": 1}, "content": "z"}]}', 0),
        ("no", None),
        ("", None),
        ('{"relations": "none"}', None),
        ("[" * 100_000, None),
        ('{"a":' * 100_000, None),
        ("{" * 100_000, None),
    ],
)
def test_answers_are_read_whatever_they_look_like(answer: str, count: int | None) -> None:
    told = parse(answer)
    assert (None if told is None else len(told)) == count


def test_parents_keep_to_what_was_left_out() -> None:
    first, second = '{"source": "a", "content": "b"}', '{"cue": "c", "content": "d", "parent": 1}'
    told = parse(f'{{"relations": [7, {first}, {second}]}}')
    assert told is not None and [one.parent for one in told] == [None, 0]


def test_a_stance_that_is_none_is_neutral() -> None:
    told = parse('[{"source": "a", "content": "b", "stance": ["deny"]}]')
    assert told is not None and told[0].stance is Stance.NEUTRAL


def test_an_answer_has_no_more_relations_than_there_may_be() -> None:
    many = ",".join('{"source": "a", "content": "b"}' for _ in range(2_000))
    told = parse(f"[{many}]")
    assert told is not None and len(told) == 500


@pytest.mark.slow
def test_an_answer_that_wants_to_cost_much_costs_little() -> None:
    text = "He said she said it. " * 290
    told = said("He", "said", "she said it", via=("she", "She", "it", "It", "said", "He"))
    begin = time.process_time()
    placed = place(text, [told] * 500)
    assert time.process_time() - begin < 5
    assert 0 < len(placed.relations) <= 290
