"""The interface as an application of its own under ``/api``, with all that describes it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

from marsad.version import __version__
from marsad.web.api import documents, propositions, saying, sources
from marsad.web.api.problems import MEDIA, Fault, Problem, hear
from marsad.web.guard.bodies import BodyLimit
from marsad.web.guard.speaking import HEADER

VERSION = "v1"
_BODY = 1 << 20  # bytes of a call: the longest correction has some hundred thousand
_ABOUT = """Everything that the pages show, as JSON: who says what, on whose word, and who else
stands behind it.

Lists are told in pages: `next` of an answer, also in the header `Link`, is handed back as `after`.
An answer has a strong `ETag`; with `If-None-Match` what has not changed is a 304. Errors are
`application/problem+json` (RFC 9457). Positions count Unicode code points, the end is not among
them. Keys are never taken away, and more may come."""
_TAGS = (
    ("documents", "Reports as they were read, their readings and passages."),
    ("claims", "What somebody is quoted with."),
    ("propositions", "What several reports say, joined, with its origins and denials."),
    ("stories", "Courses of events."),
    ("sources", "Who says it: records and grades."),
    ("names", "Who and what the archive names."),
    ("overview", "A day beside the week before."),
    ("intake", "What could not be read."),
    ("writing", "What people say of claims, pairs and sources; for the roles analyst and admin."),
)
_TAG = {"description": "Of this very answer.", "schema": {"type": "string"}}
_LINK = {"description": "The next page (RFC 8288).", "schema": {"type": "string"}}
_SAME = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "Tags of answers that the caller has.",
    "schema": {"type": "string", "maxLength": 500},
}
_TOKEN = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "The token of a form of this server, for calls of its own pages.",
    "schema": {"type": "string", "maxLength": 128},
}


def create_api(main: FastAPI) -> FastAPI:
    """The interface beside the pages of an application, over what that one has."""
    api = FastAPI(
        title="Marsad",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"/{VERSION}/openapi.json",
        redirect_slashes=False,
    )
    api.state = main.state
    api.add_middleware(BodyLimit, most=_BODY)
    every = APIRouter(prefix=f"/{VERSION}")
    for part in (documents, propositions, sources, saying):
        every.include_router(part.router)
    api.include_router(every)
    hear(api)
    api.openapi = lambda: describe(api)  # type: ignore[method-assign]
    return api


def describe(api: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 of the interface, made once."""
    if api.openapi_schema is None:
        made = get_openapi(
            title=api.title,
            version=api.version,
            summary="Who says what, on whose word, and who else really stands behind it.",
            description=_ABOUT,
            routes=api.routes,
            tags=[{"name": name, "description": told} for name, told in _TAGS],
            servers=[{"url": "/api", "description": "This server."}],
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )
        _add(made)
        api.openapi_schema = made
    return api.openapi_schema


def _add(made: dict[str, Any]) -> None:
    """What all calls have in common: problems, tags of answers, tokens."""
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for kind in (Fault, Problem):
        told = kind.model_json_schema(ref_template="#/components/schemas/{model}")
        told.pop("$defs", None)
        schemas[kind.__name__] = told
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for path, calls in made["paths"].items():
        for method, call in calls.items():
            answers = call["responses"]
            answers["default"] = {"description": "Any other error.", "content": {MEDIA: problem}}
            if method == "get":
                answers["304"] = {"description": "The caller has this very answer."}
                answers["200"]["headers"] = {"ETag": _TAG}
                if path.rsplit("/", 1)[-1].endswith("s"):
                    answers["200"]["headers"]["Link"] = _LINK
                call.setdefault("parameters", []).append(_SAME)
            else:
                answers["201"]["headers"] = {"Location": _place()}
                call.setdefault("parameters", []).append(_TOKEN)


def _place() -> dict[str, Any]:
    return {"description": "What it was said of.", "schema": {"type": "string"}}
