"""Which statements make one proposition: links, judgements, groups that hold together."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.linking.comparing.propositions import Said, connected, group, proposition_id, weigh
from marsad.linking.nouns import Judgement, Link, Reason, Relation, Verdict

SAME = Relation.SAME
APART = (Relation.DENIES, Relation.CONTRADICTS, Relation.UPDATES, Relation.DIFFERENT)
NAMES = "abcdefg"


def linked(pair: str, relation: Relation = SAME, score: float = 0.8) -> Link:
    return Link(pair[0], pair[1], relation, score, (Reason("words", "الجسر"),))


def judged(pair: str, verdict: Verdict, number: int = 1) -> Judgement:
    return Judgement(
        number=number, at="2024-03-02", person="Rana", one=pair[0], other=pair[1], verdict=verdict
    )


def grouped(*links: Link, said: tuple[Judgement, ...] = (), names: str = NAMES) -> list[str]:
    """The groups of the statements a to g as words, those that stand alone left out."""
    made = group(list(names), weigh(links, said))
    return ["".join(one) for one in made if len(one) > 1]


@st.composite
def many_links(draw: st.DrawFn) -> list[Link]:
    pairs = draw(st.lists(st.sampled_from(list(combinations(NAMES, 2))), unique=True))
    relations = st.sampled_from((SAME, SAME, SAME, *APART))
    scores = st.integers(25, 99).map(lambda score: score / 100)
    return [linked("".join(pair), draw(relations), draw(scores)) for pair in pairs]


@given(many_links())
def test_a_denial_is_never_with_what_it_denies(links: list[Link]) -> None:
    for made in grouped(*links):
        for link in links:
            if link.relation is not SAME:
                assert not {link.one, link.other} <= set(made)


@given(many_links(), st.randoms(use_true_random=False))
def test_the_order_of_links_and_statements_does_not_matter(
    links: list[Link], random: Random
) -> None:
    mixed = random.sample(links, len(links))
    names = "".join(random.sample(NAMES, len(NAMES)))
    assert grouped(*mixed, names=names) == grouped(*links)


@given(many_links())
def test_each_statement_is_in_one_group(links: list[Link]) -> None:
    made = group(list(NAMES), weigh(links))
    assert sorted(one for members in made for one in members) == list(NAMES)
    assert made == sorted(made) and all(list(one) == sorted(one) for one in made)


def test_what_is_the_same_makes_one_group() -> None:
    assert grouped(linked("ab"), linked("bc"), linked("ac"), linked("fg")) == ["abc", "fg"]


@pytest.mark.parametrize("relation", APART)
def test_what_is_parted_parts_the_groups_of_both(relation: Relation) -> None:
    links = linked("ab", score=0.9), linked("cd", score=0.9), linked("bc", score=0.5)
    close = *links, linked("ac"), linked("bd")
    assert grouped(*close) == ["abcd"]
    assert grouped(*close, linked("ad", relation)) == ["ab", "cd"]


def test_the_firmest_link_is_taken_first() -> None:
    parted = linked("ac", Relation.CONTRADICTS)
    assert grouped(linked("ab", score=0.9), linked("bc", score=0.6), parted) == ["ab"]
    assert grouped(linked("ab", score=0.6), linked("bc", score=0.9), parted) == ["bc"]


def test_one_weak_link_joins_two_and_no_large_groups() -> None:
    first = [linked("".join(pair), score=0.9) for pair in combinations("abc", 2)]
    second = [linked("".join(pair), score=0.9) for pair in combinations("efg", 2)]
    weak = linked("ae", score=0.3)
    assert grouped(weak) == ["ae"]
    assert grouped(*first, *second, weak) == ["abc", "efg"]


def test_a_person_who_says_the_same_outranks_the_machine() -> None:
    same = (judged("ab", Verdict.SAME),)
    assert grouped(linked("ab", Relation.DENIES)) == []
    assert grouped(linked("ab", Relation.DENIES), said=same) == ["ab"]
    assert grouped(said=same) == ["ab"]


def test_what_a_person_joins_is_joined_before_all_else() -> None:
    links = linked("ac", score=0.9), linked("bd"), linked("cd", Relation.CONTRADICTS)
    assert grouped(*links) == ["ac", "bd"]
    assert grouped(*links, said=(judged("ab", Verdict.SAME),)) == ["abc"]


def test_not_even_a_sure_link_is_taken_before_what_a_person_joins() -> None:
    links = linked("ab", score=1.0), linked("ac", Relation.CONTRADICTS)
    assert grouped(*links, said=(judged("bc", Verdict.SAME),)) == ["bc"]


def test_what_a_person_joins_is_joined_though_others_of_it_deny_each_other() -> None:
    said = judged("ab", Verdict.SAME, 1), judged("bc", Verdict.SAME, 2)
    assert grouped(linked("ac", Relation.DENIES), said=said) == ["abc"]


def test_two_that_a_person_joins_stay_together_whoever_contradicts() -> None:
    links = linked("ab", Relation.CONTRADICTS), linked("bc"), linked("ac", Relation.DENIES)
    assert grouped(*links, said=(judged("ab", Verdict.SAME),)) == ["ab"]


def test_a_person_who_says_different_parts_what_the_machine_joins() -> None:
    links = linked("ab"), linked("bc"), linked("ac")
    made = grouped(*links, said=(judged("ab", Verdict.DIFFERENT),))
    assert made in (["ac"], ["bc"])


def test_a_person_who_is_not_sure_takes_the_link_away() -> None:
    unsure = (judged("ab", Verdict.UNSURE),)
    assert grouped(linked("ab"), said=unsure) == []
    assert grouped(linked("ab"), linked("bc"), linked("ac"), said=unsure) == ["abc"]


def test_the_latest_judgement_counts() -> None:
    first, last = judged("ab", Verdict.SAME, 1), judged("ba", Verdict.DIFFERENT, 2)
    assert grouped(linked("ab"), said=(last, first)) == []
    assert grouped(linked("ab"), said=(judged("ab", Verdict.SAME, 3), last)) == ["ab"]


def test_parts_are_what_links_hold_together() -> None:
    pairs = [frozenset(pair) for pair in ("ab", "bc", "fg", "gx")]
    assert connected("gfedcba", pairs) == [["a", "b", "c"], ["d"], ["e"], ["f", "g"]]


def test_what_is_said_within_a_part_leaves_the_rest_out() -> None:
    said = weigh((linked("ab"), linked("fg"), linked("bc", Relation.DENIES)))
    part = said.within(["a", "b", "c"])
    assert part == Said({frozenset("ab"): 0.8}, frozenset({frozenset("bc")}), frozenset())


def test_the_id_of_a_proposition_hangs_on_its_earliest_statement() -> None:
    assert proposition_id("a") == proposition_id("a") != proposition_id("b")
    assert proposition_id("a") != "a"
