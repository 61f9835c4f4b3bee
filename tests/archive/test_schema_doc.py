"""docs/schema.md: every table and column is told, and every question gives an answer."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from marsad.archive.connection import open_engine
from marsad.archive.documents import Stored
from marsad.archive.layout import upgrade
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict, record
from marsad.archive.schema import claims, metadata

PAGE = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
RAQQA = (
    "قال وزير الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة يوم الاثنين، "
    "وأضاف أن الجسر القديم دُمّر. ونفت وكالة النهر أن تكون القوات قد دخلت مدينة الرقة."
)


def told_of(table: str) -> str:
    """What stands under the heading that names a table."""
    for part in PAGE.split("\n### ")[1:]:
        heading, _, body = part.partition("\n")
        if f"`{table}`" in heading:
            return body.split("\n## ", 1)[0]
    return ""


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_column_is_told(table: str) -> None:
    told = told_of(table)
    assert told, f"docs/schema.md has no heading for {table}"
    columns = re.findall(r"^\| (`.*?) \|", told, re.MULTILINE)
    there = set(re.findall(r"`(\w+)`", " ".join(columns)))
    assert {column.name for column in metadata.tables[table].columns} <= there
    if "_" not in table:  # pages of two tables tell the columns of both
        assert there <= {column.name for column in metadata.tables[table].columns}


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Of the two kinds, the one that is a file."""
    engine = open_engine(tmp_path / "marsad.db", write=True)
    upgrade(engine)
    engine.dispose()
    return str(tmp_path / "marsad.db")


def test_every_question_gives_an_answer(
    address: str, archive: Engine, keep: Callable[..., Stored]
) -> None:
    keep(RAQQA, published="2024-03-01", outlet="صحيفة الساحل")
    keep(RAQQA.replace("يوم الاثنين", "أمس"), published="2024-03-02", outlet="صدى النهر")
    with archive.begin() as connection:
        claim = connection.execute(select(claims.c.id).order_by(claims.c.key)).scalars().first()
        assert claim is not None
        record(connection, "سلمى", Verdict(claim=claim, action=Action.ACCEPT))
    archive.dispose()
    assert len(QUESTIONS) >= 6
    with closing(sqlite3.connect(f"{Path(address).as_uri()}?mode=ro", uri=True)) as db:
        answers = [db.execute(question).fetchall() for question in QUESTIONS]
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert [QUESTIONS[at] for at, rows in enumerate(answers) if not rows] == []
    assert "أن الجسر القديم دُمّر" in {row[-1] for row in answers[0]}
    ours = {name for (name,) in tables if not name.startswith(("claim_index_", "document_index_"))}
    assert [name for name in sorted(ours) if f"`{name}`" not in PAGE] == []
