"""Joining in memory: documents in, statements, links and groups out."""

from __future__ import annotations

from itertools import permutations

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.joining import Groups, join
from marsad.linking.nouns import Judgement, Relation, Verdict
from tests.linking.reported import report

FIRST = report(
    "Turkey bombed the port of Latakia on Friday, residents of the city said.", day="2024-03-01"
)
ARABIC = report("قصفت تركيا ميناء اللاذقية يوم الجمعة، بحسب سكان المدينة.", outlet="صحيفة المرفأ")
DENIAL = report("Turkey denied bombing the port of Latakia on Friday.", day="2024-03-03")
OTHER = report("The summit opened in Doha with a speech by a diplomat.", outlet="Gulf Letter")
UNDATED = report("نفت تركيا قصف ميناء اللاذقية يوم الجمعة.", day=None)
LISTS = load_lists()
STORY = (FIRST, ARABIC, DENIAL, OTHER, UNDATED)


@pytest.fixture(scope="module")
def story() -> Groups:
    return join(STORY, LISTS)


def texts(joined: Groups) -> list[list[str]]:
    return [[joined.statements[id].text for id in members] for members in joined.groups]


def judged(one: str, other: str, verdict: Verdict) -> list[Judgement]:
    return [
        Judgement(number=1, at="2024-03-04", person="Rana", one=one, other=other, verdict=verdict)
    ]


def test_what_two_languages_tell_is_one_group_and_its_denial_another(story: Groups) -> None:
    assert texts(story) == [
        ["قصف ميناء اللاذقية يوم الجمعة", "bombing the port of Latakia on Friday"],
        ["Turkey bombed the port of Latakia on Friday", "قصفت تركيا ميناء اللاذقية يوم الجمعة"],
        ["The summit opened in Doha with a speech by a diplomat"],
    ]


def test_the_order_of_documents_does_not_matter(story: Groups) -> None:
    for order in permutations(STORY):
        again = join(order, LISTS)
        assert again == story and list(again.statements) == list(story.statements)


def test_each_link_has_reasons_and_none_is_different(story: Groups) -> None:
    assert story.links
    for link in story.links:
        assert link.reasons and link.relation is not Relation.DIFFERENT
        assert {link.one, link.other} <= story.statements.keys()


def test_a_denial_is_linked_with_what_it_denies(story: Groups) -> None:
    denied = [link for link in story.links if link.relation is Relation.DENIES]
    polar = {frozenset((link.one, link.other)) for link in denied}
    denials, told = story.groups[:2]
    assert polar == {frozenset((one, other)) for one in denials for other in told}


def test_a_person_s_word_counts_more_than_the_links(story: Groups) -> None:
    denials, told, other = story.groups
    apart = join(STORY, LISTS, judged(told[0], told[1], Verdict.DIFFERENT))
    assert not any({told[0], told[1]} <= set(members) for members in apart.groups)
    same = join(STORY, LISTS, judged(told[0], other[0], Verdict.SAME))
    assert any({told[0], other[0]} <= set(members) for members in same.groups)
    assert denials in same.groups


def test_a_judgement_of_a_statement_that_is_not_there_changes_nothing(story: Groups) -> None:
    gone = judged("nobody", story.groups[0][0], Verdict.SAME)
    assert join(STORY, LISTS, gone).groups == story.groups


def test_members_and_groups_stand_in_the_order_of_days(story: Groups) -> None:
    days = [[story.statements[id].day or 0 for id in members] for members in story.groups]
    assert all(some == sorted(some) for some in days)
    assert [some[0] for some in days] == sorted(some[0] for some in days)


def test_members_of_one_group_stand_in_the_order_of_days() -> None:
    days = [f"2024-03-0{day}" for day in range(1, 7)]
    told = [
        report("Turkey bombed the port of Latakia, residents said.", day=day, outlet=f"Post {day}")
        for day in days
    ]
    joined = join(reversed(told), LISTS)
    (members,) = joined.groups
    assert [joined.statements[id].published for id in members] == days
    assert list(members) != sorted(members)


def test_what_is_published_long_after_is_not_compared() -> None:
    later = report("Turkey bombed the port of Latakia on Friday, sailors said.", day="2024-06-01")
    assert join((FIRST, later), LISTS).links == ()


def test_nothing_joined_is_nothing() -> None:
    assert join((), LISTS) == Groups(statements={}, links=(), groups=())
