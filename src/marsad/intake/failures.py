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
