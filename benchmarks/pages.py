"""How long pages take when several people read at once, on this machine alone.

usage: pages.py --archive FILE [--users N] [--seconds N] [--leave PATH ...]

Serves the archive on a free port of this machine, looks once at each list for what it leads to, and
lets N users (20) open pages for N seconds (60): lists, searches and single things, drawn by a fixed
seed, with one to three seconds between two pages, as people read. Prints the median and the 95th
percentile of each sort of page by the wall clock, with the load of the machine. The exit code is 1
when the 95th percentile of all exceeds 300 ms, or when a page failed.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

from tables import print_table

BUDGET = 0.3  # seconds, the 95th percentile
LISTS = (
    "/",
    "/propositions",
    "/propositions?standing=contested",
    "/search",
    "/search?of=documents",
    "/sources",
    "/actors",
    "/places",
    "/map",
    "/stories",
    "/reports",
    "/review",
    "/intake",
)
SINGLE = re.compile(r'href="(/(?:propositions|documents|sources|actors|places)/[^"#]+)"')
_PAUSE = (1.0, 3.0)  # seconds between two pages of a person


def main() -> None:
    """Serve, read, and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--leave", nargs="*", default=(), help="pages to leave out")
    asked = parser.parse_args()
    command = [sys.executable, "-m", "marsad", "serve", "--archive", str(asked.archive)]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().split()[0].rstrip("/")
        try:
            paths = paths_of(base, set(asked.leave))
            times, failed = _read(base, paths, asked.users, asked.seconds)
        finally:
            server.terminate()
    every = sorted(took for some in times.values() for took in some)
    rows = [(sort, *_told(sorted(some))) for sort, some in sorted(times.items())]
    print_table(("page", "times", "p50 ms", "p95 ms", "longest"), [*rows, ("all", *_told(every))])
    print(f"{asked.users} users, load {os.getloadavg()[0]:.1f}, {len(failed)} failed {failed[:3]}")
    sys.exit(bool(failed) or _at(every, 0.95) > BUDGET)


def paths_of(base: str, left: set[str]) -> dict[str, list[str]]:
    """Pages by their sort: lists, and what they lead to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in LISTS:
        if path in left:
            continue
        page = _get(base, path)
        found[path].append(path)
        for link in dict.fromkeys(map(html.unescape, SINGLE.findall(page))):
            found[f"/{link.split('/')[1]}/…"].append(link)
    words = re.findall(r"\w{4,}", _get(base, "/search"))[:200]
    found["/search?q=…"] = [f"/search?q={quote(word)}" for word in dict.fromkeys(words)]
    return {sort: paths for sort, paths in found.items() if sort not in left}


def _read(
    base: str, paths: dict[str, list[str]], users: int, seconds: int
) -> tuple[dict[str, list[float]], list[str]]:
    times: defaultdict[str, list[float]] = defaultdict(list)
    failed: list[str] = []
    end = time.monotonic() + seconds

    def read(seed: int) -> None:
        dice = random.Random(seed)
        while time.monotonic() < end:
            sort = dice.choice(sorted(paths))
            path = dice.choice(paths[sort])
            begun = time.perf_counter()
            try:
                _get(base, path)
            except OSError as error:
                failed.append(f"{path}: {error}")
            times[sort].append(time.perf_counter() - begun)
            time.sleep(dice.uniform(*_PAUSE))

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, failed


def _get(base: str, path: str) -> str:
    with urllib.request.urlopen(f"{base}{path}", timeout=120) as answer:
        return str(answer.read().decode("utf-8", "replace"))


def _told(some: list[float]) -> tuple[str, str, str, str]:
    ms = (f"{1000 * _at(some, share):.0f}" for share in (0.5, 0.95, 1.0))
    return (f"{len(some)}", *ms)  # type: ignore[return-value]


def _at(some: list[float], share: float) -> float:
    return some[min(len(some) - 1, int(share * len(some)))] if some else 0.0


if __name__ == "__main__":
    main()
