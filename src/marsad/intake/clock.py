"""Where time comes from, and how much of it a fetch has left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from marsad.intake.failures import Busy


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Where time comes from: ``seconds`` that only rise, ``now`` with its zone, and ``sleep``."""

    seconds: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep


CLOCK = Clock()


class Countdown:
    """What is left of the time of a fetch: a context for each request, which takes from it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._end = 0.0
        self.left = 0.0

    def __enter__(self) -> None:
        self._end = self._clock.seconds() + self.left

    def __exit__(self, *_: object) -> None:
        self.left = max(0.0, self._end - self._clock.seconds())

    def within(self, limit: float | None) -> float:
        """A limit in seconds, or what is left where that is less; never quite zero."""
        left = self._end - self._clock.seconds()
        return max(0.001, left if limit is None else min(left, limit))

    def check(self) -> None:
        """Raise ``Busy`` when nothing is left."""
        if self._clock.seconds() > self._end:
            raise self.over()

    def over(self) -> Busy:
        """What to raise when nothing is left."""
        return Busy("the server answers too slowly; try again later")
