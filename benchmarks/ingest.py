"""How fast documents come into an archive, and what they weigh there.

usage: ingest.py [FILE] [--archive ADDRESS] [--limit N] [--workers N] [--sample N]

FILE holds JSON lines of the reading contract, packed by gzip or not (default: the news in
``shared`` beside the repository; without them, 12,000 made-up reports). It is put by ``marsad add``
into a fresh archive: a file, or an empty database that ``--archive postgresql://…`` names. Then
the first ``--sample`` documents (1,000) go into another file in one process, with a clock around
each stage.

The budget holds for two cores that do nothing else. So seconds of all processors are printed
beside those of the wall, and the rate that they allow. The exit code is 1 when neither keeps it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from articles import NEWS, read_lines
from madeup import make_lines
from processes import load, marsad, run
from sqlalchemy import inspect, text
from tables import print_table, share

from marsad.archive import documents as storing
from marsad.archive import ingest as taking
from marsad.archive import listing, prepare
from marsad.archive.connection import is_server, open_engine
from marsad.archive.observatory import Observatory

RATE = 100.0  # articles a second: the budget of the design
CORES = 2
_MADE_UP = 12_000
_MB = 1_000_000
_PAGES = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"
_TABLES = (
    "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
# Where the clocks stand: module, function, stage. A stage within another counts for itself.
STAGES: tuple[tuple[Any, str, str], ...] = (
    (taking, "_admit", "asking whether it is new"),
    (prepare, "analyse", "analysis"),
    (prepare, "derive_rows", "rows"),
    (prepare, "pack_findings", "packing findings"),
    (prepare, "sketch", "sketch of near copies"),
    (prepare, "document_words", "words of documents"),
    (prepare, "index_words", "words of claims"),
    (prepare, "find_forms", "forms of names"),
    (storing, "find_near", "looking for near copies"),
    (storing, "refresh", "replacing an earlier text"),
    (storing, "put_rows", "storing rows"),
    (storing.NameBook, "numbers", "storing names"),
    (listing, "put", "storing index"),
    (storing, "store", "storing document"),
    (taking, "store", "storing document"),
)


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit code says whether the budget was kept."""
    parser = argparse.ArgumentParser(description="Measures how fast documents are taken in.")
    parser.add_argument("file", nargs="?", type=Path, default=NEWS, help="JSON lines")
    parser.add_argument("--archive", help="an empty database of PostgreSQL")
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--workers", type=int, default=CORES)
    parser.add_argument("--sample", type=int, default=1_000, help="documents for the stages")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        lines = find_lines(args.file, args.limit)
        source = Path(folder) / "news.jsonl"
        source.write_bytes(b"".join(lines))
        kept = measure(source, len(lines), args.archive or f"{folder}/marsad.db", args.workers)
        source.write_bytes(b"".join(lines[: args.sample]))
        measure_stages(source, Path(folder) / "sample.db")
    return 0 if kept else 1


def find_lines(file: Path, limit: int | None) -> list[bytes]:
    """The documents to take in: real ones, else made-up ones."""
    if file.is_file():
        print(f"{file.name}; {load()}")
        return read_lines(file, limit)
    count = limit or _MADE_UP
    print(f"there is no {file}: {count:,} made-up reports; {load()}")
    return list(make_lines(count))


def measure(source: Path, count: int, archive: str, workers: int) -> bool:
    """``marsad add`` as people run it; whether the budget was kept."""
    Observatory.create(archive).close()
    log = Path(f"{archive}-wal")
    logs = [0]
    command = marsad("add", str(source), "--archive", archive, "--workers", str(workers))
    took = run(command, lambda: logs.append(log.stat().st_size if log.is_file() else 0))
    print(took.out)
    sizes = measure_sizes(archive)
    size = sum(sizes.values())
    allowed = CORES * count / took.cpu
    rows = [
        ("documents, wall", f"{took.wall:,.1f}", "s", ""),
        ("  processors", f"{took.cpu:,.1f}", "s", ""),
        ("  processors, each document", f"{1000 * took.cpu / count:,.1f}", "ms", ""),
        ("rate by the wall", f"{count / took.wall:,.0f}", "documents/s", f">= {RATE:.0f}"),
        (f"  that {CORES} idle cores allow", f"{allowed:,.0f}", "documents/s", f">= {RATE:.0f}"),
        ("peak memory, the one who stores", f"{took.memory[0]:,.0f}", "MB", ""),
        *(("  a reader", f"{one:,.0f}", "MB", "") for one in took.memory[1 : workers + 1]),
        ("archive", f"{size / _MB:,.1f}", "MB", ""),
        ("  each document", f"{size / count / 1000:,.1f}", "kB", ""),
    ]
    if not is_server(archive):
        rows.append(("write-ahead log, the most", f"{max(logs) / _MB:,.1f}", "MB", "<= 256"))
    print_table((f"{count:,} documents, {workers} workers", "figure", "", "budget"), rows)
    largest = sorted(sizes.items(), key=lambda one: -one[1])
    print_table(
        ("on the disk", "MB", "%"),
        [
            (name, f"{part / _MB:,.1f}", share(part, size))
            for name, part in largest
            if part > 50_000
        ],
    )
    return max(count / took.wall, allowed) >= RATE


def measure_sizes(archive: str) -> dict[str, int]:
    """Bytes by table; the parts of an index of words and the indexes of a table counted to it."""
    sizes: dict[str, int] = {}
    engine = open_engine(archive, write=False)
    with engine.connect() as connection:
        query = text(_TABLES if is_server(archive) else _PAGES)
        parts = connection.execute(query).all()
        tables = inspect(connection).get_table_names()
    engine.dispose()
    for name, size in parts:
        whole = name.removeprefix("sqlite_autoindex_")
        owner = next((one for one in sorted(tables, key=len, reverse=True) if one in whole), name)
        base = next(
            (one for one in ("claim_index", "document_index") if whole.startswith(one)), owner
        )
        sizes[base] = sizes.get(base, 0) + size
    return sizes


def measure_stages(source: Path, archive: Path) -> None:
    """The share of each stage, in one process by its own clock."""
    spent: dict[str, float] = {}
    count = 0
    with Observatory.create(archive) as observatory, _clocks(spent) as clock:
        warm = source.with_name("warm.jsonl")
        warm.write_bytes(b"".join(make_lines(20, seed=0)))
        observatory.add(warm)
        spent.clear()
        dialect = observatory._engines.writing.dialect
        dialect.do_commit = clock("commit", dialect.do_commit)  # type: ignore[method-assign]
        begin, wall = time.process_time(), time.perf_counter()
        for _ in observatory.add_each(source):
            count += 1
        total = time.process_time() - begin
        wall = time.perf_counter() - wall
    spent["the rest"] = total - sum(spent.values())
    rows = [
        (stage, f"{1000 * seconds / count:.2f}", f"{100 * seconds / total:.1f}")
        for stage, seconds in sorted(spent.items(), key=lambda one: -one[1])
    ]
    each = f"{1000 * total / count:.2f}"
    print_table((f"{count:,} in one process", "ms each", "%"), [("all", each, "100"), *rows])


Clock = Callable[[str, Callable[..., Any]], Callable[..., Any]]


@contextmanager
def _clocks(spent: dict[str, float]) -> Iterator[Clock]:
    """Puts a clock around each stage; what runs inside another stage is taken from that."""
    inner = [0.0]

    def clock(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def clocked(*args: Any, **kwargs: Any) -> Any:
            inner.append(0.0)
            begin = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - begin
                spent[stage] = spent.get(stage, 0.0) + took - inner.pop()
                inner[-1] += took

        return clocked

    plain = [(owner, name, getattr(owner, name)) for owner, name, _ in STAGES]
    for owner, name, stage in STAGES:
        setattr(owner, name, clock(stage, getattr(owner, name)))
    try:
        yield clock
    finally:
        for owner, name, function in plain:
            setattr(owner, name, function)


if __name__ == "__main__":
    sys.exit(main())
