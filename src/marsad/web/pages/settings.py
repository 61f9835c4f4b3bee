"""Settings: language, looks, a name; the observatory's own lists; who read the archive."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from marsad.archive.figures import figures_of
from marsad.archive.lists import current, get, history, put, remove
from marsad.entities.check import check_actors
from marsad.packs.pack import languages, load_pack
from marsad.publishing.reports.house import kept_theme
from marsad.publishing.reports.theme import COLOURS, PLAIN
from marsad.web.desk import AtDesk
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import PERSON, AtHome, Visitor
from marsad.web.languages import wording
from marsad.web.notices import AtNotices, Done, Notices
from marsad.web.pages.intake import sent_form
from marsad.web.rendering import BASEMAP, BASEMAPS, THEME, THEMES, render
from marsad.web.work.clerk import AtWork, TooMuch
from marsad.web.work.errands import Errand, Kind

router = APIRouter(prefix="/settings", include_in_schema=False)
_MOVES = [Depends(check_form)]
_YEAR = 365 * 24 * 3600  # seconds
_LARGEST = 4 << 20  # bytes of a list, as the archive takes them
_VERSIONS = 20  # of lists that are shown
_FAULTS = 20  # collisions that are told
Name = Annotated[str, Form(min_length=1, max_length=64)]


@router.get("")
def settings(request: Request, desk: AtDesk, visitor: AtHome) -> Response:
    """All settings on one page."""
    with desk.observatory.reading() as connection:
        figures = figures_of(connection, desk.observatory.address)
        lists = current(connection)
        versions = list(islice(history(connection), _VERSIONS))
        house = kept_theme(connection) or PLAIN
    return render(
        request,
        "settings.html",
        room="settings",
        figures=figures,
        lists=lists,
        versions=versions,
        visitor=visitor,
        house=house,
        kept_look=house != PLAIN,
        colours={key: house.colour(key) for key in COLOURS},
        themes=THEMES,
        basemaps=BASEMAPS,
        packs=languages(),
        own=wording,
    )


@router.post("/theme", dependencies=_MOVES)
def theme(
    notices: AtNotices, theme: Annotated[Literal["auto", "light", "dark"], Form()]
) -> Response:
    """Keep how pages look in this browser."""
    answer = _answer(notices, Done(what="kept"))
    answer.set_cookie(THEME, theme, max_age=_YEAR, samesite="lax", httponly=True)
    return answer


@router.post("/basemap", dependencies=_MOVES)
def basemap(
    notices: AtNotices, basemap: Annotated[Literal["outlines", "coasts"], Form()]
) -> Response:
    """Keep what maps are drawn on in this browser."""
    answer = _answer(notices, Done(what="kept"))
    answer.set_cookie(BASEMAP, basemap, max_age=_YEAR, samesite="lax", httponly=True)
    return answer


@router.post("/name", dependencies=_MOVES)
def name(notices: AtNotices, name: Annotated[str, Form(max_length=60)] = "") -> Response:
    """Keep under which name this browser's visitor reviews; nothing: the one of the machine."""
    answer = _answer(notices, Done(what="kept", about=" ".join(name.split())))
    typed = " ".join(name.split())
    if typed:
        value = typed.encode("utf-8", "replace").hex()  # a cookie holds ASCII
        answer.set_cookie(PERSON, value, max_age=_YEAR, samesite="lax", httponly=True)
    else:
        answer.delete_cookie(PERSON)
    return answer


@router.get("/lists/{name}")
def one_list(desk: AtDesk, name: str) -> Response:
    """The text of a list, to be kept as a file."""
    with desk.observatory.reading() as connection:
        text = get(connection, name)
    return PlainTextResponse(text)


@router.post("/lists", dependencies=_MOVES, max_body_size=_LARGEST + (1 << 20))
def put_list(
    desk: AtDesk,
    notices: AtNotices,
    visitor: AtHome,
    form: Annotated[FormData, Depends(sent_form)],
) -> Response:
    """Keep a list that was sent; say where its names collide with others."""
    _only_admins(visitor)
    sent, typed = form.get("file"), form.get("name")
    try:
        if not isinstance(sent, UploadFile) or not sent.filename:
            raise ValueError("choose a file first")
        name = (
            typed.strip() if isinstance(typed, str) and typed.strip() else Path(sent.filename).stem
        )
        text = _decoded(sent)
        with desk.observatory.judging() as connection:
            kept = put(connection, name, text, visitor.name)
        faults = _collisions(name, text)
    except ValueError as error:
        return _answer(notices, Done(what="fault", about=str(error), fault=True))
    if faults:
        return _answer(notices, Done(what="faults", about=f"{kept.name}: {'; '.join(faults)}"))
    return _answer(notices, Done(what="kept", about=kept.name))


@router.post("/lists/remove", dependencies=_MOVES)
def remove_list(desk: AtDesk, notices: AtNotices, visitor: AtHome, name: Name) -> Response:
    """Take a list away; its history stays, and it can be put back."""
    _only_admins(visitor)
    with desk.observatory.judging() as connection:
        remove(connection, name, visitor.name)
    return _answer(notices, Done(what="removed", about=name))


@router.post("/lists/restore", dependencies=_MOVES)
def restore_list(
    desk: AtDesk, notices: AtNotices, visitor: AtHome, number: Annotated[int, Form(ge=1, le=2**31)]
) -> Response:
    """Put an earlier version of a list back."""
    _only_admins(visitor)
    with desk.observatory.judging() as connection:
        there = next((one for one in history(connection) if one.number == number), None)
        if there is None or there.text is None:
            raise LookupError(f"{number}: no version of a list has this number")
        put(connection, there.name, there.text, visitor.name)
    return _answer(notices, Done(what="kept", about=there.name))


@router.post("/reread", dependencies=_MOVES)
def reread(
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    every: Annotated[bool, Form()] = False,
) -> Response:
    """Have the archive read again: what another version has read, or all of it."""
    _only_admins(visitor)
    try:
        work.give(Errand(kind=Kind.REREAD, person=visitor.name, every=every))
    except TooMuch as error:
        return _answer(notices, Done(what="fault", about=str(error), fault=True))
    return RedirectResponse(f"/intake?done={notices.keep(Done(what='given'))}", 303)


def _only_admins(visitor: Visitor) -> None:
    if visitor.role != "admin":
        raise HTTPException(403)


def _answer(notices: Notices, done: Done) -> Response:
    return RedirectResponse(f"/settings?done={notices.keep(done)}", 303)


def _decoded(sent: UploadFile) -> str:
    raw = sent.file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise ValueError(f"{sent.filename}: more than {_LARGEST >> 20} MiB; part it")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{sent.filename}: not in UTF-8; save it so ({error.reason})") from error


def _collisions(name: str, text: str) -> list[str]:
    """Where the names of a list are those of others too, in any language that is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        path.write_text(text, encoding="utf-8", newline="\n")
        found: dict[str, None] = {}
        for lang in languages():
            pack = load_pack(lang)
            known = set(check_actors(pack))
            found |= dict.fromkeys(one for one in check_actors(pack, path) if one not in known)
    return list(found)[:_FAULTS]
