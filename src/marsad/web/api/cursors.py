"""Cursors: where a list goes on, in a form that callers hand back and do not read."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any, TypeVar

from fastapi import HTTPException, Query

from marsad.codec import from_json, from_plain, to_json

T = TypeVar("T")
LONGEST = 600  # letters of a cursor: the place of a failure may be a long address
_LARGEST = (1 << 63) - 1 - 1_000  # a key of an archive, and an answer behind it

After = Annotated[
    str | None,
    Query(
        max_length=LONGEST,
        description="Where to go on: `next` of the answer before, with the other parameters as "
        "they were.",
    ),
]


def make(of: str, place: object) -> str:
    """A cursor of one list."""
    return urlsafe_b64encode(to_json([of, place])).decode().rstrip("=")


def read(of: str, cursor: str | None, kind: type[T]) -> T | None:
    """The place that a cursor tells; ``None`` without one.

    Raises:
        HTTPException: 400, it is no cursor of this list.
    """
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        told = from_json(urlsafe_b64decode(padded))
        _check(told)
        list_, place = from_plain(told, tuple[str, kind])  # type: ignore[valid-type]
    except ValueError:
        list_ = ""
    if list_ != of:
        remedy = "take «next» of an answer to the same question, or leave it out"
        raise HTTPException(400, f"after: no cursor of this list; {remedy}")
    found: T = place
    return found


def _check(told: Any) -> None:
    """Raise ``ValueError`` for what no list of ours tells, and a database would not take."""
    if isinstance(told, list):
        for one in told:
            _check(one)
    elif isinstance(told, str):
        if "\0" in told:
            raise ValueError("a control in a cursor")
    elif not isinstance(told, int) or not 0 <= told <= _LARGEST:
        raise ValueError("no place of a list")
