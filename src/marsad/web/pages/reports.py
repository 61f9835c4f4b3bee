"""Reports: listed, drafted, put in order, checked, published, and held against their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from marsad.codec import to_json, to_plain
from marsad.ids import bytes_hash
from marsad.linking.stored.asking import find_called
from marsad.linking.stories.telling import Period, find_story
from marsad.publishing.reports import editing, keeping
from marsad.publishing.reports.changing import (
    Place,
    add_drafted,
    add_judgement,
    add_section,
    move,
    put,
    remove,
    reword,
)
from marsad.publishing.reports.drafting import MOST, Wish, draft
from marsad.publishing.reports.editions import compare
from marsad.publishing.reports.files import MEDIA, Wanted, write_file
from marsad.publishing.reports.house import kept_theme, theme_for
from marsad.publishing.reports.html import write_body
from marsad.publishing.reports.nouns import Draft
from marsad.publishing.reports.pdf import PrintError
from marsad.publishing.reports.phrasing import languages
from marsad.publishing.reports.press import has_fonts
from marsad.publishing.reports.sheet import of_report
from marsad.publishing.reports.theme import PLAIN, Theme, ThemeError
from marsad.publishing.reports.verifying import verify
from marsad.web.desk import AtDesk, Desk
from marsad.web.guard.files import counted
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import AtHome
from marsad.web.languages import language_of, wording
from marsad.web.rendering import render

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Words = Annotated[str, Form(min_length=1, max_length=300)]
Kind = Literal["html", "pdf", "docx", "md", "json"]
Id = Annotated[str, Form(max_length=80)]
_CHANGES = [Depends(check_form)]
_LONGEST = 4_000  # letters of a sentence


@router.get("/reports")
def reports(request: Request, desk: AtDesk) -> Response:
    """All reports, those first whose evidence changed, and a form for a new one."""
    with desk.observatory.reading() as connection:
        rows = list(keeping.list_reports(connection))
        changes = {
            one.number: len(
                list(verify(connection, keeping.load_edition(connection, one.number), files=False))
            )
            for one in rows
            if one.version is not None
        }
    today = datetime.now(UTC).date().isoformat()
    return render(
        request, "reports.html", room="reports", rows=rows, changes=changes, today=today,
        report_languages=languages(), chosen=language_of(request),
    )  # fmt: skip


@router.post("/reports", dependencies=_CHANGES)
def begin(  # noqa: PLR0913 - one parameter a field of the form
    request: Request,
    desk: AtDesk,
    visitor: AtHome,
    title: Words,
    author: Words,
    lang: Annotated[str, Form(max_length=10)],
    since: Annotated[date | Literal[""], Form()] = "",
    until: Annotated[date | Literal[""], Form()] = "",
    story: Id = "",
    proposition: Id = "",
) -> Response:
    """Draft a report, and open it to be worked on; where nothing was told then, say so."""
    first, last = (one.toordinal() if isinstance(one, date) else None for one in (since, until))
    ids: tuple[str, ...] = ()
    with desk.observatory.reading() as connection:
        if proposition:
            ids = find_called(connection, proposition)
        elif story:
            told = find_story(connection, story, Period(first, last)).timeline
            ids = tuple(dict.fromkeys(moment.proposition for moment in told))
    try:
        made = draft(desk.observatory, _wish(title, author, lang, ids, (first, last)))
    except ValueError as error:
        return render(request, "problem.html", status=422, code=422, detail=str(error))
    with desk.observatory.judging() as connection:
        number = keeping.begin(connection, visitor.name, made)
    return RedirectResponse(f"/reports/{number}/edit", 303)


def _wish(
    title: str, author: str, lang: str, ids: tuple[str, ...], days: tuple[int | None, int | None]
) -> Wish:
    today = datetime.now(UTC).date().isoformat()
    return Wish(
        lang=lang, title=title, author=author, day=today, ids=ids, since=days[0], until=days[1],
        most=MOST,
    )  # fmt: skip


@router.get("/reports/{number}")
def report(request: Request, desk: AtDesk, number: Number, edition: int | None = None) -> Response:
    """A report as its readers see it, and what became of its evidence since."""
    with desk.observatory.reading() as connection:
        editions = list(keeping.list_editions(connection, number))
        shown = keeping.load_edition(connection, number, edition) if editions else None
        changes = list(verify(connection, shown, files=False)) if shown else []
        theme = _theme(connection)
    sheet = of_report(shown) if shown else editing.lay_out_draft(desk.observatory, number)
    return render(
        request,
        "report.html",
        room="reports",
        number=number,
        sheet=sheet,
        editions=editions,
        changes=changes,
        forms=tuple(MEDIA),
        body=Markup("".join(write_body(sheet, theme))),  # each value is escaped by its writer
    )


@router.get("/reports/{number}/file.{kind}", dependencies=[counted])
def file(
    request: Request, desk: AtDesk, number: Number, kind: Kind, edition: int | None = None
) -> Response:
    """A report as a file of its own."""
    with desk.observatory.reading() as connection:
        theme = _theme(connection)
    try:
        data = write_file(desk.observatory, Wanted(number, edition), kind, theme)
    except PrintError as error:
        words = wording(language_of(request))["reports"]
        told = str(error) if has_fonts() else words["no_fonts"]
        return render(request, "problem.html", status=501, code=501, detail=told)
    named = f"marsad-report-{number}.{kind}"
    headers = {
        "content-disposition": f'attachment; filename="{named}"',
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "sandbox",
    }
    return Response(data, media_type=MEDIA[kind], headers=headers)


@router.get("/reports/{number}/diff")
def differences(
    request: Request, desk: AtDesk, number: Number, one: int | None = None, other: int | None = None
) -> Response:
    """Two editions side by side: those named, else the last two, else the last and the draft."""
    with desk.observatory.reading() as connection:
        before, after = keeping.two_editions(connection, number, one, other)
    found = compare(before.draft, after.draft)
    return render(
        request, "report-diff.html", room="reports", number=number, before=before, after=after,
        found=found,
    )  # fmt: skip


@router.get("/reports/{number}/edit")
def edit(request: Request, desk: AtDesk, number: Number) -> Response:
    """The draft of a report to work on, with what its passages do not hold."""
    with desk.observatory.reading() as connection:
        found = keeping.load(connection, number)
        editions = len(list(keeping.list_editions(connection, number)))
    return _edit(request, desk, number, found, editions=editions)


@router.post("/reports/{number}/edit", dependencies=_CHANGES)
async def change(request: Request, desk: AtDesk, visitor: AtHome, number: Number) -> Response:
    """Keep the words of the form, and do what was pressed."""
    return await run_in_threadpool(_change, request, await request.form(), desk, visitor, number)


def _change(request: Request, form: FormData, desk: Desk, visitor: AtHome, number: int) -> Response:
    with desk.observatory.reading() as connection:
        found = keeping.load(connection, number)
    if form.get("seen") != _seen(found):
        return _edit(request, desk, number, found, fault="changed", status=409)
    try:
        changed = _acted(desk, _retold(found, form), form)
    except (ValueError, LookupError) as error:
        return _edit(request, desk, number, found, fault=str(error), status=422)
    with desk.observatory.judging() as connection:
        keeping.save(connection, visitor.name, number, changed)
    return RedirectResponse(f"/reports/{number}/edit#{_anchor(form)}", 303)


@router.post("/reports/{number}/publish", dependencies=_CHANGES)
def publish(
    request: Request,
    desk: AtDesk,
    visitor: AtHome,
    number: Number,
    note: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Freeze the report, or refuse and say why beside each sentence."""
    try:
        editing.publish(desk.observatory, visitor.name, number, note or None)
    except ValueError as error:
        with desk.observatory.reading() as connection:
            found = keeping.load(connection, number)
            editions = len(list(keeping.list_editions(connection, number)))
        fault = "refused" if isinstance(error, editing.Refused) else str(error)
        return _edit(request, desk, number, found, fault=fault, status=422, editions=editions)
    return RedirectResponse(f"/reports/{number}", 303)


def _edit(
    request: Request, desk: Desk, number: int, found: Draft, status: int = 200, **told: Any
) -> Response:
    checked = editing.check(desk.observatory, found)
    faults: dict[int, list[Any]] = {}
    for one in checked.faults:
        faults.setdefault(one.sentence, []).append(one)
    passages = {one.statement: one for one in checked.passages}
    values: Mapping[str, Any] = {"fault": None, "editions": 0, **told}
    return render(
        request,
        "report-edit.html",
        status=status,
        room="reports",
        number=number,
        draft=found,
        seen=_seen(found),
        faults=faults,
        passages=passages,
        **values,
    )


def _theme(connection: Connection) -> Theme:
    """The theme in force; one whose file broke since the server began is left out."""
    try:
        return theme_for(connection)
    except ThemeError:
        return kept_theme(connection) or PLAIN


def _retold(found: Draft, form: FormData) -> Draft:
    """The draft with the words, the order and the head of a form."""
    texts: dict[Place, str] = {}
    headings: dict[int, str] = {}
    for name, value in form.multi_items():
        kind, *at = name.split(".")
        if not isinstance(value, str) or not all(part.isdecimal() for part in at):
            continue
        if kind == "text" and len(at) == 2:
            texts[Place(int(at[0]), int(at[1]))] = value[:_LONGEST]
        elif kind == "heading" and len(at) == 1:
            headings[int(at[0])] = value[:_LONGEST]
    told = reword(found, texts, headings)
    title, author = _field(form, "title"), _field(form, "author")
    told = replace(told, title=title or told.title, author=author or told.author)
    order = _field(form, "order")
    return put(told, _places(order)) if order else told


def _places(order: str) -> list[list[Place]]:
    """``0.1,0.0;1.0``: sections parted by semicolons, sentences by the places that they had."""
    try:
        return [
            [Place(*map(int, one.split("."))) for one in section.split(",") if one]
            for section in order.split(";")
        ]
    except (ValueError, TypeError) as error:
        raise ValueError("the order cannot be read; load the page again") from error


def _acted(desk: Desk, told: Draft, form: FormData) -> Draft:
    what, _, at = _field(form, "do").partition(":")
    place = _now_at(form, _place(at))
    if what in ("up", "down") and place:
        return move(told, place, -1 if what == "up" else 1)
    if what == "remove" and place:
        return remove(told, place)
    if what == "judge" and at.isdecimal():
        return add_judgement(told, int(at), _field(form, f"judgement.{at}"))
    if what == "section":
        return add_section(told, _field(form, "new-heading"))
    if what == "take":
        return add_drafted(told, _taken(desk, told, _field(form, "proposition")))
    return told


def _taken(desk: Desk, told: Draft, id: str) -> Draft:
    with desk.observatory.reading() as connection:
        ids = find_called(connection, id.strip())
    wish = _wish(told.title, told.author, told.lang, ids, (None, None))
    return draft(desk.observatory, wish)


def _place(at: str) -> Place | None:
    section, _, sentence = at.partition(".")
    both = section.isdecimal() and sentence.isdecimal()
    return Place(int(section), int(sentence)) if both else None


def _now_at(form: FormData, place: Place | None) -> Place | None:
    """Where a sentence stands, once the order of the form is taken over."""
    order = _places(_field(form, "order")) if _field(form, "order") else []
    for section, places in enumerate(order):
        if place in places:
            return Place(section, places.index(place))
    return place


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value[:_LONGEST] if isinstance(value, str) else ""


def _anchor(form: FormData) -> str:
    at = _field(form, "do").partition(":")[2]
    return f"s-{at.replace('.', '-')}" if at else "draft"


def _seen(found: Draft) -> str:
    """What a form was made of, so that nobody writes over what somebody else has changed."""
    return bytes_hash(to_json(to_plain(found)))
