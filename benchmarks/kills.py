"""Programs killed at any moment while they store documents or reviews, and what is left then.

usage: kills.py [--kills N] [--seed N] [--reports N]

Half of the N kills (200) hit a program that takes in made-up reports, a tenth of all one that
reads them in two more processes; the other half one that records what people say of claims. Each
is killed by SIGKILL at a moment drawn from the seed, and started again on the same file, until its
work is done; then another file is begun. After each kill:

lost     what had been told as stored before the kill, and is not there
faults   what ``marsad check`` finds in the file, and what SQLite finds in it
left     processes that still run ten seconds after the one that had started them was killed

After each file that is done: whether it holds, but for the time of day, what a file holds that
was made in peace. The exit code is 1 when anything is wrong. Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from madeup import make_lines
from processes import family, gone, load
from sqlalchemy import select
from tables import print_table

from marsad.archive.connection import open_engine
from marsad.archive.keeping.integrity import check
from marsad.archive.observatory import Observatory
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict, record
from marsad.archive.schema import claims, documents, metadata, reviews
from marsad.intake.failures import Failure

_LINGER = 10.0  # seconds in which processes have to end when the one that started them is gone
_TIMES = frozenset({"added", "made", "at", "first", "last"})  # columns that tell the time of day
_REVIEWS = 150
_ACTIONS = (Action.ACCEPT, Action.REJECT)

Work = Callable[[Path, int], None]


class Sort(NamedTuple):
    """What is killed: it stores what is missing, and tells each piece by a line in a pipe."""

    name: str
    work: Work
    stored: Callable[[Path], set[str]]


class Killed(NamedTuple):
    """What one kill left; ``done`` when the work had ended before it."""

    done: bool
    lost: int
    faults: list[str]
    left: int
    told: int
    seconds: float


def main(argv: list[str] | None = None) -> int:
    """Kill and print; the exit code says whether nothing was ever wrong."""
    parser = argparse.ArgumentParser(description="Kills programs that write, and looks.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=96, help="made-up reports in a file")
    args = parser.parse_args(argv)
    print(f"seed {args.seed}, {args.reports} reports in a file; {load()}\n")
    os.environ["PYTHONWARNINGS"] = "ignore"  # of semaphores that the killed left, and are freed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "reports.jsonl"
        source.write_bytes(b"".join(make_lines(args.reports)))
        base = folder / "base.db"
        with Observatory.create(base) as observatory:  # reads, so that those who fork need not
            observatory.add(source)
        many, few = args.kills // 2, args.kills // 10
        alone = Sort("storing documents", _adding(source, 1), _ids)
        helped = Sort("storing documents, two readers", _adding(source, 2), _ids)
        judged = Sort("recording reviews", _judge, _numbers)
        chance = random.Random(args.seed)
        rows = [
            run(alone, folder, None, args.kills - many - few, chance),
            run(helped, folder, None, few, chance),
            run(judged, folder, base, many, chance),
        ]
    head = ("killed while", "kills", "told", "lost", "faults", "left", "files", "unlike", "s each")
    print_table(head, rows)
    wrong = sum(int(row[at]) for row in rows for at in (3, 4, 5, 7))
    return 1 if wrong else 0


def run(
    sort: Sort, folder: Path, base: Path | None, kills: int, chance: random.Random
) -> tuple[str, ...]:
    """So many kills of one sort, as a line of the table."""
    model = folder / "peace.db"
    _begin(model, base)
    begin = time.monotonic()
    _fork(sort, model).wait()
    length = time.monotonic() - begin
    wanted = content(model)
    found: list[Killed] = []
    files = unlike = 0
    path = folder / "killed.db"
    _begin(path, base)
    while len(found) < kills:
        killed = kill(sort, path, chance.uniform(0, length))
        if not killed.done:
            found.append(killed)
            for fault in killed.faults:
                print(f"{sort.name}, kill {len(found)}: {fault}")
        if killed.done or len(found) == kills:
            _fork(sort, path).wait()
            files += 1
            if content(path) != wanted:
                unlike += 1
                print(f"{sort.name}: file {files} is unlike the one made in peace")
            _begin(path, base)
    counts = (
        len(found),
        sum(one.told for one in found),
        sum(one.lost for one in found),
        sum(len(one.faults) for one in found),
        sum(one.left for one in found),
        files,
        unlike,
    )
    each = sum(one.seconds for one in found) / max(1, len(found))
    return (sort.name, *map(str, counts), f"{each:.2f}")


def kill(sort: Sort, path: Path, after: float) -> Killed:
    """Start the work, kill it after so many seconds, and look at what is left."""
    begin = time.monotonic()
    child = _fork(sort, path)
    told = child.listen(after)
    others = family(child.pid)[1:]
    ended = child.end()
    told += child.listen(None)
    left = gone(others, _LINGER)
    told_ids = set(told)
    lost = told_ids - sort.stored(path)
    return Killed(
        ended, len(lost), faults(path), len(left), len(told_ids), time.monotonic() - begin
    )


def faults(path: Path) -> list[str]:
    """All that ``marsad check`` says of a file, which also asks SQLite."""
    engine = open_engine(path, write=True)
    with engine.begin() as connection:
        found = [str(fault) for fault in check(connection)]
    engine.dispose()
    return found


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but for the time of day."""
    engine = open_engine(path, write=False)
    found = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in _TIMES]
            rows = connection.execute(select(*columns)).all()
            found[table.name] = sorted(map(tuple, rows), key=repr)
    engine.dispose()
    return found


def _begin(path: Path, base: Path | None) -> None:
    """A fresh file: empty, or a copy."""
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    if base is not None:
        shutil.copy(base, path)
    Observatory.create(path).close()


class _Child:
    """A process that tells by lines in a pipe what it has stored."""

    def __init__(self, pid: int, pipe: int) -> None:
        self.pid, self._pipe = pid, pipe
        os.set_blocking(pipe, False)
        self._rest = b""

    def listen(self, seconds: float | None) -> list[str]:
        """The lines told for so many seconds; with ``None``, to the last."""
        until = time.monotonic() + (seconds or 0.0)
        lines: list[str] = []
        while seconds is None or time.monotonic() < until:
            try:
                read = os.read(self._pipe, 1 << 16)
            except BlockingIOError:
                time.sleep(0.001)
                continue
            if not read:
                if seconds is None:
                    os.close(self._pipe)
                break
            *whole, self._rest = (self._rest + read).split(b"\n")
            lines += [line.decode() for line in whole]
        return lines

    def end(self) -> bool:
        """Kill it; whether it had come to its end before."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]) == 0

    def wait(self) -> None:
        """Let it come to its end."""
        self.listen(None)
        if os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]) != 0:
            raise RuntimeError("work in peace ended with an error")


def _fork(sort: Sort, path: Path) -> _Child:
    """The work in a process of its own, which has all loaded that this one has."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return _Child(pid, ours)
    os.close(ours)
    code = 1
    try:
        sort.work(path, theirs)
        code = 0
    finally:
        os._exit(code)


def _adding(source: Path, workers: int) -> Work:
    def add(path: Path, pipe: int) -> None:
        with Observatory(path) as observatory:
            for done in observatory.add_each(source, workers=workers):
                if not isinstance(done, Failure):
                    os.write(pipe, f"{done.id}\n".encode())

    return add


def _judge(path: Path, pipe: int) -> None:
    """Accepts and rejects claims in turn, and goes on behind the last that is recorded."""
    reading = open_engine(path, write=False)
    with reading.connect() as connection:
        ids = connection.execute(select(claims.c.id).order_by(claims.c.key)).scalars().all()
        done = len(connection.execute(select(reviews.c.number)).all())
    reading.dispose()
    writing = open_engine(path, write=True, lasting=True)
    for number in range(done, _REVIEWS):
        verdict = Verdict(claim=ids[number * 7 % len(ids)], action=_ACTIONS[number % 2])
        with writing.begin() as connection:
            review = record(connection, "Salma", verdict)
        os.write(pipe, f"{review.number} {verdict.claim} {verdict.action.value}\n".encode())


def _ids(path: Path) -> set[str]:
    return set(_read(path, select(documents.c.id)))


def _numbers(path: Path) -> set[str]:
    chosen = select(reviews.c.number, reviews.c.claim, reviews.c.action)
    return set(_read(path, chosen))


def _read(path: Path, chosen: object) -> Iterator[str]:
    engine = open_engine(path, write=False)
    with engine.connect() as connection:
        for row in connection.execute(chosen):  # type: ignore[call-overload]
            yield " ".join(map(str, row))
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
