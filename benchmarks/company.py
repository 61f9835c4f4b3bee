"""An archive that everybody uses at once: one takes in news, four search, two review.

usage: company.py [--seconds N] [--at FOLDER] [--readers N] [--reviewers N]

For N seconds (600) each is a process of its own, with the archive opened as any program does. The
one who takes in reads in two more processes: first the news in ``shared`` beside the repository,
then, or without them, made-up reports. Who searches waits a quarter of a second behind each
answer, who reviews half a second; every fourth search also counts facets, and every fifth review
is undone. Meanwhile the size of the write-ahead log is looked at ten times a second.

The exit code is 1 when anybody got an error, when the log grew over 256 MB, or when the archive is
not sound at the end.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from pathlib import Path
from typing import NamedTuple

from articles import NEWS
from madeup import OFFICES, PLACES, make_lines
from processes import load
from sqlalchemy import select
from tables import print_table

from marsad.archive.keeping.integrity import check
from marsad.archive.observatory import Observatory
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict, record, undo
from marsad.archive.schema import claims
from marsad.intake.failures import Failure

LOG = 256  # MB: the budget of the design
_MB = 1_000_000
_LOOKS = 0.1
_READS, _JUDGES = 0.25, 0.5  # seconds of thought
_FIRST = 200  # documents before the others come
_BATCH = 2_000  # made-up reports in a file
_NEWEST = 500  # claims among which reviewers choose
_WORDS = ("الحكومة", "سوريا", "الرئيس", "قتلى", "المفاوضات", "harbour", "Tobruk", "minister")
_FIELDS = ("stance:deny", "lang:ar", "event:CONSULT", "status:denied", "after:2015", "")


@dataclass
class Seen:
    """What one process has seen: seconds by what it did, errors, what it counts."""

    name: str
    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def time(self, what: str, act: Callable[[], object]) -> None:
        """Do something and keep how long it took, or what went wrong."""
        begin = time.perf_counter()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - what goes wrong is the result
            self.errors[f"{what}: {' '.join(str(error).split())[:200]}"] += 1
        else:
            self.seconds.setdefault(what, []).append(time.perf_counter() - begin)
            self.count += 1


class Task(NamedTuple):
    """What a process works on: the archive, until when, and its own number."""

    archive: str
    until: float
    seed: int


def main(argv: list[str] | None = None) -> int:
    """Let all of them work and print; the exit code says whether nothing went wrong."""
    parser = argparse.ArgumentParser(description="Uses an archive from many processes at once.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--at", type=Path, help="folder for the archive, which is kept")
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--reviewers", type=int, default=2)
    args = parser.parse_args(argv)
    print(f"{args.seconds:.0f} s, {args.readers} readers, {args.reviewers} reviewers; {load()}")
    with tempfile.TemporaryDirectory() as folder:
        path = (args.at or Path(folder)) / "company.db"
        with Observatory.create(path) as observatory:
            first = Path(folder) / "first.jsonl"
            first.write_bytes(b"".join(make_lines(_FIRST, seed=0)))
            observatory.add(first)
        everybody = [take_in, *[read] * args.readers, *[judge] * args.reviewers]
        seen, logs = work(everybody, path, args.seconds)
        tell(seen, logs, args.seconds)
        sound = examine(path)
    wrong = any(one.errors for one in seen) or max(logs) > LOG * _MB
    return 0 if sound and not wrong else 1


Role = Callable[[Task], Seen]


def work(everybody: list[Role], path: Path, seconds: float) -> tuple[list[Seen], list[int]]:
    """What all of them saw, and the sizes of the log."""
    spawn = multiprocessing.get_context("spawn")
    results: Queue[Seen] = spawn.Queue()
    until = time.time() + seconds
    started = [
        spawn.Process(target=_run, args=(role, Task(str(path), until, number), results))
        for number, role in enumerate(everybody)
    ]
    for process in started:
        process.start()
    log, logs = Path(f"{path}-wal"), [0]
    while time.time() < until and any(process.is_alive() for process in started):
        logs.append(log.stat().st_size if log.is_file() else 0)
        time.sleep(_LOOKS)
    seen = [results.get(timeout=120) for _ in started]
    for process in started:
        process.join()
    return sorted(seen, key=lambda one: one.name), logs


def _run(role: Role, task: Task, results: Queue[Seen]) -> None:
    seen = role(task)
    seen.name = f"{role.__name__} {task.seed}"
    results.put(seen)


def take_in(task: Task) -> Seen:
    """Adds file after file until the time is over."""
    seen = Seen("")
    with tempfile.TemporaryDirectory() as folder, Observatory(task.archive) as observatory:
        for source in _sources(Path(folder)):
            begin = time.perf_counter()
            for done in observatory.add_each(source, workers=2):
                if isinstance(done, Failure):
                    seen.errors[f"{done.place}: {done.message}"] += 1
                seen.count += 1
                took = time.perf_counter() - begin
                seen.seconds.setdefault("document, or eight", []).append(took)
                if time.time() >= task.until:
                    return seen
                begin = time.perf_counter()
    return seen


def _sources(folder: Path) -> Iterator[Path]:
    if NEWS.is_file():
        yield NEWS
    path, seed = folder / "made-up.jsonl", 0
    while True:
        seed += 1
        path.write_bytes(b"".join(make_lines(_BATCH, seed=seed)))
        yield path


def read(task: Task) -> Seen:
    """Searches, and counts facets every fourth time."""
    seen, chance = Seen(""), random.Random(task.seed)
    with Observatory(task.archive) as observatory:
        turn = 0
        while time.time() < task.until:
            turn += 1
            word = chance.choice((*_WORDS, *PLACES, *OFFICES))
            query = f"{chance.choice(_FIELDS)} {word}".strip()
            seen.time("search", lambda query=query: observatory.page(query))
            if turn % 4 == 0:
                seen.time("facets", lambda query=query: observatory.facets(query))
            time.sleep(_READS)
    return seen


def judge(task: Task) -> Seen:
    """Accepts and rejects among the newest claims, and undoes every fifth."""
    seen, chance = Seen(""), random.Random(task.seed)
    person = f"reviewer {task.seed}"
    with Observatory(task.archive) as observatory:
        said: list[int] = []

        def say() -> None:
            with observatory.reading() as connection:
                newest = select(claims.c.id).order_by(claims.c.key.desc()).limit(_NEWEST)
                ids = connection.execute(newest).scalars().all()
            action = chance.choice((Action.ACCEPT, Action.REJECT))
            with observatory.judging() as connection:
                verdict = Verdict(claim=chance.choice(ids), action=action)
                said.append(record(connection, person, verdict).number)

        def take_back() -> None:
            with observatory.judging() as connection:
                undo(connection, person, said.pop())

        turn = 0
        while time.time() < task.until:
            turn += 1
            undoes = turn % 5 == 0 and said
            seen.time("undo" if undoes else "review", take_back if undoes else say)
            time.sleep(_JUDGES)
    return seen


def tell(seen: list[Seen], logs: list[int], seconds: float) -> None:
    """Print what all saw, those who did the same taken together."""
    times: dict[str, list[float]] = {}
    for one in seen:
        for what, found in one.seconds.items():
            times.setdefault(what, []).extend(found)
    rows = [(what, str(len(found)), *_spread(found)) for what, found in times.items()]
    print_table(("milliseconds", "times", "p50", "p95", "p99", "max"), rows)
    taken = sum(one.count for one in seen if one.name.startswith("take_in"))
    errors = sum((one.errors for one in seen), Counter[str]())
    locked = sum(count for error, count in errors.items() if "lock" in error)
    rows = [
        ("documents a second", f"{taken / seconds:.1f}"),
        ("write-ahead log, the most, MB", f"{max(logs) / _MB:.1f}"),
        ("errors of a lock", str(locked)),
        ("other errors", str(sum(errors.values()) - locked)),
    ]
    print_table(("all together", "figure"), rows)
    for error, count in errors.most_common(10):
        print(f"{count} x {error}")


def _spread(found: list[float]) -> list[str]:
    ordered = sorted(found)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99)]
    return [f"{1000 * one:,.1f}" for one in (*at, ordered[-1])]


def examine(path: Path) -> bool:
    """Whether ``marsad check --quick`` finds the archive sound: the whole takes an hour by then."""
    begin = time.perf_counter()
    with Observatory(path) as observatory, observatory.writing() as connection:
        faults = list(check(connection, deep=False))
    for fault in faults[:10]:
        print(fault)
    took = time.perf_counter() - begin
    size = path.stat().st_size / _MB
    print(f"marsad check --quick: {len(faults)} faults, in {took:.0f} s; {size:.0f} MB")
    return not faults


if __name__ == "__main__":
    sys.exit(main())
