"""An observatory in use for an hour: does its memory stay flat, and does anything fail?

usage: soak.py [--minutes N] [--at FOLDER] [--users N] [--svg FILE]

Four sorts of work go on at once, each in a process of its own, on this machine alone: `marsad
serve` shows the archive; one takes in made-up reports in small batches, each of a later day, and
joins them, as `marsad watch` does; one accepts, rejects and undoes; N users (5) open pages, one
every one to three seconds.
Every ten seconds the memory of each process is looked at (resident, with all that it started), and
the size of the write-ahead log.

Memory is flat when what a process has in the last quarter of the time is at most a tenth, or 20 MB,
over what it had in the second quarter. The exit code is 1 when it is not, when anything failed, or
when the archive is not sound at the end. ``--svg`` draws memory against time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from multiprocessing.queues import Queue
from pathlib import Path
from typing import NamedTuple

from company import Task, examine, judge
from madeup import FIRST_DAY, OFFICES, PLACES, make_lines
from pages import paths_of
from processes import family, load, marsad
from tables import print_table

from marsad.archive.observatory import Observatory
from marsad.intake.failures import Failure
from marsad.linking.stored.linked import Linked

FIRST = 400  # documents before the others come
BATCH, PAUSE = 20, 5.0  # documents, and seconds between two batches
LOOKS = 10.0  # seconds between two looks at memory
SHARE, ROOM = 0.10, 20.0  # what memory may grow by: a tenth, or MB
_MB = 1_000_000
_PAGE = 4096  # bytes of a page of memory
_READS = (1.0, 3.0)  # seconds between two pages of a user
_WIDE, _HIGH, _EDGE = 640, 260, 50
_COLOURS = {"serve": "#1f6f8b", "take in": "#b3541e", "judge": "#6a4c93"}


class Look(NamedTuple):
    """Memory of each process in MB at a second, and the write-ahead log."""

    second: float
    memory: dict[str, float]
    log: float


def main(argv: list[str] | None = None) -> int:
    """Let all of them work, print and draw; the exit code says whether all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--at", type=Path, help="folder for the archive, which is kept")
    parser.add_argument("--users", type=int, default=5)
    parser.add_argument("--svg", type=Path, help="where to draw memory against time")
    args = parser.parse_args(argv)
    print(f"{args.minutes:g} minutes, {args.users} users; {load()}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = (args.at or Path(folder)) / "soak.db"
        first = Path(folder) / "first.jsonl"
        first.write_bytes(b"".join(make_lines(FIRST, seed=0, days=FIRST // BATCH)))
        with Observatory.create(path) as observatory:
            observatory.add(first)
            Linked(observatory).update()
        looks, counts, errors = work(path, 60 * args.minutes, args.users)
        sound = examine(path)
    flat = tell(looks, counts, errors)
    if args.svg:
        args.svg.write_text(draw(looks), encoding="utf-8")
    return 0 if sound and flat and not errors else 1


def work(path: Path, seconds: float, users: int) -> tuple[list[Look], Counter[str], Counter[str]]:
    """What was seen of memory, what was done how often, and what failed."""
    spawn = multiprocessing.get_context("spawn")
    results: Queue[tuple[Counter[str], Counter[str]]] = spawn.Queue()
    until = time.time() + seconds
    task = Task(str(path), until, 1)
    others = {
        "take in": spawn.Process(target=_take_in, args=(task, results)),
        "judge": spawn.Process(target=_judge, args=(task, results)),
    }
    command = [*marsad("serve", "--archive", str(path)), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().split()[0].rstrip("/")
        for process in others.values():
            process.start()
        pids = {"serve": server.pid, **{name: one.pid or 0 for name, one in others.items()}}
        done, failed = Counter[str](), Counter[str]()
        readers = [
            threading.Thread(target=_read, args=(base, until, seed, done, failed))
            for seed in range(users)
        ]
        for reader in readers:
            reader.start()
        looks = list(_watch(pids, Path(f"{path}-wal"), until))
        for reader in readers:
            reader.join()
        server.terminate()
    for _ in others:
        counted, errors = results.get(timeout=300)
        done += counted
        failed += errors
    return looks, done, failed


def _watch(pids: dict[str, int], log: Path, until: float) -> Iterator[Look]:
    begin = time.time()
    while time.time() < until:
        memory = {name: sum(map(_resident, family(pid))) for name, pid in pids.items()}
        size = log.stat().st_size / _MB if log.is_file() else 0.0
        yield Look(time.time() - begin, memory, size)
        time.sleep(LOOKS)


def _resident(pid: int) -> float:
    """The memory that a process has now, in MB; 0 where it is gone."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / _MB
    return 0.0


def _take_in(task: Task, results: Queue[tuple[Counter[str], Counter[str]]]) -> None:
    """Adds a batch, joins it, rests."""
    done, errors = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder, Observatory(task.archive) as observatory:
        linked, seed, path = Linked(observatory), 1_000, Path(folder) / "batch.jsonl"
        day = FIRST_DAY + timedelta(FIRST // BATCH)
        while time.time() < task.until:
            seed, day = seed + 1, day + timedelta(1)
            path.write_bytes(b"".join(make_lines(BATCH, seed=seed, first=day, days=1)))
            try:
                for one in observatory.add_each(path):
                    if isinstance(one, Failure):
                        errors[f"{one.place}: {one.message}"] += 1
                    done["documents"] += 1
                linked.update()
            except Exception as error:  # noqa: BLE001 - what goes wrong is the result
                errors[f"take in: {error}"[:200]] += 1
            time.sleep(PAUSE)
    results.put((done, errors))


def _judge(task: Task, results: Queue[tuple[Counter[str], Counter[str]]]) -> None:
    seen = judge(task)
    results.put((Counter({"reviews": seen.count}), seen.errors))


def _read(base: str, until: float, seed: int, done: Counter[str], failed: Counter[str]) -> None:
    """Opens pages; what the archive leads to is looked up anew every fifty."""
    dice, paths, turn = random.Random(seed), dict[str, list[str]](), 0
    while time.time() < until:
        try:
            if turn % 50 == 0:
                paths = paths_of(base, set())
                words = [dice.choice((*PLACES, *OFFICES)) for _ in range(20)]
                paths["words"] = [f"/search?q={urllib.request.quote(word)}" for word in words]
            turn += 1
            path = dice.choice(paths[dice.choice(sorted(paths))])
            with urllib.request.urlopen(f"{base}{path}", timeout=60) as answer:
                answer.read()
            done["pages"] += 1
        except OSError as error:
            failed[f"page: {error}"[:200]] += 1
        time.sleep(dice.uniform(*_READS))


def tell(looks: Sequence[Look], done: Counter[str], failed: Counter[str]) -> bool:
    """Print what was seen; whether memory stayed flat."""
    rows, flat = [], True
    for name in _COLOURS:
        before, after = (_middle(looks, name, part) for part in (1, 3))
        grown = after - before
        flat = flat and grown <= max(ROOM, SHARE * before)
        most = max(look.memory[name] for look in looks)
        rows.append((name, *(f"{one:,.0f}" for one in (before, after, grown, most))))
    print_table(("memory in MB", "second quarter", "last", "grown", "most"), rows)
    counts = [(what, f"{count:,}") for what, count in sorted(done.items())]
    log = max(look.log for look in looks)
    print_table(("done", "times"), [*counts, ("write-ahead log, the most, MB", f"{log:.0f}")])
    for error, count in failed.most_common(10):
        print(f"{count} x {error}")
    return flat


def _middle(looks: Sequence[Look], name: str, part: int) -> float:
    """The median of a process's memory in a quarter of the time, the first being 0."""
    size = len(looks) // 4
    some = looks[part * size : (part + 1) * size] or looks
    return statistics.median(look.memory[name] for look in some)


def draw(looks: Sequence[Look]) -> str:
    """Memory against time, a line a process."""
    most = max(max(look.memory.values()) for look in looks) or 1.0
    last = looks[-1].second or 1.0
    shapes = defaultdict[str, list[str]](list)
    for look in looks:
        for name, value in look.memory.items():
            x = _EDGE + (_WIDE - 2 * _EDGE) * look.second / last
            y = _HIGH - _EDGE - (_HIGH - 2 * _EDGE) * value / most
            shapes[name].append(f"{x:.0f},{y:.0f}")
    lines = "".join(
        f'<polyline points="{" ".join(points)}" fill="none" stroke="{_COLOURS[name]}"/>'
        f'<text x="{_EDGE + 150 * at}" y="20" fill="{_COLOURS[name]}">{name}</text>'
        for at, (name, points) in enumerate(shapes.items())
    )
    bottom = _HIGH - _EDGE
    grid = "".join(
        f'<line x1="{_EDGE}" x2="{_WIDE - _EDGE}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>'
        f'<text x="{_EDGE - 6}" y="{y + 4:.0f}" text-anchor="end">{value:.0f}</text>'
        for value, y in (
            (most * part / 4, bottom - (_HIGH - 2 * _EDGE) * part / 4) for part in range(5)
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" '
        f'font-family="sans-serif" font-size="12">{grid}{lines}'
        f'<text x="{_WIDE / 2}" y="{_HIGH - 15}" text-anchor="middle">'
        f"MB of memory over {last / 60:.0f} minutes</text></svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
