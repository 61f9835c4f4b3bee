"""The layout of an archive: which it has, and bringing it to the one of this program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, event, inspect, select, text

from marsad.archive.connection import ArchiveError
from marsad.archive.schema import facts
from marsad.archive.search.reindex import note_version

MIGRATIONS = Path(__file__).parent / "migrations"
LATEST = "0006"
UNFINISHED = "unfinished"  # the fact that says that an import has begun and not ended


def revision_of(connection: Connection) -> str | None:
    """The revision of the layout of an archive; ``None`` where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, revision: str = LATEST) -> None:
    """Bring an archive that is open for writing to a revision: wholly, or not at all.

    Raises:
        ArchiveError: a newer program made it, or the file holds something else.
    """
    with engine.begin() as connection:
        there = revision_of(connection)
        if there == revision:
            return
        if there is None and inspect(connection).get_table_names():
            raise ArchiveError("holds tables of another program; name another file")
        if there is not None and there > LATEST:
            raise ArchiveError(f"was made by a newer Marsad (layout {there}); update this one")
        from alembic import command  # half a second, and needed once in the life of a layout
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if there is None:
            note_version(connection)


def stay_with(engine: Engine) -> None:
    """Make each transaction of an engine look whether the archive still has this layout.

    A newer program may bring it to another one while this program is open: then every transaction
    raises ``ArchiveError``, before anything is read or written in a way that no longer holds.
    """

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        there = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if there != LATEST:
            connection.connection.rollback()
            raise ArchiveError(
                f"was brought to another layout ({there}) by another Marsad while this one was "
                "open; end this program, and start the newer one"
            )


def refuse_unfinished(connection: Connection) -> None:
    """Raises ``ArchiveError`` where an import was stopped: what is added now would be lost."""
    there = connection.scalar(select(facts.c.value).where(facts.c.name == UNFINISHED))
    if there is not None:
        raise ArchiveError(f"{there} was stopped half-way; make the same marsad import again")
