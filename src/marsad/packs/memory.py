"""What was read of words, kept: the vocabulary of news repeats."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_KEPT = 200_000  # words remembered before the memory is emptied; a year of one paper has fewer
_LONGEST = 40  # letters; the longest word of 12,000 articles has 23, longer ones are noise


class Memory(dict[str, T]):
    """What ``read`` tells of each word that was asked for; a word that is not there is read.

    It is a dictionary, so that many words are looked up without a call for each.
    """

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> T:
        found = self._read(word)
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = found
        return found
