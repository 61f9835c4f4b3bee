"""Which documents of a lake count when it is joined, in which order, and which go together.

As in an archive, the same document counts once; a later text under an id or an address is another
document, and takes the place of the earlier one, which counts as withdrawn. What comes first is
told by the order of the files, and in each of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from marsad.bulk.database import listed, open_database, quoted
from marsad.bulk.layout import Lake, placed_batches, table_files
from marsad.bulk.selecting import source_order
from marsad.codec import to_json
from marsad.ids import content_id
from marsad.linking.comparing.candidates import WINDOW
from marsad.linking.stored.slices import FEWEST

ADMITTED, CHUNKS = "admitted.parquet", "chunks.json"
MOST = 1_000  # documents of a chunk: what they say is held in memory, and as much beside it
_BESIDE = 2  # and at least one document to so many that are only near it
_THREADS = 2

_LOOK = """
CREATE TABLE found AS
SELECT filename AS file, shard, piece, number AS nth, id, nullif(url, '') AS url,
       sha256(text) AS hash, coalesce(day - DATE '0001-01-01' + 1, 0) AS day,
       row_number() OVER (ORDER BY rank, shard, piece, number) AS came
FROM read_parquet({files}, filename = true, hive_partitioning = true) JOIN sources USING (source)
"""
_SEVERAL = """
SELECT came, id, url, hash FROM found
WHERE id IN (SELECT id FROM found GROUP BY id HAVING count(*) > 1)
   OR url IN (SELECT url FROM found WHERE url IS NOT NULL GROUP BY url HAVING count(*) > 1)
ORDER BY came
"""
_NUMBER = """
CREATE TABLE admitted AS
SELECT row_number() OVER (ORDER BY day, coalesce(later, id)) AS number, day,
       coalesce(later, id) AS id, later IS NOT NULL AS renamed, coalesce(gone, false) AS withdrawn,
       file, shard, piece, nth
FROM found LEFT JOIN settled USING (came) WHERE NOT coalesce(same, false)
"""


class Chunk(NamedTuple):
    """Documents that are joined together: the numbers of the first and the last, and their days.

    A day is an ordinal, 0 where it is not known; those have chunks of their own.
    """

    first: int
    last: int
    from_day: int
    to_day: int


class Chunks(NamedTuple):
    """All chunks of a lake, in the order of days."""

    every: tuple[Chunk, ...]

    def beside(self, at: int) -> list[int]:
        """The chunks before one that may hold what is near it in days."""
        first = self.every[at].from_day - WINDOW
        return [n for n, one in enumerate(self.every[:at]) if not one.to_day or one.to_day >= first]

    def of(self, number: int) -> int:
        """The chunk that a document stands in, by its number."""
        return bisect_right([one.first for one in self.every], number) - 1


def admit(lake: Lake, folder: str, drafts: Path) -> Chunks:
    """Find the documents that count, number them by day and id, and part them into chunks."""
    if not lake.storage.exists(lake.name(folder, CHUNKS)):
        files = table_files(lake, "documents", placed_batches(lake))
        with open_database(drafts, threads=_THREADS) as database:
            _look(database, lake, files, drafts)
            _settle(database, drafts)
            database.execute(_NUMBER)
            target = drafts / ADMITTED
            database.execute(
                f"COPY (FROM admitted ORDER BY number) TO '{quoted(target)}' (FORMAT parquet)"
            )
            days = database.execute(
                "SELECT day, count(*) FROM admitted GROUP BY day ORDER BY day"
            ).fetchall()
        lake.storage.take(target, lake.name(folder, ADMITTED))
        lake.write_note(list(_part(days)), folder, CHUNKS)
    return read_chunks(lake, folder)


@lru_cache(maxsize=1)
def read_chunks(lake: Lake, folder: str) -> Chunks:
    """The chunks that ``admit`` has made."""
    return Chunks(tuple(Chunk(*one) for one in lake.read_note(folder, CHUNKS)))


def _look(database: Any, lake: Lake, files: Sequence[str], drafts: Path) -> None:
    """All documents, in the order in which their files were read."""
    there = [str(lake.storage.fetch(name, drafts)) for name in files]
    read = f"read_parquet({listed(there)}, hive_partitioning = true)"
    sources = [one for (one,) in database.execute(f"SELECT DISTINCT source FROM {read}").fetchall()]
    sources.sort(key=source_order)
    _put(
        database,
        drafts / "sources.jsonl",
        "sources (source VARCHAR, rank BIGINT)",
        ({"source": one, "rank": rank} for rank, one in enumerate(sources)),
    )
    database.execute(_LOOK.format(files=listed(there)))
    names = dict(zip(there, files, strict=True))
    _put(
        database,
        drafts / "names.jsonl",
        "names (file VARCHAR, name VARCHAR)",
        ({"file": file, "name": name} for file, name in names.items()),
    )
    database.execute(
        "UPDATE found SET file = (SELECT name FROM names WHERE names.file = found.file)"
    )


def _put(database: Any, file: Path, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """A small table; DuckDB takes rows fast from a file only."""
    name, _, columns = table.partition(" ")
    file.write_bytes(b"".join(to_json(row) + b"\n" for row in rows))
    fields = ", ".join(
        f"'{one.split()[0]}': '{one.split()[1]}'" for one in columns.strip("()").split(", ")
    )
    database.execute(
        f"CREATE TABLE {name} AS FROM read_json('{quoted(file)}', "
        f"format = 'newline_delimited', columns = {{{fields}}})"
    )


class _Known(NamedTuple):
    came: int
    hash: str


class _Settling:
    """What an archive does with documents whose id or address it has, one after the other."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], _Known] = {}
        self._urls: dict[str, list[_Known]] = {}
        self.same: set[int] = set()
        self.gone: set[int] = set()
        self.later: dict[int, str] = {}  # the id that a later text came under

    def take(self, came: int, id: str, url: str | None, hash: str) -> None:
        """Settle the next document."""
        there = self._ids.get((id, ""))
        own = there is not None
        if there is None and url:
            standing = [one for one in self._urls.get(url, ()) if one.came not in self.gone]
            there = standing[-1] if standing else None
        if there is None:
            self._keep((id, ""), url, _Known(came, hash))
        elif there.hash == hash:
            self.same.add(came)
        elif not own:
            self._keep((id, ""), url, _Known(came, hash))
            self.gone.add(there.came)
        elif (id, hash) in self._ids:
            self.same.add(came)
        else:
            self._keep((id, hash), url, _Known(came, hash))
            self.later[came] = id
            self.gone.add(there.came)

    def _keep(self, key: tuple[str, str], url: str | None, known: _Known) -> None:
        self._ids[key] = known
        if url:
            self._urls.setdefault(url, []).append(known)


def _settle(database: Any, drafts: Path) -> None:
    """Note the documents that do not simply count: the rare ones with an id or address of others.

    The text of a later one makes its id, as in an archive (``marsad.archive.documents.admit``).
    """
    settling = _Settling()
    rows = database.execute(_SEVERAL)
    while batch := rows.fetchmany(1_000):
        for row in batch:
            settling.take(*row)
    ids = dict(_later_ids(database, settling.later))
    touched = sorted(settling.same | settling.gone | settling.later.keys())
    _put(
        database,
        drafts / "settled.jsonl",
        "settled (came BIGINT, same BOOLEAN, gone BOOLEAN, later VARCHAR)",
        (
            {
                "came": came,
                "same": came in settling.same,
                "gone": came in settling.gone,
                "later": ids.get(came),
            }
            for came in touched
        ),
    )


def _later_ids(database: Any, later: dict[int, str]) -> Iterator[tuple[int, str]]:
    for came, id in later.items():
        file, shard, piece, nth = database.execute(
            "SELECT coalesce(names.file, found.file), shard, piece, nth FROM found "
            "LEFT JOIN names ON names.name = found.file WHERE came = ?",
            [came],
        ).fetchone()
        (text,) = database.execute(
            "SELECT text FROM read_parquet(?) WHERE shard = ? AND piece = ? AND number = ?",
            [file, shard, piece, nth],
        ).fetchone()
        yield came, content_id(id, text)


def _part(days: Sequence[tuple[int, int]]) -> Iterator[Chunk]:
    """Chunks of numbers, given how many documents each day has."""
    ends = list(accumulate(count for _, count in days))
    ordinals = [day for day, _ in days]
    total, first = (ends[-1] if ends else 0), 1
    while first <= total:
        at = bisect_left(ends, first)
        near = bisect_left(ordinals, ordinals[at] - WINDOW)
        beside = first - 1 - (ends[near - 1] if near else 0)
        last = min(total, first - 1 + min(MOST, max(FEWEST, beside // _BESIDE)))
        if ordinals[at] == 0:
            last = min(last, ends[at])
        yield Chunk(first, last, ordinals[at], ordinals[bisect_left(ends, last)])
        first = last + 1
