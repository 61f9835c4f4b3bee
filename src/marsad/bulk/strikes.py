"""Documents that end the process that reads them, found without reading on in the dark.

The first process that reads a shard only notes that it began. When it died over it, the next one
notes before each document which it is at. A document at which two have died is left out and listed;
all others of its shard are kept. What kills processes from outside is hardly ever twice at one.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from marsad.bulk.layout import STRIKES, Lake

_FATAL = 2  # deaths at one document

INTAKE, ANALYSIS = 0, 1  # where in the work on a document

At = tuple[int, int, int]  # which piece of the shard, which document of the piece, and where


class Strikes(NamedTuple):
    """What is known of earlier tries to read a shard."""

    lake: Lake
    shard: str
    careful: bool = False
    died: tuple[tuple[At, int], ...] = ()

    @property
    def fatal(self) -> frozenset[At]:
        """The documents that are left out."""
        return frozenset(at for at, count in self.died if count >= _FATAL)

    def begin(self, at: At) -> None:
        """Note that a document is begun, where an earlier try has died."""
        if self.careful:
            self._write(at)

    def end(self) -> None:
        """Forget what was noted: the shard is done."""
        self.lake.storage.remove(self.lake.name(STRIKES, f"{self.shard}.json"))

    def _write(self, at: At | None) -> None:
        note = {"at": at, "died": self.died}
        self.lake.write_note(note, STRIKES, f"{self.shard}.json")


def begin_shard(lake: Lake, shard: str) -> Strikes:
    """Note that a shard is begun; what earlier tries tell that had not ended."""
    name = f"{shard}.json"
    if not lake.storage.exists(lake.name(STRIKES, name)):
        made = Strikes(lake, shard)
    else:
        note = lake.read_note(STRIKES, name)
        died = Counter({_at(at): count for at, count in note["died"]})
        if note["at"] is not None:
            died[_at(note["at"])] += 1
        made = Strikes(lake, shard, True, tuple(sorted(died.items())))
    made._write(None)
    return made


def _at(told: list[int]) -> At:
    piece, number, where = told
    return piece, number, where
