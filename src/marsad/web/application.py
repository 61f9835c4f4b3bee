"""The application: its pages, its doors, and what it answers when something is not there."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
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
from marsad.web.api.interface import create_api
from marsad.web.api.problems import tell
from marsad.web.desk import Desk
from marsad.web.guard.blanks import LeaveBlanks
from marsad.web.guard.forms import give_cookie
from marsad.web.guard.gate import Gate
from marsad.web.guard.headers import add_headers
from marsad.web.guard.heads import AnswerHeads
from marsad.web.guard.logins import Door, TooOften
from marsad.web.guard.pace import Pace
from marsad.web.guard.visitors import Visitor, needs
from marsad.web.notices import Notices
from marsad.web.pages import PAGES, login
from marsad.web.rendering import STATIC, render
from marsad.web.work.clerk import Clerk

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LARGEST = 1 << 20  # bytes of a request; a route that takes files says its own `max_body_size`
_API = "/api/"


def create_app(
    observatory: Observatory,
    visitor: Visitor | None,
    *,
    hosts: Iterable[str] = LOOPBACK,
    watchlist: Path | None = None,
) -> FastAPI:
    """The application over an open archive.

    Args:
        observatory: stays open as long as the application runs; the caller closes it.
        visitor: who sits at the desk where no accounts are kept; ``None`` demands a login.
        hosts: the names under which it answers, so that no other site's name leads here.
        watchlist: a file of feeds to look at whenever they are due.
    """
    desk = Desk(observatory)
    app = FastAPI(
        title="Marsad",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_working,
        max_body_size=_LARGEST,
        form_limits={"max_fields": 500, "max_files": 20},
    )
    app.state.desk = desk
    app.state.notices = Notices()
    app.state.clerk = Clerk(observatory, watchlist)
    app.state.door = Door()
    app.state.secret = secrets.token_bytes(32)
    app.add_middleware(BaseHTTPMiddleware, dispatch=give_cookie)
    app.add_middleware(Gate, observatory=observatory, home=visitor, refuse=_problem)
    app.add_middleware(LeaveBlanks)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(Pace)
    app.add_middleware(BaseHTTPMiddleware, dispatch=add_headers)
    app.add_middleware(AnswerHeads)
    for page in PAGES:
        app.include_router(page, dependencies=[Depends(needs(READER))])
    app.include_router(login.router)
    app.include_router(_sheets())
    app.state.api = create_api(app)
    app.mount("/api", app.state.api)
    if STATIC.is_dir():
        for ending in (".js", ".mjs"):  # a machine may know them as something that no browser runs
            mimetypes.add_type("text/javascript", ending)
        app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unclear)
    app.add_exception_handler(LookupError, _absent)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(DBAPIError, _too_long)
    app.add_exception_handler(ArchiveError, _unusable)
    return app


@asynccontextmanager
async def _working(app: FastAPI) -> AsyncIterator[None]:
    """The clerk is at work as long as the server is."""
    clerk: Clerk = app.state.clerk
    if clerk.board().watching:
        clerk.watch()
    yield
    await run_in_threadpool(clerk.close)
    app.state.desk.shelf.close()


def _sheets() -> APIRouter:
    """Style sheets, our own and those of a reading, and the few scripts written by hand."""
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
    if request.url.path.startswith(_API):  # also with a line end in it, which no mount takes
        return tell(request, status, detail)
    return render(request, "problem.html", status=status, code=int(status), detail=detail)
