"""Grades of people, withdrawals, and the record of a source; on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from marsad.archive.documents import Stored
from marsad.archive.schema import bonds, claims, linked, names, statements
from marsad.linking.people.grades import (
    Source,
    credibilities,
    credibility,
    grade_proposition,
    grade_source,
    history,
    reliability,
)
from marsad.linking.people.records import Count, record_of
from marsad.linking.people.withdrawals import (
    Touched,
    touched,
    undo,
    withdraw,
    withdrawn,
)
from marsad.linking.people.withdrawals import history as withdrawals_of
from tests.linking.tables.conftest import Join

RUSSIA = "قالت وزارة الدفاع الروسية إن طائراتها قصفت مواقع قرب حلب."
LATER = "قالت وزارة الدفاع الروسية إن طائراتها قصفت مواقع شمال حلب."
DENIAL = "نفت وزارة الخارجية التركية أن تكون الطائرات الروسية قد قصفت مواقع قرب حلب."

Keep = Callable[..., Stored]


def letters(connection: Connection, *sources: str, subject: str | None = None) -> dict[str, str]:
    found = reliability(connection, sources, subject)
    return {source: f"{grade.grade} {grade.words}" for source, grade in found.items()}


# -- grades


def test_the_latest_grade_of_a_source_counts_and_all_are_kept(archive: Engine) -> None:
    with archive.begin() as connection:
        grade_source(connection, "سلمى", Source("RU"), "C")
        grade_source(connection, "نادر", Source("RU"), "D", "أخطأت مرتين")
        assert letters(connection, "RU", "TR") == {"RU": "D not usually reliable"}
        grade_source(connection, "سلمى", Source("RU"), None)
        assert letters(connection, "RU") == {}
        said = [(grade.person, grade.grade, grade.comment) for grade in history(connection, "RU")]
        assert said == [("سلمى", None, None), ("نادر", "D", "أخطأت مرتين"), ("سلمى", "C", None)]


def test_a_grade_on_a_subject_goes_before_the_general_one(archive: Engine) -> None:
    with archive.begin() as connection:
        grade_source(connection, "سلمى", Source("RU"), "B")
        grade_source(connection, "سلمى", Source("RU", "ASSAULT"), "E")
        assert letters(connection, "RU", subject="ASSAULT") == {"RU": "E unreliable"}
        assert letters(connection, "RU", subject="AID") == {"RU": "B usually reliable"}
        grade_source(connection, "سلمى", Source("RU", "ASSAULT"), None)
        assert letters(connection, "RU", subject="ASSAULT") == {"RU": "B usually reliable"}


def test_a_grade_follows_a_source_into_the_name_it_was_merged_into(
    archive: Engine, keep: Keep
) -> None:
    keep(RUSSIA)
    keep(DENIAL)
    with archive.begin() as connection:
        chosen = select(names).where(names.c.kind == "actor").order_by(names.c.number).limit(2)
        one, into = connection.execute(chosen).all()
        grade_source(connection, "سلمى", Source(into.entity), "B")
        merged = update(names).where(names.c.number == one.number)
        connection.execute(merged.values(same_as=into.number))
        assert letters(connection, one.entity) == {one.entity: "B usually reliable"}
        grade_source(connection, "سلمى", Source(one.entity), "A")
        assert letters(connection, into.entity) == {into.entity: "A completely reliable"}


def test_grades_that_do_not_exist_are_refused(archive: Engine, keep: Keep, join: Join) -> None:
    join(keep(RUSSIA), "p1")
    with archive.begin() as connection:
        with pytest.raises(ValueError, match="G: no reliability; give a letter from A to F"):
            grade_source(connection, "سلمى", Source("RU"), "G")
        with pytest.raises(LookupError, match="nobody: no such source"):
            grade_source(connection, "سلمى", Source("nobody"), "A")
        with pytest.raises(ValueError, match="7: no credibility; give a digit from 1 to 6"):
            grade_proposition(connection, "سلمى", "p1", "7")
        with pytest.raises(LookupError, match="p9: no such proposition"):
            grade_proposition(connection, "سلمى", "p9", "1")
        assert list(history(connection, "RU")) == [] and credibility(connection) == {}


def test_a_credibility_goes_with_the_statement_wherever_it_is_joined(
    archive: Engine, keep: Keep, join: Join
) -> None:
    stored = keep(RUSSIA)
    join(stored, "p1")
    with archive.begin() as connection:
        grade_proposition(connection, "سلمى", "p1", "4")
        grade_proposition(connection, "نادر", "p1", "2", "شوهد الأمر")
        assert {key: one.words for key, one in credibility(connection).items()} == {
            "p1": "probably true"
        }
    join(stored, "p5")
    with archive.begin() as connection:
        assert list(credibility(connection)) == ["p5"]
        assert [one.grade for one in credibilities(connection)["p5"]] == ["2", "4"]
        grade_proposition(connection, "سلمى", "p5", None)
        assert credibility(connection) == {}


# -- withdrawals


def test_a_later_text_of_the_page_withdraws_the_earlier_one(archive: Engine, keep: Keep) -> None:
    first = keep(RUSSIA, url="https://sahil.example/1")
    later = keep(LATER, url="https://sahil.example/1")
    with archive.begin() as connection:
        found = withdrawn(connection, [first.number, later.number])
        assert list(found) == [first.number] and found[first.number].noted is None


def test_a_person_notes_a_withdrawal_and_takes_it_back(
    archive: Engine, keep: Keep, join: Join
) -> None:
    stored = keep(RUSSIA)
    join(stored, "p1")
    with archive.begin() as connection:
        noted = withdraw(connection, "سلمى", stored.number, "حُذفت الصفحة")
        assert withdrawn(connection, [stored.number])[stored.number].noted == noted
        assert connection.execute(select(linked)).all() == [], "it has to be joined anew"
        undo(connection, "نادر", noted.number)
        assert withdrawn(connection, [stored.number]) == {}
        undo(connection, "سلمى", 2)
        assert list(withdrawn(connection, [stored.number])) == [stored.number]
        assert [one.undoes for one in withdrawals_of(connection, stored.number)] == [2, 1, None]
        with pytest.raises(ValueError, match="2 is undone already, by 3"):
            undo(connection, "سلمى", 2)
        with pytest.raises(LookupError, match="77: no document has this number"):
            withdraw(connection, "سلمى", 77)


def test_which_propositions_a_withdrawal_touches(archive: Engine, keep: Keep, join: Join) -> None:
    both = keep(f"{RUSSIA} {DENIAL}")
    join(both, "p1", "p2")
    join(keep(RUSSIA), "p1")
    with archive.begin() as connection:
        assert touched(connection, both.number) == (Touched("p2", 0), Touched("p1", 1))


# -- records


def say_that(archive: Engine, one: str, relation: str, other: str) -> None:
    with archive.begin() as connection:
        row = {"one": one, "other": other, "relation": relation, "by": None, "reasons": "[]"}
        connection.execute(insert(bonds), row)


@pytest.fixture
def ministry(archive: Engine, keep: Keep, join: Join) -> str:
    """The ministry's claims of three days: p1, p2, p3, each of an assault; and a denial, p9."""
    standing = {"p2": "corroborated", "p3": "withdrawn"}
    for day, (words, proposition) in enumerate(((RUSSIA, "p1"), (LATER, "p2"), (RUSSIA, "p3")), 1):
        stored = keep(f"{words} {day}.", published=f"2024-03-0{day}")
        join(stored, proposition, standing=standing)
    join(keep(DENIAL, published="2024-03-02"), "p9")
    with archive.begin() as connection:
        entities = connection.execute(select(claims.c.chain).where(claims.c.stance != "deny"))
        assert len(entities.all()) == 3
        chosen = select(names.c.entity).where(names.c.entity == "RU.ministry.defence")
        return connection.execute(chosen).scalar_one()


def test_how_the_word_of_a_source_fared(archive: Engine, ministry: str) -> None:
    say_that(archive, "p9", "denies", "p1")
    say_that(archive, "p1", "contradicts", "p9")
    say_that(archive, "p9", "confirms", "p2")
    with archive.begin() as connection:
        record = record_of(connection, ministry)
    whole = Count(
        claims=3,
        propositions=3,
        denied=1,
        contradicted=1,
        confirmed=1,
        corroborated=1,
        withdrawn=1,
    )
    assert (record.all, record.whole) == (whole, True)
    assert record.subjects == {"ASSAULT": whole}


def test_a_denial_of_an_earlier_day_is_none_of_this_claim(archive: Engine, ministry: str) -> None:
    say_that(archive, "p9", "denies", "p3")
    say_that(archive, "p1", "denies", "p9")
    with archive.begin() as connection:
        assert record_of(connection, ministry).all.denied == 0


def test_a_rejected_claim_and_a_stranger_count_nothing(archive: Engine, ministry: str) -> None:
    with archive.begin() as connection:
        newest = select(claims.c.key).order_by(claims.c.key.desc()).limit(1).scalar_subquery()
        connection.execute(update(claims).where(claims.c.key == newest).values(review="rejected"))
        assert record_of(connection, ministry).all.claims == 2
        assert record_of(connection, "nobody").all.claims == 0


def test_only_the_newest_claims_are_looked_at(archive: Engine, ministry: str) -> None:
    with archive.begin() as connection:
        record = record_of(connection, ministry, most=2)
    assert (record.all.claims, record.all.withdrawn, record.whole) == (2, 1, False)


def test_a_claim_that_is_not_joined_counts_alone(archive: Engine, ministry: str) -> None:
    with archive.begin() as connection:
        connection.execute(statements.delete())
        count = record_of(connection, ministry).all
    assert (count.claims, count.propositions) == (3, 0)
