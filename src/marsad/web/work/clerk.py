"""The clerk of a server: keeps the errands in a row, has one done at a time, and knows how far.

One process does each errand, so that pages stay quick and a person can stop it at once. Errands
that wait are forgotten when the server stops; what an errand has stored by then stays.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from marsad.archive.clock import now
from marsad.archive.feeds import load_states
from marsad.archive.observatory import Observatory
from marsad.intake.watch import due
from marsad.intake.watchlist import Feed, read_watchlist
from marsad.web.work.doing import do_errand
from marsad.web.work.errands import Board, Errand, Kind, Progress, Report, Task

_PAST = 20  # tasks that are remembered
_WAITING = 50  # errands in the row
_SOON = 15.0  # seconds after the last review: until then its person may still be at it
_LOOK = 30.0  # seconds between two looks whether a feed is due
_PATIENCE = 10.0  # seconds for a process to stop by itself


class TooMuch(Exception):
    """So many errands wait already that no more are taken."""


class Clerk:
    """Has errands done, one after the other. Nothing is started before the first is given.

    Args:
        watchlist: a file of feeds that are looked at whenever they are due.
    """

    def __init__(self, observatory: Observatory, watchlist: Path | None = None) -> None:
        self._observatory, self._watchlist = observatory, watchlist
        self._feeds: tuple[Feed, ...] = read_watchlist(watchlist).feeds if watchlist else ()
        self._changed = threading.Condition()
        self._waiting: deque[Errand] = deque()
        self._past: deque[Task] = deque(maxlen=_PAST)
        self._now: Task | None = None
        self._process: SpawnProcess | None = None
        self._thread: threading.Thread | None = None
        self._number, self._closed = 0, False
        self._link_at: float | None = None
        self._look_at = 0.0
        self._folder: Path | None = None

    # What is to be done

    @property
    def busy(self) -> bool:
        """Whether something is being done or waits."""
        return self._now is not None or bool(self._waiting)

    def give(self, errand: Errand) -> Errand:
        """Put an errand into the row; the same with its number.

        Raises:
            TooMuch: too many wait.
        """
        with self._changed:
            if len(self._waiting) >= _WAITING:
                raise TooMuch("too many errands wait; stop one, or wait for them")
            self._number += 1
            numbered = replace(errand, number=self._number)
            self._waiting.append(numbered)
            self._begin()
        return numbered

    def link(self) -> None:
        """Have joined what is not, unless that waits already."""
        if not any(one.kind is Kind.LINK for one in tuple(self._waiting)):
            with suppress(TooMuch):
                self.give(Errand(kind=Kind.LINK))

    def link_soon(self) -> None:
        """Have joined what people changed, when they have not changed anything for a while."""
        with self._changed:
            self._link_at = time.monotonic() + _SOON
            self._begin()

    def stop(self, number: int) -> bool:
        """Stop an errand, or take it out of the row; whether there was one of that number."""
        with self._changed:
            for one in self._waiting:
                if one.number == number:
                    self._waiting.remove(one)
                    self._tidy(one)
                    return True
            process = self._process if self._now and self._now.errand.number == number else None
        if process is None:
            return False
        _interrupt(process)
        return True

    def board(self) -> Board:
        """What is done now, what waits, and what was done."""
        with self._changed:
            watching = str(self._watchlist) if self._watchlist else None
            past = tuple(reversed(self._past))
            return Board(self._now, tuple(self._waiting), past, watching)

    def watch(self) -> None:
        """Begin to look at the feeds."""
        with self._changed:
            self._begin()

    def folder(self) -> Path:
        """A folder of our own for one upload; it goes when its errand is done."""
        with self._changed:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="marsad-uploads-"))
        return Path(tempfile.mkdtemp(dir=self._folder))

    def close(self) -> None:
        """Stop what is done, forget what waits, and leave nothing behind."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            process, thread = self._process, self._thread
            self._changed.notify_all()
        if process is not None:
            _interrupt(process)
        if thread is not None:
            thread.join(_PATIENCE + 5)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    # How it is done

    def _begin(self) -> None:
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._work, name="marsad-clerk", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._look()
                    if not self._waiting:
                        self._changed.wait(self._nap())
                if self._closed:
                    return
                errand = self._waiting.popleft()
                self._now = Task(errand=errand, began=now())
            report = self._send(errand)
            with self._changed:
                done = replace(self._now, ended=now(), report=report)
                self._now = None
                self._past.append(done)
            self._tidy(errand)

    def _look(self) -> None:
        """Put into the row what time has brought: linking after reviews, feeds that are due."""
        at = time.monotonic()
        if self._link_at is not None and at >= self._link_at:
            self._link_at = None
            self._waiting.append(self._numbered(Kind.LINK))
        elif self._feeds and at >= self._look_at:
            self._look_at = at + _LOOK
            with self._observatory.reading() as connection:
                states = load_states(connection)
            if due(self._feeds, states, datetime.now(UTC)):
                self._waiting.append(self._numbered(Kind.WATCH, str(self._watchlist)))

    def _numbered(self, kind: Kind, *named: str) -> Errand:
        self._number += 1
        return Errand(number=self._number, kind=kind, named=named)

    def _nap(self) -> float | None:
        times = [self._link_at] if self._link_at is not None else []
        times += [self._look_at] if self._feeds else []
        return max(0.05, min(times) - time.monotonic()) if times else None

    def _send(self, errand: Errand) -> Report:
        """Have a process do an errand; follow what it tells until it ends."""
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        arguments = (self._observatory.address, errand, theirs)
        process = spawn.Process(target=do_errand, args=arguments, name="marsad-errand")
        try:
            with self._changed:
                if self._closed:
                    return Report(stopped=True)
                process.start()
                self._process = process
            theirs.close()
            return self._follow(ours)
        finally:
            ours.close()
            with self._changed:
                self._process = None
            _end(process)

    def _follow(self, ours: Connection) -> Report:
        with suppress(EOFError, OSError):
            while True:
                told = ours.recv()
                if isinstance(told, Report):
                    return told
                if isinstance(told, Progress):
                    with self._changed:
                        if self._now is not None:
                            self._now = replace(self._now, progress=told)
        return Report(stopped=True)

    def _tidy(self, errand: Errand) -> None:
        for one in {Path(file.path).parent for file in errand.files}:
            if self._folder is not None and one.parent == self._folder:
                shutil.rmtree(one, ignore_errors=True)


def _interrupt(process: SpawnProcess) -> None:
    """Stop a process as Ctrl-C does: what it has stored stays."""
    if process.pid is None or not process.is_alive():
        return
    if os.name == "nt":
        process.terminate()
    else:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGINT)


def _end(process: SpawnProcess) -> None:
    """Wait for a process; one that does not end is ended."""
    if process.pid is None:
        return
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join(_PATIENCE)


def _clerk(request: Request) -> Clerk:
    clerk: Clerk = request.app.state.clerk
    return clerk


AtWork = Annotated[Clerk, Depends(_clerk)]
