"""Keys that carry time: day of publication, number of the document, place in it.

From the highest bit: 22 bits of the day (``date.toordinal``, 0 where it is unknown), 26 bits of
the document's number, 15 bits of the place of a claim or an event in its document. 63 bits in all,
so every key is a positive integer of both databases. What has no date sorts behind all that has.
"""

from __future__ import annotations

from datetime import date

_PLACE_BITS = 15
_NUMBER_BITS = 26
_DAY_BITS = _PLACE_BITS + _NUMBER_BITS
MOST_DOCUMENTS = (1 << _NUMBER_BITS) - 1  # 67 million: what is more belongs into a lake
MOST_PLACES = (1 << _PLACE_BITS) - 1


def key_of(published: str | None, number: int) -> int:
    """The key of a document; its claims and events lie behind it: ``key + 1``, ``key + 2``, ….

    ``published`` begins with an ISO date, or is unknown.
    """
    if not 0 < number <= MOST_DOCUMENTS:
        raise ValueError(f"an archive holds {MOST_DOCUMENTS:,} documents at most")
    day = 0 if published is None else date.fromisoformat(published[:10]).toordinal()
    return day << _DAY_BITS | number << _PLACE_BITS


def keys_within(document: int) -> tuple[int, int]:
    """The first and the last key of what stands in a document, by the document's key."""
    return document + 1, document + MOST_PLACES


def first_key(day: date) -> int:
    """The smallest key of a day."""
    return day.toordinal() << _DAY_BITS


def day_of(key: int) -> date | None:
    """The day of publication in a key; ``None`` where it is unknown."""
    day = key >> _DAY_BITS
    return date.fromordinal(day) if day else None


def number_of(key: int) -> int:
    """The number of the document in a key."""
    return key >> _PLACE_BITS & MOST_DOCUMENTS


def document_key(key: int) -> int:
    """The key of the document that a claim or an event stands in."""
    return key >> _PLACE_BITS << _PLACE_BITS


# What a query divides a key by to have its day (`date.toordinal`).
DAY = 1 << _DAY_BITS
