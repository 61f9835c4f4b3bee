"""What every page works with: the archive, what it says together, and how this server is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import documents
from marsad.linking.stored.linked import Linked


@dataclass(frozen=True, slots=True)
class Desk:
    """An open archive with what is asked of it; one serves all requests."""

    observatory: Observatory
    linked: Linked = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "linked", Linked(self.observatory))

    def documents(self) -> bool:
        """Whether anything is in the archive."""
        with self.observatory.reading() as connection:
            return connection.scalar(select(documents.c.number).limit(1)) is not None


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
