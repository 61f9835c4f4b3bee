"""What a source can be graded on: a type of event, or somebody in the lists."""

from __future__ import annotations

from marsad.entities.lists import Lists
from marsad.model import EventType


def read_subject(typed: str | None, lists: Lists) -> str | None:
    """A type of event, however it is cased, or the id of somebody in the lists.

    Raises:
        ValueError: it is neither; the message names what there is.
    """
    if typed is None or typed in lists.entities:
        return typed
    try:
        return EventType(typed.upper()).value
    except ValueError:
        types = ", ".join(one.value for one in EventType)
        told = f"{typed}: no subject; give an id of the lists, or one of {types}"
        raise ValueError(told) from None
