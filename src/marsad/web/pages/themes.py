"""How reports look: the theme that the archive keeps, changed by a form."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from marsad.publishing.reports.house import keep_theme, kept_theme
from marsad.publishing.reports.logos import LARGEST, Logo, make_logo
from marsad.publishing.reports.theme import COLOURS, PLAIN, Theme, change_theme
from marsad.web.desk import AtDesk
from marsad.web.guard.forms import check_form
from marsad.web.guard.visitors import needs
from marsad.web.notices import AtNotices, Done, Notices
from marsad.web.pages.intake import sent_form

router = APIRouter(prefix="/settings/reports", include_in_schema=False)
_CHANGES = [Depends(check_form), Depends(needs("admin"))]
_BODY = LARGEST + (1 << 16)  # bytes of a form with a logo


@router.post("", dependencies=_CHANGES, max_body_size=_BODY)
def change(
    desk: AtDesk, notices: AtNotices, form: Annotated[FormData, Depends(sent_form)]
) -> Response:
    """Keep name, logo and colours; fonts, which are files of the server, stay as they are."""
    with desk.observatory.reading() as connection:
        kept = kept_theme(connection) or PLAIN
    try:
        made = _changed(kept, form)
    except ValueError as error:
        return _answer(notices, Done(what="fault", about=str(error), fault=True))
    with desk.observatory.writing() as connection:
        keep_theme(connection, made)
    return _answer(notices, Done(what="kept", about=made.name or ""))


@router.post("/remove", dependencies=_CHANGES)
def remove(desk: AtDesk, notices: AtNotices) -> Response:
    """Take the theme away; reports look as Marsad's own."""
    with desk.observatory.writing() as connection:
        keep_theme(connection, None)
    return _answer(notices, Done(what="removed"))


def _changed(kept: Theme, form: FormData) -> Theme:
    """The theme as the form has it; a colour of Marsad's own is left to Marsad."""
    typed = {key: str(form.get(key) or "").lower() for key in COLOURS}
    given = {
        "name": " ".join(str(form.get("name") or "").split()),
        "drawings": "drawings" in form,
        "colours": {key: value for key, value in typed.items() if value not in ("", COLOURS[key])},
    }
    logo = None if "no_logo" in form else kept.logo
    return change_theme(kept, given, _sent(form) or logo)


def _sent(form: FormData) -> Logo | None:
    """The logo that was sent, if one was.

    Raises:
        LogoError: it is no PNG and no plain SVG.
    """
    sent = form.get("logo")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    return make_logo(sent.file.read(LARGEST + 1))


def _answer(notices: Notices, done: Done) -> Response:
    return RedirectResponse(f"/settings?done={notices.keep(done)}#reports", 303)
