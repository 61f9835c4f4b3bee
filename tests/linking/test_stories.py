"""Stories: what comes together, what stays apart, and what they are called."""

from __future__ import annotations

import random
from datetime import date

import pytest

from marsad.analysis.analyse import analyse
from marsad.entities.appellations import name_place
from marsad.entities.lists import load_lists
from marsad.linking.nouns import Bond, Independent, Proposition, Reason, Relation, Standing
from marsad.linking.reading.statements import read_statements
from marsad.linking.stories.find import Story, Told, find_stories, tell
from marsad.linking.stories.labels import label
from marsad.model import Document

FIRST = date(2024, 3, 1).toordinal()
MANBIJ = {"p:place.SY.manbij": 120, "n:TR": 60, "e:AGREE": 40}
ADEN = {"p:place.YE.aden": 120, "n:YE": 60, "e:ASSAULT": 40}


def told(id: str, terms: dict[str, int], *reports: tuple[int, str]) -> Told:
    """A proposition that reports tell on days of March 2024."""
    there = tuple((FIRST + day - 1, report) for day, report in reports)
    return Told(id=id, gloss=id, standing=Standing.SINGLE_ORIGIN, terms=terms, reports=there)


def two_stories() -> list[Told]:
    return [
        told("deal", MANBIJ | {"w:اتفاق": 90}, (1, "a"), (1, "b")),
        told("troops leave", MANBIJ | {"a:peoples-protection-units": 120}, (2, "b")),
        told("no foreign troops", MANBIJ | {"a:manbij-military-council": 120}, (4, "c")),
        told("harbour shelled", ADEN | {"w:مرفأ": 90}, (1, "x")),
        told("three killed", ADEN | {"w:مقتل": 90}, (2, "y")),
        *(
            told(f"other {n}", {f"w:كلمة{n}": 90, "n:US": 60}, (1 + n % 5, f"o{n}"))
            for n in range(30)
        ),
    ]


def by_place(stories: tuple[Story, ...], place: str) -> Story:
    return next(story for story in stories if f"p:place.{place}" in story.terms)


def test_propositions_of_the_same_actors_places_and_days_are_one_story() -> None:
    stories = find_stories(two_stories())
    manbij, aden = by_place(stories, "SY.manbij"), by_place(stories, "YE.aden")
    assert [moment.gloss for moment in manbij.timeline] == [
        "deal",
        "troops leave",
        "no foreign troops",
    ]
    assert (manbij.first, manbij.last) == (FIRST, FIRST + 3)
    assert set(manbij.reports) == {"a", "b", "c"}
    assert {moment.gloss for moment in aden.timeline} == {"harbour shelled", "three killed"}


def test_the_order_of_arrival_changes_nothing() -> None:
    expected = find_stories(two_stories())
    for seed in range(5):
        many = two_stories()
        random.Random(seed).shuffle(many)
        assert find_stories(many) == expected


def test_quiet_days_end_a_story() -> None:
    many = [
        told("deal", MANBIJ, (1, "a")),
        told("deal signed", MANBIJ, (2, "b")),
        told("deal again", MANBIJ, (20, "c")),
        told("deal at last", MANBIJ, (21, "d")),
    ]
    days = [(story.first - FIRST + 1, story.last - FIRST + 1) for story in find_stories(many)]
    assert days == [(1, 2), (20, 21)]
    assert len(find_stories(many, quiet=30)) == 1


def test_a_term_that_most_propositions_have_brings_nothing_together() -> None:
    many = [told(f"{n}", {"n:US": 60, f"w:كلمة{n}": 90}, (1, f"r{n}")) for n in range(20)]
    assert find_stories(many) == ()


def test_a_proposition_in_reports_of_two_stories_stands_where_most_of_them_do() -> None:
    shared = told("both", {"w:هدنة": 90}, (1, "a"), (1, "b"), (2, "x"))
    stories = find_stories([*two_stories(), shared])
    assert "both" in [moment.gloss for moment in by_place(stories, "SY.manbij").timeline]
    assert "both" not in [moment.gloss for moment in by_place(stories, "YE.aden").timeline]


def test_denials_inside_a_story_are_open_and_others_are_not_its_own() -> None:
    reasons = (Reason("polarity", "one says it is not so"),)
    inside = Bond(
        one="no foreign troops", other="deal", relation=Relation.DENIES, by="", reasons=reasons
    )
    across = Bond(
        one="harbour shelled", other="deal", relation=Relation.CONTRADICTS, by="", reasons=reasons
    )
    settled = Bond(
        one="troops leave", other="deal", relation=Relation.CONFIRMS, by="", reasons=reasons
    )
    stories = find_stories(two_stories(), [across, settled, inside])
    assert by_place(stories, "SY.manbij").open == (inside,)


def test_the_id_stays_when_later_reports_come() -> None:
    before = by_place(find_stories(two_stories()), "SY.manbij")
    more = [*two_stories(), told("patrols", MANBIJ | {"w:دورية": 90}, (6, "d"))]
    after = by_place(find_stories(more), "SY.manbij")
    assert after.id == before.id
    assert len(after.timeline) == len(before.timeline) + 1


def test_no_propositions_no_stories() -> None:
    assert find_stories([]) == ()
    assert find_stories([told("alone", MANBIJ, (1, "a"))]) == ()


def test_a_label_names_place_actors_and_events_in_both_languages() -> None:
    terms = (
        "w:دورية",
        "p:place.SY.manbij",
        "a:peoples-protection-units",
        "n:TR",
        "n:US",
        "e:AGREE",
    )
    assert label(terms) == {
        "ar": "منبج · وحدات حماية الشعب، تركيا · اتفاق",
        "en": "Manbij · People's Protection Units, Turkey · agreement",
    }


@pytest.mark.parametrize("term", ["a:nobody-knows", "p:geonames.1", "w:سر", "e:NONE", "x:y"])
def test_a_label_says_only_what_the_lists_name(term: str) -> None:
    assert label([term]) == {"ar": "أخبار متصلة", "en": "connected reports"}


def test_a_place_is_called_by_its_name_in_the_letters_of_the_language() -> None:
    assert name_place("place.SY.manbij", "ar") == "منبج"
    assert name_place("place.SY.manbij", "en") == "Manbij"


def test_what_is_told_of_a_proposition_comes_from_its_statements() -> None:
    text = "قال ناطق باسم مجلس منبج العسكري إن القوات التركية انسحبت من منبج."
    documents = [
        Document(id="a", text=text, lang="ar", outlet="وكالة الساحل", published="2024-03-02"),
        Document(id="b", text=text, lang="ar", outlet="صحيفة المرفأ", published="2024-03-01"),
        Document(id="c", text=text, lang="ar", outlet="موقع بلا تاريخ"),
    ]
    many = [
        one for document in documents for one in read_statements(analyse(document), load_lists())
    ]
    members = {one.id: one for one in many if one.claim is not None}
    proposition = Proposition(
        id="p",
        gloss="انسحبت",
        members=tuple(members),
        origins=(),
        independent=Independent(1, 1),
        standing=Standing.SINGLE_ORIGIN,
        reasons=(),
    )
    one = tell(proposition, members)
    assert one is not None
    assert one.reports == ((FIRST, "b"), (FIRST + 1, "a"))
    assert "p:place.SY.manbij" in one.terms
    undated = [id for id, member in members.items() if member.day is None]
    assert tell(proposition, {id: members[id] for id in undated}) is None


def test_a_week_between_two_reports_is_no_end_and_eight_days_are() -> None:
    for day, count in ((8, 1), (9, 2)):
        many = [
            told("deal", MANBIJ, (1, "a")),
            told("deal signed", MANBIJ, (1, "b")),
            told("deal again", MANBIJ, (day, "c")),
            told("deal at last", MANBIJ, (day, "d")),
        ]
        assert len(find_stories(many)) == count
