"""The six standings, which of them goes first, and what a person reads of it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.entities.lists import load_lists
from marsad.linking.comparing.propositions import proposition_id
from marsad.linking.nouns import Bond, Independent, Origin, Relation, Standing, Statement
from marsad.linking.relations.bonds import find_bonds
from marsad.linking.relations.standing import Basis, Stood, stand
from marsad.model import Kind, Stance, Voice
from tests.linking.telling import COAST, DOCTORS, SOURCE, link, read_out, tell

ONE = tell("انهار الجسر", DOCTORS)
TWO = tell("انهار الجسر", DOCTORS, outlet="Echo")
THREE = tell("انهار الجسر", DOCTORS, outlet="The Tide")
COASTAL = tell("انهار الجسر", COAST, outlet="Echo", day="2024-03-02")
DENIED = tell("أن يكون الجسر انهار", COAST, day="2024-03-03", stance=Stance.DENY)


def origin(voice: Voice, *told: Statement, **said: bool) -> Origin:
    statements = tuple(one.id for one in told)
    named = voice.kind is not Kind.ANONYMOUS
    plain = {"entity": voice.entity, "statements": statements, "named": named}
    return Origin(name=voice.label, kind=voice.kind, **{**plain, **said})


def own(*told: Statement) -> Origin:
    return Origin(name=None, kind=Kind.UNKNOWN, entity=None, statements=tuple(t.id for t in told))


def stood(
    members: Sequence[Statement],
    origins: Sequence[Origin],
    span: tuple[int, int],
    bonds: Sequence[Bond] = (),
    gone: Sequence[str] = (),
) -> Stood:
    basis = Basis(tuple(origins), Independent(*span))
    return stand(pid(members[0]), members, basis, bonds, gone)


def pid(statement: Statement) -> str:
    return proposition_id(statement.id)


def bonds(one: Statement, other: Statement, relation: Relation) -> tuple[Bond, ...]:
    return find_bonds([(one,), (other,)], [link(one, other, relation)], load_lists())


def told(found: Stood) -> list[str]:
    return [read_out(one) for one in found.reasons]


DOCTORAL = origin(DOCTORS, ONE, TWO, THREE)
COASTS = origin(COAST, COASTAL)


def test_three_outlets_with_one_origin_are_a_single_origin() -> None:
    found = stood([ONE, TWO, THREE], [DOCTORAL], (1, 1))
    assert found.standing is Standing.SINGLE_ORIGIN
    assert told(found) == ["one origin: River Doctors (three outlets)"]


def test_two_origins_corroborate() -> None:
    found = stood([ONE, TWO, THREE, COASTAL], [DOCTORAL, COASTS], (2, 2))
    assert found.standing is Standing.CORROBORATED
    expected = (
        "two independent origins: River Doctors (three outlets) and Coast Ministry of Defence"
    )
    assert told(found) == [expected]


def test_unnamed_sources_that_may_be_one_corroborate_nothing() -> None:
    some = tell("انهار الجسر", SOURCE, outlet="Echo")
    found = stood([ONE, some], [DOCTORAL, origin(SOURCE, some)], (1, 2))
    assert found.standing is Standing.SINGLE_ORIGIN
    names = "River Doctors and security source (unnamed)"
    assert told(found) == [f"one to two independent origins: {names}"]


def test_parties_alone_do_not_corroborate_each_other() -> None:
    origins = [origin(DOCTORS, ONE, self_stated=True), origin(COAST, COASTAL, self_stated=True)]
    found = stood([ONE, COASTAL], origins, (2, 2))
    assert found.standing is Standing.SELF_STATED
    assert told(found)[1] == "of the own deed: River Doctors and Coast Ministry of Defence"
    mixed = stood([ONE, COASTAL], [origins[0], COASTS], (2, 2))
    assert mixed.standing is Standing.CORROBORATED


def test_an_outlet_that_names_nobody_beside_a_party_leaves_it_self_stated() -> None:
    bare = tell("انهار الجسر", outlet="Echo")
    origins = [origin(COAST, COASTAL, self_stated=True), own(bare)]
    found = stood([COASTAL, bare], origins, (1, 2))
    assert found.standing is Standing.SELF_STATED
    assert "one outlet tells it without naming a source" in told(found)


def test_without_any_voice_the_origin_is_unknown() -> None:
    bare = [tell("انهار الجسر", outlet=name) for name in ("Echo", "The Tide")]
    found = stood(bare, [own(*bare)], (0, 1))
    assert found.standing is Standing.UNKNOWN
    assert told(found) == ["no origin is known: two outlets tell it without naming a source"]


def test_a_denial_contests_what_it_denies_and_not_itself() -> None:
    some = bonds(ONE, DENIED, Relation.DENIES)
    found = stood([ONE, TWO], [DOCTORAL, COASTS], (2, 2), some)
    assert found.standing is Standing.CONTESTED
    assert told(found)[0] == (
        "denied by Coast Ministry of Defence on 3 March 2024 (through Sahil News)"
    )
    assert told(found)[1].startswith("two independent origins")
    denial = stood([DENIED], [origin(COAST, DENIED, self_stated=True)], (1, 1), some)
    assert denial.standing is Standing.SELF_STATED


def test_a_contradiction_contests_both() -> None:
    some = bonds(ONE, COASTAL, Relation.CONTRADICTS)
    for member, origins in ((ONE, [DOCTORAL]), (COASTAL, [COASTS])):
        found = stood([member], origins, (1, 1), some)
        assert found.standing is Standing.CONTESTED
        assert told(found)[0].startswith("contradicted: River Doctors on 1 March 2024")


def test_a_denial_that_was_withdrawn_no_longer_stands() -> None:
    some = bonds(ONE, DENIED, Relation.DENIES)
    assert stood([ONE], [DOCTORAL], (1, 1), some, [pid(DENIED)]).standing is Standing.SINGLE_ORIGIN


def test_an_update_contests_nothing_and_is_told() -> None:
    later = tell("انهار الجسر كله", DOCTORS, day="2024-03-09")
    found = stood([ONE], [DOCTORAL], (1, 1), bonds(ONE, later, Relation.UPDATES))
    assert found.standing is Standing.SINGLE_ORIGIN
    assert told(found)[1].startswith("brought up to date by River Doctors on 9 March 2024")


def test_bonds_of_other_propositions_do_not_count() -> None:
    some = bonds(COASTAL, DENIED, Relation.DENIES)
    assert stood([ONE], [DOCTORAL], (1, 1), some).standing is Standing.SINGLE_ORIGIN


def test_withdrawn_goes_before_everything_and_needs_all_documents() -> None:
    gone = [tell("انهار الجسر", DOCTORS, outlet=n, withdrawn=True) for n in ("Echo", "Tide")]
    some = bonds(gone[0], DENIED, Relation.DENIES)
    found = stood(gone, [origin(DOCTORS, *gone)], (1, 1), some)
    assert found.standing is Standing.WITHDRAWN
    expected = "all two documents that told it were withdrawn or replaced (Echo and Tide)"
    assert told(found) == [expected]
    one = stood([ONE, *gone], [origin(DOCTORS, ONE, *gone)], (1, 1))
    assert one.standing is Standing.SINGLE_ORIGIN
    assert told(one)[-1] == "two of three documents were withdrawn or replaced"
