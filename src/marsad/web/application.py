"""The application: its pages, its doors, and what it answers when something is not there."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from marsad.archive.connection import ArchiveError
from marsad.archive.observatory import Observatory
from marsad.publishing.page import light_claims
from marsad.version import __version__
from marsad.web.api.interface import create_api
from marsad.web.api.problems import tell
from marsad.web.desk import Desk
from marsad.web.guard.blanks import LeaveBlanks
from marsad.web.guard.forms import give_cookie
from marsad.web.guard.headers import add_headers
from marsad.web.guard.visitors import Visitor
from marsad.web.notices import Notices
from marsad.web.pages import PAGES
from marsad.web.rendering import STATIC, render
from marsad.web.work.clerk import Clerk

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def create_app(
    observatory: Observatory,
    visitor: Visitor,
    *,
    hosts: Iterable[str] = LOOPBACK,
    watchlist: Path | None = None,
) -> FastAPI:
    """The application over an open archive.

    Args:
        observatory: stays open as long as the application runs; the caller closes it.
        visitor: who sits at the desk where no accounts are kept.
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
    )
    app.state.desk = desk
    app.state.visitor = visitor
    app.state.notices = Notices()
    app.state.clerk = Clerk(observatory, watchlist)
    app.state.secret = secrets.token_bytes(32)
    app.add_middleware(BaseHTTPMiddleware, dispatch=give_cookie)
    app.add_middleware(BaseHTTPMiddleware, dispatch=add_headers)
    app.add_middleware(LeaveBlanks)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    for page in PAGES:
        app.include_router(page)
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


async def _unusable(request: Request, error: Exception) -> Response:
    return _problem(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))


def _problem(request: Request, status: int, detail: str | None = None) -> Response:
    if request.url.path.startswith("/api/"):  # with a line end in it, which no mount takes
        return tell(request, status, detail)
    return render(request, "problem.html", status=status, code=status, detail=detail)
