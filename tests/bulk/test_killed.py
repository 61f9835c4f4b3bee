"""Whatever dies while a lake is read: nothing is lost, nothing comes twice, and what ends a process
is named alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marsad.bulk import shards
from marsad.bulk.layout import DONE, STRIKES, Settings, find_lake, name_lake
from marsad.bulk.reading import Done
from marsad.bulk.storage import open_storage
from marsad.model import Analysis, Document
from tests.bulk.conftest import Here, all_rows, report, rows_of, to_lines

_PATIENCE = 90.0  # seconds for processes to start on a busy machine
_MARK = "kills whoever reads it"
# What ends a process, as a fault of a library does: in these tests only, for the whole of a run.
_FATAL = f"""
import os
from marsad.bulk import shards
_analyse = shards.analyse
def analyse(document, **options):
    if "{_MARK}" in document.text:
        os._exit(1)
    return _analyse(document, **options)
shards.analyse = analyse
"""


class Killed(BaseException):
    """Stands for the end of a process."""


class Deadly(Here):
    """Does each task until nothing dies, as a scheduler does."""

    deaths = 0

    def _one(self, work: Callable[..., object], asked: object) -> object:  # type: ignore[override]
        while True:
            try:
                return super()._one(work, asked)
            except Killed:
                self.deaths += 1


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> Deadly:
    """Documents that hold the mark end their process."""
    found = shards.analyse

    def analyse(document: Document, **options: object) -> Analysis:
        if _MARK in document.text:
            raise Killed
        return found(document, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shards, "analyse", analyse)
    return Deadly()


def test_a_document_that_ends_its_process_is_left_out_alone(deadly: Deadly, tmp_path: Path) -> None:
    from tests.bulk.conftest import read_here

    file = tmp_path / "news.jsonl"
    reports = [report(number) for number in range(6)]
    reports[2]["text"] += _MARK
    reports[5]["text"] += _MARK
    file.write_bytes(to_lines(reports))
    done = read_here(deadly, tmp_path / "lake", file)
    assert [one.place for one in done.failures] == [f"{file}:3", f"{file}:6"]
    assert {one.message for one in done.failures} == {
        "ended the process that read it, twice; leave it out"
    }
    ids = [id for (id,) in rows_of(tmp_path / "lake", "documents", "id")]
    assert ids == ["h0", "h1", "h3", "h4"]
    assert deadly.deaths == 5  # one in the dark, then two at each of the documents
    lake = find_lake(open_storage(str(tmp_path / "lake")))
    assert lake.notes(STRIKES) == []


def test_a_shard_that_died_of_something_else_has_all_its_documents(
    here: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tests.bulk.conftest import read_here

    file = tmp_path / "news.jsonl"
    file.write_bytes(to_lines([report(number) for number in range(4)]))
    found, count = shards.analyse, iter(range(100))

    def analyse(document: Document, **options: object) -> Analysis:
        if next(count) in (2, 4):
            raise Killed
        return found(document, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shards, "analyse", analyse)
    for _ in range(2):
        with pytest.raises(Killed):
            read_here(here, tmp_path / "lake", file)
    done = read_here(here, tmp_path / "lake", file)
    assert done.failures == () and done.rows["documents"] == 4


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Files of several shards, each of some seconds of work."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in range(4):
        reports = [report(1_000 * name + number) for number in range(40)]
        for told in reports:
            told["text"] = "\n\n".join([told["text"]] * 4)
        lines = to_lines(reports)
        padding = b'{"text": "' + b"Nothing. " * 240_000 + b'", "lang": "xx"}\n'
        (folder / f"{name}.jsonl").write_bytes(lines + (padding if name < 0 else b""))
    return folder


class Run:
    """``marsad bulk`` as a shell runs it."""

    def __init__(self, *words: str | Path, fatal: Path | None = None) -> None:
        environment = dict(os.environ)
        if fatal is not None:
            (fatal / "sitecustomize.py").write_text(_FATAL)
            path = environment.get("PYTHONPATH", "")
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(fatal), path]))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "marsad", "bulk", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=environment,
        )

    def end(self) -> tuple[int, str]:
        """Wait for it; its exit code and what it said."""
        told, _ = self.process.communicate(timeout=3 * _PATIENCE)
        return self.process.returncode, told

    def wait_for(self, lake: Path, notes: int) -> None:
        """Wait until so many shards are done."""
        until = time.monotonic() + _PATIENCE
        while len(list(lake.glob(f"marsad-*/{DONE}/*.json"))) < notes:
            assert time.monotonic() < until and self.process.poll() is None
            time.sleep(0.01)


@pytest.fixture
def run() -> Iterator[Callable[..., Run]]:
    """Starts commands, and ends what is left of them."""
    begun: list[Run] = []

    def start(*words: str | Path, fatal: Path | None = None) -> Run:
        begun.append(Run(*words, fatal=fatal))
        return begun[-1]

    yield start
    for one in begun:
        if one.process.poll() is None:
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.communicate()


def children(pid: int) -> list[int]:
    """The processes that read, of a run."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return [one for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


@pytest.mark.slow
def test_a_run_of_two_processes_reads_all_and_says_so(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "news.jsonl").write_bytes(to_lines([report(number) for number in range(3)]))
    words = ("read", tmp_path / "news.jsonl", tmp_path / "lake", "--workers", "2")
    assert run(*words).end() == (
        0,
        "1 of 1 shards read now; in the lake: 3 documents, 3 claims, 0 failed\n",
    )
    assert run(*words).end()[1].startswith("0 of 1 shards read now; in the lake: 3 documents")


@pytest.mark.slow
class TestSlowly:
    """With processes that are killed for good; each takes some seconds."""

    pytestmark = pytest.mark.skipif(
        not Path("/proc/self/task").is_dir(), reason="looks into /proc: Linux only"
    )

    def undisturbed(self, reading: Callable[..., Done], news: Path, tmp_path: Path) -> object:
        reading(tmp_path / "whole", news)
        return all_rows(tmp_path / "whole")

    @pytest.fixture(autouse=True)
    def many_shards(self, news: Path) -> None:
        """Each file is a shard: what is small goes into one with others, so they grow."""
        for file in news.iterdir():
            lines = file.read_bytes()
            file.write_bytes(lines + b" " * ((1 << 20) - len(lines)) + b"\n")

    def test_a_killed_worker_costs_nothing(
        self, run: Callable[..., Run], reading: Callable[..., Done], news: Path, tmp_path: Path
    ) -> None:
        begun = run("read", news, tmp_path / "lake", "--workers", "2")
        begun.wait_for(tmp_path / "lake", 1)
        for worker in children(begun.process.pid)[:2]:
            os.kill(worker, signal.SIGKILL)
        code, told = begun.end()
        assert (code, told.count("\n")) == (0, 1)
        assert all_rows(tmp_path / "lake") == self.undisturbed(reading, news, tmp_path)

    def test_a_killed_driver_costs_nothing(
        self, run: Callable[..., Run], reading: Callable[..., Done], news: Path, tmp_path: Path
    ) -> None:
        begun = run("read", news, tmp_path / "lake", "--workers", "2")
        begun.wait_for(tmp_path / "lake", 1)
        os.kill(begun.process.pid, signal.SIGKILL)
        code, told = run("read", news, tmp_path / "lake", "--workers", "2").end()
        assert code == 0 and int(told.split()[0]) < 4
        assert all_rows(tmp_path / "lake") == self.undisturbed(reading, news, tmp_path)

    def test_a_document_that_kills_real_processes_is_listed(
        self, run: Callable[..., Run], tmp_path: Path
    ) -> None:
        reports = [report(number) for number in range(5)]
        reports[3]["text"] += _MARK
        (tmp_path / "bad.jsonl").write_bytes(to_lines(reports))
        words = ("read", tmp_path / "bad.jsonl", tmp_path / "lake", "--workers", "2")
        code, told = run(*words, fatal=tmp_path).end()
        place = f"{tmp_path}/bad.jsonl:4"
        assert code == 1
        assert told.splitlines() == [
            f"marsad: {place}: ended the process that read it, twice; leave it out",
            "1 of 1 shards read now; in the lake: 4 documents, 4 claims, 1 failed",
        ]
        failures = json.loads((tmp_path / "lake" / "manifest.json").read_bytes())["failures"]
        assert [one["place"] for one in failures] == [place]

    def test_ctrl_c_ends_all_processes_and_says_so(
        self, run: Callable[..., Run], news: Path, tmp_path: Path
    ) -> None:
        begun = run("read", news, tmp_path / "lake", "--workers", "2")
        begun.wait_for(tmp_path / "lake", 1)
        others = children(begun.process.pid)
        os.killpg(begun.process.pid, signal.SIGINT)  # as a terminal does: to all of them
        code, told = begun.end()
        assert (code, told) == (130, "stopped; the same command goes on from here\n")
        assert [one for one in others if Path(f"/proc/{one}").exists()] == []


def test_another_version_of_a_worker_refuses(tmp_path: Path) -> None:
    lake = name_lake(open_storage(str(tmp_path)), Settings())._replace(mark="older")
    with pytest.raises(Exception, match="install one everywhere"):
        shards.read_shard(shards.Task(lake, shards.Shard("x", (), None)))  # type: ignore[arg-type]
