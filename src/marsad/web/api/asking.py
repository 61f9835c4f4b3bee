"""What calls are asked with, and the errors that they document."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BeforeValidator

from marsad.web.api.problems import MEDIA

MOST = 200  # items in one answer
LONGEST = 500  # letters of a query

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many, at most.")]
Typed = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description="A query in the language of docs/search.md: words, `source:`, `actor:`, "
        "`place:`, `outlet:`, `event:`, `stance:`, `before:`, `after:`, `OR`, `-`, brackets.",
        examples=["source:Russia stance:deny", 'place:الرقة "أغلق الجسر"'],
    ),
]
Id = Annotated[
    str,
    Path(
        min_length=1,
        max_length=500,
        description="An id, or a beginning of it, of four letters at least, that no other has.",
    ),
]


def _iso(typed: object) -> object:
    """A day as it is written; a bare number is none, though it could be counted in seconds."""
    if isinstance(typed, str) and not _DAY.fullmatch(typed):
        raise ValueError("write it as 2018-05-01")
    return typed


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Day = Annotated[date, BeforeValidator(_iso)]
Since = Annotated[Day | None, Query(description="From this day on.", examples=["2018-05-01"])]
Until = Annotated[Day | None, Query(description="Up to this day.", examples=["2018-06-30"])]

_MEANS = {
    400: ("A query or a cursor that is well written and cannot be meant.", "stance: takes no …"),
    403: ("The caller may not do this.", "this is for the role analyst"),
    404: ("Nothing has this id.", "3f2a: no such claim in this archive"),
    409: ("It stands so already, or cannot be said of this.", "that is what stands already"),
    422: ("A parameter or a body of another form than it is described.", "query/limit: …"),
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a call, for its description; every call may be misunderstood (422)."""
    return {status: _error(status) for status in sorted({*statuses, 422})}


def _error(status: int) -> dict[str, Any]:
    means, detail = _MEANS[status]
    example = {"type": "about:blank", "title": means.rstrip("."), "status": status}
    told = {**example, "detail": detail, "instance": "/api/v1/…"}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": means, "content": {MEDIA: {"schema": schema, "example": told}}}


def ordinal(day: date | None) -> int | None:
    """A day as the archive counts it."""
    return None if day is None else day.toordinal()
