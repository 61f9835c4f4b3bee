"""What an archive is: its size, how much it holds, and who read it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select, text

from marsad.archive.connection import is_server, show_address
from marsad.archive.layout import revision_of
from marsad.archive.schema import analyses, claims, documents, propositions, reviews
from marsad.version import __version__


class Engine(NamedTuple):
    """A version of the program and of its packs, and how many documents it has read."""

    name: str
    documents: int
    ours: bool


class Figures(NamedTuple):
    """An archive in numbers; ``size`` is in bytes, ``None`` where it is not known."""

    address: str
    layout: str | None
    size: int | None
    documents: int
    claims: int
    propositions: int
    reviews: int
    first: str | None
    last: str | None
    engines: tuple[Engine, ...]

    @property
    def outdated(self) -> int:
        """Documents that another version has read."""
        return sum(one.documents for one in self.engines if not one.ours)


def figures_of(connection: Connection, address: str) -> Figures:
    """The numbers of an archive; ``address`` is how it was opened."""
    added = select(documents.c.added)
    return Figures(
        address=show_address(address),
        layout=revision_of(connection),
        size=_size(connection, address),
        documents=_count(connection, documents),
        claims=_count(connection, claims),
        propositions=_count(connection, propositions),
        reviews=_count(connection, reviews),
        first=connection.scalar(added.order_by(documents.c.number).limit(1)),
        last=connection.scalar(added.order_by(documents.c.number.desc()).limit(1)),
        engines=_engines(connection),
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _engines(connection: Connection) -> tuple[Engine, ...]:
    chosen = select(analyses.c.engine, func.count()).group_by(analyses.c.engine)
    ours = f"marsad {__version__}"
    found = [
        Engine(name, n, name.partition(" (")[0] == ours) for name, n in connection.execute(chosen)
    ]
    return tuple(sorted(found, key=lambda one: (-one.documents, one.name)))


def _size(connection: Connection, address: str) -> int | None:
    if is_server(address):
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    there = (Path(f"{address}{ending}") for ending in ("", "-wal"))
    return sum(one.stat().st_size for one in there if one.is_file())
