"""Drift: what changes while a statement is passed on."""

from __future__ import annotations

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.nouns import Amount, Statement
from marsad.linking.origins.drift import find_drift
from marsad.linking.origins.find import find_origins
from marsad.publishing.reasons import plainly, tell_drift
from tests.linking.conftest import Make, paper, somebody, voice

MINISTRY = voice("organisation", "Russian Ministry of Defence", "RU.ministry.defence")
DAMASCUS = voice("organisation", "Damascus", "SY", "Syria")
SENTENCE = "the ferry sank near the old harbour shortly before dawn with no survivors"


def drifts(*members: Statement) -> list[tuple[str, str, str, str]]:
    found = find_drift(members, find_origins(members, load_lists()), load_lists())
    return [(one.kind.value, one.earlier, one.later, tell_drift(one, plainly())) for one in found]


@pytest.mark.parametrize(
    ("distance", "how"),
    [
        ({"hedged": True}, "with a hedge"),
        ({"stance": "doubt"}, "with doubt"),
        ({"stance": "believe"}, "as a belief"),
        ({"status": "possible"}, "as possible"),
        ({"status": "planned"}, "as planned"),
    ],
)
def test_a_hedge_is_dropped(say: Make, distance: dict[str, object], how: str) -> None:
    first = say("The Courier", MINISTRY, day="2031-04-01", **distance)
    later = say("The Lantern", MINISTRY)
    told = f"The Courier: {how}; The Lantern: as fact"
    assert drifts(later, first) == [("hedge dropped", first.id, later.id, told)]
    assert drifts(first, say("The Lantern", MINISTRY, **distance)) == []


def test_a_hedge_that_is_added_is_no_drift(say: Make) -> None:
    first = say("The Courier", MINISTRY, day="2031-04-01")
    assert drifts(first, say("The Lantern", MINISTRY, hedged=True)) == []


def test_a_hedge_dropped_on_the_way_through_a_cited_report(say: Make) -> None:
    plain = say("The Tide", MINISTRY, day="2031-03-30")
    report = say("Reuters", MINISTRY, day="2031-04-01", hedged=True)
    citing = say("The Courier", paper("Reuters", "reuters"))
    assert [(kind, one, two) for kind, one, two, _ in drifts(plain, report, citing)] == [
        ("hedge dropped", report.id, citing.id)
    ]


def test_a_number_changes(say: Make) -> None:
    three = say("The Courier", MINISTRY, day="2031-04-01", amounts=[Amount(3, 3, "dead")])
    seven = say("The Lantern", MINISTRY, amounts=[Amount(7, 7, "dead")])
    assert drifts(three, seven) == [("number changed", three.id, seven.id, "3 → 7 dead")]


def test_numbers_of_other_things_or_that_agree_are_no_change(say: Make) -> None:
    three = say("The Courier", MINISTRY, day="2031-04-01", amounts=[Amount(3, None, "dead")])
    for other in (Amount(7, 7, "wounded"), Amount(3, 3, "dead"), Amount(9, 9, "dead")):
        assert drifts(three, say("The Lantern", MINISTRY, amounts=[other])) == []
    fewer = say("The Lantern", MINISTRY, amounts=[Amount(2, 2, "dead")])
    assert drifts(three, fewer)[0][3] == "at least 3 → 2 dead"


def test_numbers_of_two_origins_are_no_drift(say: Make) -> None:
    three = say("The Courier", MINISTRY, day="2031-04-01", amounts=[Amount(3, 3, "dead")])
    assert drifts(three, say("The Lantern", DAMASCUS, amounts=[Amount(7, 7, "dead")])) == []


def test_an_unnamed_source_gets_a_name(say: Make) -> None:
    first = say("The Courier", somebody("a local official"), words=SENTENCE, day="2031-04-01")
    later = say("The Lantern", voice("person", "Salim Warraq"), words=SENTENCE)
    told = "a local official → Salim Warraq"
    assert drifts(first, later) == [("unnamed became named", first.id, later.id, told)]
    other = say("The Lantern", voice("person", "Salim Warraq"), words="quite another thing")
    assert drifts(first, other) == []


def test_an_outlet_changes_whom_it_credits(say: Make) -> None:
    first = say("The Courier", MINISTRY, day="2031-04-01")
    later = say("The Courier", DAMASCUS, day="2031-04-03")
    told = "The Courier: Russian Ministry of Defence → Syria"
    assert drifts(first, later) == [("source changed", first.id, later.id, told)]
    assert drifts(first, say("The Lantern", DAMASCUS, day="2031-04-03")) == []
    assert drifts(first, say("The Courier", DAMASCUS, day="2031-04-01")) == []


def test_two_sentences_of_one_document_do_not_drift(say: Make) -> None:
    lead = say("The Courier", MINISTRY, document="d-one", hedged=True)
    assert drifts(lead, say("The Courier", MINISTRY, document="d-one")) == []
