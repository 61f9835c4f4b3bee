"""The application: its pages, its doors, and what it answers when something is not there."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from marsad.archive.access.accounts import READER
from marsad.archive.connection import ArchiveError, took_too_long
from marsad.archive.observatory import Observatory
from marsad.publishing.page import light_claims
from marsad.version import __version__
from marsad.web.desk import Desk
from marsad.web.guard.forms import give_cookie
from marsad.web.guard.gate import Gate
from marsad.web.guard.headers import add_headers
from marsad.web.guard.logins import Door, TooOften
from marsad.web.guard.pace import Pace
from marsad.web.guard.visitors import Visitor, needs
from marsad.web.pages import PAGES, login
from marsad.web.rendering import render

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LARGEST = 1 << 20  # bytes of a request; a route that takes files says its own `max_body_size`
_API = "/api/"


def create_app(
    observatory: Observatory, visitor: Visitor | None, *, hosts: Iterable[str] = LOOPBACK
) -> FastAPI:
    """The application over an open archive.

    Args:
        observatory: stays open as long as the application runs; the caller closes it.
        visitor: who sits at the desk where no accounts are kept; ``None`` demands a login.
        hosts: the names under which it answers, so that no other site's name leads here.
    """
    app = FastAPI(
        title="Marsad",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        max_body_size=_LARGEST,
        form_limits={"max_fields": 500, "max_files": 20},
    )
    app.state.desk = Desk(observatory)
    app.state.door = Door()
    app.state.secret = secrets.token_bytes(32)
    app.add_middleware(BaseHTTPMiddleware, dispatch=give_cookie)
    app.add_middleware(Gate, observatory=observatory, home=visitor, refuse=_problem)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(Pace)
    app.add_middleware(BaseHTTPMiddleware, dispatch=add_headers)
    for page in PAGES:
        app.include_router(page, dependencies=[Depends(needs(READER))])
    app.include_router(login.router)
    app.include_router(_sheets())
    static = Path(str(files("marsad.web"))) / "static"
    if static.is_dir():
        app.mount("/static", StaticFiles(directory=static), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unclear)
    app.add_exception_handler(LookupError, _absent)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(DBAPIError, _too_long)
    app.add_exception_handler(ArchiveError, _unusable)
    return app


def _sheets() -> APIRouter:
    """The style sheets, our own and those of a reading."""
    router = APIRouter(prefix="/assets", include_in_schema=False)
    folders = (files("marsad.web") / "assets", files("marsad.publishing") / "templates")
    sheets = {
        one.name: one.read_bytes()
        for folder in folders
        for one in folder.iterdir()
        if one.name.endswith((".css", ".js", ".svg"))
    }
    sheets["lights.css"] = light_claims().encode()
    kinds = {
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
    }

    @router.get("/{name}")
    def sheet(name: str) -> Response:
        if name not in sheets:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        kind = kinds[name.rsplit(".", 1)[1]]
        headers = {"cache-control": "max-age=3600"}
        return Response(sheets[name], media_type=kind, headers=headers)

    return router


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else None
    return _problem(request, error.status_code, detail)


async def _unclear(request: Request, _error: Exception) -> Response:
    return _problem(request, HTTPStatus.UNPROCESSABLE_ENTITY)


async def _absent(request: Request, error: Exception) -> Response:
    if isinstance(error, KeyError | IndexError):
        raise error
    return _problem(request, HTTPStatus.NOT_FOUND, str(error))


async def _too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooOften)
    answer = _problem(request, HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["retry-after"] = str(error.seconds)
    return answer


async def _too_long(request: Request, error: Exception) -> Response:
    if not isinstance(error, DBAPIError) or not took_too_long(error):
        raise error
    return _problem(request, HTTPStatus.SERVICE_UNAVAILABLE, "slow")


async def _unusable(request: Request, error: Exception) -> Response:
    return _problem(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))


def _problem(request: Request, status: int, detail: str | None = None) -> Response:
    """What could not be done: a page, or for programs an object of RFC 9457."""
    if request.url.path.startswith(_API):
        told = {"title": HTTPStatus(status).phrase, "status": int(status), "detail": detail}
        return JSONResponse(told, status, media_type="application/problem+json")
    return render(request, "problem.html", status=status, code=int(status), detail=detail)
