"""How often: a bucket for each, out of which every try takes, and which fills again with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Buckets:
    """Buckets of one size, a few thousand at most: those not asked for longest are forgotten.

    Args:
        size: how many tries a full one holds.
        every: seconds until one try is back.
        most: how many buckets are kept; a bucket has about 200 bytes.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        size: int,
        every: float,
        *,
        most: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._size = size
        self._every = every
        self._most = most
        self._clock = clock
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Hashable) -> float:
        """Take one try; gives 0, or the seconds until there is one."""
        with self._lock:
            left = self._left(key)
            if left < 1:
                return (1 - left) * self._every
            self._keep(key, left - 1)
            return 0.0

    def give_back(self, key: Hashable) -> None:
        """Put back a try that turned out well."""
        with self._lock:
            self._keep(key, min(self._size, self._left(key) + 1))

    def __len__(self) -> int:
        return len(self._held)

    def _left(self, key: Hashable) -> float:
        left, at = self._held.get(key, (float(self._size), 0.0))
        return min(self._size, left + (self._clock() - at) / self._every)

    def _keep(self, key: Hashable, left: float) -> None:
        self._held[key] = (left, self._clock())
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
