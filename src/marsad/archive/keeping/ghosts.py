"""Whether the index of SQLite holds just the words of the rows, and no ghost of earlier ones.

An entry that was taken away by other words than went in leaves them behind, and the database calls
that sound. So all words that the rows have are summed up, and all that the index has: the sums of
their hashes agree, or there is a ghost. That takes no memory, however large the archive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

from marsad.archive.keeping.faults import REPAIR, Fault
from marsad.archive.marks import EVERYTHING
from marsad.archive.search.index import CLAIMS, DOCUMENTS, Entry

_TABLES = {CLAIMS: "claims", DOCUMENTS: "documents"}
_PLAIN = re.compile("[a-z0-9\u0621-\u063a\u0641-\u064a]*")  # words that the index takes as they are
_CACHED = 100_000  # other words whose parts are remembered


class Sums:
    """The words of all entries, summed up; then compared with those of the index."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._sums = connection, Counter[tuple[str, str]]()
        self._parts: dict[str, int] = {}
        for made in _VOCABULARIES:
            connection.execute(text(made))

    def add(self, table: str, entries: Iterable[Entry]) -> None:
        """Count the words of entries that the rows tell of."""
        for entry in entries:
            for column in ("norm", "stem"):
                self._sums[table, column] += self._sum(getattr(entry, column).split())
            marks = [EVERYTHING, *entry.marks.split()]
            self._sums[table, "ids"] += sum(map(hash, marks))

    def _sum(self, words: Sequence[str]) -> int:
        return sum(hash(one) if _PLAIN.fullmatch(one) else self._other(one) for one in words)

    def _other(self, word: str) -> int:
        """A word of another script, as the index takes it apart."""
        if word not in self._parts:
            if len(self._parts) >= _CACHED:
                self._parts.clear()
            self._run("INSERT INTO temp.parting (rowid, word) VALUES (1, :word)", word=word)
            found = self._run("SELECT term, cnt FROM temp.parted")
            self._parts[word] = sum(hash(row.term) * row.cnt for row in found)
            self._run("DELETE FROM temp.parting")
        return self._parts[word]

    def _run(self, statement: str, **values: Any) -> Any:
        return self._connection.execute(text(statement), values)

    def compare(self) -> Iterator[Fault]:
        """Columns of the index that hold other words than the rows."""
        found = Counter[tuple[str, str]]()
        for table in _TABLES:
            for row in self._run(f'SELECT term, "col", cnt FROM temp.{table}_words'):
                found[table, row.col] += hash(row.term) * row.cnt
        for table, column in sorted(self._sums.keys() | found.keys()):
            if self._sums[table, column] != found[table, column]:
                yield Fault("holds other words than the rows", f"{table}.{column}", REPAIR)

    def close(self) -> None:
        """Take away what was made to look into the index."""
        for name in ("parted", "parting", *(f"{table}_words" for table in _TABLES)):
            self._run(f"DROP TABLE IF EXISTS temp.{name}")


_TOKENS = "tokenize='unicode61 remove_diacritics 0'"
_VOCABULARIES = (
    f"CREATE VIRTUAL TABLE temp.parting USING fts5(word, {_TOKENS})",
    "CREATE VIRTUAL TABLE temp.parted USING fts5vocab('temp', 'parting', 'row')",
    *(
        f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab('main', '{table}', 'col')"
        for table in _TABLES
    ),
)


def find_strays(connection: Connection) -> Iterator[Fault]:
    """Entries of the index without a row, and rows without an entry; on both databases."""
    server = connection.dialect.name == "postgresql"
    for index, table in _TABLES.items():
        entries, key = (index, "key") if server else (f"{index}_docsize", "id")
        beyond = f"SELECT {key} FROM {entries} EXCEPT SELECT key FROM {table}"
        for lost in connection.execute(text(beyond)).scalars():
            yield Fault("finds a row that is not there", f"{index} {lost}", REPAIR)
        missing = f"SELECT key FROM {table} EXCEPT SELECT {key} FROM {entries}"
        for lost in connection.execute(text(missing)).scalars():
            yield Fault("is not in the index", f"{table} {lost}", REPAIR)
