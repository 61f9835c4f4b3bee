"""What people said travels with an archive, what is joined does not; orphans are mended."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, update

from marsad.archive.connection import ArchiveError, open_engine
from marsad.archive.documents import Stored
from marsad.archive.keeping.backup import backup
from marsad.archive.keeping.integrity import check
from marsad.archive.keeping.members import VERSIONS
from marsad.archive.keeping.relisting import relist
from marsad.archive.keeping.transfer import export_all, import_all
from marsad.archive.layout import upgrade
from marsad.archive.readers import Engines
from marsad.archive.schema import (
    bonds,
    grades,
    judgements,
    linked,
    links,
    propositions,
    statement_terms,
    statements,
    withdrawals,
)
from marsad.linking.nouns import Verdict
from marsad.linking.people.grades import Source, grade_proposition, grade_source
from marsad.linking.people.judgements import current, judge, undo
from marsad.linking.people.withdrawals import withdraw, withdrawn
from tests.linking.tables.conftest import PLACES, Join

RUSSIA = "قالت وزارة الدفاع الروسية إن طائراتها قصفت مواقع قرب حلب."
DENIAL = "نفت وزارة الخارجية التركية أن تكون الطائرات الروسية قد قصفت مواقع قرب حلب."
SAID = (judgements, grades, withdrawals)
JOINED = (linked, statements, statement_terms, links, propositions, bonds)
TERM = {"term": 1, "day": 0, "weight": 90, "whole": 90}
LINK = {"relation": "denies", "score": 0.5, "reasons": "[]"}
BOND = {"relation": "denies", "by": None, "reasons": "[]"}

Keep = Callable[..., Stored]


@pytest.fixture
def filled(archive: Engine, keep: Keep, join: Join) -> Engine:
    """Two joined documents, and of each kind what people say."""
    one, other = keep(RUSSIA, outlet="Sahil News"), keep(DENIAL, outlet="Echo")
    ids = [join(stored, name)[0] for stored, name in ((one, "p1"), (other, "p2"))]
    first, second = one.number * PLACES, other.number * PLACES
    with archive.begin() as connection:
        connection.execute(insert(links), {"one": first, "other": second, **LINK})
        connection.execute(insert(statement_terms), {"statement": first, **TERM})
        connection.execute(insert(bonds), {"one": "p2", "other": "p1", **BOND})
        judge(connection, "سلمى", (ids[0], ids[1]), Verdict.DIFFERENT, "نفي")
        judge(connection, "سلمى", (ids[0], ids[1]), Verdict.SAME)
        undo(connection, "نادر", 2)
        grade_source(connection, "نادر", Source("RU", "ASSAULT"), "C")
        grade_proposition(connection, "نادر", "p1", "4")
        withdraw(connection, "نادر", other.number, "حُذفت")
        connection.execute(insert(linked), {"document": other.number, "version": "1"})
    return archive


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engines]:
    """Another archive, of each kind."""
    place: str | Path = tmp_path / "other.db"
    if request.param == "postgresql":
        place = request.getfixturevalue("new_database")()
    both = Engines(open_engine(place, write=False), open_engine(place, write=True))
    upgrade(both.writing)
    yield both
    for engine in both:
        engine.dispose()


def rows(connection: Connection, *tables: Any) -> list[list[Any]]:
    return [
        connection.execute(select(one).order_by(*one.primary_key.columns)).all() for one in tables
    ]


def faults(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [f"{one.where}: {one.what}" for one in check(connection, deep=False)]


def exported(engine: Engine, target: Path) -> Path:
    with engine.connect() as connection:
        export_all(connection, target)
    return target


def test_a_joined_archive_has_no_faults(filled: Engine) -> None:
    with filled.connect() as connection:
        assert list(check(connection)) == []


# -- export, import, backup


def test_what_people_said_comes_back_and_what_is_joined_does_not(
    filled: Engine, empty: Engines, tmp_path: Path
) -> None:
    path = exported(filled, tmp_path / "all.zip")
    import_all(empty, path)
    with empty.reading.connect() as there, filled.connect() as here:
        assert rows(there, *SAID) == rows(here, *SAID)
        assert rows(there, *JOINED) == [[] for _ in JOINED]
        assert [one.verdict.value for one in current(there).held] == ["different"]
        assert list(withdrawn(there, [1, 2])) == [2]
        assert list(check(there)) == []
    assert exported(empty.writing, tmp_path / "again.zip").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_an_export_of_the_first_format_is_still_read(
    filled: Engine, empty: Engines, tmp_path: Path
) -> None:
    old = first_format(exported(filled, tmp_path / "all.zip"))
    import_all(empty, old)
    with empty.reading.connect() as connection:
        assert rows(connection, *SAID) == [[], [], []]
        assert list(check(connection)) == []
    assert faults(empty.reading) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_files_that_are_not_those_of_its_format_are_refused(
    filled: Engine, empty: Engines, tmp_path: Path
) -> None:
    old = first_format(exported(filled, tmp_path / "all.zip"), version=2)
    with pytest.raises(ArchiveError, match="its manifest is not that of an export"):
        import_all(empty, old)


def first_format(path: Path, version: int = 1) -> Path:
    """An export as it was before anything was joined."""
    old = path.with_name("old.zip")
    with zipfile.ZipFile(path) as new, zipfile.ZipFile(old, "w") as parcel:
        manifest = json.loads(new.read("manifest.json"))
        kept = {name: part for name, part in manifest["files"].items() if name in VERSIONS[1]}
        manifest |= {"version": version, "files": kept}
        for name in kept:
            parcel.writestr(name, new.read(name))
        parcel.writestr("manifest.json", json.dumps(manifest))
    return old


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_backup_has_all_of_it(filled: Engine, address: str, tmp_path: Path) -> None:
    copy = open_engine(backup(address, tmp_path / "copy.db").path, write=False)
    with copy.connect() as there, filled.connect() as here:
        assert rows(there, *SAID, *JOINED) == rows(here, *SAID, *JOINED)
    copy.dispose()


# -- check and mend

LOST = 9 * PLACES
ORPHANS: dict[str, tuple[Any, str]] = {
    "a term": (
        insert(statement_terms).values(statement=LOST, **TERM),
        f"statement_terms 1 0 {LOST}: belongs to a statement that is not there",
    ),
    "a link": (
        insert(links).values(one=PLACES, other=LOST, **LINK),
        f"links {PLACES} {LOST}: belongs to a statement that is not there",
    ),
    "a bond": (
        insert(bonds).values(one="p1", other="p9", **BOND),
        "bonds p1 p9 denies: leads to a proposition that is not there",
    ),
    "a proposition without statements": (
        update(statements).where(statements.c.proposition == "p1").values(proposition=None),
        "propositions p1: no statement tells it",
    ),
    "a statement that is left alone": (
        update(statements).where(statements.c.proposition == "p1").values(proposition=None),
        f"statements {PLACES}: is of no proposition",
    ),
    "a statement of no proposition": (
        delete(propositions).where(propositions.c.id == "p1"),
        f"statements {PLACES}: leads to a proposition that is not there",
    ),
    "a proposition that counts wrongly": (
        update(propositions).where(propositions.c.id == "p1").values(members=5),
        "propositions p1: has other statements than it counts",
    ),
    "a statement outside its document": (
        update(statements).where(statements.c.key == PLACES).values(key=LOST),
        f"statements {LOST}: its key is not one of its document",
    ),
    "a statement of a claim that is gone": (
        update(statements).where(statements.c.key == PLACES).values(claim="gone"),
        f"statements {PLACES}: belongs to a claim that is not there",
    ),
}


LOOSE = ("a term", "a bond")  # taken away; their documents stay joined
LOST_STATEMENTS = ("a statement outside its document", "a statement of a claim that is gone")


@pytest.mark.slow
@pytest.mark.parametrize("orphan", ORPHANS)
def test_what_is_joined_wrongly_is_found_and_mended(filled: Engine, orphan: str) -> None:
    broken, told = ORPHANS[orphan]
    with filled.begin() as connection:
        connection.execute(broken)
        said = rows(connection, *SAID)
    assert told in faults(filled)
    with filled.begin() as connection:
        relist(connection)
        assert rows(connection, *SAID) == said, "what people said stays"
        stay = {1, 2} if orphan in LOOSE else {2}
        stay -= {2} if orphan in LOST_STATEMENTS else set()  # it had a link to what is lost
        assert {row.document for row in rows(connection, linked)[0]} == stay
    assert faults(filled) == []


def test_only_what_is_wrong_is_joined_again(filled: Engine) -> None:
    with filled.begin() as connection:
        connection.execute(update(propositions).where(propositions.c.id == "p1").values(members=5))
        relist(connection)
        assert [row.document for row in rows(connection, linked)[0]] == [2]
        assert [row.id for row in rows(connection, propositions)[0]] == ["p2"]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_statements_of_a_document_that_is_gone_are_mended(filled: Engine, address: str) -> None:
    filled.dispose()
    raw = open_engine(address, write=True)
    with raw.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        moved = f"UPDATE statements SET document = 77, key = {77 * PLACES} WHERE document = 1"
        driver.execute(moved)
    raw.dispose()
    assert f"statements {77 * PLACES}: its document leads to no row of documents" in faults(filled)
    with filled.begin() as connection:
        relist(connection)
    assert faults(filled) == []


UNREADABLE: dict[str, tuple[Any, str]] = {
    "a verdict": (update(judgements).values(verdict="maybe"), "its verdict 'maybe' is none of"),
    "no statement": (update(judgements).values(one="{"), "its statement cannot be read"),
    "another statement": (update(judgements).values(one='{"id":1}'), "has other fields than"),
    "an undo of nothing": (update(judgements).values(verdict=None, undoes=None), "undoes nothing"),
    "a grade": (update(grades).values(grade="Z"), "its grade 'Z' is none of"),
    "an axis": (update(grades).values(axis="taste"), "its axis 'taste' is none of"),
    "nobody": (update(grades).values(person=" "), "names no person"),
    "an undo of itself": (update(withdrawals).values(undoes=1), "undoes a later withdrawal"),
}


@pytest.mark.parametrize(("broken", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_people_said_and_nobody_can_read_is_found(
    filled: Engine, broken: Any, told: str
) -> None:
    with filled.begin() as connection:
        connection.execute(broken)
    assert any(told in one for one in faults(filled))
