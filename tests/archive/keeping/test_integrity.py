"""A sound archive has no fault; whatever is broken by hand is named, with a remedy."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from marsad.archive.documents import Stored
from marsad.archive.ingest import Engines
from marsad.archive.keeping.faults import Fault
from marsad.archive.keeping.integrity import check
from marsad.archive.layout import UNFINISHED
from marsad.archive.listing import entries_of
from marsad.archive.review.judgements import Action, StanceIs
from marsad.archive.review.merges import find_name, merge
from marsad.archive.review.record import Verdict, record, undo
from marsad.archive.review.reviews import append
from marsad.archive.search.index import CLAIMS, drop, put
from marsad.archive.search.reindex import note_version
from marsad.model import Stance

RAQQA = (
    "قال وزير الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة يوم الاثنين، "
    "وأضاف أن الجسر القديم دُمّر. ونفت وكالة النهر أن يكون الجسر قد دُمّر."
)
LATER = RAQQA.replace("دُمّر", "تضرر")
# Words of scripts that the index of SQLite takes apart, letters younger than its tables, no words.
STRANGE = "قال المتحدث باسم البلدية إن كلمة हिन्दी وكلمة ⅷ وكلمة 𞤀𞤁 كُتبت على الجدار 😀 في حلب."

Keep = Callable[..., Stored]


@pytest.fixture
def filled(archive: Engine, keep: Keep) -> Engine:
    """An archive with four documents, one of which replaces another, and with reviews."""
    keep(RAQQA, url="https://sahil.example/1", published="2024-03-01", outlet="صحيفة الساحل")
    keep(LATER, url="https://sahil.example/1", published="2024-03-02")
    keep(STRANGE)
    keep("")
    with archive.begin() as connection:
        note_version(connection)
        claims = connection.execute(text("SELECT id FROM claims ORDER BY key DESC")).scalars().all()
        correct = Verdict(
            claim=claims[0], action=Action.CORRECT, correction=StanceIs(stance=Stance.DOUBT)
        )
        record(connection, "سلمى", correct)
        record(connection, "سلمى", Verdict(claim=claims[1], action=Action.ACCEPT))
        said = record(connection, "سلمى", Verdict(claim=claims[2], action=Action.REJECT))
        undo(connection, "نادر", said.number)
        actors = connection.execute(
            text("SELECT number FROM names WHERE kind = 'actor' ORDER BY number LIMIT 2")
        ).scalars()
        merge(connection, "نادر", *actors)
    return archive


def faults_after(engine: Engine, statement: str, *, deep: bool) -> str:
    """What is named after a change by SQL, past all that guards the archive; which is then undone.

    Foreign keys of a file are off; a server does not let them be broken.
    """
    values = {"packed": zlib.compress(b"other"), "broken": b"other"}
    given = {key: one for key, one in values.items() if f":{key}" in statement}
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA defer_foreign_keys=ON")
        connection.execute(text(statement), given)
        found = list(check(connection, deep=deep))
        connection.rollback()
    assert all(fault.remedy and "\n" not in str(fault) for fault in found)
    return "\n".join(map(str, found))


def faults_of(engine: Engine, *, deep: bool = True) -> list[Fault]:
    with engine.connect() as connection:
        return list(check(connection, deep=deep))


def named(engine: Engine, *, deep: bool = True) -> str:
    found = faults_of(engine, deep=deep)
    assert all(fault.remedy and "\n" not in str(fault) for fault in found)
    return "\n".join(map(str, found))


def test_a_sound_archive_has_no_fault(filled: Engine, engines: Engines) -> None:
    assert faults_of(filled) == []
    assert faults_of(engines.reading) == []
    assert faults_of(engines.reading, deep=False) == []


def test_an_empty_archive_has_no_fault(engines: Engines) -> None:
    assert faults_of(engines.reading) == []


def test_it_tells_how_far_it_is(filled: Engine) -> None:
    told: list[tuple[str, int, int]] = []
    with filled.connect() as connection:
        list(check(connection, advance=lambda *step: told.append(step)))
    assert ("documents", 4, 4) in told and ("originals", 4, 4) in told


FLAT = [
    # what the database alone can tell
    ("UPDATE alembic_version SET version_num = '0000'", "layout: is 0000"),
    ("UPDATE facts SET value = '0' WHERE name = 'search'", "another version"),
    ("UPDATE documents SET near = 4 WHERE number = 2", "a copy of a later document"),
    ("UPDATE documents SET replaced = false WHERE number = 1", "documents 1: whether a later text"),
    ("UPDATE claims SET key = key + 100000 WHERE document = 3", "is not one of its document"),
    ("UPDATE events SET key = key + 100000", "events .*: its key is not one of its document"),
    ('UPDATE events SET "end" = 10000', "lie outside the text"),
    ("DELETE FROM claims WHERE document = 1", "claim_names .*belongs to a claim that is not"),
    ("DELETE FROM claims WHERE document = 1", "claim_index .*finds a row that is not there"),
    ("DELETE FROM claims WHERE document = 1", "claim_marks .*marks of a claim that is not"),
    ("UPDATE document_names SET document = document + 7", "belongs to a document that is not"),
    ("UPDATE sketches SET document = 9 WHERE document = 1", "belongs to a document that is not"),
    ("DELETE FROM document_marks", "documents .*: has no marks"),
    ("DELETE FROM analyses WHERE document = 2", "documents 2: has no analysis"),
    ("UPDATE documents SET original = (SELECT min(hash) FROM originals)", "read from these bytes"),
    ("UPDATE reviews SET person = ' ' WHERE number = 1", "reviews 1: names no person"),
    ("UPDATE reviews SET undoes = 5 WHERE number = 4", "reviews 4: undoes a later review"),
    ("UPDATE reviews SET undoes = NULL WHERE number = 4", "reviews 4: undoes nothing"),
    ("UPDATE reviews SET action = 'bless' WHERE number = 1", "reviews 1: 'bless' is not a valid"),
    ("UPDATE reviews SET after = '{' WHERE number = 1", "reviews 1: "),
    ("UPDATE names SET same_as = 2 WHERE number = 2", "merged into a name that is merged itself"),
]


def test_what_the_tables_contradict_is_named(filled: Engine) -> None:
    found = {told: faults_after(filled, statement, deep=False) for statement, told in FLAT}
    assert {told: lines for told, lines in found.items() if not re.search(told, lines)} == {}


DEEP = [
    ("UPDATE originals SET data = :packed, size = 5", "its bytes have another hash"),
    ("UPDATE originals SET data = :packed", "unpacks to another size"),
    ("UPDATE originals SET data = :broken", "cannot be unpacked"),
    ("UPDATE originals SET headers = '['", "originals .*: "),
    ("UPDATE analyses SET findings = :broken", "its analysis cannot be read"),
    ("UPDATE analyses SET findings = :packed", "its analysis cannot be read"),
    ("UPDATE documents SET given = '{}' WHERE number = 1", "what was handed over cannot be read"),
    ("UPDATE documents SET text = 'قال' WHERE number = 1", "marks words outside the text"),
    ("UPDATE documents SET title = 'آخر' WHERE number = 1", "its key, date, language or title"),
    ("UPDATE claims SET source = 'آخر' WHERE document = 1", "its claims are not those"),
    ("UPDATE claims SET spans = '[' WHERE document = 1", "cannot be read"),
    ("UPDATE claims SET review = NULL WHERE review = 'corrected'", "its claims are not those"),
    ("DELETE FROM reviews WHERE number = 2", "its claims are not those"),
    ("DELETE FROM events", "its events are not those"),
    ("DELETE FROM claim_names", "its names of claims are not those"),
    ("DELETE FROM document_names", "its names are not those"),
    ("INSERT INTO unheld VALUES (1, '-', 'gone')", "its reviews without a place are not those"),
    ("UPDATE claim_marks SET marks = 'x9'", "claims .*: its marks are not those of its row"),
    ("UPDATE names SET same_as = NULL", "does not stand for the name that people merged"),
]


def test_what_a_document_contradicts_is_named(filled: Engine) -> None:
    found = {told: faults_after(filled, statement, deep=True) for statement, told in DEEP}
    assert {told: lines for told, lines in found.items() if not re.search(told, lines)} == {}


def test_links_that_lead_nowhere_are_named(filled: Engine) -> None:
    if filled.dialect.name == "postgresql":
        pytest.skip("the server refuses such rows")
    for statement, told in LOOSE:
        assert told in faults_after(filled, statement, deep=False)


LOOSE = [
    ("DELETE FROM originals", "its original leads to no row of originals"),
    ("DELETE FROM names WHERE number = 1", "its name leads to no row of names"),
    ("UPDATE documents SET near = 0 WHERE number = 2", "documents 2: its near leads to no row"),
]


def test_an_import_that_was_not_ended_is_named(filled: Engine) -> None:
    begun = f"INSERT INTO facts VALUES ('{UNFINISHED}', 'import of a.zip')"
    told = "import: was not ended: import of a.zip"
    assert told in faults_after(filled, begun, deep=False)


def test_an_entry_that_is_gone_is_named(filled: Engine) -> None:
    with filled.begin() as connection:
        first = entries_of(connection, 1)[0][0]
        drop(connection, CLAIMS, [first])
    assert f"claims {first.key}: is not in the index" in named(filled, deep=False)
    assert f"claims {first.key}: its own words and marks do not find it" in named(filled)


def test_a_ghost_of_other_words_is_named(filled: Engine) -> None:
    """An entry taken away by other words than went in leaves those behind."""
    with filled.begin() as connection:
        first = entries_of(connection, 1)[0][0]
        drop(connection, CLAIMS, [first])
        put(connection, CLAIMS, [first._replace(norm=f"شبح {first.norm}")])
        drop(connection, CLAIMS, [first])
        put(connection, CLAIMS, [first])
    if filled.dialect.name == "sqlite":
        assert "claim_index.norm: holds other words than the rows" in named(filled)
    else:
        assert faults_of(filled) == []  # there an entry goes by its key


def test_a_damaged_page_is_told_and_the_rest_goes_on(filled: Engine, address: str) -> None:
    if filled.dialect.name == "postgresql":
        pytest.skip("the server looks after its files")
    with filled.connect() as connection:
        page = connection.scalar(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'claim_marks'")
        )
        size = connection.scalar(text("PRAGMA page_size"))
    with filled.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.dispose()
    with open(address, "rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    found = named(filled)
    assert "restore a backup" in found and "relations: the database cannot read it" in found


def test_an_undo_and_a_comment_are_no_faults(filled: Engine) -> None:
    with filled.begin() as connection:
        append(connection, "نادر", "comment", document=1, comment="انظر الطبعة الثانية")
        assert find_name(connection, "Raqqa", "place")
    assert faults_of(filled) == []
