"""What people judge: pairs of statements, grades of sources and propositions, withdrawals."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from marsad.archive.callnames import find_number
from marsad.archive.lists import in_force
from marsad.linking.nouns import Verdict
from marsad.linking.people import judgements, withdrawals
from marsad.linking.people.grades import (
    Source,
    credibility,
    grade_proposition,
    grade_source,
    reliability,
)
from marsad.linking.people.grading import find_graded, grades_now, regraded, told_by
from marsad.linking.people.subjects import read_subject
from marsad.linking.stored.asking import find_statement_of
from marsad.linking.stored.changes import Change, Snapshot, propositions_in, propositions_of
from marsad.linking.stored.updating import waiting
from marsad.web.desk import AtDesk, Desk
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import AtHome
from marsad.web.notices import AtNotices, Done, Notices, Undo
from marsad.web.pages.documents import Id
from marsad.web.rendering import part, render
from marsad.web.work.clerk import AtWork, Clerk

router = APIRouter(include_in_schema=False)
_MOVES = [Depends(check_form)]
_AT_ONCE = 24  # documents that a page waits for; more are joined in the background
_LISTED = 200
_NONE = "none"
Comment = Annotated[str, Form(max_length=2_000)]
Back = Annotated[str, Form(max_length=1_000)]
Called = Annotated[str, Form(max_length=200)]


@router.post("/propositions/{id}/judge", dependencies=_MOVES)
def judge(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    id: Id,
    verdict: Annotated[Verdict, Form()],
    statement: Annotated[list[str] | None, Form(max_length=20)] = None,
    other: Called = "",
    comment: Comment = "",
) -> Response:
    """Record that two statements say the same, or not, and tell what that changed."""
    here = f"/propositions/{part(id)}"
    called = [one[:200] for one in (*(statement or ()), other.strip()) if one]
    if len(called) != 2:
        return _answer(notices, here, Done(what="two", fault=True))
    try:
        with desk.observatory.reading() as connection:
            one, two = (find_statement_of(connection, name) for name in called)
            ids = propositions_of(connection, (one, two))

        def record(connection: Connection) -> int:
            words = comment.strip() or None
            return judgements.judge(connection, visitor.name, (one, two), verdict, words).number

        number, changes = _change(desk, work, ids, record)
    except (LookupError, ValueError) as error:
        return _answer(notices, here, Done(what="fault", about=str(error), fault=True))
    undo = Undo(path="/judgements/undo", fields={"number": str(number)})
    done = _done(verdict.value, changes, undo)
    return _answer(notices, _home(desk, one, here), done)


@router.post("/judgements/undo", dependencies=_MOVES)
def take_back(
    desk: AtDesk,
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    number: Annotated[int, Form(ge=1, le=2**31)],
) -> Response:
    """Undo a judgement, or an undo."""
    with desk.observatory.reading() as connection:
        said = next((one for one in judgements.history(connection) if one.number == number), None)
        ends = [] if said is None else [said.one.id, said.other.id]
        ids = propositions_of(connection, ends)
    try:
        again, changes = _change(
            desk, work, ids, lambda connection: _undone(connection, visitor.name, number)
        )
    except ValueError as error:
        return _answer(notices, "/judgements", Done(what="fault", about=str(error), fault=True))
    undo = Undo(path="/judgements/undo", fields={"number": str(again)})
    home = _home(desk, ends[0], "/judgements") if ends else "/judgements"
    return _answer(notices, home, _done("undone", changes, undo))


@router.get("/judgements")
def judged(request: Request, desk: AtDesk) -> Response:
    """What people said of pairs of statements, the latest first, and what found no place."""
    with desk.observatory.reading() as connection:
        said = list(islice(judgements.history(connection), _LISTED))
        lost = {one.number for one in judgements.current(connection).lost}
    gone = {one.undoes for one in said if one.undoes is not None}
    return render(request, "judgements.html", room="propositions", said=said, lost=lost, gone=gone)


@router.post("/propositions/{id}/grade", dependencies=_MOVES)
def credible(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    notices: AtNotices,
    visitor: AtHome,
    id: Id,
    grade: Annotated[Literal["1", "2", "3", "4", "5", "6", "none"], Form()],
    comment: Comment = "",
) -> Response:
    """Set how credible a proposition is, or take that back."""
    with desk.observatory.reading() as connection:
        stood = credibility(connection).get(id)

    def record(connection: Connection) -> str:
        kept = grade_proposition(
            connection, visitor.name, id, _kept(grade), comment.strip() or None
        )
        return f"{kept.grade} ({kept.words})" if kept.grade else ""

    path = f"/propositions/{part(id)}"
    before = stood.grade if stood is not None else None
    undo = Undo(path=f"{path}/grade", fields={"grade": before or _NONE})
    return _answer(notices, path, _regrade(desk, (id,), record, undo))


@router.post("/sources/grade", dependencies=_MOVES)
def reliable(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    notices: AtNotices,
    visitor: AtHome,
    source: Annotated[str, Form(min_length=1, max_length=300)],
    grade: Annotated[Literal["A", "B", "C", "D", "E", "F", "none"], Form()],
    subject: Called = "",
    comment: Comment = "",
    back: Back = "",
) -> Response:
    """Set how reliable a source is, in general or on a subject, or take that back."""
    try:
        with desk.observatory.reading() as connection:
            called = find_graded(connection, source)
            on = read_subject(subject, in_force(connection).lists)
            ids = told_by(connection, called)
            stood = reliability(connection, [called.entity], on).get(called.entity)
    except (LookupError, ValueError) as error:
        done = Done(what="fault", about=str(error), fault=True)
        return _answer(notices, _local(back, "/"), done)
    before = stood.grade if stood is not None and stood.subject == on else None

    def record(connection: Connection) -> str:
        of = Source(called.entity, on)
        kept = grade_source(connection, visitor.name, of, _kept(grade), comment.strip() or None)
        told = f"{kept.grade} ({kept.words})" if kept.grade else ""
        return f"{called.name}{f', {on}' if on else ''}: {told}"

    path = _local(back, f"/sources/{part(called.entity)}")
    fields = {"source": called.entity, "grade": before or _NONE, "subject": on or "", "back": path}
    undo = Undo(path="/sources/grade", fields=fields)
    return _answer(notices, path, _regrade(desk, ids, record, undo))


@router.post("/documents/{id:path}/withdraw", dependencies=_MOVES)
def withdraw(  # noqa: PLR0913 - one parameter a field of the form
    desk: AtDesk,
    work: AtWork,
    notices: AtNotices,
    visitor: AtHome,
    id: Id,
    reason: Comment = "",
) -> Response:
    """Note that an outlet took a document away."""
    with desk.observatory.reading() as connection:
        number = find_number(connection, id)
        ids = propositions_in(connection, number)
        stands = withdrawals.withdrawn(connection, [number]).get(number)
    path = f"/documents/{part(id)}"
    if stands is not None and stands.noted is not None:
        return _answer(notices, path, Done(what="withdrawn_already", fault=True))

    def record(connection: Connection) -> int:
        words = reason.strip() or None
        return withdrawals.withdraw(connection, visitor.name, number, words).number

    _, changes = _change(desk, work, ids, record)
    undo = Undo(path=f"{path}/restore", fields={})
    return _answer(notices, path, _done("withdrawn", changes, undo))


@router.post("/documents/{id:path}/restore", dependencies=_MOVES)
def restore(desk: AtDesk, work: AtWork, notices: AtNotices, visitor: AtHome, id: Id) -> Response:
    """Take the note back that a document was withdrawn."""
    with desk.observatory.reading() as connection:
        number = find_number(connection, id)
        ids = propositions_in(connection, number)
        stands = withdrawals.withdrawn(connection, [number]).get(number)
    path = f"/documents/{part(id)}"
    if stands is None or stands.noted is None:
        return _answer(notices, path, Done(what="not_withdrawn", fault=True))
    note = stands.noted.number

    def record(connection: Connection) -> int:
        return withdrawals.undo(connection, visitor.name, note).number

    _, changes = _change(desk, work, ids, record)
    undo = Undo(path=f"{path}/withdraw", fields={"reason": stands.noted.reason or ""})
    return _answer(notices, path, _done("restored", changes, undo))


# -- what a change changes


def _change(
    desk: Desk, work: Clerk, ids: Collection[str], record: Callable[[Connection], int]
) -> tuple[int, tuple[Change, ...] | None]:
    """Record what a person says and join anew behind it; ``None``: that is done later."""
    with desk.observatory.reading() as connection:
        before = Snapshot(connection, ids)
    with desk.observatory.judging() as connection:
        number = record(connection)
    with desk.observatory.reading() as connection:
        many = len(waiting(connection)) > _AT_ONCE
    if many or work.busy:
        work.link()
        return number, None
    desk.linked.update()
    with desk.observatory.reading() as connection:
        return number, before.changes(connection)


def _undone(connection: Connection, person: str, number: int) -> int:
    return judgements.undo(connection, person, number).number


def _regrade(
    desk: Desk, ids: Collection[str], record: Callable[[Connection], str], undo: Undo
) -> Done:
    with desk.observatory.reading() as connection:
        before = grades_now(desk.linked, connection, list(ids))
    with desk.observatory.judging() as connection:
        told = record(connection)
    with desk.observatory.reading() as connection:
        after = grades_now(desk.linked, connection, list(ids))
    changed = regraded(desk.linked, before, after)
    return Done(what="graded", about=told, regraded=changed, undo=undo)


def _done(what: str, changes: tuple[Change, ...] | None, undo: Undo) -> Done:
    return Done(what=what, changes=changes or (), undo=undo, later=changes is None)


def _home(desk: Desk, statement: str, otherwise: str) -> str:
    """Where a statement stands now: joining may have given its proposition another id."""
    with desk.observatory.reading() as connection:
        ids = propositions_of(connection, [statement])
    return f"/propositions/{ids[0]}" if ids else otherwise


def _kept(grade: str) -> str | None:
    return None if grade == _NONE else grade


def _local(back: str, otherwise: str) -> str:
    """A path of this server, without what follows it; nobody is sent elsewhere."""
    path = back.split("?")[0].split("#")[0]
    return path if path.startswith("/") and path[1:2] not in ("/", "\\") else otherwise


def _answer(notices: Notices, path: str, done: Done) -> Response:
    return RedirectResponse(f"{path}?done={notices.keep(done)}", 303)
