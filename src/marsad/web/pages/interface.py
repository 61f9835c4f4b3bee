"""What programs can ask, explained to people."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from marsad.web.api.interface import VERSION, describe
from marsad.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
def interface(request: Request) -> Response:
    """How to ask, with every call."""
    paths = describe(request.app.state.api)["paths"]
    calls = [
        (method.upper(), path, f"{method} {path.removeprefix(f'/{VERSION}')}")
        for path, methods in paths.items()
        for method in methods
    ]
    site = str(request.base_url).rstrip("/")
    return render(request, "interface.html", room="api", calls=calls, site=site, version_=VERSION)
