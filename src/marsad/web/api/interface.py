"""The interface as an application of its own under ``/api``, with all that describes it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from marsad.version import __version__
from marsad.web.api import documents, exports, propositions, saying, sources
from marsad.web.api.answers import Many
from marsad.web.api.problems import MEDIA, Fault, Problem, hear
from marsad.web.guard.bodies import BodyLimit
from marsad.web.guard.speaking import HEADER, know

VERSION = "v1"
_BODY = 1 << 19  # bytes of a call: the longest correction has some hundred thousand letters
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
    ("exports", "Files for other programs, in the formats that they know."),
    ("overview", "A day beside the week before."),
    ("intake", "What could not be read."),
    ("writing", "What people say of claims, pairs and sources; for the roles analyst and admin."),
)
_TAG = {"description": "Of this very answer.", "schema": {"type": "string"}}
_LINK = {"description": "The next page (RFC 8288).", "schema": {"type": "string"}}
_PLACE = {"description": "What it was said of.", "schema": {"type": "string"}}
_LISTS = ("documents", "claims", "propositions", "members", "stories", "sources", "failures")
_FILES = "/exports/{kind}"  # sent as they are made: nobody knows yet whether one is the same
_SAME = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "Tags of answers that the caller has.",
    "schema": {"type": "string"},
}
_TOKEN = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "The token of a form of this server, for calls of its own pages.",
    "schema": {"type": "string"},
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
    every = APIRouter(prefix=f"/{VERSION}", dependencies=[Depends(know)])
    for part in (documents, propositions, sources, exports, saying):
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
    _name(made["components"]["schemas"])
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    other = {"description": "Any other error.", "content": {MEDIA: problem}}
    for path, calls in made["paths"].items():
        for method, call in calls.items():
            call["responses"]["default"] = other
            if path.endswith(_FILES):
                continue
            common = _SAME if method == "get" else _TOKEN
            call.setdefault("parameters", []).append(common)
            if method == "get":
                call["responses"]["304"] = {"description": "The caller has this very answer."}
                lists = path.rsplit("/", 1)[-1] in _LISTS
                headers = {"ETag": _TAG, "Link": _LINK} if lists else {"ETag": _TAG}
                call["responses"]["200"]["headers"] = headers
            else:
                call["responses"]["201"]["headers"] = {"Location": _PLACE}


def _name(schemas: dict[str, Any]) -> None:
    """The schemas of problems in the place of those that the framework has for its own."""
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for name, schema in schemas.items():
        if name.startswith("Many_"):  # of a generic, the words are lost
            schema["description"] = Many.__doc__
    for kind in (Fault, Problem):
        told = kind.model_json_schema(ref_template="#/components/schemas/{model}")
        told.pop("$defs", None)
        schemas[kind.__name__] = told
