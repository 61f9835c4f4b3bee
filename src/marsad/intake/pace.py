"""When a host may be asked again."""

from __future__ import annotations

# A host that gives no time of its own is left alone for half a minute, then twice as long each
# time it fails again, and never longer than a day, whatever it says.
_FIRST_PAUSE = 30.0
_LONGEST_PAUSE = 86_400.0
# Beyond eleven doublings the pause is a day anyway.
_DOUBLINGS = 12


class Pace:
    """The times at which hosts may be asked again, on the clock of whoever asks, in seconds.

    ``delay`` is the least time between an answer and the next request to the same host.
    """

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._ready: dict[str, float] = {}
        self._gaps: dict[str, float] = {}
        self._refusals: dict[str, int] = {}

    def wait(self, host: str, now: float) -> float:
        """How long to wait before the next request to a host."""
        return max(0.0, self._ready.get(host, now) - now)

    def slow_down(self, host: str, gap: float) -> None:
        """Take the gap that the host's robots.txt asks for, where it is longer than ours."""
        self._gaps[host] = min(max(gap, self._delay), _LONGEST_PAUSE)

    def note_request(self, host: str, now: float) -> None:
        """A request ended now."""
        gap = self._gaps.get(host, self._delay)
        self._ready[host] = max(self._ready.get(host, now), now + gap)

    def note_answer(self, host: str) -> None:
        """The host answered as it should, so its failures are forgotten."""
        self._refusals.pop(host, None)

    def note_refusal(self, host: str, now: float, told: float | None) -> float:
        """The host is busy or silent; how long to leave it alone, ``told`` if it said so."""
        times = self._refusals.get(host, 0)
        self._refusals[host] = times + 1
        grown: float = _FIRST_PAUSE * 2 ** min(times, _DOUBLINGS)
        pause = min(grown if told is None else max(told, 0.0), _LONGEST_PAUSE)
        self._ready[host] = max(self._ready.get(host, now), now + pause)
        return pause
