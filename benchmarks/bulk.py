"""How fast a lake is read and joined, by one process and by two.

usage: bulk.py [--articles N] [--link] [--at FOLDER] FILE|FOLDER...

Reads the files (without any, N articles of the news in ``shared`` beside the repository) into a
lake with one process and into another with two, each by ``marsad bulk read`` as a shell runs it,
and compares the rows of both. With ``--link`` the second lake is joined with two processes. Seconds
are of the wall and of all processors; the load of the machine stands above, for a busy one shares
its processors among more than us.

The exit code is 1 when two processes were not 1.8 times as fast as one, when reading and joining
12,000 articles would take more than 150 seconds, or when the rows differ.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import duckdb
from articles import NEWS
from processes import Took, load, marsad, run
from tables import print_table

from marsad.bulk.layout import find_lake, placed_batches, table_files
from marsad.bulk.schema import TABLES
from marsad.bulk.storage import open_storage

FASTER = 1.8  # two processes against one
SECONDS, ARTICLES = 150.0, 12_000  # for reading and joining


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code says whether the budgets were kept."""
    parser = argparse.ArgumentParser(description="Measures reading and joining of a lake.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--link", action="store_true")
    parser.add_argument("--at", type=Path, help="a folder for the lakes; else a passing one")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=args.at) as folder:
        files = args.files or take_news(Path(folder) / "news.jsonl.gz", args.articles)
        if not files:
            print("no news here; name files")
            return 0
        print(f"{load()}\n")
        return measure(Path(folder), files, args.link)


def take_news(target: Path, count: int) -> list[Path]:
    """The first articles of the news, packed as a whole."""
    if not NEWS.is_file():
        return []
    with gzip.open(NEWS, "rb") as news, gzip.open(target, "wb", compresslevel=1) as taken:
        taken.writelines(islice(news, count))
    return [target]


def measure(folder: Path, files: Sequence[Path], link: bool) -> int:
    """Read with one process and with two, and join; whether the budgets were kept."""
    took: dict[str, Took] = {}
    for workers in (1, 2):
        lake = folder / f"lake-{workers}"
        words = ("bulk", "read", *map(str, files), str(lake), "--workers", str(workers))
        took[f"read, {workers}"] = told(run(marsad(*words)))
    if link:
        words = ("bulk", "link", str(folder / "lake-2"), "--workers", "2")
        took["link, 2"] = told(run(marsad(*words)))
    head = ("work, processes", "s", "s of processors", "MB of one process")
    print_table(head, [row(name, one) for name, one in took.items()])
    faster = took["read, 1"].wall / took["read, 2"].wall
    same = rows_hash(folder / "lake-1") == rows_hash(folder / "lake-2")
    count = len(documents(folder / "lake-2"))
    whole = sum(one.wall for name, one in took.items() if name.endswith("2"))
    print(f"\ntwo against one: {faster:.2f}; rows {'the same' if same else 'DIFFER'}")
    print(f"{count:,} documents; with two processes {whole:.1f} s")
    late = link and whole > SECONDS * max(1, count / ARTICLES)
    return int(faster < FASTER or late or not same)


def told(took: Took) -> Took:
    """Say what a command said."""
    print(took.out.strip())
    return took


def row(name: str, took: Took) -> tuple[str, ...]:
    """A row of the table."""
    return name, f"{took.wall:.1f}", f"{took.cpu:.1f}", f"{max(took.memory):.0f}"


def documents(lake: Path) -> list[str]:
    """The files' documents, by id."""
    return [id for (id,) in duckdb.execute(f"SELECT id {source(lake, 'documents')}").fetchall()]


def source(lake: Path, table: str) -> str:
    """The rows of a table, as SQL."""
    found = find_lake(open_storage(str(lake)))
    names = table_files(found, table, placed_batches(found))
    files = ", ".join(f"'{lake / name}'" for name in names)
    return f"FROM read_parquet([{files}], hive_partitioning = true)"


def rows_hash(lake: Path) -> str:
    """A hash of all rows of all tables, whatever their order."""
    made = blake2b(digest_size=16)
    for table in TABLES:
        told = f"SELECT count(*), bit_xor(hash(t)) FROM (SELECT * {source(lake, table)}) AS t"
        made.update(repr(duckdb.execute(told).fetchall()).encode())
    return made.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
