"""What asking costs, and how much it may: counted while several threads ask."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

_MILLION = 1_000_000


class Prices(NamedTuple):
    """What a million tokens cost, given and taken, in whatever money."""

    given: float
    taken: float


class Used(NamedTuple):
    """The tokens of one call, those of the question and those of the answer.

    ``guessed`` where the server does not tell, and they are reckoned from the letters.
    """

    given: int
    taken: int
    guessed: bool = False


class Spent(Exception):
    """The budget does not reach for the next question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """All that was asked and what came of it.

    ``cost`` is in the money of the prices, ``None`` without prices. ``refused`` counts relations by
    the part that did not stand in the text.
    """

    documents: int
    failed: int
    calls: int
    kept: int
    given: int
    taken: int
    guessed: int
    cost: float | None
    relations: int
    located: int
    refused: tuple[tuple[str, int], ...]


class Tally:
    """Counts calls, tokens and passages, and refuses to go over a budget of tokens."""

    def __init__(self, budget: int | None = None, prices: Prices | None = None) -> None:
        self._budget, self._prices = budget, prices
        self._counts: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self._held = 0
        self._lock = threading.Condition()

    @contextmanager
    def hold(self, most: int) -> Iterator[None]:
        """Keep so many tokens of the budget free for a question, as soon as there are so many.

        Raises ``Spent``.
        """
        with self._lock:
            while self._lacks(most):
                if not self._held:
                    raise Spent(
                        f"the budget of {self._budget:,} tokens does not reach for it "
                        f"({self._used():,} are used); give a larger --budget"
                    )
                self._lock.wait()
            self._held += most
        try:
            yield
        finally:
            with self._lock:
                self._held -= most
                self._lock.notify_all()

    def _lacks(self, most: int) -> bool:
        return self._budget is not None and self._used() + self._held + most > self._budget

    def _used(self) -> int:
        return self._counts["given"] + self._counts["taken"]

    def count_call(self, used: Used) -> None:
        """A call that was answered."""
        with self._lock:
            self._counts.update(
                calls=1, given=used.given, taken=used.taken, guessed=int(used.guessed)
            )

    def count(self, **numbers: int) -> None:
        """Documents, answers that were kept, relations, passages."""
        with self._lock:
            self._counts.update(numbers)

    def count_refused(self, refused: Counter[str]) -> None:
        """Relations that were refused, by the part that was missing."""
        with self._lock:
            self._refused.update(refused)

    def total(self) -> Total:
        """All of it until now."""
        with self._lock:
            n, prices = self._counts, self._prices
            cost = None
            if prices is not None:
                cost = (n["given"] * prices.given + n["taken"] * prices.taken) / _MILLION
            return Total(
                documents=n["documents"],
                failed=n["failed"],
                calls=n["calls"],
                kept=n["kept"],
                given=n["given"],
                taken=n["taken"],
                guessed=n["guessed"],
                cost=cost,
                relations=n["relations"],
                located=n["located"],
                refused=tuple(sorted(self._refused.items())),
            )
