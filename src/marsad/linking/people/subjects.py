"""What a source can be graded on: a type of event, or somebody in the lists."""

from __future__ import annotations

from marsad.entities.lists import Lists
from marsad.model import EventType


def read_subject(typed: str | None, lists: Lists) -> str | None:
    """A subject as it is kept; ``None`` for nothing, which is in general.

    Raises:
        ValueError: it is neither a type of event nor an id; the message names what is.
    """
    if typed is None or not typed.strip():
        return None
    subject = typed.strip()
    if subject in lists.entities:
        return subject
    try:
        return EventType(subject.upper()).value
    except ValueError:
        types = ", ".join(one.value for one in EventType)
        told = f"{subject}: no subject; give an id of the lists, or one of {types}"
        raise ValueError(told) from None
