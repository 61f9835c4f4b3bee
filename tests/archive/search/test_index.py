"""The index of words in both databases: what is put is found, what is dropped is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, func, select, text, update

from marsad.archive.schema import documents, facts
from marsad.archive.search.find import search
from marsad.archive.search.index import CLAIMS, DOCUMENTS, MARKS, Entry, clear, drop, put
from marsad.archive.search.matching import NORM, STEM, But, Look, Plan, every, mark, wanted
from marsad.archive.search.reindex import is_current, note_version, reindex
from marsad.text.words import index_words


def entry(key: int, words: str, marks: str = "") -> Entry:
    return Entry(key, *index_words(words), marks)


def keys(connection: Connection, plan: Plan) -> list[int]:
    found = wanted(connection, CLAIMS, plan, None)
    statement = found.statement("{found} ORDER BY 1")
    return list(connection.execute(statement, found.values).scalars())


def count(connection: Connection, table: str) -> int:
    return int(connection.execute(select(func.count()).select_from(MARKS[table])).scalar_one())


@pytest.fixture
def filled(archive: Engine) -> Engine:
    with archive.begin() as connection:
        put(
            connection,
            CLAIMS,
            [
                entry(5, "قصفت الطائرات مدينة الرقة", "a1 p2 tdeny"),
                entry(9, "مدينة أخرى قصفت", "a12"),
                entry(1 << 62, "the late claim", "a1"),
            ],
        )
    return archive


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (Look(NORM, ("مدينه",)), [5, 9]),
        (Look(NORM, ("الطايرات", "مدينه")), [5]),
        (Look(NORM, ("مدينه", "الطايرات")), []),
        (Look(STEM, ("قصف",)), [5, 9]),
        (mark("a1"), [5, 1 << 62]),
        (every([mark("a1"), Look(NORM, ("late",))]), [1 << 62]),
        (But(Look(STEM, ("قصف",)), mark("p2")), [9]),
        (Look(NORM, ("a1",)), []),
    ],
)
def test_entries_are_found_by_words_stems_and_marks(
    filled: Engine, plan: Plan, found: list[int]
) -> None:
    with filled.connect() as connection:
        assert keys(connection, plan) == found


def test_a_dropped_entry_leaves_nothing(filled: Engine) -> None:
    with filled.begin() as connection:
        drop(connection, CLAIMS, [entry(5, "قصفت الطائرات مدينة الرقة", "a1 p2 tdeny")])
    with filled.connect() as connection:
        assert keys(connection, Look(STEM, ("قصف",))) == [9]
        assert keys(connection, mark("x0")) == [9, 1 << 62]
        assert count(connection, CLAIMS) == 2


def test_a_cleared_index_holds_nothing(filled: Engine) -> None:
    with filled.begin() as connection:
        clear(connection, CLAIMS)
        assert keys(connection, mark("x0")) == []
        assert count(connection, CLAIMS) == 0


def test_the_largest_text_that_words_are_taken_of_fits(archive: Engine) -> None:
    wide = " ".join("𐌰" * 60 + str(number) for number in range(16_000))
    often = "كلمة " * 16_000
    with archive.begin() as connection:
        put(connection, DOCUMENTS, [entry(1, wide), entry(2, often)])
        drop(connection, DOCUMENTS, [entry(1, wide)])
        assert count(connection, DOCUMENTS) == 1


def test_an_index_of_other_words_is_made_anew(archive: Engine, keep: Callable[..., object]) -> None:
    keep("أعلن المتحدث باسم الحكومة أن القوات دخلت المدينة.", published="2017-07-01", lang="ar")
    with archive.begin() as connection:
        before = [search(connection, "قوات", of=of).total for of in ("claims", "documents")]
        connection.execute(update(facts).where(facts.c.name == "search").values(value="0"))
        assert not is_current(connection)
        [note] = search(connection, "قوات").notes
        assert note.startswith("the index holds the words of another version")
        for table in (CLAIMS, DOCUMENTS):
            clear(connection, table)
        assert search(connection, "قوات").total == 0
        assert reindex(connection) == connection.scalar(select(func.count(documents.c.key)))
        after = [search(connection, "قوات", of=of).total for of in ("claims", "documents")]
        assert before == after == [1, 1]
        assert is_current(connection)


def test_a_new_archive_says_whose_words_it_holds(archive: Engine) -> None:
    with archive.begin() as connection:
        note_version(connection)
        note_version(connection)
        assert is_current(connection)


def test_fts5_finds_its_index_sound(archive: Engine, keep: Callable[..., object]) -> None:
    if archive.dialect.name != "sqlite":
        pytest.skip("an index of SQLite")
    keep("قالت الوزارة إن الجسر مفتوح.", lang="ar")
    with archive.begin() as connection:
        for table in (CLAIMS, DOCUMENTS):
            connection.execute(text(f"INSERT INTO {table}({table}) VALUES ('integrity-check')"))
