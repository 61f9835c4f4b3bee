"""Bonds between propositions: their direction, who says so, and that few confirm."""

from __future__ import annotations

from itertools import permutations

import pytest

from marsad.entities.lists import load_lists
from marsad.linking.comparing.propositions import proposition_id
from marsad.linking.nouns import Amount, Bond, Judgement, Relation, Statement, Verdict, said_by
from marsad.linking.relations.bonds import find_bonds, unjudged
from marsad.model import Kind, Stance, Status, Voice
from tests.linking.telling import AGENCY, COAST, DOCTORS, SALMA, SOURCE, act, link, read_out, tell

DENIES, CONTRADICTS = Relation.DENIES, Relation.CONTRADICTS
SAME, UPDATES, CONFIRMS = Relation.SAME, Relation.UPDATES, Relation.CONFIRMS

STRUCK = tell("قصف الجيش جسر النهر القديم", DOCTORS, day="2024-03-01")
DENIED = tell(
    "أن يكون الجيش قصف جسر النهر", COAST, day="2024-03-03", outlet="Echo", stance=Stance.DENY
)
AGAIN = tell("لم يقصف الجيش الجسر", SALMA, day="2024-03-04", status=Status.DENIED)


def ids(bond: Bond) -> tuple[str, str]:
    return bond.one, bond.other


def pid(statement: Statement) -> str:
    return proposition_id(statement.id)


def bond(one: Statement, other: Statement, relation: Relation, **said: object) -> Bond:
    (found,) = find_bonds([(one,), (other,)], [link(one, other, relation, **said)], load_lists())
    return found


def none(one: Statement, other: Statement, relation: Relation, **said: object) -> bool:
    return find_bonds([(one,), (other,)], [link(one, other, relation, **said)], load_lists()) == ()


# -- denies


def test_a_denial_leads_to_what_it_denies_whichever_stands_first_in_the_link() -> None:
    for one, other in ((STRUCK, DENIED), (DENIED, STRUCK)):
        found = bond(one, other, DENIES)
        assert ids(found) == (pid(DENIED), pid(STRUCK))
        assert found.by == "Coast Ministry of Defence"


def test_a_denial_that_came_first_still_denies() -> None:
    early = tell("أن يكون الجيش قصف الجسر", COAST, day="2024-02-01", stance=Stance.DENY)
    assert ids(bond(STRUCK, early, DENIES)) == (pid(early), pid(STRUCK))


def test_who_denies_is_told_with_chain_and_day() -> None:
    agency = Voice(Kind.OUTLET, "وكالة النهر", None, None, "River Agency")
    denied = tell("أن يكون الجيش قصف", COAST, day="2024-03-03", via=(agency,), stance=Stance.DENY)
    head = bond(STRUCK, denied, DENIES).reasons[0]
    assert head.code == "denial"
    through = "(through Sahil News and River Agency)"
    assert read_out(head) == f"Coast Ministry of Defence on 3 March 2024 {through}"


def test_on_whose_behalf_is_told_where_the_lists_know() -> None:
    name = "Russian Ministry of Defence"
    ministry = Voice(Kind.ORGANISATION, name, None, "RU.ministry.defence", name)
    denied = tell("لم نقصف الجسر", ministry, day="2024-03-03", status=Status.DENIED)
    head = bond(STRUCK, denied, DENIES).reasons[0]
    assert read_out(head).startswith(f"{name} for Russia on 3 March")


def test_that_one_did_not_do_it_denies_nothing_of_anothers_deed() -> None:
    did = tell("قصفت إسرائيل المطار", DOCTORS, acts=(act("ASSAULT", "Israel"),))
    army = {"acts": (act("ASSAULT", "French Armed Forces"),), "status": Status.DENIED}
    denied = tell("لم يقصف الجيش الفرنسي المطار", COAST, day="2024-03-02", **army)
    assert none(did, denied, DENIES)
    accused = tell("قصفت فرنسا المطار", DOCTORS, acts=(act("ASSAULT", "France"),))
    assert bond(accused, denied, DENIES).other == pid(accused)


def test_one_side_does_not_deny_itself() -> None:
    told = tell("قصف الجسر", COAST, outlet="Delta Post", day="2024-03-03")
    denial = tell("قصف الجسر", COAST, day="2024-03-03", stance=Stance.DENY)
    assert none(denial, told, Relation.DENIES)
    assert none(denial, told, Relation.CONTRADICTS)


def test_what_a_source_in_a_body_says_the_body_may_deny() -> None:
    told = tell("قصف الجسر", SOURCE, day="2024-03-03", outlet="Delta Post")
    denial = tell("قصف الجسر", COAST, day="2024-03-03", stance=Stance.DENY)
    assert ids(bond(denial, told, Relation.DENIES)) == (pid(denial), pid(told))


def test_a_voice_may_take_its_own_word_back_on_a_later_day() -> None:
    told = tell("قصف الجسر", COAST, outlet="Delta Post", day="2024-03-03")
    taken_back = tell("قصف الجسر", COAST, day="2024-03-04", stance=Stance.DENY)
    assert ids(bond(taken_back, told, Relation.DENIES)) == (pid(taken_back), pid(told))


def test_several_denials_are_one_bond_with_all_voices() -> None:
    links = [link(STRUCK, DENIED, DENIES), link(AGAIN, STRUCK, DENIES, score=0.9)]
    (found,) = find_bonds([(STRUCK,), (AGAIN, DENIED)], links, load_lists())
    assert ids(found) == (pid(DENIED), pid(STRUCK))
    assert found.by == "Coast Ministry of Defence; Salma al-Rawi"
    assert said_by(found.by) == ("Coast Ministry of Defence", "Salma al-Rawi")
    assert [one.code for one in found.reasons] == ["denial", "words"]


def test_of_two_directions_the_one_of_more_links_holds() -> None:
    odd = tell("لم يقصف أحد جسر النهر", DOCTORS, day="2024-03-05", status=Status.DENIED)
    yes = tell("قصفنا جسر النهر", SALMA, day="2024-03-06")
    links = [link(STRUCK, DENIED, DENIES), link(STRUCK, AGAIN, DENIES), link(odd, yes, DENIES)]
    (found,) = find_bonds([(STRUCK, odd), (DENIED, AGAIN, yes)], links, load_lists())
    assert found.one == pid(DENIED)


# -- contradicts and updates


def test_a_contradiction_has_no_direction_and_names_both() -> None:
    one = tell("قتل ثلاثة في الجسر", COAST, day="2024-03-01")
    other = tell("قتل سبعة في الجسر", DOCTORS, day="2024-03-02")
    found = bond(other, one, CONTRADICTS, why=("numbers", "7 against 3"))
    assert ids(found) == tuple(sorted((pid(one), pid(other)))) and found.by is None
    first, why = found.reasons
    assert read_out(first) == (
        "Coast Ministry of Defence on 1 March 2024 (through Sahil News) against "
        "River Doctors on 2 March 2024 (through Sahil News)"
    )
    assert why == ("numbers", "7 against 3", ())


def test_an_update_leads_from_the_later_word_to_the_earlier() -> None:
    first = tell("قتل ثلاثة", COAST, day="2024-03-01")
    later = tell("قتل سبعة", COAST, day="2024-03-02")
    found = bond(first, later, UPDATES)
    assert (ids(found), found.by) == ((pid(later), pid(first)), "Coast Ministry of Defence")


def test_what_is_not_later_updates_nothing() -> None:
    first = tell("قتل ثلاثة", COAST, outlet="Sahil News")
    other = tell("قتل سبعة", COAST, outlet="Echo")
    assert bond(first, other, UPDATES).relation is CONTRADICTS
    undated = tell("قتل تسعة", COAST, day=None)
    assert bond(undated, other, UPDATES).relation is CONTRADICTS
    within = tell("قتل سبعة", COAST, document=first.document, start=90)
    assert none(first, within, UPDATES)


def test_of_one_day_the_hour_tells_which_is_later() -> None:
    first = tell("قتل ثلاثة", COAST, day="2024-03-01T08:00:00Z")
    later = tell("قتل سبعة", COAST, day="2024-03-01T20:00:00Z")
    assert ids(bond(later, first, UPDATES)) == (pid(later), pid(first))


# -- confirms

BLAMED = tell(
    "قصف الجيش جسر النهر",
    DOCTORS,
    day="2024-03-01",
    acts=(act("ASSAULT", "Coast Ministry of Defence", "River"),),
)
ADMITTED = tell(
    "قصفنا الجسر",
    COAST,
    day="2024-03-05",
    stance=Stance.AFFIRM,
    acts=(act("ASSAULT", "Coast Ministry of Defence"),),
)


def test_the_accused_who_affirms_confirms() -> None:
    found = bond(BLAMED, ADMITTED, SAME)
    assert (ids(found), found.relation) == ((pid(ADMITTED), pid(BLAMED)), CONFIRMS)
    told = "Coast Ministry of Defence affirms a deed that others lay to it"
    assert (found.by, read_out(found.reasons[0])) == ("Coast Ministry of Defence", told)


SEEN = {"named": ("p:bridge",), "day": "2024-03-01"}
WHOLE = tell("انهار جسر النهر القديم بعد الفجر", COAST, **SEEN)
WITNESS = tell("انهار جسر النهر القديم", AGENCY, **{**SEEN, "day": "2024-03-02"})


def test_an_independent_voice_that_says_a_part_confirms() -> None:
    found = bond(WHOLE, WITNESS, SAME)
    assert ids(found) == (pid(WITNESS), pid(WHOLE))
    assert read_out(found.reasons[0]) == "United Nations, who has no part in it, says so too"


def witness(**said: object) -> Statement:
    voice = said.pop("voice", AGENCY)
    words = said.pop("words", "انهار جسر النهر القديم")
    return tell(words, voice, **{**SEEN, "day": "2024-03-02", **said})


@pytest.mark.parametrize(
    "other",
    [
        witness(hedged=True),
        witness(status=Status.PLANNED),
        witness(status=Status.DENIED),
        witness(stance=Stance.DOUBT),
        witness(withdrawn=True),
        witness(voice=SOURCE),
        witness(voice=None, outlet=None),
        witness(voice=DOCTORS),
        witness(voice=COAST),
        witness(day=None),
        witness(words="انهار الجدار", named=()),
        witness(words="انهار جسر النهر الجديد فجأة وسقط كثيرون"),
        witness(acts=(act("ASSAULT", "United Nations"),)),
        witness(named=("a:un", "p:bridge")),
        witness(words=f"{WHOLE.text} قرب الأمم المتحدة"),
        witness(document=WHOLE.document, start=80),
    ],
)
def test_what_confirms_nothing(other: Statement) -> None:
    assert none(WHOLE, other, SAME)


def test_a_longer_telling_confirms_what_it_holds() -> None:
    assert not none(WHOLE, witness(words=f"{WHOLE.text} قرب الساحل"), SAME)


def test_a_side_that_says_it_already_confirms_nothing() -> None:
    office = Voice(Kind.OFFICE, "مكتب الأمم المتحدة", None, "un", "United Nations office")
    already = tell("انهار الجسر", office, outlet="Echo")
    assert (
        find_bonds([(WHOLE, already), (WITNESS,)], [link(WHOLE, WITNESS, SAME)], load_lists()) == ()
    )


def test_a_copy_or_another_number_or_place_or_day_confirms_nothing() -> None:
    assert none(WHOLE, WITNESS, SAME, why=("copy", "the same words"))
    for said in (
        {"amounts": (Amount(3, 3, "dead"),)},
        {"places": ("geonames.1",)},
        {"days": ("2024-03-01",)},
    ):
        other = {key: tuple(_other(one) for one in value) for key, value in said.items()}
        whole = tell("انهار جسر النهر القديم بعد الفجر", COAST, **SEEN, **said)
        assert none(whole, witness(**other), SAME)
        assert not none(whole, witness(**said), SAME)


def _other(value: object) -> object:
    return Amount(9, 9, value.unit) if isinstance(value, Amount) else f"{value}0"


def test_what_also_denies_does_not_confirm() -> None:
    denied = tell("لم يصب الجسر", DOCTORS, day="2024-03-03", status=Status.DENIED)
    links = [link(WHOLE, WITNESS, SAME), link(WHOLE, denied, DENIES)]
    (found,) = find_bonds([(WHOLE,), (WITNESS, denied)], links, load_lists())
    assert found.relation is DENIES


# -- all of them


def test_links_within_a_proposition_and_to_nothing_make_no_bond() -> None:
    assert find_bonds([(STRUCK, DENIED)], [link(STRUCK, DENIED, DENIES)], load_lists()) == ()
    assert find_bonds([(STRUCK,)], [link(STRUCK, DENIED, DENIES)], load_lists()) == ()


def test_the_order_of_statements_and_links_changes_nothing() -> None:
    links = [
        link(STRUCK, DENIED, DENIES),
        link(AGAIN, STRUCK, DENIES, score=0.9, why=("actors", "الجيش")),
        link(WHOLE, WITNESS, SAME),
    ]
    groups = [(STRUCK,), (DENIED, AGAIN), (WHOLE,), (WITNESS,)]
    made = {
        find_bonds([some[::turn] for some in order], ways, load_lists())
        for order in permutations(groups)
        for ways in permutations(links)
        for turn in (1, -1)
    }
    assert len(made) == 1 and len(*made) == 2


def test_a_judged_pair_makes_no_bond() -> None:
    links = [link(STRUCK, DENIED, DENIES), link(WHOLE, WITNESS, SAME)]
    for verdict in Verdict:
        said = Judgement(
            number=1, at="-", person="نادر", one=DENIED.id, other=STRUCK.id, verdict=verdict
        )
        assert unjudged(links, [said]) == (links[1],)
