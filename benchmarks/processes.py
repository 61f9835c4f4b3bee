"""A process and all that it started: what they take of memory and of the processors."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_EACH = 0.05  # seconds between two looks
_MB = 1_000_000
_PROC = Path("/proc")


class Took(NamedTuple):
    """Seconds of the wall and of all processors, peak memory in MB, what was said.

    ``memory`` are the peaks of the process itself and of each that it started, largest first.
    """

    code: int
    wall: float
    cpu: float
    memory: tuple[float, ...]
    out: str


def run(command: Sequence[str], look: Callable[[], object] = lambda: None) -> Took:
    """Run a command to its end; ``look`` is called again and again meanwhile."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    peaks: dict[int, float] = {}
    done = threading.Event()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def watch() -> None:
        while not done.wait(_EACH):
            for pid in family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0.0), peak_memory(pid))
            look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    done.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = peaks.pop(process.pid, 0.0)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = (own, *sorted((peak for peak in peaks.values() if peak), reverse=True))
    return Took(process.returncode, time.perf_counter() - begin, cpu, memory, out)


def family(pid: int) -> list[int]:
    """A process and all that it started, as far as the system tells (Linux)."""
    found = [pid]
    for one in found:
        for tasks in _PROC.glob(f"{one}/task/*/children"):
            with suppress(OSError):
                found += map(int, tasks.read_text().split())
    return found


def peak_memory(pid: int) -> float:
    """The most memory that a process had, in MB; 0 where nothing tells."""
    with suppress(OSError):
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / _MB
    return 0.0


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        os.kill(pid, 0)
        state = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def gone(pids: Sequence[int], within: float) -> list[int]:
    """Which of some processes still run after so many seconds; they are ended then."""
    end = time.monotonic() + within
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < end:
        time.sleep(_EACH)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return left


def marsad(*words: str) -> list[str]:
    """A command of Marsad, run by the Python that runs this."""
    return [sys.executable, "-m", "marsad", *words]


def load() -> str:
    """How busy the machine is besides."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
