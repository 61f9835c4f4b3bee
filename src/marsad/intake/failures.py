"""What could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: where it stands, and one line that names the remedy."""

    place: str
    message: str


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
