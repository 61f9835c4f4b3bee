"""One document: its text with all that was found in it, its page as it came, its passages."""

from __future__ import annotations

import codecs
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup, escape

from marsad.archive.callnames import find_claim, find_number
from marsad.archive.documents import load_corrected
from marsad.archive.review.corrections import Corrected
from marsad.archive.review.record import show
from marsad.linking.people.withdrawals import withdrawn
from marsad.publishing.headings import heading_of
from marsad.publishing.page import render_reading
from marsad.publishing.view import Pages
from marsad.web.desk import AtDesk
from marsad.web.languages import language_of, wording
from marsad.web.rendering import part, render

router = APIRouter()
Id = Annotated[str, Path(min_length=1, max_length=500)]
_ANCHOR = "d"
_PAGES = Pages("/actors/", "/sources/", "/outlets/")
# An archived page is shown in a frame without rights: no script, no forms, no address of its own.
_LARGEST = 4 << 20  # bytes of an archived file that are shown: a list may hold thousands of reports
_SANDBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
)


@router.get("/claims/{id}", include_in_schema=False)
def claim(desk: AtDesk, id: Id) -> Response:
    """The permanent address of a claim: it opens its passage."""
    with desk.observatory.reading() as connection:
        shown = show(connection, find_claim(connection, id))
    analysis = shown.corrected.analysis
    place = analysis.attributions.index(shown.attribution) + 1
    return RedirectResponse(f"/documents/{part(analysis.document.id)}#{_ANCHOR}-c{place}", 303)


@router.get("/documents/{id:path}/page", include_in_schema=False)
def archived(request: Request, desk: AtDesk, id: Id) -> Response:
    """The page as it came, in a frame."""
    try:
        found = desk.observatory.document(id).document
    except LookupError:  # an id may end so
        return document(request, desk, f"{id}/page")
    heading = heading_of(found)
    return render(request, "original.html", room="search", heading=heading, document=found)


@router.get("/documents/{id:path}/original", include_in_schema=False)
def original(desk: AtDesk, id: Id) -> Response:
    """The bytes that the document was read from, as they came, with nothing in them that works."""
    found = desk.observatory.original(id)
    media = (found.media or "").lower()
    shown = "text/html" if "html" in media else "text/plain" if _is_text(media) else None
    headers = {"content-security-policy": _SANDBOX, "x-frame-options": "SAMEORIGIN"}
    if shown is None:
        headers["content-disposition"] = "attachment"
        return Response(found.data, media_type="application/octet-stream", headers=headers)
    headers["content-type"] = f"{shown}; charset={_charset(found.charset)}"
    return Response(found.data[:_LARGEST], headers=headers)


@router.get("/documents/{id:path}", include_in_schema=False)
def document(request: Request, desk: AtDesk, id: Id) -> Response:
    """The reading of a document as people have corrected it."""
    with desk.observatory.reading() as connection:
        number = find_number(connection, id)
        corrected = load_corrected(connection, number)
        gone = withdrawn(connection, [number]).get(number)
    analysis, lang = corrected.analysis, language_of(request)
    article = "".join(render_reading(analysis, _ANCHOR, lang, _PAGES, _reviewing(corrected, lang)))
    return render(
        request,
        "document.html",
        room="search",
        heading=heading_of(analysis.document),
        document=analysis.document,
        withdrawn=gone,
        article=Markup(article),  # what the renderer writes is escaped, value by value
    )


def _reviewing(corrected: Corrected, lang: str) -> dict[str, str]:
    """How each claim stands, and the way to its review, by the id of its attribution."""
    words, made = wording(lang)["review"], {}
    for claim in corrected.analysis.claims:
        state = corrected.states.get(claim.id)
        told = f'<span class="state {state}">{escape(words[state])}</span>' if state else ""
        link = (
            f'<a class="review" href="/review/{part(claim.id)}">{escape(words["open_claim"])}</a>'
        )
        made[claim.attribution] = f"{told}{link}"
    return made


def _is_text(media: str) -> bool:
    return not media or media.startswith("text/") or media.endswith(("json", "xml"))


def _charset(said: str | None) -> str:
    """The name of an encoding that exists; what a server sends goes into no header."""
    try:
        return codecs.lookup(said or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
