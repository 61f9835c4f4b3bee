"""What is wrong with an archive, and what helps."""

from __future__ import annotations

from dataclasses import dataclass

REPAIR = "marsad check --repair lists and indexes everything anew; what people said stays"
RESTORE = "restore a backup"
AGAIN = "restore a backup, or add the document again from its source"
REPORT = "a fault of the program: report it, with this line"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: what, of which row, and the remedy. One line each."""

    what: str
    where: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"
