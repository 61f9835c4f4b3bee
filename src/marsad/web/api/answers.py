"""Answers: JSON of a model, known again by a strong ETag, with the way to the next page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from fastapi import HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from marsad.publishing.linked import plain

T = TypeVar("T")
_MEDIA = "application/json"
_SIZE = 16  # bytes of a hash
_TAGS = 50  # of If-None-Match that are looked at
# Kept by the caller alone, and asked for again each time: what is said of a claim changes at once.
_CACHE = "private, no-cache"


class Value(BaseModel):
    """What an answer holds: frozen, made of values of the rooms below or of plain data."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Many(Value, Generic[T]):
    """A page of a list."""

    items: list[T]
    next: str | None = Field(
        None, description="The cursor of the next page, for `after`; null behind the last."
    )
    total: int | None = Field(
        None, description="How many there are in all; null where they are not counted."
    )
    more: bool = Field(
        False, description="Whether `total` is where counting ended: there are more."
    )
    notes: list[str] = Field(
        default_factory=list, description="What was not taken as it was asked for, and why."
    )


def answer(request: Request, model: type[BaseModel], value: object) -> Response:
    """A value as the model has it; 304 where the caller has it already."""
    body = model.model_validate(plain(value)).model_dump_json(by_alias=True).encode()
    tag = f'"{hashlib.blake2b(body, digest_size=_SIZE).hexdigest()}"'
    headers = {"etag": tag, "cache-control": _CACHE}
    if _has(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_MEDIA, headers=headers)


def page(
    request: Request, model: type[BaseModel], items: Sequence[object], **rest: Any
) -> Response:
    """A page of a list; ``next`` also stands in the header ``Link`` (RFC 8288)."""
    told = answer(request, model, {"items": items, **rest})
    if rest.get("next"):
        asked = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
        query = urlencode([*asked, ("after", rest["next"])])
        told.headers["link"] = f'<{quote(request.url.path)}?{query}>; rel="next"'
    return told


def refuse_query(error: ValueError) -> HTTPException:
    """The answer to a query that is well written and cannot be meant."""
    return HTTPException(400, str(error))


def _has(request: Request, tag: str) -> bool:
    """Whether a caller names this tag; compared weakly, as RFC 9110 has it for If-None-Match."""
    given = request.headers.get("if-none-match", "")
    tags = [one.strip().removeprefix("W/") for one in given.split(",")[:_TAGS]]
    return tag in tags or tags == ["*"]
