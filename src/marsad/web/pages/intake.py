"""What comes in: documents of late, feeds, failures, uploads, and how far the work is."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePath
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile

from marsad.archive.arrivals import count_arrivals, count_failures
from marsad.archive.failures import faults_at, list_failures
from marsad.archive.feeds import load_states
from marsad.intake.articles import Given
from marsad.intake.collect import is_address
from marsad.intake.dates import is_date
from marsad.intake.failures import Unreadable
from marsad.intake.guard import check_address
from marsad.intake.watch import FeedState
from marsad.intake.watchlist import Feed, read_watchlist
from marsad.linking.stored.overview import unlinked
from marsad.packs.pack import languages
from marsad.web.desk import AtDesk
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import AtHome
from marsad.web.notices import AtNotices, Done, Notices
from marsad.web.rendering import render
from marsad.web.work.clerk import AtWork, Clerk, TooMuch
from marsad.web.work.errands import Errand, Kind, Upload

router = APIRouter(prefix="/intake", include_in_schema=False)
_MOVES = [Depends(check_form)]
_SHOWN = 50  # failures on a page
_PAGES = 1_000
_MOST_FILES = 20  # as the guard of forms takes them
_LARGEST = 256 << 20  # bytes of one file, as the intake reads it
_LARGEST_SENT = 512 << 20  # bytes of all files that are sent at once
_LONGEST = 2_000_000  # letters that are pasted
_MOST_ADDRESSES = 100
_SUFFIX = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){1,2}$")
UPLOADED = "upload/"


class FeedRow(NamedTuple):
    """A feed as it is watched, and where the archive stands with it."""

    url: str
    feed: Feed | None
    state: FeedState | None
    fault: str | None
    late: bool


class _Refused(Exception):
    """What was sent cannot be taken; the message says why."""


@router.get("")
def intake(
    request: Request,
    desk: AtDesk,
    work: AtWork,
    page: Annotated[int, Query(ge=1, le=_PAGES)] = 1,
) -> Response:
    """All of it on one page."""
    with desk.observatory.reading() as connection:
        arrivals = count_arrivals(connection)
        failed = list(islice(list_failures(connection), (page - 1) * _SHOWN, page * _SHOWN))
        total = count_failures(connection)
        feeds = _feeds(connection, work.board().watching)
        waits = unlinked(connection)
    return render(
        request,
        "intake.html",
        room="intake",
        arrivals=arrivals,
        failed=failed,
        total=total,
        page=page,
        more=total > page * _SHOWN,
        feeds=feeds,
        board=work.board(),
        waits=waits,
        langs=languages(),
        most_files=_MOST_FILES,
        largest=_LARGEST >> 20,
        uploaded=UPLOADED,
    )


@router.get("/work")
def progress(request: Request, desk: AtDesk, work: AtWork) -> Response:
    """The part of the page that tells how far the work is."""
    with desk.observatory.reading() as connection:
        waits = unlinked(connection)
    return render(request, "work.html", board=work.board(), waits=waits)


async def sent_form(request: Request) -> AsyncIterator[FormData]:
    """The form as the guard has read it: files lie in temporary files already."""
    form = await request.form()
    yield form
    await form.close()


@router.post("/files", dependencies=_MOVES, max_body_size=_LARGEST_SENT)
def upload(
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    form: Annotated[FormData, Depends(sent_form)],
) -> Response:
    """Take files, and have them read."""
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    try:
        given = _given(form)
        if not sent:
            raise _Refused("choose a file first")
        folder = work.folder()
        try:
            files = tuple(_keep(one, number, folder) for number, one in enumerate(sent, 1))
            errand = Errand(
                kind=Kind.FILES,
                person=visitor.name,
                files=files,
                given=given,
                fetch=form.get("fetch") == "true",
            )
            work.give(errand)
        except (_Refused, TooMuch, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except (_Refused, TooMuch, OSError) as error:
        return _answer(notices, Done(what="fault", about=str(error), fault=True))
    return _answer(notices, Done(what="given", about=", ".join(one.name for one in files)))


@router.post("/text", dependencies=_MOVES, max_body_size=_LONGEST * 4)
def paste(
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    form: Annotated[FormData, Depends(sent_form)],
) -> Response:
    """Take a text that was pasted; or addresses, one a line, which are fetched."""
    typed = form.get("text")
    text = typed if isinstance(typed, str) else ""
    try:
        given = _given(form)
        work.give(replace(_pasted(work, text, given), person=visitor.name))
    except (_Refused, TooMuch) as error:
        return _answer(notices, Done(what="fault", about=str(error), fault=True))
    return _answer(notices, Done(what="given"))


@router.post("/retry", dependencies=_MOVES)
def retry(
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    place: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    """Try one failure again, or all."""
    named = (place,) if place else ()
    return _give(work, notices, Errand(kind=Kind.RETRY, person=visitor.name, named=named))


@router.post("/watch", dependencies=_MOVES)
def look(work: AtWork, notices: AtNotices, visitor: AtHome) -> Response:
    """Look at the feeds that are due, now."""
    watching = work.board().watching
    if watching is None:
        return _answer(notices, Done(what="nothing", fault=True))
    named = (watching,)
    return _give(work, notices, Errand(kind=Kind.WATCH, person=visitor.name, named=named))


@router.post("/link", dependencies=_MOVES)
def link(work: AtWork, notices: AtNotices, visitor: AtHome) -> Response:
    """Join what is not joined yet."""
    return _give(work, notices, Errand(kind=Kind.LINK, person=visitor.name))


@router.post("/stop", dependencies=_MOVES)
def stop(
    work: AtWork, notices: AtNotices, number: Annotated[int, Form(ge=1, le=2**31)]
) -> Response:
    """Stop an errand; what it has stored stays."""
    stopped = work.stop(number)
    return _answer(notices, Done(what="stopped" if stopped else "nothing", fault=not stopped))


def _give(work: Clerk, notices: Notices, errand: Errand) -> Response:
    try:
        work.give(errand)
    except TooMuch as error:
        return _answer(notices, Done(what="fault", about=str(error), fault=True))
    return _answer(notices, Done(what="given"))


def _answer(notices: Notices, done: Done) -> Response:
    return RedirectResponse(f"/intake?done={notices.keep(done)}", 303)


# -- what was sent


def _given(form: FormData) -> Given:
    """What a person says of documents that do not say it themselves."""

    def typed(name: str) -> str | None:
        value = form.get(name)
        return " ".join(value.split())[:200] or None if isinstance(value, str) else None

    published, lang = typed("published"), typed("lang")
    if published is not None and not is_date(published):
        raise _Refused(f"«{published}» is no date; write it as 2017-06-08")
    if lang is not None and lang not in languages():
        raise _Refused(f"«{lang}»: no pack reads this language; leave it open")
    return Given(typed("outlet"), published, lang)


def _keep(sent: UploadFile, number: int, folder: Path) -> Upload:
    """A file that came, under a name of ours; what it was called is only told."""
    if sent.size is not None and sent.size > _LARGEST:
        raise _Refused(f"{sent.filename}: more than {_LARGEST >> 20} MiB; split it")
    name = PurePath((sent.filename or "").replace("\\", "/")).name or "file"
    ending = _SUFFIX.search(name)
    path = folder / f"{number}{ending[0] if ending else ''}"
    with path.open("wb") as file:
        shutil.copyfileobj(sent.file, file)
    return Upload(str(path), f"{UPLOADED}{name[:200]}")


def _pasted(work: Clerk, text: str, given: Given) -> Errand:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise _Refused("paste a text, or an address, first")
    if len(text) > _LONGEST:
        raise _Refused(f"more than {_LONGEST:,} letters; send it as a file")
    if all(is_address(line) for line in lines):
        return Errand(kind=Kind.ADDRESSES, named=_addresses(lines), given=given)
    folder = work.folder()
    path = folder / "1.txt"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return Errand(
        kind=Kind.FILES, files=(Upload(str(path), f"{UPLOADED}{stamp}.txt"),), given=given
    )


def _addresses(lines: list[str]) -> tuple[str, ...]:
    if len(lines) > _MOST_ADDRESSES:
        raise _Refused(f"more than {_MOST_ADDRESSES} addresses; send them as a file")
    for line in lines:
        try:
            check_address(line)
        except Unreadable as error:
            raise _Refused(f"{line[:200]}: {error}") from error
    return tuple(dict.fromkeys(lines))


# -- feeds


def _feeds(connection: Connection, watching: str | None) -> list[FeedRow]:
    """The feeds that are watched, and those that were: those with a fault first."""
    states = load_states(connection)
    faults = faults_at(connection, states)
    watched: dict[str, Feed] = {}
    if watching is not None:
        try:
            watched = {one.url: one for one in read_watchlist(watching).feeds}
        except Unreadable:
            watched = {}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        FeedRow(
            url, watched.get(url), states.get(url), faults.get(url), _late(states.get(url), now)
        )
        for url in dict.fromkeys((*watched, *states))
    ]
    return sorted(rows, key=lambda row: (row.fault is None, row.url))


def _late(state: FeedState | None, now: str) -> bool:
    return state is None or (state.gone is None and (state.due is None or state.due <= now))
