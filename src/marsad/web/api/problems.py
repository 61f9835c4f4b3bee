"""Errors as RFC 9457 has them: ``application/problem+json``, whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from marsad.archive.connection import ArchiveError, took_too_long
from marsad.codec import to_json
from marsad.web.guard.logins import TooOften
from marsad.web.languages import languages, wording

MEDIA = "application/problem+json"
_MOST = 20  # faults of one request that are told
_LONGEST = 500  # letters of what is told


class Fault(BaseModel):
    """One thing in a request that was not understood."""

    at: str = Field(description="Where: `query/limit`, `path/id`, `body/comment`.")
    detail: str = Field(description="What is wrong there.")


class Problem(BaseModel):
    """Why a request was refused, after RFC 9457."""

    type: str = Field(description="`about:blank`: the status tells the kind.")
    title: str = Field(description="The name of the status.")
    status: int = Field(description="The status of HTTP.", ge=400, le=599)
    detail: str | None = Field(None, description="What is wrong with this request, in one line.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[Fault] | None = Field(
        None, description="Each thing that was not understood; only of a 422.", max_length=_MOST
    )


def tell(
    request: Request,
    status: int,
    detail: str | None = None,
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer that tells what is wrong."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase}
    told |= {"status": status, "instance": _clean(request.url.path)}
    if detail:
        told["detail"] = _clean(detail)
    if faults:
        told["errors"] = [one.model_dump() for one in faults[:_MOST]]
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(to_json(told), status_code=status, media_type=MEDIA, headers=kept)


def hear(app: FastAPI) -> None:
    """Let an application answer all its errors so."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unclear)
    app.add_exception_handler(LookupError, _absent)
    app.add_exception_handler(ArchiveError, _unusable)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(DBAPIError, _too_long)
    app.add_exception_handler(Exception, _broken)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    words = wording(languages()[0])["problem"]  # what programs are told is in one language
    detail = None if error.detail == phrase else words.get(error.detail, str(error.detail))
    return tell(request, error.status_code, detail, headers=error.headers)


async def _unclear(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [
        Fault(at=_clean("/".join(map(str, one["loc"]))), detail=_clean(str(one["msg"])))
        for one in error.errors()[:_MOST]
    ]
    return tell(request, HTTPStatus.UNPROCESSABLE_ENTITY, _first(faults), faults=faults)


async def _absent(request: Request, error: Exception) -> Response:
    if isinstance(error, KeyError | IndexError):
        return await _broken(request, error)
    return tell(request, HTTPStatus.NOT_FOUND, str(error))


async def _unusable(request: Request, error: Exception) -> Response:
    return tell(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))


async def _too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooOften)
    headers = {"retry-after": str(error.seconds)}
    return tell(request, HTTPStatus.TOO_MANY_REQUESTS, headers=headers)


async def _too_long(request: Request, error: Exception) -> Response:
    if not isinstance(error, DBAPIError) or not took_too_long(error):
        return await _broken(request, error)
    return tell(request, HTTPStatus.SERVICE_UNAVAILABLE, "it took too long; ask for less")


async def _broken(request: Request, _error: Exception) -> Response:
    """A fault of ours: what broke stands in the log of the server, and not in the answer."""
    return tell(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _first(faults: Sequence[Fault]) -> str | None:
    return f"{faults[0].at}: {faults[0].detail}" if faults else None


def _clean(text: str) -> str:
    """Words of a request that can be told again: no half letters, and not all of a long one."""
    return text[:_LONGEST].encode("utf-8", "replace").decode()
