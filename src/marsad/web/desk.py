"""What every page works with: the archive, what it says together, and how this server is run."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import func, select

from marsad.archive.lists import in_force
from marsad.archive.observatory import Observatory
from marsad.archive.schema import documents, reviews
from marsad.archive.search.facets import Facets
from marsad.entities.lists import Lists
from marsad.linking.stored.linked import Linked
from marsad.linking.stored.shelf import Shelf

_REMEMBERED = 256  # counts of searches: some kilobytes each

Asked = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """An open archive with what is asked of it; one serves all requests."""

    observatory: Observatory
    linked: Linked = field(init=False)
    shelf: Shelf = field(init=False)
    _facets: OrderedDict[Asked, tuple[object, Facets]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        object.__setattr__(self, "linked", Linked(self.observatory))
        object.__setattr__(self, "shelf", Shelf(self.observatory))

    def documents(self) -> bool:
        """Whether anything is in the archive."""
        with self.observatory.reading() as connection:
            return connection.scalar(select(documents.c.number).limit(1)) is not None

    def own_lists(self) -> Lists | None:
        """The lists that count where the archive has its own: pages take names from them."""
        with self.observatory.reading() as connection:
            return in_force(connection).own

    def facets(self, query: str, of: str) -> Facets:
        """What a query finds, counted; counted anew only where documents or reviews came since.

        Raises:
            ValueError: the query cannot be meant.
        """
        state = self._state()
        with self._lock:
            known = self._facets.get((query, of))
            if known is not None and known[0] == state:
                self._facets.move_to_end((query, of))
                return known[1]
        found = self.observatory.facets(query, of=of)
        with self._lock:
            self._facets[query, of] = (state, found)
            while len(self._facets) > _REMEMBERED:
                self._facets.popitem(last=False)
        return found

    def _state(self) -> object:
        """Changes with every document and every review."""
        with self.observatory.reading() as connection:
            return (
                connection.scalar(select(func.max(documents.c.number))),
                connection.scalar(select(func.max(reviews.c.number))),
            )


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
