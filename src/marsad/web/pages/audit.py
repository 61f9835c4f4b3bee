"""Who did what, for those who keep the accounts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from marsad.archive.access.accounts import ADMIN
from marsad.archive.access.audit import entries
from marsad.web.desk import AtDesk
from marsad.web.guard.visitors import needs
from marsad.web.rendering import render

router = APIRouter(dependencies=[Depends(needs(ADMIN))])
_SHOWN = 50
Before = Annotated[int | None, Query(ge=1, le=(1 << 31) - 1)]


@router.get("/audit", include_in_schema=False)
def audit(
    request: Request,
    desk: AtDesk,
    person: Annotated[str, Query(max_length=64)] = "",
    before: Before = None,
) -> Response:
    """The log, the latest first."""
    name = person.replace("\0", "").strip()
    with desk.observatory.reading() as connection:
        rows = entries(connection, person=name or None, before=before, limit=_SHOWN + 1)
    shown = rows[:_SHOWN]
    older = shown[-1].number if len(rows) > _SHOWN else None
    return render(request, "audit.html", rows=shown, person=name, before=before, older=older)
