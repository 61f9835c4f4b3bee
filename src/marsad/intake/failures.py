"""What could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 1_000  # letters of a message: the longest of our own words have 200


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: where it stands, and one line that names the remedy.

    A message quotes what stands in files, so it is made one line here, of ``LONGEST`` letters.
    """

    place: str
    message: str

    def __post_init__(self) -> None:
        lines = self.message.splitlines()
        if len(lines) != 1 or len(lines[0]) > LONGEST or lines[0] != self.message:
            line = " ".join(self.message.split())
            cut = f"{line[: LONGEST // 2]}…{line[-LONGEST // 2 :]}"
            object.__setattr__(self, "message", line if len(line) <= LONGEST else cut)


class Unreadable(Exception):
    """Raised inside the intake; its text becomes the message of a ``Failure``."""


class Unreachable(Unreadable):
    """Could not be fetched now; ``retry_after`` is when to ask again, in seconds from now."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Busy(Unreachable):
    """The host as a whole does not answer for now; it wants to be left alone."""


class Gone(Unreadable):
    """The server says that the page was taken away for good (410); nobody need ask again."""
