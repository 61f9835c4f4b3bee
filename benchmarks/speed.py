"""How fast Marsad reads and how much memory it takes, on one core, beside yardsticks.

usage: speed.py [FILE] [--english FILE] [--limit N]

FILE holds JSON lines of the reading contract in Arabic, packed by gzip or not, and ``--english``
the same in English (defaults: the news in ``shared`` beside the repository); what is absent is said
and left out. ``--limit`` takes the first N articles of each; below some thousands the start of the
process weighs on the figures. Needs Linux or macOS; only Linux pins to one core.

Articles of one language are longer than those of another: rates count articles of 1,500 characters.

Everything runs on one core, one after the other. Rates and stages are taken by the clock of the
processor, so that other work on the machine counts less; seconds of the wall are printed beside
them. The exit code is 1 when a line misses its budget.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from articles import ENGLISH, NEWS, read_documents, read_lines
from tables import print_table

from marsad.analysis import analyse as stages
from marsad.analysis.times import find_times
from marsad.model import Document
from marsad.packs.pack import load_pack
from marsad.publishing.contract import to_line
from marsad.text.page import open_page

# What each function that analyse() calls belongs to; what is not named is "the rest".
STAGES = {
    "language": ("identify",),
    "fold, tokens, segments": ("open_page",),
    "times": ("find_times",),
    "actors": ("find_actors",),
    "places": ("find_places",),
    "events": ("find_events",),
    "claims": ("build_claims",),
    "tagging": ("tag",),
    "attribution": (
        "find_attributions",
        "find_nouns",
        "find_openers",
        "find_carriers",
        "find_headlines",
        "Clauses",
        "find_statements",
        "find_nominals",
        "find_namings",
        "find_scripts",
        "settle",
        "shallow",
        "enclosing",
        "MentionBook",
        "build_attributions",
    ),
}
# Invented reports, for the first reading after a start.
SHORT = {
    "ar": "قالت وزارة الصحة إن المستشفى الجديد سيفتح أبوابه يوم الأحد المقبل، بحسب وكالة الأنباء.",
    "en": "The health ministry said on Sunday that the new hospital in Aleppo will open next week.",
}
NAMES = {"ar": "Arabic", "en": "English"}

_LENGTH = 1_500  # characters of an article, for the rates
_STAGED = 1_000  # articles, for the stages and for regular expressions
_SEARCHED = 100  # articles, for dateparser
_FEW = 2_000  # documents, against all: does memory grow?
_COMPLAINTS = 5  # lines of the error output that are shown
_MB = 1_000_000

# Starts a command from a process so small that its own memory does not count for the child's.
_STARTER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
with open(sys.argv[1], "wb") as sink, open(sys.argv[2], "wb") as errors:
    code = subprocess.call(sys.argv[3:], stdout=sink, stderr=errors)
wall = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, wall, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


class Run(NamedTuple):
    """What one process took: seconds of the wall, of the processor, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


class Line(NamedTuple):
    """A line of the table. ``budget`` begins with ``<=`` or ``>=``, or is empty."""

    what: str
    figure: float
    unit: str
    budget: str = ""

    @property
    def passes(self) -> bool:
        """Whether the figure keeps its budget; without one it does."""
        if not self.budget:
            return True
        sign, limit = self.budget.split()
        return self.figure <= float(limit) if sign == "<=" else self.figure >= float(limit)


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit code says whether all budgets were kept."""
    parser = argparse.ArgumentParser(description="Measures speed and memory against budgets.")
    parser.add_argument("file", nargs="?", type=Path, default=NEWS, help="articles in Arabic")
    parser.add_argument("--english", type=Path, default=ENGLISH, help="articles in English")
    parser.add_argument("--limit", type=int, help="only the first N articles of each")
    args = parser.parse_args(argv)
    print(f"{_pin()}; Python {sys.version.split()[0]}")
    passed = [
        measure(lang, file, args.limit) for lang, file in (("ar", args.file), ("en", args.english))
    ]
    return 0 if all(passed) else 1


def measure(lang: str, file: Path, limit: int | None) -> bool:
    """Measure one language and print; whether all budgets were kept."""
    if not file.is_file():
        print(f"\n{NAMES[lang]}: skipped, there is no {file}")
        return True
    lines = read_lines(file, limit)
    documents = [one for one in read_documents(lines) if isinstance(one, Document)]
    if not documents:
        print(f"\n{NAMES[lang]}: skipped, there is nothing to read in {file.name}")
        return True
    print(f"\n{NAMES[lang]}, {file.name}")
    table = [
        *measure_reading(lines, documents),
        *measure_starts(lang),
        *measure_growth(documents),
        *measure_stages(documents[:_STAGED]),
        *measure_yardsticks(lang, documents),
    ]
    _print(table)
    return all(line.passes for line in table)


def _pin() -> str:
    """Keeps this process and those it starts on one core."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned to a core"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to core {core}"


def measure_reading(lines: list[bytes], documents: list[Document]) -> Iterator[Line]:
    """``marsad read`` as a whole process, over a part of the articles and over all."""
    count = len(lines)
    few = min(_FEW, max(1, count // 6))
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "news.jsonl.gz", Path(folder) / "readings.jsonl"
        command = ("read", "--format", "jsonl", str(file))
        file.write_bytes(gzip.compress(b"".join(lines[:few]), 1))
        small = run_marsad(*command, out=out)
        file.write_bytes(gzip.compress(b"".join(lines), 1))
        whole = run_marsad(*command, out=out)
        with out.open("rb") as readings:
            written = sum(1 for _ in readings)
        size = out.stat().st_size / _MB
    if written != count:
        print(f"{count - written} of {count} articles were not read")
    yield Line(f"read --format jsonl, {written:,} articles, wall", whole.wall, "s")
    yield Line("  processor", whole.cpu, "s")
    yield Line("  written", size, "MB")
    articles = sum(len(document.text) for document in documents) / _LENGTH
    yield Line("  rate as they stand", written / whole.cpu, "articles/s")
    yield Line(f"  rate for {_LENGTH:,} characters", articles / whole.cpu, "articles/s", ">= 200")
    yield Line("  the same by the wall", articles / whole.wall, "articles/s")
    yield Line(f"peak memory after {few:,} documents", small.memory, "MB", "<= 350")
    yield Line(f"peak memory after {count:,} documents", whole.memory, "MB", "<= 350")
    if whole.wall > 1.2 * whole.cpu:
        print("the core was shared with other work: trust the processor's seconds, not the wall's")


def measure_starts(lang: str) -> Iterator[Line]:
    """New processes, with the program's files in the memory of the system."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(SHORT[lang], encoding="utf-8")
        runs = [run_marsad("--help") for _ in range(7)]
        cold = {
            format: [run_marsad("read", "--format", format, str(file)) for _ in range(5)]
            for format in ("jsonl", "table")
        }
    yield Line("marsad --help, median of 7", _median_wall(runs), "s", "<= 0.25")
    for format, timed in cold.items():
        what = f"first reading, {format}, median of {len(timed)}"
        yield Line(what, _median_wall(timed), "s", "<= 1.0")


def _median_wall(runs: list[Run]) -> float:
    return statistics.median(run.wall for run in runs)


def run_marsad(*words: str, out: Path | None = None) -> Run:
    """One command in a new process; what it complains of is printed in short.

    Raises:
        RuntimeError: the command failed, and not only for some of its documents.
    """
    with tempfile.NamedTemporaryFile() as errors:
        starter = [sys.executable, "-I", "-S", "-c", _STARTER]
        files = [str(out or os.devnull), errors.name]
        command = [*starter, *files, sys.executable, "-m", "marsad", *words]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        complaints = errors.read().decode().splitlines()
    code, wall, cpu, memory = json.loads(done.stdout)
    print(*complaints[:_COMPLAINTS], sep="\n", end="\n" if complaints else "")
    if code and not (code == 1 and out is not None and out.stat().st_size):
        raise RuntimeError(f"marsad {words[0]} ended with exit code {code}")
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage counts bytes there, KiB here
    return Run(wall, cpu, memory * unit / _MB)


def measure_growth(documents: list[Document]) -> Iterator[Line]:
    """One article of middle length, ten times and a hundred times in a row."""
    middle = sorted(documents, key=lambda document: len(document.text))[len(documents) // 2]
    times = []
    for factor in (1, 10, 100):
        text = "\n\n".join([middle.text] * factor)
        document = Document(id=middle.id, text=text, published=middle.published)
        stages.analyse(document)
        runs = range(max(3, 100 // factor))
        times.append(min(_seconds(partial(stages.analyse, document)) for _ in runs))
    length = f"{len(middle.text):,} characters"
    yield Line(f"time for 10 x the text ({length})", times[1] / times[0], "x", "<= 15")
    yield Line("time for 100 x against 10 x", times[2] / times[1], "x", "<= 15")


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure_stages(documents: list[Document]) -> Iterator[Line]:
    """The share of each stage in the time from document to JSON line; compiled modules call one
    another directly, so that nothing of theirs can be timed."""
    if not str(stages.__file__).endswith(".py"):
        print("stages: the modules are compiled; an install without MARSAD_COMPILE=1 tells shares")
        return
    for document in documents[:50]:
        to_line(stages.analyse(document))
    spent = dict.fromkeys(STAGES, 0.0)
    total = written = 0.0
    with _timed(spent):
        for document in documents:
            begin = time.process_time()
            analysis = stages.analyse(document)
            middle = time.process_time()
            to_line(analysis)
            total += middle - begin
            written += time.process_time() - middle
    spent["the rest (header, claims, notes)"] = total - sum(spent.values())
    spent["contract"] = written
    everything = total + written
    each = 1000 * everything / len(documents)
    yield Line(f"analysis and contract, {len(documents):,} articles", each, "ms each")
    for stage, seconds in spent.items():
        yield Line(f"  {stage}", 100 * seconds / everything, "%")


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Puts a clock around the functions that ``analyse`` calls, and takes it away again."""
    plain: dict[str, Any] = {}
    for stage, names in STAGES.items():
        for name in names:
            function = getattr(stages, name, None)
            if function is None:
                print(f"stages: analyse.py has no {name} any more; its time is with the rest")
                continue
            plain[name] = function
            setattr(stages, name, _clocked(function, stage, spent))
    try:
        yield
    finally:
        for name, function in plain.items():
            setattr(stages, name, function)


def _clocked(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Any:
    def clocked(*args: Any, **kwargs: Any) -> Any:
        begin = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[stage] += time.process_time() - begin

    return clocked


def measure_yardsticks(lang: str, documents: list[Document]) -> Iterator[Line]:
    """What others take for a part of the work, on the same articles in the same run."""
    texts = [document.text for document in documents[:_STAGED]]
    for name, work in (
        (r'only re.findall(r"\w+") and split()', lambda: [_split(text) for text in texts]),
        ("only fold, tokens, segments", lambda: [_open(lang, text) for text in texts]),
    ):
        rate = len(texts) / _seconds(work)
        yield Line(f"yardstick: {name}, {len(texts):,} articles", rate, "articles/s")
    few = documents[:_SEARCHED]
    count, rate = _rate(few, partial(_find_times, lang))
    yield Line(f"Marsad's times only, {len(few)} articles, {count} found", rate, "articles/s")
    try:
        search = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        print('yardstick dateparser: left out; it comes with the extra: pip install ".[bench]"')
        return
    search(SHORT[lang], languages=[lang])
    count, rate = _rate(few, lambda document: search(document.text, languages=[lang]) or ())
    what = f"yardstick: dateparser.search, {len(few)} articles, {count} found"
    yield Line(what, rate, "articles/s")


def _rate(documents: list[Document], find: Callable[[Document], Any]) -> tuple[int, float]:
    """How much is found in documents, and how many of them a second."""
    begin = time.process_time()
    count = sum(len(find(document)) for document in documents)
    return count, len(documents) / (time.process_time() - begin)


def _split(text: str) -> object:
    return re.findall(r"\w+", text), text.split()


def _open(lang: str, text: str) -> object:
    return open_page(text, load_pack(lang).writing)


def _find_times(lang: str, document: Document) -> Any:
    pack = load_pack(lang)
    page = open_page(document.text, pack.writing)
    return find_times(page, pack.times, document.published)


def _print(table: list[Line]) -> None:
    rows = []
    for line in table:
        verdict = ("pass" if line.passes else "FAIL") if line.budget else ""
        digits = 2 if line.figure < 10 else 1
        figure = f"{line.figure:,.{digits}f}"
        rows.append((line.what, figure, line.unit, line.budget, verdict))
    print_table(("what", "figure", "", "budget", ""), rows)


if __name__ == "__main__":
    sys.exit(main())
