"""Processes that read for the one who stores: they end with it, however it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.archive.connection import open_engine
from marsad.archive.keeping.integrity import check
from marsad.archive.observatory import Observatory

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc: Linux only"),
]
_PATIENCE = 30.0  # seconds for a process to start on a busy machine


@pytest.fixture
def adding(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """``marsad add`` with two processes that read, which have begun."""
    lines = [
        json.dumps({"id": f"harbour-{n}", "text": f"Salem said that pier {n} was open.\n\n" * 400})
        for n in range(600)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    Observatory.create(tmp_path / "marsad.db").close()
    named = (str(tmp_path / "news.jsonl"), "--archive", str(tmp_path / "marsad.db"))
    process = subprocess.Popen(
        [sys.executable, "-m", "marsad", "add", *named, "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + _PATIENCE
    while len(_started_by(process.pid)) < 3 and time.monotonic() < until:  # and one that tidies up
        time.sleep(0.05)
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_ends_all_processes_at_once_and_says_so(
    adding: subprocess.Popen[str], tmp_path: Path
) -> None:
    others = _started_by(adding.pid)
    os.killpg(adding.pid, signal.SIGINT)  # as a terminal does: to all of them
    told, _ = adding.communicate(timeout=_PATIENCE)
    assert adding.returncode == 130
    assert told.splitlines()[1:] == ["stopped; the same command goes on from here"]
    assert _left(others) == []
    engine = open_engine(tmp_path / "marsad.db", write=True)
    with engine.begin() as connection:
        assert list(check(connection, deep=False)) == []
    engine.dispose()


def test_a_killed_process_leaves_none_behind(adding: subprocess.Popen[str]) -> None:
    others = _started_by(adding.pid)
    assert len(others) >= 2
    adding.kill()
    assert _left(others) == []


def _started_by(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _left(pids: list[int]) -> list[int]:
    """Which still run after a time that is ample for what does not wait for anything."""
    until = time.monotonic() + _PATIENCE
    while (left := [pid for pid in pids if _runs(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
